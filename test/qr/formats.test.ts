// Every kind of file that is promised gives the text of the code in it.
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { openPicture } from '../../src/qr/picture/open.ts'
import { pixelsOf } from '../../src/qr/picture/pixels.ts'
import { readQrTexts } from '../../src/qr/read/read.ts'
import { type BmpKind, bmp } from './bmp-file.ts'
import { type GifKind, gif } from './gif-file.ts'
import { code, otpLink, type Raster, randomOf } from './pictures.ts'
import { png, pngChunk } from './png-file.ts'
import { bitsOf } from './samples.ts'
import { type TiffKind, tiff } from './tiff-file.ts'

const TEXT = otpLink(randomOf(1))
/** 3 pixels a module: an odd width, so that rows end inside a byte. */
const CODE = code(TEXT, { module: 3 })

/** The pixels that are read, as black and white. */
async function decodedBits(bytes: Uint8Array, raster: Raster): Promise<Uint8Array> {
  const { width, light } = await pixelsOf(openPicture(bytes, 'a').checked, 'a')
  const rows: number[] = []
  for (let y = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++) rows.push((light[y * width + x] ?? 0) < 128 ? 0 : 1)
  }
  return Uint8Array.from(rows)
}

async function expectRead(bytes: Uint8Array): Promise<void> {
  expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
  expect(Buffer.compare(await decodedBits(bytes, CODE), bitsOf(CODE))).toBe(0)
}

describe('PNG', () => {
  const kinds = [
    [0, 1],
    [0, 2],
    [0, 4],
    [0, 8],
    [0, 16],
    [2, 8],
    [2, 16],
    [3, 1],
    [3, 2],
    [3, 4],
    [3, 8],
    [4, 8],
    [4, 16],
    [6, 8],
    [6, 16],
  ] as const
  it.each(kinds)('of colour type %i and %i bits is read', async (colour, depth) => {
    await expectRead(png(CODE, { colour, depth }))
  })

  it.each([
    [0, 1],
    [3, 4],
    [2, 8],
    [6, 16],
  ] as const)('of colour type %i and %i bits is read interlaced', async (colour, depth) => {
    await expectRead(png(CODE, { colour, depth, interlace: 1 }))
  })

  const whole = png(CODE, { colour: 6, depth: 8 })
  it('is read with bytes after its end', async () => {
    await expectRead(Buffer.concat([whole, Buffer.from('left over by an editor')]))
  })

  it('is read when it is an animation, whose first frame every viewer shows', async () => {
    const control = pngChunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]))
    await expectRead(Buffer.concat([whole.subarray(0, 33), control, whole.subarray(33)]))
  })

  it('is read with a damaged text chunk and without its last one', async () => {
    const text = pngChunk('tEXt', Buffer.from('Comment\0x'))
    text[10] = 0
    await expectRead(Buffer.concat([whole.subarray(0, 33), text, whole.subarray(33, -12)]))
  })

  it('is read when its data came in many pieces', async () => {
    const data = whole.subarray(41, whole.length - 16)
    const pieces = Array.from({ length: Math.ceil(data.length / 7) }, (_, i) =>
      pngChunk('IDAT', data.subarray(i * 7, i * 7 + 7)),
    )
    await expectRead(Buffer.concat([whole.subarray(0, 33), ...pieces, whole.subarray(-12)]))
  })
})

describe('JPEG', () => {
  const picture = new Jimp({ ...CODE, data: Buffer.from(CODE.data) })
  it.each([100, 80, 40])('of quality %i is read', async (quality) => {
    expect(await readQrTexts(await picture.getBuffer('image/jpeg', { quality }), 'a')).toEqual([TEXT])
  })

  it('is read with fill bytes, camera data, a comment and a second picture behind', async () => {
    const whole = await picture.getBuffer('image/jpeg', { quality: 90 })
    const camera = Buffer.from('\xff\xe1\0\x0aExif\0\0zz\xff\xfe\0\x06note\xff\xff', 'latin1')
    const bytes = Buffer.concat([whole.subarray(0, 2), camera, whole.subarray(2), whole])
    expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
  })
})

describe('GIF', () => {
  const kinds: readonly (readonly [string, GifKind])[] = [
    ['plain', {}],
    ['interlaced', { interlaced: true }],
    ['an animation with the code in its first frame', { more: 3 }],
    ['of an empty screen', { screen: [0, 0] }],
  ]
  it.each(kinds)('is read: %s', async (_, kind) => {
    await expectRead(gif(CODE, kind))
  })

  it('is read: light modules that are transparent, and dark ones', async () => {
    expect(await readQrTexts(gif(CODE, { transparent: 1 }), 'a')).toEqual([TEXT])
    expect(await readQrTexts(gif(CODE, { transparent: 0 }), 'a')).toEqual([TEXT])
  })

  it('is read when it is cut short behind its first frame', async () => {
    await expectRead(gif(CODE, { more: 2 }).subarray(0, gif(CODE).length + 20))
  })
})

describe('BMP', () => {
  const kinds: readonly BmpKind[] = [
    ...([1, 4, 8, 24] as const).map((bits) => ({ bits, header: 12 as const })),
    ...([1, 4, 8, 16, 24, 32] as const).map((bits) => ({ bits })),
    ...([1, 8, 32] as const).map((bits) => ({ bits, header: 124 as const })),
    { bits: 24, header: 64 },
    { bits: 24, topDown: true },
    { bits: 32, topDown: true, header: 108 },
    { bits: 16, masks: [0xf800, 0x07e0, 0x001f] },
    { bits: 32, masks: [0xff, 0xff00, 0xff_0000], header: 108 },
    { bits: 8, gap: 70 },
    { bits: 24, gap: 2 },
    { bits: 8, runs: true },
    { bits: 4, runs: true },
  ]
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))('is read: %s', async (_, kind) => {
    await expectRead(bmp(CODE, kind))
  })
})

describe('TIFF', () => {
  const kinds: readonly TiffKind[] = [
    ...([1, 5, 8, 32_773] as const).flatMap((compression) => [
      { compression },
      { compression, bits: 1 as const, photometric: 0 as const, rowsPerStrip: 10 },
      { compression, photometric: 2 as const, littleEndian: false, rowsPerStrip: 16 },
      { compression, tiles: { width: 32, height: 16 } },
    ]),
    ...([1, 4, 8] as const).map((bits) => ({ photometric: 3 as const, bits })),
    { bits: 16 },
    { bits: 16, littleEndian: false },
    { bits: 16, littleEndian: false, predictor: true, compression: 5 },
    { bits: 8, photometric: 2, predictor: true, compression: 8, rowsPerStrip: 7 },
    { bits: 8, predictor: true, tiles: { width: 16, height: 16 } },
    { bits: 8, more: 3 },
  ]
  it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))('is read: %s', async (_, kind) => {
    await expectRead(tiff(CODE, kind))
  })

  it('is read as the picture library writes it', async () => {
    const picture = new Jimp({ ...CODE, data: Buffer.from(CODE.data) })
    await expectRead(await picture.getBuffer('image/tiff'))
  })
})
