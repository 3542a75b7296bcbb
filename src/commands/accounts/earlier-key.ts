// An account and its earlier keys: `add --replace` puts the old key there, `restore` brings it back.
import { formerOf, type StoredAccount } from '../../vault/entry.ts'

/** The newest earlier key in the place of the present one, which goes into the history; null when there is none. */
export function withEarlierKey(account: StoredAccount, at: string): StoredAccount | null {
  const [newest, ...older] = account.history
  if (newest === undefined) return null
  const { replaced: _replaced, extra: _unknown, ...key } = newest
  return { ...account, ...key, modified: at, history: [formerOf(account, at), ...older] }
}
