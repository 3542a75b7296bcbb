// An account and its earlier keys: `add --replace` puts the old key there, `restore` brings it back.
import type { FormerSecret, OtpParameters } from '../otp/account.ts'
import type { StoredAccount } from '../vault/contents.ts'

/**
 * The present key with its deletion code, as it goes into the history.
 * @param replaced ISO 8601 UTC
 */
export function presentAsFormer(
  account: OtpParameters & { deletionCode: string | null },
  replaced: string,
): FormerSecret {
  const { type, secret, algorithm, digits, period, counter, deletionCode } = account
  return { type, secret, algorithm, digits, period, counter, deletionCode, replaced }
}

/** The newest earlier key in the place of the present one, which goes into the history; null when there is none. */
export function withEarlierKey(account: StoredAccount, at: string): StoredAccount | null {
  const [newest, ...older] = account.history
  if (newest === undefined) return null
  const { replaced: _replaced, extra: _unknown, ...key } = newest
  return { ...account, ...key, modified: at, history: [presentAsFormer(account, at), ...older] }
}
