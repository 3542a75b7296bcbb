// The pixels of one row of a PNG: samples of every colour type and depth (ISO/IEC 15948, section 11.2.2) -> light and opacity.
import { luminance, type Opacity, opacityOf } from '../layer.ts'
import { type Pass, type PngLayout, SAMPLES } from './layout.ts'

export interface RowPainter {
  /** Paints the row above again, of a picture that is not interlaced; the first pixel belongs at `from`. */
  repeat(from: number): void
  /** Paints the pixels of a row, which has its filter type in front; the first one belongs at `from`. */
  row(row: Uint8Array, to: { from: number; pass: Pass }): void
  opacity(): Uint8Array | null
}

export function rowPainter(layout: PngLayout, light: Uint8Array): RowPainter {
  const opacity = opacityOf(light.length)
  const narrow = layout.depth < 16 && (layout.colour === 0 || layout.colour === 3)
  const row = narrow ? byTable(layout, light, opacity.set) : bySamples(layout, light, opacity.set)
  const repeat = (from: number): void => {
    for (const plane of planesOf(light, opacity.plane())) plane.copyWithin(from, from - layout.width, from)
  }
  return { row, repeat, opacity: opacity.plane }
}

type SeeThrough = Opacity['set']

/** One sample of up to 8 bits a pixel: a grey or the number of a colour. */
function byTable(
  { depth, colour, palette, transparency }: PngLayout,
  light: Uint8Array,
  see: SeeThrough,
): RowPainter['row'] {
  const most = 2 ** depth - 1
  const missing = colour === 0 && transparency !== null ? ((transparency[0] ?? 0) << 8) | (transparency[1] ?? 0) : -1
  const lights = Uint8Array.from({ length: most + 1 }, (_, value) =>
    colour === 0
      ? (value * 255) / most
      : luminance(palette?.[3 * value] ?? 0, palette?.[3 * value + 1] ?? 0, palette?.[3 * value + 2] ?? 0),
  )
  const opaque = Uint8Array.from({ length: most + 1 }, (_, value) =>
    colour === 0 ? (value === missing ? 0 : 255) : (transparency?.[value] ?? 255),
  )
  return (row, { from, pass }) => {
    for (let x = 0, to = from; x < pass.columns; x++, to += pass.stepX) {
      const bit = x * depth
      const value = ((row[1 + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & most
      light[to] = lights[value] ?? 0
      if (opaque[value] !== 255) see(to, opaque[value] ?? 255)
    }
  }
}

/** One or two bytes a sample; of two the higher one is enough. */
function bySamples({ depth, colour, transparency }: PngLayout, light: Uint8Array, see: SeeThrough): RowPainter['row'] {
  const bytes = depth / 8
  const colours = colour === 2 || colour === 6 ? 3 : 1
  const pixel = (SAMPLES[colour] ?? 1) * bytes
  const opaqueAt = colour === 4 || colour === 6 ? colours * bytes : -1
  const [green, blue] = colours === 3 ? [bytes, 2 * bytes] : [0, 0]
  const missing = missingOf(transparency, opaqueAt < 0 ? { colours, bytes } : null)
  if (bytes === 1 && colours === 3 && missing === null) return byColours({ pixel, opaqueAt }, light, see)
  return (rows, { from, pass }) => {
    for (let x = 0, to = from, at = 1; x < pass.columns; x++, to += pass.stepX, at += pixel) {
      light[to] = luminance(rows[at] ?? 0, rows[at + green] ?? 0, rows[at + blue] ?? 0)
      if (opaqueAt >= 0) {
        const opaque = rows[at + opaqueAt] ?? 255
        if (opaque !== 255) see(to, opaque)
      } else if (missing?.every((byte, i) => rows[at + i] === byte)) see(to, 0)
    }
  }
}

/** The same for what nearly all screenshots are: red, green and blue, with or without opacity, a byte each. */
function byColours(
  { pixel, opaqueAt }: { pixel: number; opaqueAt: number },
  light: Uint8Array,
  see: SeeThrough,
): RowPainter['row'] {
  return (row, { from, pass }) => {
    const { columns, stepX } = pass
    const opacityAt = Math.max(0, opaqueAt)
    let all = 255
    for (let x = 0, to = from, at = 1; x < columns; x++, to += stepX, at += pixel) {
      light[to] = luminance(row[at] ?? 0, row[at + 1] ?? 0, row[at + 2] ?? 0)
      all &= row[at + opacityAt] ?? 255
    }
    if (opaqueAt < 0 || all === 255) return
    for (let x = 0, to = from, at = 1 + opaqueAt; x < columns; x++, to += stepX, at += pixel) {
      if (row[at] !== 255) see(to, row[at] ?? 255)
    }
  }
}

/** The colour that is not there as it stands in a row, section 11.3.2.1. */
function missingOf(transparency: Uint8Array | null, size: { colours: number; bytes: number } | null): number[] | null {
  if (transparency === null || size === null || transparency.length < 2 * size.colours) return null
  const bytes = [...transparency.subarray(0, 2 * size.colours)]
  return size.bytes === 2 ? bytes : bytes.filter((_, i) => i % 2 === 1)
}

/** Light and, where there is one, opacity. */
export function planesOf(light: Uint8Array, opacity: Uint8Array | null): readonly Uint8Array[] {
  return opacity === null ? [light] : [light, opacity]
}
