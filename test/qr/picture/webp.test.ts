// WebP in all its forms gives its pixels and its code; what is cut is read as far as it goes, and lies are refused.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../../src/errors.ts'
import { BLACK, type Layer, WHITE } from '../../../src/qr/picture/layer.ts'
import { openPicture } from '../../../src/qr/picture/open.ts'
import { pixelsOf } from '../../../src/qr/picture/pixels.ts'
import { onGround } from '../../../src/qr/read/gray.ts'
import { readQrTexts } from '../../../src/qr/read/read.ts'
import { inspectPicture } from '../inspect.ts'
import { blank, code, fill, NOTHING, otpLink, page, type Raster, randomOf } from '../pictures.ts'
import { chunksOfWebp, lossless, webpCanvas, webpChunk, webpEncoder, webpFile, webpFrame } from '../webp-file.ts'

const TEXT = otpLink(randomOf(31))
const CODE = code(TEXT, { module: 4 })
const LOSSLESS = { lossless: 1, exact: 1 }

let encode: Awaited<ReturnType<typeof webpEncoder>>
beforeAll(async () => {
  encode = await webpEncoder()
})

async function layerOf(bytes: Uint8Array): Promise<Layer> {
  return pixelsOf(openPicture(bytes, 'a').checked, 'a')
}

/** The first channel, as the layer of a grey picture should be. */
function lightOf({ data }: Raster): Uint8Array {
  return Uint8Array.from({ length: data.length / 4 }, (_, i) => data[i * 4] ?? 0)
}

/** An animation whose frames are whole files. */
function animation(files: readonly Uint8Array[], { width, height }: Raster): Buffer {
  const frames = files.map((file) => {
    const chunks = chunksOfWebp(file).filter(({ type }) => type !== 'VP8X')
    return webpFrame(width, height, Buffer.concat(chunks.map(({ type, content }) => webpChunk(type, content))))
  })
  return webpFile(webpCanvas(width, height, 2), webpChunk('ANIM', Buffer.alloc(6)), ...frames)
}

describe('a WebP', () => {
  it('without loss has exactly its pixels', async () => {
    const layer = await layerOf(await encode(CODE, LOSSLESS))
    expect(layer).toMatchObject({ width: CODE.width, height: CODE.height, opacity: null })
    expect(Buffer.compare(layer.light, lightOf(CODE))).toBe(0)
  })

  it('with loss has nearly its pixels', async () => {
    const { light } = await layerOf(await encode(CODE, { quality: 90 }))
    const apart = lightOf(CODE).map((value, i) => Math.abs(value - (light[i] ?? 0)))
    expect(apart.filter((value) => value > 60)).toHaveLength(0)
  })

  it.each([
    ['without loss', LOSSLESS],
    ['of quality 90', { quality: 90 }],
    ['of quality 30', { quality: 30 }],
    ['with loss, opacity without', { quality: 80, alpha_compression: 1 }],
  ])('is read: %s', async (_, options) => {
    expect(await readQrTexts(await encode(CODE, options), 'a')).toEqual([TEXT])
  })

  it.each([
    ['dark on nothing, without loss', { light: NOTHING }, LOSSLESS],
    ['dark on nothing, with loss', { light: NOTHING }, { quality: 80 }],
    ['light on nothing, without loss', { dark: [255, 255, 255, 255] as const, light: NOTHING }, LOSSLESS],
    ['light on nothing, with loss', { dark: [255, 255, 255, 255] as const, light: NOTHING }, { quality: 80 }],
  ])('with opacity is read: %s', async (_, colours, options) => {
    const bytes = await encode(code(TEXT, { ...colours, module: 4 }), options)
    expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
    const layer = await layerOf(bytes)
    // The first pixel is in the quiet zone, of which nothing is there.
    expect(layer.opacity?.[0]).toBe(0)
    expect(onGround(layer, WHITE).data[0]).toBe(255)
    expect(onGround(layer, BLACK).data[0]).toBe(0)
  })

  it('with opacity beside lossy data has both', async () => {
    const half = blank(64, 64, [200, 200, 200, 255])
    fill(half, { x: 0, y: 0, width: 32, height: 64, colour: [200, 200, 200, 77] })
    const bytes = await encode(half, { quality: 95 })
    expect(chunksOfWebp(bytes).map(({ type }) => type)).toEqual(['VP8X', 'ALPH', 'VP8 '])
    const { opacity } = await layerOf(bytes)
    expect([opacity?.[10], opacity?.[50]]).toEqual([77, 255])
  })

  it('that moves is its first frame', async () => {
    const still = await encode(CODE, LOSSLESS)
    const blankFrame = await encode(blank(CODE.width, CODE.height, [9, 9, 9, 255]), LOSSLESS)
    const lucid = await encode(code(TEXT, { light: NOTHING, module: 4 }), { quality: 80 })
    for (const first of [still, lucid]) {
      const bytes = animation([first, blankFrame, blankFrame], CODE)
      expect(inspectPicture(bytes, 'a')).toEqual({ format: 'WebP', width: CODE.width, height: CODE.height, frames: 3 })
      expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
    }
    expect(await readQrTexts(animation([blankFrame, still], CODE), 'a')).toEqual([])
  })

  it('may have a colour profile, camera data and bytes after its end', async () => {
    const [picture] = chunksOfWebp(await encode(CODE, LOSSLESS))
    const bytes = webpFile(
      webpCanvas(CODE.width, CODE.height, 0x2c),
      webpChunk('ICCP', Buffer.alloc(101, 7)),
      webpChunk('VP8L', picture?.content ?? Buffer.alloc(0)),
      webpChunk('EXIF', Buffer.from('camera')),
      webpChunk('XMP ', Buffer.from('<x/>')),
    )
    expect(await readQrTexts(Buffer.concat([bytes, Buffer.from('left over by an editor')]), 'a')).toEqual([TEXT])
  })

  it('counts by its coded data, not by the canvas or the sizes that it claims', async () => {
    const bytes = await encode(CODE, LOSSLESS)
    bytes.writeUInt32LE(7, 4)
    expect(inspectPicture(bytes, 'a')).toMatchObject({ width: CODE.width })
    expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
    const [picture] = chunksOfWebp(await encode(CODE, LOSSLESS))
    const wrong = webpFile(webpCanvas(9000, 9000, 0), webpChunk('VP8L', picture?.content ?? Buffer.alloc(0)))
    expect(await readQrTexts(wrong, 'a')).toEqual([TEXT])
  })
})

describe('a WebP that is cut', () => {
  const above = (): Raster => {
    const sheet = page(randomOf(3), { width: 500, height: 900 }, null)
    for (let row = 0; row < CODE.height; row++) {
      const line = CODE.data.subarray(row * CODE.width * 4, (row + 1) * CODE.width * 4)
      sheet.data.set(line, ((row + 70) * sheet.width + 100) * 4)
    }
    return sheet
  }

  it('below its code is read, when it is lossy', async () => {
    const bytes = await encode(above(), { quality: 80 })
    expect(await readQrTexts(bytes, 'a')).toEqual([TEXT])
    for (const part of [0.6, 0.85, 0.99]) {
      expect(await readQrTexts(bytes.subarray(0, Math.floor(bytes.length * part)), 'a'), `${part}`).toEqual([TEXT])
    }
  })

  it.each([
    ['with loss', { quality: 80 }],
    ['without loss', LOSSLESS],
    ['with opacity', { quality: 60, alpha_quality: 50 }],
  ])('anywhere is read or refused: %s', async (_, options) => {
    const bytes = await encode(code(TEXT, { light: NOTHING, module: 3 }), options)
    for (let part = 0; part < 20; part++) {
      const result: unknown = await readQrTexts(bytes.subarray(0, Math.floor((bytes.length * part) / 20)), 'a').catch(
        (error: unknown) => error,
      )
      if (Array.isArray(result)) expect([[], [TEXT]]).toContainEqual(result)
      else expect(result).toMatchObject({ reason: 'picture-unreadable', facts: { file: 'a' } })
    }
  })
})

describe('a WebP that lies', () => {
  it('about a size that no data is there for is refused, or read without a code', async () => {
    const [picture] = chunksOfWebp(await encode(CODE, { quality: 80 }))
    const content = Buffer.from(picture?.content ?? [])
    content.writeUInt16LE(3900, 6)
    content.writeUInt16LE(3900, 8)
    const result: unknown = await readQrTexts(webpFile(webpChunk('VP8 ', content)), 'a').catch(
      (error: unknown) => error,
    )
    if (!Array.isArray(result)) expect(result).toBeInstanceOf(UkpError)
    else expect(result).toEqual([])
  })

  it.each([
    ['no chunk', webpFile()],
    ['a canvas alone', webpFile(webpCanvas(10, 10, 0))],
    ['opacity alone', webpFile(webpCanvas(10, 10, 16), webpChunk('ALPH', Buffer.alloc(50)))],
    ['an animation without a picture', webpFile(webpCanvas(10, 10, 2), webpFrame(10, 10, Buffer.alloc(0)))],
    ['another signature', webpFile(webpChunk('VP8L', Buffer.alloc(50, 1)))],
    ['no start code', webpFile(webpChunk('VP8 ', Buffer.alloc(50, 1)))],
    ['no width', webpFile(webpChunk('VP8 ', Buffer.from(`0000009d012a00000500${'00'.repeat(40)}`, 'hex')))],
    ['a chunk of four bytes', webpFile(webpChunk('VP8 ', Buffer.alloc(4)))],
  ])('is refused: %s', (_, bytes) => {
    expect(() => inspectPicture(bytes, 'a')).toThrow(
      expect.objectContaining({ reason: 'picture-unreadable', facts: { file: 'a' } }),
    )
  })

  it('in its codes of one symbol is one colour', async () => {
    const { light } = await layerOf(lossless({ width: 50, height: 40 }))
    expect(light).toHaveLength(2000)
    expect(new Set(light)).toEqual(new Set([90]))
  })
})
