// The pixels of PNGs are those that the library's decoder makes, for every colour type, depth, filter and kind of
// transparency; of files that are cut or damaged, the rows above are right.
import { deflateSync } from 'node:zlib'
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { type Layer, luminance } from '../../src/qr/layer.ts'
import { openPicture } from '../../src/qr/limits.ts'
import { pixelsOf } from '../../src/qr/pixels.ts'
import { readQrTexts } from '../../src/qr/read.ts'
import { code, otpLink, randomOf } from './pictures.ts'
import { ADAM7, PNG_SIGNATURE, png, pngChunk, pngHeader } from './png-file.ts'
import { packRows } from './samples.ts'

interface Kind {
  readonly colour: 0 | 2 | 3 | 4 | 6
  readonly depth: 1 | 2 | 4 | 8 | 16
  readonly interlace?: 0 | 1
  readonly filters?: readonly number[]
  readonly transparency?: Uint8Array
  readonly width?: number
  readonly height?: number
}

const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const
const random = randomOf(91)
const PALETTE = Uint8Array.from({ length: 768 }, () => random() * 256)

/** Noise in every kind of PNG, rows filtered in turn by `filters`. */
function noise(kind: Kind, rows = Number.POSITIVE_INFINITY): Buffer {
  const { colour, depth, interlace = 0, filters = [0], transparency, width = 37, height = 29 } = kind
  const { data } = rowsOf({ colour, depth, interlace, filters, width, height }, rows)
  return fileOf({ width, height, colour, depth, interlace }, deflateSync(data), transparency)
}

function fileOf(
  header: { width: number; height: number; colour: number; depth: number; interlace: number },
  data: Uint8Array,
  transparency?: Uint8Array,
): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(header),
    ...(header.colour === 3 ? [pngChunk('PLTE', PALETTE.subarray(0, 3 * Math.min(256, 2 ** header.depth)))] : []),
    ...(transparency === undefined ? [] : [pngChunk('tRNS', transparency)]),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Filtered rows, and how many bytes each pass takes. */
function rowsOf(
  kind: Required<Pick<Kind, 'colour' | 'depth' | 'interlace' | 'filters' | 'width' | 'height'>>,
  most = Number.POSITIVE_INFINITY,
): { data: Buffer; passes: number[] } {
  const { colour, depth, interlace, filters, width, height } = kind
  const seeded = randomOf(colour * 100 + depth)
  const back = Math.max(1, (SAMPLES[colour] * depth) >> 3)
  const parts: Buffer[] = []
  const passes: number[] = []
  for (const [left, top, stepX, stepY] of interlace === 1 ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    const columns = Math.ceil((width - left) / stepX)
    let above: Uint8Array | null = null
    let size = 0
    for (let y = top; y < height && columns > 0 && parts.length < most; y += stepY) {
      // Few values, so that a colour that is not there comes up.
      const samples = Uint8Array.from(
        { length: columns * SAMPLES[colour] },
        () => seeded() * (depth < 8 ? 2 ** depth : 7) * (depth < 8 ? 1 : 40),
      )
      const row =
        depth === 16
          ? Uint8Array.from([...samples].flatMap((value) => [value, value ^ 1]))
          : packRows(samples, { width: samples.length, bits: depth })
      const type = filters[parts.length % filters.length] ?? 0
      parts.push(Buffer.concat([Uint8Array.of(type), filtered(row, { above, type, back })]))
      size += 1 + row.length
      above = row
    }
    passes.push(size)
  }
  return { data: Buffer.concat(parts), passes }
}

/** Section 9.2 of the standard, the writer's side. */
function filtered(
  row: Uint8Array,
  { above, type, back }: { above: Uint8Array | null; type: number; back: number },
): Uint8Array {
  return row.map((value, i) => {
    const left = i < back ? 0 : (row[i - back] ?? 0)
    const up = above?.[i] ?? 0
    const corner = i < back ? 0 : (above?.[i - back] ?? 0)
    const guess = left + up - corner
    const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one))
    const paeth =
      (toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)
        ? left
        : (toUp ?? 0) <= (toCorner ?? 0)
          ? up
          : corner
    return value - ([0, left, up, (left + up) >> 1, paeth][type] ?? 0)
  })
}

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

const KINDS: readonly Kind[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ colour: 0, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colour: 2, depth }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ colour: 3, depth }) as const),
  ...([8, 16] as const).flatMap((depth) => [{ colour: 4, depth } as const, { colour: 6, depth } as const]),
]
const nameOf = (kind: Kind): string => `colour type ${kind.colour}, ${kind.depth} bits`
/** Of 16 bits the higher eight are taken; the library rounds. */
const apartOf = (kind: Kind): number => (kind.depth === 16 ? 1 : 0)

describe("the pixels are those of the library's decoder", () => {
  const all = [0, 1, 2, 3, 4, 3, 1, 4, 2]
  it.each(KINDS.map((kind) => [nameOf(kind), kind] as const))('for %s', async (_, kind) => {
    await expectSame(noise({ ...kind, filters: all }), apartOf(kind))
    await expectSame(noise({ ...kind, filters: all, interlace: 1 }), apartOf(kind))
  })

  it.each([0, 1, 2, 3, 4])('for rows that all have filter %i, the first one too', async (filter) => {
    for (const kind of KINDS) await expectSame(noise({ ...kind, filters: [filter] }), apartOf(kind))
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('for interlaced pictures with sides around %i', async (side) => {
    for (const [width, height] of [
      [side, 9],
      [1, side],
      [side, side],
    ] as const) {
      await expectSame(noise({ colour: 2, depth: 8, interlace: 1, filters: [4, 2], width, height }), 0)
    }
  })

  it.each([
    ['the opacities of a palette', { colour: 3, depth: 8, transparency: Uint8Array.of(0, 128, 255, 7) }],
    ['the opacities of a palette of two', { colour: 3, depth: 1, transparency: Uint8Array.of(90) }],
    ['a grey that is not there', { colour: 0, depth: 8, transparency: Uint8Array.of(0, 120) }],
    ['a grey of two bits that is not there', { colour: 0, depth: 2, transparency: Uint8Array.of(0, 2) }],
  ] as const)('for %s', async (_, kind) => {
    const bytes = noise({ ...kind, filters: [1, 4] })
    await expectSame(bytes, 0)
    expect((await layerOf(bytes)).opacity).not.toBeNull()
  })

  it('for a colour that is not there, which all three samples must match', async () => {
    const row = (...values: readonly number[]): Uint8Array => Uint8Array.of(0, ...values)
    const transparency = Uint8Array.of(0, 10, 0, 20, 0, 30)
    const header = { width: 3, height: 1, colour: 2, depth: 8, interlace: 0 }
    const bytes = fileOf(header, deflateSync(row(10, 20, 30, 10, 20, 31, 30, 20, 10)), transparency)
    await expectSame(bytes, 0)
    expect((await layerOf(bytes)).opacity).toEqual(Uint8Array.of(0, 255, 255))
  })

  it('for a colour of 16 bits that is not there, of which the lower eight count too', async () => {
    const header = { width: 2, height: 1, colour: 0, depth: 16, interlace: 0 }
    const bytes = fileOf(header, deflateSync(Uint8Array.of(0, 18, 52, 18, 53)), Uint8Array.of(18, 52))
    expect((await layerOf(bytes)).opacity).toEqual(Uint8Array.of(0, 255))
  })
})

describe('a PNG that is cut', () => {
  it.each(KINDS.map((kind) => [nameOf(kind), kind] as const))(
    'anywhere has right rows above the cut, or is refused: %s',
    async (_, kind) => {
      const bytes = noise({ ...kind, filters: [0, 4, 3], height: 90 })
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
    expect((await layerOf(noise(tall, 21))).height).toBe(100)
    await expect(layerOf(noise(tall, 20))).rejects.toMatchObject({ reason: 'picture-unreadable' })
    expect((await layerOf(noise({ ...tall, height: 5 }))).height).toBe(5)
    await expect(layerOf(noise({ ...tall, height: 5 }, 4))).rejects.toMatchObject({ reason: 'picture-unreadable' })
  })

  it('in the middle of interlaced data looks like its coarser passes, and sharper above', async () => {
    const kind = { colour: 0, depth: 8, interlace: 1, filters: [0], width: 64, height: 1600 } as const
    const { data, passes } = rowsOf(kind)
    const header = { ...kind }
    const whole = await layerOf(fileOf(header, deflateSync(data)))
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
      const { light } = await layerOf(fileOf(header, deflateSync(data.subarray(0, end))))
      const blocky = whole.light.map(
        (_, at) => whole.light[Math.floor(at / 64 / down) * down * 64 + Math.floor((at % 64) / across) * across] ?? 0,
      )
      expect(Buffer.compare(light, blocky), `after ${i + 1} passes`).toBe(0)
    }
    // Half of the last pass: every second row, from the top to the middle.
    const end = data.length - (passes.at(-1) ?? 0) / 2
    const { light } = await layerOf(fileOf(header, deflateSync(data.subarray(0, end))))
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
    const { data } = rowsOf(kind)
    data[40 * 38] = 9
    const { light } = await layerOf(fileOf(kind, deflateSync(data)))
    const whole = await layerOf(noise({ ...kind }))
    expect(Buffer.compare(light.subarray(0, 40 * 37), whole.light.subarray(0, 40 * 37))).toBe(0)
    expect(new Set(light.subarray(40 * 37))).toEqual(new Set([255]))
  })

  it('has the rows above compressed data that is damaged', async () => {
    const kind = { colour: 0, depth: 8, interlace: 0, filters: [0], width: 370, height: 400 } as const
    const coded = deflateSync(rowsOf(kind).data)
    coded.fill(0xff, Math.floor(coded.length * 0.7), Math.floor(coded.length * 0.7) + 40)
    const { light } = await layerOf(fileOf(kind, coded))
    const whole = await layerOf(noise({ ...kind }))
    expect(Buffer.compare(light.subarray(0, 200 * 370), whole.light.subarray(0, 200 * 370))).toBe(0)
  })

  it('may have more data than it needs', async () => {
    const kind = { colour: 0, depth: 8, interlace: 0, filters: [0], width: 37, height: 30 } as const
    const data = Buffer.concat([rowsOf(kind).data, Buffer.alloc(10_000, 3)])
    expect(await layerOf(fileOf(kind, deflateSync(data)))).toEqual(await layerOf(noise({ ...kind })))
  })

  it('without any data is refused', async () => {
    for (const data of [Buffer.alloc(0), Buffer.of(0x78), Buffer.from('not compressed')]) {
      await expect(
        layerOf(fileOf({ width: 5, height: 5, colour: 0, depth: 8, interlace: 0 }, data)),
      ).rejects.toMatchObject({
        reason: 'picture-unreadable',
      })
    }
  })
})
