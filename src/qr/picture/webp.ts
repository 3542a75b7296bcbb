// WebP (RFC 9649): canvas and frames, and a copy with the first frame alone. Of a file that is cut short, the missing
// part of the coded data is filled with zeros: the decoder refuses it otherwise, and of a lossy one the rows from the top
// come out right. A lossless one it refuses all the same, whatever it is filled with.
import {
  type CheckedPicture,
  checkArea,
  holds,
  LIMITS,
  type PictureHeader,
  tooLarge,
  unreadable,
  viewOf,
} from './bounds.ts'

/** 'RIFF', size, 'WEBP'. */
const FILE_HEADER = 12
const CHUNK_HEADER = 8
/** An animation frame's place, size, time and flags, section 2.7.1.1. */
const FRAME_HEADER = 16
/** VP8X flag: some pixels are not opaque. */
const ALPHA = 0x10
/** Animations have hundreds of frames, and a few pieces each. */
const CHUNKS = 10_000

interface Chunk {
  readonly type: string
  readonly size: number
  /** What of it is there; shorter than `size` in a file that is cut. */
  readonly content: Uint8Array
}

/** One picture: its coded data, with opacity beside it when that is coded separately. */
interface Frame {
  readonly data: Chunk
  readonly alpha: Chunk | null
}

export function isWebp(bytes: Uint8Array): boolean {
  return holds(bytes, 0, 'RIFF') && holds(bytes, 8, 'WEBP')
}

/** @throws UkpError picture-unreadable, picture-too-large; RangeError when cut short before the pixels */
export function openWebp(bytes: Uint8Array, file: string): CheckedPicture {
  const chunks = chunksOf(bytes.subarray(FILE_HEADER), file)
  const animated = chunks.filter(({ type }) => type === 'ANMF')
  const [first] = animated
  const frame = frameOf(first === undefined ? chunks : chunksOf(first.content.subarray(FRAME_HEADER), file))
  if (frame === null) throw unreadable(file)
  const { width, height } = sizeOf(frame.data, file)
  checkArea(width, height, file)
  if (width * height > LIMITS.webp) throw tooLarge(file, `${LIMITS.webp / 1e6} MP`)
  // Coded data has at least a bit for each block of 16 × 16; a shorter one is searched in vain.
  if (frame.data.content.length < 16) throw unreadable(file)
  const header: PictureHeader = { width, height, frames: Math.max(1, animated.length) }
  return { header, decoder: 'webp', plain: () => plainWebp(frame, header) }
}

function chunksOf(bytes: Uint8Array, file: string): Chunk[] {
  const view = viewOf(bytes)
  const chunks: Chunk[] = []
  for (let at = 0; at + CHUNK_HEADER <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    // No chunk of such a file: bytes after the end.
    if (size > LIMITS.file) break
    if (chunks.length >= CHUNKS) throw unreadable(file)
    const content = bytes.subarray(at + CHUNK_HEADER, at + CHUNK_HEADER + size)
    chunks.push({ type: Buffer.from(bytes.subarray(at, at + 4)).toString('latin1'), size, content })
    at += CHUNK_HEADER + size + (size & 1)
  }
  return chunks
}

function frameOf(chunks: readonly Chunk[]): Frame | null {
  const data = chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L')
  if (data === undefined) return null
  const alpha = data.type === 'VP8 ' ? chunks.find(({ type }) => type === 'ALPH') : undefined
  return { data, alpha: alpha ?? null }
}

/** Lossy: RFC 6386, section 9.1. Lossless: RFC 9649, section 3.4. */
function sizeOf({ type, content }: Chunk, file: string): { width: number; height: number } {
  const view = viewOf(content)
  if (type === 'VP8L') {
    if (view.getUint8(0) !== 0x2f) throw unreadable(file)
    const bits = view.getUint32(1, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (!holds(content, 3, '\x9d\x01\x2a')) throw unreadable(file)
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
}

function plainWebp({ data, alpha }: Frame, { width, height }: PictureHeader): Uint8Array {
  const parts = alpha === null ? [chunk(data)] : [canvas(width, height), chunk(alpha), chunk(data)]
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(length + 4, 4)
  return Buffer.concat([head, ...parts])
}

/** VP8X, section 2.7: needed where opacity stands beside lossy data. */
function canvas(width: number, height: number): Uint8Array {
  const content = Buffer.alloc(10)
  content[0] = ALPHA
  content.writeUIntLE(width - 1, 4, 3)
  content.writeUIntLE(height - 1, 7, 3)
  return chunk({ type: 'VP8X', size: content.length, content })
}

function chunk({ type, size, content }: Chunk): Uint8Array {
  const bytes = Buffer.alloc(CHUNK_HEADER + size + (size & 1))
  bytes.write(type, 'latin1')
  bytes.writeUInt32LE(size, 4)
  bytes.set(content, CHUNK_HEADER)
  return bytes
}
