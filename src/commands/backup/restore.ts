// A backup brought into a vault that is there: what is missing comes back, what is there is kept as it is.

import { nameGiver } from '../../otp/names.ts'
import { keyIdentity } from '../../otp/same-key.ts'
import {
  activeAccounts,
  allAccounts,
  type Contents,
  type Entry,
  type StoredAccount,
  trashedAccounts,
  type UnreadableEntry,
  withAccounts,
} from '../../vault/contents.ts'
import { formerOf } from '../../vault/entry.ts'
import { isObject } from '../../vault/strict-json.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { accountJson } from '../../views/account-json.ts'
import { confirmOrCancel } from '../ask.ts'
import type { Answer, Context } from '../command.ts'

interface Merged {
  readonly contents: Contents
  readonly restored: readonly { account: StoredAccount; wanted: string }[]
  /** Accounts of the backup that are there already, by id or by key; in the trash counts. */
  readonly same: readonly StoredAccount[]
  /** Accounts that are there with another key: the one of the backup is now among their earlier keys. */
  readonly rekeyed: readonly StoredAccount[]
  /** Entries of the backup that this version cannot read and that were missing. */
  readonly unreadable: readonly UnreadableEntry[]
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
  const missing = preview.restored.length + preview.unreadable.length + preview.rekeyed.length
  const trash = new Set(trashedAccounts(vault.contents).map(({ id }) => id))
  const trashed = preview.same.filter(({ id }) => trash.has(id)).map(({ name }) => t.backup.inTrash(name))
  if (missing === 0) {
    const notes = [...trashed, t.backup.nothingMissing]
    return { json: { restored: [], earlier: [], same: same(preview) }, text: '', notes }
  }
  await confirmOrCancel(t.backup.restoreQuestion(missing, file), context)
  const { result } = await world.vault.change(vault, (contents) => {
    const merged = merge(contents, backup.contents, now)
    return { contents: merged.contents, result: merged }
  })
  return {
    json: {
      restored: result.restored.map(({ account }) => accountJson(account)),
      earlier: result.rekeyed.map(accountJson),
      same: same(result),
    },
    text: '',
    notes: [
      ...result.restored.map(({ account, wanted }) =>
        account.name === wanted ? t.backup.restored(account.name) : t.backup.restoredAs(wanted, account.name),
      ),
      ...result.rekeyed.map(({ name }) => t.backup.keyRestored(name)),
      ...trashed,
      ...(result.unreadable.length === 0 ? [] : [t.vault.unreadable(result.unreadable.length)]),
    ],
  }
}

/**
 * Entries that this version cannot read come back too, when the vault has no entry of the same id.
 * An account that was deleted for good comes back as well: whoever restores a backup asks for it.
 */
function merge(contents: Contents, backup: Contents, now: string): Merged {
  const present = allAccounts(contents)
  const byId = new Map(present.map((account) => [account.id, account]))
  const keys = new Set(present.flatMap((account) => [account, ...account.history]).map(keyIdentity))
  const freeName = nameGiver(activeAccounts(contents))
  const restored: { account: StoredAccount; wanted: string }[] = []
  const same: StoredAccount[] = []
  const rekeyed: StoredAccount[] = []
  for (const account of activeAccounts(backup)) {
    if (keys.has(keyIdentity(account))) {
      same.push(account)
      continue
    }
    keys.add(keyIdentity(account))
    const there = byId.get(account.id)
    if (there !== undefined) {
      rekeyed.push({ ...there, modified: now, history: [...there.history, formerOf(account, account.modified)] })
      continue
    }
    restored.push({ account: { ...account, name: freeName(account.name), modified: now }, wanted: account.name })
  }
  const unreadable = missingUnreadable(contents.entries, backup.entries)
  const added: Entry[] = [...restored.map(({ account }) => account), ...unreadable]
  if (added.length === 0 && rekeyed.length === 0) return { contents, restored, same, rekeyed, unreadable }
  const back = new Set(added.map(idOf))
  const deleted = contents.deleted.filter(({ id }) => !back.has(id))
  const kept = withAccounts(contents, new Map(rekeyed.map((account) => [account.id, account])))
  return { contents: { ...kept, entries: [...kept.entries, ...added], deleted }, restored, same, rekeyed, unreadable }
}

/** Told by their id, and where they have none by all that they hold. */
function missingUnreadable(present: readonly Entry[], backup: readonly Entry[]): UnreadableEntry[] {
  const ids = new Set(present.map(idOf))
  return backup.filter((entry): entry is UnreadableEntry => 'unreadable' in entry && !ids.has(idOf(entry)))
}

function idOf(entry: Entry): string {
  if (!('unreadable' in entry)) return entry.id
  const { unreadable } = entry
  return isObject(unreadable) && typeof unreadable.id === 'string' ? unreadable.id : JSON.stringify(unreadable)
}
