// Authenticator, the browser extension: a JSON object with an entry under each hash, its keys encrypted or not. Its list of
// links is taken with the others. https://github.com/Authenticator-Extension/Authenticator/blob/dev/src/models/storage.ts
import { UkpError } from '../../errors.ts'
import { Collector, labelText } from '../collector.ts'
import { entryOf, keyUnreadable, type RawEntry } from '../entry.ts'
import { type Fields, hexOf, isFields, textOf } from '../fields.ts'
import type { Imported, ImportedEntry, Importer, ImportTools } from '../importer.ts'
import type { Source } from '../source.ts'
import { openEntries } from './authenticator-extension-encrypted.ts'

const APP = 'Authenticator Extension'

/** Names of what stands beside the entries. */
const SETTINGS = 'UserSettings'
const OLD_KEY = 'key'
const KINDS: readonly unknown[] = ['OTPStorage', 'EncOTPStorage']

/** OTPAlgorithm of the app; its exports have the name, its import reads the number. */
const ALGORITHMS: Readonly<Record<number, string>> = { 1: 'SHA1', 2: 'SHA256', 3: 'SHA512' }

const TYPES: Readonly<Record<string, string>> = { battle: 'totp', hex: 'totp', hhex: 'hotp' }
const BASE32 = /^[a-z2-7]+=*$/i
const HEX = /^[0-9a-f]+$/i

export const authenticatorExtension: Importer = { format: 'authenticator-extension', app: APP, read }

async function read({ json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json)) return null
  const values = Object.entries(json)
    .filter(([name]) => name !== SETTINGS && name !== OLD_KEY)
    .map(([, value]) => value)
  if (!values.every(isFields)) return null
  const items = values.filter((item) => item.dataType !== 'Key' && (hasKey(item) || isMarked(item)))
  if (!items.some((item) => hasKey(item) && isMarked(item))) return null
  const opened = await openEntries(APP, items, json, tools)
  const found = new Collector()
  for (const item of items) {
    const entry = opened.has(item) ? (opened.get(item) ?? null) : item
    found.take(labelText((entry ?? item).issuer, (entry ?? item).account), () => {
      if (entry === null) throw new UkpError('source-password-wrong', { app: APP })
      return entryIn(entry)
    })
  }
  return found.done({ encrypted: opened.size > 0 })
}

function hasKey({ secret, data }: Fields): boolean {
  return typeof secret === 'string' || typeof data === 'string'
}

/** Fields may be missing, but not all of the app's own in all entries. */
function isMarked({ hash, encrypted, dataType }: Fields): boolean {
  return typeof hash === 'string' || typeof encrypted === 'boolean' || KINDS.includes(dataType)
}

function entryIn(entry: Fields): ImportedEntry {
  const { type, secret } = keyOf(entry)
  return entryOf({
    type: TYPES[type] ?? type,
    issuer: entry.issuer,
    account: entry.account,
    secret,
    algorithm: typeof entry.algorithm === 'number' ? (ALGORITHMS[entry.algorithm] ?? entry.algorithm) : entry.algorithm,
    digits: type === 'battle' ? 8 : entry.digits,
    period: entry.period,
    counter: entry.counter,
  })
}

/** The app's own rules: a mark in front of the key says Battle.net or Steam, and what is hexadecimal but not base32 is hex. */
function keyOf(entry: Fields): { type: string; secret: RawEntry['secret'] } {
  const text = textOf(entry.secret).replace(/\s/g, '')
  const type = textOf(entry.type) || 'totp'
  const marked = /^(?:(bliz-|blz-)|stm-)(.*)$/.exec(text)
  if (marked !== null) return { type: marked[1] === undefined ? 'steam' : 'battle', secret: marked[2] }
  const isHex = type === 'hex' || type === 'hhex'
  const looksHex = (type === 'totp' || type === 'hotp') && HEX.test(text) && !BASE32.test(text)
  if (!isHex && !looksHex) return { type, secret: text }
  const bytes = hexOf(text)
  if (bytes === null) throw keyUnreadable()
  return { type, secret: bytes }
}
