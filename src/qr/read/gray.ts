// Grey pictures and the few changes that make a code readable. One byte a pixel, 0 black, 255 white, rows from the top.
import { type Layer, WHITE } from '../picture/layer.ts'

export interface Gray {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** The picture on a `ground` of one grey. */
export function onGround({ width, height, light, opacity }: Layer, ground: number): Gray {
  if (opacity === null) return { width, height, data: light }
  const data = new Uint8Array(light.length)
  for (let i = 0; i < data.length; i++) {
    const opaque = opacity[i] ?? 255
    data[i] = ((light[i] ?? 0) * opaque + ground * (255 - opaque) + 127) / 255
  }
  return { width, height, data }
}

/** The same at half the width and height: the mean of each four pixels. An odd last row or column is left out. */
export function halfOnGround({ width, height, light, opacity }: Layer, ground: number): Gray {
  const half = { width: width >> 1, height: height >> 1 }
  const data = new Uint8Array(half.width * half.height)
  const on = (at: number): number => {
    const opaque = opacity?.[at] ?? 255
    return opaque === 255 ? (light[at] ?? 0) : ((light[at] ?? 0) * opaque + ground * (255 - opaque)) / 255
  }
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, at = 2 * y * width; x < half.width; x++, at += 2) {
      data[to++] = (on(at) + on(at + 1) + on(at + width) + on(at + width + 1) + 2) / 4
    }
  }
  return { ...half, data }
}

/** As jsqr takes it. */
export function toRgba({ data }: Gray): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(data.length * 4).fill(255)
  for (let i = 0, at = 0; i < data.length; i++, at += 4) {
    const light = data[i] ?? 0
    rgba[at] = light
    rgba[at + 1] = light
    rgba[at + 2] = light
  }
  return rgba
}

/** Dark for light. */
export function negative({ width, height, data }: Gray): Gray {
  return { width, height, data: data.map((light) => WHITE - light) }
}

/** Scales down so that the longer side is `side`: each new pixel is the mean of those it covers. Null when it is no longer. */
export function shrink(gray: Gray, side: number): Gray | null {
  const factor = Math.max(gray.width, gray.height) / side
  if (factor <= 1) return null
  const width = Math.max(1, Math.round(gray.width / factor))
  const height = Math.max(1, Math.round(gray.height / factor))
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, gray.height)
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, gray.width)
      let sum = 0
      for (let row = top; row < bottom; row++) {
        const start = row * gray.width
        for (let at = start + left; at < start + right; at++) sum += gray.data[at] ?? 0
      }
      data[y * width + x] = Math.round(sum / ((bottom - top) * (right - left)))
    }
  }
  return { width, height, data }
}

/** First and last + 1 of the old pixels under a new one. */
function covered(at: number, count: number, oldCount: number): readonly [number, number] {
  const first = Math.floor((at * oldCount) / count)
  return [first, Math.max(first + 1, Math.floor(((at + 1) * oldCount) / count))]
}

/** Twice as wide and high, in between the mean of the neighbours, weighted by distance. */
export function double(gray: Gray): Gray {
  const width = gray.width * 2
  const height = gray.height * 2
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const near = (y >> 1) * gray.width
    const far = Math.min(gray.height - 1, Math.max(0, (y >> 1) + (y & 1 ? 1 : -1))) * gray.width
    for (let x = 0; x < width; x++) {
      const nearX = x >> 1
      const farX = Math.min(gray.width - 1, Math.max(0, nearX + (x & 1 ? 1 : -1)))
      const beside = 9 * (gray.data[near + nearX] ?? 0) + 3 * (gray.data[near + farX] ?? 0)
      const beyond = 3 * (gray.data[far + nearX] ?? 0) + (gray.data[far + farX] ?? 0)
      data[y * width + x] = (beside + beyond + 8) >> 4
    }
  }
  return { width, height, data }
}

/** A border of one grey, a seventh of the longer side and at least 8 pixels: the quiet zone that the picture lacks. */
export function border(gray: Gray, ground: number): Gray {
  const margin = Math.max(8, Math.ceil(Math.max(gray.width, gray.height) / 7))
  const width = gray.width + 2 * margin
  const height = gray.height + 2 * margin
  const data = new Uint8Array(width * height).fill(ground)
  for (let y = 0; y < gray.height; y++) {
    data.set(gray.data.subarray(y * gray.width, (y + 1) * gray.width), (y + margin) * width + margin)
  }
  return { width, height, data }
}

/**
 * Each pixel the mean of a square around it with edges of an eightieth of the longer side: joins modules that are drawn
 * as letters or dots with gaps between them.
 */
export function blur({ width, height, data }: Gray): Gray {
  const radius = Math.max(1, Math.round(Math.max(width, height) / 160))
  const across = new Uint8Array(data.length)
  const blurred = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) slide(data, across, { start: y * width, step: 1, count: width, radius })
  for (let x = 0; x < width; x++) slide(across, blurred, { start: x, step: width, count: height, radius })
  return { width, height, data: blurred }
}

interface Line {
  readonly start: number
  readonly step: number
  readonly count: number
  readonly radius: number
}

/** Means along a line; the pixel at each end stands for those beyond it. */
function slide(from: Uint8Array, to: Uint8Array, { start, step, count, radius }: Line): void {
  const at = (i: number): number => from[start + Math.min(count - 1, Math.max(0, i)) * step] ?? 0
  const size = 2 * radius + 1
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += at(i)
  for (let i = 0; i < count; i++) {
    to[start + i * step] = Math.round(sum / size)
    sum += at(i + radius + 1) - at(i - radius)
  }
}
