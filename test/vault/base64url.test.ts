// One spelling for each byte string: whatever else a decoder would take is refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/vault/base64url.ts'

describe('base64url', () => {
  it('encodes the test vectors of RFC 4648 section 10 without padding', () => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => encodeBase64url(Buffer.from(text)))
    expect(texts).toEqual(['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy'])
    expect(encodeBase64url(Uint8Array.of(0xfb, 0xef, 0xff))).toBe('--__')
  })

  it('encodes a part of a larger buffer, not the buffer', () => {
    expect(encodeBase64url(Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 3))).toBe(encodeBase64url(Uint8Array.of(2, 3)))
  })

  it('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes), bytes.length)).toEqual(bytes)
        expect(decodeBase64url(encodeBase64url(bytes), null)).toEqual(bytes)
      }),
    )
  })

  it.each([
    ['padding', 'Zm8='],
    ['standard alphabet', 'Zm9+'],
    ['standard alphabet', 'Zm9/'],
    ['a blank', 'Zm 9v'],
    ['a line feed', 'Zm9v\n'],
    ['left-over bits that are not zero', 'Zm9'],
    ['left-over bits that are not zero', 'Zh'],
    ['one character too many', 'Zm9vZ'],
    ['a letter outside ASCII', 'Zm9é'],
    ['a NUL', 'Zm9v\0'],
  ])('refuses %s: %j', (_, text) => {
    expect(decodeBase64url(text, null)).toBeNull()
  })

  it('refuses another number of bytes than was asked for', () => {
    expect(decodeBase64url('Zm9v', 3)).not.toBeNull()
    expect(decodeBase64url('Zm9v', 2)).toBeNull()
    expect(decodeBase64url('Zm9v', 4)).toBeNull()
    expect(decodeBase64url('', 1)).toBeNull()
  })

  it('takes no more than one spelling of 16 bytes: of 64 last characters only four', () => {
    const start = encodeBase64url(new Uint8Array(16)).slice(0, 21)
    const last = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    expect(last.filter((character) => decodeBase64url(start + character, 16) !== null)).toEqual(['A', 'Q', 'g', 'w'])
  })
})
