// The SVG of a code: one white square, the dark modules and nothing else.
import { describe, expect, it } from 'vitest'
import { drawQr } from '../../../src/qr/draw/draw.ts'
import { svgOf } from '../../../src/qr/draw/svg.ts'

describe('a drawn SVG', () => {
  it('has a run for each row of dark modules side by side', () => {
    const modules = [
      [false, true, true, false],
      [true, false, true, true],
      [false, false, false, false],
      [false, false, false, true],
    ]
    const svg = svgOf(modules)
    expect(svg).toContain('width="32" height="32" viewBox="0 0 4 4"')
    expect(svg).toContain('<path fill="#fff" d="M0 0h4v4h-4z"/>')
    expect(svg).toContain('d="M1 0h2v1h-2zM0 1h1v1h-1zM2 1h2v1h-2zM3 3h1v1h-1z"')
  })

  it('holds no text, link or script', () => {
    const svg = svgOf(drawQr('otpauth://totp/<script>?secret=JBSWY3DPEHPK3PXP'))
    expect(svg.match(/<\/?[a-z]+/g)).toEqual(['<svg', '<g', '<path', '<path', '</g', '</svg'])
    expect(svg).not.toMatch(/otpauth|script|href/)
  })
})
