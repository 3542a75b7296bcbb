// Large grey pictures and files of them, made quickly: noise, textures, pages with codes, for tests of time and memory.
import { constants, deflateSync } from 'node:zlib'
import { encode } from 'uqr'
import type { Gray } from '../../src/qr/read/gray.ts'
import { randomOf } from './pictures.ts'
import { PNG_SIGNATURE, type PngHeader, pngChunk, pngHeader } from './png-file.ts'

/** A prime, so that rows do not repeat; drawing every pixel by itself would take seconds. */
const NOISE = 999_983

/** The same noise for every seed-less test: bytes from 0 to 255. */
export const noise = (() => {
  let bytes: Uint8Array | null = null
  return (): Uint8Array => {
    if (bytes === null) {
      const random = randomOf(20)
      bytes = Uint8Array.from({ length: NOISE }, () => random() * 256)
    }
    return bytes
  }
})()

/** Fills with noise. */
export function noiseOf(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += NOISE) bytes.set(noise().subarray(0, Math.min(NOISE, size - at)), at)
  return bytes
}

export type Texture = (x: number, y: number) => number

export function gray(width: number, height: number, texture: Texture | number): Gray {
  const data = new Uint8Array(width * height)
  if (typeof texture === 'number') return { width, height, data: data.fill(texture) }
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++) data[at++] = texture(x, y)
  return { width, height, data }
}

/** Draws a code with its quiet zone; as many pixels a module as `module`. */
export function drawCode(picture: Gray, text: string, at: { x: number; y: number; module: number }): void {
  const { data } = encode(text, { ecc: 'M', border: 4 })
  for (const [row, modules] of data.entries()) {
    for (let i = 0; i < at.module; i++) {
      const start = (at.y + row * at.module + i) * picture.width + at.x
      for (const [column, dark] of modules.entries()) {
        picture.data.fill(dark ? 0 : 255, start + column * at.module, start + (column + 1) * at.module)
      }
    }
  }
}

/** A PNG whose rows are made one by one, without their filter type; all have the same one. */
export function pngOfRows(
  header: PngHeader,
  rows: { stride: number; filter?: number; fill: (row: Buffer, y: number) => void },
  extra: readonly Uint8Array[] = [],
): Buffer {
  const { stride, filter = 0, fill } = rows
  const data = Buffer.alloc(header.height * (stride + 1))
  for (let y = 0; y < header.height; y++) {
    const start = y * (stride + 1)
    data[start] = filter
    fill(data.subarray(start + 1, start + 1 + stride), y)
  }
  return pngOfData(header, data, extra)
}

export function pngOfData(header: PngHeader, data: Uint8Array, extra: readonly Uint8Array[] = []): Buffer {
  // Fast, or as it is: compressing noise takes long and gains nothing.
  const coded = deflateSync(data, { level: constants.Z_BEST_SPEED })
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(header),
    ...extra,
    pngChunk('IDAT', coded),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Eight bits a pixel. */
export function grayPng({ width, height, data }: Gray): Buffer {
  const header = { width, height, depth: 8, colour: 0 }
  return pngOfRows(header, { stride: width, fill: (row, y) => row.set(data.subarray(y * width, (y + 1) * width)) })
}

/** Opaque red, green and blue alike; with `opacity`, everything but the code's surroundings may shine through. */
export function rgbaPng({ width, height, data }: Gray, opacity = 255): Buffer {
  const header = { width, height, depth: 8, colour: 6 }
  return pngOfRows(header, {
    stride: width * 4,
    fill(row, y) {
      for (let x = 0; x < width; x++) row.fill(data[y * width + x] ?? 0, 4 * x, 4 * x + 3)
      for (let x = 0; x < width; x++) row[4 * x + 3] = opacity
    },
  })
}
