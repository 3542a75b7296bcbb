// What is refused and what is let through before anything is decoded, by content and never by name.
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { bmp } from '../bmp-file.ts'
import { gif } from '../gif-file.ts'
import { refiningNothing } from '../hostile-files.ts'
import { inspectPicture } from '../inspect.ts'
import { jpeg as jpegFile, YCC_444 } from '../jpeg-file.ts'
import { blank, WHITE } from '../pictures.ts'
import { png, pngFile } from '../png-file.ts'
import { tiff, tiffFile } from '../tiff-file.ts'
import { lossless } from '../webp-file.ts'

const SMALL = blank(30, 20, WHITE)
const jpeg = async (raster = SMALL): Promise<Buffer> => {
  return new Jimp({ ...raster, data: Buffer.from(raster.data) }).getBuffer('image/jpeg')
}
const refusal = (reason: string, facts: object): object => expect.objectContaining({ reason, facts })

describe('a picture that is let through', () => {
  it.each([
    ['PNG', png(SMALL, { depth: 8, colour: 6 })],
    ['GIF', gif(SMALL)],
    ['BMP', bmp(SMALL, { bits: 24 })],
    ['TIFF', tiff(SMALL)],
  ] as const)('is known as %s with its size', (format, bytes) => {
    expect(inspectPicture(bytes, 'a')).toEqual({ format, width: 30, height: 20, frames: 1 })
  })

  it('is known as JPEG with its size', async () => {
    expect(inspectPicture(await jpeg(), 'a')).toEqual({ format: 'JPEG', width: 30, height: 20, frames: 1 })
  })

  it('is known by its content, whatever the file is called', () => {
    expect(inspectPicture(png(SMALL, { depth: 8, colour: 2 }), 'photo.jpg').format).toBe('PNG')
    expect(inspectPicture(gif(SMALL), 'picture.png').format).toBe('GIF')
    expect(inspectPicture(bmp(SMALL, { bits: 8 }), 'scan.tiff').format).toBe('BMP')
  })

  it('says how many frames or pages there are', () => {
    expect(inspectPicture(gif(SMALL, { more: 4 }), 'a').frames).toBe(5)
    expect(inspectPicture(tiff(SMALL, { more: 2 }), 'a').frames).toBe(3)
  })

  it.each([12, 40, 64, 108, 124] as const)('may be a BMP with a header of %i bytes', (header) => {
    expect(inspectPicture(bmp(SMALL, { bits: 24, header }), 'a')).toMatchObject({ width: 30, height: 20 })
  })

  it('may be a BMP whose rows start at the top, which its height says by a minus', () => {
    expect(inspectPicture(bmp(SMALL, { bits: 24, topDown: true }), 'a')).toMatchObject({ width: 30, height: 20 })
  })

  it('may be a GIF whose screen is smaller than its frame', () => {
    expect(inspectPicture(gif(SMALL, { screen: [0, 0] }), 'a')).toMatchObject({ width: 30, height: 20 })
  })
})

describe('a picture that is too large', () => {
  it('is refused above 25 MB of file', () => {
    const bytes = Buffer.alloc(25 * 1024 * 1024 + 1)
    png(SMALL, { depth: 8, colour: 6 }).copy(bytes)
    expect(() => inspectPicture(bytes, 'a.png')).toThrow(
      refusal('picture-too-large', { file: 'a.png', limit: '25 MB' }),
    )
    expect(inspectPicture(bytes.subarray(0, -1), 'a.png').format).toBe('PNG')
  })

  const pngOf = (width: number, height: number): Buffer => {
    return pngFile({ width, height, depth: 1, colour: 0 }, new Uint8Array(height * (1 + Math.ceil(width / 8))))
  }

  it('is refused above 40 megapixels', () => {
    expect(inspectPicture(pngOf(8000, 5000), 'a')).toMatchObject({ width: 8000, height: 5000 })
    expect(() => inspectPicture(pngOf(8001, 5000), 'a')).toThrow(
      refusal('picture-too-large', { file: 'a', limit: '40 MP' }),
    )
  })

  it('is refused above 30 000 pixels on a side', () => {
    expect(inspectPicture(pngOf(30_000, 2), 'a')).toMatchObject({ width: 30_000 })
    const limit = refusal('picture-too-large', { file: 'a', limit: '30000 px' })
    expect(() => inspectPicture(pngOf(30_001, 2), 'a')).toThrow(limit)
    expect(() => inspectPicture(pngOf(2, 30_001), 'a')).toThrow(limit)
  })

  it('is refused by the size that each format claims', async () => {
    const large = refusal('picture-too-large', { file: 'a', limit: '40 MP' })
    const claim = (bytes: Buffer, write: (bytes: Buffer) => void): Buffer => {
      write(bytes)
      return bytes
    }
    const screen = claim(gif(SMALL), (b) => b.writeUInt32LE(0x4e20_4e20, 6))
    const frame = claim(gif(SMALL), (b) => b.writeUInt32LE(0x4e20_4e20, 13 + 12 + 5))
    const bitmap = claim(bmp(SMALL, { bits: 24 }), (b) => b.writeInt32LE(20_000, 18) && b.writeInt32LE(-20_000, 22))
    const photo = claim(await jpeg(), (b) => b.writeUInt32BE(0x4e20_4e20, b.indexOf(Buffer.of(0xff, 0xc0)) + 5))
    const document = tiffFile(new Uint8Array(8), {
      tags: [
        [256, [20_000]],
        [257, [20_000]],
        [262, [1]],
        [273, [8]],
        [279, [8]],
      ],
    })
    for (const bytes of [screen, frame, bitmap, photo, document])
      expect(() => inspectPicture(bytes, 'a')).toThrow(large)
  })

  it('is refused when its pixels fit but their bytes do not', () => {
    const deep = pngFile({ width: 6000, height: 6000, depth: 16, colour: 6 }, new Uint8Array(100))
    expect(() => inspectPicture(deep, 'a')).toThrow(refusal('picture-too-large', { file: 'a', limit: '160 MB' }))
    const tags = [
      [256, [6000]],
      [257, [6000]],
      [258, [8, 8, 8]],
      [262, [2]],
      [273, [8]],
      [277, [3]],
      [279, [8]],
    ] as const
    expect(() => inspectPicture(tiffFile(new Uint8Array(8), { tags }), 'a')).toThrow(
      refusal('picture-too-large', { file: 'a', limit: '80 MB' }),
    )
  })

  it('is refused when the JPEG decoder would want more than it may have, with the size that would do', () => {
    const three = { sampling: YCC_444, scans: [{ components: [0, 1, 2], band: [0, 0] as const }] }
    const claiming = (width: number, height: number, bytes: Buffer): Buffer => {
      const frame = bytes.indexOf(Buffer.of(0xff, progressive(bytes) ? 0xc2 : 0xc0))
      bytes.writeUInt16BE(height, frame + 5)
      bytes.writeUInt16BE(width, frame + 7)
      // A bit for each block.
      return Buffer.concat([bytes, Buffer.alloc(300_000)])
    }
    const progressive = (bytes: Buffer): boolean => bytes.includes(Buffer.of(0xff, 0xc2))
    const small = { width: 16, height: 16 }
    const nothing = (): void => undefined
    expect(() => inspectPicture(claiming(6000, 6000, jpegFile(small, nothing, three)), 'a')).toThrow(
      refusal('picture-too-large', { file: 'a', limit: '29 MP' }),
    )
    expect(inspectPicture(claiming(6000, 4000, jpegFile(small, nothing, three)), 'a')).toMatchObject({ width: 6000 })
    const sequential = claiming(8000, 5000, jpegFile(small, nothing, { sampling: YCC_444 }))
    expect(inspectPicture(sequential, 'a')).toMatchObject({ width: 8000 })
  })

  it('is refused when the scans of a JPEG go over its pixels too often', () => {
    expect(inspectPicture(refiningNothing(1000, 1000, 20), 'a')).toMatchObject({ width: 1000 })
    expect(() => inspectPicture(refiningNothing(1000, 1000, 499), 'a')).toThrow(
      refusal('picture-unreadable', { file: 'a' }),
    )
    expect(() => inspectPicture(refiningNothing(3000, 2000, 99), 'a')).toThrow(
      refusal('picture-too-large', { file: 'a', limit: '4 MP' }),
    )
  })

  it('is refused above 16 megapixels of WebP', () => {
    expect(inspectPicture(lossless({ width: 4000, height: 4000 }), 'a')).toMatchObject({ width: 4000 })
    expect(() => inspectPicture(lossless({ width: 4001, height: 4000 }), 'a')).toThrow(
      refusal('picture-too-large', { file: 'a', limit: '16 MP' }),
    )
  })
})

describe('a picture of a kind that is not read', () => {
  const box = (type: string, ...brands: string[]): Buffer => {
    return Buffer.concat([Buffer.of(0, 0, 0, 8 + 4 * brands.length), Buffer.from(type + brands.join(''), 'latin1')])
  }
  it.each([
    ['AVIF', box('ftyp', 'avif', '\0\0\0\0', 'avif', 'mif1', 'miaf')],
    ['AVIF', box('ftyp', 'mif1', '\0\0\0\0', 'mif1', 'avif')],
    ['HEIC', box('ftyp', 'heic', '\0\0\0\0', 'mif1', 'heic')],
    ['HEIC', box('ftyp', 'mif1', '\0\0\0\0', 'mif1', 'heic')],
    ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG', Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')],
    ['JPEG XL', Buffer.from('\xff\x0a\0\0', 'latin1')],
    ['ICO', Buffer.from('\0\0\x01\0\x01\0\x10\x10', 'latin1')],
    ['BigTIFF', Buffer.from('II\x2b\0\x08\0\0\0', 'latin1')],
    ['PSD', Buffer.from('8BPS\0\x01', 'latin1')],
  ])('is refused as %s by its content', (format, bytes) => {
    expect(() => inspectPicture(bytes, 'a.png')).toThrow(refusal('picture-unsupported', { file: 'a.png', format }))
  })

  it('is refused inside TIFF and BMP by its compression', () => {
    const tags = [
      [256, [16]],
      [257, [16]],
      [259, [6]],
      [262, [0]],
      [273, [8]],
      [279, [8]],
    ] as const
    expect(() => inspectPicture(tiffFile(new Uint8Array(8), { tags }), 'a')).toThrow(
      refusal('picture-unsupported', { file: 'a', format: 'TIFF (JPEG)' }),
    )
    const bitmap = bmp(SMALL, { bits: 24 })
    bitmap.writeUInt32LE(4, 30)
    expect(() => inspectPicture(bitmap, 'a')).toThrow(
      refusal('picture-unsupported', { file: 'a', format: 'BMP (JPEG)' }),
    )
  })

  it('is refused as an arithmetically coded JPEG', async () => {
    const bytes = await jpeg()
    bytes[bytes.indexOf(Buffer.of(0xff, 0xc0)) + 1] = 0xc9
    expect(() => inspectPicture(bytes, 'a')).toThrow(
      refusal('picture-unsupported', { file: 'a', format: 'JPEG (SOF9)' }),
    )
  })
})

describe('what is no picture', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('otpauth://totp/a?secret=JBSWY3DPEHPK3PXP')],
    ['HTML', Buffer.from('<!doctype html><title>svg</title>')],
    ['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1')],
    ['zeros', Buffer.alloc(1000)],
    ['a signature alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ])('is refused: %s', (_, bytes) => {
    expect(() => inspectPicture(bytes, 'a.png')).toThrow(refusal('picture-unreadable', { file: 'a.png' }))
  })

  it('is refused: a header without area', () => {
    expect(() => inspectPicture(pngFile({ width: 0, height: 5, depth: 8, colour: 0 }, new Uint8Array(5)), 'a')).toThrow(
      refusal('picture-unreadable', { file: 'a' }),
    )
  })
})
