// One key of a login in a password manager: a link or a bare key beside a title and a user name.
import { fold } from '../otp/fold.ts'
import { type EntryDetails, entryOfText } from './entry.ts'
import type { ImportedEntry } from './importer.ts'

/**
 * Title and user name stand where the link names no issuer or account. Where it does, a title that says something
 * else is the entry's name: a client, or which of two logins it is.
 * @throws UkpError link-*, key-*, entry-field, text-too-long
 */
export function loginEntry(
  key: string,
  { title, user }: { readonly title: string; readonly user: string },
  details: EntryDetails = {},
): ImportedEntry {
  const entry = entryOfText(key, { issuer: title, account: user }, details)
  const { issuer, account } = entry.account
  const known = [issuer, account, `${issuer}:${account}`].map(fold)
  return known.includes(fold(title)) ? entry : { ...entry, name: title.trim() === '' ? null : title.trim() }
}
