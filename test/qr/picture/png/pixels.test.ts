// The pixels of PNGs are those that the library's decoder makes, for every colour type, depth, filter and kind of
// transparency; of files that are cut or damaged, the rows above are right.
import { deflateSync } from 'node:zlib'
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../../../src/errors.ts'
import { type Layer, luminance } from '../../../../src/qr/picture/layer.ts'
import { openPicture } from '../../../../src/qr/picture/open.ts'
import { pixelsOf } from '../../../../src/qr/picture/pixels.ts'
import { readQrTexts } from '../../../../src/qr/read/read.ts'
import { code, otpLink, randomOf } from '../../pictures.ts'
import { png } from '../../png-file.ts'
import { type NoiseKind, noisePng, noiseRows, pngOfFiltered } from '../../png-noise.ts'

async function layerOf(bytes: Uint8Array): Promise<Layer> {
  return pixelsOf(openPicture(bytes, 'a').checked, 'a')
}

/** What the library makes of it, as light and opacity. */
async function expected(bytes: Uint8Array): Promise<{ light: number[]; opacity: number[] }> {
  const { bitmap } = await Jimp.fromBuffer(Buffer.from(bytes))
  const pixels = Array.from({ length: bitmap.width * bitmap.height }, (_, i) => bitmap.data.subarray(i * 4, i * 4 + 4))
  return {
    light: pixels.map(([red = 0, green = 0, blue = 0]) => luminance(red, green, blue)),
    opacity: pixels.map((pixel) => pixel[3] ?? 0),
  }
}

async function expectSame(bytes: Uint8Array, apart: number): Promise<void> {
  const layer = await layerOf(bytes)
  const want = await expected(bytes)
  const opacity = layer.opacity ?? layer.light.map(() => 255)
  const difference = (got: Uint8Array, wanted: readonly number[]): number =>
    wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (got[i] ?? -1))), 0)
  expect(layer.light).toHaveLength(want.light.length)
  // What is not there has no light: the library leaves it black.
  const there = layer.light.map((light, i) => (want.opacity[i] === 0 ? (want.light[i] ?? 0) : light))
  expect(difference(there, want.light)).toBeLessThanOrEqual(apart)
  expect(difference(opacity, want.opacity)).toBeLessThanOrEqual(apart)
}

const KINDS: readonly NoiseKind[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ colour: 0, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colour: 2, depth }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ colour: 3, depth }) as const),
  ...([8, 16] as const).flatMap((depth) => [{ colour: 4, depth } as const, { colour: 6, depth } as const]),
]
const nameOf = (kind: NoiseKind): string => `colour type ${kind.colour}, ${kind.depth} bits`
/** Of 16 bits the higher eight are taken; the library rounds. */
const apartOf = (kind: NoiseKind): number => (kind.depth === 16 ? 1 : 0)

describe("the pixels are those of the library's decoder", () => {
  const all = [0, 1, 2, 3, 4, 3, 1, 4, 2]
  it.each(KINDS.map((kind) => [nameOf(kind), kind] as const))('for %s', async (_, kind) => {
    await expectSame(noisePng({ ...kind, filters: all }), apartOf(kind))
    await expectSame(noisePng({ ...kind, filters: all, interlace: 1 }), apartOf(kind))
  })

  it.each([0, 1, 2, 3, 4])('for rows that all have filter %i, the first one too', async (filter) => {
    for (const kind of KINDS) await expectSame(noisePng({ ...kind, filters: [filter] }), apartOf(kind))
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('for interlaced pictures with sides around %i', async (side) => {
    for (const [width, height] of [
      [side, 9],
      [1, side],
      [side, side],
    ] as const) {
      await expectSame(noisePng({ colour: 2, depth: 8, interlace: 1, filters: [4, 2], width, height }), 0)
    }
  })

  it.each([
    ['the opacities of a palette', { colour: 3, depth: 8, transparency: Uint8Array.of(0, 128, 255, 7) }],
    ['the opacities of a palette of two', { colour: 3, depth: 1, transparency: Uint8Array.of(90) }],
    ['a grey that is not there', { colour: 0, depth: 8, transparency: Uint8Array.of(0, 120) }],
    ['a grey of two bits that is not there', { colour: 0, depth: 2, transparency: Uint8Array.of(0, 2) }],
  ] as const)('for %s', async (_, kind) => {
    const bytes = noisePng({ ...kind, filters: [1, 4] })
    await expectSame(bytes, 0)
    expect((await layerOf(bytes)).opacity).not.toBeNull()
  })

  it('for a colour that is not there, which all three samples must match', async () => {
    const row = (...values: readonly number[]): Uint8Array => Uint8Array.of(0, ...values)
    const transparency = Uint8Array.of(0, 10, 0, 20, 0, 30)
    const header = { width: 3, height: 1, colour: 2, depth: 8, interlace: 0 }
    const bytes = pngOfFiltered(header, deflateSync(row(10, 20, 30, 10, 20, 31, 30, 20, 10)), transparency)
    await expectSame(bytes, 0)
    expect((await layerOf(bytes)).opacity).toEqual(Uint8Array.of(0, 255, 255))
  })

  it('for a colour of 16 bits that is not there, of which the lower eight count too', async () => {
    const header = { width: 2, height: 1, colour: 0, depth: 16, interlace: 0 }
    const bytes = pngOfFiltered(header, deflateSync(Uint8Array.of(0, 18, 52, 18, 53)), Uint8Array.of(18, 52))
    expect((await layerOf(bytes)).opacity).toEqual(Uint8Array.of(0, 255))
  })
})

describe('a PNG that is cut', () => {
  it.each(KINDS.map((kind) => [nameOf(kind), kind] as const))(
    'anywhere has right rows above the cut, or is refused: %s',
    async (_, kind) => {
      const bytes = noisePng({ ...kind, filters: [0, 4, 3], height: 90 })
      const whole = await layerOf(bytes)
      let refused = 0
      for (let part = 1; part < 10; part++) {
        const cut: Layer | unknown = await layerOf(bytes.subarray(0, Math.floor((bytes.length * part) / 10))).catch(
          (error: unknown) => error,
        )
        if (cut instanceof UkpError) {
          refused++
          expect(cut.reason).toBe('picture-unreadable')
          continue
        }
        const { light } = cut as Layer
        // What is missing is white; what is there comes to a little less than its part of the bytes.
        const rows = Math.floor((90 * part) / 10) - 14
        expect(rows).toBeLessThan(90)
        expect(
          Buffer.compare(light.subarray(0, 37 * Math.max(0, rows)), whole.light.subarray(0, 37 * Math.max(0, rows))),
        ).toBe(0)
        expect(light.at(-1)).toBe(255)
      }
      expect(refused).toBeGreaterThan(0)
      expect(refused).toBeLessThan(7)
    },
  )

  it('needs 21 rows, the height of the smallest code, or all of them', async () => {
    const tall = { colour: 0, depth: 8, height: 100 } as const
    expect((await layerOf(noisePng(tall, 21))).height).toBe(100)
    await expect(layerOf(noisePng(tall, 20))).rejects.toMatchObject({ reason: 'picture-unreadable' })
    expect((await layerOf(noisePng({ ...tall, height: 5 }))).height).toBe(5)
    await expect(layerOf(noisePng({ ...tall, height: 5 }, 4))).rejects.toMatchObject({ reason: 'picture-unreadable' })
  })

  it('in the middle of interlaced data looks like its coarser passes, and sharper above', async () => {
    const kind = { colour: 0, depth: 8, interlace: 1, filters: [0], width: 64, height: 1600 } as const
    const { data, passes } = noiseRows(kind)
    const header = { ...kind }
    const whole = await layerOf(pngOfFiltered(header, deflateSync(data)))
    const blocks = [
      [8, 8],
      [4, 8],
      [4, 4],
      [2, 4],
      [2, 2],
      [1, 2],
    ] as const
    for (const [i, [across, down]] of blocks.entries()) {
      const end = passes.slice(0, i + 1).reduce((sum, size) => sum + size, 0)
      const { light } = await layerOf(pngOfFiltered(header, deflateSync(data.subarray(0, end))))
      const blocky = whole.light.map(
        (_, at) => whole.light[Math.floor(at / 64 / down) * down * 64 + Math.floor((at % 64) / across) * across] ?? 0,
      )
      expect(Buffer.compare(light, blocky), `after ${i + 1} passes`).toBe(0)
    }
    // Half of the last pass: every second row, from the top to the middle.
    const end = data.length - (passes.at(-1) ?? 0) / 2
    const { light } = await layerOf(pngOfFiltered(header, deflateSync(data.subarray(0, end))))
    expect(Buffer.compare(light.subarray(0, 800 * 64), whole.light.subarray(0, 800 * 64))).toBe(0)
    expect(Buffer.compare(light.subarray(801 * 64, 802 * 64), whole.light.subarray(800 * 64, 801 * 64))).toBe(0)
  })

  it('and interlaced still shows its code without the last passes', async () => {
    const text = otpLink(randomOf(4))
    const bytes = png(code(text, { module: 8 }), { colour: 6, depth: 8, interlace: 1 })
    const { data } = bytesOf(bytes)
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = Buffer.concat([bytes.subarray(0, data.start), data.rows.subarray(0, data.rows.length * part)])
      expect(await readQrTexts(cut, 'a'), `${part}`).toEqual([text])
    }
  })
})

/** Where the compressed data of a file that `png` made is. */
function bytesOf(bytes: Buffer): { data: { start: number; rows: Buffer } } {
  const start = bytes.indexOf('IDAT') + 4
  return { data: { start, rows: bytes.subarray(start, start + bytes.readUInt32BE(start - 8)) } }
}

describe('a damaged PNG', () => {
  it('has the rows above a filter type that does not exist', async () => {
    const kind = { colour: 0, depth: 8, interlace: 0, filters: [1], width: 37, height: 60 } as const
    const { data } = noiseRows(kind)
    data[40 * 38] = 9
    const { light } = await layerOf(pngOfFiltered(kind, deflateSync(data)))
    const whole = await layerOf(noisePng({ ...kind }))
    expect(Buffer.compare(light.subarray(0, 40 * 37), whole.light.subarray(0, 40 * 37))).toBe(0)
    expect(new Set(light.subarray(40 * 37))).toEqual(new Set([255]))
  })

  it('has the rows above compressed data that is damaged', async () => {
    const kind = { colour: 0, depth: 8, interlace: 0, filters: [0], width: 370, height: 400 } as const
    const coded = deflateSync(noiseRows(kind).data)
    coded.fill(0xff, Math.floor(coded.length * 0.7), Math.floor(coded.length * 0.7) + 40)
    const { light } = await layerOf(pngOfFiltered(kind, coded))
    const whole = await layerOf(noisePng({ ...kind }))
    expect(Buffer.compare(light.subarray(0, 200 * 370), whole.light.subarray(0, 200 * 370))).toBe(0)
  })

  it('may have more data than it needs', async () => {
    const kind = { colour: 0, depth: 8, interlace: 0, filters: [0], width: 37, height: 30 } as const
    const data = Buffer.concat([noiseRows(kind).data, Buffer.alloc(10_000, 3)])
    expect(await layerOf(pngOfFiltered(kind, deflateSync(data)))).toEqual(await layerOf(noisePng({ ...kind })))
  })

  it('without any data is refused', async () => {
    for (const data of [Buffer.alloc(0), Buffer.of(0x78), Buffer.from('not compressed')]) {
      await expect(
        layerOf(pngOfFiltered({ width: 5, height: 5, colour: 0, depth: 8, interlace: 0 }, data)),
      ).rejects.toMatchObject({
        reason: 'picture-unreadable',
      })
    }
  })
})
