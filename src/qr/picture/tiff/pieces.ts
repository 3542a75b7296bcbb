// Where the strips or tiles of a TIFF page (6.0, sections 3 and 15) stand in the file and lie in the picture.
import { checkExpanded, LIMITS, unreadable } from '../bounds.ts'
import { COMPRESSION, type Directory, numberOf, numbersOf } from './tags.ts'

const TAG = {
  stripOffsets: 273,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  predictor: 317,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
} as const

/** What the tags of a page say. */
export interface Page {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Of a sample: 1, 2, 4, 8 or 16. */
  readonly bits: number
  /** Of a pixel. */
  readonly samples: number
  /** Bytes of a row. */
  readonly stride: number
  readonly compression: number
  readonly photometric: number
  /** All reds, all greens, all blues, 16 bits each; empty without a palette. */
  readonly colorMap: readonly number[]
  /** Which sample is the opacity; -1 for none. */
  readonly opaqueAt: number
  readonly littleEndian: boolean
  /** The first bit of a byte is its lowest. */
  readonly lowFirst: boolean
  /** Fax data of group 3 has two-dimensional rows, too. */
  readonly mixedRows: boolean
}

export interface Piece {
  /** Coded; empty or shorter in a file that is cut. */
  readonly data: Uint8Array
  /** Pixels. */
  readonly left: number
  readonly top: number
  /** Rows that lie in the picture. */
  readonly rows: number
}

export interface Pieces {
  readonly list: readonly Piece[]
  /** Pixels of a row of one piece, its bytes when expanded, and the rows of a whole one. */
  readonly columns: number
  readonly stride: number
  readonly rows: number
  /** Samples are stored as the difference from the one to their left. */
  readonly differences: boolean
}

type Grid = Omit<Pieces, 'list' | 'differences'> & {
  readonly offsets: readonly number[]
  readonly counts: readonly number[]
}

/** @throws UkpError picture-unreadable, picture-too-large; RangeError when a list of pieces is cut short */
export function piecesOf(bytes: Uint8Array, directory: Directory, page: Page): Pieces {
  const { file } = directory.tiff
  const { columns, rows, stride, offsets, counts } = directory.entries.has(TAG.tileWidth)
    ? tilesOf(directory, page)
    : stripsOf(directory, page)
  const across = Math.ceil(page.width / columns)
  const count = across * Math.ceil(page.height / rows)
  // Tiles may reach beyond the picture, but not so that most of the work is for what is never seen.
  if (count * columns * rows > 2 * LIMITS.pixels) throw unreadable(file)
  checkExpanded(count * stride * rows, file, 2 * LIMITS.tiff)
  if (offsets.length < count || counts.length < count) throw unreadable(file)
  const list: Piece[] = []
  let total = 0
  for (let i = 0; i < count; i++) {
    const top = Math.floor(i / across) * rows
    const offset = offsets[i] ?? 0
    const size = counts[i] ?? 0
    // Together they may not be more than the file: pieces that share bytes expand without end.
    total += Math.min(size, Math.max(0, bytes.length - offset))
    if (total > bytes.length) throw unreadable(file)
    const data = bytes.subarray(offset, offset + size)
    list.push({ data, left: (i % across) * columns, top, rows: Math.min(rows, page.height - top) })
  }
  return { list, columns, rows, stride, differences: numberOf(directory, TAG.predictor, 1) === 2 }
}

function stripsOf(directory: Directory, { width, height, stride, compression }: Page): Grid {
  const rows = Math.min(numberOf(directory, TAG.rowsPerStrip, height), height)
  if (rows < 1) throw unreadable(directory.tiff.file)
  const down = Math.ceil(height / rows)
  // Old writers leave the counts out of uncompressed pictures.
  const whole = Array.from({ length: compression === COMPRESSION.none ? down : 0 }, (_, i) => {
    return stride * Math.min(rows, height - i * rows)
  })
  return {
    columns: width,
    stride,
    rows,
    offsets: numbersOf(directory, TAG.stripOffsets, []),
    counts: numbersOf(directory, TAG.stripByteCounts, whole),
  }
}

function tilesOf(directory: Directory, { bits, samples }: Page): Grid {
  const columns = numberOf(directory, TAG.tileWidth, 0)
  const rows = numberOf(directory, TAG.tileLength, 0)
  // Section 15: a multiple of 16, so that rows of tiles end with whole bytes.
  if (columns < 16 || columns % 16 !== 0 || columns > LIMITS.side || rows < 1) throw unreadable(directory.tiff.file)
  return {
    columns,
    stride: (columns * samples * bits) / 8,
    rows,
    offsets: numbersOf(directory, TAG.tileOffsets, []),
    counts: numbersOf(directory, TAG.tileByteCounts, []),
  }
}
