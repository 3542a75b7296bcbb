// Writer of test TIFFs: both byte orders, strips and tiles, all compressions that are read, and the parts for broken ones.
import { deflateSync } from 'node:zlib'
import { Jimp } from 'jimp'
import { type FaxKind, faxStream } from './ccitt-stream.ts'
import { lzwStream } from './lzw-stream.ts'
import type { Raster } from './pictures.ts'
import { bitsOf, packRows } from './samples.ts'

export interface TiffKind {
  readonly littleEndian?: boolean
  /** 2 to 4 are fax data, for one bit only. */
  readonly compression?: 1 | 2 | 3 | 4 | 5 | 8 | 32_773 | 32_946
  /** Of compression 3: 1 has two-dimensional rows, 4 has lines that end with whole bytes. */
  readonly t4Options?: 0 | 1 | 4 | 5
  /** The first bit of a byte is its lowest. */
  readonly lowFirst?: boolean
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

/** Numbers, or bytes of no type. */
export type TiffTag = readonly [tag: number, values: readonly number[] | Uint8Array]

export function tiff(raster: Raster, kind: TiffKind = {}): Buffer {
  const { littleEndian = true, compression = 1, photometric = 1, bits = 8, predictor = false } = kind
  const samples = photometric === 2 ? 3 : 1
  const most = photometric === 3 ? 1 : 2 ** bits - 1
  const whites = bitsOf(raster)
  const pieces = cellsOf(raster, kind).map(({ left, top, columns, rows }) => {
    const values: number[] = []
    for (let y = top; y < top + rows; y++) {
      let last = 0
      for (let x = left; x < left + columns; x++) {
        const white = x < raster.width && y < raster.height ? (whites[y * raster.width + x] ?? 0) : 0
        const value = (photometric === 0 ? 1 - white : white) * most
        for (let i = 0; i < samples; i++) values.push(predictor ? (value - last) & most : value)
        last = value
      }
    }
    const piece = isFax(compression)
      ? faxStream(Uint8Array.from(values), { width: columns, ...faxKind(kind) })
      : tiffCompress(tiffPack(values, { width: columns * samples, bits, littleEndian }), compression)
    return kind.lowFirst === true ? piece.map(reverse) : piece
  })
  const tags: TiffTag[] = [
    [258, Array.from({ length: samples }, () => bits)],
    [259, [compression]],
    [262, [photometric]],
    [277, [samples]],
    ...(kind.lowFirst === true ? [[266, [2]] as const] : []),
    ...(kind.t4Options === undefined ? [] : [[292, [kind.t4Options]] as const]),
    ...(predictor ? [[317, [2]] as const] : []),
    ...(photometric === 3
      ? [[320, [0, 1, 2].flatMap(() => Array.from({ length: 2 ** bits }, (_, i) => (i === 1 ? 65_535 : 0)))] as const]
      : []),
  ]
  return tiffOfPieces(raster, { pieces, tags, kind })
}

/** Every strip or tile a JPEG (4:4:4); `shared` moves their tables to the page. Tiles show grey beyond the picture. */
export async function jpegTiff(
  raster: Raster,
  kind: Pick<TiffKind, 'littleEndian' | 'rowsPerStrip' | 'tiles' | 'more'> & { readonly shared?: boolean } = {},
): Promise<Buffer> {
  const jpegs = await Promise.all(
    cellsOf(raster, kind).map(({ left, top, columns, rows }) => {
      const data = Buffer.alloc(columns * rows * 4, 128)
      for (let y = 0; y < Math.min(rows, raster.height - top); y++) {
        const start = ((top + y) * raster.width + left) * 4
        data.set(raster.data.subarray(start, start + Math.min(columns, raster.width - left) * 4), y * columns * 4)
      }
      return new Jimp({ width: columns, height: rows, data }).getBuffer('image/jpeg', { quality: 90 })
    }),
  )
  const tables = (jpegs[0] ?? Buffer.alloc(0)).subarray(0, 2)
  const isTable = (segment: Buffer): boolean => segment[1] === 0xdb || segment[1] === 0xc4
  const shared = [tables, ...jpegSegments(jpegs[0] ?? tables).filter(isTable), Buffer.of(0xff, 0xd9)]
  const pieces =
    kind.shared !== true
      ? jpegs
      : jpegs.map((jpeg) => Buffer.concat([tables, ...jpegSegments(jpeg).filter((segment) => !isTable(segment))]))
  const tags: TiffTag[] = [
    [258, [8, 8, 8]],
    [259, [7]],
    [262, [6]],
    [277, [3]],
    ...(kind.shared === true ? [[347, Buffer.concat(shared)] as const] : []),
  ]
  return tiffOfPieces(raster, { pieces, tags, kind })
}

/** From the one after the start on; the last is the scan with all that follows. */
function jpegSegments(jpeg: Buffer): Buffer[] {
  const segments: Buffer[] = []
  for (let at = 2; at < jpeg.length; ) {
    const end = jpeg[at + 1] === 0xda ? jpeg.length : at + 2 + jpeg.readUInt16BE(at + 2)
    segments.push(jpeg.subarray(at, end))
    at = end
  }
  return segments
}

interface Cell {
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
}

function cellsOf({ width, height }: Raster, { tiles, rowsPerStrip = height }: TiffKind): Cell[] {
  const cell = tiles ?? { width, height: rowsPerStrip }
  const cells: Cell[] = []
  for (let top = 0; top < height; top += cell.height) {
    const rows = tiles === undefined ? Math.min(cell.height, height - top) : cell.height
    for (let left = 0; left < width; left += cell.width) cells.push({ left, top, columns: cell.width, rows })
  }
  return cells
}

function tiffOfPieces(
  { width, height }: Raster,
  { pieces, tags, kind }: { pieces: readonly Uint8Array[]; tags: readonly TiffTag[]; kind: TiffKind },
): Buffer {
  const { tiles, rowsPerStrip = height, littleEndian = true, more = 0 } = kind
  const counts = pieces.map((piece) => piece.length)
  const offsets = counts.map((_, i) => 8 + counts.slice(0, i).reduce((sum, count) => sum + count, 0))
  const places: readonly TiffTag[] =
    tiles === undefined
      ? [
          [273, offsets],
          [278, [rowsPerStrip]],
          [279, counts],
        ]
      : [
          [322, [tiles.width]],
          [323, [tiles.height]],
          [324, offsets],
          [325, counts],
        ]
  const all: readonly TiffTag[] = [[256, [width]], [257, [height]], ...tags, ...places]
  return tiffFile(Buffer.concat(pieces), { tags: all, littleEndian, more })
}

function isFax(compression: number): boolean {
  return compression >= 2 && compression <= 4
}

function faxKind({ compression, t4Options = 0 }: TiffKind): Pick<FaxKind, 'coding' | 'filled'> {
  if (compression === 2) return { coding: 'rows' }
  return compression === 4 ? { coding: 'page' } : { coding: t4Options & 1 ? 'mixed' : 'lines', filled: t4Options > 1 }
}

function reverse(byte: number): number {
  return Number.parseInt([...byte.toString(2).padStart(8, '0')].reverse().join(''), 2)
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
  if (compression === 8 || compression === 32_946) return deflateSync(piece)
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

/** Header, data, directories. Numbers are LONG, bytes are UNDEFINED. */
export function tiffFile(
  data: Uint8Array,
  options: { tags: readonly TiffTag[]; littleEndian?: boolean; more?: number; next?: number },
): Buffer {
  const { tags, littleEndian = true, more = 0, next = 0 } = options
  const sizeOf = (values: TiffTag[1]): number => (values instanceof Uint8Array ? values.length : 4 * values.length)
  const extra = tags.reduce((sum, [, values]) => sum + (sizeOf(values) > 4 ? sizeOf(values) : 0), 0)
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
      const plain = values instanceof Uint8Array
      view.setUint16(entry + 2, plain ? 7 : 4, littleEndian)
      view.setUint32(entry + 4, values.length, littleEndian)
      const where = sizeOf(values) > 4 ? free : entry + 8
      if (sizeOf(values) > 4) {
        view.setUint32(entry + 8, free, littleEndian)
        free += sizeOf(values)
      }
      for (const [j, value] of values.entries()) {
        if (plain) view.setUint8(where + j, value)
        else view.setUint32(where + 4 * j, value, littleEndian)
      }
    }
    view.setUint32(at + 2 + 12 * tags.length, page < more ? at + size : next, littleEndian)
  }
  return bytes
}
