// The PNG of a code: every module where it belongs.
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { drawQr, QR_BYTES } from '../../../src/qr/draw/draw.ts'
import { pngOf } from '../../../src/qr/draw/png.ts'

describe('a drawn PNG', () => {
  it.each(['a', 'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta', 'x'.repeat(QR_BYTES)])(
    'has eight pixels a module, dark and light',
    async (text) => {
      const modules = drawQr(text)
      const { bitmap } = await Jimp.fromBuffer(Buffer.from(await pngOf(modules)))
      const side = modules.length * 8
      expect([bitmap.width, bitmap.height]).toEqual([side, side])
      let wrong = 0
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const ink = modules[Math.floor(y / 8)]?.[Math.floor(x / 8)] === true ? 0 : 255
          const at = (y * side + x) * 4
          if (bitmap.data.subarray(at, at + 4).some((value, i) => value !== (i === 3 ? 255 : ink))) wrong++
        }
      }
      expect(wrong).toBe(0)
    },
  )

  it('is a PNG, and small', async () => {
    const png = Buffer.from(await pngOf(drawQr('otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta')))
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(png.length).toBeLessThan(6000)
  })
})
