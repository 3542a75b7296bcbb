// Writer of test WebPs (RFC 9649): lossless ones bit by bit, so that they can be as hostile as the format allows, and the
// library's encoder for honest ones. Also the parts of the container, for animations and broken files.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Raster } from './pictures.ts'

export interface LosslessKind {
  /** Greens, one a pixel, that are written with eight bits each; without them all pixels are alike and take no bit. */
  readonly greens?: Uint8Array
  /** Slows decoding: colours and differences are undone for each pixel, with this predictor (0 to 13). */
  readonly predictor?: number
}

/** A file with one VP8L chunk. */
export function lossless(size: { width: number; height: number }, kind: LosslessKind = {}): Buffer {
  return webpFile(webpChunk('VP8L', losslessData(size, kind)))
}

export function webpFile(...chunks: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(chunks)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(content.length + 4, 4)
  return Buffer.concat([head, content])
}

export function webpChunk(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length & 1)])
}

/** VP8X, section 2.7: flags (16 opacity, 2 animation) and the canvas. */
export function webpCanvas(width: number, height: number, flags: number): Buffer {
  const content = Buffer.alloc(10)
  content[0] = flags
  content.writeUIntLE(width - 1, 4, 3)
  content.writeUIntLE(height - 1, 7, 3)
  return webpChunk('VP8X', content)
}

/** ANMF, section 2.7.1.1, around the chunks of one picture. */
export function webpFrame(width: number, height: number, picture: Uint8Array): Buffer {
  const head = Buffer.alloc(16)
  head.writeUIntLE(width - 1, 6, 3)
  head.writeUIntLE(height - 1, 9, 3)
  head[12] = 100
  return webpChunk('ANMF', Buffer.concat([head, picture]))
}

/** The chunks of a file. */
export function chunksOfWebp(bytes: Uint8Array): { type: string; content: Buffer }[] {
  const file = Buffer.from(bytes)
  const chunks: { type: string; content: Buffer }[] = []
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    chunks.push({ type: file.toString('latin1', at, at + 4), content: file.subarray(at + 8, at + 8 + size) })
    at += 8 + size + (size & 1)
  }
  return chunks
}

const SUBTRACT_GREEN = 2
const CROSS_COLOUR = 1
const PREDICTOR = 0

function losslessData({ width, height }: { width: number; height: number }, kind: LosslessKind): Buffer {
  const { greens, predictor } = kind
  const { put, bytes } = bitWriter()
  put(0x2f, 8)
  put(width - 1, 14)
  put(height - 1, 14)
  put(0, 4)
  if (predictor !== undefined) {
    for (const transform of [SUBTRACT_GREEN, CROSS_COLOUR, PREDICTOR]) {
      put(1, 1)
      put(transform, 2)
      if (transform === SUBTRACT_GREEN) continue
      // Blocks of 512 × 512, all alike: no colour cache, five codes of one symbol each.
      put(7, 3)
      put(0, 1)
      for (const symbol of [transform === PREDICTOR ? predictor : 7, 7, 7, 255, 0]) putOnly(put, symbol)
    }
  }
  // No further transform, no colour cache, one set of codes.
  put(0, 3)
  if (greens === undefined) putOnly(put, 90)
  else putFlat(put)
  for (const symbol of [90, 90, 255, 0]) putOnly(put, symbol)
  return Buffer.concat([bytes(), greens ?? Buffer.alloc(32)])
}

type Put = (value: number, bits: number) => void

/** A code of one symbol, which takes no bits: section 3.7.2.1.1. */
function putOnly(put: Put, symbol: number): void {
  put(1, 1)
  put(0, 1)
  put(1, 1)
  put(symbol, 8)
}

/** The code of greens with eight bits for each of 256, and no backward references: section 3.7.2.1.2. */
function putFlat(put: Put): void {
  put(0, 1)
  put(8, 4)
  // In the order 17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8: one bit for "eight" and one for "many zeros".
  for (const length of [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) put(length, 3)
  put(0, 1)
  for (let i = 0; i < 256; i++) put(0, 1)
  put(1, 1)
  put(24 - 11, 7)
}

/** The lowest bit first, as the format has it. The bytes that follow begin inside a byte, which is no matter for noise. */
function bitWriter(): { put: Put; bytes: () => Buffer } {
  const bits: number[] = []
  return {
    put(value, count) {
      for (let i = 0; i < count; i++) bits.push((value >> i) & 1)
    },
    bytes() {
      const buffer = Buffer.alloc(Math.ceil(bits.length / 8))
      for (const [i, bit] of bits.entries()) buffer[i >> 3] = (buffer[i >> 3] ?? 0) | (bit << (i & 7))
      return buffer
    },
  }
}

type Encode = (
  picture: { data: Uint8ClampedArray; width: number; height: number },
  options: object,
) => Promise<ArrayBuffer>

/** The library's encoder. Its WebAssembly comes from the package, as in src/qr/picture/pixels.ts. */
export async function webpEncoder(): Promise<(raster: Raster, options?: object) => Promise<Buffer>> {
  const { default: encode, init } = await import('@jsquash/webp/encode.js')
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm')))
  const overrides: object = { wasmBinary: wasm }
  await init(overrides)
  return async ({ width, height, data }, options = {}) => {
    return Buffer.from(
      await (encode as unknown as Encode)({ width, height, data: Uint8ClampedArray.from(data) }, options),
    )
  }
}
