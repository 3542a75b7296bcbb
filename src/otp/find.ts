// Which account is meant: an exact name, else the one account that contains the query. Never a guess between two.
import { UkpError } from '../errors.ts'
import type { Account } from './account.ts'
import { fold } from './fold.ts'
import { quotable } from './secret-text.ts'

type Named = Pick<Account, 'id' | 'name' | 'issuer' | 'account'>

/** The account with exactly this name (or id), or null. Spelling counts, save for the form of composed letters. */
export function findExact<T extends Named>(accounts: readonly T[], name: string): T | null {
  const wanted = name.normalize('NFC')
  return (
    accounts.find((one) => one.name === wanted) ??
    accounts.find((one) => one.name.normalize('NFC') === wanted) ??
    accounts.find((one) => one.id === wanted) ??
    null
  )
}

/**
 * The account with this id and no other: for a change that was decided on and is applied now.
 * @throws UkpError account-not-found when somebody else deleted it meanwhile
 */
export function findById<T extends Named>(accounts: readonly T[], id: string): T {
  const found = accounts.find((one) => one.id === id)
  if (found === undefined) throw new UkpError('account-not-found', { query: id, similar: [] })
  return found
}

/** Every account whose name, issuer or user name contains the query after folding case and accents. */
export function search<T extends Named>(accounts: readonly T[], query: string): T[] {
  const wanted = fold(query)
  return accounts.filter((one) => [one.name, one.issuer, one.account].some((text) => fold(text).includes(wanted)))
}

/**
 * For commands that only read: exact name or id, else the same name in other letters, else the one account found.
 * @throws UkpError account-not-found, ambiguous
 */
export function findOne<T extends Named>(accounts: readonly T[], query: string): T {
  const exact = findExact(accounts, query)
  if (exact !== null) return exact
  const wanted = fold(query)
  const sameName = accounts.filter((one) => fold(one.name) === wanted)
  const found = sameName.length > 0 ? sameName : search(accounts, query)
  const [first, ...others] = wanted === '' ? [] : found
  if (first === undefined) throw notFound(accounts, query)
  if (others.length > 0)
    throw new UkpError('ambiguous', { query: quotable(query), names: found.map((one) => one.name) })
  return first
}

/**
 * For commands that change: exact name or id only.
 * @throws UkpError account-not-found, with the names that come near
 */
export function findExactly<T extends Named>(accounts: readonly T[], name: string): T {
  const found = findExact(accounts, name)
  if (found === null) throw notFound(accounts, name)
  return found
}

function notFound(accounts: readonly Named[], query: string): UkpError<'account-not-found'> {
  return new UkpError('account-not-found', { query: quotable(query), similar: similarNames(accounts, query) })
}

/** At most three names that contain the query, begin alike, or are one or two letters off. */
function similarNames(accounts: readonly Named[], query: string): string[] {
  const wanted = fold(query)
  if (wanted === '') return []
  const near = accounts.filter((one) => {
    const name = fold(one.name)
    return name.includes(wanted) || wanted.includes(name) || distance(name, wanted) <= (wanted.length > 4 ? 2 : 1)
  })
  return near.slice(0, 3).map((one) => one.name)
}

/** Levenshtein distance, over at most 64 characters. */
export function distance(a: string, b: string): number {
  const [left, right] = [[...a].slice(0, 64), [...b].slice(0, 64)]
  let row = right.map((_, i) => i + 1)
  left.forEach((letter, i) => {
    let diagonal = i
    let before = i + 1
    row = right.map((other, j) => {
      const above = row[j] ?? 0
      const cost = Math.min(above + 1, before + 1, diagonal + (letter === other ? 0 : 1))
      diagonal = above
      before = cost
      return cost
    })
  })
  return row.at(-1) ?? left.length
}
