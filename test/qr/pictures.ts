// Seeded maker of test pictures: codes in every colour, on pages, on nothing. Four bytes a pixel: red, green, blue, opacity.
import { encode } from 'uqr'

export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export type Colour = readonly [red: number, green: number, blue: number, opacity: number]

export const WHITE: Colour = [255, 255, 255, 255]
export const BLACK: Colour = [0, 0, 0, 255]
/** Fully transparent, as most programs write it. */
export const NOTHING: Colour = [0, 0, 0, 0]

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A login link with a made-up key. */
export function otpLink(random: () => number): string {
  const letters = Array.from({ length: 32 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Math.floor(random() * 32)])
  return `otpauth://totp/Minta%3Anagy.${Math.floor(random() * 1000)}?secret=${letters.join('')}&issuer=Minta`
}

export function blank(width: number, height: number, colour: Colour): Raster {
  const raster = { width, height, data: new Uint8Array(width * height * 4) }
  fill(raster, { x: 0, y: 0, width, height, colour })
  return raster
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colour: Colour
}

export function fill(raster: Raster, { x, y, width, height, colour }: Box): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) raster.data.set(colour, (row * raster.width + column) * 4)
  }
}

export interface CodeOptions {
  /** Pixels a module. */
  readonly module?: number
  /** Modules around. */
  readonly quiet?: number
  readonly dark?: Colour
  readonly light?: Colour
}

/** A code alone. Bytes may be given to say what no text can. */
export function code(content: string | readonly number[], options: CodeOptions = {}): Raster {
  const { module = 4, quiet = 4, dark = BLACK, light = WHITE } = options
  const { data } = encode(content, { ecc: 'M', border: quiet })
  const side = data.length * module
  const raster = blank(side, side, light)
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark) fill(raster, { x: x * module, y: y * module, width: module, height: module, colour: dark })
    }
  }
  return raster
}

/** A page with bars of text-like strokes, and the picture somewhere on it, on a card of its own colour. */
export function page(random: () => number, size: { width: number; height: number }, inside: Raster | null): Raster {
  const raster = blank(size.width, size.height, [240, 242, 245, 255])
  const within = (most: number): number => Math.floor(random() * most)
  fill(raster, { x: 0, y: 0, width: size.width, height: 60, colour: [30, 58, 95, 255] })
  for (let line = 0; line < 40; line++) {
    const y = 70 + within(size.height - 90)
    for (let x = within(200); x < size.width - 20; x += 3 + within(9)) {
      fill(raster, { x, y, width: 1 + within(3), height: 4 + within(8), colour: [50, 50, 60, 255] })
    }
  }
  if (inside !== null) {
    const x = within(size.width - inside.width)
    const y = 60 + within(size.height - 60 - inside.height)
    for (let row = 0; row < inside.height; row++) {
      const line = inside.data.subarray(row * inside.width * 4, (row + 1) * inside.width * 4)
      raster.data.set(line, ((y + row) * size.width + x) * 4)
    }
  }
  return raster
}
