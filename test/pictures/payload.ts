// What the codes say: login links as portals write them, and the exports of Google Authenticator. Invented people only,
// keys out of the seeded generator.
import { encodeBase32 } from '../../src/otp/base32.ts'
import { encodeFields, type Field } from '../../src/otp/protobuf.ts'
import type { Random } from './random.ts'

const ISSUERS = ['Ügyfélkapu+', 'KAÜ', 'EESZT', 'NAV', 'GitHub', 'Google', 'Telekom Fiók', 'Minta Bank', 'Egyetem']
const FIRST = ['anna', 'bela', 'csilla', 'dezso', 'emoke', 'ferenc', 'gyongyi', 'huba', 'ibolya', 'janos', 'zsofia']
const LAST = ['minta', 'proba', 'pelda', 'kovacs.teszt', 'kitalalt', 'nemletezo', 'varga.demo']
const DOMAINS = ['minta.example', 'pelda.example', 'proba.test', 'posta.example']
/** Bytes of a key: 16 to 52 base32 characters; 20 bytes is what RFC 4226 section 4 recommends and most portals use. */
const KEY_BYTES = [10, 15, 16, 20, 20, 20, 25, 30, 32]
/** Shares of the links, as in the measurements that the classes come from. */
const RAW_LABELS = 0.3
const MIGRATIONS = 0.1

/** A text that a login code holds: mostly `otpauth://totp/…`, sometimes an export. */
export function payload(random: Random): string {
  return random.chance(MIGRATIONS) ? migrationLink(random, random.int(1, 3)) : loginLink(random)
}

/** Key Uri Format; three labels in ten are raw UTF-8 as some portals write them, the others percent-encoded. */
export function loginLink(random: Random): string {
  const issuer = random.pick(ISSUERS)
  const user = userName(random)
  const raw = random.chance(RAW_LABELS)
  const encode = raw ? (text: string): string => text : encodeURIComponent
  const parameters = [`secret=${encodeBase32(random.bytes(random.pick(KEY_BYTES)))}`]
  if (random.chance(0.85)) parameters.push(`issuer=${encode(issuer)}`)
  if (random.chance(0.4))
    parameters.push(`algorithm=${random.chance(0.9) ? 'SHA1' : 'SHA256'}`, 'digits=6', 'period=30')
  const label = random.chance(0.85) ? `${encode(issuer)}:${encode(user)}` : encode(user)
  return `otpauth://totp/${label}?${parameters.join('&')}`
}

/** An export of Google Authenticator: a protobuf message in base64, percent-encoded as the app does. */
export function migrationLink(random: Random, accounts: number): string {
  const fields: Field[] = Array.from({ length: accounts }, () => ({
    number: 1,
    wire: 'bytes',
    value: migrationAccount(random),
  }))
  // Version, size of the batch, index in it, its number.
  for (const [number, value] of [
    [2, 1],
    [3, 1],
    [4, 0],
    [5, random.int(1, 2 ** 31 - 1)],
  ] as const)
    fields.push({ number, wire: 'varint', value: BigInt(value) })
  const data = Buffer.from(encodeFields(fields)).toString('base64')
  return `otpauth-migration://offline?data=${encodeURIComponent(data)}`
}

/** Key, name, issuer; then SHA-1, six digits, TOTP in the numbers of that format. */
function migrationAccount(random: Random): Uint8Array {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)
  const issuer = random.pick(ISSUERS)
  const user = userName(random)
  return encodeFields([
    { number: 1, wire: 'bytes', value: random.bytes(random.pick([10, 16, 20])) },
    { number: 2, wire: 'bytes', value: text(random.chance(0.4) ? `${issuer}:${user}` : user) },
    { number: 3, wire: 'bytes', value: text(issuer) },
    { number: 4, wire: 'varint', value: 1n },
    { number: 5, wire: 'varint', value: 1n },
    { number: 6, wire: 'varint', value: 2n },
  ])
}

function userName(random: Random): string {
  const name = `${random.pick(FIRST)}.${random.pick(LAST)}`
  if (random.chance(0.3)) return `${name}${random.int(1, 999)}`
  return random.chance(0.6) ? `${name}@${random.pick(DOMAINS)}` : name
}
