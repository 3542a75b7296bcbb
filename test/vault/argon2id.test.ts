// Argon2id by whichever is fastest: every native one that loads here gives libsodium's bytes, and one that does not is
// never used.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Argon2id, argon2id, firstOf, NATIVE } from '../../src/vault/argon2id.ts'
import type { KdfCost } from '../../src/vault/limits.ts'
import { type Crypto, sodium } from '../../src/vault/sodium.ts'
import { seeded, utf8 } from './kit.ts'

let crypto: Crypto
/** Those that load here, by name. */
const native = new Map<string, Argon2id>()

beforeAll(async () => {
  crypto = await sodium()
  for (const [name, load] of Object.entries(NATIVE)) {
    const derive = await load().catch(() => null)
    if (derive !== null) native.set(name, derive)
  }
})

const SALT = utf8('0123456789abcdef')
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const cost = (memory: number, passes: number): KdfCost => ({ memory, passes })

/** What libsodium and each native one make of it; one text when they agree. */
function derived(passphrase: Uint8Array, salt: Uint8Array, at: KdfCost): string[] {
  const all = [hex(crypto.deriveKey(passphrase, salt, at))]
  for (const derive of native.values()) all.push(hex(derive(passphrase, salt, at)))
  expect(all).toHaveLength(1 + native.size)
  return [...new Set(all)]
}

describe('the native derivations', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')('are here on Linux x64', () => {
    expect([...native.keys()]).toContain('@node-rs/argon2')
  })

  it('are the one of Node where Node has one, and no others than those two', () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    expect(native.has('node:crypto')).toBe(major > 24 || (major === 24 && minor >= 7))
    expect(Object.keys(NATIVE)).toEqual(['@node-rs/argon2', 'node:crypto'])
  })

  // printf %s 'Árvíztűrő tükörfúrógép' | argon2 0123456789abcdef -id -k <memory> -t <passes> -p 1 -l 32 -r
  // in a UTF-8 locale, by Debian's package argon2 0~20171227-0.3+deb12u1.
  it.each<[memory: number, passes: number, key: string]>([
    [8, 1, '2ebbc92ea3ab092e7bbf82b8ee44911562db384540064cb9d60b889290d99a19'],
    [64, 3, 'ac3fc19653807ea92a1788e96149852eddfc95684e31e39055663f4117394f1d'],
    [8192, 1, '4a4c8df9a5f1136f4f2ee631926f24393773d740f1a51da4e2aa11226033685c'],
    [65_536, 2, 'b01881c3970aa8ff3175f1e50028f332c7b46f721e2a9d9956c3a7e7bfd2dc5f'],
  ])('give, with libsodium, what the program argon2 gives at %i KiB and %i passes', (memory, passes, key) => {
    expect(derived(utf8('Árvíztűrő tükörfúrógép'), SALT, cost(memory, passes))).toEqual([key])
  })

  it.each<[memory: number, passes: number]>([
    [8, 1],
    [9, 2],
    [15, 3],
    [17, 1],
    [1000, 3],
    [8192, 3],
    [19_456, 2],
    [65_536, 1],
    [65_536, 3],
  ])('give the bytes of libsodium at %i KiB and %i passes', (memory, passes) => {
    const random = seeded(memory + passes)
    for (const passphrase of ['a', 'correct horse battery', 'Jó reggelt, néni!', '密碼 👵🏽'])
      expect(derived(utf8(passphrase.normalize('NFC')), random(16), cost(memory, passes))).toHaveLength(1)
  })

  it('give the bytes of libsodium for passphrases of 1 to 4096 bytes, zeros and other bytes among them', () => {
    const random = seeded(5)
    const keys = new Set<string>()
    const lengths = [1, 2, 3, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 1023, 1024, 1025, 4095, 4096]
    const passphrases = lengths.flatMap((length) => [random(length), new Uint8Array(length), utf8('ű'.repeat(length))])
    for (const passphrase of passphrases.filter(({ length }) => length <= 4096)) {
      const all = derived(passphrase, SALT, cost(32, 1))
      expect(all).toHaveLength(1)
      keys.add(all[0] ?? '')
    }
    // Every byte of a passphrase counts: no two of these give the same key.
    expect(keys.size).toBe(passphrases.filter(({ length }) => length <= 4096).length)
  })

  it('tell salts of zeros, of ones and any other apart', () => {
    const salts = [new Uint8Array(16), new Uint8Array(16).fill(0xff), SALT]
    const keys = salts.flatMap((salt) => derived(utf8('ukp'), salt, cost(8, 1)))
    expect(new Set(keys).size).toBe(3)
    expect(keys).toHaveLength(3)
  })
})

describe('argon2id()', () => {
  it('gives the key that libsodium gives', async () => {
    const at = cost(8192, 2)
    expect(hex(await argon2id(utf8('ukp'), SALT, at))).toBe(hex(crypto.deriveKey(utf8('ukp'), SALT, at)))
  })
})

describe('firstOf', () => {
  const right: Argon2id = (passphrase, salt, at) => crypto.deriveKey(passphrase, salt, at)
  const another: Argon2id = (passphrase, salt, at) => right(passphrase, salt, at)
  const load = (derive: Argon2id | null) => () => Promise.resolve(derive)

  it('takes the first that is right', async () => {
    expect(await firstOf([load(right), load(another)])).toBe(right)
    expect(await firstOf([load(another), load(right)])).toBe(another)
  })

  it.each<[string, () => Promise<Argon2id | null>]>([
    ['is not there', load(null)],
    ['cannot be loaded', () => Promise.reject(new Error('not installed'))],
    [
      'fails as it is called',
      () => {
        throw new Error('not for this system')
      },
    ],
    [
      'throws as it derives',
      load(() => {
        throw new Error('no memory')
      }),
    ],
    ['gives zeros', load(() => new Uint8Array(32))],
    ['gives nothing', load(() => new Uint8Array(0))],
    ['has one bit wrong', load((...all) => right(...all).map((byte, i) => (i === 31 ? byte ^ 1 : byte)))],
    ['gives a byte less', load((...all) => right(...all).subarray(0, 31))],
    ['gives a byte more', load((...all) => Buffer.concat([right(...all), new Uint8Array(1)]))],
    ['does not look at the salt', load((passphrase, _, at) => right(passphrase, new Uint8Array(16), at))],
    ['makes a pass more', load((passphrase, salt, at) => right(passphrase, salt, { ...at, passes: at.passes + 1 }))],
    ['takes more memory', load((passphrase, salt, at) => right(passphrase, salt, { ...at, memory: at.memory * 2 }))],
  ])('passes over one that %s, and takes the next', async (_, wrong) => {
    expect(await firstOf([wrong, load(right)])).toBe(right)
    expect(await firstOf([wrong, wrong])).toBeNull()
  })

  it('takes none where there are none', async () => {
    expect(await firstOf([])).toBeNull()
  })

  it('takes @node-rs/argon2 and Node as they are', async () => {
    for (const [name, load] of Object.entries(NATIVE))
      expect(await firstOf([load]), name).toEqual(native.has(name) ? expect.any(Function) : null)
  })
})
