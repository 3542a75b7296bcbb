// Ways to damage a vault file: bytes, pieces and lines, and the header's JSON value by value. All from seeded dice, so a
// mutant that is found once is found in every run.
import { fromUtf8, type HeaderJson, headerOf, numbers, seeded, utf8 } from '../vault/kit.ts'

/** A whole number from 0 to one below this. */
export type Dice = (below: number) => number

export function dice(seed: number): Dice {
  const next = numbers(seed)
  return (below) => Math.floor((next() / 2 ** 32) * below)
}

/** Makes a damaged copy. */
export type Mutation = (bytes: Uint8Array, roll: Dice) => Uint8Array

const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

/** Where the body begins. */
export const bodyStart = (bytes: Uint8Array): number => Buffer.from(bytes).lastIndexOf(10, bytes.length - 2) + 1

/** Half of all damage is put where a reader decides: in the first two lines. */
function place(bytes: Uint8Array, roll: Dice): number {
  return roll(roll(2) === 0 ? bodyStart(bytes) : bytes.length)
}

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
  'sealed',
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

type Owner = Record<string, unknown>

function withHeaderOf(bytes: Uint8Array, edit: (header: HeaderJson) => void): Uint8Array {
  const header = headerOf(bytes)
  edit(header)
  const [magic, , body] = fromUtf8(bytes).split('\n')
  return utf8(`${magic}\n${JSON.stringify(header)}\n${body}\n`)
}

/** One value anywhere in the header is changed. */
function anywhere(edit: (owner: Owner, key: string, roll: Dice) => void): Mutation {
  return (bytes, roll) =>
    withHeaderOf(bytes, (header) => {
      const all = places(header)
      const [owner, key] = all[roll(all.length)] as [Owner, string]
      edit(owner, key, roll)
    })
}

const oneOf = <T>(list: readonly T[], roll: Dice): T => list[roll(list.length)] as T

/** By what they do; the names stand in the message when one of them gets through. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'one to four bytes are others': (bytes, roll) => {
    const copy = Uint8Array.from(bytes)
    for (let n = 1 + roll(4); n > 0; n--) copy[place(bytes, roll)] = roll(256)
    return copy
  },
  'a character is another of the same alphabet': (bytes, roll) => {
    const copy = Uint8Array.from(bytes)
    copy[place(bytes, roll)] = 'ABCXYZabcxyz0189-_'.charCodeAt(roll(18))
    return copy
  },
  'a piece is missing': (bytes, roll) => {
    const at = place(bytes, roll)
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + roll(40)))
  },
  'a piece stands twice': (bytes, roll) => {
    const at = place(bytes, roll)
    return joined(bytes.subarray(0, at + 1 + roll(400)), bytes.subarray(at))
  },
  'two pieces have changed places': (bytes, roll) => {
    const cuts = [place(bytes, roll), place(bytes, roll), place(bytes, roll)]
    const [a = 0, b = 0, c = 0] = cuts.sort((x, y) => x - y)
    return joined(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c))
  },
  'other bytes stand between': (bytes, roll) => {
    const at = place(bytes, roll)
    return joined(bytes.subarray(0, at), seeded(roll(2 ** 31))(1 + roll(8)), bytes.subarray(at))
  },
  'the end is missing': (bytes, roll) => bytes.slice(0, roll(bytes.length)),
  'line ends are others': (bytes, roll) => {
    const ends = ['\n', '\r\n', '\r', '\n\n', ' \n', '\u2028']
    return utf8(fromUtf8(bytes).replace(/\n/g, () => oneOf(ends, roll)))
  },
  'a field has another value': anywhere((owner, key, roll) => {
    owner[key] = oneOf(VALUES, roll)
  }),
  'a field is missing or renamed': anywhere((owner, key, roll) => {
    if (Array.isArray(owner)) {
      owner.splice(Number(key), 1)
      return
    }
    if (roll(2) === 0) owner[`${key}x`] = owner[key]
    delete owner[key]
  }),
  'a number is near by, a text one character longer or shorter': anywhere((owner, key, roll) => {
    const value = owner[key]
    if (typeof value === 'number') owner[key] = value + (roll(2) === 0 ? 1 : -1) * 2 ** roll(20)
    else if (typeof value === 'string') owner[key] = roll(2) === 0 ? value.slice(0, -1) : `${value}A`
    else owner[`x${roll(9)}`] = 1
  }),
  'a bit inside a base64 field is another': anywhere((owner, key, roll) => {
    const value = owner[key]
    if (typeof value !== 'string' || value.length < 11) {
      owner[key] = [value]
      return
    }
    const bytes = Buffer.from(value, 'base64url')
    const at = roll(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8))
    owner[key] = bytes.toString('base64url')
  }),
  'a slot stands elsewhere too': (bytes, roll) =>
    withHeaderOf(bytes, ({ slots }) => slots.splice(roll(slots.length + 1), 0, { ...oneOf(slots, roll) })),
  'slots are in another order': (bytes, roll) =>
    withHeaderOf(bytes, ({ slots }) => slots.push(...slots.splice(roll(slots.length), 1 + roll(2)))),
  'two slots have exchanged a field': (bytes, roll) =>
    withHeaderOf(bytes, ({ slots }) => {
      const [a, b] = [oneOf(slots, roll), oneOf(slots, roll)]
      const key = oneOf(['id', 'type', 'nonce', 'key', 'pk', 'src', 'kdf'], roll)
      const [of, ofOther] = [a[key], b[key]]
      Object.assign(a, { [key]: ofOther })
      Object.assign(b, { [key]: of })
    }),
}
