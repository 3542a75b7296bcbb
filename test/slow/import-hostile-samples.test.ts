// Small files of all forms, cut at every byte, with every value in them twisted, and noise: no importer ever fails otherwise
// than by a reason.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { claimOf } from '../import/hostile-kit.ts'
import { BEGINNINGS, JSON_SAMPLES, otherSamples } from '../import/hostile-samples.ts'

/** Values that somebody may put where something else is meant. The texts are JSON. */
const TWISTS: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '9007199254740993',
  '1e308',
  '""',
  '"x"',
  '"\\ud800"',
  '"constructor"',
  '"__defineGetter__"',
  '[]',
  '[null]',
  '[[[[[[1]]]]]]',
  '[{"toString":1,"valueOf":1}]',
  '{}',
  '{"a":1}',
  '{"toString":1,"valueOf":1}',
  '{"length":3}',
  '{"__proto__":{"secret":"JBSWY3DPEHPK3PXPJBSX"}}',
]

/** The JSON of a value with one of its parts replaced, each in turn. */
function* twisted(value: unknown, twist: string): Generator<string> {
  yield twist
  if (typeof value !== 'object' || value === null) return
  const parts = Object.entries(value)
  for (const [i, [, part]] of parts.entries()) {
    for (const one of twisted(part, twist)) {
      const texts = parts.map(([name, other], j) => {
        const text = i === j ? one : JSON.stringify(other)
        return Array.isArray(value) ? text : `${JSON.stringify(name)}:${text}`
      })
      yield Array.isArray(value) ? `[${texts.join()}]` : `{${texts.join()}}`
    }
  }
}

/** The same noise every time. */
function noise(seed: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => createHash('sha256').update(`${seed} ${i}`))
  return Buffer.concat(blocks.map((block) => block.digest())).subarray(0, length)
}

describe('a twisted file', () => {
  it.each(JSON_SAMPLES)('is refused, or gives what is left of it: %s', async (format, value) => {
    expect((await claimOf(JSON.stringify(value)))?.format).toBe(format)
    for (const twist of TWISTS) for (const text of twisted(value, twist)) await claimOf(text, ['x'])
  })
})

describe('a cut file', () => {
  it('is refused, or gives what is left of it, wherever it is cut', async () => {
    const json = JSON_SAMPLES.map(([format, value]) => [format, JSON.stringify(value)] as const)
    for (const [format, content] of [...(await otherSamples()), ...json]) {
      const bytes = Buffer.from(content as string)
      expect((await claimOf(bytes))?.format).toBe(format)
      const step = Math.max(1, Math.floor(bytes.length / 200))
      for (let length = 0; length < bytes.length; length += step) await claimOf(bytes.subarray(0, length))
    }
  })

  it('is refused, or gives what is left of it, whatever byte is another', async () => {
    for (const [, content] of await otherSamples()) {
      const bytes = Buffer.from(content as string)
      const step = Math.max(1, Math.floor(bytes.length / 200))
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 0x81
        await claimOf(changed)
      }
    }
  })
})

describe('noise', () => {
  it.each(BEGINNINGS.map((beginning) => [JSON.stringify(beginning), beginning]))(
    'after %s is no failure',
    async (_, beginning) => {
      for (const length of [0, 1, 7, 16, 40, 100, 500, 2000, 10_000]) {
        const bytes = Buffer.concat([Buffer.from(beginning, 'latin1'), noise(beginning, length)])
        await claimOf(bytes)
        // The same as text, for what only looks at text.
        await claimOf(`${beginning}${noise(beginning, length).toString('latin1').replaceAll('\0', ' ')}`)
      }
    },
  )
})
