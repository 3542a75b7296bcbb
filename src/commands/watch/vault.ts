// What ukp watch knows of the open vault: accounts in their order, the search, and codes, each computed once a time step.
import { codeOfStep, isTimeBased, stepAt } from '../../otp/code.ts'
import { inNameOrder } from '../../otp/name-order.ts'
import { searcher } from '../../otp/search.ts'
import { activeAccounts, type StoredAccount } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { isSoon } from '../../views/code-line.ts'
import { type LayoutWords, type Natural, naturalWidths } from '../../views/live/layout.ts'
import type { LiveRow } from '../../views/live/table.ts'

export interface WatchedVault {
  readonly vault: OpenVault
  readonly count: number
  readonly natural: Natural
  /** In Hungarian order, or best first. */
  readonly search: (filter: string) => readonly StoredAccount[]
  /** @param nowMs Unix time in milliseconds */
  readonly rowAt: (account: StoredAccount, nowMs: number) => LiveRow
}

export function watched(vault: OpenVault, words: LayoutWords): WatchedVault {
  const accounts = inNameOrder(activeAccounts(vault.contents))
  const codeOf = codesByStep()
  return {
    vault,
    count: accounts.length,
    natural: naturalWidths(accounts, words),
    search: searcher(accounts),
    rowAt: (account, nowMs) => rowAt(account, nowMs, codeOf),
  }
}

type CodeOf = (account: StoredAccount, step: number) => string

/** A code takes 20 µs, a second has forty of them on a large terminal, and they are the same for thirty seconds. */
function codesByStep(): CodeOf {
  const known = new Map<string, Map<number, string>>()
  return (account, step) => {
    const before = known.get(account.id)?.get(step)
    if (before !== undefined) return before
    const code = codeOfStep(account, step)
    const kept = [...(known.get(account.id) ?? [])].filter(([one]) => one >= step - 1)
    known.set(account.id, new Map([...kept, [step, code]]))
    return code
  }
}

function rowAt(account: StoredAccount, nowMs: number, codeOf: CodeOf): LiveRow {
  const { name, issuer, account: user, period } = account
  const labels = { name, issuer, account: user, period }
  if (!isTimeBased(account)) return { ...labels, code: null, next: null, remaining: 0 }
  const step = stepAt(account, nowMs)
  const remaining = Math.ceil((step + 1) * period - nowMs / 1000)
  const next = isSoon(remaining) ? codeOf(account, step + 1) : null
  return { ...labels, code: codeOf(account, step), next, remaining }
}
