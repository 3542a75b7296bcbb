// The pixels of GIF and BMP are those that the library's decoders make, where those can; colours, not only black and white.
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { bmpPixels } from '../../src/qr/picture/bmp/pixels.ts'
import { type Layer, luminance } from '../../src/qr/picture/layer.ts'
import { openPicture } from '../../src/qr/picture/open.ts'
import { pixelsOf } from '../../src/qr/picture/pixels.ts'
import { type BmpKind, bmp } from './bmp-file.ts'
import { type GifKind, gif } from './gif-file.ts'
import { type Raster, randomOf } from './pictures.ts'

const random = randomOf(61)

/** Black and white noise, odd sides. */
function noise(width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let i = 0; i < data.length; i += 4) data.fill(random() < 0.5 ? 0 : 255, i, i + 3)
  return { width, height, data }
}

async function layerOf(bytes: Uint8Array): Promise<Layer> {
  return pixelsOf(openPicture(bytes, 'a').checked, 'a')
}

async function expectSame(bytes: Uint8Array, apart = 0): Promise<void> {
  const { bitmap } = await Jimp.fromBuffer(Buffer.from(bytes))
  const { width, height, light, opacity } = await layerOf(bytes)
  expect({ width, height }).toEqual({ width: bitmap.width, height: bitmap.height })
  for (let i = 0; i < light.length; i++) {
    const [red = 0, green = 0, blue = 0, opaque = 0] = bitmap.data.subarray(i * 4, i * 4 + 4)
    expect(opacity?.[i] ?? 255).toBe(opaque)
    if (opaque === 255)
      expect(Math.abs((light[i] ?? 0) - luminance(red, green, blue)), `pixel ${i}`).toBeLessThanOrEqual(apart)
  }
}

describe('the pixels of a GIF', () => {
  const kinds: readonly (readonly [string, GifKind])[] = [
    ['plain', {}],
    ['interlaced', { interlaced: true }],
    ['with a colour that is not there', { transparent: 1 }],
    ['interlaced, with a colour that is not there', { interlaced: true, transparent: 0 }],
    ['on a larger screen, which is not there around it', { screen: [50, 40] }],
    ['the first of several', { more: 2 }],
  ]
  it.each(kinds)("are those of the library's decoder: %s", async (_, kind) => {
    await expectSame(gif(noise(33, 21), kind))
  })

  it('come in the four colours of its table', async () => {
    const bytes = gif(noise(8, 4))
    // Red and blue for black and white.
    bytes.set([255, 0, 0, 0, 0, 255], 13)
    await expectSame(bytes)
    expect(new Set((await layerOf(bytes)).light)).toEqual(new Set([luminance(255, 0, 0), luminance(0, 0, 255)]))
  })

  it('lie where the frame is on its screen', async () => {
    const bytes = gif(noise(9, 7), { screen: [30, 20] })
    const frame = bytes.indexOf(0x2c, 25)
    bytes.writeUInt16LE(11, frame + 1)
    bytes.writeUInt16LE(5, frame + 3)
    await expectSame(bytes)
    const { opacity } = await layerOf(bytes)
    expect([opacity?.[5 * 30 + 10], opacity?.[5 * 30 + 11], opacity?.[11 * 30 + 19], opacity?.[12 * 30 + 19]]).toEqual([
      0, 255, 255, 0,
    ])
  })
})

describe('the pixels of a BMP', () => {
  const kinds: readonly BmpKind[] = [
    { bits: 1 },
    { bits: 8 },
    { bits: 16 },
    { bits: 24 },
    { bits: 32 },
    { bits: 24, topDown: true },
    { bits: 16, masks: [0xf800, 0x07e0, 0x001f] },
    { bits: 32, masks: [0xff, 0xff00, 0xff_0000], header: 108 },
  ]
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))(
    "are those of the library's decoder: %s",
    async (_, kind) => {
      const bytes = bmp(noise(35, 11), kind)
      // Colours, where a pixel has bytes of its own.
      if (kind.bits >= 16) {
        for (let at = bytes.readUInt32LE(10); at < bytes.length; at++) bytes[at] = Math.floor(random() * 256)
        if (kind.bits === 32) for (let at = bytes.readUInt32LE(10) + 3; at < bytes.length; at += 4) bytes[at] = 0
      }
      // Of five bits, the library makes the most to 248.
      await expectSame(bytes, kind.bits === 16 ? 8 : 0)
    },
  )

  it('of one mask at the top of its bits, or of none, are right', () => {
    const rows = Uint8Array.of(0, 0, 0, 0xff, 0, 0, 0, 0x80)
    const of = (masks: readonly number[]): number[] => [
      ...bmpPixels({ width: 2, height: 1, topDown: false, bits: 32, masks, palette: new Uint8Array(0) }, rows).light,
    ]
    expect(of([0xff00_0000, 0xff00_0000, 0xff00_0000])).toEqual([255, 128])
    expect(of([0x8000_0000, 0x8000_0000, 0x8000_0000])).toEqual([255, 255])
    expect(of([0, 0, 0])).toEqual([0, 0])
  })

  it('of four bits with an odd width are all there', async () => {
    const raster = noise(35, 11)
    const { light } = await layerOf(bmp(raster, { bits: 4 }))
    expect([...light]).toEqual(Array.from({ length: 35 * 11 }, (_, i) => raster.data[i * 4]))
  })
})
