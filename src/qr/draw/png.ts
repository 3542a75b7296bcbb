// The modules of a QR code -> a PNG, by jimp, which is loaded on use.

const PIXELS_A_MODULE = 8

/** @param modules rows of a square, true is dark, with the quiet zone; eight pixels each. @returns PNG */
export async function pngOf(modules: readonly (readonly boolean[])[]): Promise<Uint8Array> {
  const { Jimp } = await import('jimp')
  const side = modules.length * PIXELS_A_MODULE
  // Four bytes a pixel, all opaque white; then the ink.
  const data = Buffer.alloc(side * side * 4, 0xff)
  for (let y = 0; y < side; y++) {
    const row = modules[Math.floor(y / PIXELS_A_MODULE)] ?? []
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * 4
      if (row[Math.floor(x / PIXELS_A_MODULE)] === true) data.fill(0, at, at + 3)
    }
  }
  return await new Jimp({ width: side, height: side, data }).getBuffer('image/png')
}
