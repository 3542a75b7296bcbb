// otpauth:// links (Key Uri Format) as QR codes, other apps and web pages write them: forgiving in spelling, never
// in what a code is computed from. Where programs disagree, a link is taken in one documented way or refused.
import { UkpError } from '../errors.ts'
import { ALGORITHMS, type Algorithm, DEFAULTS, LIMITS, type NewAccount, OTP_TYPES, STEAM_DIGITS } from './account.ts'
import { cleanKey, cleanKeyOfOddLength, decodeBase32 } from './base32.ts'
import { cleanText } from './names.ts'
import type { Warning } from './warnings.ts'

export interface ParsedLink {
  account: NewAccount
  warnings: Warning[]
}

export interface LinkOptions {
  /** What to do with a key of a length that no encoder writes: 'warn' for other apps' files, 'refuse' for typed links. */
  oddLength: 'refuse' | 'warn'
}

/** apple-otpauth: is registered by Apple's Passwords; otpauth-apple: is how the web spells it. */
const SCHEME = /^(?:otpauth|apple-otpauth|otpauth-apple|(steam)):(\/\/)?/i

const PARAMETERS = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder'] as const
type Parameter = (typeof PARAMETERS)[number]
type Part = Parameter | 'label' | 'link' | 'type'

/** A key below this is hardly whole. Seven characters, 32 bits, do occur in links that other programs test with. */
const SHORT_KEY_BITS = 32
/** Seconds. Above it a period is more often a slip than a service. */
const USUAL_PERIOD = 300

/**
 * One otpauth link, apple-otpauth link or steam://KEY. Time is linear in the length of the text.
 * @returns null when the text is no such link
 * @throws UkpError link-invalid, link-unknown-type, link-algorithm, text-too-long, and key-* from base32.ts
 */
export function parseOtpauthUri(text: string, options: LinkOptions): ParsedLink | null {
  const link = text.trim()
  const scheme = SCHEME.exec(link)
  if (scheme === null) return null
  if (scheme[2] === undefined || isSeveral(link)) throw invalid('link')
  const rest = link.slice(scheme[0].length)
  if (scheme[1] !== undefined) return steamKey(rest.endsWith('/') ? rest.slice(0, -1) : rest, options)

  const [path, query] = cut(rest, '?')
  const [host, label] = cut(path, '/')
  const values = readQuery(query)
  const warnings: Warning[] = []
  const names = readNames(label, values.get('issuer'), warnings)
  const type = steamIfMeant(
    readType(host, values.get('encoder')),
    { query, issuer: names.issuer, digits: values.get('digits') },
    warnings,
  )
  const secret = readKey(values.get('secret'), options, warnings)
  const algorithm = readAlgorithm(values.get('algorithm'))
  const digits = readNumber('digits', values.get('digits')) ?? DEFAULTS.digits
  if (type !== 'steam' && digits < DEFAULTS.digits) warnings.push({ code: 'few-digits', facts: { digits } })
  const account = { type, ...names, secret, algorithm, digits: type === 'steam' ? STEAM_DIGITS : digits }

  if (type === 'hotp') {
    const counter = readNumber('counter', values.get('counter'))
    if (counter === null) warnings.push({ code: 'counter-missing', facts: {} })
    return { account: { ...account, period: DEFAULTS.period, counter: counter ?? DEFAULTS.counter }, warnings }
  }
  const period = readNumber('period', values.get('period')) ?? DEFAULTS.period
  if (period > USUAL_PERIOD) warnings.push({ code: 'long-period', facts: { period } })
  return { account: { ...account, period, counter: DEFAULTS.counter }, warnings }
}

/**
 * A link with every parameter spelled out, blanks as %20 and plus as %2B: the form that nine compared readers,
 * Google Authenticator among them, read alike. `parseOtpauthUri` gives the same account back.
 */
export function formatOtpauthUri(account: NewAccount): string {
  // Without an issuer a colon in the user name would be read as the end of one: an empty prefix says that there is none.
  const prefix = account.issuer !== '' || account.account.includes(':') ? `${encode(account.issuer)}:` : ''
  const parameters = [
    `secret=${account.secret}`,
    ...(account.issuer === '' ? [] : [`issuer=${encode(account.issuer)}`]),
    `algorithm=${account.algorithm}`,
    `digits=${account.digits}`,
    account.type === 'hotp' ? `counter=${account.counter}` : `period=${account.period}`,
  ]
  return `otpauth://${account.type}/${prefix}${encode(account.account)}?${parameters.join('&')}`
}

/**
 * A label, an issuer or a user name in NFC, without blanks around. The bound comes first, since NFC is quadratic in a
 * run of combining marks: 1 MB took 223 s on Node 20.20.
 * @throws UkpError text-too-long
 */
export function cleanName(text: string, field: 'issuer' | 'account', limit: number = LIMITS.text.max): string {
  if (text.length > limit) throw new UkpError('text-too-long', { field, limit: LIMITS.text.max })
  return cleanText(text, field, limit)
}

/**
 * Splits "issuer:user name". A prefix equal to the known issuer goes first, as an issuer may hold a colon itself;
 * else the first colon splits.
 * @returns prefix null when there is no colon
 */
export function splitLabel(label: string, issuer: string): { prefix: string | null; name: string } {
  if (issuer !== '' && label.startsWith(`${issuer}:`)) {
    return { prefix: issuer, name: label.slice(issuer.length + 1).trim() }
  }
  const colon = label.indexOf(':')
  if (colon < 0) return { prefix: null, name: label }
  return { prefix: label.slice(0, colon).trim(), name: label.slice(colon + 1).trim() }
}

/** The warning that a key is too short to be whole, or nothing. */
export function shortKeyWarnings(bytes: Uint8Array): Warning[] {
  const bits = bytes.length * 8
  return bits < SHORT_KEY_BITS ? [{ code: 'short-key', facts: { bits } }] : []
}

/** steam://KEY of Bitwarden, Proton and Stratum: nothing but the key. */
function steamKey(key: string, options: LinkOptions): ParsedLink {
  const warnings: Warning[] = []
  const secret = readKey(isAbsent(key) ? undefined : key, options, warnings)
  const { algorithm, period, counter } = DEFAULTS
  return {
    account: { type: 'steam', issuer: 'Steam', account: '', secret, algorithm, digits: STEAM_DIGITS, period, counter },
    warnings,
  }
}

function readType(host: string, encoder: string | undefined): NewAccount['type'] {
  const type = OTP_TYPES.find((known) => known === host.toLowerCase())
  if (type === undefined) {
    const named = quotable(host)
    throw named === null ? invalid('type') : new UkpError('link-unknown-type', { type: named })
  }
  if (encoder === undefined) return type
  // KeePassXC's way to say Steam. Any other encoder would mean other characters: leaving it out gives a wrong code.
  if (encoder.toLowerCase() !== 'steam' || type === 'hotp') throw invalid('encoder')
  return 'steam'
}

/**
 * Stratum writes Steam as totp, with a parameter `steam` where the issuer does not say so, and leaves its five digits
 * out; FreeOTP+ writes the digits. A link of the second kind may be of plain codes, so it is taken as it stands.
 */
function steamIfMeant(
  type: NewAccount['type'],
  { query, issuer, digits }: { query: string; issuer: string; digits: string | undefined },
  warnings: Warning[],
): NewAccount['type'] {
  if (type !== 'totp') return type
  if (/(?:^|&)steam(?:=|&|$)/i.test(query)) return 'steam'
  if (issuer.toLowerCase() !== 'steam' || (digits !== undefined && digits !== String(STEAM_DIGITS))) return type
  const taken = digits === undefined ? 'steam' : type
  warnings.push({ code: 'steam-issuer', facts: { taken } })
  return taken
}

function readNames(
  label: string,
  issuerValue: string | undefined,
  warnings: Warning[],
): Pick<NewAccount, 'issuer' | 'account'> {
  if (isRaw(label) || isRaw(issuerValue ?? '')) warnings.push({ code: 'label-raw', facts: {} })
  // Longer than an issuer, a colon and a user name together is refused before it is normalised.
  const whole = cleanName(readText(label, 'label'), 'account', 2 * LIMITS.text.max + 1)
  const parameter = readIssuer(issuerValue, whole)
  const { prefix, name } = splitLabel(whole, parameter)
  if (prefix !== null && prefix !== '' && parameter !== '' && prefix !== parameter) {
    warnings.push({ code: 'label-issuer', facts: { label: prefix, parameter } })
  }
  if (whole === '') warnings.push({ code: 'label-missing', facts: {} })
  return { issuer: cleanName(parameter || (prefix ?? ''), 'issuer'), account: cleanName(name, 'account') }
}

/**
 * In a query a plus is a blank, unless the label spells the same issuer with a plus (`Ügyfélkapu+`), or it stands at
 * the end, where nobody writes a blank.
 */
function readIssuer(value: string | undefined, label: string): string {
  if (value === undefined) return ''
  const literal = cleanName(readText(value, 'issuer'), 'issuer')
  if (label === literal || splitLabel(label, literal).prefix === literal) return literal
  return cleanName(readText(value.replace(/\+(?!\+*$)/g, ' '), 'issuer'), 'issuer')
}

function readKey(value: string | undefined, options: LinkOptions, warnings: Warning[]): string {
  if (value === undefined) throw invalid('secret')
  const typed = decodePercent(value.replaceAll('+', ' '), 'secret')
  if (options.oddLength === 'refuse') return checked(cleanKey(typed))
  const { key, odd } = cleanKeyOfOddLength(typed)
  if (odd) warnings.push({ code: 'odd-length', facts: { length: key.length } })
  return checked(key)

  function checked(key: string): string {
    warnings.push(...shortKeyWarnings(decodeBase32(key)))
    return key
  }
}

/** SHA256, sha-256, HmacSHA256 (Java), HMAC-SHA-256 and Algorithm.sha256 (old Ente) are one. */
function readAlgorithm(value: string | undefined): Algorithm {
  if (value === undefined) return DEFAULTS.algorithm
  const typed = decodePercent(value, 'algorithm').trim()
  const bits = /^(?:algorithm\.)?(?:hmac[-_]?)?sha[-_]?([0-9]{1,3})$/i.exec(typed)?.[1]
  const algorithm = ALGORITHMS.find((known) => known === `SHA${bits}`)
  if (algorithm !== undefined) return algorithm
  const named = quotable(typed)
  throw named === null ? invalid('algorithm') : new UkpError('link-algorithm', { algorithm: named })
}

/** Decimal digits only: no sign, no fraction, no blank inside. Above 2^53 every reading is out of the limits too. */
function readNumber(part: 'digits' | 'period' | 'counter', value: string | undefined): number | null {
  if (value === undefined) return null
  const typed = decodePercent(value, part).trim()
  const number = /^[0-9]+$/.test(typed) ? Number(typed) : Number.NaN
  if (number >= LIMITS[part].min && number <= LIMITS[part].max) return number
  throw invalid(part, quotable(typed))
}

/**
 * Values of the parameters we know, still percent-encoded; absent when empty or the word null (Ente writes it).
 * Names in any case; `&amp;` from a page's source counts as `&`.
 * @throws UkpError link-invalid when a parameter comes twice with different values
 */
function readQuery(query: string): ReadonlyMap<Parameter, string> {
  const values = new Map<Parameter, string>()
  for (const pair of query.split('&')) {
    const [typed, value] = cut(pair, '=')
    const name = typed.replace(/^amp;/i, '').trim().toLowerCase()
    const parameter = PARAMETERS.find((known) => known === name)
    if (parameter === undefined || isAbsent(value)) continue
    const before = values.get(parameter)
    if (before !== undefined && decodePercent(before, parameter) !== decodePercent(value, parameter)) {
      throw invalid(parameter)
    }
    values.set(parameter, value)
  }
  return values
}

/** Two links in one text: the parameters of the second must not pass for those of the first. */
function isSeveral(link: string): boolean {
  const lineEnd = link.search(/[\r\n]/)
  return lineEnd >= 0 && link.includes('://', lineEnd)
}

function isAbsent(value: string): boolean {
  // No pattern here: a repeated group over 10 MB of blanks overflows the stack of the regular expressions.
  const bare = value.replaceAll('%20', ' ').replaceAll('+', ' ').trim()
  return bare === '' || bare === 'null'
}

function readText(value: string, part: 'label' | 'issuer'): string {
  const text = decodePercent(value, part)
  // A line end that is not escaped is a piece of something else; half a surrogate pair is no text at all.
  if (/[\r\n]/.test(value) || /\p{Surrogate}/u.test(text)) throw invalid(part)
  return text
}

/** A raw # would start a fragment and a lone % an escape (RFC 3986), but apps write both and mean the characters. */
function isRaw(value: string): boolean {
  return value.includes('#') || /%(?![0-9a-f]{2})/i.test(value)
}

/** Escapes that are UTF-8 are decoded, what is no escape stays; bytes of another charset are refused, never guessed. */
function decodePercent(value: string, part: Part): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      throw invalid(part)
    }
  })
}

function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}

function cut(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** What an error may repeat: a number or one short word. A key in the wrong place is longer or holds more than that. */
function quotable(typed: string): string | null {
  return /^(?:[-+.,0-9]+|[\p{L}\p{N}.+_/-]{1,15})$/u.test(typed) ? typed.slice(0, 32) : null
}

function invalid(part: Part, value: string | null = null): UkpError<'link-invalid'> {
  return new UkpError('link-invalid', { part, value })
}
