// andOTP: a JSON list, plain or encrypted. Nothing marks the encrypted files, and nothing tells the new form from the old one.
// https://github.com/andOTP/andOTP/wiki/Backup-encryption
import { splitLabel } from '../../otp/label.ts'
import { openGcmTagged } from '../ciphers/decipher.ts'
import { pbkdf2Key, sha256 } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { entryOf } from '../entry.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts'
import { type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'andOTP'

/** The app's own rounds are 1,000 to 160,000; read from an old file they would be billions. */
const ROUNDS = { min: 1000, max: 2_000_000 }
/** Bytes. */
const LONGEST = 5 * 1024 * 1024
const NONCE = 12
const TAG = 16
/** Rounds, salt, nonce, an empty list and the tag; without the first two in the old form. */
const SHORTEST = { newer: 4 + 12 + NONCE + 2 + TAG, older: NONCE + 2 + TAG }
/**
 * Of 255 degrees of freedom: what is encrypted lies above it once in 10^12 files, whatever its length; what is neither
 * encrypted nor compressed lies far above.
 */
const CHI_SQUARE = 512

export const andotp: Importer = { format: 'andotp', app: APP, read, readUnmarked }

async function read({ bytes, text, json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (text !== null) return isList(json) ? readList(json, false) : null
  return isNewer(bytes) ? await readEncrypted(bytes, tools) : null
}

/** The old form (before 0.6.3, 2019) is noise from its first byte to its last: only a person can tell what it is. */
async function readUnmarked({ bytes, text }: Source, tools: ImportTools): Promise<Imported | null> {
  const isNoise = text === null && bytes.length >= SHORTEST.older && bytes.length <= LONGEST && isEven(bytes)
  return isNoise ? await readEncrypted(bytes, tools) : null
}

/** Other apps' lists have no `label`, or a `kind`. */
function isList(json: unknown): json is unknown[] {
  const isOwn = (item: unknown): boolean =>
    isFields(item) && typeof item.secret === 'string' && typeof item.label === 'string' && item.kind === undefined
  return Array.isArray(json) && json.some(isOwn)
}

function readList(list: readonly unknown[], encrypted: boolean): Imported {
  const found = new Collector()
  for (const entry of list.map(fieldsOf)) {
    const names = namesOf(entry)
    found.take(labelText(names.issuer, names.account), () =>
      entryOf(
        {
          ...names,
          type: entry.type,
          secret: entry.secret,
          algorithm: entry.algorithm,
          digits: entry.digits,
          period: entry.period,
          counter: entry.counter,
        },
        { tags: listOf(entry.tags).map(textOf) },
      ),
    )
  }
  return found.done({ encrypted })
}

/** Old files keep both names in the label: "issuer - name" or "issuer:name". */
function namesOf({ issuer, label }: Fields): { issuer: unknown; account: unknown } {
  if ((issuer !== undefined && issuer !== null) || typeof label !== 'string') return { issuer, account: label }
  const dash = label.indexOf(' - ')
  if (dash >= 0) return { issuer: label.slice(0, dash), account: label.slice(dash + 3) }
  const { prefix, name } = splitLabel(label, '')
  return { issuer: prefix, account: name }
}

function isNewer(bytes: Uint8Array): boolean {
  const rounds = roundsOf(bytes)
  const isPossible = bytes.length >= SHORTEST.newer && bytes.length <= LONGEST
  return isPossible && rounds >= ROUNDS.min && rounds <= ROUNDS.max && isEven(bytes.subarray(4))
}

function roundsOf(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
}

/** Whether all bytes are about as frequent, by Pearson's test. */
function isEven(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  const squares = counts.reduce((sum, count) => sum + count * count, 0)
  return (256 * squares) / bytes.length - bytes.length < CHI_SQUARE
}

/** One old file in two thousand begins with possible rounds: both forms are tried then. */
async function readEncrypted(bytes: Uint8Array, tools: ImportTools): Promise<Imported> {
  const list = await unlocked(tools, APP, async (password) => {
    const plain = (isNewer(bytes) ? await openNewer(bytes, password) : null) ?? openOlder(bytes, password)
    const json = plain === null ? undefined : jsonOf(plain)
    return Array.isArray(json) ? json : null
  })
  return readList(list, true)
}

/** Rounds ‖ salt of 12 bytes ‖ nonce ‖ AES-256-GCM. */
async function openNewer(bytes: Uint8Array, password: string): Promise<Uint8Array | null> {
  const salt = bytes.subarray(4, 16)
  const key = await pbkdf2Key(APP, password, { salt, rounds: roundsOf(bytes), length: 32, hash: 'sha1' })
  return openGcmTagged(key, bytes.subarray(16, 16 + NONCE), bytes.subarray(16 + NONCE))
}

/** Nonce ‖ AES-256-GCM. */
function openOlder(bytes: Uint8Array, password: string): Uint8Array | null {
  return openGcmTagged(sha256(password), bytes.subarray(0, NONCE), bytes.subarray(NONCE))
}
