// Broken and malicious TIFFs: bounded time and memory, and nothing but refusals that a person can be told.
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../../../src/errors.ts'
import type { Layer } from '../../../../src/qr/picture/layer.ts'
import { openPicture } from '../../../../src/qr/picture/open.ts'
import { pixelsOf } from '../../../../src/qr/picture/pixels.ts'
import { code, randomOf } from '../../pictures.ts'
import { jpegTiff, type TiffTag, tiff, tiffFile } from '../../tiff-file.ts'

async function layerOf(bytes: Uint8Array): Promise<Layer> {
  return pixelsOf(openPicture(bytes, 'a').checked, 'a')
}

/** A page of 20 megapixels of one bit, half of what is let through. */
const large = (data: Uint8Array, ...changed: readonly TiffTag[]): Buffer => {
  const tags: readonly TiffTag[] = [
    [256, [30_000]],
    [257, [667]],
    [262, [0]],
    [273, [8]],
    [279, [data.length]],
  ]
  return tiffFile(data, { tags: [...tags.filter(([tag]) => !changed.some(([other]) => other === tag)), ...changed] })
}
const repeated = (bits: string, size: number): Buffer => {
  return Buffer.alloc(
    size,
    Buffer.from(
      bits
        .repeat(8)
        .match(/.{8}/g)
        ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
    ),
  )
}
const MB = 1024 * 1024
/** Every second pixel black, coded alone: a white one, then black and white ones in turn. */
const COMB = `001000111010${'001000111010'.repeat(14_999)}`

/** A progressive JPEG of 4 megapixels in 20 kB whose scans refine nothing, which the library takes 64 steps a block for. */
function jpegOfScans({ scans, last, named }: { scans: number; last: number; named: number }): Buffer {
  // The one word of the table, and 14 bits: the next 27 306 blocks have nothing.
  const nothing = '010101010101010'.repeat(Math.ceil((62_500 * named) / 27_306))
  const coded = (nothing.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
  const header = [0xff, 0xda, (6 + 2 * named) >> 8, (6 + 2 * named) & 255, named]
  const scan = Buffer.of(...header, ...Array.from({ length: named }, () => [1, 0]).flat(), 1, last, 0x10, ...coded)
  const frame = Buffer.of(0xff, 0xd8, 0xff, 0xc2, 0, 11, 8, 2000 >> 8, 2000 & 255, 2000 >> 8, 2000 & 255, 1, 1, 0x11, 0)
  const table = Buffer.of(0xff, 0xc4, 0, 20, 0x10, 1, ...Array.from({ length: 15 }, () => 0), 0xe0)
  // A comment, so that there is a bit for each block.
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0x20, 0), Buffer.alloc(0x2000 - 2)])
  const jpeg = Buffer.concat([
    frame,
    table,
    comment,
    ...Array.from({ length: scans }, () => scan),
    Buffer.of(0xff, 0xd9),
  ])
  const tags: readonly TiffTag[] = [
    [256, [2000]],
    [257, [2000]],
    [258, [8]],
    [259, [7]],
    [262, [1]],
  ]
  return tiffFile(jpeg, { tags: [...tags, [273, [8]], [279, [jpeg.length]]] })
}

const COSTLY: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
  [
    'group 4: 20 million changes of colour, each told by one bit',
    () => large(Buffer.concat([repeated(COMB, 22_500), repeated('1', 3 * MB)]), [259, [4]]),
  ],
  ['group 4: runs without pixels', () => large(repeated('001001101010000110111', 24 * MB), [259, [4]])],
  ['group 3: runs without pixels', () => large(repeated('001101010000110111', 24 * MB), [259, [3]])],
  ['group 3: runs of one pixel', () => large(repeated('000111010', 24 * MB), [259, [3]])],
  ['group 3: a line end of 24 MB', () => large(Buffer.alloc(24 * MB), [259, [3]])],
  ['rows: runs of two and three pixels', () => large(repeated('011111', 24 * MB), [259, [2]])],
  [
    'group 4: a tile of 80 million columns',
    () => large(repeated('1', 1000), [259, [4]], [322, [80_000_000]], [323, [1]], [324, [8]], [325, [1000]]),
  ],
  ['JPEG: 95 scans of the same', () => jpegOfScans({ scans: 95, last: 63, named: 1 })],
  ['JPEG: scans of coefficients that do not exist', () => jpegOfScans({ scans: 60, last: 255, named: 1 })],
  ['JPEG: scans that name their component 255 times', () => jpegOfScans({ scans: 2, last: 63, named: 255 })],
  [
    'JPEG: 30 000 pieces with 100 kB of tables',
    () => {
      const places = Array.from({ length: 30_000 }, (_, i) => 8 + i)
      const tags: readonly TiffTag[] = [
        [256, [480]],
        [257, [16_000]],
        [258, [8, 8, 8]],
        [259, [7]],
        [262, [6]],
        [277, [3]],
      ]
      const tiles: readonly TiffTag[] = [
        [322, [16]],
        [323, [16]],
        [324, places],
        [325, places.map(() => 1)],
      ]
      return tiffFile(Buffer.alloc(30_000), { tags: [...tags, ...tiles, [347, Buffer.alloc(100_000, 0x11)]] })
    },
  ],
]

describe('a hostile TIFF', () => {
  it.each(COSTLY)('takes less than a second and 300 MB: %s', async (_, make) => {
    const bytes = await make()
    const rss = process.memoryUsage().rss
    const before = process.cpuUsage()
    const result: unknown = await layerOf(bytes).catch((error: unknown) => error)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(1000)
    expect(process.resourceUsage().maxRSS * 1024 - rss).toBeLessThan(300 * MB)
    if (result instanceof Error) expect(result).toBeInstanceOf(UkpError)
  })

  const small = code('1', { module: 1, quiet: 1 })
  const seeds: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
    ...([1, 5, 8, 32_773] as const).map((compression) => {
      return [`compression ${compression}`, () => tiff(small, { compression, rowsPerStrip: 8 })] as const
    }),
    ['compression 2', () => tiff(small, { compression: 2, bits: 1, rowsPerStrip: 12 })],
    ['compression 3', () => tiff(small, { compression: 3, bits: 1 })],
    ['compression 3, mixed', () => tiff(small, { compression: 3, t4Options: 5, bits: 1, lowFirst: true })],
    ['compression 4', () => tiff(small, { compression: 4, bits: 1, tiles: { width: 16, height: 16 } })],
    ['JPEG', () => jpegTiff(small, { rowsPerStrip: 16, shared: true })],
  ]
  it.each(seeds)('is read or refused in words, whatever was changed in it: %s', async (_, make) => {
    const whole = await make()
    const random = randomOf(whole.length)
    const within = (most: number): number => Math.floor(random() * most)
    for (let i = 0; i < 2000; i++) {
      const bytes = Buffer.from(random() < 0.1 ? whole.subarray(0, within(whole.length)) : whole)
      for (let changes = within(6); changes >= 0 && bytes.length > 8; changes--)
        bytes[4 + within(bytes.length - 4)] = within(256)
      const result: unknown = await layerOf(bytes).catch((error: unknown) => error)
      if (!(result instanceof Error)) continue
      expect(result).toBeInstanceOf(UkpError)
      expect((result as UkpError).reason).toMatch(/^picture-(unreadable|too-large|unsupported)$/)
    }
  })
})
