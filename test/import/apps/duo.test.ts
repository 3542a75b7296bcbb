import { describe, expect, it } from 'vitest'
import { duo } from '../../../src/import/apps/duo.ts'
import { ACCOUNT, accountsOf, KEY, readWith, refusalsOf } from '../kit.ts'

const account = (otpGenerator: unknown, name: unknown = 'Anna'): object => ({
  accountType: 'OtpAccount',
  name,
  otpGenerator,
})

describe('the accounts of Duo Mobile', () => {
  it('are taken as they are', async () => {
    expect(accountsOf(await readWith(duo, [account({ otpSecret: KEY })]))).toEqual([
      { ...ACCOUNT, issuer: '', account: 'Anna' },
    ])
  })

  it('are counted where they have a counter', async () => {
    const counters = [0, 3, null, undefined].map((counter) => account({ otpSecret: KEY, counter }))
    expect(accountsOf(await readWith(duo, counters))).toMatchObject([
      { type: 'hotp', counter: 0 },
      { type: 'hotp', counter: 3 },
      { type: 'totp' },
      { type: 'totp' },
    ])
  })

  it('of Duo itself have no key, and are passed over', async () => {
    const imported = await readWith(duo, [{ accountType: 'DuoAccount', name: 'Work' }, account({ otpSecret: KEY }), 7])
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([])
  })

  it('that cannot be kept are named, and the rest is kept', async () => {
    const imported = await readWith(duo, [
      account({}),
      account({ otpSecret: 'not base32!' }, 'Bea'),
      account({ otpSecret: KEY, counter: -1 }, 'Cili'),
      account({ otpSecret: KEY }, 7),
      account({ otpSecret: KEY }, null),
    ])
    expect(refusalsOf(imported)).toEqual([
      ['Anna', 'key-empty'],
      ['Bea', 'key-bad-character'],
      ['Cili', 'entry-field'],
      [null, 'entry-field'],
    ])
    expect(accountsOf(imported)).toMatchObject([{ account: '' }])
  })
})

describe('what Duo Mobile did not write', () => {
  it.each<[string, unknown]>([
    ['an empty list', []],
    ['a list of another app', [{ secret: KEY, label: 'Anna' }]],
    ['an object', { otpGenerator: { otpSecret: KEY } }],
    ['no JSON', '[{"otpGenerator": '],
    ['bytes', Buffer.alloc(9)],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(duo, content)).toBeNull()
  })
})
