// Keys as people paste them. The encodings are the test vectors of RFC 4648 section 10; every key is made up.
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/otp/account.ts'
import { cleanKey, cleanKeyOfOddLength, decodeBase32, encodeBase32, hasCleanEnd } from '../../src/otp/base32.ts'
import { failure } from '../kit/failure.ts'

const VECTORS: readonly [text: string, base32: string][] = [
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
]

describe('RFC 4648 section 10', () => {
  it.each(VECTORS)('encodes "%s" as %s without the padding', (text, base32) => {
    expect(encodeBase32(Buffer.from(text))).toBe(base32.replaceAll('=', ''))
  })

  it.each(VECTORS.slice(1))('decodes the key of "%s" from %s', (text, base32) => {
    expect(Buffer.from(decodeBase32(cleanKey(base32))).toString()).toBe(text)
  })

  it('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const key = encodeBase32(bytes)
        expect(cleanKey(key)).toBe(key)
        expect(hasCleanEnd(key)).toBe(true)
        expect(decodeBase32(key)).toEqual(bytes)
      }),
    )
  })
})

describe('the spelling of a pasted key', () => {
  const KEY = 'JBSWY3DPEHPK3PXPJBSX'

  it.each([
    ['as it is', KEY],
    ['lower case', 'jbswy3dpehpk3pxpjbsx'],
    ['mixed case', 'JbSwY3dPeHpK3pXpJbSx'],
    ['groups of four', 'JBSW Y3DP EHPK 3PXP JBSX'],
    ['hyphens', 'JBSW-Y3DP-EHPK-3PXP-JBSX'],
    ['non-breaking hyphens', 'JBSW\u2011Y3DP\u2011EHPK\u20113PXP\u2011JBSX'],
    ['en and em dashes', 'JBSW\u2013Y3DP\u2014EHPK\u22123PXPJBSX'],
    ['soft hyphens', 'JBSWY3DPEH\u00adPK3PXPJBSX'],
    ['non-breaking blanks', 'JBSW\u00a0Y3DP\u202fEHPK\u20073PXP\u00a0JBSX'],
    ['full-width blanks', 'JBSW\u3000Y3DPEHPK3PXPJBSX'],
    ['zero-width characters', '\u200bJBSWY3DP\u200c\u200dEHPK3PXP\u2060JBSX\u200e'],
    ['a byte order mark', `\ufeff${KEY}`],
    ['line ends and tabs', '\tJBSWY3DPEHPK\r\n3PXPJBSX\n'],
    ['padding', `${KEY}====`],
    ['padding and a blank after it', `${KEY} ==== \n`],
    ['too much padding', `${KEY}==========`],
  ])('takes %s', (_title, typed) => {
    expect(cleanKey(typed)).toBe(KEY)
    expect(cleanKeyOfOddLength(typed)).toEqual({ key: KEY, odd: false })
  })

  it.each([
    ['0', 'O'],
    ['1', 'I / L'],
    ['8', 'B'],
    ['9', 'G'],
    ['!', null],
    ['=', null],
    ['ű', null],
    ['\u0131', null],
    ['\u017f', null],
    ['Ａ', null],
    ['😀', null],
  ])('refuses %s and says where it stands', (character, guess) => {
    const facts = { character, position: 6, guess }
    expect(failure(() => cleanKey(`JBSW Y${character}DP`))).toEqual({ reason: 'key-bad-character', facts })
    expect(failure(() => cleanKeyOfOddLength(`JBSW Y${character}DP`))).toEqual({ reason: 'key-bad-character', facts })
  })

  it.each(['', ' ', '====', '\u200b-\n'])('refuses a key of nothing: %j', (typed) => {
    expect(failure(() => cleanKey(typed))).toEqual({ reason: 'key-empty', facts: {} })
    expect(failure(() => cleanKeyOfOddLength(typed))).toEqual({ reason: 'key-empty', facts: {} })
  })

  it('takes 4096 characters and refuses one more', () => {
    const longest = 'A'.repeat(LIMITS.secret.max)
    expect(cleanKey(longest)).toBe(longest)
    expect(failure(() => cleanKey(`${longest}A`))).toEqual({ reason: 'key-too-long', facts: { limit: 4096 } })
    expect(failure(() => cleanKeyOfOddLength(`${longest}A`)).reason).toBe('key-too-long')
  })
})

describe('the length of a key', () => {
  const lengths = Array.from({ length: 40 }, (_, at) => at + 1)
  const odd = lengths.filter((length) => [1, 3, 6].includes(length % 8))

  it.each(lengths.filter((length) => !odd.includes(length)))('takes %i characters', (length) => {
    expect(cleanKey('A'.repeat(length))).toHaveLength(length)
  })

  it.each(odd)('refuses %i characters: no encoder writes them', (length) => {
    expect(failure(() => cleanKey('A'.repeat(length)))).toEqual({ reason: 'key-bad-length', facts: { length } })
  })

  it.each(odd.filter((length) => length > 1))(
    'takes %i characters of another app and says that they are odd',
    (length) => {
      const key = '7'.repeat(length)
      expect(cleanKeyOfOddLength(key)).toEqual({ key, odd: true })
      expect(decodeBase32(key)).toEqual(decodeBase32(key.slice(0, -1)))
    },
  )

  it('refuses one character even then: it holds no byte', () => {
    expect(failure(() => cleanKeyOfOddLength('A'))).toEqual({ reason: 'key-too-short', facts: { length: 1 } })
  })
})

describe('the bits after the last byte', () => {
  it('are dropped: 20 characters are 12 bytes, whatever the last four bits are', () => {
    for (const last of 'QRSTUVWXYZ234567') {
      const key = `JBSWY3DPEHPK3PXPJBS${last}`
      expect(Buffer.from(decodeBase32(key)).toString('hex')).toBe('48656c6c6f21deadbeef4865')
      expect(hasCleanEnd(key)).toBe(last === 'Q')
    }
  })

  it('cannot be wrong where no bits are left', () => {
    expect(hasCleanEnd('JBSWY3DP')).toBe(true)
    expect(hasCleanEnd('77777777')).toBe(true)
  })
})

const OATHTOOL = hasOathtool()

describe.runIf(OATHTOOL)('beside oathtool', () => {
  it('decodes keys of many lengths to the same bytes', () => {
    const random = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 64 }), { numRuns: 40, seed: 4648 })
    for (const bytes of random) {
      const said = execFileSync('oathtool', ['-v', '-b', '--totp', '-'], {
        input: encodeBase32(bytes),
        encoding: 'utf-8',
      })
      expect(/^Hex secret: ([0-9a-f]+)$/m.exec(said)?.[1]).toBe(Buffer.from(bytes).toString('hex'))
    }
  })
})

describe.skipIf(OATHTOOL)('beside oathtool', () => {
  it.skip('is not compared: oathtool is not installed', () => {})
})

function hasOathtool(): boolean {
  try {
    execFileSync('oathtool', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
