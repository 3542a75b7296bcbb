// What is known of a picture before any pixel is decoded.
import type { PictureFormat, PictureHeader } from '../../src/qr/picture/bounds.ts'
import { openPicture } from '../../src/qr/picture/open.ts'

/** @throws UkpError as `openPicture` */
export function inspectPicture(bytes: Uint8Array, file: string): PictureHeader & { readonly format: PictureFormat } {
  const { format, checked } = openPicture(bytes, file)
  return { format, ...checked.header }
}
