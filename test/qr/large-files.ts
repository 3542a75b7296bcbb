// Enormous pictures that are honest: every format at and above the largest size that is read, of one colour (small files that
// are large when decoded) and of noise (large files).
import { bmp } from './bmp-file.ts'
import { noise, noiseOf, pngOfData, pngOfRows } from './gray-files.ts'
import type { HostileFile } from './hostile-files.ts'
import { refiningNothing } from './hostile-files.ts'
import { type Blocks, type JpegKind, jpeg, usualScans, YCC_420, YCC_444 } from './jpeg-file.ts'
import { blank, WHITE } from './pictures.ts'
import { ADAM7, pngChunk } from './png-file.ts'
import { type TiffTag, tiffFile } from './tiff-file.ts'
import { lossless, type webpEncoder } from './webp-file.ts'

export const MP_40 = { width: 8000, height: 5000 } as const
export const MP_24 = { width: 6000, height: 4000 } as const

function interlacedRgba16(width: number, height: number): Buffer {
  const passes = ADAM7.map(([left, top, stepX, stepY]) => {
    const stride = 1 + Math.ceil((width - left) / stepX) * 8
    const rows = Buffer.alloc(stride * Math.ceil((height - top) / stepY), 7)
    for (let at = 0; at < rows.length; at += stride) rows[at] = 4
    return rows
  })
  return pngOfData({ width, height, depth: 16, colour: 6, interlace: 1 }, Buffer.concat(passes))
}

const noisy = (row: Buffer, y: number): void => {
  const bytes = noise()
  for (let i = 0; i < row.length; i++) row[i] = bytes[(i + y * 7919) % bytes.length] ?? 0
}
const slightlyNoisy = (row: Buffer, y: number): void => {
  if (y % 3 !== 0) return
  noisy(row, y)
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) & 3
}

const PNGS: readonly HostileFile[] = [
  [
    'PNG: 40 MP of one colour, four samples',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 6 }, { stride: 32_000, fill: (row) => row.fill(255) }),
  ],
  [
    'PNG: 40 MP of nothing (transparent)',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 6 }, { stride: 32_000, fill: () => undefined }),
  ],
  [
    'PNG: 40 MP, every row by Paeth',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 6 }, { stride: 32_000, filter: 4, fill: () => undefined }),
  ],
  [
    'PNG: 40 MP, every row by Paeth, with noise',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 6 }, { stride: 32_000, filter: 4, fill: slightlyNoisy }),
  ],
  [
    'PNG: 40 MP, every row by averages',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 6 }, { stride: 32_000, filter: 3, fill: (row) => row.fill(128) }),
  ],
  ['PNG: 40 MP of noise of one bit', () => pngOfRows({ ...MP_40, depth: 1, colour: 0 }, { stride: 1000, fill: noisy })],
  [
    'PNG: 40 MP of one bit, one colour',
    () => pngOfRows({ ...MP_40, depth: 1, colour: 0 }, { stride: 1000, fill: (row) => row.fill(255) }),
  ],
  ['PNG: 24 MP of grey noise', () => pngOfRows({ ...MP_24, depth: 8, colour: 0 }, { stride: 6000, fill: noisy })],
  [
    'PNG: 8 MP of coloured noise',
    () => pngOfRows({ width: 3464, height: 2400, depth: 8, colour: 2 }, { stride: 3464 * 3, filter: 1, fill: noisy }),
  ],
  [
    'PNG: 40 MP, half of it shines through',
    () => pngOfRows({ ...MP_40, depth: 8, colour: 4 }, { stride: 16_000, fill: (row, y) => row.fill(y & 255) }),
  ],
  [
    'PNG: 40 MP with a palette of opacities',
    () =>
      pngOfRows({ ...MP_40, depth: 8, colour: 3 }, { stride: 8000, fill: (row, y) => row.fill(y & 255) }, [
        pngChunk('PLTE', noise().subarray(0, 768)),
        pngChunk('tRNS', noise().subarray(0, 256)),
      ]),
  ],
  [
    'PNG: 40 MP with a colour that is not there',
    () =>
      pngOfRows({ ...MP_40, depth: 8, colour: 2 }, { stride: 24_000, filter: 2, fill: () => undefined }, [
        pngChunk('tRNS', Buffer.alloc(6)),
      ]),
  ],
  ['PNG: 20 MP, 16 bits, four samples, interlaced', () => interlacedRgba16(5000, 3990)],
]

/** Blocks like those of a photo, or of noise: some coefficients, up to some size. */
export function photo(coefficients: number, size: number): Blocks {
  const bytes = noise()
  const pool = Array.from({ length: 64 }, (_, i) =>
    Int16Array.from({ length: 64 }, (_, k) =>
      k < coefficients ? Math.round(((bytes[i * 64 + k] ?? 0) / 127.5 - 1) * size) : 0,
    ),
  )
  return (block, { component, x, y }) => block.set(pool[(x * 7 + y * 13 + component) & 63] ?? [])
}
const plain: Blocks = () => undefined
const jpegs = (
  name: string,
  blocks: Blocks,
  { sizes = [MP_40], ...kind }: JpegKind & { sizes?: readonly { width: number; height: number }[] } = {},
): HostileFile[] =>
  sizes.map((size) => [`JPEG: ${(size.width * size.height) / 1e6} MP ${name}`, () => jpeg(size, blocks, kind)])

const JPEGS: readonly HostileFile[] = [
  ...jpegs('of grey noise', photo(20, 1.2), { quantum: 30 }),
  ...jpegs('of grey noise in 23 MB', photo(64, 1)),
  ...jpegs('of photo', photo(10, 3), { sampling: YCC_420, sizes: [MP_24, MP_40] }),
  ...jpegs('of photo, progressive', photo(10, 3), { sampling: YCC_420, scans: usualScans(3), sizes: [MP_24, MP_40] }),
  ...jpegs('of one colour, three full components', plain, { sampling: YCC_444 }),
  ...jpegs('of one colour, three full components, progressive', plain, {
    sampling: YCC_444,
    scans: usualScans(3),
    sizes: [MP_24, MP_40],
  }),
  ['JPEG: 39 MP, progressive, with 10 scans', () => refiningNothing(7800, 5000, 9)],
  ['JPEG: 24 MP, progressive, with 17 scans', () => refiningNothing(6000, 4000, 16)],
]

/** Codes of a GIF frame with symbols of two bits. */
function gifOf(width: number, height: number, codes: Uint8Array): Buffer {
  const head = Buffer.alloc(13 + 12 + 11)
  head.write('GIF89a', 'latin1')
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  head[10] = 0x81
  head.set([0, 0, 0, 255, 255, 255, 90, 90, 90, 180, 180, 180], 13)
  head[25] = 0x2c
  head.writeUInt16LE(width, 30)
  head.writeUInt16LE(height, 32)
  head[35] = 2
  const blocks: Uint8Array[] = [head]
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.subarray(at, at + 255)
    blocks.push(Uint8Array.of(block.length), block)
  }
  return Buffer.concat([...blocks, Uint8Array.of(0, 0x3b)])
}

/** LZW for one colour: each code stands for a pixel more than the one before, in the end for 4,091. */
function gifOfOneColour(width: number, height: number): Buffer {
  const bytes: number[] = []
  let [held, bits, size] = [0, 0, 3]
  const put = (value: number): void => {
    held |= value << bits
    for (bits += size; bits >= 8; bits -= 8) {
      bytes.push(held & 255)
      held >>>= 8
    }
  }
  put(4)
  put(1)
  let pixels = 1
  for (let next = 6; pixels < width * height; next++) {
    put(Math.min(next, 4095))
    pixels += Math.min(next, 4095) - 4
    if (next + 1 >= 1 << size && size < 12) size++
  }
  put(5)
  bytes.push(held & 255, held >> 8)
  return gifOf(width, height, Uint8Array.from(bytes))
}

/** Nine bits for two pixels: a clear code, and a symbol of three bits each. */
function gifOfNoise(width: number, height: number): Buffer {
  const pairs = Math.ceil((width * height) / 2)
  const codes = Buffer.alloc(Math.ceil((pairs * 9) / 8) + 2)
  const bytes = noise()
  for (let i = 0; i < pairs; i++) {
    const random = bytes[i % bytes.length] ?? 0
    const value = (4 | ((random & 3) << 3) | (((random >> 2) & 3) << 6)) << ((i * 9) & 7)
    const at = (i * 9) >> 3
    codes[at] = (codes[at] ?? 0) | (value & 255)
    codes[at + 1] = (codes[at + 1] ?? 0) | ((value >> 8) & 255)
    codes[at + 2] = value >> 16
  }
  return gifOf(width, height, codes)
}

/** A small BMP's header with another size, and pixels. */
function bmpOf(
  kind: { width: number; height: number; bits: 1 | 8 | 24 | 32; runs?: boolean },
  pixels: Uint8Array,
): Buffer {
  const small = bmp(blank(1, 1, WHITE), { bits: kind.bits, runs: kind.runs === true })
  const head = Buffer.from(small.subarray(0, small.readUInt32LE(10)))
  head.writeInt32LE(kind.width, 18)
  head.writeInt32LE(kind.height, 22)
  return Buffer.concat([head, pixels])
}

const BMPS: readonly HostileFile[] = [
  ['BMP: 20 MP of noise, 8 bits', () => bmpOf({ width: 5000, height: 4000, bits: 8 }, noiseOf(20_000_000))],
  ['BMP: 8 MP of noise, 24 bits', () => bmpOf({ width: 4000, height: 2000, bits: 24 }, noiseOf(24_000_000))],
  ['BMP: 6 MP of noise, 32 bits', () => bmpOf({ width: 3000, height: 2000, bits: 32 }, noiseOf(24_000_000))],
  ['BMP: 40 MP of noise of one bit', () => bmpOf({ ...MP_40, bits: 1 }, noiseOf(5_000_000))],
  [
    'BMP: 40 MP of one colour in runs',
    () => {
      const row = Buffer.concat([Buffer.alloc(64, Buffer.of(125, 1)), Buffer.of(0, 0)])
      return bmpOf({ ...MP_40, bits: 8, runs: true }, Buffer.alloc(row.length * 5000, row))
    },
  ],
  [
    'BMP: 40 MP in runs of one pixel, cut at 25 MB',
    () => {
      const row = Buffer.concat([Buffer.alloc(16_000, Buffer.of(1, 1, 1, 0)), Buffer.of(0, 0)])
      return bmpOf({ ...MP_40, bits: 8, runs: true }, Buffer.alloc(26_000_000, row))
    },
  ],
]

/** One strip. */
export function tiffOf(
  kind: { width: number; height: number; bits?: number; samples?: number; compression?: number; photometric?: number },
  data: Uint8Array,
): Buffer {
  const { width, height, bits = 8, samples = 1, compression = 1, photometric = 1 } = kind
  const tags: readonly TiffTag[] = [
    [256, [width]],
    [257, [height]],
    [258, Array.from({ length: samples }, () => bits)],
    [259, [compression]],
    [262, [photometric]],
    [273, [8]],
    [277, [samples]],
    [278, [height]],
    [279, [data.length]],
  ]
  return tiffFile(data, { tags })
}

const TIFFS: readonly HostileFile[] = [
  ['TIFF: 24 MP of grey noise', () => tiffOf(MP_24, noiseOf(24_000_000))],
  [
    'TIFF: 8 MP of coloured noise',
    () => tiffOf({ width: 4000, height: 2000, samples: 3, photometric: 2 }, noiseOf(24_000_000)),
  ],
  ['TIFF: 40 MP of noise of one bit', () => tiffOf({ ...MP_40, bits: 1 }, noiseOf(5_000_000))],
  [
    'TIFF: 40 MP of noise taken for a fax, group 4',
    () => tiffOf({ ...MP_40, bits: 1, compression: 4 }, noiseOf(5_000_000)),
  ],
  [
    'TIFF: 40 MP of noise taken for a fax, group 3',
    () => tiffOf({ ...MP_40, bits: 1, compression: 3 }, noiseOf(5_000_000)),
  ],
  ['TIFF: 40 MP of noise taken for packed bits', () => tiffOf({ ...MP_40, compression: 32_773 }, noiseOf(25_000_000))],
  [
    'TIFF: 24 MP of noise, 16 bits a sample, 3 of 8 promised',
    () => tiffOf({ ...MP_24, bits: 16 }, noiseOf(18_000_000)),
  ],
  ['TIFF: 24 MP of photo in a JPEG', () => tiffOf({ ...MP_24, compression: 7 }, jpeg(MP_24, photo(10, 3)))],
]

const WEBPS: readonly HostileFile[] = [
  ['WebP: 16 MP of one colour in 60 bytes', () => lossless({ width: 4000, height: 4000 })],
  [
    'WebP: 16 MP of one colour, the slowest predictor',
    () => lossless({ width: 4000, height: 4000 }, { predictor: 13 }),
  ],
  ['WebP: 16 MP of noise', () => lossless({ width: 4000, height: 4000 }, { greens: noiseOf(16_000_000) })],
  [
    'WebP: 16 MP of noise, the slowest predictor',
    () => lossless({ width: 4000, height: 4000 }, { greens: noiseOf(16_000_000), predictor: 13 }),
  ],
  ['WebP: 25 MP of noise', () => lossless({ width: 5000, height: 5000 }, { greens: noiseOf(25_000_000) })],
]

const GIFS: readonly HostileFile[] = [
  ['GIF: 40 MP of one colour', () => gifOfOneColour(MP_40.width, MP_40.height)],
  ['GIF: 21 MP of noise', () => gifOfNoise(5000, 4200)],
]

export const LARGE: readonly HostileFile[] = [...PNGS, ...JPEGS, ...GIFS, ...BMPS, ...TIFFS, ...WEBPS]

/** Lossy WebPs of noise, which only the library can make. */
export async function largeLossyWebps(encode: Awaited<ReturnType<typeof webpEncoder>>): Promise<[string, Buffer][]> {
  const raster = { width: 4000, height: 4000, data: new Uint8Array(64_000_000) }
  const bytes = noise()
  for (let at = 0; at < raster.data.length; at += 4) {
    raster.data.fill(bytes[(at >> 2) % bytes.length] ?? 0, at, at + 3)
    raster.data[at + 3] = 255
  }
  const opaque = await encode(raster, { method: 0, quality: 60 })
  for (let at = 3; at < raster.data.length; at += 4) raster.data[at] = (bytes[(at * 5) % bytes.length] ?? 0) & 192
  const lucid = await encode(raster, { method: 0, quality: 60 })
  return [
    ['WebP: 16 MP of noise, lossy', opaque],
    ['WebP: 16 MP of noise, lossy, with noisy opacity', lucid],
  ]
}
