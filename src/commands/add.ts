// ukp add: from a QR picture, a link or a key into the vault. What can fail comes first; one save at the end.
import { UkpError } from '../errors.ts'
import { LIMITS } from '../otp/account.ts'
import { findExactly } from '../otp/find.ts'
import { cleanName } from '../otp/names.ts'
import { keyIdentity } from '../otp/same-key.ts'
import { activeAccounts } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { algorithm, fieldText, newTags, otpType } from './account-options.ts'
import { complete, type DetailOptions } from './add/complete.ts'
import { askForKey, type GivenOptions, gatherGiven } from './add/given.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { applyNew, replaceKey, workOf } from './incoming/apply.ts'
import { reportClipboard } from './incoming/clipboard.ts'
import { confirmSeveral } from './incoming/preview.ts'
import { dryRunAnswer, savedAnswer } from './incoming/report.ts'
import { refuseTwoSources } from './incoming/source-options.ts'
import type { Candidate } from './incoming/sources.ts'
import { wholeNumber } from './option-values.ts'

export interface AddOptions extends GivenOptions, DetailOptions {
  readonly replace?: boolean
  readonly deleteImage?: boolean
  readonly clearClipboard?: boolean
  readonly dryRun?: boolean
}

export const add: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[name]', t.help.arguments.newName, cleanName)
      .option('--qr <image...>', options.qr)
      .option('--clipboard', options.clipboard)
      .option('--screen', options.screen)
      .option('--stdin', options.stdin)
      .option('--issuer <text>', options.issuer, fieldText('issuer'))
      .option('--account <text>', options.account, fieldText('account'))
      .option('--digits <n>', options.digits, wholeNumber('--digits', LIMITS.digits))
      .option('--period <s>', options.period, wholeNumber('--period', LIMITS.period))
      .option('--algorithm <name>', options.algorithm, algorithm)
      .option('--type <type>', options.type, otpType)
      .option('--counter <n>', options.counter, wholeNumber('--counter', LIMITS.counter))
      .option('--note <text>', options.note, fieldText('note'))
      .option('--tag <tag>', options.tag, newTags)
      .option('--deletion-code-stdin', options.deletionCodeStdin)
      .option('--replace', options.replace)
      .option('--delete-image', options.deleteImage)
      .option('--clear-clipboard', options.clearClipboard)
      .option('--dry-run', options.dryRun)
      .action((name: string | undefined, chosen: AddOptions) =>
        runner((context) => runAdd(name ?? null, chosen, context)),
      )
  },
}

export async function runAdd(name: string | null, options: AddOptions, context: Context): Promise<Answer> {
  const { world } = context
  const dryRun = options.dryRun === true
  refuseConflicts(name, options, context)
  const given = await gatherGiven(options, context)
  // Nobody should paste a key and then be turned away for a wrong passphrase.
  const present = (await world.vault.exists()) ? await world.vault.open() : null
  if (present === null && !dryRun) await world.vault.demandNew()
  if (options.replace === true && name !== null) demandReplaceable(name, present, context)
  const { gathered: all, deletionCode, unseen, content } = given ?? (await askForKey(options, context))
  const candidates = withoutTwins(all.candidates)
  const gathered = { ...all, candidates }
  if (name !== null && candidates.length > 1)
    throw new UkpError('for-one-account', { what: '<name>', count: candidates.length })
  if (candidates.length === 0 || dryRun) return dryRunAnswer(gathered, { present, name, dryRun }, context)
  if (unseen) await confirmSeveral(candidates, present, context)
  const { enrolments, nameless } = await complete(candidates, { name, deletionCode, options }, context)
  const [first] = enrolments
  if (first === undefined) {
    const unread = { ...gathered, candidates: [], refused: [...gathered.refused, ...nameless] }
    return dryRunAnswer(unread, { present, name, dryRun }, context)
  }
  const { vault, created } = present === null ? await world.vault.openOrCreate() : { vault: present, created: false }
  const work = workOf(world)
  const saved = await world.vault.change(vault, (contents) =>
    options.replace === true && name !== null
      ? replaceKey(contents, name, first, work)
      : applyNew(contents, enrolments, work),
  )
  const facts = { vault: saved.vault, created, gathered: all, nameless, options }
  const answer = await savedAnswer(saved.result, facts, context)
  if (content === null) return answer
  return await reportClipboard(answer, { content, wanted: options.clearClipboard === true }, context)
}

function refuseConflicts(name: string | null, options: AddOptions, context: Context): void {
  const conflict = (first: string, second: string): UkpError => new UkpError('conflicting-options', { first, second })
  const codeFromStdin = options.deletionCodeStdin === true
  refuseTwoSources(options, context, codeFromStdin ? '--deletion-code-stdin' : null)
  if (codeFromStdin && options.qr?.includes('-') === true) throw conflict('--qr -', '--deletion-code-stdin')
  if (options.deleteImage === true && options.qr === undefined) throw new UkpError('missing-option', { option: '--qr' })
  if (options.deleteImage === true && options.dryRun === true) throw conflict('--delete-image', '--dry-run')
  if (options.clearClipboard === true && options.clipboard !== true) {
    throw new UkpError('missing-option', { option: '--clipboard' })
  }
  if (options.clearClipboard === true && options.dryRun === true) throw conflict('--clear-clipboard', '--dry-run')
  if (options.replace === true && name === null) throw new UkpError('missing-argument', { argument: '<name>' })
}

function demandReplaceable(name: string, vault: OpenVault | null, { world }: Context): void {
  if (vault === null) throw new UkpError('no-vault', { file: world.vault.file })
  findExactly(activeAccounts(vault.contents), name)
}

/** The same key twice in one call (two pictures of one code) counts once. */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ account }) => {
    const identity = keyIdentity(account)
    return seen.has(identity) ? false : seen.add(identity)
  })
}
