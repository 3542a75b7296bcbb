// BMP (Windows 3 to 5, OS/2 1 and 2): the header and where the rows are. Of a file that is cut short, the rows that are there
// are taken; they begin at the bottom, as a rule.

import {
  type CheckedPicture,
  checkArea,
  checkExpanded,
  holds,
  SMALLEST_CODE,
  unreadable,
  unsupported,
  viewOf,
} from '../bounds.ts'
import type { Layer } from '../layer.ts'
import { type Bitmap, bmpPixels, strideOf } from './pixels.ts'
import { expandRuns } from './runs.ts'

const HEADERS: readonly number[] = [12, 16, 40, 52, 56, 64, 108, 124]
const DEPTHS: readonly number[] = [1, 4, 8, 16, 24, 32]
/** Of BITMAPINFOHEADER, field biCompression. */
const [RGB, RLE8, RLE4, BITFIELDS, JPEG, PNG, ALPHABITFIELDS] = [0, 1, 2, 3, 4, 5, 6]
const FILE_HEADER = 14
const INFO_HEADER = 40

export function isBmp(bytes: Uint8Array): boolean {
  return holds(bytes, 0, 'BM')
}

/** @throws UkpError picture-unreadable, picture-too-large, picture-unsupported; RangeError when cut short */
export function openBmp(bytes: Uint8Array, file: string): CheckedPicture {
  const view = viewOf(bytes)
  const headerSize = view.getUint32(14, true)
  if (!HEADERS.includes(headerSize)) throw unreadable(file)
  const core = headerSize === 12
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true)
  const signedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true)
  const height = Math.abs(signedHeight)
  const bits = view.getUint16(core ? 24 : 28, true)
  const compression = headerSize < INFO_HEADER ? RGB : view.getUint32(30, true)
  checkArea(width, height, file)
  if (compression === JPEG || compression === PNG) {
    throw unsupported(file, compression === JPEG ? 'BMP (JPEG)' : 'BMP (PNG)')
  }
  if (!DEPTHS.includes(bits) || !fits(compression, bits, headerSize)) throw unreadable(file)
  const stride = strideOf({ width, bits })
  checkExpanded(stride * height, file)
  const data = bytes.subarray(view.getUint32(10, true))
  const runs = compression === RLE8 || compression === RLE4
  if (runs && (signedHeight < 0 || data.length === 0)) throw unreadable(file)
  // Of a file that is cut short there must be enough for the smallest code.
  if (!runs && data.length < stride * (Math.min(height, SMALLEST_CODE) - 1) + Math.ceil((width * bits) / 8)) {
    throw unreadable(file)
  }
  const bitmap: Bitmap = {
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    masks: masksOf(view, bits, compression === BITFIELDS || compression === ALPHABITFIELDS),
    palette: bits > 8 ? new Uint8Array(0) : readPalette(bytes, bits, headerSize),
  }
  const layer = (): Layer =>
    bmpPixels(bitmap, runs ? expandRuns(data, { width, height, stride, nibbles: bits === 4 }) : data)
  return { header: { width, height, frames: 1 }, layer }
}

function fits(compression: number, bits: number, headerSize: number): boolean {
  if (compression === RGB) return true
  if (compression === RLE8) return bits === 8
  if (compression === RLE4) return bits === 4
  // 3 and 4 mean other things in OS/2 headers.
  if (headerSize === 64) return false
  return (compression === BITFIELDS || compression === ALPHABITFIELDS) && (bits === 16 || bits === 32)
}

/** The masks stand at the same place inside longer headers and after the shortest one. */
function masksOf(view: DataView, bits: number, given: boolean): readonly number[] {
  if (bits !== 16 && bits !== 32) return []
  if (given) return [54, 58, 62].map((at) => view.getUint32(at, true))
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff_0000, 0xff00, 0xff]
}

function readPalette(bytes: Uint8Array, bits: number, headerSize: number): Uint8Array {
  const most = 2 ** bits
  const entry = headerSize === 12 ? 3 : 4
  const named = headerSize < INFO_HEADER ? 0 : viewOf(bytes).getUint32(46, true)
  const count = named === 0 ? most : Math.min(named, most)
  const palette = new Uint8Array(most * 4)
  const start = FILE_HEADER + headerSize
  for (let i = 0; i < count; i++) palette.set(bytes.subarray(start + i * entry, start + i * entry + 3), i * 4)
  return palette
}
