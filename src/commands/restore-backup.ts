// A backup brought into a vault that is there: what is missing comes back, what is there is kept as it is.
import { sameKey } from '../otp/incoming.ts'
import { freeName } from '../otp/names.ts'
import { activeAccounts, allAccounts, type Contents, type StoredAccount } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import { confirmOrCancel } from './ask.ts'
import type { Answer, Context } from './command.ts'

interface Merged {
  readonly contents: Contents
  readonly restored: readonly { account: StoredAccount; wanted: string }[]
  /** Accounts of the backup that are there already, by id or by key; in the trash counts. */
  readonly same: readonly StoredAccount[]
}

/** Asks, then brings back in one save. */
export async function mergeBackup(
  file: string,
  backup: OpenVault,
  vault: OpenVault,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  const now = new Date(world.clock.nowMs()).toISOString()
  const preview = merge(vault.contents, backup.contents, now)
  const same = (merged: Merged): unknown => merged.same.map(({ name }) => ({ name, file }))
  if (preview.restored.length === 0) {
    return { json: { restored: [], same: same(preview) }, text: '', notes: [t.backup.nothingMissing] }
  }
  await confirmOrCancel(t.backup.restoreQuestion(preview.restored.length, file), context)
  const { result } = await world.vault.change(vault, (contents) => {
    const merged = merge(contents, backup.contents, now)
    return { contents: merged.contents, result: merged }
  })
  return {
    json: { restored: result.restored.map(({ account }) => accountJson(account)), same: same(result) },
    text: '',
    notes: result.restored.map(({ account, wanted }) =>
      account.name === wanted ? t.backup.restored(account.name) : t.backup.restoredAs(wanted, account.name),
    ),
  }
}

/**
 * Entries that this version cannot read come back too, when the vault has no entry of the same id.
 * An account that was deleted for good comes back as well: whoever restores a backup asks for it.
 */
function merge(contents: Contents, backup: Contents, now: string): Merged {
  const present = allAccounts(contents)
  const restored: { account: StoredAccount; wanted: string }[] = []
  const same: StoredAccount[] = []
  for (const account of activeAccounts(backup)) {
    const there = [...present, ...restored.map((one) => one.account)]
    if (there.some(({ id }) => id === account.id) || sameKey(there, account) !== null) {
      same.push(account)
      continue
    }
    const active = [...activeAccounts(contents), ...restored.map((one) => one.account)]
    restored.push({
      account: { ...account, name: freeName(account.name, active), modified: now },
      wanted: account.name,
    })
  }
  if (restored.length === 0) return { contents, restored, same }
  const back = new Set(restored.map(({ account }) => account.id))
  const deleted = contents.deleted.filter(({ id }) => !back.has(id))
  const entries = [...contents.entries, ...restored.map(({ account }) => account)]
  return { contents: { ...contents, entries, deleted }, restored, same }
}
