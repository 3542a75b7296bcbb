// Values of options: what is taken, and that what is refused names the option and not the value.
import { describe, expect, it } from 'vitest'
import { algorithm, fieldText, newTags, otpType } from '../../src/commands/account-options.ts'
import { duration, language, moment, plainText, several, wholeNumber } from '../../src/commands/option-values.ts'
import { failure } from '../kit/failure.ts'

describe('duration', () => {
  it('takes a number and s, m, h or d, from a second to a day', () => {
    expect(['1s', '30s', '15m', '2h', '1d', '24h', '1440m', '86400s', '007m'].map(duration)).toEqual([
      1000, 30_000, 900_000, 7_200_000, 86_400_000, 86_400_000, 86_400_000, 86_400_000, 420_000,
    ])
  })

  it.each([
    '',
    '0s',
    '0m',
    '15',
    'm',
    '15 m',
    '1.5h',
    '-1m',
    '+1m',
    '15M',
    '1w',
    '2d',
    '25h',
    '86401s',
    '1h30m',
    '１m',
  ])('refuses %j', (text) => {
    expect(failure(() => duration(text))).toMatchObject({ reason: 'invalid-value', facts: { option: '--for' } })
  })
})

describe('wholeNumber', () => {
  const digits = wholeNumber('--digits', { min: 5, max: 10 })
  const counter = wholeNumber('--counter', { min: 0, max: Number.MAX_SAFE_INTEGER })

  it('takes decimal digits within the bounds', () => {
    expect(['5', '10', '06'].map(digits)).toEqual([5, 10, 6])
    expect(['0', '9007199254740991'].map(counter)).toEqual([0, Number.MAX_SAFE_INTEGER])
  })

  it.each(['', ' ', '4', '11', '-6', '+6', '6.0', '6e0', '0x6', ' 6', '6 ', '٦', 'six', 'Infinity', '6'.repeat(17)])(
    'refuses %j',
    (text) => {
      expect(failure(() => digits(text))).toEqual({
        reason: 'invalid-value',
        facts: { option: '--digits', allowed: '5–10' },
      })
    },
  )

  it.each(['9007199254740992', '9007199254740993', '9999999999999999'])(
    'refuses %s, which no number can hold',
    (text) => {
      expect(failure(() => counter(text)).reason).toBe('invalid-value')
    },
  )
})

describe('words', () => {
  it('are taken in any case', () => {
    expect(['TOTP', 'hotp', 'Steam'].map(otpType)).toEqual(['totp', 'hotp', 'steam'])
    expect(['sha1', 'SHA256', 'sha-512', 'Sha-224', 'SHA384'].map(algorithm)).toEqual([
      'SHA1',
      'SHA256',
      'SHA512',
      'SHA224',
      'SHA384',
    ])
    expect(['en', 'HU'].map(language)).toEqual(['en', 'hu'])
  })

  it('are refused with the list of those that are taken', () => {
    expect(failure(() => otpType('motp'))).toEqual({
      reason: 'invalid-value',
      facts: { option: '--type', allowed: 'totp, hotp, steam' },
    })
    for (const text of ['md5', '', 'sha', 'sha--1', 'SHA1 ', 'toString']) {
      expect(failure(() => algorithm(text))).toMatchObject({ facts: { option: '--algorithm' } })
    }
    expect(failure(() => language('de'))).toEqual({
      reason: 'invalid-value',
      facts: { option: '--lang', allowed: 'en, hu' },
    })
  })
})

describe('several', () => {
  it('gathers in order', () => {
    expect(several('b', several('a', undefined))).toEqual(['a', 'b'])
  })
})

describe('plainText', () => {
  it('gives a text of a person’s own back, and refuses a secret without repeating it', () => {
    expect(plainText('Kovács Anna')).toBe('Kovács Anna')
    expect(plainText('')).toBe('')
    for (const text of ['JBSWY3DPEHPK3PXPJBSX', 'otpauth://totp/x?secret=JBSWY3DP']) {
      expect(failure(() => plainText(text))).toEqual({ reason: 'secret-in-argument', facts: {} })
    }
  })
})

describe('newTags', () => {
  it('gathers each tag once, without outer blanks, in composed letters, and none that is empty', () => {
    expect(
      ['család', '  Kati ', '', 'csala\u0301d', 'cég'].reduce<string[]>((all, one) => newTags(one, all), []),
    ).toEqual([...['család', 'Kati', 'cég']])
    expect(newTags(' ', undefined)).toEqual([])
    expect(failure(() => newTags('JBSWY3DPEHPK3PXPJBSX', []))).toEqual({ reason: 'secret-in-argument', facts: {} })
    expect(failure(() => newTags('a'.repeat(4097), []))).toMatchObject({ facts: { field: 'tag', limit: 4096 } })
  })
})

describe('fieldText', () => {
  it('gives the text in composed letters and without outer blanks', () => {
    expect(fieldText('issuer')(' Csala\u0301d ')).toBe('Család')
    expect(fieldText('note')('')).toBe('')
  })

  it('refuses a secret, and what is longer than the field', () => {
    expect(failure(() => fieldText('note')('otpauth://totp/x?secret=JBSWY3DP'))).toMatchObject({
      reason: 'secret-in-argument',
    })
    const tooLong = (field: 'account' | 'note', length: number) => failure(() => fieldText(field)('é'.repeat(length)))
    expect(tooLong('account', 4097)).toEqual({ reason: 'text-too-long', facts: { field: 'account', limit: 4096 } })
    expect(tooLong('note', 65_537)).toEqual({ reason: 'text-too-long', facts: { field: 'note', limit: 65_536 } })
  })
})

describe('moment', () => {
  it.each([
    ['0', 0],
    ['59', 59_000],
    ['2026', 2_026_000],
    ['1700000000', 1_700_000_000_000],
    ['253402300799', 253_402_300_799_000],
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2026-11-21T10:15Z', Date.UTC(2026, 10, 21, 10, 15)],
    ['2026-11-21T10:15:30Z', Date.UTC(2026, 10, 21, 10, 15, 30)],
    ['2026-11-21T10:15:30.5Z', Date.UTC(2026, 10, 21, 10, 15, 30, 500)],
    ['2026-11-21T10:15:30.123Z', Date.UTC(2026, 10, 21, 10, 15, 30, 123)],
    ['2026-11-21T10:15:30+01:00', Date.UTC(2026, 10, 21, 9, 15, 30)],
    ['2026-11-21T10:15:30+0100', Date.UTC(2026, 10, 21, 9, 15, 30)],
    ['2026-11-21T00:15:30+01:00', Date.UTC(2026, 10, 20, 23, 15, 30)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1970-01-01', 0],
    ['9999-12-31T23:59:59Z', 253_402_300_799_000],
  ])('reads %s', (text, ms) => {
    expect(moment(text)).toBe(ms)
  })

  it.each([
    '',
    'now',
    'yesterday',
    '-1',
    '1.5',
    '1e9',
    '253402300800',
    '1700000000000',
    '2026-11',
    '2026-13-01',
    '2026-00-10',
    '2026-02-30',
    '2026-02-29',
    '2026-04-31T10:15Z',
    '2026-11-32',
    '2026-11-21T10:15:30',
    '2026-11-21 10:15:30Z',
    '2026-11-21T25:00Z',
    '2026-11-21T10:60Z',
    '2026-11-21T10:15+99:00',
    '21.11.2026',
    'Nov 21 2026',
    '1969-12-31T23:59:59Z',
    '9999-12-31T23:59:59-01:00',
    ' 59',
    '2026-11-21T10:15Z\n',
  ])('refuses %j', (text) => {
    expect(failure(() => moment(text))).toMatchObject({ reason: 'invalid-value', facts: { option: '--at' } })
  })
})
