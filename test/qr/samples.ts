// The samples of a test picture, as the writers of files need them.
import type { Raster } from './pictures.ts'

/** Black and white as 0 and 1. */
export function bitsOf(raster: Raster): Uint8Array {
  return Uint8Array.from({ length: raster.data.length / 4 }, (_, i) => ((raster.data[i * 4] ?? 0) < 128 ? 0 : 1))
}

/** Packs samples of `bits` each, rows padded to a multiple of `align` bytes. */
export function packRows(
  samples: Uint8Array,
  { width, bits, align = 1 }: { width: number; bits: number; align?: number },
): Uint8Array {
  const stride = Math.ceil(Math.ceil((width * bits) / 8) / align) * align
  const rows = new Uint8Array((samples.length / width) * stride)
  for (const [i, sample] of samples.entries()) {
    const bit = (i % width) * bits
    const at = Math.floor(i / width) * stride + (bit >> 3)
    rows[at] = (rows[at] ?? 0) | (sample << (8 - bits - (bit & 7)))
  }
  return rows
}
