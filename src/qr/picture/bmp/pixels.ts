// The pixels of a BMP from its rows: a palette, or 16, 24 and 32 bits with masks. Painted here: the library's decoder knows no
// OS/2 header, stops after one row of some 4-bit pictures, refuses cut files and takes half a second for 8 megapixels.
import { type Layer, luminance, WHITE } from '../layer.ts'

export interface Bitmap {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** The first row is the highest one. */
  readonly topDown: boolean
  /** Of a pixel: 1, 4, 8, 16, 24, 32. */
  readonly bits: number
  /** Red, green, blue; 16 and 32 bits only. */
  readonly masks: readonly number[]
  /** Four bytes an entry, blue first; a full table for 1, 4 and 8 bits, else empty. */
  readonly palette: Uint8Array
}

/** Bytes of a row: a multiple of four. */
export function strideOf({ width, bits }: Pick<Bitmap, 'width' | 'bits'>): number {
  return Math.ceil((width * bits) / 32) * 4
}

/** @param rows as in the file; those that are missing at the end are white */
export function bmpPixels(bitmap: Bitmap, rows: Uint8Array): Layer {
  const { width, height, topDown } = bitmap
  const light = new Uint8Array(width * height).fill(WHITE)
  const paint = painterOf(bitmap, rows)
  const stride = strideOf(bitmap)
  // The last row may lack its padding.
  const bytes = Math.ceil((width * bitmap.bits) / 8)
  for (let y = 0; y < height && y * stride + bytes <= rows.length; y++) {
    const start = (topDown ? y : height - 1 - y) * width
    paint(y * stride, light.subarray(start, start + width))
  }
  return { width, height, light, opacity: null }
}

type Paint = (from: number, row: Uint8Array) => void

function painterOf({ bits, palette, masks }: Bitmap, rows: Uint8Array): Paint {
  if (bits === 24) {
    return (from, row) => {
      for (let x = 0, at = from; x < row.length; x++, at += 3) {
        row[x] = luminance(rows[at + 2] ?? 0, rows[at + 1] ?? 0, rows[at] ?? 0)
      }
    }
  }
  if (bits > 8) return maskedPainter(rows, { bytes: bits / 8, masks })
  const lights = Uint8Array.from({ length: 2 ** bits }, (_, colour) => {
    const [blue = 0, green = 0, red = 0] = palette.subarray(colour * 4, colour * 4 + 3)
    return luminance(red, green, blue)
  })
  const most = 2 ** bits - 1
  return (from, row) => {
    for (let x = 0, bit = from * 8; x < row.length; x++, bit += bits) {
      row[x] = lights[((rows[bit >>> 3] ?? 0) >> (8 - bits - (bit & 7))) & most] ?? 0
    }
  }
}

function maskedPainter(rows: Uint8Array, { bytes, masks }: { bytes: number; masks: readonly number[] }): Paint {
  const [red = 0, green = 0, blue = 0] = masks.map((mask) => mask >>> 0)
  return (from, row) => {
    for (let x = 0, at = from; x < row.length; x++, at += bytes) {
      const low = (rows[at] ?? 0) | ((rows[at + 1] ?? 0) << 8)
      const pixel = bytes === 2 ? low : low | ((rows[at + 2] ?? 0) << 16) | ((rows[at + 3] ?? 0) << 24)
      row[x] = luminance(masked(pixel, red), masked(pixel, green), masked(pixel, blue))
    }
  }
}

/** The bits of a channel, as if they were eight. */
function masked(pixel: number, mask: number): number {
  return mask === 0 ? 0 : Math.floor((((pixel & mask) >>> 0) * 255) / mask)
}
