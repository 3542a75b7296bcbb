// ukp add: from a QR picture, a link or a key into the vault. What can fail comes first; one save at the end.
import { isReason, UkpError } from '../errors.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { type Algorithm, LIMITS, type OtpType } from '../otp/account.ts'
import { cleanDeletionCode, expectsDeletionCode } from '../otp/deletion-code.ts'
import { findExactly } from '../otp/find.ts'
import { keyIdentity } from '../otp/incoming.ts'
import { cleanName, cleanText, nameFromLabel } from '../otp/names.ts'
import { activeAccounts } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { ClipboardContent } from '../world/world.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { applyNew, type Enrolment, replaceKey } from './incoming/apply.ts'
import { fromClipboard, fromScreen, reportClipboard } from './incoming/clipboard.ts'
import { confirmSeveral } from './incoming/preview.ts'
import { dryRunAnswer, savedAnswer } from './incoming/report.ts'
import { refuseTwoSources } from './incoming/source-options.ts'
import {
  type Candidate,
  fromPictures,
  fromText,
  type Gathered,
  type Overrides,
  type Refused,
} from './incoming/sources.ts'
import { textFromStdin } from './incoming/standard-input.ts'
import { algorithm, otpType, plainText, several, wholeNumber } from './option-values.ts'
import { withProgress } from './with-progress.ts'

export interface AddOptions {
  readonly qr?: readonly string[]
  readonly stdin?: boolean
  readonly clipboard?: boolean
  readonly screen?: boolean
  readonly clearClipboard?: boolean
  readonly issuer?: string
  readonly account?: string
  readonly digits?: number
  readonly period?: number
  readonly algorithm?: Algorithm
  readonly type?: OtpType
  readonly counter?: number
  readonly note?: string
  readonly tag?: readonly string[]
  readonly deletionCodeStdin?: boolean
  readonly replace?: boolean
  readonly deleteImage?: boolean
  readonly dryRun?: boolean
}

/** How often a mistyped key may be typed again. */
const ATTEMPTS = 3

export const add: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[name]', t.help.arguments.newName)
      .option('--qr <image...>', options.qr)
      .option('--clipboard', options.clipboard)
      .option('--screen', options.screen)
      .option('--stdin', options.stdin)
      .option('--issuer <text>', options.issuer, plainText)
      .option('--account <text>', options.account, plainText)
      .option('--digits <n>', options.digits, wholeNumber('--digits', LIMITS.digits))
      .option('--period <s>', options.period, wholeNumber('--period', LIMITS.period))
      .option('--algorithm <name>', options.algorithm, algorithm)
      .option('--type <type>', options.type, otpType)
      .option('--counter <n>', options.counter, wholeNumber('--counter', LIMITS.counter))
      .option('--note <text>', options.note, plainText)
      .option('--tag <tag>', options.tag, several)
      .option('--deletion-code-stdin', options.deletionCodeStdin)
      .option('--replace', options.replace)
      .option('--delete-image', options.deleteImage)
      .option('--clear-clipboard', options.clearClipboard)
      .option('--dry-run', options.dryRun)
      .action((name: string | undefined, chosen: AddOptions) => runner((context) => runAdd(name, chosen, context)))
  },
}

export async function runAdd(typedName: string | undefined, options: AddOptions, context: Context): Promise<Answer> {
  const { world } = context
  const name = typedName === undefined ? null : cleanName(typedName)
  refuseConflicts(name, options, context)
  const given = await gatherGiven(options, context)
  // Nobody should paste a key and then be turned away for a wrong passphrase.
  const present = (await world.vault.exists()) ? await world.vault.open() : null
  if (present === null && options.dryRun !== true) await world.vault.demandNew()
  if (options.replace === true && name !== null) demandReplaceable(name, present, context)
  const asked = given ?? { gathered: await askForKey(options, context), deletionCode: null }
  const { gathered: all, deletionCode } = asked
  const gathered = { ...all, candidates: withoutTwins(all.candidates) }
  const { candidates } = gathered
  if (name !== null && candidates.length > 1)
    throw new UkpError('for-one-account', { what: '<name>', count: candidates.length })
  if (candidates.length === 0 || options.dryRun === true) {
    return dryRunAnswer(gathered, { present, name, dryRun: options.dryRun === true }, context)
  }
  if (asked.unseen) await confirmSeveral(candidates, present, context)
  const { enrolments, nameless } = await complete(candidates, { name, deletionCode, options }, context)
  if (enrolments.length === 0) {
    const unread = { ...gathered, candidates: [], refused: [...gathered.refused, ...nameless] }
    return dryRunAnswer(unread, { present, name, dryRun: false }, context)
  }
  const { vault, created } = present === null ? await world.vault.openOrCreate() : { vault: present, created: false }
  const work = { now: new Date(world.clock.nowMs()).toISOString(), nowMs: world.clock.nowMs(), random: world.random }
  const saved = await world.vault.change(vault, (contents) => {
    const [first] = enrolments
    if (options.replace === true && name !== null && first !== undefined) return replaceKey(contents, name, first, work)
    return applyNew(contents, enrolments, work)
  })
  const facts = { vault: saved.vault, created, gathered: all, nameless, options }
  const answer = await savedAnswer(saved.result, facts, context)
  if (asked.content === undefined) return answer
  return await reportClipboard(answer, { content: asked.content, wanted: options.clearClipboard === true }, context)
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

function overridesOf(options: AddOptions): Overrides {
  const { issuer, account, digits, period, algorithm: hash, type, counter } = options
  return {
    ...(issuer === undefined ? {} : { issuer: cleanText(issuer, 'issuer') }),
    ...(account === undefined ? {} : { account: cleanText(account, 'account') }),
    ...(digits === undefined ? {} : { digits }),
    ...(period === undefined ? {} : { period }),
    ...(hash === undefined ? {} : { algorithm: hash }),
    ...(type === undefined ? {} : { type }),
    ...(counter === undefined ? {} : { counter }),
  }
}

interface Given {
  readonly gathered: Gathered
  readonly deletionCode: string | null
  /** From pictures or the clipboard: nobody has seen what is in them. */
  readonly unseen?: boolean
  /** What was on the clipboard. */
  readonly content?: ClipboardContent
}

/** Pictures, clipboard, screen and standard input; null when the key is to be asked for. */
async function gatherGiven(options: AddOptions, { world, t }: Context): Promise<Given | null> {
  const overrides = overridesOf(options)
  const wantsCode = options.deletionCodeStdin === true
  if (options.qr !== undefined || options.clipboard === true || options.screen === true) {
    const deletionCode = wantsCode ? cleanDeletionCode(await textFromStdin(world)) : null
    if (options.clipboard === true) {
      const gathered = await fromClipboard(world, overrides)
      return { gathered, deletionCode, unseen: true, content: gathered.content }
    }
    const files = options.qr
    const gathered = files
      ? await withProgress(world, t.progress.pictures, (step) => fromPictures(files, world, overrides, step))
      : await fromScreen(world, overrides)
    return { gathered, deletionCode, unseen: true }
  }
  if (options.stdin !== true) return null
  const lines = (await textFromStdin(world)).trimEnd().split('\n')
  const deletionCode = wantsCode ? cleanDeletionCode(lines.pop() ?? '') : null
  if (lines.join('').trim() === '') throw new UkpError('input-empty', {})
  return { gathered: fromText(lines.join('\n'), overrides), deletionCode }
}

/** The hidden paste prompt; a mistyped key is told with its reason and may be typed again. */
async function askForKey(options: AddOptions, { world, t }: Context): Promise<Gathered> {
  const prompts = await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--qr / --clipboard / --screen / --stdin' })
  prompts.tell(t.add.keyHint)
  for (let attempt = 1; ; attempt++) {
    const gathered = fromText((await prompts.secret(t.add.keyPrompt)) || ' ', overridesOf(options))
    const [refused] = gathered.refused
    const error = refused?.error ?? (gathered.candidates.length === 0 ? new UkpError('key-empty', {}) : null)
    if (error === null || gathered.candidates.length > 0) return gathered
    if (attempt === ATTEMPTS) throw error
    const { message, hint } = await sentenceOf(error, t)
    prompts.tell(`${message} ${hint}`)
  }
}

/** The same key twice in one call (two pictures of one code) counts once. */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ account }) => {
    const identity = keyIdentity(account)
    return seen.has(identity) ? false : seen.add(identity)
  })
}

function demandReplaceable(name: string, vault: OpenVault | null, { world }: Context): void {
  if (vault === null) throw new UkpError('no-vault', { file: world.vault.file })
  findExactly(activeAccounts(vault.contents), name)
}

/** Names and deletion codes, asked for where somebody can be asked. Among several, one without a name is refused alone. */
async function complete(
  candidates: readonly Candidate[],
  { name, deletionCode, options }: { name: string | null; deletionCode: string | null; options: AddOptions },
  context: Context,
): Promise<{ enrolments: Enrolment[]; nameless: Refused[] }> {
  if (deletionCode !== null && candidates.length > 1) {
    throw new UkpError('for-one-account', { what: '--deletion-code-stdin', count: candidates.length })
  }
  const tags = [...new Set((options.tag ?? []).map((tag) => cleanText(tag, 'tag')).filter((tag) => tag !== ''))]
  const note = cleanText(options.note ?? '', 'note', LIMITS.note.max)
  const enrolments: Enrolment[] = []
  const nameless: Refused[] = []
  for (const candidate of candidates) {
    try {
      const wanted = name ?? nameFromLabel(candidate.account) ?? (await askForName(context))
      const asked =
        candidates.length === 1 && deletionCode === null ? await askForDeletionCode(candidate, options, context) : null
      enrolments.push({ candidate, name: wanted, tags, note, deletionCode: deletionCode ?? asked })
    } catch (error) {
      if (candidates.length === 1 || !isReason(error, 'name-needed')) throw error
      nameless.push({ origin: candidate.origin, name: null, error })
    }
  }
  return { enrolments, nameless }
}

async function askForName({ world, t, globals }: Context): Promise<string> {
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('name-needed', {})
  for (let attempt = 1; ; attempt++) {
    const typed = await prompts.text(t.add.namePrompt)
    try {
      return cleanName(typed)
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      prompts.tell((await sentenceOf(new UkpError('name-invalid', {}), t)).message)
    }
  }
}

/** Optional, so it is asked only where a person is typing: not with --stdin, --yes or --json. */
async function askForDeletionCode(
  { account }: Candidate,
  options: AddOptions,
  { world, t, globals }: Context,
): Promise<string | null> {
  if (options.stdin === true || globals.yes || globals.json || !expectsDeletionCode(account)) return null
  const prompts = await world.prompts()
  if (prompts === null) return null
  prompts.tell(t.add.deletionCodeHint)
  for (;;) {
    const typed = await prompts.secret(t.add.deletionCodePrompt)
    if (typed.trim() === '') return null
    try {
      return cleanDeletionCode(typed)
    } catch {
      prompts.tell((await sentenceOf(new UkpError('deletion-code-invalid', {}), t)).message)
    }
  }
}
