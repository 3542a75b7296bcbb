// Case 30: a recovery key as people type it, and the group in which it is mistyped. Each test begins with the number of its case.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { newRecoveryKey, pairOfRecoveryKey, slipInRecoveryKey } from '../../src/vault/recovery-key.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { outcome, seeded } from '../vault/kit.ts'
import { placed } from './place.ts'
import {
  ASKS_FOR_EITHER,
  by,
  expectOpen,
  hasTerminal,
  on,
  refused,
  secretFile,
  typing,
  vaultWith,
  WITHOUT_TERMINAL,
} from './ways-in.ts'

describe('case 30', () => {
  const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const mistyped = (group: number): RegExp => new RegExp(`^Error: The recovery key is mistyped in group ${group} of 6`)
  /** Has digits that people type as letters. */
  let withDigits = ''
  let vault = ''
  beforeAll(async () => {
    const crypto = await sodium()
    for (let seed = 1; !(/0.*0/.test(withDigits) && withDigits.includes('1')); seed++) {
      withDigits = newRecoveryKey(crypto, seeded(seed))
    }
    vault = placed(await vaultWith({ recoveryKey: withDigits }))
  })

  const passes = (crypto: Awaited<ReturnType<typeof sodium>>, text: string): boolean => {
    try {
      pairOfRecoveryKey(crypto, text)
      return true
    } catch {
      return false
    }
  }

  /** The key with one character of a group replaced. */
  function slip(group: number, at: number, character: string): string {
    const place = 'UKPR-'.length + (group - 1) * 7 + at
    return withDigits.slice(0, place) + character + withDigits.slice(place + 1)
  }
  const right = (group: number, at: number): string => withDigits['UKPR-'.length + (group - 1) * 7 + at] ?? ''

  it.each([1, 2, 3, 4, 5, 6])('case 30: one wrong character in group %i names that group', (group) => {
    const other = ALPHABET[(ALPHABET.indexOf(right(group, 5)) + 7) % 32] ?? ''
    for (const text of [slip(group, 5, other), slip(group, 2, 'U')]) {
      refused(vault, ['list', '--passphrase-file', secretFile(text)], {}, 4, mistyped(group))
    }
    const ran = on(vault, ['list', '--json'], by(slip(group, 5, other)))
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'locked', message: expect.stringContaining(`group ${group}`) })
    expect(ran.stdout + ran.stderr).not.toContain(withDigits.slice(5, 11))
  })

  it('case 30: no one wrong character opens, and none is laid to another group', async () => {
    const crypto = await sodium()
    for (const group of [1, 2, 3, 4, 5, 6]) {
      for (let at = 0; at < 6; at++) {
        for (const character of [...ALPHABET].filter((one) => one !== right(group, at))) {
          const text = slip(group, at, character)
          try {
            const pair = pairOfRecoveryKey(crypto, text)
            expect(await outcome(readFileSync(vault), { type: 'sealed', ...pair }), text).toBe('no slot')
          } catch (error) {
            if (!(error instanceof UkpError)) throw error
            expect([error.reason, error.facts]).toEqual(['recovery-key-invalid', { group }])
          }
        }
      }
    }
  })

  it('case 30: any one wrong character names its group', async () => {
    const crypto = await sodium()
    const itsPair = pairOfRecoveryKey(crypto, withDigits)
    const unnamed: string[] = []
    let [tried, passesCheck] = [0, '']
    for (const group of [1, 2, 3, 4, 5, 6]) {
      for (let at = 0; at < 6; at++) {
        for (const character of [...ALPHABET].filter((one) => one !== right(group, at))) {
          tried++
          const text = slip(group, at, character)
          // One slip in 32 keeps its check character: then the public half in the vault tells.
          const named = ((): number | null => {
            try {
              pairOfRecoveryKey(crypto, text)
              return slipInRecoveryKey(crypto, text, (half) => Buffer.from(half).equals(itsPair.publicKey))
            } catch (error) {
              if (!(error instanceof UkpError)) throw error
              return (error.facts as { group: number | null }).group
            }
          })()
          if (named !== group) unnamed.push(`${character} as character ${at + 1} of group ${group}: ${named}`)
          if (passesCheck === '' && passes(crypto, text)) passesCheck = text
        }
      }
    }
    expect(tried).toBe(36 * 31)
    expect(unnamed).toEqual([])
    // And through the program, for one that its check character does not tell.
    expect(passesCheck).not.toBe('')
    refused(
      vault,
      ['list', '--passphrase-file', secretFile(passesCheck)],
      {},
      4,
      /^Error: The recovery key is mistyped in group [1-6] of 6/,
    )
  })

  const spellings = (): [string, string][] => [
    ['as printed', withDigits],
    ['in lower case', withDigits.toLowerCase()],
    ['with blanks for dashes', withDigits.replaceAll('-', ' ')],
    ['without dashes', withDigits.replaceAll('-', '')],
    ['with blanks around and everywhere', `  ${[...withDigits].join(' ')}  `],
    ['with O for 0', withDigits.replaceAll('0', 'O')],
    ['with o for 0, I for 1, in lower case and with blanks', lookalikes('o', 'I')],
    ['with L for 1', lookalikes('O', 'L')],
  ]
  const lookalikes = (zero: string, one: string): string =>
    withDigits.toLowerCase().replaceAll('-', ' ').replaceAll('0', zero).replaceAll('1', one)

  it('case 30: lower case, blanks and O for 0 open from a file', () => {
    for (const [how, text] of spellings()) {
      const ran = on(vault, ['list', '--passphrase-file', secretFile(`${text}\n`)])
      expect([how, ran.exit, ran.stderr.includes('mistyped')]).toEqual([how, 0, false])
      expectOpen(ran)
    }
  })

  it.skipIf(!hasTerminal)(
    `case 30: they open when they are typed, after a slip that is told with its group${WITHOUT_TERMINAL}`,
    () => {
      for (const [, text] of spellings().slice(4)) {
        const other = ALPHABET[(ALPHABET.indexOf(right(4, 5)) + 7) % 32] ?? ''
        const played = typing(
          vault,
          ['list'],
          [
            { expect: ASKS_FOR_EITHER },
            { send: `${slip(4, 5, other)}\r` },
            { expect: 'mistyped in group 4 of 6' },
            { expect: ASKS_FOR_EITHER },
            { send: `${text}\r` },
          ],
        )
        expectOpen(played)
        expect(played.echo).toBe(true)
        expect(played.screen).not.toContain(withDigits.slice(5, 11))
      }
    },
  )
})
