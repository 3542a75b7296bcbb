// Drawn codes are read back by another library, and have the form that the standard asks for.
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { drawQr, QR_BYTES, QUIET_ZONE } from '../../../src/qr/draw/draw.ts'

function readBack(modules: readonly (readonly boolean[])[], scale = 4): string | undefined {
  const side = modules.length * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let i = 0; i < side * side; i++) {
    const dark = modules[Math.floor(i / side / scale)]?.[Math.floor((i % side) / scale)] === true
    if (dark) data.fill(0, i * 4, i * 4 + 3)
  }
  return jsqr.default(data, side, side)?.data
}

describe('a drawn code', () => {
  it.each([
    'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta',
    'otpauth://totp/Ügyfélkapu+: árvíztűrő tükörfúrógép?secret=JBSWY3DPEHPK3PXP',
    'a',
    '0123456789',
    'ő'.repeat(600),
  ])('is read back by another library: %s', (text) => {
    expect(readBack(drawQr(text))).toBe(text)
  })

  it('is a square with four light modules around', () => {
    const modules = drawQr('otpauth://totp/a?secret=JBSWY3DPEHPK3PXP')
    const side = modules.length
    expect((side - 2 * QUIET_ZONE - 17) % 4).toBe(0)
    for (const [y, row] of modules.entries()) {
      expect(row).toHaveLength(side)
      for (const [x, dark] of row.entries()) {
        const outside = Math.min(x, y, side - 1 - x, side - 1 - y) < QUIET_ZONE
        if (outside) expect(dark).toBe(false)
      }
    }
    expect(modules[QUIET_ZONE]?.slice(QUIET_ZONE, QUIET_ZONE + 7)).toEqual(new Array(7).fill(true))
  })

  it('can lose an eighth of its modules and is still read: error correction M or better', () => {
    const text = 'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta'
    const modules = drawQr(text)
    const side = modules.length
    const lost = modules.map((row, y) => row.map((dark, x) => (x > side - 13 && y > 16 && y < side - 12 ? true : dark)))
    expect(lost.flat().filter((dark, i) => dark !== modules.flat()[i]).length).toBeGreaterThan(30)
    expect(readBack(lost)).toBe(text)
  })

  it('holds 2331 bytes and refuses one more, without repeating them', () => {
    expect(drawQr('x'.repeat(QR_BYTES))).toHaveLength(177 + 2 * QUIET_ZONE)
    for (const text of ['x'.repeat(QR_BYTES + 1), `${'ő'.repeat(1165)}xx`]) {
      expect(() => drawQr(text)).toThrow(
        expect.objectContaining({
          reason: 'text-too-long',
          facts: { field: 'qr', limit: 2331 },
          message: 'text-too-long',
        }),
      )
    }
  })
})
