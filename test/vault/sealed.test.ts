// Sealed slots: made with the public half alone, opened by the recovery key alone. What a damaged or forged one comes to
// stands among the negative vectors as well.
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../src/vault/base64url.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import { pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../src/vault/slots/raw.ts'
import { recipientOf, sealedSlotMaker } from '../../src/vault/slots/sealed.ts'
import { type Crypto, type KeyPair, sodium } from '../../src/vault/sodium.ts'
import { sealNext, unlock } from '../../src/vault/vault.ts'
import {
  byKey,
  byPair,
  byPassphrase,
  CHEAP,
  FILE,
  headerOf,
  type Made,
  makeVault,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  resealed,
  seeded,
  utf8,
  verdict,
  withHeader,
} from './kit.ts'
import { flipped, spanOf } from './mutants.ts'

let crypto: Crypto
let pair: KeyPair
let second: KeyPair
let made: Made
let bytes: Uint8Array

beforeAll(async () => {
  crypto = await sodium()
  pair = pairOfRecoveryKey(crypto, RECOVERY_KEY)
  second = crypto.pairFromSeed(seeded(91)(32))
  made = await makeVault({ recipients: [pair.publicKey, second.publicKey] })
  bytes = made.bytes
})

const sealedSlots = () => made.vault.envelope.header.slots.filter(({ type }) => type === 'sealed')

describe('a vault with recovery keys', () => {
  it('opens with each of them, and says by which slot', async () => {
    const found = await Promise.all([pair, second].map((one) => unlock(parseEnvelope(bytes, FILE), byPair(one))))
    expect(found.map((one) => one?.slotId)).toEqual(sealedSlots().map(({ id }) => id))
    expect(found.map((one) => one?.dataKey)).toEqual([made.vault.dataKey, made.vault.dataKey])
  })

  it('opens with its passphrase and its key as before', async () => {
    expect(await outcome(bytes, byPassphrase(PASSPHRASE))).toBe('opened')
    expect(await outcome(bytes, byKey(RAW_KEY))).toBe('opened')
  })

  it('does not open with another recovery key', async () => {
    expect(await outcome(bytes, byPair(crypto.pairFromSeed(seeded(92)(32))))).toBe('no slot')
  })

  it('has no slot for a recovery key when it has none', async () => {
    expect(await outcome((await makeVault()).bytes, byPair(pair))).toBe('no-recovery-slot')
  })

  it('may have nothing else', async () => {
    const only = await makeVault({ passphrases: [], keys: [], recipients: [pair.publicKey] })
    expect(await outcome(only.bytes, byPair(pair))).toBe('opened')
    expect(await outcome(only.bytes, byKey(RAW_KEY))).toBe('no-key-slot')
    expect(await outcome(only.bytes, byPassphrase(PASSPHRASE))).toBe('no-passphrase-slot')
  })

  it('opens whatever pk says, since the pair decides; and the holder finds damage there by the payload', async () => {
    const alter = withHeader(bytes, ({ slots }) =>
      Object.assign(slots[2] ?? {}, { pk: encodeBase64url(new Uint8Array(32)) }),
    )
    expect(await verdict(alter, byPair(pair))).toBe('vault-damaged payload')
    const sealed = await resealed(made, {
      header: ({ slots }) => Object.assign(slots[2] ?? {}, { pk: encodeBase64url(second.publicKey) }),
    })
    expect(await outcome(sealed, byPair(pair))).toBe('opened')
  })

  it('keeps fields in the slot that it does not know', async () => {
    const sealed = await resealed(made, { header: ({ slots }) => Object.assign(slots[2] ?? {}, { later: ['x'] }) })
    const vault = await opened(sealed, byPair(pair))
    if (vault === null) throw new Error('does not open')
    const { contents } = vault
    const next = await sealNext(vault, { contents }, { previous: sealed, random: seeded(5), writer: '' })
    expect(headerOf(next.bytes).slots[2]).toMatchObject({ type: 'sealed', later: ['x'] })
    expect(await outcome(next.bytes, byPair(pair))).toBe('opened')
  })
})

describe('a sealed slot', () => {
  it('is made from the public half alone and shows that half', () => {
    expect(sealedSlots().map(recipientOf)).toEqual([pair.publicKey, second.publicKey])
    expect(recipientOf({ id: 'x', type: 'raw', json: {} })).toBeNull()
    const json = JSON.stringify(sealedSlots())
    for (const secret of [pair.secretKey, made.vault.dataKey]) {
      expect(json).not.toContain(Buffer.from(secret).toString('base64url'))
    }
  })

  it('is libsodium’s sealed box of the data key and a binding of 16 bytes', async () => {
    const { default: libsodium } = await import('libsodium-wrappers-sumo')
    const [slot] = sealedSlots()
    const box = Buffer.from(String(slot?.json.key), 'base64url')
    const held = libsodium.crypto_box_seal_open(box, pair.publicKey, pair.secretKey)
    expect([box.length, held.length]).toEqual([96, 48])
    expect(held.subarray(0, 32)).toEqual(made.vault.dataKey)
    const aad = `ukp-vault/1 slot\n${made.vault.envelope.header.id}\n${slot?.id}\nsealed\n`
    expect(held.subarray(32)).toEqual(libsodium.crypto_generichash(16, aad, null))
  })

  it('opens as well when libsodium’s own crypto_box_seal made it', async () => {
    const { default: libsodium } = await import('libsodium-wrappers-sumo')
    const [slot] = sealedSlots()
    const aad = `ukp-vault/1 slot\n${made.vault.envelope.header.id}\n${slot?.id}\nsealed\n`
    const held = Buffer.concat([made.vault.dataKey, libsodium.crypto_generichash(16, aad, null)])
    const key = encodeBase64url(libsodium.crypto_box_seal(held, pair.publicKey))
    const sealed = await resealed(made, { header: ({ slots }) => Object.assign(slots[2] ?? {}, { key }) })
    expect(await outcome(sealed, byPair(pair))).toBe('opened')
  })

  it('takes fresh randomness every time it is made, and keeps its id when told to', () => {
    const random = seeded(93)
    const make = sealedSlotMaker(crypto, { publicKey: pair.publicKey, random, id: 'AAAAAAAAAAM' })
    const { id } = made.vault.envelope.header
    const [a, b] = [make(made.vault.dataKey, id), make(made.vault.dataKey, id)]
    expect([a.id, b.id]).toEqual(['AAAAAAAAAAM', 'AAAAAAAAAAM'])
    expect(a.json.key).not.toBe(b.json.key)
    // The first 32 bytes are the fresh public half.
    expect(String(a.json.key).slice(0, 42)).not.toBe(String(b.json.key).slice(0, 42))
  })

  it('is not made for a public half under which nothing is secret', () => {
    const make = sealedSlotMaker(crypto, { publicKey: new Uint8Array(32), random: seeded(94) })
    expect(() => make(made.vault.dataKey, made.vault.envelope.header.id)).toThrow('recipient-invalid')
  })

  it('wraps a new data key without its holder, and the old one is of no use any more', async () => {
    const dataKey = seeded(95)(32)
    const random = seeded(96)
    const { envelope, contents } = made.vault
    const slots = [
      passphraseSlotMaker(crypto, { passphrase: utf8(PASSPHRASE), cost: CHEAP, random }),
      rawSlotMaker(crypto, { key: RAW_KEY, source: 'keyfile', random }),
      sealedSlotMaker(crypto, { publicKey: pair.publicKey, random }),
    ].map((make) => make(dataKey, envelope.header.id))
    const next = await sealNext(made.vault, { contents, slots, dataKey }, { previous: bytes, random, writer: '' })
    for (const way of [byPair(pair), byKey(RAW_KEY), byPassphrase(PASSPHRASE)]) {
      expect((await opened(next.bytes, way))?.dataKey).toEqual(dataKey)
    }
    expect(await outcome(next.bytes, byPair(second))).toBe('no slot')
    const stale = withHeader(next.bytes, ({ slots: list }) => list.push({ ...sealedSlots()[1]?.json }))
    expect(await verdict(stale, byPair(second))).toBe('vault-damaged header')
  })
})

describe('every single bit of a sealed slot', () => {
  it('is found: damage where the JSON, pk or another field tells, else no slot opens', async () => {
    const [slot] = sealedSlots()
    const counts: Record<string, number> = {}
    const span = spanOf(bytes, JSON.stringify(slot?.json))
    for (let bit = span.start * 8; bit < span.end * 8; bit++) {
      const got = await outcome(flipped(bytes, bit), byPair(pair))
      counts[got] = (counts[got] ?? 0) + 1
    }
    // no-recovery-slot cannot be: the second sealed slot stands behind the first.
    expect(Object.keys(counts).sort()).toEqual(['no slot', 'vault-damaged', 'vault-limits'])
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe((span.end - span.start) * 8)
  })

  it('of its pk is never called a wrong key', async () => {
    const span = spanOf(bytes, encodeBase64url(pair.publicKey))
    const found = new Set<string>()
    for (let bit = span.start * 8; bit < span.end * 8; bit++)
      found.add(await outcome(flipped(bytes, bit), byPair(pair)))
    expect([...found].sort()).toEqual(['vault-damaged', 'vault-limits'])
  })
})
