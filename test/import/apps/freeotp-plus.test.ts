// FreeOTP+'s export, and what one token says.
import { describe, expect, it } from 'vitest'
import { freeotpPlus } from '../../../src/import/apps/freeotp-plus.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, readWith, refusalsOf } from '../kit.ts'

const SECRET = [72, 101, 108, 108, 111, 33, -34, -83, -66, -17, 72, 101]

const TOKEN = {
  algo: 'SHA256',
  counter: 0,
  digits: 8,
  issuerExt: 'Bank',
  issuerInt: 'Bank',
  label: 'mama',
  period: 60,
  secret: SECRET,
  type: 'TOTP',
}

const exportOf = (...tokens: unknown[]): object => ({ tokenOrder: ['Bank:mama'], tokens })

describe('a token of FreeOTP+', () => {
  it('gives every field of an account', async () => {
    expect(accountsOf(await readWith(freeotpPlus, exportOf(TOKEN)))).toEqual([
      { ...FULL_ACCOUNT, secret: 'JBSWY3DPEHPK3PXPJBSQ' },
    ])
  })

  it('takes the names that the person gave, then those of the link', async () => {
    const imported = await readWith(
      freeotpPlus,
      exportOf(
        { ...TOKEN, issuerAlt: 'My bank', labelAlt: 'me' },
        { ...TOKEN, issuerExt: '', issuerInt: 'Inner' },
        { ...TOKEN, issuerExt: null, issuerInt: null, label: null },
        { ...TOKEN, alias: 'Savings', category: 'Money' },
      ),
    )
    expect(accountsOf(imported).map(({ issuer, account }) => [issuer, account])).toEqual([
      ['My bank', 'me'],
      ['Inner', 'mama'],
      ['', ''],
      ['Bank', 'mama'],
    ])
    expect(imported?.entries[3]).toMatchObject({ name: 'Savings', tags: ['Money'] })
  })

  it('computes the next code of a counter from what is kept', async () => {
    const hotp = { ...TOKEN, type: 'HOTP' }
    const accounts = accountsOf(
      await readWith(freeotpPlus, exportOf({ ...hotp, counter: 41 }, { ...hotp, counter: -1 })),
    )
    expect(accounts.map(({ counter }) => counter)).toEqual([41, 0])
  })

  it('is Steam by its issuer', async () => {
    const steam = { ...TOKEN, issuerExt: 'Steam', algo: 'SHA1', digits: 5, period: 30 }
    const accounts = accountsOf(await readWith(freeotpPlus, exportOf(steam, { ...steam, type: 'HOTP', digits: 6 })))
    expect(accounts.map(({ type, digits }) => [type, digits])).toEqual([
      ['steam', 5],
      ['hotp', 6],
    ])
  })

  it('takes the defaults where it says nothing', async () => {
    const bare = { label: 'mama', secret: SECRET, type: 'TOTP' }
    const [account] = accountsOf(await readWith(freeotpPlus, exportOf(bare)))
    expect(account).toMatchObject({ issuer: '', algorithm: 'SHA1', digits: 6, period: 30 })
  })

  it('is refused alone for what is wrong in it', async () => {
    const imported = await readWith(
      freeotpPlus,
      exportOf(
        { ...TOKEN, type: 'YAOTP' },
        { ...TOKEN, algo: 'MD5' },
        { ...TOKEN, secret: 'JBSWY3DP' },
        { ...TOKEN, secret: [1, 300] },
        { ...TOKEN, secret: [1, -129] },
        { ...TOKEN, secret: [1, 2.5] },
        { ...TOKEN, secret: [] },
        { ...TOKEN, counter: -2, type: 'HOTP' },
        'text',
        TOKEN,
      ),
    )
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'key-empty'],
      ['Bank: mama', 'entry-field'],
      [null, 'entry-field'],
    ])
  })
})

it('leaves the files of others', async () => {
  await expectLeft(freeotpPlus, ['', '[]', '{}', { tokens: [TOKEN] }, { tokens: {}, tokenOrder: [] }, [TOKEN]])
})
