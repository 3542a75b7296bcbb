// Writer of test PNGs: every colour type, depth and order of rows, and the parts for broken ones.
import { crc32, deflateSync } from 'node:zlib'
import type { Raster } from './pictures.ts'
import { packRows } from './samples.ts'

export function pngChunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(content.length + 12)
  bytes.writeUInt32BE(content.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(content, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8)
  return bytes
}

export interface PngHeader {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly interlace?: number
}

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

export function pngHeader({ width, height, depth, colour, interlace = 0 }: PngHeader): Buffer {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  bytes.set([depth, colour, 0, 0, interlace], 8)
  return pngChunk('IHDR', bytes)
}

/** A whole PNG around compressed rows. */
export function pngFile(header: PngHeader, rows: Uint8Array, extra: readonly Uint8Array[] = []): Buffer {
  const parts = [
    PNG_SIGNATURE,
    pngHeader(header),
    ...extra,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat(parts)
}

/** Samples of a pixel in the colour types of PNG; 3 is a palette of black and white. */
function pngSamples(raster: Raster, { depth, colour }: { depth: number; colour: number }): number[] {
  const most = 2 ** depth - 1
  const scale = (value: number): number => Math.round((value / 255) * most)
  const samples: number[] = []
  for (let at = 0; at < raster.data.length; at += 4) {
    const [red = 0, green = 0, blue = 0, opacity = 0] = raster.data.subarray(at, at + 4)
    if (colour === 0) samples.push(scale(red))
    if (colour === 2) samples.push(scale(red), scale(green), scale(blue))
    if (colour === 3) samples.push(red < 128 ? 0 : 1)
    if (colour === 4) samples.push(scale(red), scale(opacity))
    if (colour === 6) samples.push(scale(red), scale(green), scale(blue), scale(opacity))
  }
  return samples
}

export const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Any colour type, depth and order of rows. Filter 0 throughout. */
export function png(raster: Raster, kind: { depth: number; colour: number; interlace?: number }): Buffer {
  const { depth, colour, interlace = 0 } = kind
  const { width, height } = raster
  const samples = pngSamples(raster, kind)
  const each = samples.length / (width * height)
  const rows: Uint8Array[] = []
  for (const [left, top, stepX, stepY] of interlace === 1 ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    for (let y = top; y < height && left < width; y += stepY) {
      const line: number[] = []
      for (let x = left; x < width; x += stepX)
        line.push(...samples.slice((y * width + x) * each, (y * width + x + 1) * each))
      rows.push(
        Uint8Array.of(0),
        depth === 16
          ? Uint8Array.from(line.flatMap((value) => [value >> 8, value & 255]))
          : packRows(Uint8Array.from(line), { width: line.length, bits: depth }),
      )
    }
  }
  const palette = colour === 3 ? [pngChunk('PLTE', Uint8Array.of(0, 0, 0, 255, 255, 255))] : []
  return pngFile({ width, height, depth, colour, interlace }, Buffer.concat(rows), palette)
}
