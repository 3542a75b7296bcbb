// What the header of a PNG says (ISO/IEC 15948, section 11.2), and which rows follow from it.

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
export const ADAM7 = [
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

/** One sweep over the picture: all of it, or every so many-th pixel of an interlaced one. */
export interface Pass {
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
  readonly columns: number
  readonly rows: number
  /** Bytes of a row. */
  readonly stride: number
}

export function passesOf({ width, height, interlaced, ...layout }: PngLayout): Pass[] {
  return (interlaced ? ADAM7 : WHOLE).map(([left, top, stepX, stepY]) => {
    const columns = Math.ceil((width - left) / stepX)
    const rows = Math.ceil((height - top) / stepY)
    return { left, top, stepX, stepY, columns, rows, stride: Math.ceil((columns * bitsOf(layout)) / 8) }
  })
}

/** Bits of a pixel. */
export function bitsOf({ colour, depth }: Pick<PngLayout, 'colour' | 'depth'>): number {
  return (SAMPLES[colour] ?? 0) * depth
}
