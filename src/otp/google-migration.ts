// otpauth-migration:// links: what "Transfer accounts" of Google Authenticator shows as QR codes, ten accounts each.
// The payload has no period field, and no digits but 6 and 8: what it cannot say is lost before it gets here.
import { UkpError } from '../errors.ts'
import { type Algorithm, DEFAULTS, LIMITS, type NewAccount, type OtpType } from './account.ts'
import { keyOfBytes } from './key.ts'
import { namesInGoogleLabel } from './label.ts'
import { cleanText } from './names.ts'
import { decodeFields, type Field } from './protobuf.ts'
import type { ReadAccount, Warning } from './warnings.ts'

export interface MigrationPart {
  readonly version: number
  /** Parts of the whole export; 1 when the payload is silent. */
  readonly size: number
  /** Number of this part, from 0. */
  readonly index: number
  /** Drawn at random for each export, often negative; null in version 2, which has none. */
  readonly batchId: number | null
  /** Without the doubled ones: real exports hold entries that are equal in every field. */
  readonly accounts: readonly ReadAccount[]
  readonly refused: readonly { readonly name: string; readonly error: UkpError }[]
}

/** One OtpParameters message. Enums and the counter as on the wire: 0 is "unset". */
interface Entry {
  readonly secret: Uint8Array
  readonly name: Uint8Array
  readonly issuer: Uint8Array
  readonly algorithm: bigint
  readonly digits: bigint
  readonly type: bigint
  readonly counter: bigint
}

/** A QR code holds 3 KB and the app puts ten accounts into one; text from a file may hold more, within reason. */
const MAX_PAYLOAD_BYTES = 1024 * 1024
const MAX_ENTRIES = 10_000
const MAX_PARTS = 1000

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true })
const LENIENT_UTF8 = new TextDecoder('utf-8')

const TYPES: Readonly<Record<string, OtpType>> = { 0: 'totp', 1: 'hotp', 2: 'totp' }
const ALGORITHM_NAMES: Readonly<Record<string, Algorithm>> = { 0: 'SHA1', 1: 'SHA1', 2: 'SHA256', 3: 'SHA512' }
const MD5 = 4n
const DIGITS: Readonly<Record<string, number>> = { 0: 6, 1: 6, 2: 8 }

/**
 * One migration link, that is one of the QR codes of an export. Entries that ukp cannot keep as they are come back in
 * `refused` (migration-entry, link-algorithm, text-too-long, key-too-long); the others are good.
 * @returns null when the text is no such link
 * @throws UkpError migration-damaged when anything is broken, or no entry is in it
 */
export function parseMigrationUri(text: string): MigrationPart | null {
  const link = text.trim()
  const scheme = /^(?:apple-)?otpauth-migration:/i.exec(link)
  if (scheme === null) return null
  const fields = demand(decodeFields(decodePayload(dataOf(link.slice(scheme[0].length)))))
  const messages = allBytes(fields, 1)
  const size = readCount(fields, 3) || 1
  const index = readCount(fields, 4)
  if (messages.length === 0 || messages.length > MAX_ENTRIES || size > MAX_PARTS || index >= size) throw damaged()

  const accounts = new Map<string, ReadAccount>()
  const refused: { name: string; error: UkpError }[] = []
  for (const entry of messages.map(readEntry)) {
    try {
      const one = toAccount(entry)
      const { account } = one
      accounts.set(JSON.stringify(Object.values(account)), one)
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      refused.push({ name: nameOf(entry), error })
    }
  }
  const batchId = lastVarint(fields, 5)
  return {
    version: readCount(fields, 2),
    size,
    index,
    batchId: batchId === null ? null : Number(BigInt.asIntN(32, batchId)),
    accounts: [...accounts.values()],
    refused,
  }
}

/**
 * Which parts of the exports at hand were not seen. Parts belong together when version, size and batch id are equal;
 * two exports of version 2 with the same size cannot be told apart.
 * @returns one element for each export that is not whole; numbers count from 1, as the app shows them
 */
export function missingParts(parts: readonly MigrationPart[]): { missing: readonly number[]; size: number }[] {
  const batches = new Map<string, { size: number; seen: Set<number> }>()
  for (const { version, size, index, batchId } of parts) {
    const key = `${version} ${size} ${batchId}`
    const batch = batches.get(key) ?? { size, seen: new Set() }
    batches.set(key, batch)
    batch.seen.add(index)
  }
  return [...batches.values()]
    .map(({ size, seen }) => ({ missing: numbersTo(size).filter((number) => !seen.has(number - 1)), size }))
    .filter(({ missing }) => missing.length > 0)
}

function numbersTo(size: number): number[] {
  return Array.from({ length: size }, (_, at) => at + 1)
}

/** The value of `data`, still percent-encoded. */
function dataOf(rest: string): string {
  const query = /^\/\/offline\/?\?/i.exec(rest)
  if (query === null) throw damaged()
  const pairs = rest.slice(query[0].length).split('&')
  const values = new Set(pairs.filter((pair) => /^data=/i.test(pair)).map((pair) => pair.slice('data='.length)))
  const [data] = values
  if (data === undefined || values.size > 1) throw damaged()
  return data
}

/** Base64 or base64url, padding optional. A plus that was not escaped stays one, even if a scanner made it a blank. */
function decodePayload(data: string): Uint8Array {
  let typed: string
  try {
    typed = decodeURIComponent(data)
  } catch {
    throw damaged()
  }
  const base64 = typed.replace(/={1,2}$/, '').replace(/[ _-]/g, (character) => (character === '_' ? '/' : '+'))
  if (base64.length > Math.ceil((MAX_PAYLOAD_BYTES * 4) / 3)) throw damaged()
  const bytes = Buffer.from(base64, 'base64')
  // Buffer skips what it does not know and cuts what is short: only what it writes back the same was base64.
  if (bytes.toString('base64').replace(/={1,2}$/, '') !== base64) throw damaged()
  return bytes
}

function readEntry(bytes: Uint8Array): Entry {
  const fields = demand(decodeFields(bytes))
  const nothing = new Uint8Array()
  return {
    secret: allBytes(fields, 1).at(-1) ?? nothing,
    name: allBytes(fields, 2).at(-1) ?? nothing,
    issuer: allBytes(fields, 3).at(-1) ?? nothing,
    algorithm: lastVarint(fields, 4) ?? 0n,
    digits: lastVarint(fields, 5) ?? 0n,
    type: lastVarint(fields, 6) ?? 0n,
    counter: lastVarint(fields, 7) ?? 0n,
  }
}

function toAccount(entry: Entry): ReadAccount {
  const type = TYPES[String(entry.type)] ?? refuse('type')
  if (entry.algorithm === MD5) throw new UkpError('link-algorithm', { algorithm: 'MD5' })
  const algorithm = ALGORITHM_NAMES[String(entry.algorithm)] ?? refuse('algorithm')
  const digits = DIGITS[String(entry.digits)] ?? refuse('digits')
  const counter = type === 'hotp' ? entry.counter : 0n
  // An int64: negative ones have the highest bit, so they fall out here together with those that a number would round.
  if (counter > BigInt(LIMITS.counter.max)) refuse('counter')
  if (entry.secret.length === 0) refuse('secret')
  const { secret, warnings } = keyOfBytes(entry.secret)
  const untyped: Warning[] = entry.type === 0n ? [{ code: 'type-missing', facts: {} }] : []
  return {
    account: {
      type,
      ...readNames(entry),
      secret,
      algorithm,
      digits,
      period: DEFAULTS.period,
      counter: Number(counter),
    },
    warnings: [...warnings, ...untyped],
  }
}

function readNames(entry: Entry): Pick<NewAccount, 'issuer' | 'account'> {
  const issuer = cleanText(decodeText(entry.issuer) ?? refuse('issuer'), 'issuer')
  const label = cleanText(decodeText(entry.name) ?? refuse('name'), 'account')
  return namesInGoogleLabel(label, issuer)
}

/** How a refused entry is called in a report, whatever is wrong with it. */
function nameOf({ name, issuer }: Entry): string {
  const bytes = name.length > 0 ? name : issuer
  return LENIENT_UTF8.decode(bytes.subarray(0, LIMITS.text.max)).trim()
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    return null
  }
}

/** Repeated or not, a field of the wrong wire type is damage. */
function allBytes(fields: readonly Field[], number: number): readonly Uint8Array[] {
  return fields
    .filter((field) => field.number === number)
    .map((field) => {
      if (field.wire !== 'bytes') throw damaged()
      return field.value
    })
}

/** The last one counts, as in every protobuf reader; null when absent. */
function lastVarint(fields: readonly Field[], number: number): bigint | null {
  const field = fields.findLast((one) => one.number === number)
  if (field === undefined) return null
  if (field.wire !== 'varint') throw damaged()
  return field.value
}

/** An int32 that counts something: 0 when absent, never negative. */
function readCount(fields: readonly Field[], number: number): number {
  const value = lastVarint(fields, number) ?? 0n
  if (value > 0x7fff_ffffn) throw damaged()
  return Number(value)
}

function demand<T>(value: T | null): T {
  if (value === null) throw damaged()
  return value
}

function refuse(what: string): never {
  throw new UkpError('migration-entry', { what })
}

function damaged(): UkpError {
  return new UkpError('migration-damaged', {})
}
