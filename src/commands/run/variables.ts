// The variables of `ukp run`: what --env names, and the values that they get.
import { UkpError } from '../../errors.ts'
import { keyText, linkOf } from '../../export/label.ts'
import { codeAt, codeOfCounter, demandTimeBased, isTimeBased } from '../../otp/code.ts'
import { looksLikeSecret, quotable } from '../../otp/secret-text.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { demandWithinPeriod, useCounters } from '../accounts/code-rules.ts'
import type { Context } from '../command.ts'

/** What of an account a variable can hold, sorted. */
export const FIELDS = ['account', 'code', 'deletion-code', 'secret', 'uri'] as const
export type Field = (typeof FIELDS)[number]

export interface Variable {
  readonly name: string
  readonly field: Field
  /** The account as it was named. */
  readonly query: string
}

export interface Filled extends Variable {
  readonly account: StoredAccount
}

const ALLOWED = FIELDS.map((field) => `NAME=${field}:<account>`).join(', ')

/** Gathers --env. The account is all that follows the first colon after the field. @throws UkpError secret-in-argument, invalid-value */
export function variables(text: string, before: readonly Variable[] | undefined): Variable[] {
  const [, name = '', word = '', query = ''] = /^([A-Za-z_][A-Za-z0-9_]*)=([^:]*):(.+)$/s.exec(text) ?? []
  const given = text.slice(text.indexOf('=') + 1)
  if ([text, given, query].some(looksLikeSecret)) throw new UkpError('secret-in-argument', {})
  const field = FIELDS.find((one) => one === word)
  if (name === '' || field === undefined) throw new UkpError('invalid-value', { option: '--env', allowed: ALLOWED })
  return [...(before ?? []), { name, field, query }]
}

/** At least one, and no name twice. Windows takes PATH and Path for the same. @throws UkpError option-needed, variable-twice */
export function demandVariables(
  given: readonly Variable[] | undefined,
  platform: NodeJS.Platform,
): readonly Variable[] {
  if (given === undefined) throw new UkpError('option-needed', { option: '--env', allowed: ALLOWED })
  const seen = new Set<string>()
  for (const { name } of given) {
    const key = platform === 'win32' ? name.toUpperCase() : name
    if (seen.has(key)) throw new UkpError('variable-twice', { name: quotable(name) })
    seen.add(key)
  }
  return given
}

/**
 * The values by name of the variable. An account has one code, in however many variables. What can fail comes first,
 * then counters are saved, and last the codes are made that end soonest.
 * @throws UkpError field-empty, option-needed, not-time-based, invalid-value, counter-at-end
 */
export async function valuesOf(
  filled: readonly Filled[],
  vault: OpenVault,
  minRemaining: number | undefined,
  context: Context,
): Promise<Record<string, string>> {
  const ready = filled.filter(isStored).map((one) => [one.name, storedValue(one)] as const)
  const wanted = filled.filter(({ field }) => field === 'code')
  const codes = await codesOf([...new Set(wanted.map(({ account }) => account))], vault, minRemaining, context)
  return Object.fromEntries([
    ...ready,
    ...wanted.map(({ name, account }) => [name, codes.get(account.id) ?? ''] as const),
  ])
}

type Stored = Filled & { readonly field: Exclude<Field, 'code'> }

function isStored(one: Filled): one is Stored {
  return one.field !== 'code'
}

function storedValue({ field, account }: Stored): string {
  switch (field) {
    case 'secret':
      return keyText(account)
    case 'uri':
      return linkOf(account)
    case 'account':
      if (account.account === '') throw new UkpError('field-empty', { name: account.name, field })
      return account.account
    case 'deletion-code':
      if (account.deletionCode === null) throw new UkpError('field-empty', { name: account.name, field })
      return account.deletionCode
  }
}

async function codesOf(
  accounts: readonly StoredAccount[],
  vault: OpenVault,
  minRemaining: number | undefined,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  if (minRemaining !== undefined) {
    if (accounts.length === 0) throw new UkpError('option-needed', { option: '--env', allowed: 'NAME=code:<account>' })
    for (const account of accounts) {
      demandTimeBased(account, '--min-remaining')
      demandWithinPeriod(account, minRemaining)
    }
  }
  const counted = accounts.filter((account) => !isTimeBased(account))
  const ids = counted.map(({ id }) => id)
  const counters = ids.length === 0 ? new Map<string, number>() : await useCounters(ids, vault, context.world)
  const codes = counted.map((one) => [one.id, codeOfCounter(one, counters.get(one.id) ?? one.counter)] as const)
  return new Map([...codes, ...(await timedCodes(accounts.filter(isTimeBased), vault, minRemaining ?? 0, context))])
}

/** The codes of one moment in which each of them has enough seconds left. */
async function timedCodes(
  accounts: readonly StoredAccount[],
  vault: OpenVault,
  minRemaining: number,
  { world, t, say }: Context,
): Promise<(readonly [string, string])[]> {
  for (;;) {
    const now = world.clock.nowMs()
    const timed = accounts.map((account) => ({ account, ...codeAt(account, now) }))
    const [ending] = timed.filter(({ remaining }) => remaining < minRemaining).sort((a, b) => a.remaining - b.remaining)
    if (ending === undefined) {
      for (const { account, step } of timed) {
        // Remembered for --fresh of ukp code; where that cannot be, the code is good all the same.
        await world.handedOut.claim(vault.envelope.header.id, account, step).catch(() => false)
      }
      return timed.map(({ account, code }) => [account.id, code] as const)
    }
    say(t.code.waiting(ending.remaining))
    await world.clock.sleep(ending.expiresAtMs - world.clock.nowMs())
  }
}
