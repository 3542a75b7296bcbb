// New accounts into the contents of a vault: pure, because a save may have to be done again on newer contents.
import { UkpError } from '../errors.ts'
import { newAccountId } from '../otp/account-id.ts'
import { findExactly } from '../otp/find.ts'
import { keyFinder, sameKey } from '../otp/incoming.ts'
import { nameGiver } from '../otp/names.ts'
import { activeAccounts, allAccounts, type Contents, type StoredAccount, withAccounts } from '../vault/contents.ts'
import { formerOf } from '../vault/entry.ts'
import type { Applied } from '../world.ts'
import type { Candidate, Origin, Refused } from './add-sources.ts'

/** A candidate with all that is to be stored with it. */
export interface Enrolment {
  readonly candidate: Candidate
  readonly name: string
  readonly tags: readonly string[]
  readonly note: string
  readonly deletionCode: string | null
}

export interface Added {
  readonly account: StoredAccount
  /** The name that was wanted; another was given where it was taken. */
  readonly wanted: string
  readonly candidate: Candidate
}

export interface Outcome {
  readonly added: readonly Added[]
  readonly replaced: readonly StoredAccount[]
  /** Keys that are there already, with the name they have. */
  readonly same: readonly { name: string; origin: Origin }[]
  readonly refused: readonly Refused[]
}

export interface Work {
  /** ISO 8601 UTC. */
  readonly now: string
  readonly nowMs: number
  readonly random: (length: number) => Uint8Array
}

/** Same key: not stored again. Same label with another key: a second account beside the first. */
export function applyNew(contents: Contents, enrolments: readonly Enrolment[], work: Work): Applied<Outcome> {
  const added: Added[] = []
  const same: { name: string; origin: Origin }[] = []
  const refused: Refused[] = []
  const stored = keyFinder(allAccounts(contents))
  const freeName = nameGiver(activeAccounts(contents))
  for (const enrolment of enrolments) {
    const { candidate, name: wanted } = enrolment
    const twin = stored(candidate.account)
    if (twin !== null && twin.trashed !== null) {
      const error = new UkpError('same-key-in-trash', { name: twin.name })
      refused.push({ origin: candidate.origin, name: wanted, error })
      continue
    }
    if (twin !== null) {
      same.push({ name: twin.name, origin: candidate.origin })
      continue
    }
    added.push({ account: accountOf(enrolment, freeName(wanted), work), wanted, candidate })
  }
  const result = { added, replaced: [], same, refused }
  if (added.length === 0) return { contents, result }
  return { contents: { ...contents, entries: [...contents.entries, ...added.map((one) => one.account)] }, result }
}

function accountOf(
  { candidate, tags, note, deletionCode }: Enrolment,
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
    trashed: null,
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
    tags: [...new Set([...old.tags, ...tags])],
    note: note || old.note,
    deletionCode,
    modified: work.now,
    source: candidate.source,
    history: [formerOf(old, work.now), ...old.history],
  }
  const result: Outcome = { added: [], replaced: [account], same: [], refused: [] }
  return { contents: withAccounts(contents, new Map([[old.id, account]])), result }
}
