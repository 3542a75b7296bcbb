// Two copies of one vault become one: a sync client's conflict copy, two computers. What was added or changed on either
// side stays, what was deleted for good stays deleted, and the other computer comes to the same accounts.
import { isDeepStrictEqual } from 'node:util'
import { UkpError } from '../errors.ts'
import { type Contents, type Entry, SCHEMA, type SlotLabel, type StoredAccount, type Tombstone } from './contents.ts'
import { canonical, earlierTime, uniteDeep } from './merge-account.ts'
import { byId, tombstonesOf, type United, uniteAccounts } from './united-accounts.ts'

export interface MergeReport {
  /** Accounts of the other copy that were not here. */
  readonly added: readonly { account: StoredAccount; wanted: string }[]
  /** Accounts that were here and took something from the other copy, a free name included. */
  readonly changed: readonly StoredAccount[]
  /** Accounts that were deleted for good in the other copy after their last change here. */
  readonly removed: readonly StoredAccount[]
  /** Accounts whose edit here is newer than the other copy's, which differs: ours was kept. */
  readonly kept: readonly StoredAccount[]
  /** Number of accounts alike in both. */
  readonly same: number
  /** Accounts of one copy that the other has under another id, told by the key; never among the added or removed. */
  readonly sameKey: readonly { name: string; as: string }[]
  /** Number of unreadable entries taken over. */
  readonly unreadable: number
}

type Counting = {
  -readonly [K in keyof MergeReport]: MergeReport[K] extends readonly (infer T)[] ? T[] : MergeReport[K]
}

/**
 * Nothing of either side is lost but what was deleted for good after its last change: the newer edit of an account wins,
 * and a key or deletion code that it overwrites is in its history. Merging the same copy again changes nothing.
 * @returns the very same `ours` as contents when the other copy has nothing new
 * @throws UkpError vault-newer (without file) when one of the two is of a schema that this version only reads
 */
export function mergeContents(ours: Contents, theirs: Contents): { contents: Contents; report: MergeReport } {
  if (Math.max(ours.schema, theirs.schema) > SCHEMA) throw new UkpError('vault-newer', { file: '' })
  const united = uniteAccounts(ours, theirs)
  const { entries, report } = mergedEntries(ours, theirs, united)
  const merged: Contents = {
    ...ours,
    vault: {
      ...ours.vault,
      name: ours.vault.name || theirs.vault.name,
      created: earlierTime(ours.vault.created, theirs.vault.created),
      extra: uniteDeep(ours.vault.extra, theirs.vault.extra),
    },
    slots: uniteSlots(ours.slots, theirs.slots),
    entries,
    deleted: mergedTombstones(ours, united),
    extra: uniteDeep(ours.extra, theirs.extra),
  }
  return { contents: isDeepStrictEqual(merged, ours) ? ours : merged, report }
}

/** Ours as they are when there is nothing new: a merge is no reason to tidy up. */
function mergedTombstones(ours: Contents, { accounts, tombstones }: United): readonly Tombstone[] {
  const mine = [...tombstonesOf(ours).values()]
  const merged = [...tombstones.values()].filter(({ id }) => !accounts.has(id))
  return isDeepStrictEqual(mine, merged) ? ours.deleted : merged
}

/** Ours in our order, then what is added in theirs. */
function mergedEntries(
  ours: Contents,
  theirs: Contents,
  { accounts, moved }: United,
): { entries: readonly Entry[]; report: MergeReport } {
  const [mine, others] = [byId(ours), byId(theirs)]
  const [entries, placed]: [Entry[], Set<string>] = [[], new Set()]
  const report: Counting = { added: [], changed: [], removed: [], kept: [], same: 0, sameKey: [], unreadable: 0 }
  for (const entry of ours.entries) {
    if ('unreadable' in entry) {
      entries.push(entry)
      continue
    }
    const id = moved.get(entry.id) ?? entry.id
    const account = accounts.get(id)
    if (account === undefined) {
      report.removed.push(entry)
      continue
    }
    if (id !== entry.id) report.sameKey.push({ name: others.get(id)?.name ?? entry.name, as: account.name })
    if (id !== entry.id && (mine.has(id) || placed.has(id))) continue
    const unchanged = isDeepStrictEqual(account, entry)
    const other = others.get(id)
    if (!unchanged) report.changed.push(account)
    else if (isDeepStrictEqual(entry, other)) report.same++
    else if (other !== undefined) report.kept.push(entry)
    entries.push(unchanged ? entry : account)
    placed.add(id)
  }
  const unreadable = new Set(ours.entries.flatMap((one) => ('unreadable' in one ? [canonical(one.unreadable)] : [])))
  for (const entry of theirs.entries) {
    if ('unreadable' in entry) {
      if (unreadable.has(canonical(entry.unreadable))) continue
      unreadable.add(canonical(entry.unreadable))
      entries.push(entry)
      report.unreadable++
      continue
    }
    const id = moved.get(entry.id) ?? entry.id
    const account = accounts.get(id)
    if (account === undefined || mine.has(entry.id)) continue
    if (id !== entry.id) report.sameKey.push({ name: entry.name, as: account.name })
    else if (!placed.has(id)) {
      entries.push(account)
      report.added.push({ account, wanted: entry.name })
    }
  }
  return { entries, report }
}

function uniteSlots(ours: Contents['slots'], theirs: Contents['slots']): Contents['slots'] {
  const united = new Map(Object.entries(ours))
  for (const [id, slot] of Object.entries(theirs)) {
    const known = united.get(id)
    united.set(id, known === undefined ? slot : joinSlotLabels(known, slot))
  }
  return Object.fromEntries(united)
}

function joinSlotLabels(ours: SlotLabel, theirs: SlotLabel): SlotLabel {
  return {
    label: ours.label || theirs.label,
    created: ours.created || theirs.created,
    extra: uniteDeep(ours.extra, theirs.extra),
  }
}
