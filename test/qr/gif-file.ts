// Writer of test GIFs: interlaced, animated, transparent, with a wrong screen.
import { lzwStream } from './lzw-stream.ts'
import type { Raster } from './pictures.ts'
import { bitsOf } from './samples.ts'

export interface GifKind {
  readonly interlaced?: boolean
  /** Frames after the first, all of one colour. */
  readonly more?: number
  /** Screen as some writers leave it. */
  readonly screen?: readonly [number, number]
  /** Colour number that is transparent. */
  readonly transparent?: number
}

export function gif(raster: Raster, kind: GifKind = {}): Buffer {
  const { width, height } = raster
  const [screenWidth, screenHeight] = kind.screen ?? [width, height]
  const head = Buffer.alloc(13)
  head.write('GIF89a', 'latin1')
  head.writeUInt16LE(screenWidth, 6)
  head.writeUInt16LE(screenHeight, 8)
  head[10] = 0x81
  const colours = Uint8Array.of(0, 0, 0, 255, 255, 255, 128, 128, 128, 200, 200, 200)
  const symbols = bitsOf(raster)
  const order =
    kind.interlaced === true
      ? [
          [0, 8],
          [4, 8],
          [2, 4],
          [1, 2],
        ]
      : [[0, 1]]
  const rows: Uint8Array[] = []
  for (const [first = 0, step = 1] of order) {
    for (let y = first; y < height; y += step) rows.push(symbols.subarray(y * width, (y + 1) * width))
  }
  const control = kind.transparent === undefined ? [] : [Uint8Array.of(0x21, 0xf9, 4, 1, 0, 0, kind.transparent, 0)]
  const parts = [
    head,
    colours,
    ...control,
    gifFrame(Buffer.concat(rows), { width, height, interlaced: kind.interlaced === true }),
  ]
  for (let i = 0; i < (kind.more ?? 0); i++) {
    parts.push(gifFrame(new Uint8Array(width * height).fill(2), { width, height, interlaced: false }))
  }
  return Buffer.concat([...parts, Uint8Array.of(0x3b)])
}

export function gifFrame(symbols: Uint8Array, frame: { width: number; height: number; interlaced: boolean }): Buffer {
  const image = Buffer.alloc(11)
  image[0] = 0x2c
  image.writeUInt16LE(frame.width, 5)
  image.writeUInt16LE(frame.height, 7)
  image[9] = frame.interlaced ? 0x40 : 0
  image[10] = 4
  const codes = lzwStream(symbols, { symbolBits: 4, highFirst: false, early: false })
  const parts: Uint8Array[] = [image]
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.subarray(at, at + 255)
    parts.push(Uint8Array.of(block.length), block)
  }
  return Buffer.concat([...parts, Uint8Array.of(0)])
}
