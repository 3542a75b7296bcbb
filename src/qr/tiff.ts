// TIFF (6.0): the first page, and a copy that holds it alone as one uncompressed strip.
// The decoder follows rings of directories, allocates what a count says and loops over broken LZW: it gets the copy only.
import { type CheckedPicture, checkArea, checkExpanded, holds, LIMITS, unreadable, unsupported } from './bounds.ts'
import { expandPieces, type Layout } from './tiff-pieces.ts'
import { type Directory, numberOf, numbersOf, readDirectory, tiffOf } from './tiff-tags.ts'

/** Names as in section 8. */
const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  colorMap: 320,
} as const

/** Fax and JPEG data would need decoders of their own. */
const UNREAD: Readonly<Record<number, string>> = { 2: 'CCITT', 3: 'CCITT', 4: 'CCITT', 6: 'JPEG', 7: 'JPEG' }
const DEPTHS: readonly number[] = [1, 2, 4, 8, 16]
/** Photometric interpretation: 0 and 1 grey, 2 red, green and blue, 3 palette. */
const PALETTE = 3

interface Page extends Layout {
  readonly photometric: number
  /** All reds, all greens, all blues, 16 bits each; empty without a palette. */
  readonly colorMap: readonly number[]
}

export function isTiff(bytes: Uint8Array): boolean {
  return holds(bytes, 0, 'II*\0') || holds(bytes, 0, 'MM\0*')
}

/** @throws UkpError picture-unreadable, picture-too-large, picture-unsupported; RangeError when cut short */
export function openTiff(bytes: Uint8Array, file: string): CheckedPicture {
  const tiff = tiffOf(bytes, file)
  const directory = readDirectory(tiff)
  const page = readPage(directory)
  const rows = expandPieces(bytes, directory, page)
  return {
    header: { width: page.width, height: page.height, frames: directory.pages },
    plain: () => plainTiff(page, rows, tiff.littleEndian),
  }
}

function readPage(directory: Directory): Page {
  const { file } = directory.tiff
  const width = numberOf(directory, TAG.width, 0)
  const height = numberOf(directory, TAG.height, 0)
  checkArea(width, height, file)
  const compression = numberOf(directory, TAG.compression, 1)
  const photometric = numberOf(directory, TAG.photometric, -1)
  const samples = numberOf(directory, TAG.samplesPerPixel, 1)
  const unread = UNREAD[compression]
  if (unread !== undefined) throw unsupported(file, `TIFF (${unread})`)
  if (photometric > PALETTE) throw unsupported(file, `TIFF (photometric ${photometric})`)
  if (samples > 1 && numberOf(directory, TAG.planar, 1) !== 1) throw unsupported(file, 'TIFF (planes)')
  const depths = numbersOf(directory, TAG.bitsPerSample, [1])
  const bits = depths[0] ?? 1
  if (photometric < 0 || samples < 1 || samples > 5) throw unreadable(file)
  if (!DEPTHS.includes(bits) || depths.some((depth) => depth !== bits)) throw unreadable(file)
  const colorMap = photometric === PALETTE ? numbersOf(directory, TAG.colorMap, []) : []
  if (photometric === PALETTE && (bits > 8 || colorMap.length !== 3 * 2 ** bits)) throw unreadable(file)
  const stride = Math.ceil((width * samples * bits) / 8)
  checkExpanded(stride * height, file, LIMITS.tiff)
  return { width, height, bits, samples, stride, compression, photometric, colorMap }
}

/** Header, one directory whose values are all LONG, longer values, rows. */
function plainTiff(page: Page, rows: Uint8Array, littleEndian: boolean): Uint8Array {
  const { width, height, bits, samples, photometric, colorMap } = page
  const longer = [Array.from({ length: samples }, () => bits), ...(colorMap.length > 0 ? [colorMap] : [])]
  const tagCount = 9 + longer.length
  const longerAt = 8 + 2 + 12 * tagCount + 4
  const rowsAt = longerAt + 4 * longer.reduce((sum, values) => sum + values.length, 0)
  const tags: readonly (readonly [tag: number, values: readonly number[]])[] = [
    [TAG.width, [width]],
    [TAG.height, [height]],
    [TAG.bitsPerSample, longer[0] ?? []],
    [TAG.compression, [1]],
    [TAG.photometric, [photometric]],
    [TAG.stripOffsets, [rowsAt]],
    [TAG.samplesPerPixel, [samples]],
    [TAG.rowsPerStrip, [height]],
    [TAG.stripByteCounts, [rows.length]],
    [TAG.planar, [1]],
    ...longer.slice(1).map((values) => [TAG.colorMap, values] as const),
  ]
  const bytes = Buffer.alloc(rowsAt + rows.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  bytes.write(littleEndian ? 'II' : 'MM', 'latin1')
  view.setUint16(2, 42, littleEndian)
  view.setUint32(4, 8, littleEndian)
  view.setUint16(8, tagCount, littleEndian)
  let free = longerAt
  for (const [i, [tag, values]] of tags.entries()) {
    const entry = 10 + 12 * i
    view.setUint16(entry, tag, littleEndian)
    view.setUint16(entry + 2, 4, littleEndian)
    view.setUint32(entry + 4, values.length, littleEndian)
    let at = entry + 8
    if (values.length > 1) {
      view.setUint32(at, free, littleEndian)
      at = free
      free += 4 * values.length
    }
    for (const [j, value] of values.entries()) view.setUint32(at + 4 * j, value, littleEndian)
  }
  bytes.set(rows, rowsAt)
  return bytes
}
