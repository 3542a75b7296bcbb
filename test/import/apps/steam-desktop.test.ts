import { describe, expect, it } from 'vitest'
import { steam } from '../../../src/import/apps/steam-desktop.ts'
import { ACCOUNT, accountsOf, readWith, refusalsOf } from '../kit.ts'

/** Base64 of 20 bytes, and the same in base32. */
const SECRET = 'SGVsbG8h3q2+70hlbGxvId6tvu8='
const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const GUARD = {
  shared_secret: SECRET,
  account_name: 'anna',
  identity_secret: 'YWJj',
  uri: 'otpauth://totp/Steam:x?secret=A',
}

describe('a file of Steam Guard', () => {
  it('of Steam Desktop Authenticator gives its account', async () => {
    const imported = await readWith(steam, { ...GUARD, Session: { SteamID: 7656119 } })
    expect(accountsOf(imported)).toEqual([{ ...ACCOUNT, type: 'steam', issuer: 'Steam', secret: KEY, digits: 5 }])
    expect(imported?.encrypted).toBe(false)
  })

  it('of the app gives all of its accounts', async () => {
    const accounts = { a: GUARD, b: { ...GUARD, account_name: 'bea' } }
    expect(accountsOf(await readWith(steam, { accounts }))).toMatchObject([{ account: 'anna' }, { account: 'bea' }])
  })

  it.each([undefined, null, ''])('may have no name (%s)', async (account_name) => {
    expect(accountsOf(await readWith(steam, { ...GUARD, account_name }))).toMatchObject([{ account: '', secret: KEY }])
  })

  it('names the account whose key cannot be read, and keeps the rest', async () => {
    const accounts = {
      a: { ...GUARD, shared_secret: '***' },
      b: { ...GUARD, shared_secret: '' },
      c: { account_name: 'no key' },
      d: GUARD,
      e: null,
    }
    const imported = await readWith(steam, { accounts })
    expect(refusalsOf(imported)).toEqual([
      ['Steam: anna', 'entry-field'],
      ['Steam: anna', 'key-empty'],
      ['Steam: no key', 'entry-field'],
      ['Steam', 'entry-field'],
    ])
    expect(imported?.entries).toHaveLength(1)
  })
})

describe('what Steam did not write', () => {
  it.each<[string, unknown]>([
    ['another object', { secret: SECRET }],
    ['accounts of another app', { accounts: { a: { secret: SECRET } } }],
    ['a list of accounts', { accounts: [{ secret: SECRET }] }],
    ['a key that is no text', { shared_secret: 7 }],
    ['a list', [GUARD]],
    ['no JSON', '{"shared_secret": '],
    ['bytes', Buffer.alloc(9)],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(steam, content)).toBeNull()
  })
})
