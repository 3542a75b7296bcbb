// PNG (ISO/IEC 15948): header, the true size of the compressed data, and a copy with nothing but what the pixels need.
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { type CheckedPicture, checkArea, checkExpanded, holds, LIMITS, unreadable, viewOf } from './bounds.ts'

const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** Samples a pixel by colour type, table 11.1. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
/** First column, first row and the steps of the seven passes of an interlaced picture, section 8.2. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Pieces that the compressed data may come in; encoders write 8 kB or more each. */
const DATA_CHUNKS = 65_536

interface Chunks {
  readonly ihdr: Uint8Array
  readonly palette: Uint8Array | null
  readonly transparency: Uint8Array | null
  readonly data: readonly Uint8Array[]
}

export function isPng(bytes: Uint8Array): boolean {
  return holds(bytes, 0, SIGNATURE)
}

/**
 * Checks a PNG. The copy drops what trips the decoder: bytes after the end, animations, text and colour profiles.
 * @throws UkpError picture-unreadable, picture-too-large; RangeError when the header is cut short
 */
export function openPng(bytes: Uint8Array, file: string): CheckedPicture {
  const chunks = readChunks(bytes, file)
  const ihdr = viewOf(chunks.ihdr)
  const width = ihdr.getUint32(0)
  const height = ihdr.getUint32(4)
  const depth = ihdr.getUint8(8)
  const colour = ihdr.getUint8(9)
  const interlace = ihdr.getUint8(12)
  checkArea(width, height, file)
  if (!DEPTHS[colour]?.includes(depth) || ihdr.getUint16(10) !== 0 || interlace > 1) throw unreadable(file)
  if (colour === 3 && chunks.palette === null) throw unreadable(file)
  const bits = (SAMPLES[colour] ?? 0) * depth
  const promised = interlace === 1 ? interlacedSize(width, height, bits) : rowsSize(width, height, bits)
  checkExpanded(promised, file)
  const compressed = Buffer.concat(chunks.data)
  const rows = inflated(compressed, promised)
  if (rows === null || rows.length < promised) throw unreadable(file)
  // Some encoders write a byte for each bit; every reader takes the front, and the decoder here breaks down.
  const data = rows.length === promised ? compressed : deflateSync(rows.subarray(0, promised), { level: 1 })
  return { header: { width, height, frames: 1 }, plain: () => plainPng(chunks, data) }
}

function readChunks(bytes: Uint8Array, file: string): Chunks {
  const view = viewOf(bytes)
  let ihdr: Uint8Array | null = null
  let palette: Uint8Array | null = null
  let transparency: Uint8Array | null = null
  const data: Uint8Array[] = []
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const start = at + 8
    const end = start + view.getUint32(at)
    if (end > bytes.length || holds(bytes, at + 4, 'IEND')) break
    const content = bytes.subarray(start, end)
    if (ihdr === null) {
      if (!holds(bytes, at + 4, 'IHDR') || content.length !== 13) throw unreadable(file)
      ihdr = content
    } else if (holds(bytes, at + 4, 'PLTE')) {
      // A palette of millions of entries would cost the decoder 100 bytes each.
      if (palette !== null || content.length > 768) throw unreadable(file)
      palette = content
    } else if (holds(bytes, at + 4, 'tRNS')) {
      if (content.length > 256) throw unreadable(file)
      transparency ??= content
    } else if (holds(bytes, at + 4, 'IDAT')) {
      if (data.push(content) > DATA_CHUNKS) throw unreadable(file)
    }
    at = end + 4
  }
  if (ihdr === null) throw unreadable(file)
  return { ihdr, palette, transparency, data }
}

/** Bytes of all rows, each with its filter type in front. */
function rowsSize(width: number, height: number, bits: number): number {
  return width === 0 || height === 0 ? 0 : height * (1 + Math.ceil((width * bits) / 8))
}

function interlacedSize(width: number, height: number, bits: number): number {
  let size = 0
  for (const [x, y, stepX, stepY] of ADAM7) {
    size += rowsSize(Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY), bits)
  }
  return size
}

/**
 * The inflated data, or null when it is damaged or far more than `promised` (a byte for each bit and a little is let
 * pass). It goes into one buffer, of which memory is taken only as it fills.
 */
function inflated(data: Uint8Array, promised: number): Uint8Array | null {
  const most = Math.min(LIMITS.expanded, 9 * promised + 1024)
  try {
    return inflateSync(data, { chunkSize: most + 1, maxOutputLength: most })
  } catch {
    return null
  }
}

function plainPng(chunks: Chunks, data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(SIGNATURE, 'latin1'), chunk('IHDR', chunks.ihdr)]
  if (chunks.palette !== null) parts.push(chunk('PLTE', chunks.palette))
  if (chunks.transparency !== null) parts.push(chunk('tRNS', chunks.transparency))
  parts.push(chunk('IDAT', data), chunk('IEND', new Uint8Array(0)))
  return Buffer.concat(parts)
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(content.length + 12)
  bytes.writeUInt32BE(content.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(content, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8)
  return bytes
}
