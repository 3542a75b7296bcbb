// Shapes with smooth edges: boxes at fractions of a pixel, rounded boxes, discs, polygons; and clouds, the low
// frequencies of wallpapers, walls and paper.

import type { Random } from './random.ts'
import { type Box, blank, mix, pixelOf, type Raster, type Size, touch } from './raster.ts'

export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A box whose edges lie anywhere; a pixel is covered by as much as lies in it. */
export function softBox(raster: Raster, { left, top, right, bottom }: Edges, colour: number, opacity = 1): void {
  const pixel = pixelOf(colour)
  for (let y = Math.floor(top); y < bottom; y++) {
    const high = Math.min(y + 1, bottom) - Math.max(y, top)
    for (let x = Math.floor(left); x < right; x++) {
      const cover = high * (Math.min(x + 1, right) - Math.max(x, left)) * opacity
      if (cover < 0.999) touch(raster, x, y, { colour, cover })
      else if (x >= 0 && y >= 0 && x < raster.width && y < raster.height) raster.pixels[y * raster.width + x] = pixel
    }
  }
}

/** A box with round corners. */
export function roundBox(raster: Raster, box: Box, { radius, colour }: { radius: number; colour: number }): void {
  const { x, y, width, height } = box
  const round = Math.min(radius, width / 2, height / 2)
  const pixel = pixelOf(colour)
  for (let row = Math.floor(y); row < y + height; row++) {
    const down = Math.max(0, y + round - row - 0.5, row + 0.5 - (y + height - round))
    for (let column = Math.floor(x); column < x + width; column++) {
      const across = Math.max(0, x + round - column - 0.5, column + 0.5 - (x + width - round))
      if (across === 0 || down === 0) {
        if (column >= 0 && row >= 0 && column < raster.width && row < raster.height)
          raster.pixels[row * raster.width + column] = pixel
      } else touch(raster, column, row, { colour, cover: round - Math.hypot(across, down) + 0.5 })
    }
  }
}

export function disc(
  raster: Raster,
  { x, y }: { x: number; y: number },
  { radius, colour }: { radius: number; colour: number },
): void {
  for (let row = Math.floor(y - radius); row <= y + radius; row++)
    for (let column = Math.floor(x - radius); column <= x + radius; column++) {
      const cover = radius - Math.hypot(column + 0.5 - x, row + 0.5 - y) + 0.5
      touch(raster, column, row, { colour, cover })
    }
}

/** A closed polygon, even-odd rule, four by four samples a pixel. */
export function polygon(raster: Raster, points: readonly (readonly [x: number, y: number])[], colour: number): void {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  for (let row = Math.floor(Math.min(...ys)); row <= Math.max(...ys); row++)
    for (let column = Math.floor(Math.min(...xs)); column <= Math.max(...xs); column++) {
      let inside = 0
      for (let sample = 0; sample < 16; sample++)
        if (isInside(points, column + ((sample % 4) + 0.5) / 4, row + (Math.floor(sample / 4) + 0.5) / 4)) inside++
      touch(raster, column, row, { colour, cover: inside / 16 })
    }
}

function isInside(points: readonly (readonly [x: number, y: number])[], x: number, y: number): boolean {
  let odd = false
  for (const [at, [x1, y1]] of points.entries()) {
    const [x0, y0] = points.at(at - 1) ?? [0, 0]
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) odd = !odd
  }
  return odd
}

/** Colours that run smoothly over a picture: `cell` is the size of a patch in pixels. */
export function cloud(
  size: Size,
  { random, cell, from, to }: { random: Random; cell: number; from: number; to: number },
): Raster {
  const columns = Math.ceil(size.width / cell) + 2
  const rows = Math.ceil(size.height / cell) + 2
  const values = Float32Array.from({ length: columns * rows }, () => random.next())
  const shades = Uint32Array.from({ length: 256 }, (_, shade) => pixelOf(mix(from, to, shade / 255)))
  const raster = blank(size, null)
  for (let y = 0; y < size.height; y++) {
    const row = Math.floor(y / cell)
    const down = ease(y / cell - row)
    for (let x = 0; x < size.width; x++) {
      const column = Math.floor(x / cell)
      const across = ease(x / cell - column)
      const at = row * columns + column
      const above = (values[at] ?? 0) + ((values[at + 1] ?? 0) - (values[at] ?? 0)) * across
      const next = at + columns
      const below = (values[next] ?? 0) + ((values[next + 1] ?? 0) - (values[next] ?? 0)) * across
      raster.pixels[y * size.width + x] = shades[Math.round((above + (below - above) * down) * 255)] ?? 0
    }
  }
  return raster
}

/** Flat at both ends, so that no patch shows its border. */
function ease(share: number): number {
  return share * share * (3 - 2 * share)
}

/** A straight run of colours; the angle is in radians, 0 from left to right. */
export function gradient(size: Size, { colours, angle }: { colours: readonly number[]; angle: number }): Raster {
  const raster = blank(size, null)
  const [stepX, stepY] = [Math.cos(angle), Math.sin(angle)]
  const reach = Math.abs(stepX) * size.width + Math.abs(stepY) * size.height
  const last = colours.length - 1
  const shades = Uint32Array.from({ length: 512 }, (_, shade) => {
    const place = (shade / 511) * last
    const at = Math.min(last - 1, Math.floor(place))
    return pixelOf(mix(colours[at] ?? 0, colours[at + 1] ?? 0, place - at))
  })
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const along = ((x - size.width / 2) * stepX + (y - size.height / 2) * stepY) / reach + 0.5
      raster.pixels[y * size.width + x] = shades[Math.round(along * 511)] ?? 0
    }
  return raster
}
