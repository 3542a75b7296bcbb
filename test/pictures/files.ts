// Raster -> the bytes of a file: JPEG, GIF, BMP and TIFF by jimp, WebP by jSquash. PNG has its own writer, png.ts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import encodeWebp, { init } from '@jsquash/webp/encode.js'
import { Jimp } from 'jimp'
import { png } from './png.ts'
import type { Random } from './random.ts'
import { blank, pixelOf, type Raster } from './raster.ts'

/** A picture as a file. */
export interface PictureFile {
  readonly bytes: Uint8Array
  readonly extension: string
}

/** jimp's types know the encoder without its options. */
type JpegEncoder = (bitmap: object, options: { quality: number }) => Uint8Array | Promise<Uint8Array>

/** jimp writes into the memory it is given, so it gets a copy. */
function jimpOf({ width, height, data }: Raster) {
  return new Jimp({ width, height, data: Buffer.from(data) })
}

export function pngFile(raster: Raster): PictureFile {
  return { bytes: png(raster), extension: 'png' }
}

/**
 * Opaque pictures only: jimp's own encoder is called past its `getBuffer`, which first lays every picture over a white
 * one, pixel by pixel, and takes twice as long.
 */
export async function jpegFile(raster: Raster, quality: number): Promise<PictureFile> {
  const { formats, bitmap } = jimpOf(raster)
  const encode = formats.find(({ mime }) => mime === 'image/jpeg')?.encode as JpegEncoder | undefined
  if (encode === undefined) throw new TypeError('jimp has no JPEG encoder')
  return { bytes: await encode(bitmap, { quality }), extension: 'jpg' }
}

export async function gifFile(raster: Raster): Promise<PictureFile> {
  return { bytes: await jimpOf(raster).getBuffer('image/gif'), extension: 'gif' }
}

export async function bmpFile(raster: Raster): Promise<PictureFile> {
  return { bytes: await jimpOf(raster).getBuffer('image/bmp'), extension: 'bmp' }
}

export async function tiffFile(raster: Raster): Promise<PictureFile> {
  return { bytes: await jimpOf(raster).getBuffer('image/tiff'), extension: 'tiff' }
}

/** What a JPEG of that quality makes of a picture: for pictures that were packed more than once. */
export async function throughJpeg(raster: Raster, quality: number): Promise<Raster> {
  const { bitmap } = await Jimp.fromBuffer(Buffer.from((await jpegFile(raster, quality)).bytes))
  const result = blank(bitmap, null)
  result.data.set(bitmap.data)
  return result
}

let webp: Promise<unknown> | null = null

/** Quality 0 to 100; `null` is lossless. */
export async function webpFile(raster: Raster, quality: number | null): Promise<PictureFile> {
  // Without the bytes it would try to fetch them. Every Node that runs this has SIMD.
  webp ??= init({
    wasmBinary: readFileSync(createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm')),
  })
  await webp
  const picture = { width: raster.width, height: raster.height, data: raster.data, colorSpace: 'srgb' } as const
  const options = quality === null ? { lossless: 1, exact: 1 } : { quality, method: 3 }
  return { bytes: new Uint8Array(await encodeWebp(picture, options)), extension: 'webp' }
}

/** PNG mostly, sometimes a good JPEG: how screenshots are kept. */
export function screenshotFile(raster: Raster, random: Random): Promise<PictureFile> {
  return random.chance(0.85) ? Promise.resolve(pngFile(raster)) : jpegFile(raster, random.int(82, 95))
}

/** Makes the 256 colours of a GIF or a palette likely: four bits a channel. */
export function coarse(raster: Raster): Raster {
  for (const [at, pixel] of raster.pixels.entries()) {
    const colour = ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 0xff)
    raster.pixels[at] = pixelOf((colour & 0xf0f0f0) | ((colour & 0xf0f0f0) >> 4), pixel >>> 24)
  }
  return raster
}
