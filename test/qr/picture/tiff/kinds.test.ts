// TIFFs with fax data and with JPEGs: read as other programs read them, whole or damaged.
import { describe, expect, it } from 'vitest'
import { type Layer, luminance } from '../../../../src/qr/picture/layer.ts'
import { openPicture } from '../../../../src/qr/picture/open.ts'
import { pixelsOf } from '../../../../src/qr/picture/pixels.ts'
import { type CcittOptions, expandCcitt } from '../../../../src/qr/picture/tiff/ccitt.ts'
import { readQrTexts } from '../../../../src/qr/read/read.ts'
import { faxStream } from '../../ccitt-stream.ts'
import { inspectPicture } from '../../inspect.ts'
import { code, type Raster, randomOf } from '../../pictures.ts'
import { bitsOf, packRows } from '../../samples.ts'
import { jpegTiff, type TiffKind, type TiffTag, tiff, tiffFile } from '../../tiff-file.ts'
import { COLOURS, GREY, GROUP3, GROUP4, RUNS, SUBSAMPLED } from '../../tiff-samples.ts'

/** 58 × 58 pixels, as in the samples. */
const CODE = code('MINTA', { module: 2 })
const CODINGS: readonly CcittOptions['coding'][] = ['rows', 'lines', 'mixed', 'page']
const refusal = (reason: string, facts: object): object => expect.objectContaining({ reason, facts })

async function layerOf(bytes: Uint8Array): Promise<Layer> {
  return pixelsOf(openPicture(bytes, 'a').checked, 'a')
}

/** Pixels whose light is further from the black or white of the raster than `most`. */
function differences({ light }: Layer, raster: Raster, most: number): number {
  const bits = bitsOf(raster)
  return light.filter((value, i) => Math.abs(value - 255 * (bits[i] ?? 0)) > most).length
}

/** 1 is black: noise, runs of up to 3000 pixels, or rows that are much like the one above. */
function randomRows(random: () => number, width: number, rows: number): Uint8Array {
  const pixels = new Uint8Array(width * rows)
  const kind = Math.floor(random() * 3)
  const longest = [2, 8, 70, 3000][Math.floor(random() * 4)] ?? 2
  for (let y = 0; y < rows; y++) {
    const row = pixels.subarray(y * width, (y + 1) * width)
    if (kind === 0 && y > 0) {
      row.set(pixels.subarray((y - 1) * width, y * width))
      for (let i = 0; i < 3; i++) row[Math.floor(random() * width)] = i & 1
      continue
    }
    let black = random() < 0.5 ? 1 : 0
    for (let x = 0; x < width; black ^= 1) {
      const to = x + 1 + Math.floor(random() * longest)
      row.fill(black, x, to)
      x = to
    }
  }
  return pixels
}

describe('a TIFF with fax data', () => {
  const codings: readonly TiffKind[] = [
    { compression: 2 },
    ...([0, 1, 4, 5] as const).map((t4Options) => ({ compression: 3, t4Options }) as const),
    { compression: 4 },
  ]
  const layouts: readonly TiffKind[] = [
    {},
    { lowFirst: true, rowsPerStrip: 10 },
    { littleEndian: false, rowsPerStrip: 1 },
    { tiles: { width: 32, height: 48 } },
  ]
  const kinds = codings.flatMap((coding) =>
    layouts.flatMap((layout) => ([0, 1] as const).map((photometric) => ({ ...coding, ...layout, photometric }))),
  )
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))('gives every pixel: %s', async (_, kind) => {
    expect(differences(await layerOf(tiff(CODE, { ...kind, bits: 1 })), CODE, 0)).toBe(0)
  })

  it.each(CODINGS)('gives every pixel of random pictures coded as %s', (coding) => {
    const random = randomOf(CODINGS.indexOf(coding))
    for (let i = 0; i < 150; i++) {
      const width = 1 + Math.floor(random() * (i % 5 === 0 ? 6000 : 100))
      const rows = 1 + Math.floor(random() * 20)
      const pixels = randomRows(random, width, rows)
      const data = faxStream(pixels, { width, coding, filled: i % 2 === 0 })
      const expanded = expandCcitt(data, { width, rows, coding })
      expect(Buffer.compare(expanded ?? new Uint8Array(0), packRows(pixels, { width, bits: 1 })), `${i}`).toBe(0)
    }
  })

  it('is read with every run length as libtiff writes it', async () => {
    const expected = new Uint8Array(2624 * 104).fill(255)
    for (let n = 0; n < 64; n++) expected.fill(0, 2624 * n + n, 2624 * n + 63)
    for (let m = 1; m <= 40; m++) expected.fill(0, 2624 * (63 + m) + 64 * m, 2624 * (64 + m))
    expect(Buffer.compare((await layerOf(RUNS)).light, expected)).toBe(0)
  })

  it.each([
    ['3', GROUP3],
    ['4', GROUP4],
  ])('is read as libtiff writes it in group %s', async (_, bytes) => {
    expect(inspectPicture(bytes, 'a')).toEqual({ format: 'TIFF', width: 58, height: 58, frames: 1 })
    expect(differences(await layerOf(bytes), CODE, 0)).toBe(0)
    expect(await readQrTexts(bytes, 'a')).toEqual(['MINTA'])
  })

  it('is white on paper when nothing says which colour 0 is', async () => {
    const page = faxStream(
      bitsOf(CODE).map((white) => 1 - white),
      { width: 58, coding: 'page' },
    )
    const tags: readonly TiffTag[] = [
      [256, [58]],
      [257, [58]],
      [259, [4]],
      [273, [8]],
      [279, [page.length]],
    ]
    expect(differences(await layerOf(tiffFile(page, { tags })), CODE, 0)).toBe(0)
  })

  it.each([0, 1] as const)(
    'is read as far as it goes, and is white from there on (photometric %i)',
    async (photometric) => {
      for (const kind of codings) {
        const bytes = tiff(CODE, { ...kind, bits: 1, photometric })
        // What follows the first third of the data is a code that does not exist.
        const size = bytes.readUInt32LE(4) - 8
        bytes.fill(0, 8 + Math.floor(size / 3), 8 + size)
        const layer = await layerOf(bytes)
        const bits = bitsOf(CODE)
        let rows = 0
        const rowOf = (y: number): Uint8Array => layer.light.subarray(y * 58, (y + 1) * 58)
        while (rowOf(rows).every((value, x) => value === 255 * (bits[rows * 58 + x] ?? 0))) rows++
        expect(rows).toBeGreaterThan(10)
        expect(rows).toBeLessThan(50)
        // A row whose end was cut off may have come out with a run of another length.
        expect(layer.light.subarray((rows + 1) * 58).every((value) => value === 255)).toBe(true)
      }
    },
  )

  it('is read without the strips that are damaged or beyond the end of the file', async () => {
    const bytes = tiff(CODE, { compression: 4, bits: 1, photometric: 0, rowsPerStrip: 29 })
    const entry = bytes.readUInt32LE(4) + 2
    const offsetsAt =
      Array.from({ length: 9 }, (_, i) => entry + 12 * i).find((at) => bytes.readUInt16LE(at) === 273) ?? 0
    bytes.writeUInt32LE(0x7fff_0000, bytes.readUInt32LE(offsetsAt + 8))
    const { light } = await layerOf(bytes)
    const bits = bitsOf(CODE)
    expect(light.every((value, i) => value === (i < 58 * 29 ? 255 : 255 * (bits[i] ?? 0)))).toBe(true)
  })

  it('is refused when not one row comes out', async () => {
    const tags: readonly TiffTag[] = [
      [256, [58]],
      [257, [58]],
      [262, [0]],
      [273, [8]],
      [279, [100]],
    ]
    for (const compression of [2, 3, 4]) {
      const bytes = tiffFile(new Uint8Array(100), { tags: [...tags, [259, [compression]]] })
      await expect(layerOf(bytes)).rejects.toThrow(refusal('picture-unreadable', { file: 'a' }))
    }
  })

  it('is refused with more than one bit a pixel', () => {
    for (const tag of [
      [258, [8]],
      [277, [3]],
    ] as const) {
      const bytes = tiff(CODE, { compression: 4, bits: 1 })
      const start = bytes.readUInt32LE(4)
      for (let at = start + 2; at < bytes.length; at += 12) {
        if (bytes.readUInt16LE(at) === tag[0]) bytes.writeUInt32LE(tag[1][0], at + 8)
      }
      expect(() => inspectPicture(bytes, 'a')).toThrow(refusal('picture-unreadable', { file: 'a' }))
    }
  })
})

describe('a TIFF of JPEGs', () => {
  const layouts = [
    {},
    { rowsPerStrip: 16 },
    { littleEndian: false, rowsPerStrip: 8 },
    { tiles: { width: 32, height: 16 } },
  ]
  const kinds = layouts.flatMap((layout) => [layout, { ...layout, shared: true }])
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))('is read: %s', async (_, kind) => {
    const bytes = await jpegTiff(CODE, kind)
    expect(inspectPicture(bytes, 'a')).toEqual({ format: 'TIFF', width: 58, height: 58, frames: 1 })
    // The writer's tiles go on in grey beyond the picture, which shows near the edge.
    expect(differences(await layerOf(bytes), CODE, 40)).toBe(0)
    expect(await readQrTexts(bytes, 'a')).toEqual(['MINTA'])
  })

  it.each([
    ['grey, with its tables in the page', GREY, 0, 255],
    // Made of (20, 0, 60) and (200, 255, 230).
    ['in colours of half the resolution, in tiles', SUBSAMPLED, luminance(20, 0, 60), luminance(200, 255, 230)],
  ])('is read as libtiff writes it: %s', async (_, bytes, dark, bright) => {
    const { light } = await layerOf(bytes)
    const bits = bitsOf(CODE)
    const distances = light.map((value, i) => Math.abs(value - (bits[i] === 1 ? bright : dark)))
    expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeLessThan(8)
    expect(await readQrTexts(bytes, 'a')).toEqual(['MINTA'])
  })

  it('is read as red, green and blue when the page says so', async () => {
    const { width, light } = await layerOf(COLOURS)
    expect(width).toBe(32)
    expect(Math.abs((light[8 * 32 + 4] ?? 0) - luminance(200, 30, 20))).toBeLessThan(4)
    expect(Math.abs((light[8 * 32 + 28] ?? 0) - luminance(20, 40, 220))).toBeLessThan(4)
  })

  it('is read without the pieces that are damaged', async () => {
    const bytes = await jpegTiff(CODE, { rowsPerStrip: 24 })
    const second = bytes.indexOf(Buffer.of(0xff, 0xd8), 10)
    bytes.fill(0, second, second + 40)
    const { light } = await layerOf(bytes)
    expect(light.subarray(58 * 24, 58 * 48).every((value) => value === 255)).toBe(true)
    const bits = bitsOf(CODE)
    expect(
      light.every((value, i) => Math.floor(i / 58 / 24) === 1 || Math.abs(value - 255 * (bits[i] ?? 0)) < 40),
    ).toBe(true)
  })

  it('is refused when no piece can be read', async () => {
    const bytes = await jpegTiff(CODE)
    bytes.fill(0, 8, 40)
    await expect(layerOf(bytes)).rejects.toThrow(refusal('picture-unreadable', { file: 'a' }))
  })

  it('is refused by name when it is of the old kind, and so is a compression that is not known', () => {
    const tags: readonly TiffTag[] = [
      [256, [16]],
      [257, [16]],
      [262, [6]],
      [273, [8]],
      [279, [8]],
    ]
    const named = (compression: number): Buffer =>
      tiffFile(new Uint8Array(8), { tags: [...tags, [259, [compression]]] })
    expect(() => inspectPicture(named(6), 'a')).toThrow(
      refusal('picture-unsupported', { file: 'a', format: 'TIFF (JPEG)' }),
    )
    const format = 'TIFF (compression 50000)'
    expect(() => inspectPicture(named(50_000), 'a')).toThrow(refusal('picture-unsupported', { file: 'a', format }))
  })
})

describe('a TIFF', () => {
  it.each([1, 5, 8, 32_773, 32_946] as const)(
    'is read with the lowest bit first (compression %i)',
    async (compression) => {
      for (const bits of [1, 8] as const) {
        const bytes = tiff(CODE, { compression, bits, lowFirst: true, rowsPerStrip: 9 })
        expect(differences(await layerOf(bytes), CODE, 0)).toBe(0)
      }
    },
  )

  it.each([
    [
      'red, green, blue and opacity',
      [262, [2]],
      [277, [4]],
      [200, 100, 50, 128, 1, 2, 3, 255],
      luminance(200, 100, 50),
    ],
    ['grey and opacity', [262, [1]], [277, [2]], [40, 128, 9, 255], 40],
  ] as const)('is read with what shines through: %s', async (_, photometric, samples, data, light) => {
    const tags: readonly TiffTag[] = [
      ...([
        [256, [2]],
        [257, [1]],
        [258, [8]],
        [273, [8]],
        [279, [data.length]],
        [338, [2]],
      ] as const),
      photometric,
      samples,
    ]
    const layer = await layerOf(tiffFile(Uint8Array.from(data), { tags }))
    expect(layer.light[0]).toBe(light)
    expect(layer.opacity).toEqual(Uint8Array.of(128, 255))
  })

  it('is read with a palette of eight bits instead of sixteen', async () => {
    const colours = [0, 255, 0, 255, 0, 255]
    const tags: readonly TiffTag[] = [
      [256, [2]],
      [257, [1]],
      [262, [3]],
      [273, [8]],
      [279, [1]],
      [320, colours],
    ]
    expect((await layerOf(tiffFile(Uint8Array.of(0b0100_0000), { tags }))).light).toEqual(Uint8Array.of(0, 255))
  })
})
