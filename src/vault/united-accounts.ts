// Which accounts two copies of a vault have together: those of one copy, those of both, those that are one by their key;
// without what was deleted for good.
import { isDeepStrictEqual } from 'node:util'
import { fold } from '../otp/fold.ts'
import { nameGiver } from '../otp/names.ts'
import { keyIdentity } from '../otp/same-key.ts'
import {
  activeAccounts,
  allAccounts,
  type Contents,
  keyDigest,
  type StoredAccount,
  type Tombstone,
} from './contents.ts'
import { entryFromJson } from './entry.ts'
import { compareTimes, joinAccounts, uniteTombstones } from './merge-account.ts'
import { isObject } from './strict-json.ts'

type ById<T> = ReadonlyMap<string, T>

/** A field of the tombstone of an account that was joined with another one by its key: the id of that one. */
const JOINED = 'joined'

export interface United {
  /** The accounts of the result by their id there. */
  readonly accounts: ById<StoredAccount>
  /** Ids of accounts that are now part of the account with the other id. */
  readonly moved: ReadonlyMap<string, string>
  /** By id; those of accounts that live in the other copy included. */
  readonly tombstones: ById<Tombstone>
}

export function uniteAccounts(ours: Contents, theirs: Contents): United {
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

export function byId(contents: Contents): ById<StoredAccount> {
  return new Map(allAccounts(contents).map((account) => [account.id, account]))
}

/** By id, without those of accounts that live in this copy. */
export function tombstonesOf(contents: Contents): ById<Tombstone> {
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
