// Fixed vectors: a vault with every kind of slot and recovery keys. Written once, read by every release and by the
// independent reader. When this fails, the reader is wrong, or the writer writes another format.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeRecipient, pairOfRecoveryKey, parseRecipient } from '../../src/vault/recovery-key.ts'
import type { Credential } from '../../src/vault/slots/slot.ts'
import { type Crypto, sodium } from '../../src/vault/sodium.ts'
import { sealNext } from '../../src/vault/vault.ts'
import { fieldOf, headAndRest, vectorBytes, vectorText } from '../vectors/files.ts'
import { inFolder, recoveryReports, runReader, skippedWithoutReader, wantsReader } from '../vectors/reader.ts'
import {
  makeSlotsVault,
  SLOTS_KEY_FILE,
  SLOTS_KEYRING,
  SLOTS_PASSPHRASE,
  SLOTS_RECOVERY_KEY,
} from '../vectors/vault-1-slots.ts'
import { byKey, byPassphrase, byRecoveryKey, headerOf, opened, payloadText, RECOVERY_KEY, seeded } from './kit.ts'

const bytes = vectorBytes('vault-1-slots.ukp')
const { head, rest: json } = headAndRest(vectorText('vault-1-slots.txt'))
const field = (name: string): string => fieldOf(head, name)
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

const WAYS: readonly [string, () => Credential | Promise<Credential>][] = [
  ['passphrase', () => byPassphrase(field('passphrase'))],
  ['key', () => byKey(fromHex(field('key')))],
  ['keyring', () => byKey(fromHex(field('keyring')))],
  ['recovery', () => byRecoveryKey(field('recovery'))],
]

describe('the golden vault with every kind of slot', () => {
  it.each(WAYS)('opens with its %s', async (_, credential) => {
    const vault = await opened(bytes, await credential())
    if (vault === null) throw new Error('does not open')
    expect(await payloadText(vault)).toBe(json)
    expect(hex(vault.dataKey)).toBe(field('data-key'))
    expect(vault.envelope.header.id).toBe(field('id'))
    expect(vault.envelope.header.generation).toBe(Number(field('generation')))
  })

  it('has the slots that it is named for', () => {
    const kinds = headerOf(bytes).slots.map(({ type, src }) => [type, src])
    expect(kinds).toEqual([
      ['passphrase', undefined],
      ['raw', 'keyfile'],
      ['raw', 'keyring'],
      ['sealed', undefined],
      ['later', undefined],
    ])
  })

  it('is what this version writes with the same randomness, byte for byte', async () => {
    expect(Buffer.from((await makeSlotsVault()).bytes).toString()).toBe(Buffer.from(bytes).toString())
    expect(field('passphrase')).toBe(SLOTS_PASSPHRASE)
    expect([field('key'), field('keyring')]).toEqual([hex(SLOTS_KEY_FILE), hex(SLOTS_KEYRING)])
    expect(field('recovery')).toBe(SLOTS_RECOVERY_KEY)
  })

  it('keeps every slot as it stands in a save', async () => {
    const vault = await opened(bytes, byKey(SLOTS_KEY_FILE))
    if (vault === null) throw new Error('does not open')
    const { contents } = vault
    const next = await sealNext(vault, { contents }, { previous: bytes, random: seeded(5), writer: 'other' })
    expect(headerOf(next.bytes).slots).toEqual(headerOf(bytes).slots)
    expect(await opened(next.bytes, await byRecoveryKey(SLOTS_RECOVERY_KEY))).toMatchObject({ dataKey: vault.dataKey })
  })
})

describe.skipIf(!wantsReader)(`the independent reader${skippedWithoutReader}`, () => {
  const VAULT = fileURLToPath(new URL('../vectors/vault-1-slots.ukp', import.meta.url))
  const OPTION: Record<string, string> = { passphrase: '--passphrase-file', recovery: '--recovery-file' }

  it('opens the golden vault with all of its credentials and prints the same bytes', async () => {
    await inFolder((folder) => {
      const file = join(folder, 'credential')
      const printed = WAYS.map(([kind]) => {
        const isText = kind in OPTION
        writeFileSync(file, isText ? `${field(kind)}\n` : fromHex(field(kind)))
        return runReader(VAULT, OPTION[kind] ?? '--key-file', file)
      })
      expect(printed.map(({ exit, stderr }) => [exit, stderr])).toEqual(WAYS.map(() => [0, '']))
      expect(new Set(printed.map(({ stdout }) => stdout)).size).toBe(1)
      expect(printed[0]?.stdout).toBe(`${sortedJson(JSON.parse(json))}\n`)
    })
  })

  it('says which group of a recovery key is mistyped, and opens nothing with a wrong key', async () => {
    await inFolder((folder) => {
      const file = join(folder, 'credential')
      const tried = (text: string) => {
        writeFileSync(file, text)
        return runReader(VAULT, '--recovery-file', file)
      }
      expect(tried(RECOVERY_KEY.replace('3CHJPT', '3CHJPV'))).toEqual({
        exit: 4,
        stdout: '',
        stderr: 'reader.py: recovery key: group 4 is mistyped\n',
      })
      const { exit, stdout } = tried('UKPR-HC9Y0M-ZF5PT6-GFQ7K3-S3F0NK-ERWH9K-1Z876Z')
      expect([exit, stdout]).toEqual([4, ''])
    })
  })
})

/** JSON in the reader's spelling: sorted keys, a blank after colons and commas. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}: ${sortedJson(one)}`).join(', ')}}`
}

describe('the fixed recovery keys', () => {
  const vectors = vectorText('recovery-keys.txt')
    .trimEnd()
    .split('\n\n')
    .slice(1)
    .map((block) => ({
      key: fieldOf(block, 'key'),
      seed: fieldOf(block, 'seed'),
      secret: fieldOf(block, 'secret'),
      public: fieldOf(block, 'public'),
      recipient: fieldOf(block, 'recipient'),
    }))
  let crypto: Crypto

  beforeAll(async () => {
    crypto = await sodium()
  })

  it('begin with the example of the page', () => {
    expect(vectors).toHaveLength(8)
    expect(vectors[0]?.key).toBe(RECOVERY_KEY)
  })

  it.each(vectors)('$key comes to its halves and its ukp1 text', ({ key, seed, secret, public: half, recipient }) => {
    const pair = pairOfRecoveryKey(crypto, key)
    expect([hex(pair.publicKey), hex(pair.secretKey)]).toEqual([half, secret])
    expect(crypto.pairFromSeed(fromHex(seed))).toEqual(pair)
    expect(encodeRecipient(crypto, pair.publicKey)).toBe(recipient)
    expect(hex(parseRecipient(crypto, recipient))).toBe(half)
  })

  it.skipIf(!wantsReader)(`come to the same in the independent reader${skippedWithoutReader}`, async () => {
    const found = await recoveryReports(vectors.map(({ key }) => key))
    expect(found).toEqual(vectors.map(({ key: _, ...halves }) => halves))
    const handedOn = await recoveryReports(vectors.map(({ recipient }) => recipient))
    expect(handedOn).toEqual(vectors.map(({ public: half }) => ({ public: half })))
  })

  /** White space and dashes of the page; then what only looks like them. A line feed cannot stand in a reader's text. */
  const BETWEEN = [
    ...'\t\v\f\r -\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u00ad\u2010\u2013\u2015\u2212',
  ]
  const NOT_BETWEEN = [...'_.+\0\u001c\u001f\u0085\u180e\u200b\u2043\u2060\uff0d']
  const texts = (): string[] => vectors.flatMap(({ key, recipient }) => [key, recipient])
  const spread = (text: string, letter: string): string =>
    text.replaceAll('-', '').replace(/(.{5})/g, (five) => `${five}${letter}`)
  const asO = (text: string, one: string): string => text.replaceAll('0', 'o').replaceAll('1', one)

  /** What a text comes to: its public half, or nothing. */
  function halfOf(text: string): string | undefined {
    try {
      return /^\W*u\W*k\W*p\W*[1il]/i.test(text)
        ? hex(parseRecipient(crypto, text))
        : hex(pairOfRecoveryKey(crypto, text).publicKey)
    } catch {
      return undefined
    }
  }

  it.skipIf(!wantsReader)(`are taken in the same spellings by both${skippedWithoutReader}`, async () => {
    const right = texts().flatMap((text) => [
      ...BETWEEN.map((letter) => spread(text, letter)),
      ...['i', 'I', 'l', 'L'].flatMap((one) => [asO(text, one), asO(text, one).toUpperCase()]),
      text.toLowerCase(),
      text.toUpperCase(),
      ` ${text}\t`,
    ])
    const wrong = texts().flatMap((text) => [
      ...NOT_BETWEEN.map((letter) => spread(text, letter)),
      text.slice(0, -1),
      `${text}0`,
      `ukp1${text}`,
      `UKPR-${text}`,
      text.replace('ukp1', ''),
    ])
    const refused = wrong.filter((text) => !texts().includes(text))
    const halves = vectors.flatMap(({ public: half }) => [half, half])
    const each = right.length / halves.length
    expect(right.map(halfOf)).toEqual(right.map((_, n) => halves[Math.floor(n / each)]))
    expect((await recoveryReports(right)).map((report) => report.public)).toEqual(right.map(halfOf))
    expect(refused.map(halfOf).filter((half) => half !== undefined)).toEqual([])
    expect((await recoveryReports(refused)).filter((report) => report.public !== undefined)).toEqual([])
    expect(refused.length).toBeGreaterThan(200)
  })
})
