// Bytes of a picture -> its pixels, by the decoder that its format needs. Each is loaded on first use.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CheckedPicture, unreadable } from './bounds.ts'
import { type Layer, layerOf } from './layer.ts'

/**
 * The pixels of a checked picture.
 * @throws UkpError picture-unreadable
 */
export async function pixelsOf({ layer, plain, decoder }: CheckedPicture, file: string): Promise<Layer> {
  if (layer !== undefined) return layer()
  try {
    return await (decoder === 'webp' ? webpPixels(plain()) : jimpPixels(plain()))
  } catch {
    // What the decoder says may quote the picture.
    throw unreadable(file)
  }
}

async function jimpPixels(plain: Uint8Array): Promise<Layer> {
  const { Jimp } = await import('jimp')
  // fromBuffer only: read() fetches what it does not find as a file.
  const { bitmap } = await Jimp.fromBuffer(Buffer.from(plain.buffer, plain.byteOffset, plain.length))
  return layerOf(bitmap)
}

async function webpPixels(plain: Uint8Array): Promise<Layer> {
  const { default: decode, init } = await import('@jsquash/webp/decode.js')
  const wasm = await readFile(createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm'))
  // The decoder makes one of these, which Node does not have.
  Object.assign(globalThis, { ImageData: Pixels })
  // Its types lack the one option that keeps it from looking for the file by itself.
  const overrides: object = { wasmBinary: wasm }
  await init(overrides)
  const picture = await decode(bytesOf(plain))
  const layer = layerOf(picture)
  // Four bytes a pixel, which the decoder would keep while the codes are looked for: moved to where nobody has them.
  structuredClone(picture.data.buffer, { transfer: [picture.data.buffer] })
  ;(globalThis as { gc?: () => void }).gc?.()
  return layer
}

/** As a buffer of its own, without copying where it is one. */
function bytesOf(plain: Uint8Array): ArrayBuffer {
  const own = plain.buffer instanceof ArrayBuffer && plain.length === plain.buffer.byteLength
  return own ? plain.buffer : Uint8Array.from(plain).buffer
}

class Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}
