// Finds what may be a code that touches a page of its own dark: the light modules then lie in a square, and nothing
// else says where the code ends. Readers look for the light border that every code should have, and there is none.
import { SMALLEST_CODE } from '../picture/bounds.ts'
import type { Box } from './cut-out.ts'
import type { Gray } from './gray.ts'

/** Width by height; a code seen at an angle is no case for this. */
const SQUARE = 1.15
/** About half of a code's modules are light. */
const FILLED = [0.2, 0.8] as const
/** Edge of the cells, in pixels, that a light pixel marks; neighbours that are marked belong together. Then two, four and six by one. */
const CELL = 3
const JOINED = [2, 4, 6] as const
const MOST = 8
/** Pixels of all boxes together, unless the picture has more. */
const AREA = 4_000_000

/**
 * Boxes of light pixels that lie together in a square, largest first; together they are no larger than a large picture.
 * For dark ones give the negative.
 */
export function lightSquares(gray: Gray, bright = brightness(gray)): Box[] {
  const fine = cellsOf(gray, bright)
  const found = [...JOINED.map((side) => joined(fine, side)), fine].flatMap((cells) =>
    clusters(gray, { bright, cells }),
  )
  const boxes = found.filter((one) => isSquare(one.box) && isHalfLight(one)).map(({ box }) => box)
  const unique = [...new Map(boxes.map((box) => [`${box.left} ${box.top} ${box.width} ${box.height}`, box])).values()]
  let left = Math.max(AREA, gray.data.length)
  return unique
    .sort((a, b) => areaOf(b) - areaOf(a))
    .slice(0, MOST)
    .filter((box) => {
      const fits = areaOf(box) <= left
      if (fits) left -= areaOf(box)
      return fits
    })
}

function areaOf({ width, height }: Box): number {
  return width * height
}

/** The grey above which a pixel is light: in the middle between the darkest and the lightest of the picture. */
export function brightness({ data }: Gray): number {
  let low = 255
  let high = 0
  for (let i = 0; i < data.length && high - low < 255; i++) {
    const light = data[i] ?? 0
    if (light < low) low = light
    if (light > high) high = light
  }
  return (low + high) / 2
}

interface Cluster {
  readonly box: Box
  /** Light pixels. */
  readonly light: number
}

/** How many light pixels each cell has. */
interface Cells {
  /** Pixels. */
  readonly edge: number
  readonly columns: number
  readonly rows: number
  readonly counts: Uint8Array | Uint16Array
}

function cellsOf(gray: Gray, bright: number): Cells {
  const columns = Math.ceil(gray.width / CELL)
  const rows = Math.ceil(gray.height / CELL)
  const counts = new Uint8Array(columns * rows)
  const most = Math.floor(bright)
  for (let y = 0; y < gray.height; y++) {
    const start = y * gray.width
    const end = start + gray.width
    let index = Math.floor(y / CELL) * columns
    for (let from = start; from < end; from += CELL, index++) {
      const to = Math.min(end, from + CELL)
      let light = counts[index] ?? 0
      // The sign of the difference: in noise, a branch is guessed wrong half of the time.
      for (let at = from; at < to; at++) light += (most - (gray.data[at] ?? 0)) >>> 31
      counts[index] = light
    }
  }
  return { edge: CELL, columns, rows, counts }
}

/** Cells of `side` × `side` of these. */
function joined({ edge, columns, rows, counts }: Cells, side: number): Cells {
  const across = Math.ceil(columns / side)
  const down = Math.ceil(rows / side)
  const sums = new Uint16Array(across * down)
  for (let y = 0, at = 0; y < rows; y++) {
    const row = Math.floor(y / side) * across
    for (let x = 0; x < columns; x++, at++) {
      const index = row + Math.floor(x / side)
      sums[index] = (sums[index] ?? 0) + (counts[at] ?? 0)
    }
  }
  return { edge: edge * side, columns: across, rows: down, counts: sums }
}

/** Around each cell that has any light pixel, all that it touches. Empties the counts. */
function clusters(gray: Gray, { bright, cells }: { bright: number; cells: Cells }): Cluster[] {
  const { edge, columns, rows, counts } = cells
  const found: Cluster[] = []
  for (let start = 0; start < counts.length; start++) {
    if (counts[start] === 0) continue
    const cluster = take(counts, { start, columns, rows })
    const box = scaled(cluster, { cell: edge, width: gray.width, height: gray.height })
    if (!mayBeCode(box, cluster.light, edge)) continue
    found.push({ box: trimmed(gray, { bright, box }), light: cluster.light })
  }
  return found
}

/**
 * Before the box is known to the pixel: it may be smaller by a cell on each side. What is light enough has not much more
 * pixels in all boxes than the picture, so that trimming them is bounded, however they lie around each other.
 */
function mayBeCode({ width, height }: Box, light: number, cell: number): boolean {
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)]
  if (shorter < SMALLEST_CODE || longer - 2 * cell > SQUARE * shorter) return false
  return light >= FILLED[0] * Math.max(0, width - 2 * cell) * Math.max(0, height - 2 * cell)
}

interface Taken {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly light: number
}

/** Takes a cell and all that are connected to it out of the counts. */
function take(
  counts: Uint8Array | Uint16Array,
  { start, columns, rows }: { start: number; columns: number; rows: number },
): Taken {
  let [left, top, right, bottom, light] = [columns, rows, 0, 0, 0]
  const waiting: number[] = []
  const reach = (at: number): void => {
    const count = counts[at] ?? 0
    if (count === 0) return
    counts[at] = 0
    light += count
    waiting.push(at)
  }
  reach(start)
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const x = at % columns
    const y = (at - x) / columns
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
    for (let dy = y === 0 ? 0 : -1; dy <= (y === rows - 1 ? 0 : 1); dy++) {
      for (let dx = x === 0 ? 0 : -1; dx <= (x === columns - 1 ? 0 : 1); dx++) reach(at + dy * columns + dx)
    }
  }
  return { left, top, right, bottom, light }
}

function scaled(cells: Taken, { cell, width, height }: { cell: number; width: number; height: number }): Box {
  const [left, top] = [cells.left * cell, cells.top * cell]
  const right = Math.min(width, (cells.right + 1) * cell)
  const bottom = Math.min(height, (cells.bottom + 1) * cell)
  return { left, top, width: right - left, height: bottom - top }
}

/** The box without rows and columns at its edges that hold no light pixel. */
function trimmed(gray: Gray, { bright, box }: { bright: number; box: Box }): Box {
  const isDark = (start: number, step: number, count: number): boolean => {
    for (let i = 0, at = start; i < count; i++, at += step) if ((gray.data[at] ?? 0) > bright) return false
    return true
  }
  const isDarkRow = (y: number): boolean => isDark(y * gray.width + box.left, 1, box.width)
  let [left, top, right, bottom] = [box.left, box.top, box.left + box.width, box.top + box.height]
  while (top < bottom && isDarkRow(top)) top++
  while (bottom > top && isDarkRow(bottom - 1)) bottom--
  const isDarkColumn = (x: number): boolean => isDark(top * gray.width + x, gray.width, bottom - top)
  while (left < right && isDarkColumn(left)) left++
  while (right > left && isDarkColumn(right - 1)) right--
  return { left, top, width: right - left, height: bottom - top }
}

function isSquare({ width, height }: Box): boolean {
  return Math.min(width, height) >= SMALLEST_CODE && Math.max(width, height) <= SQUARE * Math.min(width, height)
}

function isHalfLight({ box, light }: Cluster): boolean {
  const part = light / (box.width * box.height)
  return part >= FILLED[0] && part <= FILLED[1]
}
