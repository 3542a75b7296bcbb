// What is made of a data key to open a vault is what libsodium makes of it.
import { describe, expect, it } from 'vitest'
import { COMMITMENT, equalBytes, isKeyOf, PAYLOAD_KEY, subkey } from '../../src/vault/data-key.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { seeded } from './kit.ts'
import { flipped } from './mutants.ts'

describe('subkey', () => {
  it('is crypto_kdf_derive_from_key of libsodium, for 200 keys and both numbers', async () => {
    const crypto = await sodium()
    const random = seeded(41)
    const keys = [new Uint8Array(32), new Uint8Array(32).fill(0xff), ...Array.from({ length: 198 }, () => random(32))]
    const seen = new Set<string>()
    for (const key of keys) {
      const before = Uint8Array.from(key)
      for (const number of [PAYLOAD_KEY, COMMITMENT]) {
        const made = Buffer.from(subkey(key, number)).toString('hex')
        expect(made).toBe(Buffer.from(crypto.subkey(key, number)).toString('hex'))
        seen.add(made)
      }
      expect(key).toEqual(before)
    }
    expect([keys.length, seen.size]).toEqual([200, 400])
    expect([PAYLOAD_KEY, COMMITMENT]).toEqual([1, 2])
  })

  it('is the same of a key in the middle of a larger buffer', async () => {
    const large = Buffer.from(seeded(42)(100))
    const key = large.subarray(13, 45)
    expect(subkey(key, PAYLOAD_KEY)).toEqual((await sodium()).subkey(Uint8Array.from(key), PAYLOAD_KEY))
  })
})

describe('isKeyOf', () => {
  it('takes the key that was committed to, and none that is one bit off', async () => {
    const key = seeded(43)(32)
    const commit = (await sodium()).subkey(key, COMMITMENT)
    expect(isKeyOf(commit, key)).toBe(true)
    for (let bit = 0; bit < 256; bit++) {
      expect(isKeyOf(commit, flipped(key, bit))).toBe(false)
      expect(isKeyOf(flipped(commit, bit), key)).toBe(false)
    }
    expect(isKeyOf(subkey(key, PAYLOAD_KEY), key)).toBe(false)
    expect(isKeyOf(commit.subarray(0, 31), key)).toBe(false)
  })
})

describe('equalBytes', () => {
  it.each<[number[], number[], boolean]>([
    [[], [], true],
    [[1, 2], [1, 2], true],
    [[1, 2], [1, 3], false],
    [[1, 2], [0, 2], false],
    [[1, 2], [1], false],
    [[], [0], false],
  ])('of %j and %j is %j', (a, b, equal) => {
    expect(equalBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(equal)
  })
})
