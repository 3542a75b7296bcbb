// The link of an account for the QR code that another device scans.
import { formatOtpauthUri } from '../../otp/otpauth-uri.ts'
import type { StoredAccount } from '../../vault/contents.ts'

/** A phone has to show some name: the account's own, where the source gave neither issuer nor user name. */
export function phoneLink(account: StoredAccount): string {
  const nameless = account.issuer === '' && account.account === ''
  return formatOtpauthUri(nameless ? { ...account, account: account.name } : account)
}
