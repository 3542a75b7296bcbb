// What the library will take to decode a JPEG, without trying. It keeps each block of 8 × 8 samples as an object of its own,
// reads bit by bit, and does what scans say, however many there are and however often they name a component.
import { endOfScan } from './jpeg.ts'

export interface Cost {
  /** Milliseconds. */
  readonly time: number
  /** Bytes; 0 when it cannot be decoded. */
  readonly memory: number
}

/**
 * Milliseconds for each, fitted to 48 pictures of 4 megapixels (grey and coloured, sequential and progressive, noise and
 * white, four qualities) on two busy cores of a 2020s server, and to small pieces.
 */
const TIMES = { piece: 0.1, byte: 60e-6, pixel: 30e-6, block: 1.7e-3, blockAgain: 0.3e-3 }
/** Bytes for each, the same way. */
const SIZES = { block: 850, pixel: 6 }

interface Frame {
  readonly pixels: number
  readonly blocks: number
}

/** Of looking at what is no picture. */
export function costOfBytes({ length }: Uint8Array): Cost {
  return { time: TIMES.piece + length * TIMES.byte, memory: 0 }
}

/** @param picture as `openJpeg` copies it: no frame but one of those that it reads, and every segment whole */
export function costOf(picture: Uint8Array): Cost {
  let { time } = costOfBytes(picture)
  let frame: Frame | null = null
  let scans = 0
  for (let at = 2; at + 4 <= picture.length; ) {
    const marker = picture[at + 1] ?? 0
    const end = at + 2 + uint16(picture, at + 2)
    if (marker >= 0xc0 && marker <= 0xc2) frame = frameOf(picture, at + 4)
    if (marker === 0xda) {
      if (frame === null || !isScan(picture.subarray(at + 4, end))) return { time, memory: 0 }
      scans++
      time += frame.blocks * TIMES.blockAgain
    }
    at = marker === 0xda ? endOfScan(picture, end) : end
  }
  if (frame === null || scans === 0) return { time, memory: 0 }
  time += frame.pixels * TIMES.pixel + frame.blocks * TIMES.block
  return { time, memory: frame.pixels * SIZES.pixel + frame.blocks * SIZES.block }
}

/** ITU-T T.81, section B.2.2. */
function frameOf(picture: Uint8Array, at: number): Frame {
  const [height, width, count] = [uint16(picture, at + 1), uint16(picture, at + 3), picture[at + 5] ?? 0]
  const factors = Array.from({ length: count }, (_, i) => picture[at + 7 + 3 * i] ?? 0)
  const across = Math.ceil(width / 8 / Math.max(...factors.map((factor) => factor >> 4)))
  const down = Math.ceil(height / 8 / Math.max(...factors.map((factor) => factor & 15)))
  const blocks = factors.reduce((sum, factor) => sum + across * (factor >> 4) * down * (factor & 15), 0)
  return { pixels: width * height, blocks }
}

/** Section B.2.3: one to four components, each once, and coefficients that exist. The library takes what it is told. */
function isScan(header: Uint8Array): boolean {
  const count = header[0] ?? 0
  const components = new Set(Array.from({ length: count }, (_, i) => header[1 + 2 * i]))
  return count >= 1 && count <= 4 && components.size === count && (header[2 + 2 * count] ?? 64) <= 63
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}
