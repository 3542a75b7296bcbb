// A PNG with QR codes beside each other, for whole sessions.
import { code, fill, type Raster, WHITE } from '../qr/pictures.ts'
import { png } from '../qr/png-file.ts'

export function qrPicture(texts: readonly string[]): Buffer {
  const codes = texts.map((text) => code(text, { module: 4 }))
  const width = codes.reduce((sum, one) => sum + one.width, 0)
  const height = Math.max(...codes.map((one) => one.height))
  const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) }
  fill(raster, { x: 0, y: 0, width, height, colour: WHITE })
  let left = 0
  for (const one of codes) {
    for (let y = 0; y < one.height; y++) {
      raster.data.set(one.data.subarray(y * one.width * 4, (y + 1) * one.width * 4), (y * width + left) * 4)
    }
    left += one.width
  }
  return png(raster, { colour: 0, depth: 8 })
}
