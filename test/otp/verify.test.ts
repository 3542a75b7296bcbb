// From a code to its account, key and step: every step that is looked at and none beside it, and what that says about
// the clock.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { FormerSecret } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { codeOfCounter, codeOfStep, stepAt } from '../../src/otp/code.ts'
import { cleanCode, clockOffset, findCode, type TimedMatch } from '../../src/otp/verify.ts'
import type { StoredAccount } from '../../src/vault/contents.ts'
import { account, fastest, NOW, numbers } from '../vault/kit.ts'

/** Twenty seconds into a window of 30 s: 22:13:00 to 22:13:30 UTC on 14 November 2023. */
const AT = 1_700_000_000_000
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const hotp = (counter: number): StoredAccount => account(1, { type: 'hotp', secret: RFC, counter })

function former(part: Partial<FormerSecret>): FormerSecret {
  const { type, secret, algorithm, digits, period, counter } = account(0)
  return { type, secret, algorithm, digits, period, counter, deletionCode: null, replaced: NOW, ...part }
}

function timed(accounts: readonly StoredAccount[], code: string, nowMs = AT): TimedMatch<StoredAccount>[] {
  return findCode(accounts, code, nowMs).filter((match) => match.kind === 'timed')
}

describe('a typed code', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['1234\u00a05678', '12345678'],
    ['12345', '12345'],
    ['0000000000', '0000000000'],
    ['ntk5m', 'NTK5M'],
    ['23456', '23456'],
  ])('%j is %s', (typed, code) => {
    expect(cleanCode(typed)).toBe(code)
  })

  it.each([
    '',
    ' ',
    '1234',
    '12345678901',
    '12345a',
    '123-456',
    '+12345',
    '１２３４５６',
    '٣٤٥٦٧٨',
    'ABCDE',
    'NTK5',
    'NTK5MM',
  ])('%j is none', (typed) => {
    expect(cleanCode(typed)).toBeNull()
  })
})

describe('codes by the clock', () => {
  const mama = account(1)
  const present = stepAt(mama, AT)

  it('are found in every window that touches the ten minutes back or ahead, with its bounds', () => {
    // From 22:03:20 to 22:23:20: twenty windows back, twenty ahead.
    for (let steps = -20; steps <= 20; steps++) {
      const found = timed([mama], codeOfStep(mama, present + steps)).find((match) => match.steps === steps)
      const fromMs = AT - 20_000 + steps * 30_000
      expect(found, String(steps)).toMatchObject({ seconds: Math.abs(steps) * 30, fromMs, untilMs: fromMs + 30_000 })
    }
    for (const steps of [-21, 21]) expect(findCode([mama], codeOfStep(mama, present + steps), AT)).toEqual([])
  })

  it.each([
    [AT - 20_000, -20, 20],
    [AT - 20_001, -20, 20],
    [AT + 9_999, -20, 20],
    [AT + 10_000, -20, 20],
  ])('at the edge of a window: %i', (nowMs, first, last) => {
    const here = stepAt(mama, nowMs)
    for (const [steps, count] of [
      [first - 1, 0],
      [first, 1],
      [last, 1],
      [last + 1, 0],
    ] as const) {
      expect(timed([mama], codeOfStep(mama, here + steps), nowMs).filter((one) => one.steps === steps).length).toBe(
        count,
      )
    }
  })

  it('are not looked for before 1970', () => {
    expect(timed([mama], codeOfStep(mama, 0), 5000)).toMatchObject([{ steps: 0, fromMs: 0 }])
  })

  it('are found with other digits, periods and algorithms, and Steam’s in capitals', () => {
    const other = account(2, { digits: 8, period: 60, algorithm: 'SHA512' })
    expect(timed([mama, other], codeOfStep(other, stepAt(other, AT) + 3))).toMatchObject([
      { account: other, steps: 3, seconds: 180 },
    ])
    const steam = account(3, { type: 'steam', secret: 'STEAMKEY', digits: 5 })
    expect(timed([mama, steam], cleanCode('ntk5m') ?? '', 1_742_298_622_000)).toMatchObject([
      { account: steam, steps: 0 },
    ])
  })

  it('are found for a period longer than what is looked at', () => {
    const daily = account(1, { period: 86_400 })
    const found = timed([daily], codeOfStep(daily, stepAt(daily, AT)))
    expect(found).toMatchObject([{ steps: 0, untilMs: Date.parse('2023-11-15T00:00:00Z'), offsetSeconds: null }])
    expect(timed([daily], codeOfStep(daily, stepAt(daily, AT) + 1))).toEqual([])
  })
})

describe('counted codes', () => {
  it('are the next ten and the ten before', () => {
    for (let counter = 2; counter <= 21; counter++) {
      expect(findCode([hotp(12)], codeOfCounter(hotp(0), counter), AT)).toMatchObject([
        { kind: 'counted', counter, countersAhead: counter - 12 },
      ])
    }
    for (const counter of [1, 22]) expect(findCode([hotp(12)], codeOfCounter(hotp(0), counter), AT)).toEqual([])
  })

  it('stop at both ends of the counter', () => {
    // RFC 4226 appendix D, counter 0.
    expect(findCode([hotp(0)], '755224', AT)).toMatchObject([{ counter: 0, countersAhead: 0 }])
    const last = hotp(Number.MAX_SAFE_INTEGER)
    const code = codeOfCounter(last, Number.MAX_SAFE_INTEGER - 1)
    expect(findCode([last], code, AT)).toMatchObject([{ countersAhead: -1 }])
  })
})

describe('earlier keys', () => {
  const earlier = former({ secret: RFC, digits: 8, period: 60 })
  const mama = account(1, { history: [former({ secret: 'KRSXG5CTMVRXEZLU' }), earlier] })

  it('are looked at as they were, each with its own parameters', () => {
    expect(findCode([account(2), mama], codeOfStep(earlier, stepAt(earlier, AT)), AT)).toMatchObject([
      { account: mama, former: earlier, steps: 0 },
    ])
  })

  it('come after the present one where both have the code', () => {
    const twin = account(2, { history: [former({})] })
    const found = findCode([twin], codeOfStep(twin, stepAt(twin, AT)), AT)
    expect(found.map((match) => match.former)).toEqual([null, twin.history[0]])
  })
})

describe('several matches', () => {
  it('are all there, the nearest first', () => {
    const quick = account(1, { period: 15 })
    const slow = account(2)
    const counted = account(3, { type: 'hotp', counter: stepAt(slow, AT) + 2 - 5 })
    const step = stepAt(slow, AT) + 2
    // The same number of a step is the same code: quick has it only at a time that is not looked at.
    const found = findCode([quick, counted, slow, account(4)], codeOfStep(slow, step), AT)
    expect(found.map((match) => match.account.name)).toEqual(['mama 2', 'mama 4', 'mama 3'])
  })
})

describe('the clock', () => {
  const mama = account(1)
  const match = (steps: number, period = 30): TimedMatch<StoredAccount> => {
    const one = account(1, { period })
    const found = timed([one], codeOfStep(one, stepAt(one, AT) + steps)).find((hit) => hit.steps === steps)
    if (found === undefined) throw new Error(`no match at ${steps}`)
    return found
  }

  it('is right when the code is of the present window', () => {
    expect(clockOffset([match(0)])).toBe(0)
  })

  it('is slow for a code of the future, fast for one of the past, by the middle of its window', () => {
    // Now is 5 s after the middle of the present window.
    expect([match(1), match(2), match(-1), match(-2)].map((one) => clockOffset([one]))).toEqual([25, 55, -35, -65])
  })

  it('is not judged by a period above 300 seconds, nor by a counter', () => {
    // At 22:13:20 a window of 300 s has been running for 200 s, its next one's middle is 250 s away.
    expect(clockOffset([match(1, 300)])).toBe(250)
    expect([match(0, 301), match(1, 301)].map((one) => clockOffset([one]))).toEqual([null, null])
    expect(clockOffset(findCode([hotp(0)], '755224', AT))).toBeNull()
  })

  it('is right when any match says so, and not judged when the others disagree', () => {
    expect(clockOffset([match(3), match(0), match(-7)])).toBe(0)
    expect(clockOffset([match(3), match(-7)])).toBeNull()
    expect(clockOffset([])).toBeNull()
  })

  it('is judged by the same key stored twice', () => {
    expect(clockOffset(findCode([mama, account(2)], codeOfStep(mama, stepAt(mama, AT) + 2), AT))).toBe(55)
  })
})

describe('fifty thousand accounts', () => {
  it('cost next to nothing where the length of their codes does not fit', () => {
    const many = Array.from({ length: 50_000 }, (_, n) => account(n, { digits: n % 2 === 0 ? 8 : 7 }))
    const steam = Array.from({ length: 1000 }, (_, n) => account(n, { type: 'steam', digits: 5 }))
    // 41 codes for each would take 15 s, and 0.3 s for Steam's, whose letters 0 and 1 are not.
    expect(fastest(() => expect(findCode(many, '123456', AT)).toEqual([]))).toBeLessThan(1000)
    expect(fastest(() => expect(findCode(steam, '10101', AT)).toEqual([]))).toBeLessThan(100)
  })
})

const oathtool = spawnSync('oathtool', ['--version']).status === 0

describe.runIf(oathtool)(`codes of oathtool${oathtool ? '' : ' (skipped: it is not installed)'}`, () => {
  it('are found among many accounts, at the step and the counter that oathtool was asked for', () => {
    const next = numbers(4226)
    const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
    const accounts = Array.from({ length: 40 }, (_, n) =>
      account(n, {
        type: n % 4 === 0 ? 'hotp' : 'totp',
        secret: encodeBase32(Uint8Array.from({ length: 10 + below(40) }, () => below(256))),
        digits: 6 + below(3),
        period: 20 + below(100),
        counter: 100 + below(1000),
      }),
    )
    for (const one of accounts) {
      const { secret, digits, period, counter, type } = one
      const away = below(19) - 9
      const steps = Math.floor((away * 30) / period)
      const time = (stepAt(one, AT) + steps) * period
      const moment =
        type === 'hotp'
          ? ['--hotp', `--counter=${counter + away}`]
          : ['--totp', `--time-step-size=${period}s`, `--now=@${time}`]
      const ran = spawnSync('oathtool', ['--base32', `--digits=${digits}`, ...moment, '-'], {
        input: `${secret.padEnd(Math.ceil(secret.length / 8) * 8, '=')}\n`,
      })
      const found = findCode(accounts, String(ran.stdout).trim(), AT)
      const expected = type === 'hotp' ? { countersAhead: away } : { steps, fromMs: time * 1000 }
      expect(found, one.name).toContainEqual(expect.objectContaining({ account: one, former: null, ...expected }))
    }
  })
})
