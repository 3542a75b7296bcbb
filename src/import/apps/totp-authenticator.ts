// TOTP Authenticator (BinaryBoot): its backup file, and the preferences of a rooted phone.
// https://github.com/beemdevelopment/Aegis (TotpAuthenticatorImporter)
import { isUtf8 } from 'node:buffer'
import { openCbc } from '../ciphers/decipher.ts'
import { sha256 } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { preferencesOf } from '../containers/android-preferences.ts'
import { jsonOf, parseJson } from '../containers/bounded-json.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, hexOf, isFields, wordOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'TOTP Authenticator'
const PREFERENCE = 'STATIC_TOTP_CODES_LIST'
/** What the app encrypts with when no password was chosen: such a file is tried without asking. */
const DEFAULT_PASSWORD = 'TotpAuthenticator'
const BLOCK = 16
/** Bytes. The smallest account in the app's JSON is larger. */
const SMALLEST = 64

export const totpAuthenticator: Importer = { format: 'totp-authenticator', app: APP, read }

async function read(source: Source, tools: ImportTools): Promise<Imported | null> {
  const preference = (await preferencesOf(source, [PREFERENCE]))?.get(PREFERENCE)
  if (preference !== undefined) return readTokens(parsedTokens(preference), false)
  const sealed = sealedOf(source.text)
  if (sealed === null) return null
  const byDefault = openTokens(sealed, DEFAULT_PASSWORD)
  if (byDefault !== null) return readTokens(byDefault, false)
  return readTokens(await unlocked(tools, APP, (password) => openTokens(sealed, password)), true)
}

function readTokens(tokens: readonly Fields[], encrypted: boolean): Imported {
  const found = new Collector()
  for (const { name, issuer, key, base, digits, period } of tokens) {
    found.take(labelText(issuer, name), () =>
      entryOf({ issuer, account: name, secret: secretOf(key, base), digits, period }),
    )
  }
  return found.done({ encrypted })
}

/** The app says how it wrote the key: of base 16, 32 or 64. */
function secretOf(key: unknown, base: unknown): unknown {
  const readers = new Map<string, (value: unknown) => unknown>([
    ['16', hexOf],
    ['32', (value) => value],
    ['64', base64Of],
  ])
  const secret = readers.get(wordOf(base))?.(key) ?? null
  if (secret === null) throw keyUnreadable()
  return secret
}

/**
 * The file is nothing but base64 of whole cipher blocks, without a mark of its own. Hexadecimal, base32 and text in base64
 * are something else, and "Salted__" at the start is the mark of OpenSSL.
 */
function sealedOf(text: string | null): Uint8Array | null {
  if (text === null || !/^\s*[A-Za-z0-9+/]{60}/.test(text) || /^\s*U2FsdGVkX1/.test(text)) return null
  if (![/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(text))) return null
  const bytes = base64Of(text)
  if (bytes === null || bytes.length < SMALLEST || bytes.length % BLOCK !== 0) return null
  return isUtf8(bytes) ? null : bytes
}

/** @returns null when the password is wrong: there is no MAC, so JSON that comes out is the only sign of the right one */
function openTokens(sealed: Uint8Array, password: string): readonly Fields[] | null {
  const plain = openCbc(sha256(password), Buffer.alloc(BLOCK), sealed)
  const json = plain === null ? undefined : jsonOf(plain)
  if (!isFields(json)) return null
  // The list of accounts is a name in this object, not a value: {"[{…}]": "1608293023"}.
  const list = Object.keys(json).find((name) => name.startsWith('['))
  return list === undefined ? [] : parsedTokens(list)
}

/** The accounts stand in the list as objects, or as texts of JSON. @throws UkpError import-damaged */
function parsedTokens(list: string): readonly Fields[] {
  const tokens = parseJson(list)
  if (!Array.isArray(tokens)) throw damaged(APP)
  return tokens.map((token) => fieldsOf(typeof token === 'string' ? parseJson(token) : token))
}
