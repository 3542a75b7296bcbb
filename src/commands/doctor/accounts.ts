// What doctor finds inside the vault: deletion codes that are missing, one login that was set up twice, earlier keys.
import { type Finding, finding } from '../../findings.ts'
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import { compareNames } from '../../otp/name-order.ts'
import { sameLabelIds } from '../../otp/names.ts'
import { activeAccounts, type StoredAccount, unreadableCount } from '../../vault/contents.ts'
import { type Opening, vaultOf } from './vault.ts'

export function accountFindings(opening: Opening): Finding[] {
  if (opening.is === 'missing') return []
  const vault = vaultOf(opening)
  if (vault === null)
    return opening.is === 'failed' && opening.id === 'vault-broken' ? [] : [finding('accounts-unseen', {})]
  const all = activeAccounts(vault.contents)
  const unreadable = unreadableCount(vault.contents)
  const twins = sameLabelIds(all)
  const without = names(all.filter((one) => one.deletionCode === null && expectsDeletionCode(one)))
  const twice = names(all.filter(({ id }) => twins.has(id)))
  const earlier = names(all.filter(({ history }) => history.length > 0))
  return [
    vault.contents.entries.length === 0
      ? finding('accounts-none', {})
      : finding('accounts-fine', { count: all.length }),
    ...(without.length === 0 ? [] : [finding('deletion-code-missing', { names: without })]),
    ...(twice.length === 0 ? [] : [finding('same-label', { names: twice })]),
    ...(earlier.length === 0 ? [] : [finding('earlier-keys', { names: earlier })]),
    ...(unreadable === 0 ? [] : [finding('entries-unreadable', { count: unreadable })]),
  ]
}

function names(accounts: readonly StoredAccount[]): string[] {
  return accounts.map(({ name }) => name).sort(compareNames)
}
