// ukp enroll: the wizard for the two minutes at the portal, where each thing is shown once. What is known is saved at
// once, so an interruption at any point loses nothing; what is missing tells where to go on.
import { isReason, UkpError } from '../errors.ts'
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import { cleanName } from '../otp/names.ts'
import { activeAccounts } from '../vault/contents.ts'
import { confirmAfterwards } from './ask.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { pictureAhead, type SourceOptions } from './enroll/source.ts'
import { type Asked, enrollOne } from './enroll/steps.ts'
import { unfinished } from './enroll/unfinished.ts'
import { type Progress, personAtTerminal, type Speaker, speakerFor, type Wizard } from './enroll/wizard.ts'
import { refuseTwoSources } from './incoming/source-options.ts'
import { plainText } from './option-values.ts'

export const enroll: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[name]', t.help.arguments.enrollName)
      .option('--qr <image>', options.enrollQr, plainText)
      .option('--clipboard', options.enrollClipboard)
      .option('--screen', options.enrollScreen)
      .option('--stdin', options.enrollStdin)
      .action((name: string | undefined, chosen: SourceOptions) =>
        runner((context) => runEnroll(name, chosen, context)),
      )
  },
}

export async function runEnroll(
  typedName: string | undefined,
  options: SourceOptions,
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

function refuseConflicts(options: SourceOptions, context: Context): void {
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

/** One person after the other, until no other follows. */
async function enrollAll(asked: Asked, progress: Progress, wizard: Wizard): Promise<void> {
  const { prompts, words } = wizard
  const sourceGiven = Object.keys(asked.options).length > 0
  let now = asked
  let resumed = sourceGiven ? null : await unfinished(asked.name, wizard)
  for (;;) {
    if (resumed === null && activeAccounts(wizard.vault.contents).some(expectsDeletionCode)) {
      prompts.tell('')
      prompts.tell(words.anotherSession)
    }
    if (resumed === null) prompts.tell(words.interruptible)
    await enrollOne(now, resumed, progress, wizard)
    // All is done: whoever leaves this question says no.
    if (!(await confirmAfterwards(words.another, prompts))) return
    now = { name: null, options: {}, ahead: null }
    resumed = null
  }
}
