// Pictures made to exhaust memory or time. Each is refused or checked within a second of processor time and 300 MB; what is let
// through is also read. Without the checks some of these end the process: they did so when they were first given to the decoder.
import { constants, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { openPicture } from '../../src/qr/limits.ts'
import { readQrTexts } from '../../src/qr/read.ts'
import { bmp } from './bmp-file.ts'
import { blank, WHITE } from './pictures.ts'
import { PNG_SIGNATURE, pngChunk, pngFile, pngHeader } from './png-file.ts'
import { type TiffTag, tiffFile } from './tiff-file.ts'

const MB = 1024 * 1024
/** Zeros, compressed megabyte by megabyte: the test itself must not need what it forbids. */
const zeros = (megabytes: number): Buffer => {
  const piece = deflateRawSync(Buffer.alloc(MB), { finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([
    Buffer.of(0x78, 0x9c),
    Buffer.alloc(piece.length * megabytes, piece),
    Buffer.of(3, 0, 0, 0, 0, 0),
  ])
}
const repeated = (size: number, hex: string): Buffer => Buffer.alloc(size, Buffer.from(hex, 'hex'))
const pngOf = (...chunks: readonly Uint8Array[]): Buffer => Buffer.concat([PNG_SIGNATURE, ...chunks])
const header = { width: 100, height: 100, depth: 8, colour: 6 }

const GIF_HEAD = Buffer.from('GIF89a\x64\0\x64\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
const gifFrameHead = (width: number, height: number, symbolBits: number): Buffer => {
  const bytes = Buffer.alloc(11)
  bytes[0] = 0x2c
  bytes.writeUInt16LE(width, 5)
  bytes.writeUInt16LE(height, 7)
  bytes[10] = symbolBits
  return bytes
}

const page = (...changed: readonly TiffTag[]): readonly TiffTag[] => {
  const tags: readonly TiffTag[] = [
    [256, [100]],
    [257, [100]],
    [258, [8]],
    [259, [1]],
    [262, [1]],
    [273, [8]],
    [277, [1]],
    [278, [100]],
    [279, [10_000]],
  ]
  return [...tags.filter(([tag]) => !changed.some(([other]) => other === tag)), ...changed]
}
/** A TIFF whose tag says that it has `count` values. */
const tiffClaiming = (tag: number, count: number): Buffer => {
  const bytes = tiffFile(new Uint8Array(10_000), { tags: page() })
  const start = bytes.readUInt32LE(4)
  for (let entry = start + 2; entry < bytes.length; entry += 12) {
    if (bytes.readUInt16LE(entry) === tag) bytes.writeUInt32LE(count, entry + 4)
  }
  return bytes
}
const count = (length: number, value: number): number[] => Array.from({ length }, () => value)

const REFUSED: readonly (readonly [string, () => Buffer])[] = [
  [
    'PNG: one pixel that inflates to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 1, height: 1 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: 39 megapixels that inflate to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 6300, height: 6300 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: interlaced, inflates to 500 MB',
    () => pngOf(pngHeader({ ...header, interlace: 1 }), pngChunk('IDAT', zeros(500))),
  ],
  ['PNG: 39 megapixels without data', () => pngFile({ ...header, width: 6300, height: 6300 }, new Uint8Array(10))],
  ['PNG: sides of 2³¹', () => pngFile({ ...header, width: 2 ** 31, height: 2 ** 31 }, new Uint8Array(10))],
  ['PNG: two million pieces of data', () => pngOf(pngHeader(header), repeated(24 * MB, '0000000049444154deadbeef'))],
  ['PNG: two million texts', () => pngOf(pngHeader(header), repeated(24 * MB, '0000000074455874deadbeef'))],
  [
    'PNG: a palette of eight million colours',
    () => pngOf(pngHeader({ ...header, colour: 3 }), pngChunk('PLTE', Buffer.alloc(24 * MB))),
  ],
  ['PNG: a piece of 2 GB', () => pngOf(pngHeader(header), Buffer.from('7fffffff49444154', 'hex'))],
  [
    'JPEG: 39 megapixels in 100 bytes',
    () => Buffer.from('ffd8ffc0001108189c189c03011100021100031100ffda000c03010002110311003f00ffd9', 'hex'),
  ],
  [
    'JPEG: 12 megapixels with 100 000 scans',
    () =>
      Buffer.concat([
        Buffer.from('ffd8ffc2000b080bb80fa001011100', 'hex'),
        repeated(1_200_000, 'ffda00080101000000001200'),
      ]),
  ],
  [
    'JPEG: six million empty segments',
    () => Buffer.concat([Buffer.from('ffd8', 'hex'), repeated(24 * MB, 'ffe00002')]),
  ],
  ['JPEG: fill bytes to the end', () => Buffer.concat([Buffer.from('ffd8', 'hex'), repeated(24 * MB, 'ff')])],
  [
    'JPEG: stuffed bytes to the end',
    () => Buffer.concat([Buffer.from('ffd8ffda0008010100003f00', 'hex'), repeated(24 * MB, 'ff00')]),
  ],
  [
    'JPEG: two frames',
    () => Buffer.from('ffd8ffc0000b080010001001011100ffc0000b080010001001011100ffda0008010100003f00aaffd9', 'hex'),
  ],
  ['GIF: a million frames', () => Buffer.concat([GIF_HEAD, repeated(15 * MB, '2c0000000064006400000202440100')])],
  ['GIF: eight million comments', () => Buffer.concat([GIF_HEAD, repeated(24 * MB, '21fe00')])],
  [
    'GIF: a frame of 65 535 × 65 535 on a small screen',
    () => Buffer.concat([GIF_HEAD, gifFrameHead(65_535, 65_535, 2), Buffer.of(1, 0x44, 0, 0x3b)]),
  ],
  // A code before its string exists: the decoder then chases a ring of strings for ever.
  [
    'GIF: a ring of strings',
    () => Buffer.concat([GIF_HEAD, gifFrameHead(100, 100, 2), Buffer.of(4, 0x3c, 0xff, 0xff, 0xff, 0, 0x3b)]),
  ],
  [
    'GIF: symbols of 200 bits',
    () => Buffer.concat([GIF_HEAD, gifFrameHead(100, 100, 200), Buffer.of(4, 1, 2, 3, 4, 0, 0x3b)]),
  ],
  ['BMP: 39 megapixels in 1 kB', () => bmpClaiming(6300, 6300, 24)],
  ['BMP: sides of 2³¹ - 1', () => bmpClaiming(0x7fff_ffff, 0x7fff_ffff, 24)],
  ['BMP: a negative width', () => bmpClaiming(-100, 10, 24)],
  ['BMP: no bits a pixel', () => bmpClaiming(10, 10, 0)],
  ['TIFF: a list of four billion numbers', () => tiffClaiming(273, 0xffff_ffff)],
  ['TIFF: a width of four billion numbers', () => tiffClaiming(256, 0xffff_ffff)],
  ['TIFF: a ring of directories', () => tiffFile(new Uint8Array(10_000), { tags: page(), next: 8 + 10_000 })],
  [
    'TIFF: strips that share their bytes',
    () =>
      tiffFile(zeros(20), {
        tags: page([257, [20_000]], [278, [1]], [259, [8]], [273, count(20_000, 8)], [279, count(20_000, 20_000)]),
      }),
  ],
  [
    'TIFF: a strip that inflates to 500 MB',
    () => {
      const data = zeros(500)
      return tiffFile(data, { tags: page([259, [8]], [279, [data.length]]) })
    },
  ],
  ['TIFF: a strip outside the file', () => tiffFile(new Uint8Array(10_000), { tags: page([273, [0xffff_fff0]]) })],
  // Clear, symbol 65, and string 400, which does not exist yet.
  ['TIFF: a ring of LZW strings', () => tiffFile(repeated(10_000, '80107200'), { tags: page([259, [5]]) })],
  [
    'TIFF: tiles of four billion pixels',
    () =>
      tiffFile(new Uint8Array(10_000), { tags: page([322, [65_536]], [323, [65_536]], [324, [8]], [325, [10_000]]) }),
  ],
  [
    'TIFF: 400 000 tiles',
    () =>
      tiffFile(new Uint8Array(10_000), {
        tags: page([256, [6000]], [257, [6000]], [322, [16]], [323, [1]], [324, [8]], [325, [10]]),
      }),
  ],
  ['TIFF: 60 000 bits a pixel', () => tiffFile(new Uint8Array(10_000), { tags: page([258, [16]], [277, [60_000]]) })],
]

/** Large for its bytes, but harmless: read as a picture without a code. */
const PASSED: readonly (readonly [string, () => Buffer])[] = [
  [
    'GIF: 25 MB in blocks of one byte',
    () => Buffer.concat([GIF_HEAD, gifFrameHead(100, 100, 2), repeated(24 * MB, '0184'), Buffer.of(0, 0x3b)]),
  ],
  [
    'GIF: 25 MB of clear codes',
    () =>
      Buffer.concat([
        GIF_HEAD,
        gifFrameHead(100, 100, 7),
        repeated(24 * MB, `ff${'80'.repeat(255)}`),
        Buffer.of(0, 0x3b),
      ]),
  ],
  [
    'BMP: 25 MB of runs over one row',
    () =>
      Buffer.concat([bmp(blank(100, 2, WHITE), { bits: 8, runs: true }).subarray(0, 62), repeated(24 * MB, 'ff01')]),
  ],
  [
    'TIFF: the camera data and the second directory of a ring',
    () =>
      tiffFile(new Uint8Array(10_000), { tags: [...page(), [330, [10_008]], [34_665, [10_008]], [37_500, [10_008]]] }),
  ],
]

function bmpClaiming(width: number, height: number, bits: number): Buffer {
  const bytes = bmp(blank(10, 10, WHITE), { bits: 24 })
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(bits, 28)
  return bytes
}

interface Cost {
  readonly error: unknown
  /** Milliseconds of the processor, so that a busy machine does not count. */
  readonly time: number
  /** Bytes between what was in use before and the highest point of the process, so never less than it took. */
  readonly memory: number
}

function costOf(bytes: Uint8Array): Cost {
  const rss = process.memoryUsage().rss
  const before = process.cpuUsage()
  let error: unknown = null
  try {
    const { layer, plain } = openPicture(bytes, 'a').checked
    if (layer === undefined) plain()
    else layer()
  } catch (caught) {
    error = caught
  }
  const { user, system } = process.cpuUsage(before)
  return { error, time: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 - rss }
}

describe('a hostile picture', () => {
  it.each(REFUSED)('is refused quickly and with little memory: %s', (_, make) => {
    const { error, time, memory } = costOf(make())
    expect(error).toBeInstanceOf(UkpError)
    expect((error as UkpError).reason).toMatch(/^picture-(unreadable|too-large)$/)
    expect(time).toBeLessThan(1000)
    expect(memory).toBeLessThan(300 * MB)
  })

  it.each(PASSED)('costs little when nothing in it is forbidden: %s', async (_, make) => {
    const bytes = make()
    const { error, time, memory } = costOf(bytes)
    expect(error).toBeNull()
    expect(time).toBeLessThan(1000)
    expect(memory).toBeLessThan(300 * MB)
    expect(await readQrTexts(bytes, 'a')).toEqual([])
  })
})
