// Key slots: whoever moves, copies or changes one gets nothing, and nobody makes a reader derive for minutes.
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../src/vault/base64url.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import { rawSlotMaker } from '../../src/vault/slots/raw.ts'
import { newSlotId, slotAssociatedData } from '../../src/vault/slots/slot.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { sealNext } from '../../src/vault/vault.ts'
import {
  byKey,
  byPassphrase,
  CHEAP,
  FILE,
  fastest,
  fromUtf8,
  type HeaderJson,
  headerOf,
  type Made,
  makeVault,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  refusal,
  resealed,
  type SlotJson,
  seeded,
  withHeader,
  withSlot,
} from './kit.ts'

const OTHER_KEY = RAW_KEY.map((byte) => byte ^ 0xff)
let made: Made
let bytes: Uint8Array

beforeAll(async () => {
  made = await makeVault({ keys: [RAW_KEY, OTHER_KEY] })
  bytes = made.bytes
})

const slotAt = (header: HeaderJson, at: number): SlotJson => header.slots[at] ?? {}

describe('a slot list that somebody without a key changed', () => {
  it.each<[string, (header: HeaderJson) => void, string]>([
    ['a slot removed', ({ slots }) => slots.pop(), 'vault-damaged'],
    ['slots in another order', ({ slots }) => slots.reverse(), 'vault-damaged'],
    ['a slot added', ({ slots }) => slots.push({ id: 'AAAAAAAAAAA', type: 'new' }), 'vault-damaged'],
    ['a slot twice', (header) => header.slots.push(slotAt(header, 1)), 'vault-damaged'],
    ['an id twice', (header) => (slotAt(header, 2).id = slotAt(header, 1).id), 'vault-damaged'],
    ['another source', (header) => (slotAt(header, 1).src = 'keyring'), 'vault-damaged'],
    ['a field added', (header) => (slotAt(header, 1).hint = 'x'), 'vault-damaged'],
    [
      'another slot changed',
      (header) => (slotAt(header, 2).nonce = Buffer.alloc(24).toString('base64url')),
      'vault-damaged',
    ],
    [
      'the cost of another slot changed',
      (header) => (slotAt(header, 0).kdf = { ...(slotAt(header, 0).kdf as object), t: 2 }),
      'vault-damaged',
    ],
    ['another id', (header) => (slotAt(header, 1).id = 'AAAAAAAAAAA'), 'no slot'],
    ['another nonce', (header) => (slotAt(header, 1).nonce = Buffer.alloc(24).toString('base64url')), 'no slot'],
    ['another key', (header) => (slotAt(header, 1).key = Buffer.alloc(48).toString('base64url')), 'no slot'],
    ['its type taken away', (header) => delete slotAt(header, 1).type, 'vault-damaged'],
    ['its id taken away', (header) => delete slotAt(header, 1).id, 'vault-damaged'],
    ['an id of 7 bytes', (header) => (slotAt(header, 1).id = 'AAAAAAAAAA'), 'vault-damaged'],
    ['an id that is not canonical', (header) => (slotAt(header, 1).id = 'AAAAAAAAAAB'), 'vault-damaged'],
    ['an id that is padded', (header) => (slotAt(header, 1).id = 'AAAAAAAAAAA='), 'vault-damaged'],
    ['the type of a passphrase slot', (header) => (slotAt(header, 1).type = 'passphrase'), 'vault-limits'],
    ['no source', (header) => delete slotAt(header, 1).src, 'vault-limits'],
    [
      'a nonce of 23 bytes',
      (header) => (slotAt(header, 1).nonce = Buffer.alloc(23).toString('base64url')),
      'vault-limits',
    ],
    ['a padded key', (header) => (slotAt(header, 1).key = `${slotAt(header, 1).key}=`), 'vault-limits'],
    ['a key as number', (header) => (slotAt(header, 1).key = 1), 'vault-limits'],
  ])('is refused: %s', async (_, edit, reason) => {
    expect(await outcome(withHeader(bytes, edit), byKey(RAW_KEY))).toBe(reason)
  })

  it('is refused before any key is looked at when an id stands twice', () => {
    expect(refusal(withHeader(bytes, (header) => header.slots.push(slotAt(header, 1))))).toBe('vault-damaged')
    expect(refusal(withHeader(bytes, (header) => (slotAt(header, 2).id = slotAt(header, 0).id)))).toBe('vault-damaged')
  })

  it('is refused: a passphrase slot made a raw one', async () => {
    const file = withSlot(bytes, (slot) => Object.assign(slot, { type: 'raw', src: 'keyfile' }))
    // The other raw slots are as they were, so the payload tells.
    expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
    expect(await outcome(file, byPassphrase(PASSPHRASE))).toBe('no-passphrase-slot')
  })

  it('is refused: the slot of another vault with the same passphrase and key', async () => {
    const other = headerOf((await makeVault({ seed: 2 })).bytes)
    const file = withHeader(bytes, (header) => (header.slots = other.slots))
    expect(await outcome(file, byKey(RAW_KEY))).toBe('no slot')
    expect(await outcome(file, byPassphrase(PASSPHRASE))).toBe('no slot')
    // Beside the right ones it does not help either.
    const beside = withHeader(bytes, (header) => header.slots.push(...other.slots))
    expect(await outcome(beside, byKey(RAW_KEY))).toBe('vault-damaged')
  })

  it('is refused even when its writer knows the data key but not the ways in: a copied slot opens nothing', async () => {
    const other = headerOf((await makeVault({ seed: 2 })).bytes)
    const file = await resealed(made, { header: (header) => (header.slots = other.slots) })
    expect(await outcome(file, byKey(RAW_KEY))).toBe('no slot')
  })
})

describe('a slot that holds the key of another payload', () => {
  it('is damage, by the commitment: one file cannot show two people two contents', async () => {
    const crypto = await sodium()
    const id = String(headerOf(bytes).id)
    const alien = rawSlotMaker(crypto, { key: OTHER_KEY, source: 'keyfile', random: seeded(78) })(seeded(77)(32), id)
    const file = await resealed(made, {
      header: (header) => (header.slots = [...header.slots.slice(0, 2), { ...alien.json }]),
    })
    expect(await outcome(file, byKey(RAW_KEY))).toBe('opened')
    await expect(opened(file, byKey(OTHER_KEY))).rejects.toMatchObject({
      reason: 'vault-damaged',
      facts: { part: 'header' },
    })
  })
})

describe('how many slots there may be', () => {
  it('is 16 at most, of which 8 by passphrase', async () => {
    const unknown = (n: number): SlotJson => ({
      id: encodeBase64url(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, n)),
      type: 'later',
    })
    const with16 = await resealed(made, {
      header: ({ slots }) => slots.push(...Array.from({ length: 13 }, (_, n) => unknown(n))),
    })
    expect(await outcome(with16, byKey(RAW_KEY))).toBe('opened')
    const with17 = await resealed(made, {
      header: ({ slots }) => slots.push(...Array.from({ length: 14 }, (_, n) => unknown(n))),
    })
    expect(await outcome(with17, byKey(RAW_KEY))).toBe('vault-limits')
    const passphrase = (header: HeaderJson, n: number): SlotJson => ({ ...slotAt(header, 0), id: unknown(n).id })
    const more = (count: number) => (header: HeaderJson) => {
      header.slots.push(...Array.from({ length: count }, (_, n) => passphrase(header, n)))
    }
    expect(refusal(withHeader(bytes, more(7)))).toBe('taken')
    expect(refusal(withHeader(bytes, more(8)))).toBe('vault-limits')
  })

  it('holds for a save as well', async () => {
    const { header } = made.vault.envelope
    const [first] = header.slots
    if (first === undefined) throw new Error('no slot')
    const ids = Array.from({ length: 17 }, (_, n) => encodeBase64url(seeded(n + 1)(8)))
    const slots = ids.map((id) => ({ ...first, id, json: { ...first.json, id, type: 'raw', src: 'x' } }))
    const change = { contents: made.vault.contents, slots }
    const next = sealNext(made.vault, change, { previous: bytes, random: seeded(3), writer: '' })
    await expect(next).rejects.toMatchObject({ reason: 'vault-limits' })
  })
})

describe('the cost of a passphrase slot', () => {
  const kdf = (edit: Record<string, unknown>): Uint8Array =>
    withSlot(bytes, (slot) => (slot.kdf = { ...(slot.kdf as object), ...edit }))

  it.each<[string, Record<string, unknown>]>([
    ['4 GiB', { m: 4_194_304 }],
    ['1 GiB', { m: 1_048_576 }],
    ['512 MiB and a KiB', { m: 524_289 }],
    ['no memory', { m: 0 }],
    ['less than no memory', { m: -1 }],
    ['memory as text', { m: '65536' }],
    ['8 KiB of memory', { m: 8 }],
    ['a KiB below 8 MiB', { m: 8191 }],
    ['memory null', { m: null }],
    ['no passes', { t: 0 }],
    ['17 passes', { t: 17 }],
    ['a million passes', { t: 1_000_000 }],
    ['passes as text', { t: '3' }],
    ['more work than a slot may cost', { m: 524_288, t: 9 }],
    ['a KiB-pass more than a slot may cost', { m: 262_145, t: 16 }],
    ['four lanes', { p: 4 }],
    ['no lanes', { p: 0 }],
    ['argon2i', { alg: 'argon2i' }],
    ['scrypt', { alg: 'scrypt' }],
    ['Argon2 version 16', { v: 16 }],
    ['no version', { v: undefined }],
    ['a salt of 15 bytes', { salt: Buffer.alloc(15).toString('base64url') }],
    ['a salt of 8 bytes', { salt: Buffer.alloc(8).toString('base64url') }],
    ['no salt', { salt: undefined }],
    ['a padded salt', { salt: `${Buffer.alloc(16).toString('base64url')}==` }],
    ['a salt that is not canonical', { salt: `${'A'.repeat(21)}B` }],
  ])('is refused before anything is derived, in under 100 ms: %s', (_, edit) => {
    const file = kdf(edit)
    expect(refusal(file)).toBe('vault-limits')
    expect(fastest(() => refusal(file))).toBeLessThan(100)
  })

  it('is refused without kdf, or with kdf as a list', () => {
    expect(refusal(withSlot(bytes, (slot) => delete slot.kdf))).toBe('vault-limits')
    expect(refusal(withSlot(bytes, (slot) => (slot.kdf = [])))).toBe('vault-limits')
  })

  it.each([
    [8192, 2],
    [8192, 16],
    [524_288, 8],
    [262_144, 16],
    [65_536, 3],
  ])('may be %i KiB in %i passes', (m, t) => {
    expect(refusal(kdf({ m, t }))).toBe('taken')
  })

  it('may be 8,388,608 KiB-passes over all slots and no more', () => {
    const slots = (...costs: [number, number][]): Uint8Array =>
      withHeader(bytes, (header) => {
        header.slots = costs.map(([m, t], n) => {
          const first = slotAt(header, 0)
          const id = encodeBase64url(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, n))
          return { ...first, id, kdf: { ...(first.kdf as object), m, t } }
        })
      })
    expect(refusal(slots([524_288, 8], [262_144, 16]))).toBe('taken')
    expect(refusal(slots([524_288, 8], [262_144, 16], [8192, 1]))).toBe('vault-limits')
  })

  it('is what the header says: a vault of two passes opens, and not when the header says three', async () => {
    const crypto = await sodium()
    const { vault } = made
    const id = 'AAAAAAAAAAA'
    const [salt, nonce] = [seeded(5)(16), seeded(6)(24)]
    const wrapping = crypto.deriveKey(Buffer.from('two passes'), salt, { passes: 2, memory: 8200 })
    const aad = slotAssociatedData(vault.envelope.header.id, id, 'passphrase')
    const key = encodeBase64url(crypto.seal(wrapping, nonce, vault.dataKey, aad))
    const costs = { alg: 'argon2id', v: 19, t: 2, m: 8200, p: 1, salt: encodeBase64url(salt) }
    const json = { id, type: 'passphrase', kdf: costs, nonce: encodeBase64url(nonce), key }
    const file = await resealed(made, { header: (header) => (header.slots = [json]) })
    expect(await outcome(file, byPassphrase('two passes'))).toBe('opened')
    const three = await resealed(made, { header: (header) => (header.slots = [{ ...json, kdf: { ...costs, t: 3 } }]) })
    expect(await outcome(three, byPassphrase('two passes'))).toBe('no slot')
  })

  it('is written as it was asked for', () => {
    const [slot] = headerOf(bytes).slots
    expect(slot?.kdf).toMatchObject({ alg: 'argon2id', v: 19, t: CHEAP.passes, m: CHEAP.memory, p: 1 })
  })
})

describe('slots and fields that this version does not know', () => {
  it('stay as they are when the vault is saved', async () => {
    const later = { id: 'AAAAAAAAAAA', type: 'later', more: [1, { deep: 'é\u2028' }], key: 'not base64 = +/' }
    const sealedSlot = { id: 'AAAAAAAAAAE', type: 'signed', pk: 'x', key: 'y' }
    const file = await resealed(made, {
      header: (header) => {
        Object.assign(header, { hint: { a: [null, true] }, 7: 'seven', crit: [] })
        header.slots = [...header.slots.map((slot) => ({ ...slot, since: 2026 })), later, sealedSlot]
        slotAt(header, 0).kdf = { ...(slotAt(header, 0).kdf as object), note: 'kept' }
      },
    })
    const vault = await opened(file, byPassphrase(PASSPHRASE))
    if (vault === null) throw new Error('does not open')
    expect(vault.envelope.header.extra).toEqual({ hint: { a: [null, true] }, 7: 'seven', crit: [] })
    const next = await sealNext(vault, { contents: vault.contents }, { previous: file, random: seeded(9), writer: '' })
    const [before, after] = [headerOf(file), headerOf(next.bytes)]
    expect(after).toEqual({ ...before, gen: 2, nonce: after.nonce })
    expect(JSON.stringify(after.slots)).toBe(JSON.stringify(before.slots))
    expect(await outcome(next.bytes, byKey(RAW_KEY))).toBe('opened')
  })

  it('alone open nothing, and say so', async () => {
    const file = await resealed(made, { header: (header) => (header.slots = [{ id: 'AAAAAAAAAAA', type: 'later' }]) })
    expect(await outcome(file, byKey(RAW_KEY))).toBe('no-key-slot')
    expect(await outcome(file, byPassphrase(PASSPHRASE))).toBe('no-passphrase-slot')
  })
})

describe('a slot', () => {
  it('is bound to vault, slot and type by what it authenticates', () => {
    expect(fromUtf8(slotAssociatedData('VVV', 'SSS', 'raw'))).toBe('ukp-vault/1 slot\nVVV\nSSS\nraw\n')
  })

  it('has the fields of the format in their order', () => {
    const { slots } = parseEnvelope(bytes, FILE).header
    expect(slots.map((slot) => Object.keys(slot.json).join())).toEqual([
      'id,type,kdf,nonce,key',
      'id,type,src,nonce,key',
      'id,type,src,nonce,key',
    ])
    expect(Object.keys(headerOf(bytes)).join()).toBe('format,v,id,gen,cipher,nonce,commit,slots')
  })
})

describe('the id of a new slot', () => {
  it('is the random bytes, save where it would look like an option', () => {
    const of = (first: number): string => newSlotId(() => Uint8Array.of(first, 1, 2, 3, 4, 5, 6, 7))
    for (let first = 0; first < 256; first++) {
      const plain = Buffer.from([first, 1, 2, 3, 4, 5, 6, 7]).toString('base64url')
      expect(of(first)).toMatch(/^[\w][\w-]{10}$/)
      if (!plain.startsWith('-')) expect(of(first)).toBe(plain)
    }
    expect(of(0xf8)).toBe('eAECAwQFBgc')
  })
})
