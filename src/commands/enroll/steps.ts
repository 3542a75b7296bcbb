// ukp enroll: the five steps of one person, from the QR code to the last page of the portal.
import { UkpError } from '../../errors.ts'
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import { helpRejected, showFirstCode } from './code.ts'
import { takeDeletionCode } from './deletion-code.ts'
import { makeBackup, offerBackupElsewhere, offerDeletion } from './end.ts'
import { type Stored, takeKey } from './key.ts'
import type { Read, SourceOptions } from './source.ts'
import type { Progress, Wizard } from './wizard.ts'

/** What is known of a person before the first step. */
export interface Asked {
  readonly name: string | null
  readonly options: SourceOptions
  /** The picture of `options`, read already. */
  readonly ahead: Read | null
}

/**
 * All steps; of an account that was begun before only those that are open.
 * @param resumed that account
 * @param progress told at once what is saved, for whoever leaves in between
 */
export async function enrollOne(
  asked: Asked,
  resumed: StoredAccount | null,
  progress: Progress,
  wizard: Wizard,
): Promise<void> {
  progress.account = resumed
  progress.backedUp = false
  const begun: Stored =
    resumed === null
      ? await takeKey({ ...asked, replacing: null }, wizard)
      : { account: resumed, source: { kind: 'none' } }
  progress.account = begun.account
  const { account, source } = await codes(begun, resumed !== null, progress, wizard)
  await makeBackup(wizard)
  progress.backedUp = true
  await offerBackupElsewhere(wizard)
  await offerDeletion(source, wizard)
  summary(account, wizard)
}

/**
 * Steps 2 and 3: from one the person can go back to the other. Whoever goes on with an account that has its deletion
 * code has been at the portal's last page; without it, a code may have been accepted or not.
 * @returns the account as it is then, and where its key came from
 */
async function codes(begun: Stored, resumed: boolean, progress: Progress, wizard: Wizard): Promise<Stored> {
  const { prompts, words } = wizard
  let now = begun
  for (let first = resumed; ; first = false) {
    if (!first || now.account.deletionCode === null) now = await untilAccepted(now, first, progress, wizard)
    const { account, source } = now
    wizard.step(3, words.titles.deletionCode)
    if (!expectsDeletionCode(account)) prompts.tell(words.deletion.none)
    else if (account.deletionCode !== null) prompts.tell(words.deletion.there)
    else {
      const after = await takeDeletionCode(account, wizard)
      if (after === 'back') continue
      progress.account = after
      return { account: after, source }
    }
    return now
  }
}

/** Step 2, with another key as often as it takes. @throws UkpError cancelled */
async function untilAccepted(begun: Stored, resumed: boolean, progress: Progress, wizard: Wizard): Promise<Stored> {
  let now = begun
  for (;;) {
    const { account } = now
    if (await showFirstCode(account, resumed, wizard)) return now
    const next = await helpRejected(account, wizard)
    if (next === 'stop') throw new UkpError('cancelled', {})
    if (next === 'again') continue
    now = await takeKey({ name: null, replacing: account, options: {}, ahead: null }, wizard)
    progress.account = now.account
  }
}

/** Told when there is a backup too. */
function summary(account: StoredAccount, { context, prompts, words }: Wizard): void {
  const expected = expectsDeletionCode(account)
  const deletionCode = expected || account.deletionCode !== null ? account.deletionCode !== null : null
  prompts.tell('')
  prompts.tell(words.summary({ key: true, deletionCode, backup: true }))
  prompts.tell(`${words.nextCode} ${words.commands.code(account.name, context.globals.vault ?? null)}`)
  if (!expected) return
  prompts.tell(words.login)
  prompts.tell(words.logout)
}
