// What is tried when nothing was read, and what is left out when time runs short: told by the time that is given, not by a clock.
import { describe, expect, it } from 'vitest'
import { effortOf } from '../../src/qr/read/effort.ts'
import { READING_MS, readQrTexts, STEPS, type Step } from '../../src/qr/read/read.ts'
import { gray, grayPng, noise } from './gray-files.ts'
import { blocksOf, jpeg, YCC_420 } from './jpeg-file.ts'
import { BLACK, blank, code, otpLink, randomOf, WHITE } from './pictures.ts'
import { png } from './png-file.ts'

const PICTURE = png(blank(30, 30, WHITE), { colour: 0, depth: 8 })

/** Steps that take so many milliseconds of a time that is made up, and say that they were taken. */
function played(steps: readonly { share: number; ms: number; texts?: readonly string[] }[]): {
  steps: Step[]
  taken: number[]
  spentMs: () => number
} {
  const taken: number[] = []
  let now = 100
  return {
    taken,
    spentMs: () => now,
    steps: steps.map(({ share, ms, texts = [] }, i) => ({
      name: `${i}`,
      share,
      read: async () => {
        taken.push(i)
        now += ms
        return [...texts]
      },
    })),
  }
}

describe('the steps', () => {
  it('end with the first that reads something, and say each text once', async () => {
    const { steps, taken, spentMs } = played([
      { share: 1, ms: 10 },
      { share: 1, ms: 10, texts: ['a', 'b', 'a'] },
      { share: 1, ms: 10, texts: ['c'] },
    ])
    expect(await readQrTexts(PICTURE, 'a', { steps, spentMs })).toEqual(['a', 'b'])
    expect(taken).toEqual([0, 1])
  })

  it('are left out when they would take longer than is left, and shorter ones after them are not', async () => {
    const { steps, taken, spentMs } = played([
      { share: 1, ms: 400 },
      { share: 1, ms: 400 },
      { share: 3, ms: 1200 },
      { share: 1, ms: 400 },
      { share: 0.2, ms: 100 },
      { share: 0, ms: 10 },
    ])
    // 100 at the start, 900 after two steps: 600 are left, which is one step of 400 but not of 1200.
    expect(await readQrTexts(PICTURE, 'a', { steps, spentMs, mostMs: 1500 })).toEqual([])
    expect(taken).toEqual([0, 1, 3, 4, 5])
  })

  it('are at least the first, however slow the start was', async () => {
    const { steps, taken, spentMs } = played([
      { share: 1, ms: 400 },
      { share: 1, ms: 400 },
    ])
    await readQrTexts(PICTURE, 'a', { steps, spentMs, mostMs: 50 })
    expect(taken).toEqual([0])
  })

  it('have more time on a slower machine', async () => {
    const slow = [1, 1, 1, 1].map((share) => ({ share, ms: 1000 }))
    const short = played(slow)
    await readQrTexts(PICTURE, 'a', { ...short, mostMs: READING_MS })
    const long = played(slow)
    await readQrTexts(PICTURE, 'a', { ...long, mostMs: 3 * READING_MS })
    expect([short.taken.length, long.taken.length]).toEqual([1, 4])
  })

  it('all read a plain code, but for those that want small, dark or cut pictures', async () => {
    const text = otpLink(randomOf(8))
    const bytes = png(code(text), { colour: 0, depth: 8 })
    const read: string[] = []
    for (const step of STEPS) {
      const texts = await readQrTexts(bytes, 'a', { steps: [step] })
      expect([[], [text]]).toContainEqual(texts)
      if (texts.length > 0) read.push(step.name)
    }
    expect(read).toEqual(expect.arrayContaining(['as it is', 'one threshold', 'without noise', 'jsqr']))
  })
})

describe('the slower reader', () => {
  const step = STEPS.filter(({ name }) => name === 'jsqr')
  const text = otpLink(randomOf(8))

  it('is not asked when the picture is estimated to take longer than is left', async () => {
    const bytes = png(code(text, { module: 6 }), { colour: 0, depth: 8 })
    expect(await readQrTexts(bytes, 'a', { steps: step, spentMs: () => 0, mostMs: 1500 })).toEqual([text])
    expect(await readQrTexts(bytes, 'a', { steps: step, spentMs: () => 1499, mostMs: 1500 })).toEqual([])
  })

  it('is not asked for noise, on which it takes seconds', async () => {
    const noisy = gray(1500, 1000, (x, y) => noise()[(y * 7919 + x) % noise().length] ?? 0)
    expect(effortOf(noisy)).toBeGreaterThan(1000)
    const before = process.cpuUsage()
    expect(await readQrTexts(grayPng(noisy), 'a', { steps: step })).toEqual([])
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(1000)
  })
})

describe('a JPEG', () => {
  const raster = code(otpLink(randomOf(8)), { module: 5 })
  const bytes = jpeg(raster, blocksOf(raster), { sampling: YCC_420 })

  it('is read by steps that need its pixels, when there is time to make them', async () => {
    const steps = STEPS.filter(({ name }) => name === 'doubled')
    expect(await readQrTexts(bytes, 'a', { steps, spentMs: () => 0 })).toHaveLength(1)
    expect(await readQrTexts(bytes, 'a', { steps, spentMs: () => 1400 })).toEqual([])
  })

  it('that no decoder opens is refused, not said to have no code', async () => {
    const broken = Buffer.from(bytes)
    // Without its second table of codes.
    broken[broken.lastIndexOf(Buffer.of(0xff, 0xc4)) + 1] = 0xfe
    await expect(readQrTexts(broken, 'b.jpg')).rejects.toMatchObject({
      reason: 'picture-unreadable',
      facts: { file: 'b.jpg' },
    })
  })

  it('without a code has none', async () => {
    const plain = blank(64, 64, BLACK)
    expect(await readQrTexts(jpeg(plain, blocksOf(plain)), 'a')).toEqual([])
  })
})
