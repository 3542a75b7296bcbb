// The codes themselves: RFC 4226 (HOTP), RFC 6238 (TOTP) and Steam's. Wraps otpauth, which is handed bytes and numbers
// only; the time always comes from the caller.
import { HOTP, Secret, TOTP } from 'otpauth'
import { UkpError } from '../errors.ts'
import type { OtpParameters } from './account.ts'
import { decodeBase32 } from './base32.ts'

/** Steam's alphabet, without what looks alike. */
export const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY'

/** A code that is good for a stretch of time. */
export interface TimedCode {
  readonly code: string
  /** Number of the time step, RFC 6238 section 4.2. */
  readonly step: number
  /** Whole seconds left from the moment asked for: 1 to period. */
  readonly remaining: number
  /** Unix time in milliseconds at which the code ends. */
  readonly expiresAtMs: number
}

function secretOf(account: OtpParameters): Secret {
  const bytes = decodeBase32(account.secret)
  return new Secret({ buffer: bytes.buffer as ArrayBuffer })
}

/** Number of the time step that a moment falls into (T0 = 0). */
export function stepAt(account: OtpParameters, atMs: number): number {
  return Math.floor(atMs / 1000 / account.period)
}

/** The code of one time step of a totp or steam account. */
export function codeOfStep(account: OtpParameters, step: number): string {
  if (account.type === 'steam') return steamCode(account, step)
  const { algorithm, digits, period } = account
  return TOTP.generate({ secret: secretOf(account), algorithm, digits, period, timestamp: step * period * 1000 })
}

/**
 * The code at a moment.
 * @param atMs Unix time in milliseconds, 0 or later
 */
export function codeAt(account: OtpParameters, atMs: number): TimedCode {
  const step = stepAt(account, atMs)
  const expiresAtMs = (step + 1) * account.period * 1000
  return { code: codeOfStep(account, step), step, remaining: Math.ceil((expiresAtMs - atMs) / 1000), expiresAtMs }
}

/** The HOTP code of a counter, RFC 4226 section 5.3. */
export function codeOfCounter(account: OtpParameters, counter: number): string {
  const { algorithm, digits } = account
  return HOTP.generate({ secret: secretOf(account), algorithm, digits, counter })
}

/** Ten digits hold the whole 31-bit value of RFC 4226 section 5.3; Steam writes it in base 26, lowest place first. */
function steamCode(account: OtpParameters, step: number): string {
  const { algorithm } = account
  let value = Number(HOTP.generate({ secret: secretOf(account), algorithm, digits: 10, counter: step }))
  let code = ''
  for (let i = 0; i < account.digits; i++) {
    code += STEAM_ALPHABET[value % STEAM_ALPHABET.length]
    value = Math.floor(value / STEAM_ALPHABET.length)
  }
  return code
}

/** Whether codes of this account come from the clock and not from a counter. */
export function isTimeBased(account: OtpParameters): boolean {
  return account.type !== 'hotp'
}

/** @throws UkpError not-time-based {name, option} for a counter-based account */
export function demandTimeBased(account: OtpParameters & { name: string }, option: string): void {
  if (!isTimeBased(account)) throw new UkpError('not-time-based', { name: account.name, option })
}
