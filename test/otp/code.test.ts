// Codes: the tables of the RFCs, Steam's alphabet, keys of 20 characters, and the edges of a time step.
import { describe, expect, it } from 'vitest'
import type { OtpParameters } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { codeAt, codeOfCounter, codeOfStep, demandTimeBased, isTimeBased, stepAt } from '../../src/otp/code.ts'

const PLAIN: OtpParameters = {
  type: 'totp',
  secret: 'JBSWY3DPEHPK3PXPJBSX',
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  counter: 0,
}

/** The digits 1 to 0 over and over, as the RFCs have them. */
const ascii = (length: number): string => encodeBase32(Buffer.from('1234567890'.repeat(7).slice(0, length)))

describe('RFC 4226 appendix D', () => {
  it('counters 0 to 9', () => {
    const account: OtpParameters = { ...PLAIN, type: 'hotp', secret: ascii(20) }
    expect(Array.from({ length: 10 }, (_, counter) => codeOfCounter(account, counter))).toEqual(
      '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' '),
    )
  })

  it('holds with 8 digits too: the table of truncated values', () => {
    const account: OtpParameters = { ...PLAIN, type: 'hotp', secret: ascii(20), digits: 8 }
    expect([0, 1, 2].map((counter) => codeOfCounter(account, counter))).toEqual(['84755224', '94287082', '37359152'])
    expect(codeOfCounter({ ...account, digits: 10 }, 0)).toBe('1284755224')
  })
})

describe('RFC 6238 appendix B', () => {
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('at %i', (seconds, sha1, sha256, sha512) => {
    const account: OtpParameters = { ...PLAIN, digits: 8 }
    const at = seconds * 1000
    expect(codeAt({ ...account, secret: ascii(20) }, at).code).toBe(sha1)
    expect(codeAt({ ...account, secret: ascii(32), algorithm: 'SHA256' }, at).code).toBe(sha256)
    expect(codeAt({ ...account, secret: ascii(64), algorithm: 'SHA512' }, at).code).toBe(sha512)
  })
})

describe('a key of 20 characters', () => {
  const TABLE = [
    [59, '674960'],
    [1111111109, '381026'],
    [1735689600, '024026'],
    [1741011292, '833906'],
    [1767225599, '775937'],
    [1790000010, '150900'],
  ] as const

  it.each(TABLE)('has at %i the code %s that nine other programs show', (seconds, code) => {
    expect(codeAt(PLAIN, seconds * 1000).code).toBe(code)
  })

  it('is told by its twelve bytes: the four bits that are left over do not count', () => {
    for (const [seconds, code] of TABLE) {
      for (const last of ['Q', 'S', '7']) {
        expect(codeAt({ ...PLAIN, secret: `JBSWY3DPEHPK3PXPJBS${last}` }, seconds * 1000).code).toBe(code)
      }
    }
    expect(codeAt({ ...PLAIN, secret: 'JBSWY3DPEHPK3PXPGEZA' }, 1_700_000_000_000).code).toBe('421617')
  })
})

describe('Steam', () => {
  const steam: OtpParameters = { ...PLAIN, type: 'steam', secret: 'STEAMKEY', digits: 5 }

  it('has five letters and digits of its own alphabet', () => {
    expect(codeAt(steam, 1_742_298_622_000)).toMatchObject({ code: 'NTK5M', step: 58_076_620 })
    for (let step = 0; step < 200; step++) expect(codeOfStep(steam, step)).toMatch(/^[23456789BCDFGHJKMNPQRTVWXY]{5}$/)
  })

  it('writes as many as the account says', () => {
    expect(codeAt({ ...steam, digits: 7 }, 1_742_298_622_000).code).toMatch(/^NTK5M..$/)
  })
})

describe('the end of a code', () => {
  const at = (ms: number, period = 30) => codeAt({ ...PLAIN, period }, ms)

  it('is a whole period away at the start of a step, and 1 second away until its last millisecond', () => {
    expect(at(0)).toMatchObject({ step: 0, remaining: 30, expiresAtMs: 30_000 })
    expect(at(1)).toMatchObject({ step: 0, remaining: 30 })
    expect(at(1000)).toMatchObject({ step: 0, remaining: 29 })
    expect(at(28_999)).toMatchObject({ step: 0, remaining: 2 })
    expect(at(29_000)).toMatchObject({ step: 0, remaining: 1 })
    expect(at(29_999)).toMatchObject({ step: 0, remaining: 1, expiresAtMs: 30_000 })
    expect(at(30_000)).toMatchObject({ step: 1, remaining: 30, expiresAtMs: 60_000 })
  })

  it.each([1, 7, 30, 300, 86_400])('never leaves a step between two with a period of %i s', (period) => {
    for (const step of [1, 2, 3, 1_000_003, 58_000_000, Math.floor(253_402_300_799 / period)]) {
      const change = step * period * 1000
      const [before, after] = [at(change - 1, period), at(change, period)]
      expect([before.step, before.remaining, before.expiresAtMs]).toEqual([step - 1, 1, change])
      expect([after.step, after.remaining, after.expiresAtMs]).toEqual([step, period, change + period * 1000])
      expect(after.code).toBe(codeOfStep({ ...PLAIN, period }, step))
      expect(before.code).toBe(codeOfStep({ ...PLAIN, period }, step - 1))
    }
  })

  it('counts with a period of 1 and of 300 seconds', () => {
    expect(at(1_700_000_000_999, 1)).toMatchObject({
      step: 1_700_000_000,
      remaining: 1,
      expiresAtMs: 1_700_000_001_000,
    })
    expect(at(1_700_000_000_000, 300)).toMatchObject({
      step: 5_666_666,
      remaining: 100,
      expiresAtMs: 1_700_000_100_000,
    })
    expect(at(1_700_000_000_000, 300).code).toBe(codeOfCounter({ ...PLAIN, type: 'hotp' }, 5_666_666))
  })

  it('is the code of HOTP with the number of the step (RFC 6238 section 4.2)', () => {
    for (const ms of [0, 59_000, 1_700_000_000_000]) {
      expect(codeAt(PLAIN, ms).code).toBe(codeOfCounter(PLAIN, stepAt(PLAIN, ms)))
    }
  })
})

describe('a counter', () => {
  it('is exact up to 2^53 - 1', () => {
    const codes = [
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 40 + 1,
      Number.MAX_SAFE_INTEGER - 1,
      Number.MAX_SAFE_INTEGER,
    ].map((counter) => codeOfCounter({ ...PLAIN, type: 'hotp', secret: ascii(20), digits: 8 }, counter))
    expect(new Set(codes).size).toBe(codes.length)
    // What oathtool 2.6.7 says; test/slow/oathtool.test.ts asks it for many more.
    expect(codes).toEqual(['04197202', '57117190', '55999456', '63492986', '24897817', '41891307'])
  })
})

describe('digits', () => {
  it('are as many as the account says, leading zeros included', () => {
    for (const digits of [5, 6, 7, 8, 9, 10]) {
      const codes = Array.from({ length: 400 }, (_, step) => codeOfStep({ ...PLAIN, digits }, step))
      expect(codes.every((code) => code.length === digits && /^[0-9]+$/.test(code))).toBe(true)
      expect(codes.some((code) => code.startsWith('0'))).toBe(true)
    }
  })
})

describe('what needs the clock', () => {
  it('is every account but a counted one', () => {
    expect((['totp', 'steam', 'hotp'] as const).map((type) => isTimeBased({ ...PLAIN, type }))).toEqual([
      true,
      true,
      false,
    ])
    expect(() => demandTimeBased({ ...PLAIN, name: 'x' }, '--at')).not.toThrow()
    expect(() => demandTimeBased({ ...PLAIN, type: 'hotp', name: 'token' }, '--at')).toThrow(
      expect.objectContaining({ reason: 'not-time-based', facts: { name: 'token', option: '--at' } }),
    )
  })
})
