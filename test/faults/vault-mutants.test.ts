// Thousands of damaged copies of vaults: none opens, and each is refused with a name, by this reader and by the
// independent one. Every single bit, with every kind of way in; 50,000 seeded mutants of both fixed vaults; what is
// read and written again; recovery keys with every possible slip; the most costly key derivation that a reader takes.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { encodeBase64url } from '../../src/vault/base64url.ts'
import { encodeHeader, parseEnvelope } from '../../src/vault/header.ts'
import { newRecoveryKey, pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { slotAssociatedData } from '../../src/vault/slots/slot.ts'
import { type Crypto, sodium } from '../../src/vault/sodium.ts'
import {
  account,
  byKey,
  byPair,
  byPassphrase,
  contentsWith,
  FILE,
  fromUtf8,
  type Made,
  makeVault,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  resealed,
  seeded,
  utf8,
} from '../vault/kit.ts'
import { bitsOf, flips, slotSpan } from '../vault/mutants.ts'
import { vectorBytes } from '../vectors/files.ts'
import { judgements, type ReaderCase, recoveryReports, skippedWithoutReader, wantsReader } from '../vectors/reader.ts'
import { GOLDEN_KEY } from '../vectors/vault-1.ts'
import { SLOTS_KEYRING, SLOTS_RECOVERY_KEY } from '../vectors/vault-1-slots.ts'
import { bodyStart, dice, MUTATIONS } from './mutations.ts'

/** About one in fifteen changes nothing, or line ends only. */
const MUTANTS = 54_000
/** Every nth mutant is given to the independent reader too; it has no divisor with the number of mutations and ways. */
const SAMPLE = 19
const KINDS = Object.entries(MUTATIONS)

let crypto: Crypto
let made: Made
let bytes: Uint8Array

beforeAll(async () => {
  crypto = await sodium()
  const recipients = [pairOfRecoveryKey(crypto, RECOVERY_KEY).publicKey]
  made = await makeVault({ contents: contentsWith([account(1), account(2)]), recipients })
  bytes = made.bytes
})

type Counts = Record<string, number>
const sum = (counts: Counts): number => Object.values(counts).reduce((all, one) => all + one, 0)
const count = (counts: Counts, what: string): void => {
  counts[what] = (counts[what] ?? 0) + 1
}

describe('every single bit', () => {
  it('of the file is found with the key', async () => {
    const { counts, wrong } = await flips(bytes, byKey(RAW_KEY), bitsOf({ start: 0, end: bytes.length }))
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(bytes.length * 8)
  })

  it.each<[string, 'passphrase' | 'sealed']>([
    ['the passphrase', 'passphrase'],
    ['the recovery key', 'sealed'],
  ])('of the first two lines is found with %s', async (_, type) => {
    const credential = type === 'sealed' ? byPair(pairOfRecoveryKey(crypto, RECOVERY_KEY)) : byPassphrase(PASSPHRASE)
    const end = bodyStart(bytes)
    const { counts, wrong } = await flips(bytes, credential, bitsOf({ start: 0, end }))
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(end * 8)
    // A wrong passphrase or key is all that can be said of a flipped bit in what opens; its JSON tells the rest.
    const slot = slotSpan(bytes, type)
    expect(counts['no slot'] ?? 0).toBeLessThan((slot.end - slot.start) * (type === 'sealed' ? 6 : 4))
  })
})

interface Mutant extends ReaderCase {
  readonly kind: 'key' | 'recovery'
  readonly mutation: string
  /** Nothing but line ends has changed: it has to open. */
  readonly same: boolean
}

/** What is damaged and how it is opened: no way derives a key, so all of them are fast. */
const WAYS = [
  { vault: 'vault-1.ukp', kind: 'key', credential: GOLDEN_KEY },
  { vault: 'vault-1-slots.ukp', kind: 'recovery', credential: utf8(SLOTS_RECOVERY_KEY) },
  { vault: 'vault-1-slots.ukp', kind: 'key', credential: SLOTS_KEYRING },
  { vault: 'vault-1-slots.ukp', kind: 'recovery', credential: utf8(SLOTS_RECOVERY_KEY) },
] as const

const normalised = (file: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(file).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')

/** Every mutant of the run, in order; the nth is the same in every run. */
function* mutants(): Generator<Mutant> {
  const roll = dice(20_261_122)
  const originals = WAYS.map((way) => ({ ...way, bytes: vectorBytes(way.vault) }))
  for (let n = 0; n < MUTANTS; n++) {
    const way = originals[n % WAYS.length] as (typeof originals)[number]
    const [mutation, mutate] = KINDS[Math.floor(n / WAYS.length) % KINDS.length] as (typeof KINDS)[number]
    const mutant = mutate(way.bytes, roll)
    const { kind, credential } = way
    yield { name: String(n), mutation, kind, credential, bytes: mutant, same: normalised(mutant).equals(way.bytes) }
  }
}

async function ours(mutant: Mutant): Promise<string> {
  const { kind, credential } = mutant
  const way = kind === 'key' ? byKey(credential) : byPair(pairOfRecoveryKey(crypto, fromUtf8(credential)))
  try {
    return await outcome(mutant.bytes, way)
  } catch (error) {
    return `untyped: ${String(error)}`
  }
}

describe(`${MUTANTS} mutants`, () => {
  it('case 68: open only where nothing but line ends has changed, and fail with a name', async () => {
    const counts: Counts = {}
    const wrong: string[] = []
    for (const mutant of mutants()) {
      const got = await ours(mutant)
      count(counts, got)
      if (got.startsWith('untyped') || (got === 'opened') !== mutant.same) {
        wrong.push(`${mutant.name}, ${mutant.mutation}: ${got}`)
      }
    }
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(MUTANTS)
    expect(MUTANTS - (counts.opened ?? 0)).toBeGreaterThan(50_000)
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        'vault-damaged',
        'vault-limits',
        'vault-newer',
        'vault-not-a-vault',
        'vault-torn',
        'no slot',
        'no-key-slot',
        'no-recovery-slot',
      ]),
    )
  })

  it.skipIf(!wantsReader)(
    `come to the same in the independent reader, one in ${SAMPLE}${skippedWithoutReader}`,
    async () => {
      const sample = [...mutants()].filter((_, n) => n % SAMPLE === 0)
      const judged = await judgements(sample)
      const differing: string[] = []
      for (const mutant of sample) {
        const [we, they] = [await ours(mutant), judged.get(mutant.name)?.class]
        const agree = (we === 'opened') === (they === 'opened') && (we === 'vault-newer') === (they === 'newer')
        if (!agree) differing.push(`${mutant.name}, ${mutant.mutation}: ${we}, the reader: ${they}`)
      }
      expect(differing).toEqual([])
      expect(judged.size).toBe(sample.length)
      expect(sample.length).toBeGreaterThan(2000)
    },
  )
})

describe('a header that is read', () => {
  it('is written again as the same bytes when it was written as ukp writes, and else means the same', () => {
    const counts: Counts = {}
    for (const mutant of mutants()) {
      const read = envelopeOf(mutant.bytes)
      if (read === null) continue
      const written = encodeHeader(read.header)
      const before = fromUtf8(read.associated)
      const asWritten = fromUtf8(written) === before
      // Ours alone spells JSON so and puts the fields it knows first.
      if (isOurSpelling(before)) expect(asWritten, `${mutant.name}, ${mutant.mutation}`).toBe(true)
      count(counts, asWritten ? 'same bytes' : 'same meaning')
      const again = envelopeOf(Buffer.concat([written, mutant.bytes.subarray(bodyStart(mutant.bytes))]))
      expect(again?.header, mutant.name).toEqual(read.header)
      expect(JSON.parse(fromUtf8(written).split('\n')[1] ?? '')).toEqual(JSON.parse(before.split('\n')[1] ?? ''))
    }
    expect(counts['same bytes']).toBeGreaterThan(1000)
  })
})

function envelopeOf(file: Uint8Array): ReturnType<typeof parseEnvelope> | null {
  try {
    return parseEnvelope(file, FILE)
  } catch (error) {
    if (error instanceof UkpError) return null
    throw error
  }
}

const KNOWN = ['format', 'v', 'id', 'gen', 'cipher', 'nonce', 'commit', 'slots']

function isOurSpelling(lines: string): boolean {
  const line = lines.split('\n')[1] ?? ''
  const json = JSON.parse(line) as object
  return JSON.stringify(json) === line && Object.keys(json).slice(0, KNOWN.length).join() === KNOWN.join()
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEYS = 12

/** Every recovery key that differs in one character, with the group it stands in. */
function slips(key: string): { text: string; group: number }[] {
  const places = [...key.slice(5)].flatMap((letter, i) => (letter === '-' ? [] : [i + 5]))
  return places.flatMap((at, n) =>
    [...ALPHABET]
      .filter((other) => other !== key[at])
      .map((other) => ({ text: key.slice(0, at) + other + key.slice(at + 1), group: 1 + Math.floor(n / 6) })),
  )
}

/** 'taken', or the group that is named; 0 for none. */
function groupNamed(text: string): 'taken' | number {
  try {
    pairOfRecoveryKey(crypto, text)
    return 'taken'
  } catch (error) {
    if (error instanceof UkpError && error.reason === 'recovery-key-invalid') {
      return (error.facts as { group: number | null }).group ?? 0
    }
    throw error
  }
}

describe('a recovery key', () => {
  const keys = (): string[] => Array.from({ length: KEYS }, (_, n) => newRecoveryKey(crypto, seeded(8000 + n)))

  it('with any one character changed is refused with that group, or 1 time in 32 unnoticed', async () => {
    const counts = { named: 0, unnoticed: 0 }
    for (const key of keys()) {
      for (const { text, group } of slips(key)) {
        const found = groupNamed(text)
        if (found === 'taken') counts.unnoticed++
        else {
          expect(found, text).toBe(group)
          counts.named++
        }
      }
    }
    const data = KEYS * 30 * 31
    expect(counts.named + counts.unnoticed).toBe(KEYS * 36 * 31)
    expect(counts.unnoticed).toBeGreaterThan(data / 48)
    expect(counts.unnoticed).toBeLessThan(data / 24)
  })

  it.skipIf(!wantsReader)(`is judged so by the independent reader as well${skippedWithoutReader}`, async () => {
    const texts = keys().flatMap((key) => [key, ...slips(key).map(({ text }) => text)])
    const found = (await recoveryReports(texts)).map(({ refused, group }) =>
      refused === undefined ? 'taken' : (group ?? 0),
    )
    expect(found).toEqual(texts.map(groupNamed))
  })

  it('that is taken in any spelling gives the pair of its printed spelling', () => {
    const roll = dice(8100)
    for (let n = 0; n < 2000; n++) {
      const key = newRecoveryKey(crypto, seeded(9000 + n))
      const text = [...key].map((letter) => respelled(letter, roll)).join('')
      expect(pairOfRecoveryKey(crypto, text), text).toEqual(pairOfRecoveryKey(crypto, key))
    }
  })
})

/** One character as a hand might type it. */
function respelled(letter: string, roll: (below: number) => number): string {
  const also: Record<string, string> = { 0: 'Oo0', 1: 'IiLl1', '-': '- ' }
  const choices = [...(also[letter] ?? `${letter}${letter.toLowerCase()}`)]
  const blank = roll(12) === 0 ? ' ' : ''
  return `${choices[roll(choices.length)]}${blank}`
}

describe('the most costly slot that is taken', () => {
  it.each([
    [262_144, 16],
    [524_288, 8],
  ])('opens: %i KiB in %i passes', async (memory, passes) => {
    const { vault } = made
    const [id, salt, nonce] = ['AAAAAAAAAAA', seeded(5)(16), seeded(6)(24)]
    const wrapping = crypto.deriveKey(utf8('costly passphrase'), salt, { passes, memory })
    const aad = slotAssociatedData(vault.envelope.header.id, id, 'passphrase')
    const key = encodeBase64url(crypto.seal(wrapping, nonce, vault.dataKey, aad))
    const kdf = { alg: 'argon2id', v: 19, t: passes, m: memory, p: 1, salt: encodeBase64url(salt) }
    const slot = { id, type: 'passphrase', kdf, nonce: encodeBase64url(nonce), key }
    const file = await resealed(made, { header: (header) => (header.slots = [slot]) })
    expect(await outcome(file, byPassphrase('costly passphrase'))).toBe('opened')
  })
})
