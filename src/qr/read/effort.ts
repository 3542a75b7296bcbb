// How long jsqr will take on a picture, without trying: it keeps every line that looks like part of a finder pattern and compares
// each new one with all of them, so noise and woven screens cost far more than pages. A clock would make reading depend on the day.
import type { Gray } from './gray.ts'

/** Edge of the blocks in which jsqr tells light from dark, and the range of greys that it takes for one colour. */
const BLOCK = 8
const FLAT = 24

/**
 * About the milliseconds that jsqr takes for both polarities on a 2020s laptop core. Fitted to 60 real pictures and to noise,
 * weaves and fields of finder patterns of 0.25 to 4 megapixels: within a factor of two, where plain pixel counts are off by 40.
 */
export function effortOf(gray: Gray): number {
  const { width, height } = gray
  let changes = 0
  let crowding = 0
  for (let top = 0; top < height; top += BLOCK) {
    let inBand = 0
    for (let left = 0; left < width; left += BLOCK) inBand += changesInBlock(gray, left, top)
    changes += inBand
    crowding += (inBand * inBand) / BLOCK
  }
  return width * height * 45e-6 + changes * 2.6e-3 + crowding * 3.6e-6
}

/** Changes between light and dark along the rows of a block. */
function changesInBlock({ width, height, data }: Gray, left: number, top: number): number {
  const right = Math.min(width, left + BLOCK)
  const bottom = Math.min(height, top + BLOCK)
  let sum = 0
  let low = 255
  let high = 0
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) {
      const light = data[at] ?? 0
      sum += light
      if (light < low) low = light
      if (light > high) high = light
    }
  }
  if (high - low <= FLAT) return 0
  const mean = sum / ((right - left) * (bottom - top))
  let changes = 0
  for (let y = top; y < bottom; y++) {
    const start = y * width + left
    let last = (data[start] ?? 0) > mean
    for (let at = start + 1; at < y * width + right; at++) {
      const light = (data[at] ?? 0) > mean
      if (light !== last) changes++
      last = light
    }
  }
  return changes
}
