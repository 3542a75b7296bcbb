// cotp's database in the clear.
import { describe, expect, it } from 'vitest'
import { cotp } from '../../../src/import/apps/cotp.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'

const ELEMENT = {
  secret: KEY,
  issuer: 'Bank',
  label: 'mama',
  digits: 8,
  type: 'TOTP',
  algorithm: 'SHA256',
  period: 60,
  counter: null,
  pin: null,
}

const databaseOf = (...elements: unknown[]): object => ({ version: 2, elements })

describe('a database of cotp', () => {
  it('gives every field of an account', async () => {
    expect(accountsOf(await readWith(cotp, databaseOf(ELEMENT)))).toEqual([FULL_ACCOUNT])
  })

  it('takes HOTP and Steam, and what is missing', async () => {
    const accounts = accountsOf(
      await readWith(
        cotp,
        databaseOf(
          { ...ELEMENT, type: 'HOTP', counter: 3 },
          { ...ELEMENT, type: 'STEAM' },
          { secret: KEY, label: 'mama', issuer: '', type: 'TOTP' },
        ),
      ),
    )
    expect(accounts).toMatchObject([
      { type: 'hotp', counter: 3 },
      { type: 'steam' },
      { issuer: '', algorithm: 'SHA1', digits: 6, period: 30 },
    ])
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(
      cotp,
      databaseOf(
        { ...ELEMENT, type: 'MOTP', algorithm: 'MD5' },
        { ...ELEMENT, type: 'YANDEX' },
        { ...ELEMENT, algorithm: 'MD5' },
        { ...ELEMENT, secret: null },
        { ...ELEMENT, period: -1 },
        7,
        ELEMENT,
      ),
    )
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'key-empty'],
      ['Bank: mama', 'entry-field'],
      [null, 'key-empty'],
    ])
  })

  it('leaves the files of others', async () => {
    await expectLeft(cotp, ['', '[]', '{}', { elements: [ELEMENT] }, { version: 2, elements: {} }, [ELEMENT]])
  })
})
