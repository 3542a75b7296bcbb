// otpauth:// links (Key Uri Format) as QR codes, other apps and web pages write them: forgiving in spelling, never
// in what a code is computed from. Where programs disagree, a link is taken in one documented way or refused.
import { UkpError } from '../errors.ts'
import { type Algorithm, DEFAULTS, LIMITS, type NewAccount, OTP_TYPES, STEAM_DIGITS } from './account.ts'
import { algorithmNamed } from './algorithm.ts'
import { keyOfText } from './key.ts'
import { joinLabel, splitLabel } from './label.ts'
import { cleanText } from './names.ts'
import type { ReadAccount, Warning } from './warnings.ts'

export interface LinkOptions {
  /** What to do with a key of a length that no encoder writes: 'warn' for other apps' files, 'refuse' for typed links. */
  oddLength: 'refuse' | 'warn'
}

/** apple-otpauth: is registered by Apple's Passwords; otpauth-apple: is how the web spells it. */
const SCHEME = /^(?:otpauth|apple-otpauth|otpauth-apple|(steam)):(\/\/)?/i

const PARAMETERS = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder'] as const
type Parameter = (typeof PARAMETERS)[number]
type Part = Parameter | 'label' | 'link' | 'type'

/** An issuer, a colon and a user name. */
const LONGEST_LABEL = 2 * LIMITS.text.max + 1
/** Seconds. Above it a period is more often a slip than a service. */
const USUAL_PERIOD = 300

/**
 * One otpauth link, apple-otpauth link or steam://KEY. Time is linear in the length of the text.
 * @returns null when the text is no such link
 * @throws UkpError link-invalid, link-unknown-type, link-algorithm, text-too-long, and key-* from base32.ts
 */
export function parseOtpauthUri(text: string, options: LinkOptions): ReadAccount | null {
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
  const parameters = [
    `secret=${account.secret}`,
    ...(account.issuer === '' ? [] : [`issuer=${encode(account.issuer)}`]),
    `algorithm=${account.algorithm}`,
    `digits=${account.digits}`,
    account.type === 'hotp' ? `counter=${account.counter}` : `period=${account.period}`,
  ]
  return `otpauth://${account.type}/${joinLabel(account, encode)}?${parameters.join('&')}`
}

/** steam://KEY of Bitwarden, Proton and Stratum: nothing but the key. */
function steamKey(key: string, options: LinkOptions): ReadAccount {
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
    const named = shortWord(host)
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
  const written = readText(label, 'label')
  if (written.length > LONGEST_LABEL) throw new UkpError('text-too-long', { field: 'account', limit: LIMITS.text.max })
  const whole = cleanText(written, 'account', LONGEST_LABEL)
  const parameter = readIssuer(issuerValue, whole)
  const { prefix, name } = splitLabel(whole, parameter)
  if (prefix !== null && prefix !== '' && parameter !== '' && prefix !== parameter) {
    warnings.push({ code: 'label-issuer', facts: { label: prefix, parameter } })
  }
  if (whole === '') warnings.push({ code: 'label-missing', facts: {} })
  return { issuer: cleanText(parameter || (prefix ?? ''), 'issuer'), account: cleanText(name, 'account') }
}

/**
 * In a query a plus is a blank, unless the label spells the same issuer with a plus (`Ügyfélkapu+`), or it stands at
 * the end, where nobody writes a blank.
 */
function readIssuer(value: string | undefined, label: string): string {
  if (value === undefined) return ''
  const literal = cleanText(readText(value, 'issuer'), 'issuer')
  if (label === literal || splitLabel(label, literal).prefix === literal) return literal
  return cleanText(readText(value.replace(/\+(?!\+*$)/g, ' '), 'issuer'), 'issuer')
}

function readKey(value: string | undefined, options: LinkOptions, warnings: Warning[]): string {
  if (value === undefined) throw invalid('secret')
  const key = keyOfText(decodePercent(value.replaceAll('+', ' '), 'secret'), options.oddLength)
  warnings.push(...key.warnings)
  return key.secret
}

function readAlgorithm(value: string | undefined): Algorithm {
  if (value === undefined) return DEFAULTS.algorithm
  const typed = decodePercent(value, 'algorithm').trim()
  const algorithm = algorithmNamed(typed)
  if (algorithm !== null) return algorithm
  const named = shortWord(typed)
  throw named === null ? invalid('algorithm') : new UkpError('link-algorithm', { algorithm: named })
}

/** Decimal digits only: no sign, no fraction, no blank inside. Above 2^53 every reading is out of the limits too. */
function readNumber(part: 'digits' | 'period' | 'counter', value: string | undefined): number | null {
  if (value === undefined) return null
  const typed = decodePercent(value, part).trim()
  const number = /^[0-9]+$/.test(typed) ? Number(typed) : Number.NaN
  if (number >= LIMITS[part].min && number <= LIMITS[part].max) return number
  throw invalid(part, shortWord(typed))
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
function shortWord(typed: string): string | null {
  return /^(?:[-+.,0-9]+|[\p{L}\p{N}.+_/-]{1,15})$/u.test(typed) ? typed.slice(0, 32) : null
}

function invalid(part: Part, value: string | null = null): UkpError<'link-invalid'> {
  return new UkpError('link-invalid', { part, value })
}
