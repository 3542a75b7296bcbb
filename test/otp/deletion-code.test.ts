// The deletion code: eight digits as text, and whose it may be missing from.
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { cleanDeletionCode, expectsDeletionCode, isDeletionCode } from '../../src/otp/deletion-code.ts'

describe('cleanDeletionCode', () => {
  it.each([
    ['00012345', '00012345'],
    ['00000000', '00000000'],
    [' 0123 4567\r\n', '01234567'],
    ['0123-4567', '01234567'],
    ['01 23 45 67', '01234567'],
    ['0123\u00a04567', '01234567'],
  ])('takes %j', (typed, code) => {
    expect(cleanDeletionCode(typed)).toBe(code)
    expect(isDeletionCode(code)).toBe(true)
  })

  it.each(['', '1234567', '123456789', '1234567a', '١٢٣٤٥٦٧٨', '1234.5678', '+1234567', '1e234567'])(
    'refuses %j, without repeating it',
    (typed) => {
      let error: unknown
      try {
        cleanDeletionCode(typed)
      } catch (caught) {
        error = caught
      }
      expect(error).toMatchObject({ reason: 'deletion-code-invalid', facts: {}, message: 'deletion-code-invalid' })
      expect(error).toBeInstanceOf(UkpError)
    },
  )
})

describe('isDeletionCode', () => {
  it('takes eight digits and nothing around them', () => {
    expect(['12345678', '12345678\n', ' 12345678', '1234-5678'].map(isDeletionCode)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

describe('expectsDeletionCode', () => {
  it.each<['totp' | 'hotp' | 'steam', string, boolean]>([
    ['totp', 'Ügyfélkapu+', true],
    ['totp', 'UGYFELKAPU', true],
    ['totp', 'Ugyfélkapu Plusz', true],
    ['totp', 'KAÜ', true],
    ['totp', '', true],
    ['totp', 'GitHub', false],
    ['totp', 'Kaufland', false],
    ['hotp', 'Ügyfélkapu+', false],
    ['steam', '', false],
  ])('of %s with issuer %j is %s', (type, issuer, expected) => {
    expect(expectsDeletionCode({ type, issuer })).toBe(expected)
  })
})
