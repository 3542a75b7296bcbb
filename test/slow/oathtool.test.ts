// Codes against oathtool, which shares no line with ukp: random accounts at random times, and counters.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Algorithm, OtpParameters } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { codeAt, codeOfCounter } from '../../src/otp/code.ts'
import { numbers } from '../vault/kit.ts'

const installed = spawnSync('oathtool', ['--version']).status === 0
/** Where everything that tests need is installed on purpose, a missing program is a mistake. */
const runs = installed || process.env.CI === 'true'

/** Asks oathtool; the key goes through standard input, and it wants padding. */
function oathtool(args: readonly string[], key: string): string {
  const ran = spawnSync('oathtool', ['--base32', ...args, '-'], {
    input: `${key.padEnd(Math.ceil(key.length / 8) * 8, '=')}\n`,
  })
  return ran.status === 0 ? String(ran.stdout).trim() : `oathtool: ${ran.error?.message ?? String(ran.stderr)}`
}

const next = numbers(6238)
const between = (min: number, max: number): number => min + Math.floor((next() / 2 ** 32) * (max - min + 1))
const chosen = <T>(from: readonly T[]): T => from[between(0, from.length - 1)] as T

function randomAccount(): OtpParameters {
  const bytes = Uint8Array.from({ length: between(10, 64) }, () => between(0, 255))
  return {
    type: 'totp',
    secret: encodeBase32(bytes),
    algorithm: chosen<Algorithm>(['SHA1', 'SHA256', 'SHA512']),
    digits: between(6, 8),
    period: between(1, 300),
    counter: 0,
  }
}

describe.runIf(runs)(`200 random accounts${runs ? '' : ' (skipped: oathtool is not installed)'}`, () => {
  it('have the codes that oathtool shows, at a random time and at both sides of a change', () => {
    const differing: string[] = []
    const seen = { algorithms: new Set<string>(), digits: new Set<number>(), lengths: new Set<number>() }
    for (let n = 0; n < 200; n++) {
      const account = randomAccount()
      const { secret, algorithm, digits, period } = account
      seen.algorithms.add(algorithm)
      seen.digits.add(digits)
      seen.lengths.add(secret.length % 8)
      const time = between(0, n % 2 === 0 ? 2 ** 31 - 1 : 20_000_000_000)
      const change = Math.ceil(time / period) * period
      for (const seconds of n % 4 === 0 ? [time, change, change + period - 1] : [time]) {
        const args = [`--totp=${algorithm.toLowerCase()}`, `--digits=${digits}`, `--time-step-size=${period}s`]
        const said = oathtool([...args, `--now=@${seconds}`], secret)
        const code = codeAt(account, seconds * 1000).code
        if (code !== said) differing.push(`${algorithm} ${digits} ${period} s at ${seconds}: ${code}, ${said}`)
      }
    }
    expect(differing).toEqual([])
    expect(seen).toMatchObject({ algorithms: { size: 3 }, digits: { size: 3 }, lengths: { size: 5 } })
  })

  it('have the codes that oathtool shows for random counters', () => {
    const differing: string[] = []
    for (let n = 0; n < 200; n++) {
      const account: OtpParameters = { ...randomAccount(), type: 'hotp', algorithm: 'SHA1' }
      const counter =
        n % 3 === 0
          ? between(0, 1000)
          : n % 3 === 1
            ? between(0, 2 ** 34)
            : Number.MAX_SAFE_INTEGER - between(0, 2 ** 20)
      const said = oathtool(['--hotp', `--digits=${account.digits}`, `--counter=${counter}`], account.secret)
      const code = codeOfCounter(account, counter)
      if (code !== said) differing.push(`${account.digits} digits, counter ${counter}: ${code}, ${said}`)
    }
    expect(differing).toEqual([])
  })
})
