// The pixels of a PNG (ISO/IEC 15948) from its inflated rows. Written here because the decoder of the library refuses
// files that are cut short and holds four copies of the picture; see docs/decisions/0009.
import { type Layer, luminance, type Opacity, opacityOf } from '../../read/layer.ts'
import { isRepeated, repeatedRow, unfilter } from './filters.ts'

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

export interface PngPainter {
  /** Takes the next inflated bytes. @returns false when no more are wanted: all rows are there, or one is damaged */
  take(bytes: Uint8Array): boolean
  /** Bytes that made rows. */
  taken(): number
  /** The pixels. Rows that are missing are white; in an interlaced picture, pixels look like the nearest one that is there. */
  layer(): Layer
}

/** Makes the pixels row by row: all rows of 40 megapixels would take four times the memory of the pixels. */
export function pngPainter(layout: PngLayout): PngPainter {
  const { width, height } = layout
  const light = new Uint8Array(width * height).fill(255)
  const paint = painterOf(layout, light)
  const back = Math.max(1, bitsOf(layout) >> 3)
  const passes = passesOf(layout).filter(({ columns, rows }) => columns > 0 && rows > 0)
  let [at, y, filled, taken] = [0, 0, 0, 0]
  let pass = passes[0]
  // With the filter type in front.
  let row: Uint8Array = new Uint8Array(1 + (pass?.stride ?? 0))
  let above: Uint8Array | null = null
  const repeated = repeatedRow(row.length)
  const nextRow = (current: Pass): boolean => {
    const from = (current.top + y * current.stepY) * width + current.left
    taken += row.length
    filled = 0
    // Half of the rows of a screenshot and more: the one above once again.
    if (above !== null && !layout.interlaced && isRepeated(row, repeated)) paint.repeat(from)
    else {
      if (!unfilter(row, { above, back })) return false
      paint.row(row, { from, pass: current })
      const used = above
      above = row
      row = used ?? new Uint8Array(row.length)
    }
    if (++y < current.rows) return true
    pass = passes[++at]
    y = 0
    above = null
    row = new Uint8Array(1 + (pass?.stride ?? 0))
    return pass !== undefined
  }
  return {
    take(bytes) {
      for (let from = 0; from < bytes.length && pass !== undefined; ) {
        const part = bytes.subarray(from, from + row.length - filled)
        row.set(part, filled)
        filled += part.length
        from += part.length
        if (filled === row.length && !nextRow(pass)) return false
      }
      return pass !== undefined
    },
    taken: () => taken,
    layer() {
      const opacity = paint.opacity()
      if (layout.interlaced && pass !== undefined) {
        const done = ADAM7.findIndex(([left, top]) => left === pass?.left && top === pass?.top)
        const until = y === 0 ? 0 : pass.top + y * pass.stepY
        for (const plane of planesOf(light, opacity)) fillGaps(plane, { width, done, until })
      }
      return { width, height, light, opacity }
    },
  }
}

/** Of an interlaced picture, the pixels that stand for one: width and height of the blocks after none, one, … of the passes. */
const BLOCKS = [
  [1, 1],
  [8, 8],
  [4, 8],
  [4, 4],
  [2, 4],
  [2, 2],
  [1, 2],
  [1, 1],
] as const

/** After `done` passes, and above row `until` one pass more, each block looks like its first pixel. */
function fillGaps(plane: Uint8Array, { width, done, until }: { width: number; done: number; until: number }): void {
  for (let at = 0, y = 0; at < plane.length; at += width, y++) {
    const [across, down] = BLOCKS[y < until ? done + 1 : done] ?? [1, 1]
    const source = at - (y % down) * width
    if (across === 1) plane.copyWithin(at, source, source + width)
    else for (let x = 0; x < width; x++) plane[at + x] = plane[source + x - (x % across)] ?? 255
  }
}

interface Painter {
  /** Paints the row above again, of a picture that is not interlaced; the first pixel belongs at `from`. */
  repeat(from: number): void
  /** Paints the pixels of a row, which has its filter type in front; the first one belongs at `from`. */
  row(row: Uint8Array, to: { from: number; pass: Pass }): void
  opacity(): Uint8Array | null
}

function painterOf(layout: PngLayout, light: Uint8Array): Painter {
  const opacity = opacityOf(light.length)
  const narrow = layout.depth < 16 && (layout.colour === 0 || layout.colour === 3)
  const row = narrow ? byTable(layout, light, opacity.set) : bySamples(layout, light, opacity.set)
  const repeat = (from: number): void => {
    for (const plane of planesOf(light, opacity.plane())) plane.copyWithin(from, from - layout.width, from)
  }
  return { row, repeat, opacity: opacity.plane }
}

type SeeThrough = Opacity['set']

function planesOf(light: Uint8Array, opacity: Uint8Array | null): readonly Uint8Array[] {
  return opacity === null ? [light] : [light, opacity]
}

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
function bySamples({ depth, colour, transparency }: PngLayout, light: Uint8Array, see: SeeThrough): Painter['row'] {
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
): Painter['row'] {
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
