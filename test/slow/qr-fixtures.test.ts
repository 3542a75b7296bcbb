// Foreign pictures: login codes from public projects (otp-wild) and screenshots without a code (neg-screens).
// They are not part of the project; where they are missing, this says so and passes.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { readQrTexts } from '../../src/qr/read/read.ts'

const FOLDER = new URL('../../../shared/fixtures/qr/', import.meta.url)
const LIST = new URL('manifest.tsv', FOLDER)
const present = existsSync(LIST)

interface Sample {
  readonly path: string
  readonly texts: readonly string[]
}

interface Outcome extends Sample {
  /** What was read, or the reason of a refusal. */
  readonly read: readonly string[] | string
}

function samples(folder: string): readonly Sample[] {
  const lines = readFileSync(LIST, 'utf8').split('\n').slice(1)
  return lines
    .filter((line) => line.startsWith(`${folder}/`))
    .map((line) => {
      const [path = '', texts = '[]'] = line.split('\t')
      return { path, texts: JSON.parse(texts) as string[] }
    })
}

async function readAll(folder: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const sample of samples(folder)) {
    try {
      outcomes.push({ ...sample, read: await readQrTexts(readFileSync(new URL(sample.path, FOLDER)), sample.path) })
    } catch (error) {
      if (!(error instanceof UkpError)) throw new Error(`untyped error for ${sample.path}`, { cause: error })
      outcomes.push({ ...sample, read: error.reason })
    }
  }
  return outcomes
}

const without = present ? '' : ' (the folder ../shared/fixtures/qr is not here)'

describe.skipIf(!present)(`foreign pictures${without}`, () => {
  it('with a login code are all read, without a wrong text', async () => {
    const outcomes = await readAll('otp-wild')
    expect(outcomes.length).toBeGreaterThan(20)
    const wrong = outcomes.filter(
      ({ read, texts }) => typeof read !== 'string' && read.some((text) => !texts.includes(text)),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
    const missed = outcomes.filter(
      ({ read, texts }) => typeof read === 'string' || texts.some((text) => !read.includes(text)),
    )
    expect(missed.map(({ path, read }) => `${path}: ${typeof read === 'string' ? read : 'missed'}`)).toEqual([])
  })

  it('without a code give no login link, nor any text', async () => {
    const outcomes = await readAll('neg-screens')
    expect(outcomes.length).toBeGreaterThan(50)
    const texts = outcomes.flatMap(({ read }) => (typeof read === 'string' ? [] : read))
    expect(texts).toEqual([])
    expect(outcomes.filter(({ read }) => typeof read === 'string').map(({ path }) => path)).toEqual([])
  })
})
