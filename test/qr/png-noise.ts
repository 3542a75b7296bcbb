// Noise in every kind of PNG: all colour types, depths, filters, orders of rows and kinds of transparency.
import { deflateSync } from 'node:zlib'
import { randomOf } from './pictures.ts'
import { ADAM7, PNG_SIGNATURE, pngChunk, pngHeader } from './png-file.ts'
import { packRows } from './samples.ts'

export interface NoiseKind {
  readonly colour: 0 | 2 | 3 | 4 | 6
  readonly depth: 1 | 2 | 4 | 8 | 16
  readonly interlace?: 0 | 1
  readonly filters?: readonly number[]
  readonly transparency?: Uint8Array
  readonly width?: number
  readonly height?: number
}

const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const
const random = randomOf(91)
const PALETTE = Uint8Array.from({ length: 768 }, () => random() * 256)

/** Noise in every kind of PNG, rows filtered in turn by `filters`. */
export function noisePng(kind: NoiseKind, rows = Number.POSITIVE_INFINITY): Buffer {
  const { colour, depth, interlace = 0, filters = [0], transparency, width = 37, height = 29 } = kind
  const { data } = noiseRows({ colour, depth, interlace, filters, width, height }, rows)
  return pngOfFiltered({ width, height, colour, depth, interlace }, deflateSync(data), transparency)
}

export function pngOfFiltered(
  header: { width: number; height: number; colour: number; depth: number; interlace: number },
  data: Uint8Array,
  transparency?: Uint8Array,
): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(header),
    ...(header.colour === 3 ? [pngChunk('PLTE', PALETTE.subarray(0, 3 * Math.min(256, 2 ** header.depth)))] : []),
    ...(transparency === undefined ? [] : [pngChunk('tRNS', transparency)]),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Filtered rows, and how many bytes each pass takes. */
export function noiseRows(
  kind: Required<Pick<NoiseKind, 'colour' | 'depth' | 'interlace' | 'filters' | 'width' | 'height'>>,
  most = Number.POSITIVE_INFINITY,
): { data: Buffer; passes: number[] } {
  const { colour, depth, interlace, filters, width, height } = kind
  const seeded = randomOf(colour * 100 + depth)
  const back = Math.max(1, (SAMPLES[colour] * depth) >> 3)
  const parts: Buffer[] = []
  const passes: number[] = []
  for (const [left, top, stepX, stepY] of interlace === 1 ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    const columns = Math.ceil((width - left) / stepX)
    let above: Uint8Array | null = null
    let size = 0
    for (let y = top; y < height && columns > 0 && parts.length < most; y += stepY) {
      // Few values, so that a colour that is not there comes up.
      const samples = Uint8Array.from(
        { length: columns * SAMPLES[colour] },
        () => seeded() * (depth < 8 ? 2 ** depth : 7) * (depth < 8 ? 1 : 40),
      )
      const row =
        depth === 16
          ? Uint8Array.from([...samples].flatMap((value) => [value, value ^ 1]))
          : packRows(samples, { width: samples.length, bits: depth })
      const type = filters[parts.length % filters.length] ?? 0
      parts.push(Buffer.concat([Uint8Array.of(type), filtered(row, { above, type, back })]))
      size += 1 + row.length
      above = row
    }
    passes.push(size)
  }
  return { data: Buffer.concat(parts), passes }
}

/** Section 9.2 of the standard, the writer's side. */
function filtered(
  row: Uint8Array,
  { above, type, back }: { above: Uint8Array | null; type: number; back: number },
): Uint8Array {
  return row.map((value, i) => {
    const left = i < back ? 0 : (row[i - back] ?? 0)
    const up = above?.[i] ?? 0
    const corner = i < back ? 0 : (above?.[i - back] ?? 0)
    const guess = left + up - corner
    const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one))
    const paeth =
      (toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)
        ? left
        : (toUp ?? 0) <= (toCorner ?? 0)
          ? up
          : corner
    return value - ([0, left, up, (left + up) >> 1, paeth][type] ?? 0)
  })
}
