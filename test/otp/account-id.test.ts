// Ids of accounts: ULIDs that sort by age.
import { describe, expect, it } from 'vitest'
import { newAccountId } from '../../src/otp/account-id.ts'

const bytes = (value: number): Uint8Array => new Uint8Array(10).fill(value)

describe('newAccountId', () => {
  it.each([
    [0, 0, '00000000000000000000000000'],
    [1, 0, '00000000010000000000000000'],
    [0, 255, '0000000000ZZZZZZZZZZZZZZZZ'],
    [1_469_918_176_385, 0, '01ARYZ6S410000000000000000'],
    [2 ** 48 - 1, 255, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
  ])('of %i ms with bytes of %i is %s', (atMs, value, id) => {
    expect(newAccountId(atMs, bytes(value))).toBe(id)
  })

  it('has 26 characters of Crockford base32, and every random bit counts', () => {
    const ids = new Set<string>()
    for (let bit = 0; bit < 80; bit++) {
      const random = bytes(0)
      random[bit >> 3] = 1 << (bit & 7)
      ids.add(newAccountId(1_700_000_000_000, random))
    }
    expect(ids.size).toBe(80)
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  it('sorts by time, to the millisecond', () => {
    const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 4_102_444_800_000]
    const ids = times.map((atMs, i) => newAccountId(atMs, bytes(255 - i)))
    expect([...ids].sort()).toEqual(ids)
  })
})
