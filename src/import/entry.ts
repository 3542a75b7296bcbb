// One account of a foreign file: loosely typed fields in, an account or a named reason out. What a code is computed from
// is never guessed: an unknown type, algorithm or number refuses the entry, and nothing else.
import { UkpError } from '../errors.ts'
import { type Algorithm, DEFAULTS, LIMITS, type NewAccount, OTP_TYPES, STEAM_DIGITS } from '../otp/account.ts'
import { algorithmNamed } from '../otp/algorithm.ts'
import { keyOfBytes, keyOfText, type ReadKey } from '../otp/key.ts'
import { unknownLink } from '../otp/link-scheme.ts'
import { cleanText } from '../otp/names.ts'
import { parseOtpauthUri } from '../otp/otpauth-uri.ts'
import { quotable } from '../otp/secret-text.ts'
import type { ReadAccount, Warning } from '../otp/warnings.ts'
import { wordOf } from './fields.ts'
import type { ImportedEntry } from './importer.ts'

/** A note may grow while it is composed (NFC), and has to fit into the vault then. No key is lost for the sake of a note. */
const LONGEST_NOTE = 50_000

/** What a file says of one account. What is undefined or null takes the default of RFC 6238 and the Key Uri Format. */
export interface RawEntry {
  /** totp, hotp, steam in any case; anything else is refused by its name. */
  readonly type?: unknown
  readonly issuer?: unknown
  readonly account?: unknown
  /** Base32 text in any spelling and length, or the bytes themselves. */
  readonly secret: unknown
  /** SHA1, sha-256, HmacSHA512 and the like. */
  readonly algorithm?: unknown
  /** A number, or digits as text. Ignored for steam. */
  readonly digits?: unknown
  /** Seconds. */
  readonly period?: unknown
  readonly counter?: unknown
}

/** What an app says of an account besides its parameters. */
export type EntryDetails = Partial<Omit<ImportedEntry, 'account' | 'warnings' | 'line'>>

/** @throws UkpError link-unknown-type, link-algorithm, entry-field, text-too-long, key-* */
export function entryOf(raw: RawEntry, details: EntryDetails = {}): ImportedEntry {
  const type = typeOf(raw.type)
  const key = keyOf(raw.secret)
  const warnings: Warning[] = [...key.warnings]
  const algorithm = algorithmOf(raw.algorithm)
  const digits = type === 'steam' ? STEAM_DIGITS : (numberOf('digits', raw.digits) ?? DEFAULTS.digits)
  if (type !== 'steam' && digits < DEFAULTS.digits) warnings.push({ code: 'few-digits', facts: { digits } })
  const counter = type === 'hotp' ? numberOf('counter', raw.counter) : DEFAULTS.counter
  if (counter === null) warnings.push({ code: 'counter-missing', facts: {} })
  const period = type === 'hotp' ? DEFAULTS.period : (numberOf('period', raw.period) ?? DEFAULTS.period)
  const account = {
    type,
    issuer: labelOf('issuer', raw.issuer),
    account: labelOf('account', raw.account),
    secret: key.secret,
    algorithm,
    digits,
    period,
    counter: counter ?? DEFAULTS.counter,
  }
  return withDetails({ account, warnings }, details)
}

/**
 * An entry whose key stands as a link or bare, as password managers keep it. `names` are used where the link has none,
 * and for bare keys.
 * @throws UkpError link-*, key-*, entry-field, text-too-long
 */
export function entryOfText(
  text: string,
  names: { readonly issuer?: unknown; readonly account?: unknown },
  details: EntryDetails = {},
): ImportedEntry {
  const link = parseOtpauthUri(text, { oddLength: 'warn' })
  if (link === null) {
    const unknown = unknownLink(text)
    if (unknown !== null) throw unknown
    return entryOf({ ...names, secret: text }, details)
  }
  const { account, warnings } = link
  const bareSteam = /^\s*steam:/i.test(text)
  const named: NewAccount = {
    ...account,
    issuer: (bareSteam ? labelOf('issuer', names.issuer) : '') || account.issuer || labelOf('issuer', names.issuer),
    account: account.account || labelOf('account', names.account),
  }
  // The label has the names of the app now.
  const missing = named.issuer === '' && named.account === ''
  return withDetails(
    { account: named, warnings: missing ? warnings : warnings.filter(({ code }) => code !== 'label-missing') },
    details,
  )
}

export function withDetails(
  { account, warnings }: ReadAccount,
  { name = null, tags = [], note = '', deletionCode = null, trashed = false }: EntryDetails,
): ImportedEntry {
  const cut: Warning[] = note.length > LONGEST_NOTE ? [{ code: 'note-cut', facts: { limit: LONGEST_NOTE } }] : []
  const labels = [...new Set(tags)].map((tag) => whole(cleanText(tag, 'tag'))).filter((tag) => tag !== '')
  return {
    account,
    warnings: [...warnings, ...cut],
    name: name === null || name.trim() === '' ? null : whole(name.trim()),
    tags: [...new Set(labels)].slice(0, LIMITS.tags.max),
    note: cleanText(whole(note.slice(0, LONGEST_NOTE)), 'note', LIMITS.note.max),
    deletionCode,
    trashed,
    line: null,
  }
}

/** The key is there, but not written as it should be. */
export function keyUnreadable(): UkpError<'entry-field'> {
  return new UkpError('entry-field', { field: 'secret', value: null })
}

/** JSON can hold half of a surrogate pair, which is no text: a vault with one in it could not be read back. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function typeOf(value: unknown): NewAccount['type'] {
  if (value === undefined || value === null || value === '') return 'totp'
  const known = OTP_TYPES.find((type) => typeof value === 'string' && type === value.trim().toLowerCase())
  if (known === undefined) throw new UkpError('link-unknown-type', { type: quotable(wordOf(value)) })
  return known
}

function keyOf(value: unknown): ReadKey {
  if (value instanceof Uint8Array) return keyOfBytes(value)
  if (typeof value !== 'string') throw new UkpError('key-empty', {})
  return keyOfText(value, 'warn')
}

function algorithmOf(value: unknown): Algorithm {
  if (value === undefined || value === null || value === '') return DEFAULTS.algorithm
  const algorithm = typeof value === 'string' ? algorithmNamed(value) : null
  if (algorithm === null) throw new UkpError('link-algorithm', { algorithm: quotable(wordOf(value)) })
  return algorithm
}

/** A number or its decimal digits; null when the file says nothing. */
function numberOf(field: 'digits' | 'period' | 'counter', value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null
  const number = typeof value === 'string' && /^\s*[0-9]{1,20}\s*$/.test(value) ? Number(value) : value
  if (
    typeof number === 'number' &&
    Number.isInteger(number) &&
    number >= LIMITS[field].min &&
    number <= LIMITS[field].max
  )
    return number
  throw new UkpError('entry-field', { field, value: quotable(wordOf(value)) })
}

function labelOf(field: 'issuer' | 'account', value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw new UkpError('entry-field', { field, value: null })
  return cleanText(whole(value), field)
}
