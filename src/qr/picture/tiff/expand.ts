// The coded data of a TIFF's strip or tile -> its rows as they are before compression (6.0, sections 9 to 11, 13, 14).
import { constants, inflateSync } from 'node:zlib'
import { expandLzw } from '../lzw.ts'
import { type CcittOptions, expandCcitt } from './ccitt.ts'
import { expandPackBits } from './packbits.ts'
import type { Page, Piece, Pieces } from './pieces.ts'
import { COMPRESSION } from './tags.ts'

export interface Expanded {
  /** Whole rows and perhaps a part of one; fewer than the piece has when its data ends early. */
  readonly rows: Uint8Array
  /** Pixels. */
  readonly columns: number
}

export function isFax(compression: number): boolean {
  return compression >= COMPRESSION.faxRows && compression <= COMPRESSION.group4
}

/**
 * For pages of all compressions but JPEG.
 * @returns a function from a piece to its rows, or to null when it is damaged from its start on
 */
export function expander(
  page: Page,
  { columns, rows, stride, differences }: Omit<Pieces, 'list'>,
): (piece: Piece) => Expanded | null {
  const decode = decoderOf(page, { columns, size: stride * rows })
  return (piece) => {
    const expanded = decode(page.lowFirst ? reversed(piece.data) : piece.data, piece.rows, stride * piece.rows)
    if (expanded === null) return null
    if (!differences) return { rows: expanded, columns }
    // Uncompressed data is part of the file, which stays as it is.
    const sums = page.compression === COMPRESSION.none ? Uint8Array.from(expanded) : expanded
    addDifferences(sums, stride, page)
    return { rows: sums, columns }
  }
}

/** Rows and bytes that are wanted; null when the data is damaged. */
type Decode = (data: Uint8Array, rows: number, limit: number) => Uint8Array | null

function decoderOf({ compression, mixedRows }: Page, { columns, size }: { columns: number; size: number }): Decode {
  const fax = (coding: CcittOptions['coding']): Decode => {
    return (data, rows) => expandCcitt(data, { width: columns, rows, coding })
  }
  switch (compression) {
    case COMPRESSION.none:
      return (data, _, limit) => data.subarray(0, limit)
    case COMPRESSION.faxRows:
      return fax('rows')
    case COMPRESSION.group3:
      return fax(mixedRows ? 'mixed' : 'lines')
    case COMPRESSION.group4:
      return fax('page')
    case COMPRESSION.lzw:
      return (data, _, limit) => expandLzw(data, { symbolBits: 8, highFirst: true, early: true, limit })
    case COMPRESSION.packBits:
      return (data, _, limit) => expandPackBits(data, limit)
    default:
      return (data) => inflated(data, Math.max(64, size))
  }
}

/** As far as the data goes. */
function inflated(data: Uint8Array, most: number): Uint8Array | null {
  try {
    return inflateSync(data, { chunkSize: most + 1, maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return null
  }
}

/** Every byte from its lowest bit to its highest. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reverse = 0
  for (let bit = 0; bit < 8; bit++) reverse |= ((byte >> bit) & 1) << (7 - bit)
  return reverse
})

function reversed(data: Uint8Array): Uint8Array {
  return data.map((byte) => REVERSED[byte] ?? 0)
}

/** Section 14. */
function addDifferences(rows: Uint8Array, stride: number, { bits, samples, littleEndian }: Page): void {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  for (let row = 0; row + stride <= rows.length; row += stride) {
    if (bits === 8) {
      for (let at = row + samples; at < row + stride; at++) rows[at] = (rows[at] ?? 0) + (rows[at - samples] ?? 0)
    } else if (bits === 16) {
      for (let at = row + 2 * samples; at + 1 < row + stride; at += 2) {
        const sum = view.getUint16(at, littleEndian) + view.getUint16(at - 2 * samples, littleEndian)
        view.setUint16(at, sum, littleEndian)
      }
    }
  }
}
