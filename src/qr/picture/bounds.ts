// How large a picture may be, and what every reader of a picture's header returns and throws.
// Measured without these bounds: a 48 kB PNG kept the decoder busy for a minute, a 550-byte TIFF ended the process at 2.4 GB.
import { UkpError } from '../../errors.ts'
import type { Layer } from './layer.ts'

export type PictureFormat = 'PNG' | 'JPEG' | 'GIF' | 'BMP' | 'TIFF' | 'WebP'

const MB = 1024 * 1024

export const LIMITS = {
  /** Bytes of the file: a photo of a phone has up to 15 MB. */
  file: 25 * MB,
  /** Pixels: screens have 15 million, photos of phones 12 or 24. */
  pixels: 40_000_000,
  /** Pixels of one side. */
  side: 30_000,
  /** Bytes that a compressed picture may expand to on its way to pixels: 40 megapixels of four bytes. */
  expanded: 160 * MB,
  /** Pixels of a WebP, whose decoder holds them three times with four bytes each. */
  webp: 16_000_000,
  /** Bytes of the rows of a TIFF: 26 megapixels of three bytes. */
  tiff: 80 * MB,
  /** Bytes that the JPEG decoder may need, see jpeg.ts. */
  jpeg: 300_000_000,
  /** Samples that all scans of a JPEG may go over, which takes about a second: 24 megapixels with all that progressive ones have. */
  scanned: 450_000_000,
} as const

/** Modules in height of a QR code of version 1: what is lower holds none. */
export const SMALLEST_CODE = 21

export interface PictureHeader {
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** Frames of an animation or pages of a document; 1 for all others. */
  readonly frames: number
}

/** A picture whose structure was checked. */
export type CheckedPicture = { readonly header: PictureHeader } & (
  | {
      /**
       * The first frame as a file whose structure was written here and holds nothing but what the pixels need, so that no
       * lie of the original's structure reaches a decoder.
       */
      readonly plain: () => Uint8Array
      readonly decoder: 'jimp' | 'webp'
      readonly layer?: undefined
    }
  | {
      /** The pixels. @throws UkpError picture-unreadable */
      readonly layer: () => Layer | Promise<Layer>
      readonly plain?: undefined
      readonly decoder?: undefined
    }
)

/** Not a picture, cut short, or contradicting itself. */
export function unreadable(file: string): UkpError<'picture-unreadable'> {
  return new UkpError('picture-unreadable', { file })
}

export function tooLarge(file: string, limit: string): UkpError<'picture-too-large'> {
  return new UkpError('picture-too-large', { file, limit })
}

/** A picture, but of a kind that is not read. */
export function unsupported(file: string, format: string): UkpError<'picture-unsupported'> {
  return new UkpError('picture-unsupported', { file, format })
}

/**
 * Refuses what has no area or too much of it.
 * @throws UkpError picture-unreadable, picture-too-large
 */
export function checkArea(width: number, height: number, file: string): void {
  if (!Number.isSafeInteger(width) || !Number.isSafeInteger(height) || width < 1 || height < 1) throw unreadable(file)
  if (width > LIMITS.side || height > LIMITS.side) throw tooLarge(file, '30000 px')
  if (width * height > LIMITS.pixels) throw tooLarge(file, '40 MP')
}

/** @throws UkpError picture-too-large when the uncompressed bytes are more than `most` */
export function checkExpanded(bytes: number, file: string, most: number = LIMITS.expanded): void {
  if (bytes > most) throw tooLarge(file, `${most / MB} MB`)
}

/** A view for reading numbers; beyond the end it throws RangeError, which `openPicture` turns into picture-unreadable. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Whether `bytes` hold these characters (one byte each) at `at`. */
export function holds(bytes: Uint8Array, at: number, characters: string): boolean {
  for (let i = 0; i < characters.length; i++) if (bytes[at + i] !== characters.charCodeAt(i)) return false
  return true
}
