// Pixels become light and opacity; where something shines through, the ground decides.
import { describe, expect, it } from 'vitest'
import { BLACK, layerOf, luminance, WHITE } from '../../../src/qr/picture/layer.ts'
import { onGround } from '../../../src/qr/read/gray.ts'

describe('a layer', () => {
  it('is grey by luminance, and white stays white', () => {
    expect([luminance(255, 0, 0), luminance(0, 255, 0), luminance(0, 0, 255)]).toEqual([76, 150, 29])
    expect([luminance(0, 0, 0), luminance(255, 255, 255)]).toEqual([0, 255])
  })

  it('keeps no opacity when everything is opaque', () => {
    const layer = layerOf({ width: 1, height: 2, data: Uint8Array.of(9, 9, 9, 255, 40, 40, 40, 255) })
    expect(layer).toEqual({ width: 1, height: 2, light: Uint8Array.of(9, 40), opacity: null })
    expect(onGround(layer, BLACK).data).toEqual(Uint8Array.of(9, 40))
  })

  it('shows the ground where it is transparent, by as much', () => {
    const data = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 200, 200, 200, 0)
    const layer = layerOf({ width: 3, height: 1, data })
    expect(onGround(layer, WHITE)).toEqual({ width: 3, height: 1, data: Uint8Array.of(255, 127, 255) })
    expect(onGround(layer, BLACK).data).toEqual(Uint8Array.of(0, 0, 0))
  })
})
