// aeadOpen(), by Node's ciphers, is libsodium's XChaCha20-Poly1305: the vectors of draft-irtf-cfrg-xchacha-03, every short
// length, lengths around whole blocks, and mutants. Wycheproof's file for this cipher is not copied in; what its groups are
// about is made here: known and pseudorandom messages, tags with any bit changed, ciphertexts of one value, and, by solving
// Poly1305 for a block, tags and sums at the edges of its arithmetic. Nonces of another size cannot come: header.ts.
import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import libsodium from 'libsodium-wrappers-sumo'
import { beforeAll, describe, expect, it } from 'vitest'
import { aeadOpen, type OpenAead } from '../../src/vault/aead.ts'
import { type Crypto, sodium } from '../../src/vault/sodium.ts'
import { numbers, seeded, utf8 } from './kit.ts'
import { flipped } from './mutants.ts'

interface Sealed {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
  readonly associated: Uint8Array
}

let crypto: Crypto
let byNode: OpenAead
let byFallback: OpenAead

beforeAll(async () => {
  await libsodium.ready
  crypto = await sodium()
  byNode = await aeadOpen()
  byFallback = await aeadOpen(() => false)
})

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)
const range = (from: number, length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => from + i)

function seal(data: Uint8Array, by: Omit<Sealed, 'sealed'>): Sealed {
  return { ...by, sealed: crypto.seal(by.key, by.nonce, data, by.associated) }
}

/** What each of the three says, in hexadecimal; null where it refuses. */
function said({ key, nonce, sealed, associated }: Sealed): (string | null)[] {
  const openers: OpenAead[] = [byNode, byFallback, (...all) => crypto.open(...all)]
  return openers.map((open) => {
    const opened = open(key, nonce, sealed, associated)
    return opened === null ? null : Buffer.from(opened).toString('hex')
  })
}

function expectOpened(one: Sealed, data: Uint8Array): void {
  const text = Buffer.from(data).toString('hex')
  expect(said(one)).toEqual([text, text, text])
}

const REFUSED = [null, null, null]

it('is by Node here, and by libsodium where a cipher is missing', async () => {
  expect(byNode).toBe(await aeadOpen(() => true))
  for (const missing of ['chacha20', 'chacha20-poly1305'])
    expect(await aeadOpen((cipher) => cipher !== missing)).not.toBe(byNode)
})

describe('draft-irtf-cfrg-xchacha-03', () => {
  it('section 2.2.1: a message under the subkey that HChaCha20 has to give is opened', () => {
    const subkey = hex('82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc')
    const end = hex('0001020304050607')
    const cipher = createCipheriv('chacha20-poly1305', subkey, Buffer.concat([filled(4, 0), end]), {
      authTagLength: 16,
    })
    cipher.setAAD(utf8('aad'), { plaintextLength: 3 })
    const sealed = Buffer.concat([cipher.update(utf8('ukp')), cipher.final(), cipher.getAuthTag()])
    const nonce = Buffer.concat([hex('000000090000004a0000000031415927'), end])
    expectOpened({ key: range(0, 32), nonce, sealed, associated: utf8('aad') }, utf8('ukp'))
  })

  const example = {
    key: range(0x80, 32),
    nonce: range(0x40, 24),
    associated: hex('50515253c0c1c2c3c4c5c6c7'),
    sealed: hex(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216' +
        'cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13' +
        'b52ec0875924c1c7987947deafd8780acf49',
    ),
  }
  const text =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."

  it('section A.3.1: the example is opened', () => {
    expectOpened(example, utf8(text))
    expect(seal(utf8(text), example).sealed).toEqual(example.sealed)
  })

  it('section A.3.1: the example with any one bit of anything changed is refused', () => {
    let changed = 0
    for (const part of ['key', 'nonce', 'associated', 'sealed'] as const) {
      for (let bit = 0; bit < example[part].length * 8; bit++, changed++)
        expect(said({ ...example, [part]: flipped(example[part], bit) }), `bit ${bit} of ${part}`).toEqual(REFUSED)
    }
    expect(changed).toBe((32 + 24 + 12 + 114 + 16) * 8)
  })
})

describe('messages', () => {
  const random = seeded(11)
  const next = numbers(12)

  const CASES = [
    ...Array.from({ length: 201 }, (_, length) => length),
    ...[255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097],
    ...[16_368, 16_383, 16_384, 16_385, 16_400, 65_535, 65_536, 65_537, 262_144, 1_048_576],
  ]

  it('of every length from 0 to 200, and around whole blocks up to 1 MiB, are opened', () => {
    for (const length of CASES) {
      const by = { key: random(32), nonce: random(24), associated: random(next() % 70) }
      const data = random(length)
      expectOpened(seal(data, by), data)
    }
  })

  it('are opened with associated data of every length from 0 to 200, and none, and nothing at all', () => {
    for (let length = 0; length <= 200; length++) {
      const by = { key: random(32), nonce: random(24), associated: random(length) }
      for (const data of [new Uint8Array(0), random(33)]) expectOpened(seal(data, by), data)
    }
  })

  it('are opened out of the middle of a larger buffer, which stays as it is', () => {
    const by = { key: random(32), nonce: random(24), associated: random(20) }
    const data = random(100)
    const { sealed } = seal(data, by)
    const large = Buffer.concat([random(7), by.key, by.nonce, by.associated, sealed, random(9)])
    const before = Uint8Array.from(large)
    const cut = (from: number, length: number): Uint8Array => large.subarray(from, from + length)
    expectOpened({ key: cut(7, 32), nonce: cut(39, 24), associated: cut(63, 20), sealed: cut(83, sealed.length) }, data)
    expect(Uint8Array.from(large)).toEqual(before)
  })

  it('shorter than a tag are refused, whatever they are', () => {
    for (let length = 0; length < 16; length++) {
      for (const sealed of [filled(length, 0), filled(length, 0xff), random(length)])
        expect(said({ key: random(32), nonce: random(24), associated: random(3), sealed })).toEqual(REFUSED)
    }
  })

  it('that are cut or longer are refused', () => {
    const whole = seal(random(40), { key: random(32), nonce: random(24), associated: random(5) })
    for (let length = 0; length < whole.sealed.length; length++)
      expect(said({ ...whole, sealed: whole.sealed.subarray(0, length) })).toEqual(REFUSED)
    expect(said({ ...whole, sealed: Buffer.concat([whole.sealed, filled(1, 0)]) })).toEqual(REFUSED)
    // The border between the two that the tag covers is in the tag.
    const { associated, sealed } = whole
    const moved = { associated: Buffer.concat([associated, sealed.subarray(0, 1)]), sealed: sealed.subarray(1) }
    expect(said({ ...whole, ...moved })).toEqual(REFUSED)
  })

  it.each([0, 0x7f, 0x80, 0xff])('of bytes %i, under keys and nonces of such bytes, are opened', (value) => {
    for (const other of [0, 0xff]) {
      const by = { key: filled(32, value), nonce: filled(24, other), associated: filled(33, value) }
      for (const length of [0, 15, 16, 17, 63, 64, 65, 256]) {
        const data = filled(length, other)
        expectOpened(seal(data, by), data)
      }
    }
  })

  it('whose tag is all zeros or all ones, or has another end, are refused', () => {
    const whole = seal(random(50), { key: random(32), nonce: random(24), associated: random(8) })
    const tag = whole.sealed.subarray(50)
    const others = [filled(16, 0), filled(16, 0xff), tag.map((byte) => byte ^ 0x80), tag.map((byte) => byte ^ 0xff)]
    for (const other of others)
      expect(said({ ...whole, sealed: Buffer.concat([whole.sealed.subarray(0, 50), other]) })).toEqual(REFUSED)
  })
})

describe('10,000 mutants', () => {
  it('with one bit of ciphertext, tag, associated data, nonce or key changed are refused, and the sound ones opened', () => {
    const random = seeded(21)
    const next = numbers(22)
    const mutants = { ciphertext: 0, tag: 0, associated: 0, nonce: 0, key: 0 }
    for (let i = 0; i < 2000; i++) {
      const data = random(1 + (next() % 300))
      const whole = seal(data, { key: random(32), nonce: random(24), associated: random(1 + (next() % 40)) })
      expectOpened(whole, data)
      const { associated } = whole
      const bits: Record<keyof typeof mutants, [part: keyof Sealed, first: number, count: number]> = {
        ciphertext: ['sealed', 0, data.length * 8],
        tag: ['sealed', data.length * 8, 128],
        associated: ['associated', 0, associated.length * 8],
        nonce: ['nonce', 0, 192],
        key: ['key', 0, 256],
      }
      for (const name of Object.keys(mutants) as (keyof typeof mutants)[]) {
        const [part, first, count] = bits[name]
        const mutant = { ...whole, [part]: flipped(whole[part], first + (next() % count)) }
        const verdicts = said(mutant)
        if (verdicts.every((verdict) => verdict === null)) mutants[name]++
        else expect(verdicts, `${name} of message ${i}`).toEqual(REFUSED)
      }
    }
    expect(mutants).toEqual({ ciphertext: 2000, tag: 2000, associated: 2000, nonce: 2000, key: 2000 })
  })
})

/** 2^130 - 5, the prime of Poly1305 (RFC 8439 section 2.5). */
const P = (1n << 130n) - 5n
const TWO_128 = 1n << 128n

const mod = (n: bigint): bigint => ((n % P) + P) % P
const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const bytesOf = (n: bigint): Uint8Array => hex(n.toString(16).padStart(32, '0')).reverse()

/** n to the power of P - 2, which is 1 / n. */
function inverse(n: bigint): bigint {
  let result = 1n
  for (let [base, left] = [mod(n), P - 2n]; left > 0n; left >>= 1n, base = mod(base * base))
    if (left & 1n) result = mod(result * base)
  return result
}

/** Poly1305's two halves of the key for this nonce, and the key stream after it, without aead.ts: from libsodium alone. */
function streamOf(key: Uint8Array, nonce: Uint8Array): { r: bigint; s: bigint; stream: Uint8Array } {
  const block = libsodium.crypto_stream_xchacha20_xor(new Uint8Array(128), nonce, key)
  const r = number(block.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn
  return { r, s: number(block.subarray(16, 32)), stream: block.subarray(64) }
}

/**
 * A ciphertext of two blocks, without associated data, for which the sum before s is added is this number: the first
 * block is what `next` gives, the second is solved for.
 */
function ciphertextWithSum(sum: bigint, r: bigint, next: () => Uint8Array): Uint8Array {
  const lengths = TWO_128 + (32n << 64n)
  const before = mod(mod(sum * inverse(r)) - lengths)
  for (let tries = 0; tries < 200; tries++) {
    const first = next()
    const second = mod(before * inverse(r) - (number(first) + TWO_128) * r) - TWO_128
    if (second >= 0n && second < TWO_128) return Buffer.concat([first, bytesOf(second)])
  }
  throw new Error('no block gives this sum')
}

describe('edges of the arithmetic of Poly1305', () => {
  const random = seeded(31)
  const LIMB = 1n << 26n

  function expectSum(sum: (s: bigint) => bigint, tag: (s: bigint) => bigint): void {
    const by = { key: random(32), nonce: random(24), associated: new Uint8Array(0) }
    const { r, s, stream } = streamOf(by.key, by.nonce)
    const ciphertext = ciphertextWithSum(mod(sum(s)), r, () => random(16))
    const data = ciphertext.map((byte, i) => byte ^ (stream[i] ?? 0))
    const wanted = bytesOf(tag(s) % TWO_128)
    const whole = seal(data, by)
    expect(whole.sealed).toEqual(Uint8Array.from(Buffer.concat([ciphertext, wanted])))
    expectOpened(whole, data)
    for (const bit of [0, 63, 64, 127]) {
      const mutant = Buffer.concat([ciphertext, flipped(wanted, bit)])
      expect(said({ ...whole, sealed: mutant })).toEqual(REFUSED)
    }
  }

  it.each<[string, bigint]>([
    ['all zeros', 0n],
    ['one', 1n],
    ['all ones', TWO_128 - 1n],
    ['all ones but the last', TWO_128 - 2n],
    ['one bit at the top', 1n << 127n],
    ['all but the top bit', (1n << 127n) - 1n],
    ['0xffffffff in each other word', 0xffffffff00000000ffffffff00000000n],
    ['a lower half of ones', (1n << 64n) - 1n],
  ])('a tag of %s is taken, and none that is one bit off', (_, tag) => {
    for (let i = 0; i < 8; i++)
      expectSum(
        (s) => tag - s + TWO_128,
        () => tag,
      )
  })

  it.each<[string, bigint]>([
    ['zero', 0n],
    ['one', 1n],
    ['four, as is 2^130 - 1 before the last reduction', 4n],
    ['five, which has one form only', 5n],
    ['the prime less one', P - 1n],
    ['the prime less two', P - 2n],
    ['2^128 - 1', TWO_128 - 1n],
    ['2^128', TWO_128],
    ['2^129', 1n << 129n],
    ['limbs of 26 ones but the last', P - LIMB],
    ['a carry through every limb', (1n << 104n) - 1n],
    ['lowest limb only', LIMB - 1n],
  ])('a sum of %s is right', (_, sum) => {
    for (let i = 0; i < 8; i++)
      expectSum(
        () => sum,
        (s) => mod(sum) + s,
      )
  })

  it('ciphertexts of one value are opened: every block is as large, or as small, as it can be', () => {
    for (const value of [0, 0xff, 0x7f, 0x80, 0xfb, 0xfc]) {
      for (const length of [16, 31, 32, 48, 64]) {
        const by = { key: random(32), nonce: random(24), associated: filled(length, value) }
        const { stream } = streamOf(by.key, by.nonce)
        const data = stream.slice(0, length).map((byte) => byte ^ value)
        const whole = seal(data, by)
        expect(whole.sealed.subarray(0, length)).toEqual(filled(length, value))
        expectOpened(whole, data)
      }
    }
  })
})

interface Wycheproof {
  readonly numberOfTests: number
  readonly testGroups: readonly {
    readonly ivSize: number
    readonly tests: readonly (Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result', string> & {
      tcId: number
    })[]
  }[]
}

/** The file xchacha20_poly1305_test.json of Wycheproof, which is not copied in: docs/development.md says where it is. */
const WYCHEPROOF = process.env.UKP_WYCHEPROOF ?? ''

it.skipIf(WYCHEPROOF === '')(
  `is what Wycheproof says of every vector${WYCHEPROOF === '' ? ' (needs the file: UKP_WYCHEPROOF)' : ''}`,
  () => {
    const { testGroups, numberOfTests } = JSON.parse(readFileSync(WYCHEPROOF, 'utf-8')) as Wycheproof
    let seen = 0
    let otherNonces = 0
    for (const { ivSize, tests } of testGroups) {
      for (const { tcId, key, iv, aad, msg, ct, tag, result } of tests) {
        seen += 1
        // The header of a vault takes nonces of 24 bytes only.
        if (ivSize !== 192) otherNonces += 1
        if (ivSize !== 192) continue
        const one = { key: hex(key), nonce: hex(iv), sealed: hex(ct + tag), associated: hex(aad) }
        expect(said(one), `tcId ${tcId}`).toEqual(result === 'valid' ? [msg, msg, msg] : REFUSED)
      }
    }
    expect(seen).toBe(numberOfTests)
    expect(seen - otherNonces).toBeGreaterThanOrEqual(280)
  },
)
