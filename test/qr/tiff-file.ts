// Writer of test TIFFs: both byte orders, strips and tiles, all compressions that are read, and the parts for broken ones.
import { deflateSync } from 'node:zlib'
import { lzwStream } from './lzw-stream.ts'
import type { Raster } from './pictures.ts'
import { bitsOf, packRows } from './samples.ts'

export interface TiffKind {
  readonly littleEndian?: boolean
  readonly compression?: 1 | 5 | 8 | 32_773
  /** 0 white is 0, 1 black is 0, 2 red-green-blue, 3 palette. */
  readonly photometric?: 0 | 1 | 2 | 3
  readonly bits?: 1 | 4 | 8 | 16
  readonly rowsPerStrip?: number
  /** Differences between neighbours. */
  readonly predictor?: boolean
  readonly tiles?: { readonly width: number; readonly height: number }
  /** Directories after the first, which say the same. */
  readonly more?: number
}

export type TiffTag = readonly [tag: number, values: readonly number[]]

export function tiff(raster: Raster, kind: TiffKind = {}): Buffer {
  const { littleEndian = true, compression = 1, photometric = 1, bits = 8, predictor = false, tiles } = kind
  const { width, height } = raster
  const samples = photometric === 2 ? 3 : 1
  const most = photometric === 3 ? 1 : 2 ** bits - 1
  const cell = tiles ?? { width, height: kind.rowsPerStrip ?? height }
  const pieces: Uint8Array[] = []
  const whites = bitsOf(raster)
  for (let top = 0; top < height; top += cell.height) {
    for (let left = 0; left < width; left += cell.width) {
      const rows = tiles === undefined ? Math.min(cell.height, height - top) : cell.height
      const values: number[] = []
      for (let y = top; y < top + rows; y++) {
        let last = 0
        for (let x = left; x < left + cell.width; x++) {
          const white = x < width && y < height ? (whites[y * width + x] ?? 0) : 0
          const value = (photometric === 0 ? 1 - white : white) * most
          for (let i = 0; i < samples; i++) values.push(predictor ? (value - last) & most : value)
          last = value
        }
      }
      pieces.push(tiffCompress(tiffPack(values, { width: cell.width * samples, bits, littleEndian }), compression))
    }
  }
  const counts = pieces.map((piece) => piece.length)
  const offsets = counts.map((_, i) => 8 + counts.slice(0, i).reduce((sum, count) => sum + count, 0))
  const tags: TiffTag[] = [
    [256, [width]],
    [257, [height]],
    [258, Array.from({ length: samples }, () => bits)],
    [259, [compression]],
    [262, [photometric]],
    [277, [samples]],
    ...(predictor ? [[317, [2]] as const] : []),
    ...(photometric === 3
      ? [[320, [0, 1, 2].flatMap(() => Array.from({ length: 2 ** bits }, (_, i) => (i === 1 ? 65_535 : 0)))] as const]
      : []),
    ...(tiles === undefined
      ? ([
          [273, offsets],
          [278, [cell.height]],
          [279, counts],
        ] as const)
      : ([
          [322, [tiles.width]],
          [323, [tiles.height]],
          [324, offsets],
          [325, counts],
        ] as const)),
  ]
  return tiffFile(Buffer.concat(pieces), { tags, littleEndian, more: kind.more ?? 0 })
}

function tiffPack(
  values: readonly number[],
  options: { width: number; bits: number; littleEndian: boolean },
): Uint8Array {
  const { width, bits, littleEndian } = options
  if (bits < 16) return packRows(Uint8Array.from(values), { width, bits })
  return Uint8Array.from(
    values.flatMap((value) => (littleEndian ? [value & 255, value >> 8] : [value >> 8, value & 255])),
  )
}

function tiffCompress(piece: Uint8Array, compression: number): Uint8Array {
  if (compression === 5) return lzwStream(piece, { symbolBits: 8, highFirst: true, early: true })
  if (compression === 8) return deflateSync(piece)
  if (compression !== 32_773) return piece
  const packed: number[] = []
  for (let at = 0; at < piece.length; ) {
    let length = 1
    while (length < 128 && at + length < piece.length && piece[at + length] === piece[at]) length++
    if (length > 1) packed.push(257 - length, piece[at] ?? 0)
    else packed.push(0, piece[at] ?? 0)
    at += length
  }
  return Uint8Array.from(packed)
}

/** Header, data, directories. Values are LONG. */
export function tiffFile(
  data: Uint8Array,
  options: { tags: readonly TiffTag[]; littleEndian?: boolean; more?: number; next?: number },
): Buffer {
  const { tags, littleEndian = true, more = 0, next = 0 } = options
  const extra = tags.reduce((sum, [, values]) => sum + (values.length > 1 ? 4 * values.length : 0), 0)
  const size = 2 + 12 * tags.length + 4 + extra
  const start = 8 + data.length
  const bytes = Buffer.alloc(start + size * (more + 1))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  bytes.write(littleEndian ? 'II' : 'MM', 'latin1')
  view.setUint16(2, 42, littleEndian)
  view.setUint32(4, start, littleEndian)
  bytes.set(data, 8)
  for (let page = 0; page <= more; page++) {
    const at = start + page * size
    let free = at + 2 + 12 * tags.length + 4
    view.setUint16(at, tags.length, littleEndian)
    for (const [i, [tag, values]] of [...tags].sort(([a], [b]) => a - b).entries()) {
      const entry = at + 2 + 12 * i
      view.setUint16(entry, tag, littleEndian)
      view.setUint16(entry + 2, 4, littleEndian)
      view.setUint32(entry + 4, values.length, littleEndian)
      const where = values.length > 1 ? free : entry + 8
      if (values.length > 1) view.setUint32(entry + 8, free, littleEndian)
      for (const [j, value] of values.entries()) view.setUint32(where + 4 * j, value, littleEndian)
      if (values.length > 1) free += 4 * values.length
    }
    view.setUint32(at + 2 + 12 * tags.length, page < more ? at + size : next, littleEndian)
  }
  return bytes
}
