// Two copies of one vault become one: a sync client's conflict copy, two computers. What was added or changed on either
// side stays, what was deleted for good stays deleted, and the other computer comes to the same accounts.
import { isDeepStrictEqual } from 'node:util'
import { UkpError } from '../errors.ts'
import { fold } from '../otp/fold.ts'
import { keyIdentity } from '../otp/incoming.ts'
import { nameGiver } from '../otp/names.ts'
import {
  activeAccounts,
  allAccounts,
  type Contents,
  type Entry,
  keyDigest,
  SCHEMA,
  type SlotLabel,
  type StoredAccount,
  type Tombstone,
} from './contents.ts'
import { entryFromJson } from './entry.ts'
import { canonical, compareTimes, earlierTime, joinAccounts, uniteDeep, uniteTombstones } from './merge-account.ts'
import { isObject } from './strict-json.ts'

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

/** A field of the tombstone of an account that was joined with another one by its key: the id of that one. */
const JOINED = 'joined'

type Counting = {
  -readonly [K in keyof MergeReport]: MergeReport[K] extends readonly (infer T)[] ? T[] : MergeReport[K]
}
type ById<T> = ReadonlyMap<string, T>

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

interface United {
  /** The accounts of the result by their id there. */
  readonly accounts: ById<StoredAccount>
  /** Ids of accounts that are now part of the account with the other id. */
  readonly moved: ReadonlyMap<string, string>
  /** By id; those of accounts that live in the other copy included. */
  readonly tombstones: ById<Tombstone>
}

function uniteAccounts(ours: Contents, theirs: Contents): United {
  const [mine, others] = [byId(ours), byId(theirs)]
  const shadows = new Set([...shadowedIds(ours), ...shadowedIds(theirs)])
  const mineAlone = aliveOrGone(mine, others, { tombstones: tombstonesOf(theirs), shadows })
  const othersAlone = aliveOrGone(others, mine, { tombstones: tombstonesOf(ours), shadows })
  const accounts = new Map([...mineAlone.alive, ...othersAlone.alive])
  for (const [id, account] of mine) {
    const other = others.get(id)
    if (other === undefined) continue
    accounts.set(id, isDeepStrictEqual(account, other) ? account : joinAccounts(account, other, { allTags: false }))
  }
  const moved = new Map<string, string>()
  const joined: Tombstone[] = []
  for (const [account, other] of pairsByKey(mineAlone.alive, othersAlone.alive, { ours, theirs, shadows })) {
    const [first, second] = account.id < other.id ? [account, other] : [other, account]
    accounts.delete(second.id)
    accounts.set(first.id, joinAccounts(first, second, { allTags: true }))
    moved.set(second.id, first.id)
    joined.push({ id: second.id, at: second.modified, extra: { [JOINED]: first.id } })
  }
  const tombstones = uniteTombstones([...[ours, theirs].flatMap((copy) => [...tombstonesOf(copy).values()]), ...joined])
  // In the order of ids: both computers join several into one in the same order.
  for (const account of [...mineAlone.gone, ...othersAlone.gone].sort(byAge)) {
    const target = joinedInto(account.id, accounts, tombstones)
    if (target === null) continue
    moved.set(account.id, target.id)
    accounts.set(target.id, joinAccounts(target, account, { allTags: false }))
  }
  return { accounts: withFreeNames(accounts, mine, others), moved, tombstones }
}

/** Ids are ULIDs: the older account comes first. */
function byAge(a: StoredAccount, b: StoredAccount): number {
  return a.id < b.id ? -1 : 1
}

function byId(contents: Contents): ById<StoredAccount> {
  return new Map(allAccounts(contents).map((account) => [account.id, account]))
}

/** By id, without those of accounts that live in this copy. */
function tombstonesOf(contents: Contents): ById<Tombstone> {
  const living = byId(contents)
  return uniteTombstones(contents.deleted.filter(({ id }) => !living.has(id)))
}

/**
 * Ids that stand twice in a copy. Its later entry cannot be read and would come up in the place of the account if that
 * went, so these accounts are neither deleted nor joined by their key.
 */
function shadowedIds({ entries }: Contents): string[] {
  return entries.flatMap((entry) => {
    if (!('unreadable' in entry) || !isObject(entry.unreadable)) return []
    return entryFromJson(entry.unreadable)?.id ?? []
  })
}

/** The accounts that only one copy has: alive, or deleted for good in the other one after their last change. */
function aliveOrGone(
  accounts: ById<StoredAccount>,
  others: ById<StoredAccount>,
  { tombstones, shadows }: { tombstones: ById<Tombstone>; shadows: ReadonlySet<string> },
): { alive: ById<StoredAccount>; gone: readonly StoredAccount[] } {
  const alone = [...accounts.values()].filter(({ id }) => !others.has(id))
  const gone = alone.filter((account) => {
    const stone = tombstones.get(account.id)
    if (stone === undefined || shadows.has(account.id)) return false
    // A key that nobody had when the account was deleted is not deleted with it.
    const known = stone.keys === undefined || stone.keys.includes(keyDigest(account))
    return known && compareTimes(stone.at, account.modified) >= 0
  })
  const dead = new Set(gone)
  return { alive: new Map(alone.filter((one) => !dead.has(one)).map((one) => [one.id, one])), gone }
}

/** Accounts with one key of which each copy has another one. A key that a copy holds twice is left alone. */
function pairsByKey(
  mine: ById<StoredAccount>,
  others: ById<StoredAccount>,
  { ours, theirs, shadows }: { ours: Contents; theirs: Contents; shadows: ReadonlySet<string> },
): [StoredAccount, StoredAccount][] {
  if (mine.size === 0 || others.size === 0) return []
  const known = onlyByKey(ours)
  const pairs: [StoredAccount, StoredAccount][] = []
  for (const [identity, other] of onlyByKey(theirs)) {
    const account = known.get(identity)
    if (account === undefined || !mine.has(account.id) || !others.has(other.id)) continue
    if (!shadows.has(account.id) && !shadows.has(other.id)) pairs.push([account, other])
  }
  return pairs
}

function onlyByKey(contents: Contents): ById<StoredAccount> {
  const found = new Map<string, StoredAccount>()
  const twice = new Set<string>()
  for (const account of activeAccounts(contents)) {
    const identity = keyIdentity(account)
    if (found.has(identity)) twice.add(identity)
    found.set(identity, account)
  }
  for (const identity of twice) found.delete(identity)
  return found
}

/**
 * Where the key of a vanished id went, when it was joined with another account and not deleted: an older state of it in a
 * third copy may hold another key. Ids only ever join an earlier one, so that this ends.
 */
function joinedInto(id: string, accounts: ById<StoredAccount>, tombstones: ById<Tombstone>): StoredAccount | null {
  for (let from = id; ; ) {
    const to = tombstones.get(from)?.extra[JOINED]
    if (typeof to !== 'string' || to >= from) return null
    const account = accounts.get(to)
    if (account !== undefined) return account
    from = to
  }
}

/** Ours as they are when there is nothing new: a merge is no reason to tidy up. */
function mergedTombstones(ours: Contents, { accounts, tombstones }: United): readonly Tombstone[] {
  const mine = [...tombstonesOf(ours).values()]
  const merged = [...tombstones.values()].filter(({ id }) => !accounts.has(id))
  return isDeepStrictEqual(mine, merged) ? ours.deleted : merged
}

/**
 * Of the active accounts to which the merge gave one name the later ids get a free one. Equal names that stood side by
 * side in a copy before are left alone.
 */
function withFreeNames(
  accounts: ById<StoredAccount>,
  mine: ById<StoredAccount>,
  others: ById<StoredAccount>,
): ById<StoredAccount> {
  const active = [...accounts.values()].filter(({ trashed }) => trashed === null).sort(byAge)
  const holders = new Map<string, Set<number>>()
  const crowded = active.filter(({ id, name }) => {
    const folded = fold(name)
    const stood = [mine.get(id), others.get(id)].map((one) => one?.trashed === null && fold(one.name) === folded)
    const copies = (stood[0] ? 1 : 0) | (stood[1] ? 2 : 0)
    const before = holders.get(folded) ?? new Set()
    if ([...before].some((earlier) => (earlier & copies) === 0)) return true
    holders.set(folded, before.add(copies))
    return false
  })
  if (crowded.length === 0) return accounts
  const freeName = nameGiver(active)
  return new Map([...accounts, ...crowded.map((one) => [one.id, { ...one, name: freeName(one.name) }] as const)])
}

/** Ours in our order, then what is added in theirs. */
function mergedEntries(
  ours: Contents,
  theirs: Contents,
  { accounts, moved }: United,
): { entries: readonly Entry[]; report: MergeReport } {
  const [mine, others] = [byId(ours), byId(theirs)]
  const [entries, placed]: [Entry[], Set<string>] = [[], new Set()]
  const report = { added: [], changed: [], removed: [], kept: [], same: 0, sameKey: [], unreadable: 0 } as Counting
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
