// Known answers of Twofish with 256-bit keys, of its authors: single blocks, and 49 blocks each made from those before.
// http://www.schneier.com/code/ecb_ival.txt
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openTwofishCbc, Twofish } from '../../../src/import/ciphers/twofish.ts'
import { sealTwofishCbc, twofish } from '../twofish-encrypt.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

function decrypted(key: Uint8Array, block: Uint8Array): string {
  const plain = Buffer.alloc(16)
  new Twofish(key).decrypt(block, plain)
  return plain.toString('hex')
}

describe('Twofish', () => {
  it('decrypts the published blocks', () => {
    const key = hex('0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff')
    expect(decrypted(key, hex('37527be0052334b89f0cfccae87cfa20'))).toBe('00'.repeat(16))
    const [zeros, first, second] = [
      Buffer.alloc(16),
      hex('57ff739d4dc92c1bd7fc01700cc8216f'),
      hex('d43bb7556ea32e46f2a282b7d45b4e0d'),
    ]
    expect(decrypted(Buffer.alloc(32), first)).toBe('00'.repeat(16))
    expect(decrypted(Buffer.alloc(32), second)).toBe(first.toString('hex'))
    const third = hex('90afe91bb288544f2c32dc239b2635e6')
    expect(decrypted(Buffer.concat([first, zeros]), third)).toBe(second.toString('hex'))
    const fourth = hex('6cb4561c40bf0a9705931cb6d408e7fa')
    expect(decrypted(Buffer.concat([second, first]), fourth)).toBe(third.toString('hex'))
  })

  it('goes all the way of the published table', () => {
    let [key, plain] = [Buffer.alloc(32), Buffer.alloc(16)]
    let sealed = plain
    for (let i = 1; i <= 49; i++) {
      sealed = Buffer.from(twofish(key)(plain))
      expect(decrypted(key, sealed)).toBe(plain.toString('hex'))
      key = Buffer.concat([plain, key.subarray(0, 16)])
      plain = sealed
    }
    expect(sealed.toString('hex')).toBe('37fe26ff1cf66175f5ddf4c33b97a205')
  })

  it('opens CBC of every length up to three blocks', () => {
    for (let length = 0; length <= 48; length++) {
      const [key, iv, plain] = [randomBytes(32), randomBytes(16), randomBytes(length)]
      expect(openTwofishCbc(key, iv, sealTwofishCbc(key, iv, plain))).toEqual(plain)
    }
  })

  it('gives nothing for a padding or a length that does not fit', () => {
    const [key, iv] = [randomBytes(32), randomBytes(16)]
    const ending = (...bytes: readonly number[]): Buffer => {
      const block = Buffer.concat([Buffer.alloc(16 - bytes.length, 7), Buffer.from(bytes)])
      return twofish(key)(block.map((byte, i) => byte ^ (iv[i] ?? 0)))
    }
    expect(openTwofishCbc(key, iv, ending(2, 2))).toHaveLength(14)
    for (const bytes of [[0], new Array(16).fill(0), [17], [255], [3, 2], [4, 3, 3]])
      expect(openTwofishCbc(key, iv, ending(...bytes))).toBeNull()
    expect(openTwofishCbc(key, iv, ending(2, 2).subarray(1))).toBeNull()
    expect(openTwofishCbc(key, iv, Buffer.alloc(0))).toBeNull()
  })
})
