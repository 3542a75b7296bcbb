// Pictures that are cut short, as a download or a full disk leaves them: a code above the cut is read in every format, and a cut
// through the code is a clean refusal or no code. WebP has its own file.
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { openPicture } from '../../src/qr/picture/open.ts'
import { pixelsOf } from '../../src/qr/picture/pixels.ts'
import { readQrTexts, STEPS } from '../../src/qr/read/read.ts'
import { type BmpKind, bmp } from './bmp-file.ts'
import { gif } from './gif-file.ts'
import { blocksOf, GREY, jpeg, usualScans, YCC_420 } from './jpeg-file.ts'
import { code, otpLink, page, type Raster, randomOf } from './pictures.ts'
import { png } from './png-file.ts'

const TEXT = otpLink(randomOf(77))
const CODE = code(TEXT, { module: 3 })
const HEIGHT = 480

/** A page with the code from row `top` on. */
function sheet(top: number): Raster {
  const raster = page(randomOf(3), { width: 320, height: HEIGHT }, null)
  for (let row = 0; row < CODE.height; row++) {
    const line = CODE.data.subarray(row * CODE.width * 4, (row + 1) * CODE.width * 4)
    raster.data.set(line, ((row + top) * raster.width + 80) * 4)
  }
  return raster
}
const HIGH = sheet(40)
const LOW = sheet(HEIGHT - 40 - CODE.height)

const jpegOf = (raster: Raster, progressive: boolean, sampling: readonly (readonly [number, number])[]): Buffer =>
  jpeg(raster, blocksOf(raster), { sampling, ...(progressive ? { scans: usualScans(sampling.length) } : {}) })

/** With the part of its bytes that is enough. Rows of BMP begin at the bottom, where the code then is. */
const FILES: readonly (readonly [string, () => Buffer, number])[] = [
  ['PNG', () => png(HIGH, { colour: 6, depth: 8 }), 0.7],
  ['PNG, interlaced', () => png(HIGH, { colour: 2, depth: 8, interlace: 1 }), 0.4],
  ['PNG of one bit', () => png(HIGH, { colour: 0, depth: 1 }), 0.7],
  ['JPEG', () => jpegOf(HIGH, false, GREY), 0.7],
  ['JPEG with colours', () => jpegOf(HIGH, false, YCC_420), 0.7],
  ['JPEG, progressive', () => jpegOf(HIGH, true, GREY), 0.5],
  ['JPEG, progressive with colours', () => jpegOf(HIGH, true, YCC_420), 0.5],
  ['GIF', () => gif(HIGH), 0.7],
  ['GIF, interlaced', () => gif(HIGH, { interlaced: true }), 0.5],
  ...(
    [
      [{ bits: 24 }, 0.55],
      [{ bits: 1 }, 0.6],
      [{ bits: 8, header: 12 }, 0.55],
      [{ bits: 32, masks: [0xff, 0xff00, 0xff_0000], header: 108 }, 0.55],
      [{ bits: 4, runs: true }, 0.75],
    ] as const
  ).map(([kind, part]) => [`BMP ${JSON.stringify(kind)}`, () => bmp(LOW, kind as BmpKind), part] as const),
  ['BMP from the top', () => bmp(HIGH, { bits: 24, topDown: true }), 0.55],
]

describe('a picture that is cut below its code', () => {
  it.each(FILES)('is read: %s', async (_, make, enough) => {
    const bytes = make()
    expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
    for (const part of [enough, (enough + 1) / 2, 0.98]) {
      expect(await readQrTexts(bytes.subarray(0, Math.floor(bytes.length * part)), 'a'), `${part}`).toEqual([TEXT])
    }
  })
})

describe('a picture that is cut anywhere', () => {
  /** The others would look at the same pixels. */
  const FIRST = STEPS.slice(0, 1)

  it.each(FILES)('is read, has no code or is refused, and never says anything else: %s', async (_, make) => {
    const bytes = make()
    const refused: number[] = []
    for (let part = 0; part < 16; part++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 16))
      const result: unknown = await readQrTexts(cut, 'a', { steps: FIRST }).catch((error: unknown) => error)
      if (Array.isArray(result)) {
        expect([[], [TEXT]]).toContainEqual(result)
        continue
      }
      refused.push(part)
      expect(result).toBeInstanceOf(UkpError)
      expect(result).toMatchObject({ reason: 'picture-unreadable', facts: { file: 'a' } })
      expect((result as UkpError).cause).toBeUndefined()
    }
    // Without any pixel there is no picture; with most of them there is.
    expect(refused[0]).toBe(0)
    expect(Math.max(...refused)).toBeLessThan(8)
  })
})

describe('what is missing of a picture', () => {
  it.each([
    ['PNG', (raster: Raster) => png(raster, { colour: 2, depth: 8 })],
    ['GIF', (raster: Raster) => gif(raster)],
    ['BMP', (raster: Raster) => bmp(raster, { bits: 24, topDown: true })],
  ])('is white, not black, which would take the quiet zone from a code that ends at the cut: %s', async (_, make) => {
    const { width } = CODE
    const raster = { width, height: 300, data: new Uint8Array(width * 300 * 4).fill(0) }
    raster.data.set(CODE.data)
    const { light } = await pixelsOf(openPicture(cutAtHalf(make(raster)), 'a').checked, 'a')
    // The rows from the 230th on are black in the picture.
    expect(new Set(light.subarray(290 * width))).toEqual(new Set([255]))
  })
})

function cutAtHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}
