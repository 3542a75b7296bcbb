// A decoded picture as the reader of codes wants it: how light each pixel is and how much of it is there. Two bytes a
// pixel at most, where red, green, blue and opacity take four.

export const WHITE = 255
export const BLACK = 0

export interface Layer {
  readonly width: number
  readonly height: number
  /** One byte a pixel, rows from the top; 0 black, 255 white. */
  readonly light: Uint8Array
  /** The same for opacity, or null when nothing shines through. */
  readonly opacity: Uint8Array | null
}

/** A plane of opacity that is made when the first pixel is not opaque. */
export interface Opacity {
  set(index: number, opaque: number): void
  plane(): Uint8Array | null
}

/** @param size pixels */
export function opacityOf(size: number): Opacity {
  let plane: Uint8Array | null = null
  return {
    set(index, opaque) {
      plane ??= new Uint8Array(size).fill(255)
      plane[index] = opaque
    },
    plane: () => plane,
  }
}

/** Luminance by ITU-R BT.601 in whole numbers: what the decoders of codes were tuned on. */
export function luminance(red: number, green: number, blue: number): number {
  return (red * 306 + green * 601 + blue * 117 + 512) >> 10
}

/** From four bytes a pixel: red, green, blue, opacity. */
export function layerOf({
  width,
  height,
  data,
}: {
  width: number
  height: number
  data: Uint8Array | Uint8ClampedArray
}): Layer {
  const light = new Uint8Array(width * height)
  const opacity = opacityOf(light.length)
  for (let i = 0, at = 0; i < light.length; i++, at += 4) {
    light[i] = luminance(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
    const opaque = data[at + 3] ?? 255
    if (opaque !== 255) opacity.set(i, opaque)
  }
  return { width, height, light, opacity: opacity.plane() }
}
