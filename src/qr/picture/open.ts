// Opens a picture, as far as its structure goes, before anything is decoded: what it is, how large it is, and whether it is
// safe to go on. What it is follows from the content alone; a file's name says nothing.
import { isBmp, openBmp } from './bmp/bmp.ts'
import { type CheckedPicture, LIMITS, type PictureFormat, tooLarge, unreadable, unsupported } from './bounds.ts'
import { foreignFormat } from './foreign.ts'
import { isGif, openGif } from './gif.ts'
import { isJpeg, openJpeg } from './jpeg.ts'
import { isPng, openPng } from './png/png.ts'
import { isTiff, openTiff } from './tiff/tiff.ts'
import { isWebp, openWebp } from './webp.ts'

interface Format {
  readonly name: PictureFormat
  readonly is: (bytes: Uint8Array) => boolean
  readonly open: (bytes: Uint8Array, file: string) => CheckedPicture
}

const FORMATS: readonly Format[] = [
  { name: 'BMP', is: isBmp, open: openBmp },
  { name: 'GIF', is: isGif, open: openGif },
  { name: 'JPEG', is: isJpeg, open: openJpeg },
  { name: 'PNG', is: isPng, open: openPng },
  { name: 'TIFF', is: isTiff, open: openTiff },
  { name: 'WebP', is: isWebp, open: openWebp },
]

/** Whether the bytes are a picture's or a document's, one that is read or one that is refused by its name. */
export function isPicture(bytes: Uint8Array): boolean {
  return FORMATS.some(({ is }) => is(bytes)) || foreignFormat(bytes) !== null
}

/**
 * Says what a picture is, with the way to its pixels, or refuses it before it costs anything. No pixel is decoded;
 * compressed data is only measured.
 * @param file the name that an error tells
 * @throws UkpError picture-too-large (25 MB of file, 40 megapixels, a side of 30 000, 160 MB expanded), picture-unsupported
 *   (AVIF, HEIC, PDF, SVG and others, by content), picture-unreadable (no picture, cut short, contradicting itself)
 */
export function openPicture(bytes: Uint8Array, file: string): { format: PictureFormat; checked: CheckedPicture } {
  if (bytes.length > LIMITS.file) throw tooLarge(file, '25 MB')
  const format = FORMATS.find(({ is }) => is(bytes))
  if (format === undefined) {
    const foreign = foreignFormat(bytes)
    throw foreign === null ? unreadable(file) : unsupported(file, foreign)
  }
  try {
    return { format: format.name, checked: format.open(bytes, file) }
  } catch (error) {
    // The views throw it for a number beyond the end: the file is cut short.
    if (error instanceof RangeError) throw unreadable(file)
    throw error
  }
}
