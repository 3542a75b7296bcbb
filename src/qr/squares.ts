// Finds what may be a code that touches a page of its own dark: the light modules then lie in a square, and nothing
// else says where the code ends. Readers look for the light border that every code should have, and there is none.
import { border, type Gray, WHITE } from './gray.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Light and dark are told apart in the middle between the darkest and the lightest grey of the picture. */
const SMALLEST = 21
/** Width by height; a code seen at an angle is no case for this. */
const SQUARE = 1.15
/** About half of a code's modules are light. */
const FILLED = [0.2, 0.8] as const
/** Edges of the cells, in pixels, that a light pixel marks; neighbours that are marked belong together. */
const CELLS = [6, 16] as const
const MOST = 8

/** Boxes of light pixels that lie together in a square, largest first. For dark ones give the negative. */
export function lightSquares(gray: Gray): Box[] {
  const bright = brightness(gray)
  const found = CELLS.flatMap((cell) => clusters(gray, { bright, cell }))
  const boxes = found.filter((one) => isSquare(one.box) && isHalfLight(one)).map(({ box }) => box)
  const unique = new Map(boxes.map((box) => [`${box.left} ${box.top} ${box.width} ${box.height}`, box]))
  return [...unique.values()].sort((a, b) => b.width * b.height - a.width * a.height).slice(0, MOST)
}

/** The grey from which on a pixel is light. */
function brightness({ data }: Gray): number {
  let low = 255
  let high = 0
  for (const light of data) {
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

/** Light pixels in each cell, and around each cell that has any, all that it touches. */
function clusters(gray: Gray, { bright, cell }: { bright: number; cell: number }): Cluster[] {
  const columns = Math.ceil(gray.width / cell)
  const rows = Math.ceil(gray.height / cell)
  const counts = new Uint16Array(columns * rows)
  for (let y = 0, at = 0; y < gray.height; y++) {
    const row = Math.floor(y / cell) * columns
    for (let x = 0; x < gray.width; x++, at++) {
      if ((gray.data[at] ?? 0) <= bright) continue
      const index = row + Math.floor(x / cell)
      counts[index] = (counts[index] ?? 0) + 1
    }
  }
  const found: Cluster[] = []
  for (let start = 0; start < counts.length; start++) {
    if (counts[start] === 0) continue
    const cluster = take(counts, { start, columns, rows })
    const box = trimmed(gray, { bright, box: scaled(cluster, { cell, width: gray.width, height: gray.height }) })
    found.push({ box, light: cluster.light })
  }
  return found
}

interface Cells {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly light: number
}

/** Takes a cell and all that are connected to it out of the counts. */
function take(counts: Uint16Array, { start, columns, rows }: { start: number; columns: number; rows: number }): Cells {
  const waiting = [start]
  let [left, top, right, bottom, light] = [columns, rows, 0, 0, 0]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const count = counts[at] ?? 0
    if (count === 0) continue
    counts[at] = 0
    light += count
    const x = at % columns
    const y = (at - x) / columns
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
    for (let dy = y === 0 ? 0 : -1; dy <= (y === rows - 1 ? 0 : 1); dy++) {
      for (let dx = x === 0 ? 0 : -1; dx <= (x === columns - 1 ? 0 : 1); dx++) waiting.push(at + dy * columns + dx)
    }
  }
  return { left, top, right, bottom, light }
}

function scaled(cells: Cells, { cell, width, height }: { cell: number; width: number; height: number }): Box {
  const [left, top] = [cells.left * cell, cells.top * cell]
  const right = Math.min(width, (cells.right + 1) * cell)
  const bottom = Math.min(height, (cells.bottom + 1) * cell)
  return { left, top, width: right - left, height: bottom - top }
}

/** The box without rows and columns at its edges that hold no light pixel. */
function trimmed(gray: Gray, { bright, box }: { bright: number; box: Box }): Box {
  let [left, top, right, bottom] = [gray.width, gray.height, 0, 0]
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left; x < box.left + box.width; x++) {
      if ((gray.data[y * gray.width + x] ?? 0) <= bright) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  return { left, top, width: Math.max(0, right + 1 - left), height: Math.max(0, bottom + 1 - top) }
}

function isSquare({ width, height }: Box): boolean {
  return Math.min(width, height) >= SMALLEST && Math.max(width, height) <= SQUARE * Math.min(width, height)
}

function isHalfLight({ box, light }: Cluster): boolean {
  const part = light / (box.width * box.height)
  return part >= FILLED[0] && part <= FILLED[1]
}

/** The box with the light border that it lacks, a seventh of its side. */
export function cutOut(gray: Gray, { left, top, width, height }: Box): Gray {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * gray.width + left
    data.set(gray.data.subarray(from, from + width), y * width)
  }
  return border({ width, height, data }, WHITE)
}

/** Dark for light. */
export function negative({ width, height, data }: Gray): Gray {
  return { width, height, data: data.map((light) => WHITE - light) }
}
