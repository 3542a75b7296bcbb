// Known answers of Salsa20 with 256-bit keys: ECRYPT, set 1, vector 0. https://www.ecrypt.eu.org/stream/salsa20pf.html
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Salsa20 } from '../../../src/import/ciphers/salsa20.ts'

const KEY = Buffer.concat([Buffer.of(0x80), Buffer.alloc(31)])
const FIRST =
  'e3be8fdd8beca2e3ea8ef9475b29a6e7003951e1097a5c38d23b7a5fad9f6844' +
  'b22c97559e2723c7cbbd3fe4fc8d9a0744652a83e72a9c461876af4d7ef1a117'
const FOURTH =
  '57be81f47b17d9ae7c4ff15429a73e10acf250ed3a90a93c711308a74c6216a9' +
  'ed84cd126da7f28e8abf8bb63517e1ca98e712f4fb2e1a6aed9fdc73291faa17'

describe('Salsa20', () => {
  it('makes the published stream', () => {
    const stream = Buffer.from(new Salsa20(KEY, Buffer.alloc(8)).apply(new Uint8Array(256)))
    expect(stream.subarray(0, 64).toString('hex')).toBe(FIRST)
    expect(stream.subarray(192).toString('hex')).toBe(FOURTH)
  })

  it('goes on where it stopped, whatever the pieces', () => {
    const [key, nonce, text] = [randomBytes(32), randomBytes(8), randomBytes(300)]
    const whole = new Salsa20(key, nonce).apply(text)
    const pieces = new Salsa20(key, nonce)
    const lengths = [1, 0, 62, 1, 1, 64, 100, 71]
    let at = 0
    const joined = Buffer.concat(
      lengths.map((length) => {
        at += length
        return pieces.apply(text.subarray(at - length, at))
      }),
    )
    expect(joined).toEqual(Buffer.from(whole))
    expect(Buffer.from(new Salsa20(key, nonce).apply(whole))).toEqual(text)
  })
})
