// A part of a picture as a picture of its own, with the border that a reader of codes looks for.
import { SMALLEST_CODE } from '../picture/bounds.ts'
import { border, type Gray } from './gray.ts'

/** Pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The box with the border that it lacks, a seventh of its side, of this grey. */
export function cutOut(gray: Gray, { left, top, width, height }: Box, ground: number): Gray {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * gray.width + left
    data.set(gray.data.subarray(from, from + width), y * width)
  }
  return border({ width, height, data }, ground)
}

/** What is inside when the box has a frame: rows and columns at its edges that are light from end to end. Else null. */
export function insideFrame(gray: Gray, box: Box, bright: number): Box | null {
  const across = (y: number, { left, width }: Box): boolean =>
    isLine(gray, { start: y * gray.width + left, step: 1, count: width, bright })
  const down = (x: number, { top, height }: Box): boolean =>
    isLine(gray, { start: top * gray.width + x, step: gray.width, count: height, bright })
  let { left, top, width, height } = box
  while (height > SMALLEST_CODE && across(top, box)) [top, height] = [top + 1, height - 1]
  while (height > SMALLEST_CODE && across(top + height - 1, box)) height--
  while (width > SMALLEST_CODE && down(left, box)) [left, width] = [left + 1, width - 1]
  while (width > SMALLEST_CODE && down(left + width - 1, box)) width--
  const framed =
    top > box.top && left > box.left && top + height < box.top + box.height && left + width < box.left + box.width
  return framed ? { left, top, width, height } : null
}

/** Light but for a few pixels: corners may be round. */
function isLine(gray: Gray, line: { start: number; step: number; count: number; bright: number }): boolean {
  let dark = 0
  for (let i = 0; i < line.count; i++) if ((gray.data[line.start + i * line.step] ?? 0) <= line.bright) dark++
  return dark <= line.count / 20
}
