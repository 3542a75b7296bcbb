// Recovery keys: what is printed can be typed in any usual way, and a slip of the pen is told with its group.
// All changes of many keys, and the independent reader: test/faults/vault-mutants.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { equalBytes } from '../../src/vault/data-key.ts'
import {
  encodeRecipient,
  isInGroups,
  looksLikeRecoveryKey,
  newRecoveryKey,
  pairOfRecoveryKey,
  parseRecipient,
} from '../../src/vault/recovery-key.ts'
import { type Crypto, type KeyPair, sodium } from '../../src/vault/sodium.ts'
import { RECOVERY_KEY, reasonAndPart, seeded } from './kit.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
let crypto: Crypto
let pair: KeyPair

beforeAll(async () => {
  crypto = await sodium()
  pair = pairOfRecoveryKey(crypto, RECOVERY_KEY)
})

/** What a text comes to: the same pair as the printed key, another one, or the refusal. */
function typed(text: string): string {
  try {
    return equalBytes(pairOfRecoveryKey(crypto, text).publicKey, pair.publicKey) ? 'same' : 'another key'
  } catch (error) {
    if (error instanceof UkpError) return reasonAndPart(error)
    throw error
  }
}

describe('a new recovery key', () => {
  it('is six groups of five characters and a check character, without I, L, O and U', () => {
    for (let seed = 0; seed < 500; seed++) {
      const key = newRecoveryKey(crypto, seeded(seed))
      expect(key).toMatch(/^UKPR(-[0-9A-HJKMNP-TV-Z]{6}){6}$/)
      expect(pairOfRecoveryKey(crypto, key).publicKey).toHaveLength(32)
    }
  })

  it('takes 30 random bytes, five bits of each, so every character is as likely as every other', () => {
    const asked: number[] = []
    newRecoveryKey(crypto, (length) => {
      asked.push(length)
      return new Uint8Array(length)
    })
    expect(asked).toEqual([30])
    const keys = Array.from({ length: 8 }, (_, n) => newRecoveryKey(crypto, () => new Uint8Array(30).fill(n * 33)))
    expect(keys.map((key) => key[5])).toEqual([...'012345678'].slice(0, 8))
    const all = newRecoveryKey(crypto, () => Uint8Array.from({ length: 30 }, (_, i) => i + 2))
    expect(all.replace(/^UKPR|-/g, '').replace(/(.{5})./g, '$1')).toBe(ALPHABET.slice(2))
  })

  it('differs from any other, and so does its pair', () => {
    const keys = Array.from({ length: 200 }, (_, seed) => newRecoveryKey(crypto, seeded(seed)))
    expect(new Set(keys).size).toBe(200)
    expect(new Set(keys.map((key) => String(pairOfRecoveryKey(crypto, key).publicKey))).size).toBe(200)
  })
})

describe('a recovery key that is typed', () => {
  it.each<[string, (key: string) => string]>([
    ['as printed', (key) => key],
    ['in lower case', (key) => key.toLowerCase()],
    ['with blanks for dashes', (key) => key.replaceAll('-', ' ')],
    ['with blanks around and double ones', (key) => `  ${key.replaceAll('-', '  ')}\t`],
    ['without any separator', (key) => key.replaceAll('-', '')],
    ['in groups of four', (key) => key.replaceAll('-', '').replace(/(.{4})/g, '$1 ')],
    ['on two lines', (key) => key.replace('-3CHJPT', '\r\n3CHJPT')],
    ['with no-break blanks', (key) => key.replaceAll('-', '\u00a0')],
    ['with en dashes', (key) => key.replaceAll('-', '\u2013')],
    ['with no-break hyphens', (key) => key.replaceAll('-', '\u2011')],
    ['with dashes in wrong places', (key) => key.replaceAll('-', '').replace(/(.{5})/g, '$1-')],
    ['without its prefix', (key) => key.slice(5)],
    ['with I for 1 and O for 0', (key) => key.replaceAll('1', 'I').replaceAll('0', 'O')],
    ['with l for 1 and o for 0', (key) => key.replaceAll('1', 'l').replaceAll('0', 'o')],
  ])('is the same key %s', (_, edit) => {
    expect(typed(edit(RECOVERY_KEY))).toBe('same')
  })

  it('is the same key with O, I and L in every place where 0 and 1 stand', () => {
    const key = newRecoveryKey(crypto, () => Uint8Array.from({ length: 30 }, (_, i) => i & 1))
    const { publicKey } = pairOfRecoveryKey(crypto, key)
    for (const [zero, one] of ['OI', 'oi', 'OL', 'ol'] as const) {
      const text = key.replaceAll('0', zero ?? '').replaceAll('1', one ?? '')
      expect(pairOfRecoveryKey(crypto, text).publicKey, text).toEqual(publicKey)
    }
  })

  it.each<[string, (key: string) => string, string]>([
    ['empty', () => '', ''],
    ['only a prefix', () => 'UKPR-', ''],
    ['without its last group', (key) => key.slice(0, -7), ''],
    ['with a seventh group', (key) => `${key}-5N6PV7`, ''],
    ['with a character too few in group 2', (key) => key.replace('QAYBXH', 'QAYBX'), ' 2'],
    ['with a character too many in group 5', (key) => key.replace('CSV8D2', 'CSV8D22'), ' 5'],
    ['with a character too few, and no separators', (key) => key.replaceAll('-', '').slice(0, -1), ''],
    ['with a character moved from group 3 to group 4', (key) => key.replace('R-3', '-R3'), 'same'],
    ['with U for V in group 6', (key) => key.replace('PV7', 'PU7'), ' 6'],
    ['with a letter of another alphabet in group 1', (key) => key.replace('B9D', 'В9D'), ' 1'],
    ['with a full stop in group 4', (key) => key.replace('3CH', '3.H'), ' 4'],
    ['with two wrong groups: the first is named', (key) => key.replace('YBX', 'YBY').replace('SV8', 'SV9'), ' 2'],
    ['a whole book', () => 'UKPR-'.repeat(20_000), ''],
  ])('is refused %s', (_, edit, group) => {
    expect(typed(edit(RECOVERY_KEY))).toBe(group === 'same' ? 'same' : `recovery-key-invalid${group}`)
  })

  it('is refused with its group for one other character anywhere, save a few of the 1,116', () => {
    const letters = RECOVERY_KEY.slice(5).replaceAll('-', '')
    const counts = { named: 0, unnoticed: 0 }
    for (let at = 0; at < letters.length; at++) {
      for (const other of ALPHABET) {
        if (other === letters[at]) continue
        const found = typed(`UKPR${letters.slice(0, at)}${other}${letters.slice(at + 1)}`)
        // A wrong check character is always noticed.
        if (at % 6 < 5 && found === 'another key') counts.unnoticed++
        else {
          expect(found, `${at} ${other}`).toBe(`recovery-key-invalid ${1 + Math.floor(at / 6)}`)
          counts.named++
        }
      }
    }
    // 1 in 32 of the 930 changes of what is not a check character: 29 are to be expected.
    expect(counts).toEqual({ named: 1116 - counts.unnoticed, unnoticed: expect.any(Number) })
    expect(counts.unnoticed).toBeGreaterThan(10)
    expect(counts.unnoticed).toBeLessThan(50)
  })

  it('is never in the error', () => {
    try {
      pairOfRecoveryKey(crypto, RECOVERY_KEY.replace('QAYBXH', 'QAYBXJ'))
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify([error, String(error), Object.values(error as object)])).not.toMatch(/QAYBX|B9DNRD/)
    }
  })
})

describe('what looks like a recovery key', () => {
  it.each([
    RECOVERY_KEY,
    RECOVERY_KEY.toLowerCase(),
    RECOVERY_KEY.replaceAll('-', ' '),
    RECOVERY_KEY.slice(0, -1),
    RECOVERY_KEY.replace('QAYBXH', ''.padEnd(6, 'U')),
    `${RECOVERY_KEY}00000`,
  ])('is one, right or mistyped: %s', (text) => {
    expect(looksLikeRecoveryKey(text)).toBe(true)
  })

  it.each([
    '',
    'UKPR',
    'correct horse battery staple and six more words',
    RECOVERY_KEY.slice(0, 30),
    `x${RECOVERY_KEY}`,
  ])('is not: %s', (text) => {
    expect(looksLikeRecoveryKey(text)).toBe(false)
  })
})

describe('the public half as it is handed on', () => {
  const text = (): string => encodeRecipient(crypto, pair.publicKey)

  it('is ukp1 and 58 characters, and comes back', () => {
    for (let seed = 0; seed < 100; seed++) {
      const { publicKey } = crypto.pairFromSeed(seeded(seed)(32))
      const handedOn = encodeRecipient(crypto, publicKey)
      expect(handedOn).toMatch(/^ukp1[0-9a-hjkmnp-tv-z]{57}[048cgmrw]$/)
      expect(parseRecipient(crypto, handedOn)).toEqual(publicKey)
    }
  })

  it('is refused with one other character anywhere', () => {
    const right = text()
    for (let at = 0; at < right.length; at++) {
      for (const other of ALPHABET.toLowerCase()) {
        if (other === right[at]) continue
        const wrong = right.slice(0, at) + other + right.slice(at + 1)
        expect(() => parseRecipient(crypto, wrong), wrong).toThrow('recipient-invalid')
      }
    }
  })

  it.each<[string, (right: string) => string]>([
    ['empty', () => ''],
    ['cut', (right) => right.slice(0, -1)],
    ['longer', (right) => `${right}0`],
    [
      'with left-over bits',
      (right) => right.slice(0, -1) + ALPHABET[ALPHABET.indexOf(right.slice(-1).toUpperCase()) + 1],
    ],
    ['with u', (right) => `${right.slice(0, 20)}u${right.slice(21)}`],
    ['of version 2', (right) => right.replace('ukp1', 'ukp2')],
    ['a recovery key', () => RECOVERY_KEY],
  ])('is refused: %s', (_, edit) => {
    expect(() => parseRecipient(crypto, edit(text()))).toThrow('recipient-invalid')
  })

  /** Curve25519 points under which every secret is the same (RFC 7748 section 6.1: zero output). */
  it.each([
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
  ])('is refused when nothing can be kept secret under it: %s', (hex) => {
    const weak = Uint8Array.from(Buffer.from(hex, 'hex'))
    expect(() => parseRecipient(crypto, encodeRecipient(crypto, weak))).toThrow('recipient-invalid')
  })
})

describe('the look of a key without its first word', () => {
  it('is six groups of six, whatever separates them; a passphrase hardly has it', () => {
    const key = newRecoveryKey(crypto, seeded(3))
    for (const text of [key, key.slice(5), key.slice(5).replaceAll('-', ' ').toLowerCase(), key.replaceAll('-', '')]) {
      expect(isInGroups(text), text).toBe(true)
    }
    for (const text of ['', 'correct horse battery', 'six words that are no key', key.slice(0, -1), `${key}A`]) {
      expect(isInGroups(text), text).toBe(false)
    }
  })
})
