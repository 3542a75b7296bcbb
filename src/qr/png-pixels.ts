// The pixels of a PNG (ISO/IEC 15948) from its inflated rows. Written here because the decoder of the library refuses
// files that are cut short and holds four copies of the picture; see docs/decisions/0009.
import { type Layer, luminance } from './layer.ts'

export interface PngLayout {
  readonly width: number
  readonly height: number
  /** Bits a sample: 1, 2, 4, 8, 16. */
  readonly depth: number
  /** Colour type, table 11.1: 0 grey, 2 colours, 3 palette, 4 grey with opacity, 6 colours with opacity. */
  readonly colour: number
  readonly interlaced: boolean
  /** PLTE, three bytes a colour. */
  readonly palette: Uint8Array | null
  /** tRNS: opacities of the palette's colours, or the one grey or colour that is not there (two bytes a sample). */
  readonly transparency: Uint8Array | null
}

/** Samples a pixel by colour type. */
export const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** First column, first row and the steps of the seven passes of an interlaced picture, section 8.2. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const WHOLE = [[0, 0, 1, 1]] as const

/** Bytes of all rows of all passes, each row with its filter type in front. */
export function rowsSize(layout: PngLayout): number {
  let size = 0
  for (const { columns, rows, stride } of passesOf(layout)) size += columns === 0 ? 0 : rows * (1 + stride)
  return size
}

interface Pass {
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
  readonly columns: number
  readonly rows: number
  /** Bytes of a row. */
  readonly stride: number
}

function passesOf({ width, height, interlaced, ...layout }: PngLayout): Pass[] {
  return (interlaced ? ADAM7 : WHOLE).map(([left, top, stepX, stepY]) => {
    const columns = Math.ceil((width - left) / stepX)
    const rows = Math.ceil((height - top) / stepY)
    return { left, top, stepX, stepY, columns, rows, stride: Math.ceil((columns * bitsOf(layout)) / 8) }
  })
}

function bitsOf({ colour, depth }: Pick<PngLayout, 'colour' | 'depth'>): number {
  return (SAMPLES[colour] ?? 0) * depth
}

/**
 * Undoes the filters in place and makes the pixels. Rows that are missing at the end stay white.
 * @returns null when a row has a filter type that does not exist
 */
export function pngPixels(layout: PngLayout, rows: Uint8Array): Layer | null {
  const { width, height } = layout
  const light = new Uint8Array(width * height).fill(255)
  const paint = painterOf(layout, light)
  const back = Math.max(1, bitsOf(layout) >> 3)
  let at = 0
  for (const pass of passesOf(layout)) {
    if (pass.columns === 0) continue
    let above = -1
    for (let y = 0; y < pass.rows && at + 1 + pass.stride <= rows.length; y++) {
      if (!unfilter(rows, { start: at + 1, stride: pass.stride, back, above, type: rows[at] ?? 0 })) return null
      paint.row(rows, at + 1, { from: (pass.top + y * pass.stepY) * width + pass.left, pass })
      above = at + 1
      at += 1 + pass.stride
    }
  }
  return { width, height, light, opacity: paint.opacity() }
}

interface Row {
  readonly start: number
  readonly stride: number
  /** Bytes between a sample and the one to its left. */
  readonly back: number
  /** Where the row above starts, or -1. */
  readonly above: number
  readonly type: number
}

/** Section 9.2. @returns false for a type that does not exist */
function unfilter(rows: Uint8Array, { start, stride, back, above, type }: Row): boolean {
  const end = start + stride
  const up = above < 0 ? null : above - start
  if (type === 0 || (type === 2 && up === null)) return type <= 2
  if (type === 1 || (type === 4 && up === null)) {
    for (let at = start + back; at < end; at++) rows[at] = (rows[at] ?? 0) + (rows[at - back] ?? 0)
  } else if (type === 2) {
    for (let at = start; at < end; at++) rows[at] = (rows[at] ?? 0) + (rows[at + (up ?? 0)] ?? 0)
  } else if (type === 3) {
    for (let at = start; at < end; at++) {
      const left = at - back < start ? 0 : (rows[at - back] ?? 0)
      rows[at] = (rows[at] ?? 0) + ((left + (up === null ? 0 : (rows[at + up] ?? 0))) >> 1)
    }
  } else if (type === 4) {
    paeth(rows, { start, end, back, up: up ?? 0 })
  } else return false
  return true
}

function paeth(
  rows: Uint8Array,
  { start, end, back, up }: { start: number; end: number; back: number; up: number },
): void {
  for (let at = start; at < start + back && at < end; at++) rows[at] = (rows[at] ?? 0) + (rows[at + up] ?? 0)
  for (let at = start + back; at < end; at++) {
    const left = rows[at - back] ?? 0
    const high = rows[at + up] ?? 0
    const corner = rows[at + up - back] ?? 0
    const toLeft = Math.abs(high - corner)
    const toHigh = Math.abs(left - corner)
    const toCorner = Math.abs(left + high - 2 * corner)
    const nearest = toLeft <= toHigh && toLeft <= toCorner ? left : toHigh <= toCorner ? high : corner
    rows[at] = (rows[at] ?? 0) + nearest
  }
}

interface Painter {
  /** Paints the pixels of a row that starts at `start`; the first one belongs at `from`. */
  row(rows: Uint8Array, start: number, to: { from: number; pass: Pass }): void
  opacity(): Uint8Array | null
}

function painterOf(layout: PngLayout, light: Uint8Array): Painter {
  let opacity: Uint8Array | null = null
  const seeThrough = (index: number, opaque: number): void => {
    opacity ??= new Uint8Array(light.length).fill(255)
    opacity[index] = opaque
  }
  const narrow = layout.depth < 16 && (layout.colour === 0 || layout.colour === 3)
  const row = narrow ? byTable(layout, light, seeThrough) : bySamples(layout, light, seeThrough)
  return { row, opacity: () => opacity }
}

type SeeThrough = (index: number, opaque: number) => void

/** One sample of up to 8 bits a pixel: a grey or the number of a colour. */
function byTable(
  { depth, colour, palette, transparency }: PngLayout,
  light: Uint8Array,
  see: SeeThrough,
): Painter['row'] {
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
  return (rows, start, { from, pass }) => {
    for (let x = 0, to = from; x < pass.columns; x++, to += pass.stepX) {
      const bit = x * depth
      const value = ((rows[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & most
      light[to] = lights[value] ?? 0
      if (opaque[value] !== 255) see(to, opaque[value] ?? 255)
    }
  }
}

/** One or two bytes a sample; of two the higher one is enough. */
function bySamples({ depth, colour, transparency }: PngLayout, light: Uint8Array, see: SeeThrough): Painter['row'] {
  const bytes = depth / 8
  const colours = colour === 2 || colour === 6 ? 3 : 1
  const pixel = (SAMPLES[colour] ?? 1) * bytes
  const opaqueAt = colour === 4 || colour === 6 ? colours * bytes : -1
  const [green, blue] = colours === 3 ? [bytes, 2 * bytes] : [0, 0]
  const missing = missingOf(transparency, opaqueAt < 0 ? { colours, bytes } : null)
  return (rows, start, { from, pass }) => {
    for (let x = 0, to = from, at = start; x < pass.columns; x++, to += pass.stepX, at += pixel) {
      light[to] = luminance(rows[at] ?? 0, rows[at + green] ?? 0, rows[at + blue] ?? 0)
      if (opaqueAt >= 0) {
        const opaque = rows[at + opaqueAt] ?? 255
        if (opaque !== 255) see(to, opaque)
      } else if (missing?.every((byte, i) => rows[at + i] === byte)) see(to, 0)
    }
  }
}

/** The colour that is not there as it stands in a row, section 11.3.2.1. */
function missingOf(transparency: Uint8Array | null, size: { colours: number; bytes: number } | null): number[] | null {
  if (transparency === null || size === null || transparency.length < 2 * size.colours) return null
  const bytes = [...transparency.subarray(0, 2 * size.colours)]
  return size.bytes === 2 ? bytes : bytes.filter((_, i) => i % 2 === 1)
}
