// The code of the clock that ukp code hands out: the present one, or the one that is asked for by its time. Waits where
// that is wanted.
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import type { Account } from '../../otp/account.ts'
import { codeAt, codeOfStep, type TimedCode } from '../../otp/code.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import { demandWithinPeriod } from '../accounts/code-rules.ts'
import type { Context } from '../command.ts'

export interface TimeOptions {
  readonly minRemaining?: number
  readonly fresh?: boolean
  readonly next?: boolean
  /** Unix time in milliseconds. */
  readonly at?: number
}

/** Waits for the code that was asked for: with enough seconds left, not handed out before. */
export async function timedCode(
  account: StoredAccount,
  vaultId: string,
  options: TimeOptions,
  context: Context,
): Promise<TimedCode> {
  const { world, t, say } = context
  const { minRemaining = 0 } = options
  demandWithinPeriod(account, minRemaining)
  if (options.at !== undefined) return codeFor(account, options.at, options)
  for (;;) {
    const nowMs = world.clock.nowMs()
    const current = codeAt(account, nowMs)
    const timed = codeFor(account, nowMs, options)
    const enough = current.remaining >= minRemaining || options.next === true
    if (enough && (await isOurs(account, vaultId, timed.step, options, context))) return timed
    say(t.code.waiting(current.remaining))
    await world.clock.sleep(current.expiresAtMs - world.clock.nowMs())
  }
}

/** The code of a moment; with --next the one after it, whose end is one period later. */
export function codeFor(account: Account, atMs: number, { next }: TimeOptions): TimedCode {
  const timed = codeAt(account, atMs)
  if (next !== true) return timed
  const step = timed.step + 1
  const expiresAtMs = timed.expiresAtMs + account.period * 1000
  return { code: codeOfStep(account, step), step, remaining: timed.remaining + account.period, expiresAtMs }
}

/** Every code that is handed out is remembered; only --fresh minds when it cannot be, or was before. */
async function isOurs(
  account: Account,
  vaultId: string,
  step: number,
  { fresh }: TimeOptions,
  { world }: Context,
): Promise<boolean> {
  try {
    const first = await world.handedOut.claim(vaultId, account, step)
    return first || fresh !== true
  } catch (error) {
    if (fresh !== true) return true
    const { path = '' } = error as { path?: unknown }
    throw new UkpError('write-failed', { file: String(path), code: errnoOf(error) })
  }
}

/** Whether it is another code than the current one that is shown. */
export function isAhead({ at, next }: TimeOptions): boolean {
  return at !== undefined || next === true
}

/** When the code is good: from now on, only later, or at the moment that was asked for. */
export function validity(
  { remaining }: TimedCode,
  period: number,
  { at, next }: TimeOptions,
  { t }: Pick<Context, 't'>,
): string {
  if (next === true && at === undefined) return t.code.validLater(remaining - period, period)
  return at === undefined ? t.code.validFor(remaining) : t.code.validThen(remaining)
}

export function timedJson(account: StoredAccount, timed: TimedCode): Record<string, unknown> {
  const { id, name, issuer, account: user, digits, period } = account
  const expiresAt = new Date(timed.expiresAtMs).toISOString()
  return { id, name, issuer, account: user, code: timed.code, digits, period, remaining: timed.remaining, expiresAt }
}
