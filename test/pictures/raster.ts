// A raster: red, green, blue and opacity, a byte each, rows from the top. Filling, pasting, cutting; colours are 0xrrggbb.

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Size {
  readonly x: number
  readonly y: number
}

export interface Raster extends Size {
  /** Four bytes a pixel. */
  readonly data: Uint8ClampedArray
  /** The same memory, a pixel a word; little-endian, as every machine that runs Node is. */
  readonly pixels: Uint32Array
}

/** Whole pixels of an area; `null` leaves it transparent (all four bytes 0). */
export function blank({ width, height }: Size, colour: number | null): Raster {
  const data = new Uint8ClampedArray(width * height * 4)
  const pixels = new Uint32Array(data.buffer)
  if (colour !== null) pixels.fill(pixelOf(colour))
  return { width, height, data, pixels }
}

/** The word of a colour. */
export function pixelOf(colour: number, opacity = 255): number {
  return ((opacity << 24) | ((colour & 0xff) << 16) | (colour & 0xff00) | (colour >> 16)) >>> 0
}

/** A colour between two; 0 is the first, 1 the second. */
export function mix(one: number, other: number, share: number): number {
  let colour = 0
  for (const shift of [16, 8, 0]) {
    const from = (one >> shift) & 0xff
    const to = (other >> shift) & 0xff
    colour |= Math.round(from + (to - from) * share) << shift
  }
  return colour
}

/** The part of a box that lies in the raster, in whole pixels. */
function clipped(raster: Size, { x, y, width, height }: Box): Box {
  const left = Math.max(0, Math.round(x))
  const top = Math.max(0, Math.round(y))
  const right = Math.min(raster.width, Math.round(x + width))
  const bottom = Math.min(raster.height, Math.round(y + height))
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}

export function fill(raster: Raster, box: Box, colour: number): void {
  const { x, y, width, height } = clipped(raster, box)
  const pixel = pixelOf(colour)
  for (let row = y; row < y + height; row++) {
    const start = row * raster.width + x
    raster.pixels.fill(pixel, start, start + width)
  }
}

/** A line of some thickness along the inside of a box. */
export function frame(raster: Raster, box: Box, { thickness, colour }: { thickness: number; colour: number }): void {
  const { x, y, width, height } = box
  fill(raster, { x, y, width, height: thickness }, colour)
  fill(raster, { x, y: y + height - thickness, width, height: thickness }, colour)
  fill(raster, { x, y, width: thickness, height }, colour)
  fill(raster, { x: x + width - thickness, y, width: thickness, height }, colour)
}

/** Lays a colour over one pixel; cover is 0 to 1. Pixels outside are left out. */
export function touch(
  raster: Raster,
  x: number,
  y: number,
  { colour, cover }: { colour: number; cover: number },
): void {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height || cover <= 0) return
  const at = (y * raster.width + x) * 4
  const { data } = raster
  const share = Math.min(1, cover)
  for (let channel = 0; channel < 3; channel++) {
    const own = data[at + channel] ?? 0
    data[at + channel] = own + (((colour >> (16 - 8 * channel)) & 0xff) - own) * share
  }
  data[at + 3] = Math.max(data[at + 3] ?? 0, share * 255)
}

/** Lays a picture over another, with regard to its opacity. */
export function paste(raster: Raster, picture: Raster, { x, y }: { x: number; y: number }): void {
  for (let row = Math.max(0, -y); row < Math.min(picture.height, raster.height - y); row++) {
    for (let column = Math.max(0, -x); column < Math.min(picture.width, raster.width - x); column++) {
      const pixel = picture.pixels[row * picture.width + column] ?? 0
      const opacity = pixel >>> 24
      if (opacity === 255) raster.pixels[(row + y) * raster.width + column + x] = pixel
      else if (opacity > 0) {
        const colour = ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 0xff)
        touch(raster, column + x, row + y, { colour, cover: opacity / 255 })
      }
    }
  }
}

/** A copy of a part; what reaches outside is cut off. */
export function crop(raster: Raster, box: Box): Raster {
  const { x, y, width, height } = clipped(raster, box)
  const part = blank({ width, height }, null)
  for (let row = 0; row < height; row++) {
    const start = (row + y) * raster.width + x
    part.pixels.set(raster.pixels.subarray(start, start + width), row * width)
  }
  return part
}

/** The picture in the middle of a larger one. */
export function pad(raster: Raster, margin: number, colour: number | null): Raster {
  const larger = blank({ width: raster.width + 2 * margin, height: raster.height + 2 * margin }, colour)
  paste(larger, raster, { x: margin, y: margin })
  return larger
}

/** Brightness as the eye weighs it (Rec. 601), 0 to 255. */
export function lightness(colour: number): number {
  return 0.299 * (colour >> 16) + 0.587 * ((colour >> 8) & 0xff) + 0.114 * (colour & 0xff)
}

/** Every channel turned round, as an inverting dark mode does it; opacity stays. */
export function inverted(raster: Raster): Raster {
  const other = blank(raster, null)
  for (const [at, pixel] of raster.pixels.entries()) other.pixels[at] = pixel ^ 0x00ffffff
  return other
}
