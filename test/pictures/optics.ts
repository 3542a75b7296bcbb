// What a lens, a sensor and a room do to a picture: blur, sharpening, light and shadow, glare, noise.
import { GAUSS_TABLE, gaussTable, type Random } from './random.ts'
import { blank, type Raster } from './raster.ts'

/** A Gaussian of that deviation in pixels, along the rows and then along the columns; the edge is repeated. */
export function blurred(raster: Raster, deviation: number): Raster {
  if (deviation < 0.25) return raster
  const reach = Math.ceil(deviation * 2)
  const raw = Array.from({ length: 2 * reach + 1 }, (_, tap) => Math.exp(-0.5 * ((tap - reach) / deviation) ** 2))
  const sum = raw.reduce((total, weight) => total + weight, 0)
  // In 256ths; what rounding left over goes to the middle.
  const weights = Int32Array.from(raw, (weight) => Math.round((weight / sum) * 256))
  weights[reach] = (weights[reach] ?? 0) + 256 - weights.reduce((total, weight) => total + weight, 0)
  const { width, height } = raster
  const between = blank(raster, null)
  const line = new Uint32Array(width + 2 * reach)
  const starts = new Int32Array(weights.length)
  for (let y = 0; y < height; y++) {
    // A row with its ends repeated.
    const row = raster.pixels.subarray(y * width, (y + 1) * width)
    line.fill(row[0] ?? 0, 0, reach)
    line.set(row, reach)
    line.fill(row[width - 1] ?? 0, reach + width)
    for (let tap = 0; tap < weights.length; tap++) starts[tap] = tap
    weigh(line, { starts, weights, into: between.pixels, at: y * width, count: width })
  }
  const result = blank(raster, null)
  for (let y = 0; y < height; y++) {
    for (let tap = 0; tap < weights.length; tap++)
      starts[tap] = Math.min(height - 1, Math.max(0, y + tap - reach)) * width
    weigh(between.pixels, { starts, weights, into: result.pixels, at: y * width, count: width })
  }
  return result
}

interface Weighing {
  /** For each weight, where its first pixel is. */
  readonly starts: Int32Array
  /** 256 in all. */
  readonly weights: Int32Array
  readonly into: Uint32Array
  readonly at: number
  readonly count: number
}

/** Weighed sums of pixels, two channels in each half of a word: no sum leaves its 16 bits. */
function weigh(pixels: Uint32Array, { starts, weights, into, at, count }: Weighing): void {
  const taps = weights.length
  for (let x = 0; x < count; x++) {
    let even = 0x00800080
    let odd = 0x00800080
    for (let tap = 0; tap < taps; tap++) {
      const pixel = pixels[(starts[tap] ?? 0) + x] ?? 0
      const weight = weights[tap] ?? 0
      even = (even + Math.imul(pixel & 0x00ff00ff, weight)) | 0
      odd = (odd + Math.imul((pixel >>> 8) & 0x00ff00ff, weight)) | 0
    }
    into[at + x] = ((even >>> 8) & 0x00ff00ff) | (odd & 0xff00ff00)
  }
}

/** Smeared along a line, as by a hand that shook; steps of a pixel. */
export function shaken(raster: Raster, { x, y }: { x: number; y: number }): Raster {
  const steps = Math.max(1, Math.round(Math.hypot(x, y)))
  const result = blank(raster, null)
  const { width, height } = raster
  const sum = new Float64Array(3)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      sum.fill(0)
      for (let step = 0; step <= steps; step++) {
        const from = Math.min(width - 1, Math.max(0, column + Math.round((x * step) / steps)))
        const source = (Math.min(height - 1, Math.max(0, row + Math.round((y * step) / steps))) * width + from) * 4
        for (let channel = 0; channel < 3; channel++)
          sum[channel] = (sum[channel] ?? 0) + (raster.data[source + channel] ?? 0)
      }
      const target = (row * width + column) * 4
      for (let channel = 0; channel < 3; channel++) result.data[target + channel] = (sum[channel] ?? 0) / (steps + 1)
      result.data[target + 3] = 255
    }
  return result
}

/** The picture plus its difference to a blurred one, as phones sharpen. */
export function sharpened(raster: Raster, amount: number): Raster {
  const soft = blurred(raster, 0.9)
  for (let at = 0; at < soft.data.length; at++) {
    const own = raster.data[at] ?? 0
    soft.data[at] = own + (own - (soft.data[at] ?? 0)) * amount
  }
  return soft
}

/** A bright spot: a lamp or a window that the surface throws back. In shares of the picture. */
export interface Glare {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
  /** Added in the middle, 0 to 255 and above: then the spot is burnt out. */
  readonly strength: number
}

export interface Development {
  readonly random: Random
  /** What each channel is multiplied by: exposure and white balance. */
  readonly gain: readonly [red: number, green: number, blue: number]
  /** Light on everything, also on black: the room's reflection. */
  readonly veil: number
  /** Loss of light in the corners, 0 to 1. */
  readonly vignette: number
  /** A slope of light across the picture, -1 to 1 from left to right and from top to bottom. */
  readonly slope: readonly [x: number, y: number]
  readonly glares: readonly Glare[]
  /** Deviation of the sensor's noise at full light and in the dark, in 0 to 255. */
  readonly noise: number
}

/** Light, glare and noise in one go over the picture, in place. */
export function develop(raster: Raster, { random, gain, veil, vignette, slope, glares, noise }: Development): Raster {
  const { width, height, data } = raster
  const normal = gaussTable(random)
  let turn = random.int(0, GAUSS_TABLE - 1)
  const [red, green, blue] = gain
  for (let y = 0; y < height; y++) {
    const down = y / height - 0.5
    for (let x = 0; x < width; x++) {
      const across = x / width - 0.5
      const light = (1 - vignette * 2 * (across * across + down * down)) * (1 + slope[0] * across + slope[1] * down)
      let added = veil
      for (const { x: atX, y: atY, radiusX, radiusY, strength } of glares) {
        const far = ((across + 0.5 - atX) / radiusX) ** 2 + ((down + 0.5 - atY) / radiusY) ** 2
        if (far < 9) added += strength * Math.exp(-far * (0.5 + far * 0.5))
      }
      const at = (y * width + x) * 4
      // Brightness shakes, colour a little less: sensors are smoothed more in colour.
      turn = (turn + 5) & (GAUSS_TABLE - 1)
      const grain = noise * (normal[turn] ?? 0)
      const tint = noise * 0.35 * (normal[(turn * 7 + 3) & (GAUSS_TABLE - 1)] ?? 0)
      data[at] = (data[at] ?? 0) * light * red + added + grain + tint
      data[at + 1] = (data[at + 1] ?? 0) * light * green + added + grain
      data[at + 2] = (data[at + 2] ?? 0) * light * blue + added + grain - tint
    }
    turn = (turn + 1 + Math.floor(random.next() * 4096)) & (GAUSS_TABLE - 1)
  }
  return raster
}

/** Every channel through a curve: 256 values. */
export function toned(raster: Raster, curve: (value: number) => number): Raster {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => curve(value))
  const result = blank(raster, null)
  for (let at = 0; at < raster.data.length; at++)
    result.data[at] = at % 4 === 3 ? (raster.data[at] ?? 0) : (table[raster.data[at] ?? 0] ?? 0)
  return result
}
