// The accounts that a verb for several is about: by name, by tag, or all.
import { UkpError } from '../../errors.ts'
import { fold } from '../../otp/fold.ts'
import { activeAccounts, type Contents, type StoredAccount } from '../../vault/contents.ts'
import { findActive, noAccounts } from './find.ts'

export interface Choice {
  readonly names: readonly string[]
  readonly tags?: readonly string[] | undefined
}

/**
 * Each once: those named, in the order of the names, then those with one of the tags; all when neither is given.
 * @throws UkpError account-not-found, account-in-trash, ambiguous, vault-has-no-accounts, all-in-trash
 */
export function chosenAccounts(contents: Contents, { names, tags = [] }: Choice): StoredAccount[] {
  const all = activeAccounts(contents)
  if (names.length === 0 && tags.length === 0) {
    if (all.length === 0) throw noAccounts(contents)
    return all
  }
  const named = names.map((name) => findActive(contents, name))
  const wanted = new Set(tags.map(fold))
  const tagged = all.filter((account) => account.tags.some((tag) => wanted.has(fold(tag))))
  const chosen = [...new Set([...named, ...tagged])]
  if (chosen.length === 0) throw new UkpError('account-not-found', { query: tags.join(', '), similar: [] })
  return chosen
}
