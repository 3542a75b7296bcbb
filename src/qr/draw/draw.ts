// Text -> the modules of its QR code. uqr is loaded with this file, so nothing that every verb loads may import it.
import { encode } from 'uqr'
import { UkpError } from '../../errors.ts'

/** ISO/IEC 18004, section 5.3.8: four light modules on every side. */
export const QUIET_ZONE = 4
/** Bytes that version 40 holds at error correction M, ISO/IEC 18004 table 7. */
export const QR_BYTES = 2331

/** Version and error correction of the codes that hold a vault on paper; measured, see docs/vault-format.md. */
const PAPER = { version: 20, ecc: 'M' } as const

/**
 * Draws a text as a QR code: UTF-8, the smallest version that holds it, error correction M or better.
 * @returns rows of modules, true is dark, with the quiet zone around
 * @throws UkpError text-too-long
 */
export function drawQr(text: string): boolean[][] {
  if (Buffer.byteLength(text) > QR_BYTES) throw new UkpError('text-too-long', { field: 'qr', limit: QR_BYTES })
  // boostEcc: more correction where the same size has room for it.
  return encode(text, { ecc: 'M', border: QUIET_ZONE, boostEcc: true }).data
}

/**
 * Draws one piece of a vault for paper: all of one size, whatever they hold.
 * @param text at most 970 characters of the alphanumeric mode (digits, capitals, `:`)
 * @returns as `drawQr`
 */
export function drawPaperCode(text: string): boolean[][] {
  const { version, ecc } = PAPER
  return encode(text, { ecc, minVersion: version, maxVersion: version, border: QUIET_ZONE, boostEcc: true }).data
}
