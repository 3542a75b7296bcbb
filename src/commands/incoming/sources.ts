// Where new accounts come from: QR pictures, lines of text, one pasted key. Each is read as far as it goes; what cannot
// be taken is kept with its place and reason.
import { isReason, type OtherCode, UkpError } from '../../errors.ts'
import { DEFAULTS, type NewAccount, type OtpParameters, STEAM_DIGITS } from '../../otp/account.ts'
import { cleanKey, decodeBase32, hasCleanEnd } from '../../otp/base32.ts'
import { type MigrationPart, missingParts, parseMigrationUri } from '../../otp/google-migration.ts'
import { unknownLink } from '../../otp/link-scheme.ts'
import { parseOtpauthUri } from '../../otp/otpauth-uri.ts'
import type { Warning } from '../../otp/warnings.ts'
import { LIMITS } from '../../qr/picture/bounds.ts'
import type { World } from '../../world/world.ts'
import { isDapLogin, otherCodeOf } from './other-code.ts'

/** Where something stood: a picture's name, or a line of standard input. */
export interface Origin {
  readonly file: string | null
  /** From 1. */
  readonly line: number | null
}

export interface Candidate {
  readonly account: NewAccount
  readonly warnings: readonly Warning[]
  /** As in Account. */
  readonly source: 'qr' | 'uri' | 'manual' | `import:${string}`
  readonly origin: Origin
}

export interface Refused {
  readonly origin: Origin
  /** The label, where there is one. */
  readonly name: string | null
  readonly error: UkpError
}

/** A code without a key, in a picture that has another one with a key. */
export interface Skipped {
  readonly file: string
  /** null: a login with the DÁP app. */
  readonly holds: OtherCode | null
}

export interface Gathered {
  readonly candidates: readonly Candidate[]
  readonly refused: readonly Refused[]
  readonly skipped: readonly Skipped[]
}

/** What the command line says about codes and labels; each wins over what the source says. */
export type Overrides = Partial<Pick<OtpParameters, 'type' | 'digits' | 'period' | 'algorithm' | 'counter'>> & {
  readonly issuer?: string
  readonly account?: string
}

/** Keys below 80 bits are worth a word; RFC 4226 asks for 128, the portal gives 96, and neither is held against it. */
const SHORT_KEY_BITS = 80

type PictureWorld = Pick<World, 'files' | 'readStdin' | 'pictures'>

/** What is gathered while sources are read; `gatheredOf` ends it. */
export interface Found {
  readonly candidates: Candidate[]
  readonly refused: Refused[]
  readonly skipped: Skipped[]
  readonly parts: MigrationPart[]
}

export const nothing = (): Found => ({ candidates: [], refused: [], skipped: [], parts: [] })

/** Reads the QR codes of pictures; `-` is standard input. */
export async function fromPictures(
  files: readonly string[],
  world: PictureWorld,
  overrides: Overrides,
  /** Told how many are read. */
  step: (done: number, of: number) => void = () => undefined,
): Promise<Gathered> {
  const found = nothing()
  for (const [i, file] of files.entries()) {
    step(i, files.length)
    try {
      const bytes = file === '-' ? await world.readStdin(LIMITS.file) : await world.files.read(file, LIMITS.file)
      await takePicture(bytes, file, { found, overrides, world })
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      const told = isReason(error, 'file-not-found') ? new UkpError('picture-not-found', { file }) : error
      found.refused.push({ origin: { file, line: null }, name: null, error: told })
    }
  }
  return gatheredOf(found)
}

/** Reads the QR codes of one picture. @throws UkpError qr-none, picture-* */
export async function takePicture(
  bytes: Uint8Array,
  file: string,
  { found, overrides, world }: { found: Found; overrides: Overrides; world: Pick<World, 'pictures'> },
): Promise<void> {
  const texts = await (await world.pictures()).readQr(bytes, file)
  if (texts.length === 0) throw new UkpError('qr-none', { file })
  takeQrTexts(texts, { file, line: null }, { found, overrides })
}

/** Codes that hold no key are passed over where another one does; alone they are the reason that the picture is refused. */
function takeQrTexts(
  texts: readonly string[],
  origin: Origin & { file: string },
  { found, overrides }: { found: Found; overrides: Overrides },
): void {
  const others = texts.filter((text) => !takeLink(text, 'qr', origin, found, overrides))
  const { file } = origin
  for (const text of others) {
    const dap = isDapLogin(text)
    if (others.length < texts.length) found.skipped.push({ file, holds: dap ? null : otherCodeOf(text) })
    else {
      const error = dap
        ? new UkpError('qr-dap', { file })
        : new UkpError('qr-not-otp', { file, holds: otherCodeOf(text) })
      found.refused.push({ origin, name: null, error })
    }
  }
}

/** Takes keys and links, one a line; empty lines are passed over. */
export function fromText(text: string, overrides: Overrides): Gathered {
  const found = nothing()
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (line.trim() === '') return
    const origin = { file: null, line: i + 1 }
    try {
      if (takeLink(line, 'uri', origin, found, overrides)) return
      const unknown = unknownLink(line)
      if (unknown !== null) throw unknown
      found.candidates.push(keyCandidate(line, origin, overrides))
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      found.refused.push({ origin, name: null, error })
    }
  })
  return gatheredOf(found)
}

/** @returns false when the text is no link of ours; a broken link goes to the refused */
function takeLink(text: string, source: 'qr' | 'uri', origin: Origin, found: Found, overrides: Overrides): boolean {
  try {
    const link = parseOtpauthUri(text, { oddLength: 'refuse' })
    if (link !== null) {
      found.candidates.push({ ...link, account: overridden(link.account, overrides), source, origin })
      return true
    }
    const part = parseMigrationUri(text)
    if (part === null) return false
    found.parts.push(part)
    for (const { account, warnings } of part.accounts) {
      found.candidates.push({ account: overridden(account, overrides), warnings, source, origin })
    }
    found.refused.push(...part.refused.map(({ name, error }) => ({ origin, name, error })))
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    found.refused.push({ origin, name: null, error })
  }
  return true
}

/** All that was found; parts of an export that are missing are among the refused. */
export function gatheredOf({ candidates, refused, skipped, parts }: Found): Gathered {
  const missing = missingParts(parts).map((batch) => ({
    origin: { file: null, line: null },
    name: null,
    error: new UkpError('migration-missing', batch),
  }))
  return { candidates, refused: [...refused, ...missing], skipped }
}

/** A bare key. @throws UkpError key-* */
function keyCandidate(typed: string, origin: Origin, overrides: Overrides): Candidate {
  const secret = cleanKey(typed)
  const bits = decodeBase32(secret).length * 8
  if (bits < 8) throw new UkpError('key-too-short', { length: secret.length })
  const warnings: Warning[] = []
  // The portal's keys have 20 characters; one whose last bits are not zero is probably mistyped (users hear of it once).
  if (secret.length === 20 && !hasCleanEnd(secret)) warnings.push({ code: 'unusual-end', facts: {} })
  if (bits < SHORT_KEY_BITS) warnings.push({ code: 'short-key', facts: { bits } })
  const plain: NewAccount = { type: 'totp', issuer: '', account: '', secret, ...DEFAULTS }
  return { account: overridden(plain, overrides), warnings, source: 'manual', origin }
}

/** Steam has its own length of code unless another is asked for. */
function overridden(account: NewAccount, overrides: Overrides): NewAccount {
  const steam = overrides.type === 'steam' && account.type !== 'steam' ? { digits: STEAM_DIGITS } : {}
  return { ...account, ...steam, ...overrides }
}
