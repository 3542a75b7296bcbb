// The list of faults that a vault has to survive has 68 cases. Each of them is held by a test that says so in its name.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../kit/ukp.ts'

const CASES = 68

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(path)
    return entry.name.endsWith('.test.ts') ? [path] : []
  })
}

/** Numbers in the names of tests and their groups; a comment is no test. */
function casesIn(text: string): number[] {
  const lines = text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
  return lines.flatMap((line) =>
    [...line.matchAll(/['"`][^'"`]*\bcase (\d{1,2}):/g)].map(([, number]) => Number(number)),
  )
}

describe('the list of cases', () => {
  const own = join(ROOT, 'test', 'cases', 'all.test.ts')
  const found = new Map<number, string[]>()
  for (const file of testFiles(join(ROOT, 'test')).filter((one) => one !== own)) {
    for (const number of casesIn(readFileSync(file, 'utf8'))) {
      found.set(number, [...(found.get(number) ?? []), file.slice(ROOT.length)])
    }
  }

  it(`has a test for each of the ${CASES}`, () => {
    const missing = Array.from({ length: CASES }, (_, i) => i + 1).filter((number) => !found.has(number))
    expect(missing).toEqual([])
  })

  it('has no other number', () => {
    expect([...found.keys()].filter((number) => number < 1 || number > CASES)).toEqual([])
  })
})
