// The samples of a TIFF's strips and tiles -> how light and how opaque the pixels are.

import { unreadable } from '../bounds.ts'
import { type Layer, luminance, opacityOf } from '../layer.ts'
import type { Expanded } from './expand.ts'
import type { Page, Piece } from './pieces.ts'

/** Photometric interpretation, section 8: grey from white, grey from black, then these. */
const WHITE_IS_ZERO = 0
export const RGB = 2
export const PALETTE = 3
export const YCBCR = 6

export interface Painter {
  /** What lies outside the picture is left out, and so is a piece that is damaged. */
  paint(expanded: Expanded | null, at: Pick<Piece, 'left' | 'top'>): void
  /** What was not painted is white. @throws UkpError picture-unreadable when that is all */
  layer(file: string): Layer
}

export function painterOf(page: Page): Painter {
  const { width, height, bits, samples, opaqueAt } = page
  const light = new Uint8Array(width * height).fill(255)
  const opacity = opacityOf(light.length)
  const lights = lightsOf(page)
  const coloured = page.photometric === RGB && samples >= 3
  // Of 16 bits the higher eight are enough.
  const depth = Math.min(bits, 8)
  const most = 2 ** depth - 1
  const skipped = bits === 16 && page.littleEndian ? 8 : 0
  const step = samples * bits
  const valueAt = (rows: Uint8Array, bit: number): number => ((rows[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most
  const lightAt = (rows: Uint8Array, bit: number): number => lights[valueAt(rows, bit)] ?? 0
  const colours = (rows: Uint8Array, bit: number): number =>
    luminance(lightAt(rows, bit), lightAt(rows, bit + bits), lightAt(rows, bit + 2 * bits))
  let painted = false
  const paint: Painter['paint'] = (expanded, { left, top }) => {
    if (expanded === null) return
    const { rows, columns } = expanded
    const stride = Math.ceil((columns * step) / 8)
    const down = Math.min(Math.floor(rows.length / stride), height - top)
    painted ||= down > 0
    for (let y = 0; y < down; y++) {
      const start = (top + y) * width + left
      const end = start + Math.min(columns, width - left)
      const first = y * stride * 8 + skipped
      if (coloured) for (let to = start, bit = first; to < end; to++, bit += step) light[to] = colours(rows, bit)
      else for (let to = start, bit = first; to < end; to++, bit += step) light[to] = lightAt(rows, bit)
      if (opaqueAt < 0) continue
      for (let to = start, bit = first + opaqueAt * bits; to < end; to++, bit += step) {
        const opaque = (valueAt(rows, bit) * 255) / most
        if (opaque !== 255) opacity.set(to, opaque)
      }
    }
  }
  const layer = (file: string): Layer => {
    if (!painted) throw unreadable(file)
    return { width, height, light, opacity: opacity.plane() }
  }
  return { paint, layer }
}

/** How light each value of a sample is. */
function lightsOf({ bits, photometric, colorMap }: Page): Uint8Array {
  const count = 2 ** Math.min(bits, 8)
  // Some writers give eight bits where there should be sixteen.
  const shift = colorMap.some((value) => value > 255) ? 8 : 0
  return Uint8Array.from({ length: count }, (_, value) => {
    if (photometric === PALETTE) {
      const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((i) => (colorMap[i * count + value] ?? 0) >> shift)
      return luminance(red, green, blue)
    }
    const grey = (value * 255) / (count - 1)
    return photometric === WHITE_IS_ZERO ? 255 - grey : grey
  })
}
