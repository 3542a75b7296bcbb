// Where a code may be that touches a page of its own dark: found where it is, little else is, and the work is bounded.
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { WHITE } from '../../../src/qr/picture/layer.ts'
import { type Box, cutOut } from '../../../src/qr/read/cut-out.ts'
import { type Gray, negative } from '../../../src/qr/read/gray.ts'
import { readQrTexts, STEPS } from '../../../src/qr/read/read.ts'
import { lightSquares } from '../../../src/qr/read/squares.ts'
import { gray, grayPng, noise, type Texture } from '../gray-files.ts'
import { code, otpLink, randomOf } from '../pictures.ts'

const TEXT = otpLink(randomOf(51))
/** Without any border. */
const BARE = code(TEXT, { module: 3, quiet: 0 })

/** Puts the code's pixels on a picture; `invert` where its light modules are dark. */
function put(picture: Gray, at: { left: number; top: number; invert?: boolean; dark?: number }): Gray {
  const { left, top, invert = false, dark = 0 } = at
  for (let y = 0; y < BARE.height; y++) {
    for (let x = 0; x < BARE.width; x++) {
      const light = (BARE.data[(y * BARE.width + x) * 4] ?? 0) > 127
      picture.data[(top + y) * picture.width + left + x] = light !== invert ? 235 : dark
    }
  }
  return picture
}

/** The box within a pixel or two of the code: its corners are dark, so that its light modules end a little earlier. */
function isAround({ left, top, width, height }: Box, at: { left: number; top: number }): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 4
  return (
    near(left, at.left) &&
    near(top, at.top) &&
    near(left + width, at.left + BARE.width) &&
    near(top + height, at.top + BARE.height)
  )
}

/** Lines of text-like strokes. */
const lines =
  (ground: number, ink: number): Texture =>
  (x, y) =>
    y % 26 < 14 && x % 900 > 60 && (noise()[Math.floor(y / 26) * 7919 + Math.floor(x / 4)] ?? 0) < 110 ? ink : ground

/** Soft light and dark with fine grain, as in a photo of a desk. */
const soft: Texture = (x, y) => {
  const grain = (noise()[(x * 31 + y * 7919) % noise().length] ?? 0) % 9
  return Math.round(110 + x / 20 + 50 * Math.sin((x + 2 * y) / 310) + 30 * Math.cos(y / 170) + grain)
}

describe('a code without a border on a page of its own dark', () => {
  const at = { left: 333, top: 217 }

  it('is found where it is', () => {
    const boxes = lightSquares(put(gray(900, 600, 0), at))
    expect(boxes.length).toBeGreaterThan(0)
    expect(boxes.some((box) => isAround(box, at))).toBe(true)
  })

  it('is found among lines of text', () => {
    const boxes = lightSquares(put(gray(900, 600, lines(20, 200)), { ...at, dark: 20 }))
    // Text around it may lie too near for the larger cells, but not for the smaller ones.
    expect(boxes.length).toBeGreaterThan(0)
    const apart = gray(900, 600, (x, y) => (y < 150 || y > 420 ? lines(20, 200)(x, y) : 20))
    expect(lightSquares(put(apart, { ...at, dark: 20 })).some((box) => isAround(box, at))).toBe(true)
  })

  it('is found in the negative when it is dark on light', () => {
    const picture = put(gray(900, 600, 235), { ...at, invert: true })
    expect(lightSquares(negative(negative(picture)))).toEqual(lightSquares(picture))
    expect(lightSquares(negative(put(gray(900, 600, 235), at))).some((box) => isAround(box, at))).toBe(true)
  })

  it('is cut out with a border, and read', async () => {
    const picture = put(gray(900, 600, 0), at)
    const [box] = lightSquares(picture).filter((one) => isAround(one, at))
    const cut = cutOut(picture, box ?? { left: 0, top: 0, width: 1, height: 1 }, WHITE)
    const margin = (cut.width - (box?.width ?? 0)) / 2
    expect(margin).toBeGreaterThanOrEqual((box?.width ?? 0) / 7)
    expect(new Set(cut.data.subarray(0, cut.width * margin))).toEqual(new Set([255]))
    expect(cut.data[margin * cut.width + margin]).toBe(picture.data[(box?.top ?? 0) * 900 + (box?.left ?? 0)])
    expect(await readQrTexts(grayPng(picture), 'a')).toEqual([TEXT])
  })

  it('is not read by the steps before, or this one would not be needed', async () => {
    const picture = grayPng(put(gray(900, 600, 0), at))
    const index = STEPS.findIndex(({ name }) => name === 'cut out')
    expect(await readQrTexts(picture, 'a', { steps: STEPS.slice(0, index) })).toEqual([])
    expect(await readQrTexts(picture, 'a', { steps: STEPS.slice(index, index + 1) })).toEqual([TEXT])
  })

  it('is read in all four corners and at the edges of the picture', async () => {
    const [right, bottom] = [700 - BARE.width, 500 - BARE.height]
    for (const [left, top] of [
      [0, 0],
      [right, 0],
      [0, bottom],
      [right, bottom],
      [right, 100],
    ] as const) {
      expect(await readQrTexts(grayPng(put(gray(700, 500, 0), { left, top })), 'a'), `${left} ${top}`).toEqual([TEXT])
    }
  })
})

describe('a picture without such a code', () => {
  it.each([
    ['one colour', gray(500, 400, 255)],
    ['one pixel', gray(1, 1, 0)],
    ['lines of text, dark on light', gray(1200, 900, lines(250, 40))],
    ['a photo', gray(1200, 900, soft)],
    ['a white card on black', gray(600, 600, (x, y) => (x > 200 && x < 400 && y > 200 && y < 400 ? 255 : 0))],
    ['a frame', gray(600, 600, (x, y) => (Math.max(Math.abs(x - 300), Math.abs(y - 300)) >> 2 === 40 ? 255 : 0))],
  ])('has few boxes: %s', (_, picture) => {
    expect(lightSquares(picture).length + lightSquares(negative(picture)).length).toBeLessThanOrEqual(2)
  })

  it('has at most eight, no larger together than a large picture', () => {
    const cards = gray(3000, 3000, (x, y) =>
      x % 150 < 100 && y % 150 < 100 && (noise()[y * 100 + x] ?? 0) > 128 ? 255 : 0,
    )
    const boxes = lightSquares(cards)
    expect(boxes).toHaveLength(8)
    const all = lightSquares(gray(3000, 3000, (x, y) => noise()[(y * 7919 + x) % noise().length] ?? 0))
    const area = all.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(area).toBeLessThanOrEqual(9_000_000)
  })
})

describe('looking for squares', () => {
  /** Milliseconds of the best of three. */
  const timeOf = (picture: Gray): number => {
    const times = [0, 1, 2].map(() => {
      const started = performance.now()
      lightSquares(picture)
      return performance.now() - started
    })
    return Math.min(...times)
  }

  it('takes no more than a few times as long for rings in rings, weaves and noise as for a page', () => {
    const page = timeOf(gray(2000, 2000, lines(20, 200)))
    const hostile: readonly Texture[] = [
      // A hundred rings, each with a box as large as the picture around all smaller ones.
      (x, y) => (Math.max(Math.abs(x - 1000), Math.abs(y - 1000)) % 10 < 4 ? 255 : 0),
      (x, y) => (Math.max(Math.abs(x - 1000), Math.abs(y - 1000)) % 40 < 8 ? 255 : 0),
      (x, y) => (((x >> 1) + (y >> 1)) & 1 ? 0 : 255),
      (x, y) => noise()[(y * 7919 + x) % noise().length] ?? 0,
      // Combs that interlock: long, thin, and each as large as the picture.
      (x, y) => (x % 16 < 3 && y % 1990 > 4 ? 255 : 0),
      (x, y) => (x % 8 === 0 && y % 8 === 0 ? 255 : 0),
    ]
    // The pixel loops warm up with the page; 25 times 20 ms is far from what a quadratic search would take.
    for (const texture of hostile) expect(timeOf(gray(2000, 2000, texture))).toBeLessThan(25 * Math.max(page, 20))
  })
})
