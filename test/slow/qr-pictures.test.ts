// Our own pictures: the classes of test/pictures, made anew from two seeds, as a person would have them. A picture counts
// as read when exactly the texts that were put in come out.
import { describe, expect, it } from 'vitest'
import { readQrTexts } from '../../src/qr/read/read.ts'
import { CLASSES } from '../pictures/classes.ts'
import { makePicture } from '../pictures/make.ts'

const EACH = 4
/** Measured 99 and more; the promise is 98. */
const AT_LEAST = 0.98

interface Outcome {
  readonly name: string
  readonly result: 'read' | 'missed' | 'wrong'
}

async function outcomeOf(name: string, seed: number, number: number): Promise<Outcome> {
  const kind = CLASSES.find((one) => one.name === name)
  if (kind === undefined) throw new Error(name)
  const { bytes, texts } = await makePicture(kind, seed, number)
  const read = await readQrTexts(bytes, name)
  const title = `${name} ${seed}/${number}`
  if (read.some((text) => !texts.includes(text))) return { name: title, result: 'wrong' }
  return { name: title, result: texts.every((text) => read.includes(text)) ? 'read' : 'missed' }
}

describe('our own pictures', () => {
  it.each([20261122, 4711])('are read, none of them wrongly (seed %i)', async (seed) => {
    const outcomes: Outcome[] = []
    for (const { name } of CLASSES) {
      for (let number = 1; number <= EACH; number++) outcomes.push(await outcomeOf(name, seed, number))
    }
    expect(outcomes.length).toBeGreaterThan(200)
    expect(outcomes.filter(({ result }) => result === 'wrong')).toEqual([])
    const missed = outcomes.filter(({ result }) => result === 'missed').map(({ name }) => name)
    expect(missed.length, missed.join(', ')).toBeLessThanOrEqual((1 - AT_LEAST) * outcomes.length)
  })
})
