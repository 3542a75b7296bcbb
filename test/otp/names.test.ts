// Names of accounts: what may be one, and what a taken one becomes.
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { cleanName, cleanText, freeName, nameFromLabel, sameLabelIds } from '../../src/otp/names.ts'

function reason(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
  return 'taken'
}

describe('cleanName', () => {
  it('composes letters and drops blanks around', () => {
    expect(cleanName('  E\u0301desanya \t')).toBe('Édesanya')
    expect(cleanName('a  b')).toBe('a  b')
    expect(cleanName('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦')
  })

  it('takes 256 UTF-16 units', () => {
    expect(cleanName('x'.repeat(256))).toHaveLength(256)
    expect(cleanName('e\u0301'.repeat(256))).toHaveLength(256)
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n\u00a0'],
    ['257 characters', 'x'.repeat(257)],
    ['129 emoji', '👵'.repeat(129)],
    ['half a pair of surrogates', 'a\ud83d'],
    ['a megabyte of marks, at once', `a${'\u0301'.repeat(1_000_000)}`],
  ])('refuses %s', (_, typed) => {
    const start = performance.now()
    expect(reason(() => cleanName(typed))).toBe('name-invalid')
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it.each(['JBSWY3DPEHPK3PXPJBSX', 'jbsw y3dp ehpk 3pxp jbsx', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP'])(
    'refuses the secret %s',
    (typed) => {
      expect(reason(() => cleanName(typed))).toBe('secret-in-argument')
    },
  )
})

describe('cleanText', () => {
  it('composes letters, drops blanks around and keeps what is inside', () => {
    expect(cleanText(' e\u0301\nb ', 'note')).toBe('é\nb')
    expect(cleanText('', 'note')).toBe('')
  })

  it('counts after composing', () => {
    expect(cleanText('e\u0301'.repeat(10), 'note', 10)).toHaveLength(10)
    expect(cleanText('x'.repeat(4096), 'issuer')).toHaveLength(4096)
    expect(() => cleanText('x'.repeat(4097), 'issuer')).toThrow(
      expect.objectContaining({ reason: 'text-too-long', facts: { field: 'issuer', limit: 4096 } }),
    )
  })
})

describe('marks that no writing has', () => {
  it('are dropped from one letter on after 64, so that composing takes no time; others are composed', () => {
    const start = performance.now()
    const text = cleanText(`e\u0301${'\u0316\u0301'.repeat(100_000)}x`, 'note', 65_536)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(text).toMatch(/^\u00e9[\u0316\u0301]{63}x$/)
    expect(cleanText('a\u0323\u0302'.repeat(100), 'note')).toBe('\u1ead'.repeat(100))
  })
})

describe('nameFromLabel', () => {
  it.each([
    ['NAV', 'anna', 'NAV:anna'],
    ['NAV', '', 'NAV'],
    ['', 'anna', 'anna'],
    ['', '', null],
  ])('of %j and %j is %j', (issuer, account, name) => {
    expect(nameFromLabel({ issuer, account })).toBe(name)
  })

  it('is one that cleanName takes, however long the label: no emoji is cut in two', () => {
    for (const label of ['x'.repeat(4096), '👵'.repeat(2048), `x${'👵'.repeat(200)}`, 'e\u0301'.repeat(2000)]) {
      const name = nameFromLabel({ issuer: '', account: label }) ?? ''
      expect(cleanName(name)).toBe(name.normalize('NFC'))
    }
  })
})

describe('freeName', () => {
  const taken = (...names: string[]) => names.map((name) => ({ name }))

  it.each<[string, string[], string]>([
    ['mama', [], 'mama'],
    ['mama', ['papa', 'mama papa'], 'mama'],
    ['mama', ['mama'], 'mama (2)'],
    ['mama', ['mama', 'mama (2)'], 'mama (3)'],
    ['mama', ['mama', 'mama (3)'], 'mama (2)'],
    ['mama', ['mama (2)'], 'mama'],
    ['mama (2)', ['mama (2)'], 'mama (3)'],
    ['mama (2)', ['mama (2)', 'mama (3)'], 'mama (4)'],
    ['Édesanya', ['edesanya'], 'Édesanya (2)'],
    ['MAMA', ['mama', 'Mama (2)'], 'MAMA (3)'],
  ])('for %j beside %j is %j', (wanted, names, free) => {
    expect(freeName(wanted, taken(...names))).toBe(free)
  })
})

describe('sameLabelIds', () => {
  const one = (id: string, name: string, issuer = '', account = '') => ({ id, name, issuer, account })

  it('marks names that differ in their number, case or accents only', () => {
    const accounts = [
      one('1', 'Mama'),
      one('2', 'mama (2)'),
      one('3', 'máma (17)'),
      one('4', 'papa'),
      one('5', 'mama x'),
    ]
    expect([...sameLabelIds(accounts)].sort()).toEqual(['1', '2', '3'])
  })

  it('marks one issuer with one user name twice, and not an issuer alone', () => {
    const accounts = [
      one('1', 'a', 'NAV', 'anna'),
      one('2', 'b', 'nav', 'Anna'),
      one('3', 'c', 'NAV', 'bela'),
      one('4', 'd', 'Bank'),
      one('5', 'e', 'Bank'),
    ]
    expect([...sameLabelIds(accounts)].sort()).toEqual(['1', '2'])
  })

  it('marks nobody alone', () => {
    expect(sameLabelIds([one('1', 'NAV:anna', 'NAV', 'anna'), one('2', 'label nav:anna')]).size).toBe(0)
    expect(sameLabelIds([]).size).toBe(0)
  })
})
