// The keys of one KeePass entry, read from its strings as KeePass itself, KeePassXC and the plug-ins write them:
// https://keepass.info/help/base/placeholders.html#otp (HmacOtp-*, TimeOtp-*),
// https://github.com/keepassxreboot/keepassxc/blob/develop/src/core/Totp.cpp (otp, TOTP Seed, TOTP Settings),
// https://github.com/tiuub/KeeOtp2/blob/master/KeeOtp2/OtpAuthUtils.cs (key=…&step=…&size=…).
import { keyIdentity } from '../../otp/same-key.ts'
import { type Collector, labelText } from '../collector.ts'
import { type EntryDetails, entryOf, keyUnreadable } from '../entry.ts'
import { base64Of, hexOf } from '../fields.ts'
import type { ImportedEntry } from '../importer.ts'
import { loginEntry } from '../login.ts'

/** Names of an entry's strings, which count in their case, with their values. */
export type KeepassStrings = ReadonlyMap<string, string>

/** What KeePassXC keeps a link in, and the further ones of an entry that came from 1Password. */
const OTP = /^otp(?:_[0-9]+)?$/

/** Of key=…&step=…; the plug-in has eight names. */
const MOST_PAIRS = 64

/** @param details tags and whether the entry is in the recycle bin; its note and name are read here */
export function takeKeepassEntry(strings: KeepassStrings, details: EntryDetails, found: Collector): void {
  const label = labelText(strings.get('Title'), strings.get('UserName'))
  const all = { ...details, note: strings.get('Notes') ?? '' }
  const taken = new Set<string>()
  const links = [...strings].filter(([name]) => OTP.test(name)).map(([, text]) => text)
  const readings = [
    ...links.map((text) => () => otpString(text, strings, all)),
    () => seedAndSettings(strings, all),
    () => timeBased(strings, all),
    () => counterBased(strings, all),
  ]
  for (const read of readings) {
    // After a move from one plug-in to another the same key stands there twice.
    found.take(label, () => {
      const entry = read()
      if (entry === null || taken.has(keyIdentity(entry.account))) return null
      taken.add(keyIdentity(entry.account))
      return entry
    })
  }
}

/** Issuer and user name, where the key has none of its own. */
function namesOf(strings: KeepassStrings): { issuer: string | undefined; account: string | undefined } {
  return { issuer: strings.get('Title'), account: strings.get('UserName') }
}

function otpString(value: string, strings: KeepassStrings, details: EntryDetails): ImportedEntry | null {
  const text = value.trim()
  if (text === '') return null
  if (!/(?:^|&)key=/i.test(text)) {
    return loginEntry(text, { title: strings.get('Title') ?? '', user: strings.get('UserName') ?? '' }, details)
  }
  const values = new Map<string, string>()
  for (const pair of text.split('&', MOST_PAIRS)) {
    const at = pair.indexOf('=')
    if (at > 0) values.set(pair.slice(0, at).toLowerCase(), unescaped(pair.slice(at + 1)))
  }
  return entryOf(
    {
      ...namesOf(strings),
      type: values.get('encoder') ?? values.get('type'),
      secret: keyIn(values.get('encoding') ?? 'base32', values.get('key') ?? ''),
      algorithm: values.get('otphashmode'),
      digits: values.get('size'),
      period: values.get('step'),
      counter: values.get('counter'),
    },
    details,
  )
}

/** Settings "30;6", "30;S" for Steam; a third part is a web page that tells the time. */
function seedAndSettings(strings: KeepassStrings, details: EntryDetails): ImportedEntry | null {
  const secret = (strings.get('TOTP Seed') ?? '').trim()
  if (secret === '') return null
  const [period, digits] = (strings.get('TOTP Settings') ?? '').split(';').map((part) => part.trim())
  const raw = { ...namesOf(strings), secret, period }
  return entryOf(digits === 'S' ? { ...raw, type: 'steam' } : { ...raw, digits }, details)
}

function timeBased(strings: KeepassStrings, details: EntryDetails): ImportedEntry | null {
  const secret = builtInKey('TimeOtp-Secret', strings)
  if (secret === null) return null
  const [algorithm, digits, period] = ['Algorithm', 'Length', 'Period'].map((name) =>
    strings.get(`TimeOtp-${name}`)?.trim(),
  )
  return entryOf({ ...namesOf(strings), secret, algorithm, digits, period }, details)
}

/** Always six digits and SHA-1. The stored counter is that of the next code: KeePass adds one after showing a code. */
function counterBased(strings: KeepassStrings, details: EntryDetails): ImportedEntry | null {
  const secret = builtInKey('HmacOtp-Secret', strings)
  if (secret === null) return null
  return entryOf({ ...namesOf(strings), type: 'hotp', secret, counter: strings.get('HmacOtp-Counter') }, details)
}

/** In the order in which KeePass looks for them. */
function builtInKey(prefix: string, strings: KeepassStrings): string | Uint8Array | null {
  for (const encoding of ['utf8', 'Hex', 'Base32', 'Base64']) {
    const text = strings.get(encoding === 'utf8' ? prefix : `${prefix}-${encoding}`) ?? ''
    if (text.trim() !== '') return keyIn(encoding, text)
  }
  return null
}

/** @throws UkpError entry-field when it is not written in that encoding */
function keyIn(encoding: string, text: string): string | Uint8Array {
  const spaceless = text.replace(/\s+/g, '')
  const readings: Readonly<Record<string, () => string | Uint8Array | null>> = {
    base32: () => text,
    base64: () => base64Of(spaceless),
    hex: () => hexOf(spaceless),
    utf8: () => Buffer.from(text, 'utf-8'),
  }
  const key = readings[encoding.toLowerCase()]?.() ?? null
  if (key === null) throw keyUnreadable()
  return key
}

/** KeeOtp escapes the padding of a key and nothing else; a plus is a plus. */
function unescaped(text: string): string {
  return text.replace(/%3d/gi, '=')
}
