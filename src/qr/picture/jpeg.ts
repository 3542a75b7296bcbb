// JPEG (ITU-T T.81): the frame header, the number of scans, and a copy without comments, previews and camera data.
import { type CheckedPicture, checkArea, holds, LIMITS, tooLarge, unreadable, unsupported, viewOf } from './bounds.ts'

/** Markers that are kept: DQT, DHT, DRI, DNL, baseline, extended and progressive frames, SOS, and Adobe's APP14 (says what the colours are). */
const KEPT = new Set([0xdb, 0xc4, 0xdd, 0xdc, 0xc0, 0xc1, 0xc2, 0xda, 0xee])
/** A photo has about 20. */
const SEGMENTS = 10_000

/** Samples of a block. */
const BLOCK = 64

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
  const scans = segments.filter(({ marker }) => marker === 0xda)
  const [segment] = frames
  if (segment === undefined || frames.length > 1 || scans.length === 0) throw unreadable(file)
  if (segment.marker > 0xc2) throw unsupported(file, `JPEG (SOF${segment.marker - 0xc0})`)
  const frame = readFrame(bytes, segment, file)
  checkCost(bytes, { frame, scans, file })
  return { header: { ...frame.size, frames: 1 }, decoder: 'jimp', plain: () => plainJpeg(bytes, segments) }
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
export function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

interface Frame {
  readonly size: { readonly width: number; readonly height: number }
  readonly progressive: boolean
  /** Samples of each component by its name, whole blocks. */
  readonly samples: ReadonlyMap<number, number>
}

/** Section B.2.2. */
function readFrame(bytes: Uint8Array, { marker, start, end }: Segment, file: string): Frame {
  const view = viewOf(bytes.subarray(start + 4, end))
  const height = view.getUint16(1)
  const width = view.getUint16(3)
  const count = view.getUint8(5)
  checkArea(width, height, file)
  if (view.getUint8(0) !== 8) throw unsupported(file, `JPEG (${view.getUint8(0)} bit)`)
  if (count < 1 || count > 4 || view.byteLength !== 6 + 3 * count) throw unreadable(file)
  const components = Array.from({ length: count }, (_, i) => {
    const factors = view.getUint8(7 + 3 * i)
    return { name: view.getUint8(6 + 3 * i), across: factors >> 4, down: factors & 15 }
  })
  if (components.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) throw unreadable(file)
  const unitsAcross = Math.ceil(width / 8 / Math.max(...components.map(({ across }) => across)))
  const unitsDown = Math.ceil(height / 8 / Math.max(...components.map(({ down }) => down)))
  const samples = new Map(
    components.map(({ name, across, down }) => [name, unitsAcross * across * unitsDown * down * BLOCK]),
  )
  return { size: { width, height }, progressive: marker === 0xc2, samples }
}

/**
 * What decoding takes. zxing's decoder holds a byte for each sample, three in a progressive picture, and one for each pixel;
 * the file is there four times. It goes over all samples of a scan's components, be there data for them or not.
 */
function checkCost(
  bytes: Uint8Array,
  { frame, scans, file }: { frame: Frame; scans: readonly Segment[]; file: string },
): void {
  const all = [...frame.samples.values()].reduce((sum, samples) => sum + samples, 0)
  // Every block takes a bit or more; the decoder would spend seconds on blocks that are not in the file.
  if (all / BLOCK > bytes.length * 8) throw unreadable(file)
  const pixels = frame.size.width * frame.size.height
  const needed = all * (frame.progressive ? 3 : 1) + pixels + 4 * bytes.length
  let scanned = 0
  for (const { start } of scans) {
    const count = bytes[start + 4] ?? 0
    for (let i = 0; i < count; i++) scanned += frame.samples.get(bytes[start + 5 + 2 * i] ?? 0) ?? 0
  }
  const share = Math.min(LIMITS.jpeg / needed, LIMITS.scanned / scanned)
  if (share >= 1) return
  const megapixels = Math.floor((share * pixels) / 1e6)
  throw megapixels < 1 ? unreadable(file) : tooLarge(file, `${megapixels} MP`)
}

function plainJpeg(bytes: Uint8Array, segments: readonly Segment[]): Uint8Array {
  const kept = segments.filter(({ marker }) => KEPT.has(marker)).map(({ start, end }) => bytes.subarray(start, end))
  return Buffer.concat([Uint8Array.of(0xff, 0xd8), ...kept, Uint8Array.of(0xff, 0xd9)])
}
