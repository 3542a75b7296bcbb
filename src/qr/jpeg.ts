// JPEG (ITU-T T.81): the frame header, the number of scans, and a copy without comments, previews and camera data.
import {
  type CheckedPicture,
  checkArea,
  holds,
  LIMITS,
  type PictureHeader,
  tooLarge,
  unreadable,
  unsupported,
  viewOf,
} from './bounds.ts'

/** Markers that are kept: DQT, DHT, DRI, DNL, baseline, extended and progressive frames, SOS, and Adobe's APP14 (says what the colours are). */
const KEPT = new Set([0xdb, 0xc4, 0xdd, 0xdc, 0xc0, 0xc1, 0xc2, 0xda, 0xee])
/** Pixels times scans: progressive pictures have about 10 scans, a hostile one 100 000 in 1 MB. */
const SCANNED_PIXELS = 15 * LIMITS.pixels

/** A photo has about 20. */
const SEGMENTS = 10_000

interface Segment {
  readonly marker: number
  readonly start: number
  readonly end: number
}

export function isJpeg(bytes: Uint8Array): boolean {
  return holds(bytes, 0, '\xff\xd8\xff')
}

/** @throws UkpError picture-unreadable, picture-too-large, picture-unsupported; RangeError when cut short */
export function openJpeg(bytes: Uint8Array, file: string): CheckedPicture {
  const segments = readSegments(bytes, file)
  const frames = segments.filter(({ marker }) => isFrame(marker))
  const scans = segments.filter(({ marker }) => marker === 0xda).length
  const [frame] = frames
  if (frame === undefined || frames.length > 1 || scans === 0) throw unreadable(file)
  if (frame.marker > 0xc2) throw unsupported(file, `JPEG (SOF${frame.marker - 0xc0})`)
  const header = readFrame(bytes, frame, file)
  if (scans * header.width * header.height > SCANNED_PIXELS) throw unreadable(file)
  return { header, decoder: 'jimp', plain: () => plainJpeg(bytes, segments) }
}

/** All segments up to the end; the coded data after a scan's header belongs to its segment. Cut at the end of the file. */
function readSegments(bytes: Uint8Array, file: string): readonly Segment[] {
  const view = viewOf(bytes)
  const segments: Segment[] = []
  let at = 2
  while (at + 1 < bytes.length) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || marker === 0x00 || marker === 0xff) {
      // Fill bytes, and rubbish that some cameras leave between segments.
      const next = bytes.indexOf(0xff, at + 1)
      at = next < 0 ? bytes.length : next
    } else if (marker === 0xd9) {
      break
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
    } else {
      if (at + 4 > bytes.length) break
      const length = view.getUint16(at + 2)
      const headerEnd = at + 2 + length
      if (length < 2 || headerEnd > bytes.length) break
      const end = marker === 0xda ? endOfScan(bytes, headerEnd) : headerEnd
      if (segments.push({ marker, start: at, end }) > SEGMENTS) throw unreadable(file)
      at = end
    }
  }
  return segments
}

/** Where the coded data ends: at a marker that is neither a stuffed zero nor a restart, section B.1.1.5. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Section B.2.2, and what the decoder will ask for: 256 bytes a block of coefficients, samples, pixels. */
function readFrame(bytes: Uint8Array, frame: Segment, file: string): PictureHeader {
  const view = viewOf(bytes.subarray(frame.start + 4, frame.end))
  const height = view.getUint16(1)
  const width = view.getUint16(3)
  const count = view.getUint8(5)
  checkArea(width, height, file)
  if (view.getUint8(0) !== 8) throw unsupported(file, `JPEG (${view.getUint8(0)} bit)`)
  if (count < 1 || count > 4 || view.byteLength !== 6 + 3 * count) throw unreadable(file)
  const factors = Array.from({ length: count }, (_, i) => view.getUint8(7 + 3 * i))
  const columns = factors.map((factor) => factor >> 4)
  const rows = factors.map((factor) => factor & 15)
  if ([...columns, ...rows].some((factor) => factor < 1 || factor > 4)) throw unreadable(file)
  const unitsAcross = Math.ceil(width / 8 / Math.max(...columns))
  const unitsDown = Math.ceil(height / 8 / Math.max(...rows))
  const blocks = factors.reduce((sum, factor) => sum + unitsAcross * (factor >> 4) * unitsDown * (factor & 15), 0)
  // Every block takes a bit or more; the decoder would spend seconds on blocks that are not in the file.
  if (blocks > bytes.length * 8) throw unreadable(file)
  const needed = blocks * (256 + 64) + width * height * (count + 4)
  if (needed > LIMITS.jpeg) {
    throw tooLarge(file, `${Math.floor((LIMITS.jpeg / needed) * ((width * height) / 1e6))} MP`)
  }
  return { width, height, frames: 1 }
}

function plainJpeg(bytes: Uint8Array, segments: readonly Segment[]): Uint8Array {
  const kept = segments.filter(({ marker }) => KEPT.has(marker)).map(({ start, end }) => bytes.subarray(start, end))
  return Buffer.concat([Uint8Array.of(0xff, 0xd8), ...kept, Uint8Array.of(0xff, 0xd9)])
}
