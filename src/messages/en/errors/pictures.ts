// Picture files and the QR codes in them.
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { otherCode } from '../other-code.ts'

/** How a picture that is not read becomes one that is. */
const CONVERT: Readonly<Record<string, string>> = {
  HEIC: 'Send it from the iPhone as JPEG (Settings, Camera, Formats: Most Compatible), or open it and save it as PNG or JPEG; on Linux: heif-convert photo.heic photo.png',
  AVIF: 'Open it in a browser and make a screenshot of it, or convert it; on Linux: avifdec picture.avif picture.png',
  PDF: 'Open the document where the QR code is shown and make a screenshot of it; on Linux: pdftoppm -png document.pdf page',
}

export const pictures = {
  'picture-not-found': ({ file }) => ({
    message: say`No such picture: ${file}.`,
    hint: 'Check the name and the folder. The name of the account stands before --qr: ukp add mama --qr screenshot.png',
  }),
  'picture-unreadable': ({ file }) => ({
    message: say`The picture cannot be read: ${file}.`,
    hint: 'Save it again as PNG or JPEG, or paste the key instead: ukp add <name>',
  }),
  'picture-too-large': ({ file, limit }) => ({
    message: say`The picture is too large: ${file} (at most ${limit}).`,
    hint: 'Cut out the part with the QR code and save it as PNG.',
  }),
  'picture-too-costly': ({ file }) => ({
    message: say`Reading the picture took too much time or memory and was ended: ${file}.`,
    hint: 'The picture may be damaged, or made to do harm. A screenshot of the code alone is read in a moment.',
  }),
  'picture-unsupported': ({ file, format }) => ({
    message: say`Pictures of this kind are not read (${format}): ${file}.`,
    hint: CONVERT[format] ?? 'Open it and save it as PNG, or make a screenshot of it.',
  }),
  'picture-kept': ({ file, code }) => ({
    message: say`The account is saved, but the picture could not be deleted: ${file} (${code}).`,
    hint: 'Delete it by hand: the key is still in it.',
  }),
  'qr-none': ({ file }) => ({
    message: say`No QR code found in the picture: ${file}.`,
    hint: 'Make the screenshot again with the whole QR code and some white around it, or paste the key: ukp add <name>',
  }),
  'qr-not-otp': ({ file, holds }) => ({
    message: say`The QR code can be read, but it is not for an authenticator: ${file} (${otherCode(holds)}).`,
    hint: 'The right one is shown by the service while two-factor login is being set up.',
  }),
  'qr-dap': ({ file }) => ({
    message: say`This is a QR code for logging in with the DÁP app; it holds no key: ${file}.`,
    hint: 'The right one is shown on the portal at "Ügyfélkapu+ igénylése".',
  }),
} satisfies Partial<Sentences>
