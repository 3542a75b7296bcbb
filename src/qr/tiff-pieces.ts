// The strips or tiles of a TIFF page (6.0, sections 3, 9, 13 to 15), expanded and laid out as plain rows.
import { inflateSync } from 'node:zlib'
import { checkExpanded, LIMITS, unreadable } from './bounds.ts'
import { expandLzw } from './lzw.ts'
import { expandPackBits } from './packbits.ts'
import { type Directory, numberOf, numbersOf } from './tiff-tags.ts'

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

const [NONE, LZW, DEFLATE, OLD_DEFLATE, PACKBITS] = [1, 5, 8, 32_946, 32_773]

/** What the layout follows from. */
export interface Layout {
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly samples: number
  /** Bytes of a row. */
  readonly stride: number
  readonly compression: number
}

interface Grid {
  readonly across: number
  readonly down: number
  /** Bytes of a row of one piece, and its rows. */
  readonly stride: number
  readonly rows: number
  readonly offsets: readonly number[]
  readonly counts: readonly number[]
}

/**
 * Expands all pieces to `height` rows of `stride` bytes, differences between neighbours added up.
 * @throws UkpError picture-unreadable, picture-too-large; RangeError when a list of pieces is cut short
 */
export function expandPieces(bytes: Uint8Array, directory: Directory, layout: Layout): Uint8Array {
  const { file } = directory.tiff
  const tiled = directory.entries.has(TAG.tileWidth)
  const grid = tiled ? tilesOf(directory, layout) : stripsOf(directory, layout)
  const pieces = grid.across * grid.down
  const size = grid.stride * grid.rows
  checkExpanded(pieces * size, file, 2 * LIMITS.tiff)
  if (grid.offsets.length < pieces || grid.counts.length < pieces) throw unreadable(file)
  const differences = numberOf(directory, TAG.predictor, 1) === 2
  const rows = Buffer.alloc(layout.stride * layout.height)
  let total = 0
  for (let i = 0; i < pieces; i++) {
    const top = Math.floor(i / grid.across) * grid.rows
    const left = (i % grid.across) * grid.stride
    const height = Math.min(grid.rows, layout.height - top)
    const offset = grid.offsets[i] ?? 0
    const count = grid.counts[i] ?? 0
    // Together they may not be more than the file: pieces that share bytes expand without end.
    total += count
    if (offset + count > bytes.length || total > bytes.length) throw unreadable(file)
    const piece = expand(bytes.subarray(offset, offset + count), { ...layout, size, least: grid.stride * height })
    if (piece === null) throw unreadable(file)
    if (differences) addDifferences(piece, grid.stride, { ...layout, littleEndian: directory.tiff.littleEndian })
    for (let row = 0; row < height; row++) {
      const line = piece.subarray(row * grid.stride, (row + 1) * grid.stride)
      rows.set(line.subarray(0, layout.stride - left), (top + row) * layout.stride + left)
    }
  }
  return rows
}

function stripsOf(directory: Directory, { height, stride, compression }: Layout): Grid {
  const rows = Math.min(numberOf(directory, TAG.rowsPerStrip, height), height)
  if (rows < 1) throw unreadable(directory.tiff.file)
  const down = Math.ceil(height / rows)
  // Old writers leave the counts out of uncompressed pictures.
  const whole = Array.from({ length: compression === NONE ? down : 0 }, (_, i) => {
    return stride * Math.min(rows, height - i * rows)
  })
  return {
    across: 1,
    down,
    stride,
    rows,
    offsets: numbersOf(directory, TAG.stripOffsets, []),
    counts: numbersOf(directory, TAG.stripByteCounts, whole),
  }
}

function tilesOf(directory: Directory, { width, height, bits, samples }: Layout): Grid {
  const tileWidth = numberOf(directory, TAG.tileWidth, 0)
  const rows = numberOf(directory, TAG.tileLength, 0)
  // Section 15: a multiple of 16, so that rows of tiles join at whole bytes.
  if (tileWidth < 16 || tileWidth % 16 !== 0 || rows < 1) throw unreadable(directory.tiff.file)
  return {
    across: Math.ceil(width / tileWidth),
    down: Math.ceil(height / rows),
    stride: (tileWidth * samples * bits) / 8,
    rows,
    offsets: numbersOf(directory, TAG.tileOffsets, []),
    counts: numbersOf(directory, TAG.tileByteCounts, []),
  }
}

/**
 * Expands one piece to at most `size` bytes, or null when it is damaged. Uncompressed, it must have `least`; the others
 * may end early, as in other readers.
 */
function expand(piece: Uint8Array, options: { compression: number; size: number; least: number }): Uint8Array | null {
  const { compression, size, least } = options
  if (compression === NONE) return piece.length >= least ? Uint8Array.from(piece.subarray(0, size)) : null
  if (compression === LZW) return expandLzw(piece, { symbolBits: 8, highFirst: true, early: true, limit: size })
  if (compression === PACKBITS) return expandPackBits(piece, size)
  if (compression !== DEFLATE && compression !== OLD_DEFLATE) return null
  try {
    return inflateSync(piece, { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(64, size) })
  } catch {
    return null
  }
}

/** Section 14: each sample was stored as the difference from the one to its left. */
function addDifferences(
  piece: Uint8Array,
  stride: number,
  options: { bits: number; samples: number; littleEndian: boolean },
): void {
  const { bits, samples, littleEndian } = options
  const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
  for (let row = 0; row + stride <= piece.length; row += stride) {
    if (bits === 8) {
      for (let at = row + samples; at < row + stride; at++)
        view.setUint8(at, view.getUint8(at) + view.getUint8(at - samples))
    } else if (bits === 16) {
      for (let at = row + 2 * samples; at + 1 < row + stride; at += 2) {
        const sum = view.getUint16(at, littleEndian) + view.getUint16(at - 2 * samples, littleEndian)
        view.setUint16(at, sum, littleEndian)
      }
    }
  }
}
