// 2FAuth's export.
import { describe, expect, it } from 'vitest'
import { twoFauth } from '../../../src/import/apps/two-fauth.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'

const ENTRY = {
  otp_type: 'totp',
  account: 'mama',
  service: 'Bank',
  icon: null,
  secret: KEY,
  digits: 8,
  algorithm: 'sha256',
  period: 60,
  counter: null,
  legacy_uri: 'otpauth://totp/Other:other?secret=AAAAAAAA',
}

const exportOf = (...data: unknown[]): object => ({ app: '2fauth_v5.0.0', schema: 1, data })

describe('an export of 2FAuth', () => {
  it('gives every field of an account', async () => {
    expect(accountsOf(await readWith(twoFauth, exportOf(ENTRY)))).toEqual([FULL_ACCOUNT])
  })

  it('takes HOTP and Steam, and what is missing', async () => {
    const accounts = accountsOf(
      await readWith(
        twoFauth,
        exportOf(
          { ...ENTRY, otp_type: 'hotp', period: null, counter: 5 },
          { ...ENTRY, otp_type: 'steamtotp', digits: 5, algorithm: 'sha1', period: 30 },
          { otp_type: 'totp', account: 'mama', service: null, secret: KEY },
        ),
      ),
    )
    expect(accounts).toMatchObject([
      { type: 'hotp', counter: 5 },
      { type: 'steam', digits: 5 },
      { issuer: '', algorithm: 'SHA1', digits: 6, period: 30 },
    ])
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(
      twoFauth,
      exportOf(
        { ...ENTRY, otp_type: 'xotp' },
        { ...ENTRY, algorithm: 'md5' },
        // Written where the app cannot read its own database.
        { ...ENTRY, secret: '*indecipherable*' },
        { ...ENTRY, digits: 40 },
        null,
        ENTRY,
      ),
    )
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'key-bad-character'],
      ['Bank: mama', 'entry-field'],
      [null, 'key-empty'],
    ])
  })

  it('leaves the files of others', async () => {
    await expectLeft(twoFauth, [
      '',
      '[]',
      '{}',
      { app: 'other', data: [ENTRY] },
      { app: '2fauth', data: {} },
      { data: [] },
    ])
  })
})
