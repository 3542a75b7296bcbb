// The account that a reading verb means. One that is only in the trash is named as such.
import { isReason, UkpError } from '../../errors.ts'
import { findOne } from '../../otp/find.ts'
import { activeAccounts, type Contents, type StoredAccount, trashedAccounts } from '../../vault/contents.ts'

/** Why there is nothing to choose from, where no account is active. */
export function noAccounts(contents: Contents): UkpError {
  return new UkpError(trashedAccounts(contents).length > 0 ? 'all-in-trash' : 'vault-has-no-accounts', {})
}

/** @throws UkpError account-not-found, account-in-trash, ambiguous, vault-has-no-accounts */
export function findActive(contents: Contents, query: string): StoredAccount {
  const active = activeAccounts(contents)
  const trashed = trashedAccounts(contents)
  if (active.length === 0 && trashed.length === 0) throw new UkpError('vault-has-no-accounts', {})
  try {
    return findOne(active, query)
  } catch (error) {
    const name = isReason(error, 'account-not-found') ? trashedName(trashed, query) : null
    throw name === null ? error : new UkpError('account-in-trash', { name })
  }
}

function trashedName(trashed: readonly StoredAccount[], query: string): string | null {
  try {
    return findOne(trashed, query).name
  } catch {
    return null
  }
}
