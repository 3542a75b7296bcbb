// One token as FreeOTP and FreeOTP+ write it, in JSON.
// https://github.com/freeotp/freeotp-android/blob/master/mobile/src/main/java/org/fedorahosted/freeotp/Token.java
import { labelText } from '../collector.ts'
import { parseJson } from '../containers/bounded-json.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { type Fields, firstText, textOf } from '../fields.ts'
import type { ImportedEntry } from '../importer.ts'

/**
 * @param secret null when the file has none
 * @throws UkpError link-unknown-type, link-algorithm, entry-field, text-too-long, key-*
 */
export function tokenEntry(token: Fields, secret: Uint8Array | null): ImportedEntry {
  if (secret === null) throw keyUnreadable()
  // Both apps show Steam's characters for this issuer, whatever the digits: they have no type for it.
  const steam = token.issuerExt === 'Steam' && token.type === 'TOTP'
  return entryOf(
    {
      type: steam ? 'steam' : token.type,
      issuer: issuerOf(token),
      account: firstText(token.labelAlt, token.label),
      secret,
      algorithm: token.algo,
      digits: token.digits,
      period: token.period,
      // FreeOTP 1 and FreeOTP+ keep the link's counter minus one, and compute the next code from what they keep. A link's
      // counter of 0 is kept as -1, for which there is no code: the first one is that of 0.
      counter: token.counter === -1 ? 0 : token.counter,
    },
    { name: textOf(token.alias), tags: [textOf(token.category)] },
  )
}

export function tokenLabel(token: Fields): string {
  return labelText(issuerOf(token), firstText(token.labelAlt, token.label))
}

/** The person's own name of it first, then the link's label, then its parameter. */
function issuerOf(token: Fields): string {
  return firstText(token.issuerAlt, token.issuerExt, token.issuerInt)
}

/** Java's bytes in JSON, from -128 to 127, or from 0 to 255 where another program wrote them; null when it is no list of such numbers. */
export function signedBytes(value: unknown): Uint8Array | null {
  const isByte = (byte: unknown): byte is number =>
    typeof byte === 'number' && Number.isInteger(byte) && byte >= -128 && byte < 256
  return Array.isArray(value) && value.every(isByte) ? Uint8Array.from(value) : null
}

/** JSON inside a text of another file; undefined when it is none. */
export function innerJson(text: unknown): unknown {
  return typeof text === 'string' ? parseJson(text) : undefined
}
