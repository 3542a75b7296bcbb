// The pixels of a PNG (ISO/IEC 15948) from its inflated rows. Written here because the decoder of the library refuses
// files that are cut short and holds four copies of the picture; see docs/decisions/0009.
import { type Layer, WHITE } from '../layer.ts'
import { isRepeated, repeatedRow, unfilter } from './filters.ts'
import { ADAM7, bitsOf, type Pass, type PngLayout, passesOf } from './layout.ts'
import { planesOf, rowPainter } from './rows.ts'

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
  const light = new Uint8Array(width * height).fill(WHITE)
  const paint = rowPainter(layout, light)
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
