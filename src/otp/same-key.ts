// New accounts against those that are there: a key is stored once, told by its bytes with type and algorithm.
import type { Account, NewAccount, OtpParameters } from './account.ts'
import { decodeBase32 } from './base32.ts'

/** Two keys are one when their bytes, type and algorithm are: the last character may be spelled in several ways. */
export function keyIdentity({ type, algorithm, secret }: OtpParameters): string {
  return `${type} ${algorithm} ${Buffer.from(decodeBase32(secret)).toString('base64url')}`
}

/** Finds the stored account with a key, the active ones first; null when the key is new. */
export type KeyFinder<T> = (incoming: OtpParameters) => T | null

/** Built once for many questions: ten thousand new accounts against ten thousand stored ones take a second, not minutes. */
export function keyFinder<T extends Account>(accounts: readonly T[]): KeyFinder<T> {
  const found = new Map<string, T>()
  for (const account of accounts) {
    const identity = keyIdentity(account)
    const known = found.get(identity)
    if (known === undefined || (known.trashed !== null && account.trashed === null)) found.set(identity, account)
  }
  return (incoming) => found.get(keyIdentity(incoming)) ?? null
}

/** The stored account with this key; null when the key is new. */
export function sameKey<T extends Account>(accounts: readonly T[], incoming: NewAccount): T | null {
  return keyFinder(accounts)(incoming)
}
