// ukp enroll, before its steps: an account that an earlier run left without its deletion code or a backup.
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import { findById } from '../../otp/find.ts'
import { fold } from '../../otp/fold.ts'
import { activeAccounts, type StoredAccount } from '../../vault/contents.ts'
import type { BackupFile } from '../../world/world.ts'
import { type EnrollWords, pick, type Wizard } from './wizard.ts'

/** Accounts that came by other ways are not offered: somebody with two hundred clients has not left them unfinished. */
const OWN_SOURCES: readonly string[] = ['qr', 'uri', 'manual']

/** The account to go on with: the one that was named, or one that is chosen among those that lack something. */
export async function unfinished(name: string | null, wizard: Wizard): Promise<StoredAccount | null> {
  const { context, prompts, vault, words } = wizard
  const accounts = activeAccounts(vault.contents)
  const { id, generation } = vault.envelope.header
  const [newest] = await (await context.world.backups()).list(id)
  const missingOf = (account: StoredAccount): string[] => missingParts(account, newest, generation, words)
  if (name !== null) {
    const account = accounts.find((one) => fold(one.name) === fold(name))
    if (account === undefined) return null
    const missing = missingOf(account)
    prompts.tell(missing.length === 0 ? words.complete(account.name) : words.goingOn(account.name, missing))
    return missing.length === 0 ? null : account
  }
  const open = accounts
    .filter((one) => OWN_SOURCES.includes(one.source) && missingOf(one).length > 0)
    .map((one) => ({ name: words.unfinished(one.name, missingOf(one)), value: one.id }))
    .reverse()
  if (open.length === 0) return null
  const chosen = await pick(words.unfinishedQuestion, [...open, { name: words.newOne, value: '' }], wizard)
  return chosen === '' ? null : findById(accounts, chosen)
}

function missingParts(
  account: StoredAccount,
  newest: BackupFile | undefined,
  generation: number,
  { missing }: EnrollWords,
): string[] {
  if (!expectsDeletionCode(account)) return []
  return [
    ...(account.deletionCode === null ? [missing.deletionCode] : []),
    ...(isBackedUp(account, newest, generation) ? [] : [missing.backup]),
  ]
}

/** Whether the newest backup is not older than the account as it is now. */
function isBackedUp(account: StoredAccount, newest: BackupFile | undefined, generation: number): boolean {
  if (newest === undefined) return false
  return newest.generation >= generation || newest.created >= account.modified
}
