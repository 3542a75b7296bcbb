// Passphrase slots whose key derivation is not within the limits, or is another.
import type { SlotJson } from '../../vault/kit.ts'
import { base64url, header, PASSPHRASE_SLOT, type Rule, slot, slotAt } from './bench.ts'

const LIMITS = 'vault-limits slots'
const way = { kind: 'passphrase' } as const

const kdf = (comment: string, edit: SlotJson, ours = LIMITS): Rule => [
  `kdf: ${comment}`,
  ours,
  slot(PASSPHRASE_SLOT, (json) => (json.kdf = { ...(json.kdf as object), ...edit })),
  way,
]

export const KDF: readonly Rule[] = [
  ['no kdf', LIMITS, slot(PASSPHRASE_SLOT, (json) => delete json.kdf), way],
  ['kdf: a list', LIMITS, slot(PASSPHRASE_SLOT, (json) => (json.kdf = [json.kdf])), way],
  kdf('argon2i', { alg: 'argon2i' }),
  kdf('scrypt', { alg: 'scrypt' }),
  kdf('no algorithm', { alg: undefined }),
  kdf('Argon2 version 16', { v: 16 }),
  kdf('a version as text', { v: '19' }),
  kdf('no version', { v: undefined }),
  kdf('no passes', { t: 0 }),
  kdf('-1 passes', { t: -1 }),
  kdf('17 passes', { t: 17 }),
  kdf('passes as text', { t: '1' }),
  kdf('passes left out', { t: undefined }),
  kdf('no memory', { m: 0 }),
  kdf('a KiB below 8 MiB', { m: 8191 }),
  kdf('512 MiB and a KiB', { m: 524_289 }),
  kdf('2^32 + 8192 KiB', { m: 2 ** 32 + 8192 }),
  kdf('memory as text', { m: '8192' }),
  kdf('memory left out', { m: undefined }),
  kdf('a KiB-pass more than a slot may cost', { m: 262_145, t: 16 }),
  kdf('no lanes', { p: 0 }),
  kdf('two lanes', { p: 2 }),
  kdf('lanes as true', { p: true }),
  kdf('a salt of 15 bytes', { salt: base64url(15) }),
  kdf('a salt of 17 bytes', { salt: base64url(17) }),
  kdf('a salt with left-over bits', { salt: `${'A'.repeat(21)}B` }),
  kdf('a salt as number', { salt: 1 }),
  kdf('no salt', { salt: undefined }),
  kdf('another salt', { salt: base64url(16) }, 'no slot'),
  kdf('one pass more', { t: 2 }, 'no slot'),
  kdf('one KiB more', { m: 8193 }, 'no slot'),
  [
    'kdf: more work than all slots may cost',
    LIMITS,
    header((json) => {
      const first = slotAt(json, PASSPHRASE_SLOT)
      const costly = { ...(first.kdf as object), m: 524_288, t: 8 }
      json.slots.push(...[1, 2].map((n) => ({ ...first, id: base64url(8, n), kdf: costly })))
    }),
    way,
  ],
]
