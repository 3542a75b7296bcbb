// What verbs that hand out codes share: a counter is used once, a code that waits has to fit into its period.
import { UkpError } from '../../errors.ts'
import { LIMITS } from '../../otp/account.ts'
import { findById } from '../../otp/find.ts'
import { activeAccounts, type StoredAccount, withAccounts } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { World } from '../../world/world.ts'
import { wholeNumber } from '../option-values.ts'

/**
 * RFC 4226 section 7.2: a counter is used once. All of them are moved on in one save, before a code is shown.
 * @returns by id of the account, the counter that may be used now
 * @throws UkpError counter-at-end
 */
export async function useCounters(
  ids: readonly string[],
  vault: OpenVault,
  world: World,
): Promise<ReadonlyMap<string, number>> {
  const { result } = await world.vault.change(vault, (contents) => {
    const used = ids.map((id) => findById(activeAccounts(contents), id))
    const moved = used.map((stored): [string, StoredAccount] => {
      if (stored.counter >= LIMITS.counter.max) throw new UkpError('counter-at-end', { name: stored.name })
      return [stored.id, { ...stored, counter: stored.counter + 1 }]
    })
    const counters = new Map(used.map(({ id, counter }) => [id, counter]))
    return { contents: withAccounts(contents, new Map(moved)), result: counters }
  })
  return result
}

/** Seconds that a code is to have left. No period is longer. */
export const remainingSeconds = wholeNumber('--min-remaining', { min: 0, max: LIMITS.period.max })

/** @throws UkpError invalid-value: no code of the account is good for that long */
export function demandWithinPeriod({ period }: StoredAccount, minRemaining: number): void {
  if (minRemaining > period) {
    throw new UkpError('invalid-value', { option: '--min-remaining', allowed: `0–${period}` })
  }
}
