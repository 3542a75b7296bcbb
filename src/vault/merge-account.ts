// Two states of one account (or of its tombstone) become one: the newer edit wins, and nothing that opens a door is lost.
// Both computers come to the same result whichever side is asked first, and joining a state that is in it already
// changes nothing.
import { isDeepStrictEqual } from 'node:util'
import type { OtpParameters } from '../otp/account.ts'
import { keyIdentity } from '../otp/same-key.ts'
import type { Tombstone } from './contents.ts'
import { formerOf, type StoredAccount, type StoredFormerSecret } from './entry.ts'
import { isObject, type Json, type JsonObject } from './strict-json.ts'

/** ISO 8601 with a zone: Date.parse reads other spellings too, some of them in the zone of the computer. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/

function moment(time: string): number {
  const ms = TIME.test(time) ? Date.parse(time) : Number.NaN
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  return a.map((text, i) => compareTexts(text, b[i] ?? '')).find((order) => order !== 0) ?? 0
}

/**
 * Negative when a is earlier. What is no time counts as earlier than every time and is compared as text with its like:
 * a comparison that mixed the two within one pair could go round in a circle over three.
 */
export function compareTimes(a: string, b: string): number {
  if (a === b) return 0
  const [first, second] = [moment(a), moment(b)]
  if (first !== second) return first < second ? -1 : 1
  return first === Number.NEGATIVE_INFINITY ? compareTexts(a, b) : 0
}

/** The earlier of two times; what is empty or no time gives way. */
export function earlierTime(a: string, b: string): string {
  const times = [a, b].filter((time) => moment(time) > Number.NEGATIVE_INFINITY)
  const [first = '', second] = times.length > 0 ? times : [a, b].filter((time) => time !== '')
  if (second === undefined) return first
  return (compareTimes(first, second) || compareTexts(first, second)) < 0 ? first : second
}

/** JSON text with sorted keys: equal for equal values, whatever order they were written in. */
export function canonical(json: Json): string {
  return JSON.stringify(json, (_, value: Json) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareTexts(a, b))) : value,
  )
}

/**
 * Every field of both; the first one's value where both have one. Values are taken whole: parts of three states put
 * together would depend on their order.
 * @param even neither goes first: the value is chosen by what it is, so that both computers choose the same
 */
export function uniteFields(first: JsonObject, second: JsonObject, { even }: { even: boolean }): JsonObject {
  const united = new Map([...Object.entries(second), ...Object.entries(first)])
  if (even) {
    for (const [key, value] of Object.entries(second)) {
      const known = united.get(key)
      if (known !== undefined && canonical(value) > canonical(known)) united.set(key, value)
    }
  }
  return Object.fromEntries(united)
}

/** Every field of both at every level; ours where both have a value. */
export function uniteDeep(ours: JsonObject, theirs: JsonObject): JsonObject {
  const united = new Map(Object.entries(ours))
  for (const [key, value] of Object.entries(theirs)) {
    const known = united.get(key)
    if (known === undefined) united.set(key, value)
    else if (isObject(known) && isObject(value)) united.set(key, uniteDeep(known, value))
  }
  return Object.fromEntries(united)
}

/**
 * What decides between two edits of one moment. Only fields that the result takes over from the winner as they are, so
 * that the result wins against both it was made of; empty sorts first, so that filling a gap cannot make it lose.
 */
function rank(stored: StoredAccount): readonly string[] {
  const { modified, trashed, name, issuer, account, source, note, deletionCode } = stored
  const place = trashed === null ? ['active', ''] : ['', trashed]
  return [modified, ...place, name, issuer, account, source, ...otpTexts(stored), note, deletionCode ?? '']
}

function otpTexts({ type, secret, algorithm, digits, period }: OtpParameters): string[] {
  return [type, secret, algorithm, String(digits), String(period)]
}

/**
 * One account out of two states of it, or out of two accounts with one key. The newer `modified` wins every field of the
 * person. Its key as well, unless the other one has replaced that very key: whoever renamed an account on another
 * computer knew nothing of its new key. A key that would be overwritten goes into the history, gaps are filled, histories
 * and unknown fields are united. The result's id is the one that sorts first, its `modified` the newer one.
 * @param allTags unites the tags of both; otherwise only edits of the same moment do
 */
export function joinAccounts(a: StoredAccount, b: StoredAccount, { allTags }: { allTags: boolean }): StoredAccount {
  const age = compareTimes(a.modified, b.modified)
  const order = age === 0 ? compareLists(rank(a), rank(b)) : age
  const [winner, loser] = order < 0 ? [b, a] : [a, b]
  const oneKey = keyIdentity(winner) === keyIdentity(loser)
  const replaced = !oneKey && hasReplaced(loser, winner) && !hasReplaced(winner, loser)
  const [keyOf, other] = replaced ? [loser, winner] : [winner, loser]
  const { type, secret, algorithm, digits, period, counter, source } = keyOf
  return {
    ...winner,
    ...{ type, secret, algorithm, digits, period, source },
    id: a.id < b.id ? a.id : b.id,
    note: winner.note || loser.note,
    // The same moment on both sides is mostly an account and what it was joined into: its tags are in there.
    tags: allTags || age === 0 ? uniteTags(winner.tags, loser.tags) : winner.tags,
    deletionCode: keyOf.deletionCode ?? (oneKey ? loser.deletionCode : null),
    counter: oneKey ? Math.max(winner.counter, loser.counter) : counter,
    created: earlierTime(a.created, b.created),
    history: uniteHistories(keyOf, other),
    // By time alone: which of two edits of one moment wins may hang on a key that the result does not take from it.
    extra: uniteFields(winner.extra, loser.extra, { even: age === 0 }),
  }
}

/** Whether the key of one was replaced by the key of the other: it stands in that one's history. */
function hasReplaced(one: StoredAccount, other: StoredAccount): boolean {
  const identity = keyIdentity(other)
  return one.history.some((former) => keyIdentity(former) === identity)
}

/** The longer list first, so that a list that holds the other one stays as it is. */
function uniteTags(a: readonly string[], b: readonly string[]): readonly string[] {
  if (isDeepStrictEqual(a, b)) return a
  const [first, second] = [[...new Set(a)], [...new Set(b)]]
  const order = second.length - first.length || compareTexts(JSON.stringify(first), JSON.stringify(second))
  return [...new Set(order > 0 ? [...second, ...first] : [...first, ...second])]
}

/** Newest first; one for each key and deletion code. The loser's own key, or its code, goes in when it would be lost. */
function uniteHistories(winner: StoredAccount, loser: StoredAccount): readonly StoredFormerSecret[] {
  const formers = [...winner.history, ...loser.history]
  const identity = keyIdentity(loser)
  const holdsLoser = (former: StoredFormerSecret): boolean =>
    keyIdentity(former) === identity && [null, former.deletionCode].includes(loser.deletionCode)
  const otherKey = identity !== keyIdentity(winner)
  const otherCode = ![null, winner.deletionCode].includes(loser.deletionCode) && winner.deletionCode !== null
  const lost = (otherKey || otherCode) && !formers.some(holdsLoser)
  if (lost) formers.push(formerOf(loser, winner.modified))
  else if (isDeepStrictEqual(winner.history, loser.history)) return winner.history
  const united = new Map<string, StoredFormerSecret>()
  for (const one of formers.sort(newestFirst)) {
    const place = `${keyIdentity(one)} ${one.deletionCode ?? ''}`
    const known = united.get(place)
    united.set(place, known === undefined ? one : joinFormers(known, one))
  }
  return [...united.values()]
}

function compareFormers(a: StoredFormerSecret, b: StoredFormerSecret): number {
  const texts = (one: StoredFormerSecret): string[] => [
    one.replaced,
    ...otpTexts(one),
    String(one.counter),
    one.deletionCode ?? '',
  ]
  return compareTimes(b.replaced, a.replaced) || compareLists(texts(b), texts(a))
}

function newestFirst(a: StoredFormerSecret, b: StoredFormerSecret): number {
  return compareFormers(a, b) || compareTexts(canonical(a.extra ?? {}), canonical(b.extra ?? {}))
}

function joinFormers(first: StoredFormerSecret, second: StoredFormerSecret): StoredFormerSecret {
  if (second.extra === undefined) return first
  return { ...first, extra: uniteFields(first.extra ?? {}, second.extra, { even: false }) }
}

/** One tombstone an id: the latest `at`, the unknown fields of all. */
export function uniteTombstones(tombstones: readonly Tombstone[]): ReadonlyMap<string, Tombstone> {
  const groups = new Map<string, Tombstone[]>()
  for (const tombstone of tombstones) {
    const group = groups.get(tombstone.id)
    if (group === undefined) groups.set(tombstone.id, [tombstone])
    else group.push(tombstone)
  }
  return new Map([...groups].map(([id, group]) => [id, group.sort(latestFirst).reduce(joinTombstones)]))
}

function latestFirst(a: Tombstone, b: Tombstone): number {
  return compareTimes(b.at, a.at) || compareTexts(b.at, a.at)
}

function joinTombstones(latest: Tombstone, other: Tombstone): Tombstone {
  // Without keys a tombstone stands for every key, and so does one that was joined with such a one.
  const { keys: first, ...rest } = latest
  const every = first === undefined || other.keys === undefined
  const keys = every ? {} : { keys: [...new Set([...first, ...(other.keys ?? [])])].sort() }
  return { ...rest, ...keys, extra: uniteFields(latest.extra, other.extra, { even: latest.at === other.at }) }
}
