// A vault file as the texts of QR codes for paper, and back (docs/vault-format.md, "On paper"). Upper-case base32 of the
// gzipped file: every QR reader gives these characters unchanged, and `base32 -d | gunzip` undoes them without ukp.
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { decodeBase32, encodeBase32 } from '../otp/base32.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { VAULT_LIMITS } from './limits.ts'

/** Characters of the file in one code: what version 20 holds at error correction M, 970, less the fields around it. */
const PIECE = 880
/** Numbers have three digits; that many codes are more than eighty pages. */
export const PAPER_CODES = 999
const START = 'UKPP1'
/** id, generation, beginning of the file's hash, how many, which one, piece, check. */
const CODE =
  /^UKPP1:([A-Z2-7]{26}):([1-9][0-9]{0,15}):([0-9A-F]{16}):([0-9]{3}):([0-9]{3}):((?:[A-Z2-7]{8}){1,110}):([0-9A-F]{8})$/

/** One code that was read, whole by its own check. */
export interface PaperCode {
  /** Of the vault, base64url. */
  readonly vaultId: string
  readonly generation: number
  /** The first 16 digits of the file's SHA-256: the same in all codes of one sheet. */
  readonly sheet: string
  readonly size: number
  /** From 1. */
  readonly number: number
  readonly piece: string
}

/** SHA-256, 64 digits in lower case as sha256sum writes them. */
export function fileDigest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * @param bytes the vault file
 * @returns one text a code, all of about the same length; more than `PAPER_CODES` when the file is too large for paper
 */
export function paperCodes(bytes: Uint8Array, { id, generation }: { id: string; generation: number }): string[] {
  const packed = gzipSync(bytes, { level: 9 })
  // Whole groups of five bytes need no padding, whose sign "=" is not in the alphabet of QR codes; gzip (RFC 1952) takes
  // zeros after its end for nothing.
  const text = encodeBase32(Buffer.concat([packed, new Uint8Array((5 - (packed.length % 5)) % 5)]))
  const count = Math.ceil(text.length / PIECE)
  const length = Math.ceil(text.length / count / 8) * 8
  const pieces = text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []
  const sheet = fileDigest(bytes).slice(0, 16).toUpperCase()
  const vault = encodeBase32(decodeBase64url(id, 16) ?? new Uint8Array(16))
  const three = (n: number): string => String(n).padStart(3, '0')
  return pieces.map((piece, i) => {
    const start = [START, vault, generation, sheet, three(pieces.length), three(i + 1), piece].join(':')
    return `${start}:${checkOf(start)}`
  })
}

/** @returns null when the text is no such code, or was changed */
export function readPaperCode(text: string): PaperCode | null {
  const [, vault, generation, sheet, size, number, piece, check] = CODE.exec(text.trim()) ?? []
  if (vault === undefined || sheet === undefined || piece === undefined || check === undefined) return null
  if (checkOf(text.trim().slice(0, -check.length - 1)) !== check) return null
  const found = { generation: Number(generation), size: Number(size), number: Number(number) }
  if (found.number < 1 || found.number > found.size) return null
  return { vaultId: encodeBase64url(decodeBase32(vault)), sheet, piece, ...found }
}

/** Which codes are not there, sorted. @param codes of one sheet, in any order, some perhaps twice */
export function missingCodes(codes: readonly PaperCode[]): number[] {
  const there = new Set(codes.map(({ number }) => number))
  return Array.from({ length: codes[0]?.size ?? 0 }, (_, i) => i + 1).filter((number) => !there.has(number))
}

/**
 * The vault file, byte by byte.
 * @param codes all codes of one sheet, in any order
 * @returns null when they do not make the file whose hash they carry
 */
export function joinedFile(codes: readonly PaperCode[]): Uint8Array | null {
  const pieces = new Map(codes.map(({ number, piece }) => [number, piece]))
  const text = [...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece)
  try {
    const bytes = gunzipSync(decodeBase32(text.join('')), { maxOutputLength: VAULT_LIMITS.fileBytes })
    return fileDigest(bytes).slice(0, 16).toUpperCase() === codes[0]?.sheet ? bytes : null
  } catch {
    return null
  }
}

/** Eight digits of SHA-256 over everything before them: a typed or pieced text is told from a read one. */
function checkOf(start: string): string {
  return fileDigest(Buffer.from(start)).slice(0, 8).toUpperCase()
}
