// The directories of a TIFF (6.0, section 2): pages, and the numbers of the few tags that a plain picture needs.
import { unreadable, viewOf } from '../bounds.ts'

/** Pages of a document; only the first is read. */
const PAGES = 1000
/** Values of one tag: strips of a 30 000-row picture. */
const VALUES = 30_000
/** Bytes of BYTE, SHORT and LONG; other types hold no numbers that are needed. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 }

/** The values of the tag Compression that are known; old JPEG to be refused by name. */
export const COMPRESSION = {
  none: 1,
  faxRows: 2,
  group3: 3,
  group4: 4,
  lzw: 5,
  oldJpeg: 6,
  jpeg: 7,
  deflate: 8,
  oldDeflate: 32_946,
  packBits: 32_773,
} as const

export interface Tiff {
  readonly view: DataView
  readonly littleEndian: boolean
  readonly file: string
}

export interface Directory {
  readonly tiff: Tiff
  /** Where each tag's 12 bytes start. */
  readonly entries: ReadonlyMap<number, number>
  readonly pages: number
}

export function tiffOf(bytes: Uint8Array, file: string): Tiff {
  return { view: viewOf(bytes), littleEndian: bytes[0] === 0x49, file }
}

/**
 * The first directory, and how many there are.
 * @throws UkpError picture-unreadable for a ring of directories; RangeError when the first is cut short
 */
export function readDirectory(tiff: Tiff): Directory {
  const { view, littleEndian, file } = tiff
  const entries = new Map<number, number>()
  const seen = new Set<number>()
  let at = view.getUint32(4, littleEndian)
  while (at !== 0) {
    if (seen.has(at) || seen.size >= PAGES) throw unreadable(file)
    // A damaged later page is no reason to refuse the first.
    if (seen.size > 0 && at + 2 > view.byteLength) break
    seen.add(at)
    const count = view.getUint16(at, littleEndian)
    const next = at + 2 + 12 * count
    if (seen.size === 1) {
      for (let entry = at + 2; entry < next; entry += 12) {
        const tag = view.getUint16(entry, littleEndian)
        if (!entries.has(tag)) entries.set(tag, entry)
      }
      if (next > view.byteLength) throw unreadable(file)
    }
    if (next + 4 > view.byteLength) break
    at = view.getUint32(next, littleEndian)
  }
  if (seen.size === 0) throw unreadable(file)
  return { tiff, entries, pages: seen.size }
}

/**
 * The numbers of a tag, or `otherwise` when it is missing.
 * @throws UkpError picture-unreadable for another type or too many values; RangeError when they lie outside the file
 */
export function numbersOf(directory: Directory, tag: number, otherwise: readonly number[]): readonly number[] {
  const { view, littleEndian, file } = directory.tiff
  const entry = directory.entries.get(tag)
  if (entry === undefined) return otherwise
  const size = SIZES[view.getUint16(entry + 2, littleEndian)]
  const count = view.getUint32(entry + 4, littleEndian)
  if (size === undefined || count < 1 || count > VALUES) throw unreadable(file)
  const start = size * count <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian)
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * size
    if (size === 1) return view.getUint8(at)
    return size === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian)
  })
}

/**
 * The bytes of a tag of type BYTE or UNDEFINED, nothing when it is missing.
 * @throws UkpError picture-unreadable for another type, or when they lie outside the file
 */
export function bytesOf(directory: Directory, tag: number): Uint8Array {
  const { view, littleEndian, file } = directory.tiff
  const entry = directory.entries.get(tag)
  if (entry === undefined) return new Uint8Array(0)
  const type = view.getUint16(entry + 2, littleEndian)
  if (type !== 1 && type !== 7) throw unreadable(file)
  const count = view.getUint32(entry + 4, littleEndian)
  const start = count <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian)
  if (start + count > view.byteLength) throw unreadable(file)
  return new Uint8Array(view.buffer, view.byteOffset + start, count)
}

/** The first number of a tag. */
export function numberOf(directory: Directory, tag: number, otherwise: number): number {
  return numbersOf(directory, tag, [otherwise])[0] ?? otherwise
}
