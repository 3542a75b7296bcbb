// New accounts into the contents of a vault: pure, because a save may have to be done again on newer contents.
import { UkpError } from '../../errors.ts'
import { newAccountId } from '../../otp/account-id.ts'
import { findExactly } from '../../otp/find.ts'
import { nameGiver } from '../../otp/names.ts'
import { keyFinder, keyIdentity, sameKey } from '../../otp/same-key.ts'
import { withTags } from '../../otp/tags.ts'
import { activeAccounts, allAccounts, type Contents, type StoredAccount, withAccounts } from '../../vault/contents.ts'
import { formerOf } from '../../vault/entry.ts'
import type { Applied, World } from '../../world/world.ts'
import type { Candidate, Origin, Refused } from './sources.ts'

/** A candidate with all that is to be stored with it. */
export interface Enrolment {
  readonly candidate: Candidate
  readonly name: string
  readonly tags: readonly string[]
  readonly note: string
  readonly deletionCode: string | null
  /** In the trash where it comes from: it goes to the trash here. */
  readonly trashed?: boolean
}

export interface Added {
  readonly account: StoredAccount
  /** The name that was wanted; another was given where it was taken. */
  readonly wanted: string
  readonly candidate: Candidate
}

export interface Twin {
  readonly name: string
  readonly origin: Origin
  /** What it is called where it comes from. */
  readonly wanted: string
  /** Its deletion code is another one than the one that is there. */
  readonly otherDeletionCode?: boolean
  /** Not in the vault before, but given twice in this call. */
  readonly given?: boolean
}

export interface Completed {
  readonly account: StoredAccount
  /** The next number of a counted code that is higher where it comes from, or a deletion code that was missing. */
  readonly what: readonly ('counter' | 'deletion-code')[]
}

export interface Outcome {
  readonly added: readonly Added[]
  readonly replaced: readonly StoredAccount[]
  /** Accounts that are there and got what was missing. */
  readonly completed: readonly Completed[]
  /** Keys that are there already, with the name they have. */
  readonly same: readonly Twin[]
  readonly refused: readonly Refused[]
}

export interface Work {
  /** ISO 8601 UTC. */
  readonly now: string
  /** The same moment, Unix time in milliseconds. */
  readonly nowMs: number
  readonly random: World['random']
}

export function workOf({ clock, random }: Pick<World, 'clock' | 'random'>): Work {
  const nowMs = clock.nowMs()
  return { now: new Date(nowMs).toISOString(), nowMs, random }
}

/**
 * Same key (bytes, type and algorithm): not stored again, whether it is in the vault or was given twice. Same label with
 * another key: a second account beside the first.
 */
export function applyNew(contents: Contents, enrolments: readonly Enrolment[], work: Work): Applied<Outcome> {
  const completed = new Map<string, Completed>()
  const same: Twin[] = []
  const refused: Refused[] = []
  const stored = keyFinder(allAccounts(contents))
  const given = new Map<string, Added>()
  const freeName = nameGiver(activeAccounts(contents))
  // What is active anywhere is active, wherever its copy in the trash stands.
  const activeFirst = [...enrolments].sort((a, b) => Number(a.trashed ?? false) - Number(b.trashed ?? false))
  for (const enrolment of activeFirst) {
    const { candidate, name: wanted } = enrolment
    const identity = keyIdentity(candidate.account)
    const before = stored(candidate.account)
    const twin = before === null ? given.get(identity)?.account : (completed.get(before.id)?.account ?? before)
    if (twin === undefined) {
      const one: Added = { account: accountOf(enrolment, freeName(wanted), work), wanted, candidate }
      given.set(identity, one)
      continue
    }
    const error = conflictOf(twin, enrolment)
    const better = error === null ? completedBy(twin, enrolment, work) : null
    const first = given.get(identity)
    if (error !== null) refused.push({ origin: candidate.origin, name: wanted, error })
    else if (first !== undefined) {
      given.set(identity, { ...first, account: better?.account ?? first.account })
      same.push({ ...twinOf(twin, enrolment), given: true })
    } else if (better !== null) {
      const earlier = completed.get(twin.id)?.what ?? []
      completed.set(twin.id, { ...better, what: [...new Set([...earlier, ...better.what])] })
    } else same.push(twinOf(twin, enrolment))
  }
  const added = [...given.values()]
  const result: Outcome = { added, replaced: [], completed: [...completed.values()], same, refused }
  if (added.length === 0 && completed.size === 0) return { contents, result }
  const { entries } = withAccounts(contents, new Map([...completed].map(([id, { account }]) => [id, account])))
  return { contents: { ...contents, entries: [...entries, ...added.map((one) => one.account)] }, result }
}

function twinOf(twin: StoredAccount, { candidate, name, deletionCode }: Enrolment): Twin {
  const differs = deletionCode !== null && twin.deletionCode !== null && deletionCode !== twin.deletionCode
  return { name: twin.name, origin: candidate.origin, wanted: name, ...(differs ? { otherDeletionCode: true } : {}) }
}

/** What is there is never overwritten; only a later counter and a missing deletion code are taken over. */
function completedBy(twin: StoredAccount, { candidate, deletionCode }: Enrolment, { now }: Work): Completed | null {
  const { counter } = candidate.account
  const higher = twin.type === 'hotp' && counter > twin.counter ? { counter } : null
  const code = twin.deletionCode === null && deletionCode !== null ? { deletionCode } : null
  if (higher === null && code === null) return null
  const what = [
    ...(higher === null ? [] : (['counter'] as const)),
    ...(code === null ? [] : (['deletion-code'] as const)),
  ]
  return { account: { ...twin, ...higher, ...code, modified: now }, what }
}

/** Why a key that is there cannot simply count as the same. What would change its codes is never changed without a word. */
function conflictOf(twin: StoredAccount, { candidate, trashed = false }: Enrolment): UkpError | null {
  const { name } = twin
  const { type, digits, period } = candidate.account
  if (digits !== twin.digits)
    return new UkpError('same-key-differs', { name, field: 'digits', here: twin.digits, there: digits })
  if (type !== 'hotp' && period !== twin.period)
    return new UkpError('same-key-differs', { name, field: 'period', here: twin.period, there: period })
  return twin.trashed !== null && !trashed ? new UkpError('same-key-in-trash', { name }) : null
}

function accountOf(
  { candidate, tags, note, deletionCode, trashed = false }: Enrolment,
  name: string,
  { now, nowMs, random }: Work,
): StoredAccount {
  return {
    ...candidate.account,
    id: newAccountId(nowMs, random(10)),
    name,
    tags,
    note,
    deletionCode,
    created: now,
    modified: now,
    source: candidate.source,
    trashed: trashed ? now : null,
    history: [],
    extra: {},
  }
}

/**
 * A new key for an account that is there. The old key and its deletion code go into the account's history: the portal
 * gives a new deletion code with every new key. Labels of the source win where it has any.
 * @throws UkpError account-not-found, same-key
 */
export function replaceKey(
  contents: Contents,
  name: string,
  { candidate, tags, note, deletionCode }: Enrolment,
  work: Work,
): Applied<Outcome> {
  const old = findExactly(activeAccounts(contents), name)
  const twin = sameKey(allAccounts(contents), candidate.account)
  if (twin !== null) throw new UkpError(twin.trashed === null ? 'same-key' : 'same-key-in-trash', { name: twin.name })
  const account: StoredAccount = {
    ...old,
    ...candidate.account,
    issuer: candidate.account.issuer || old.issuer,
    account: candidate.account.account || old.account,
    tags: withTags(old.tags, tags),
    note: note || old.note,
    deletionCode,
    modified: work.now,
    source: candidate.source,
    history: [formerOf(old, work.now), ...old.history],
  }
  const result: Outcome = { added: [], replaced: [account], completed: [], same: [], refused: [] }
  return { contents: withAccounts(contents, new Map([[old.id, account]])), result }
}
