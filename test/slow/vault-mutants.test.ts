// Thousands of damaged copies of one vault: none opens, and each is refused with a name. Every single bit, with both
// ways in; 20,000 seeded mutants; and the most costly key derivation that a reader takes.
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../src/vault/base64url.ts'
import { slotAssociatedData } from '../../src/vault/slots/slot.ts'
import { sodium } from '../../src/vault/sodium.ts'
import {
  account,
  byKey,
  byPassphrase,
  contentsWith,
  fromUtf8,
  type HeaderJson,
  headerOf,
  type Made,
  makeVault,
  numbers,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  resealed,
  seeded,
  utf8,
} from '../vault/kit.ts'
import { bitsOf, flips, slotSpan } from '../vault/mutants.ts'

const MUTANTS = 20_000
let made: Made
let bytes: Uint8Array
let headerEnd: number

beforeAll(async () => {
  made = await makeVault({ contents: contentsWith([account(1), account(2)]) })
  bytes = made.bytes
  headerEnd = fromUtf8(bytes).lastIndexOf('\n', bytes.length - 2) + 1
})

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0)

describe('every single bit', () => {
  it('of the file is found with the key', async () => {
    const { counts, wrong } = await flips(bytes, byKey(RAW_KEY), bitsOf({ start: 0, end: bytes.length }))
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(bytes.length * 8)
  })

  it('of the first two lines is found with the passphrase', async () => {
    const { counts, wrong } = await flips(bytes, byPassphrase(PASSPHRASE), bitsOf({ start: 0, end: headerEnd }))
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(headerEnd * 8)
    // A wrong passphrase is all that can be said of less than half the bits of the slot itself.
    const slot = slotSpan(bytes, 'passphrase')
    expect(counts['no slot'] ?? 0).toBeLessThan((slot.end - slot.start) * 4)
  })
})

type Dice = (below: number) => number
type Mutation = (dice: Dice) => Uint8Array

function dice(seed: number): Dice {
  const next = numbers(seed)
  return (below) => Math.floor((next() / 2 ** 32) * below)
}

const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
/** Half of all damage is put where a reader decides: in the first two lines. */
const place = (roll: Dice): number => roll(roll(2) === 0 ? headerEnd : bytes.length)

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  1,
  2,
  -1,
  1.5,
  2 ** 53,
  1e300,
  '',
  'A',
  'raw',
  'passphrase',
  [],
  {},
  [1],
]

/** Every place in a JSON value that can be changed. */
function places(value: unknown, found: [object, string][] = []): [object, string][] {
  if (typeof value !== 'object' || value === null) return found
  for (const key of Object.keys(value)) {
    found.push([value, key])
    places((value as Record<string, unknown>)[key], found)
  }
  return found
}

function mutatedHeader(roll: Dice, edit: (owner: Record<string, unknown>, key: string) => void): Uint8Array {
  const header: HeaderJson = headerOf(bytes)
  const all = places(header)
  const [owner, key] = all[roll(all.length)] as [Record<string, unknown>, string]
  edit(owner, key)
  const [magic, , body] = fromUtf8(bytes).split('\n')
  return utf8(`${magic}\n${JSON.stringify(header)}\n${body}\n`)
}

const MUTATIONS: readonly Mutation[] = [
  // One to four bytes are others.
  (roll) => {
    const copy = Uint8Array.from(bytes)
    for (let n = 1 + roll(4); n > 0; n--) copy[place(roll)] = roll(256)
    return copy
  },
  // A character is another of the same alphabet: the JSON and the base64 stay right.
  (roll) => {
    const copy = Uint8Array.from(bytes)
    copy[place(roll)] = 'ABCXYZabcxyz0189-_'.charCodeAt(roll(18))
    return copy
  },
  // A piece is missing.
  (roll) => {
    const at = place(roll)
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + roll(40)))
  },
  // A piece stands twice.
  (roll) => {
    const at = place(roll)
    const end = at + 1 + roll(400)
    return joined(bytes.subarray(0, end), bytes.subarray(at))
  },
  // Two pieces have changed places.
  (roll) => {
    const [a = 0, b = 0, c = 0] = [place(roll), place(roll), place(roll)].sort((x, y) => x - y)
    return joined(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c))
  },
  // Other bytes stand between.
  (roll) => {
    const at = place(roll)
    return joined(bytes.subarray(0, at), seeded(roll(2 ** 31))(1 + roll(8)), bytes.subarray(at))
  },
  // The end is missing.
  (roll) => bytes.slice(0, roll(bytes.length)),
  // A line end is another.
  (roll) => {
    const ends = ['\n', '\r\n', '\r', '\n\n', ' \n', '\u2028']
    return utf8(fromUtf8(bytes).replace(/\n/g, () => ends[roll(ends.length)] ?? ''))
  },
  // A field of the header has another value.
  (roll) => mutatedHeader(roll, (owner, key) => (owner[key] = VALUES[roll(VALUES.length)])),
  // A field of the header is missing, or has another name.
  (roll) =>
    mutatedHeader(roll, (owner, key) => {
      if (Array.isArray(owner)) owner.splice(Number(key), 1)
      else {
        if (roll(2) === 0) owner[`${key}x`] = owner[key]
        delete owner[key]
      }
    }),
  // A number is near by; a text is cut, or has one character more.
  (roll) =>
    mutatedHeader(roll, (owner, key) => {
      const value = owner[key]
      if (typeof value === 'number') owner[key] = value + (roll(2) === 0 ? 1 : -1) * 2 ** roll(20)
      else if (typeof value === 'string') owner[key] = roll(2) === 0 ? value.slice(0, -1) : `${value}A`
      else owner[`x${roll(9)}`] = 1
    }),
  // A slot stands elsewhere too.
  (roll) => {
    const header = headerOf(bytes)
    const slot = header.slots[roll(header.slots.length)]
    const owner = mutatedHeader(roll, () => undefined)
    const text = fromUtf8(owner).replace('"slots":[', `"slots":[${JSON.stringify(slot)},`)
    return utf8(text)
  },
]

const normalised = (file: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(file).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')

describe(`${MUTANTS} mutants`, () => {
  it('open only where nothing but line ends has changed, and fail with a name', async () => {
    const roll = dice(20_261_121)
    const counts: Record<string, number> = {}
    const wrong: string[] = []
    for (let n = 0; n < MUTANTS; n++) {
      const kind = n % MUTATIONS.length
      const mutant = MUTATIONS[kind]?.(roll) ?? bytes
      const same = normalised(mutant).equals(bytes)
      let got: string
      try {
        got = await outcome(mutant, byKey(RAW_KEY))
      } catch (error) {
        got = `untyped: ${String(error)}`
      }
      counts[got] = (counts[got] ?? 0) + 1
      if (got.startsWith('untyped') || (got === 'opened') !== same) wrong.push(`mutant ${n} of kind ${kind}: ${got}`)
    }
    expect(wrong).toEqual([])
    expect(sum(counts)).toBe(MUTANTS)
    for (const reason of [
      'vault-damaged',
      'vault-limits',
      'vault-newer',
      'no slot',
      'no-key-slot',
      'vault-not-a-vault',
    ]) {
      expect(counts, reason).toHaveProperty(reason)
    }
  })
})

describe('the most costly slot that is taken', () => {
  it.each([
    [262_144, 16],
    [524_288, 8],
  ])('opens: %i KiB in %i passes', async (memory, passes) => {
    const crypto = await sodium()
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
