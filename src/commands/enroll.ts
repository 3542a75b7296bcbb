// ukp enroll: the wizard for the two minutes at the portal, where each thing is shown once. What is known is saved at
// once, so an interruption at any point loses nothing; what is missing tells where to go on.
import { isReason, UkpError } from '../errors.ts'
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import { findById } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { cleanName } from '../otp/names.ts'
import { activeAccounts, type StoredAccount } from '../vault/contents.ts'
import type { BackupFile } from '../world/world.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { helpRejected, showFirstCode } from './enroll/code.ts'
import { takeDeletionCode } from './enroll/deletion-code.ts'
import { isBackedUp, makeBackup, offerBackupElsewhere, offerDeletion } from './enroll/end.ts'
import { takeKey } from './enroll/key.ts'
import { pictureAhead, type Read, type SourceOptions } from './enroll/source.ts'
import {
  type EnrollWords,
  type Progress,
  personAtTerminal,
  pick,
  type Source,
  type Speaker,
  speakerFor,
  type Wizard,
} from './enroll/wizard.ts'
import { refuseTwoSources } from './incoming/source-options.ts'
import { plainText } from './option-values.ts'

export type EnrollOptions = SourceOptions

/** Accounts that came by other ways are not offered: somebody with two hundred clients has not left them unfinished. */
const OWN_SOURCES: readonly string[] = ['qr', 'uri', 'manual']

export const enroll: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[name]', t.help.arguments.enrollName)
      .option('--qr <image>', options.enrollQr, plainText)
      .option('--clipboard', options.enrollClipboard)
      .option('--screen', options.enrollScreen)
      .option('--stdin', options.enrollStdin)
      .action((name: string | undefined, chosen: EnrollOptions) =>
        runner((context) => runEnroll(name, chosen, context)),
      )
  },
}

export async function runEnroll(
  typedName: string | undefined,
  options: EnrollOptions,
  context: Context,
): Promise<Answer> {
  const name = typedName === undefined ? null : cleanName(typedName)
  refuseConflicts(options, context)
  const progress: Progress = { account: null, backedUp: false }
  try {
    const speaker = speakerFor({ prompts: await personAtTerminal(context), words: await context.t.enroll() }, context)
    const asked = await lookedAt({ name, options, ahead: null }, speaker)
    await enrollAll(asked, progress, await begun(speaker))
  } catch (error) {
    if (isReason(error, 'cancelled')) throw stopped(progress, name, context)
    const words = await context.t.enroll()
    const { account } = progress
    if (account !== null)
      context.say(`${words.goOn} ${words.commands.enroll(account.name, context.globals.vault ?? null)}`)
    throw error
  }
  return { json: {}, text: '' }
}

function refuseConflicts(options: EnrollOptions, context: Context): void {
  refuseTwoSources(options, context)
  // A wizard has no one answer for a script; ukp add has.
  if (context.globals.json) throw new UkpError('conflicting-options', { first: 'ukp enroll', second: '--json' })
}

function stopped({ account, backedUp }: Progress, wanted: string | null, { globals }: Context): UkpError {
  const deletionCode = account === null || !expectsDeletionCode(account) ? null : account.deletionCode !== null
  return new UkpError('enroll-stopped', {
    ...{ name: account?.name ?? null, wanted, deletionCode, backup: backedUp, vault: globals.vault ?? null },
  })
}

/** The picture of the line is looked at before a passphrase is typed; a wrong one is told, and asked for later. */
async function lookedAt(asked: Asked, speaker: Speaker): Promise<Asked> {
  const { qr } = asked.options
  if (qr === undefined || qr === '-') return asked
  const ahead = await pictureAhead(qr, speaker)
  return ahead === null ? { ...asked, options: {} } : { ...asked, ahead }
}

/** The vault is open, or new, before anybody is asked for a key. */
async function begun(speaker: Speaker): Promise<Wizard> {
  const { world, t } = speaker.context
  if (!(await world.vault.exists())) {
    await world.vault.demandNew()
    speaker.prompts.tell(speaker.words.newVault(world.vault.file))
  }
  const { vault, created } = await world.vault.openOrCreate()
  if (created) speaker.prompts.tell(t.vault.created(world.vault.file))
  return { ...speaker, vault }
}

interface Asked {
  readonly name: string | null
  readonly options: EnrollOptions
  /** The picture of `options`, read already. */
  readonly ahead: Read | null
}

/** One person after the other, until no other follows. */
async function enrollAll(asked: Asked, progress: Progress, wizard: Wizard): Promise<void> {
  const { prompts, words } = wizard
  let now: Asked = asked
  let resumed = await unfinished(asked, wizard)
  for (;;) {
    if (resumed === null && activeAccounts(wizard.vault.contents).some(expectsDeletionCode)) {
      prompts.tell('')
      wizard.prompts.tell(words.anotherSession)
    }
    if (resumed === null) wizard.prompts.tell(words.interruptible)
    await enrollOne({ ...now, resumed }, progress, wizard)
    if (!(await isAnother(wizard))) return
    progress.account = null
    progress.backedUp = false
    now = { name: null, options: {}, ahead: null }
    resumed = null
  }
}

/** All is done: whoever leaves this question with Ctrl-C says no. */
async function isAnother({ prompts, words }: Wizard): Promise<boolean> {
  try {
    return await prompts.confirm(words.another)
  } catch (error) {
    if (isReason(error, 'cancelled')) return false
    throw error
  }
}

/** The account to go on with: the one that was named, or one that is chosen among those that lack something. */
async function unfinished({ name, options }: Asked, wizard: Wizard): Promise<StoredAccount | null> {
  const { context, vault, words } = wizard
  if (Object.keys(options).length > 0) return null
  const accounts = activeAccounts(vault.contents)
  const { id, generation } = vault.envelope.header
  const [newest] = await (await context.world.backups()).list(id)
  const missingOf = (account: StoredAccount): string[] => missingParts(account, newest, generation, words)
  if (name !== null) {
    const account = accounts.find((one) => fold(one.name) === fold(name))
    if (account === undefined) return null
    const missing = missingOf(account)
    wizard.prompts.tell(missing.length === 0 ? words.complete(account.name) : words.goingOn(account.name, missing))
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
    account.deletionCode === null ? missing.deletionCode : '',
    isBackedUp(account, newest, generation) ? '' : missing.backup,
  ].filter((one) => one !== '')
}

/** The five steps; of an account that was begun before only those that are open. */
async function enrollOne(
  { name, options, ahead, resumed }: Asked & { readonly resumed: StoredAccount | null },
  progress: Progress,
  wizard: Wizard,
): Promise<void> {
  let source: Source = { kind: 'none' }
  progress.account = resumed
  if (resumed === null) {
    const stored = await takeKey({ name, replacing: null, options, ahead }, wizard)
    progress.account = stored.account
    source = stored.source
  }
  source = await codes(progress, { source, resumed: resumed !== null }, wizard)
  await makeBackup(wizard)
  progress.backedUp = true
  await offerBackupElsewhere(wizard)
  await offerDeletion(source, wizard)
  summary(progress, wizard)
}

/**
 * Steps 2 and 3: from one the person can go back to the other. Whoever goes on with an account that has its deletion
 * code has been at the portal's last page; without it, a code may have been accepted or not.
 * @returns where the key in use came from
 */
async function codes(
  progress: Progress,
  { source, resumed }: { source: Source; resumed: boolean },
  wizard: Wizard,
): Promise<Source> {
  const { words } = wizard
  let from = source
  for (let first = resumed; ; first = false) {
    if (!first || accountOf(progress).deletionCode === null) {
      from = await untilAccepted(progress, { source: from, resumed: first }, wizard)
    }
    const account = accountOf(progress)
    wizard.step(3, words.titles.deletionCode)
    if (!expectsDeletionCode(account)) wizard.prompts.tell(words.deletion.none)
    else if (account.deletionCode !== null) wizard.prompts.tell(words.deletion.there)
    else {
      const after = await takeDeletionCode(account, wizard)
      if (after === 'back') continue
      progress.account = after
    }
    return from
  }
}

/** Step 2, with another key as often as it takes. @throws UkpError cancelled */
async function untilAccepted(
  progress: Progress,
  { source, resumed }: { source: Source; resumed: boolean },
  wizard: Wizard,
): Promise<Source> {
  let from = source
  for (;;) {
    const account = accountOf(progress)
    if (await showFirstCode(account, resumed, wizard)) return from
    const next = await helpRejected(account, wizard)
    if (next === 'stop') throw new UkpError('cancelled', {})
    if (next === 'again') continue
    const stored = await takeKey({ name: null, replacing: account, options: {}, ahead: null }, wizard)
    progress.account = stored.account
    from = stored.source
  }
}

/** The one in hand; there is one from step 2 on. */
function accountOf({ account }: Progress): StoredAccount {
  if (account === null) throw new UkpError('vault-has-no-accounts', {})
  return account
}

function summary({ account, backedUp }: Progress, wizard: Wizard): void {
  if (account === null) return
  const { context, prompts, words } = wizard
  const expected = expectsDeletionCode(account)
  const deletionCode = expected || account.deletionCode !== null ? account.deletionCode !== null : null
  prompts.tell('')
  wizard.prompts.tell(words.summary({ key: true, deletionCode, backup: backedUp }))
  prompts.tell(`${words.nextCode} ${words.commands.code(account.name, context.globals.vault ?? null)}`)
  if (!expected) return
  wizard.prompts.tell(words.login)
  wizard.prompts.tell(words.logout)
}
