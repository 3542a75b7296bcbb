// New accounts against those that are there: a key is stored once, told by its bytes with type and algorithm.
import type { Account, NewAccount, OtpParameters } from './account.ts'
import { decodeBase32 } from './base32.ts'

/** Two keys are one when their bytes, type and algorithm are: the last character may be spelled in several ways. */
export function keyIdentity({ type, algorithm, secret }: OtpParameters): string {
  return `${type} ${algorithm} ${Buffer.from(decodeBase32(secret)).toString('base64url')}`
}

/** The stored account with this key, the active ones first; null when the key is new. */
export function sameKey<T extends Account>(accounts: readonly T[], incoming: NewAccount): T | null {
  const identity = keyIdentity(incoming)
  const found = accounts.filter((account) => keyIdentity(account) === identity)
  return found.find((account) => account.trashed === null) ?? found[0] ?? null
}
