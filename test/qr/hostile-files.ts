// Files whose structure lies: headers, lengths, rings, bombs, a million pieces. Without the checks some of them end the process:
// they did so when they were first given to the decoder.
import { constants, deflateRawSync } from 'node:zlib'
import { bmp } from './bmp-file.ts'
import { jpeg } from './jpeg-file.ts'
import { blank, WHITE } from './pictures.ts'
import { PNG_SIGNATURE, pngChunk, pngFile, pngHeader } from './png-file.ts'
import { type TiffTag, tiffFile } from './tiff-file.ts'
import { lossless, webpCanvas, webpChunk, webpFile, webpFrame } from './webp-file.ts'

/** A name, and what makes the file. */
export type HostileFile = readonly [name: string, make: () => Buffer]

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

/** Refused from the structure alone. */
export const REFUSED: readonly HostileFile[] = [
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
  ['JPEG: 26 megapixels whose 14 scans refine nothing', () => refiningNothing(5200, 5000, 17)],
  [
    'JPEG: 30 megapixels, three components, progressive',
    () => {
      const bytes = jpeg({ width: 16, height: 16 }, () => undefined, {
        sampling: [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        scans: [{ components: [0, 1, 2], band: [0, 0] }],
      })
      const frame = bytes.indexOf(Buffer.of(0xff, 0xc2))
      bytes.writeUInt16BE(5000, frame + 5)
      bytes.writeUInt16BE(6000, frame + 7)
      return Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(300_000)])
    },
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
  [
    'WebP: a canvas of 16 million × 16 million pixels',
    () => webpFile(webpCanvas(2 ** 24, 2 ** 24, 0), webpChunk('VP8L', Buffer.from('2fffffff0f00', 'hex'))),
  ],
  ['WebP: 16 383 × 16 383 pixels of one colour in 60 bytes', () => lossless({ width: 16_383, height: 16_383 })],
  ['WebP: 17 megapixels of one colour in 60 bytes', () => lossless({ width: 4200, height: 4100 })],
  [
    'WebP: lossy, 4 megapixels in 10 bytes',
    () => webpFile(webpChunk('VP8 ', Buffer.from('9000009d012ad007d007', 'hex'))),
  ],
  [
    'WebP: a million pieces',
    () => Buffer.concat([webpFile(webpCanvas(10, 10, 2)), repeated(24 * MB, '5858585800000000')]),
  ],
  [
    'WebP: a million empty frames',
    () => Buffer.concat([webpFile(webpCanvas(10, 10, 2)), repeated(24 * MB, '414e4d4600000000')]),
  ],
  [
    'WebP: a piece of 4 GB',
    () => Buffer.concat([webpFile(), Buffer.from('5650384cffffffff2f', 'hex'), Buffer.alloc(100)]),
  ],
  [
    'WebP: frames inside frames',
    () => {
      let inner = webpChunk('VP8L', Buffer.from('2f', 'hex'))
      for (let i = 0; i < 5000; i++) inner = webpFrame(10, 10, inner)
      return webpFile(webpCanvas(10, 10, 2), inner)
    },
  ],
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
export const PASSED: readonly HostileFile[] = [
  [
    'PNG: one pixel that inflates to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 1, height: 1 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: 12 megapixels that inflate to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 3500, height: 3500 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: interlaced, inflates to 500 MB',
    () => pngOf(pngHeader({ ...header, interlace: 1 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: damaged data after its rows',
    () => pngOf(pngHeader(header), pngChunk('IDAT', Buffer.concat([zeros(1).subarray(0, -20), Buffer.alloc(20, 7)]))),
  ],
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

/** A progressive JPEG in some kilobytes, whose scans go over every coefficient and change none. */
export function refiningNothing(width: number, height: number, scans: number): Buffer {
  const refining = Array.from({ length: scans }, () => ({ components: [0], band: [1, 63], bits: [1, 1] }) as const)
  return jpeg({ width, height }, () => undefined, { scans: [{ components: [0], band: [0, 0] }, ...refining] })
}

function bmpClaiming(width: number, height: number, bits: number): Buffer {
  const bytes = bmp(blank(10, 10, WHITE), { bits: 24 })
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(bits, 28)
  return bytes
}

/** Bombs that go off as far as they may: too long for a test that shares its process with others. */
export const BOMBS: readonly HostileFile[] = [
  [
    'PNG: 39 megapixels that inflate to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 6300, height: 6300 }), pngChunk('IDAT', zeros(500))),
  ],
  [
    'PNG: 20 megapixels, 16 bits, that inflate to 500 MB',
    () => pngOf(pngHeader({ ...header, width: 5000, height: 3990, depth: 16 }), pngChunk('IDAT', zeros(500))),
  ],
  ['PNG: 39 megapixels of nothing, then damaged data', () => cutBomb(80)],
  ['PNG: 39 megapixels of nothing, cut after the first', () => cutBomb(4)],
]

function cutBomb(megabytes: number): Buffer {
  const data = zeros(megabytes)
  return pngOf(
    pngHeader({ ...header, width: 6300, height: 6300 }),
    pngChunk('IDAT', Buffer.concat([data.subarray(0, -6), Buffer.alloc(40, 0xff)])),
  )
}
