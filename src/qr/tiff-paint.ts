// The samples of a TIFF's strips and tiles -> how light and how opaque the pixels are.
import { type Layer, luminance } from './layer.ts'
import type { Expanded } from './tiff-expand.ts'
import type { Page, Piece } from './tiff-pieces.ts'

/** Photometric interpretation, section 8: grey from white, grey from black, then these. */
const WHITE_IS_ZERO = 0
export const RGB = 2
export const PALETTE = 3
export const YCBCR = 6

export interface Painter {
  /** What lies outside the picture is left out. */
  paint(expanded: Expanded, at: Pick<Piece, 'left' | 'top'>): void
  /** What was not painted is white. */
  layer(): Layer
}

export function painterOf(page: Page): Painter {
  const { width, height, bits, samples, opaqueAt } = page
  const light = new Uint8Array(width * height).fill(255)
  let opacity: Uint8Array | null = null
  const lights = lightsOf(page)
  const coloured = page.photometric === RGB && samples >= 3
  // Of 16 bits the higher eight are enough.
  const depth = Math.min(bits, 8)
  const most = 2 ** depth - 1
  const skipped = bits === 16 && page.littleEndian ? 8 : 0
  const valueAt = (rows: Uint8Array, bit: number): number => ((rows[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most
  const paint: Painter['paint'] = ({ rows, columns }, { left, top }) => {
    const stride = Math.ceil((columns * samples * bits) / 8)
    const down = Math.min(Math.floor(rows.length / stride), height - top)
    const across = Math.min(columns, width - left)
    for (let y = 0; y < down; y++) {
      let bit = y * stride * 8 + skipped
      let to = (top + y) * width + left
      for (const end = to + across; to < end; to++, bit += samples * bits) {
        const first = lights[valueAt(rows, bit)] ?? 0
        light[to] = coloured
          ? luminance(first, lights[valueAt(rows, bit + bits)] ?? 0, lights[valueAt(rows, bit + 2 * bits)] ?? 0)
          : first
        if (opaqueAt < 0) continue
        const opaque = (valueAt(rows, bit + opaqueAt * bits) * 255) / most
        if (opaque === 255) continue
        opacity ??= new Uint8Array(light.length).fill(255)
        opacity[to] = opaque
      }
    }
  }
  return { paint, layer: () => ({ width, height, light, opacity }) }
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
