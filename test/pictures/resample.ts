// A picture in other sizes and turned: nearest, bilinear, by area and bicubic, as viewers, browsers and messengers do it.
import { blank, type Raster, type Size } from './raster.ts'

export type Method = 'nearest' | 'bilinear' | 'area' | 'cubic'

/** Which source pixels make one target pixel along one axis, and with which weights. */
interface Taps {
  readonly count: number
  readonly from: Int32Array
  readonly weights: Float32Array
}

/** Half the width of the filter in source pixels at scale 1. */
const REACH: Readonly<Record<Method, number>> = { nearest: 0.5, bilinear: 1, area: 0.5, cubic: 2 }

/** A picture in another size; `area` and `cubic` widen with the step when they shrink, `bilinear` and `nearest` skip. */
export function resize(raster: Raster, size: Size, method: Method): Raster {
  if (method === 'nearest') return nearest(raster, size)
  const across = taps(raster.width, size.width, method)
  const down = taps(raster.height, size.height, method)
  const rows = new Float32Array(size.width * raster.height * 4)
  for (let y = 0; y < raster.height; y++)
    for (let x = 0; x < size.width; x++) {
      const first = across.from[x] ?? 0
      const target = (y * size.width + x) * 4
      for (let tap = 0; tap < across.count; tap++) {
        const weight = across.weights[x * across.count + tap] ?? 0
        if (weight === 0) continue
        const column = Math.min(raster.width - 1, Math.max(0, first + tap))
        const source = (y * raster.width + column) * 4
        for (let channel = 0; channel < 4; channel++)
          rows[target + channel] = (rows[target + channel] ?? 0) + weight * (raster.data[source + channel] ?? 0)
      }
    }
  const result = blank(size, null)
  const line = new Float32Array(size.width * 4)
  for (let y = 0; y < size.height; y++) {
    line.fill(0)
    for (let tap = 0; tap < down.count; tap++) {
      const weight = down.weights[y * down.count + tap] ?? 0
      if (weight === 0) continue
      const start = Math.min(raster.height - 1, Math.max(0, (down.from[y] ?? 0) + tap)) * line.length
      for (let at = 0; at < line.length; at++) line[at] = (line[at] ?? 0) + weight * (rows[start + at] ?? 0)
    }
    result.data.set(line, y * line.length)
  }
  return result
}

/** The same by a factor. */
export function scaled(raster: Raster, factor: number, method: Method): Raster {
  const size = {
    width: Math.max(1, Math.round(raster.width * factor)),
    height: Math.max(1, Math.round(raster.height * factor)),
  }
  return resize(raster, size, method)
}

function nearest(raster: Raster, size: Size): Raster {
  const result = blank(size, null)
  const columns = Int32Array.from({ length: size.width }, (_, x) => Math.floor(((x + 0.5) * raster.width) / size.width))
  for (let y = 0; y < size.height; y++) {
    const start = Math.floor(((y + 0.5) * raster.height) / size.height) * raster.width
    for (let x = 0; x < size.width; x++)
      result.pixels[y * size.width + x] = raster.pixels[start + (columns[x] ?? 0)] ?? 0
  }
  return result
}

function taps(from: number, to: number, method: Method): Taps {
  const step = from / to
  const spread = method === 'bilinear' ? 1 : Math.max(1, step)
  const reach = REACH[method] * spread
  const count = Math.ceil(reach * 2) + 1
  const first = new Int32Array(to)
  const weights = new Float32Array(to * count)
  for (let at = 0; at < to; at++) {
    const centre = (at + 0.5) * step
    const start = Math.floor(centre - reach)
    first[at] = start
    let sum = 0
    for (let tap = 0; tap < count; tap++) {
      const left = start + tap
      const weight =
        method === 'area'
          ? Math.max(0, Math.min(left + 1, centre + reach) - Math.max(left, centre - reach))
          : kernel(method, (left + 0.5 - centre) / spread)
      weights[at * count + tap] = weight
      sum += weight
    }
    for (let tap = 0; tap < count; tap++) weights[at * count + tap] = (weights[at * count + tap] ?? 0) / sum
  }
  return { count, from: first, weights }
}

/** Bilinear: a triangle. Cubic: Catmull and Rom, a = -0.5. */
function kernel(method: Method, distance: number): number {
  const x = Math.abs(distance)
  if (method === 'bilinear') return Math.max(0, 1 - x)
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0
}

/** Quarter turns to the right. */
export function turned(raster: Raster, quarters: number): Raster {
  const { width, height } = raster
  const quarter = ((quarters % 4) + 4) % 4
  const result = blank(quarter % 2 === 0 ? raster : { width: height, height: width }, null)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const column = [x, height - 1 - y, width - 1 - x, y][quarter] ?? 0
      const row = [y, x, height - 1 - y, width - 1 - x][quarter] ?? 0
      result.pixels[row * result.width + column] = raster.pixels[y * width + x] ?? 0
    }
  return result
}

/** Left and right change places, as in the front camera. */
export function mirrored(raster: Raster): Raster {
  const result = blank(raster, null)
  for (let y = 0; y < raster.height; y++) {
    const row = raster.pixels.subarray(y * raster.width, (y + 1) * raster.width)
    result.pixels.set(row.slice().reverse(), y * raster.width)
  }
  return result
}
