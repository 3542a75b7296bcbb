// ukp import: other apps' exports into the vault. Everything is read and reported before anything is saved; one save at
// the end. What a single entry is refused for never keeps the others out.
import { basename } from 'node:path'
import { UkpError } from '../errors.ts'
import type { ImportTools } from '../import/importer.ts'
import { IMPORTERS } from '../import/index.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { LIMITS } from '../otp/account.ts'
import { cleanName, nameFromLabel } from '../otp/names.ts'
import { looksLikeSecret } from '../otp/secret-text.ts'
import { withTags } from '../otp/tags.ts'
import { emptyContents } from '../vault/contents.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { newTags } from './account-options.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { importAnswer, previewOf } from './import/report.ts'
import { type GatheredFiles, gatherFiles, type ImportCandidate } from './import/sources.ts'
import { applyNew, type Enrolment, workOf } from './incoming/apply.ts'
import { formatOf } from './option-values.ts'
import { withProgress } from './with-progress.ts'

export interface ImportOptions {
  readonly format?: string
  readonly sourcePassphraseFile?: string
  readonly tag?: readonly string[]
  readonly dryRun?: boolean
}

/** How often a mistyped password of a file may be typed again. */
const ATTEMPTS = 3

const FORMATS = IMPORTERS.map(({ format }) => format)

export const importing: CommandModule = {
  declare(command, t, runner) {
    const { arguments: args, options } = t.help
    command
      .argument('<file...>', args.importFiles)
      .option('--format <name>', options.importFormat(FORMATS.join(', ')), formatOf(FORMATS))
      .option('--source-passphrase-file <file>', options.sourcePassphraseFile)
      .option('--tag <tag>', options.tag, newTags)
      .option('--dry-run', options.dryRun)
      .action((files: string[], chosen: ImportOptions) => runner((context) => runImport(files, chosen, context)))
  },
}

export async function runImport(files: readonly string[], options: ImportOptions, context: Context): Promise<Answer> {
  const { world } = context
  refuseMistakes(files, context)
  await demandFiles(files, context)
  // Nobody should type the password of an export and then be turned away for a wrong passphrase.
  const present = (await world.vault.exists()) ? await world.vault.open() : null
  if (present === null && options.dryRun !== true) await world.vault.demandNew()
  const gathered = await withProgress(world, context.t.progress.files, (step, tell) =>
    gatherFiles([...new Set(files)], {
      format: options.format,
      toolsFor: (file) => toolsFor(file, options, { ...context, deriving: () => tell(context.t.progress.key) }),
      passwordGiven: options.sourcePassphraseFile !== undefined,
      ...{ world, step },
    }),
  )
  const enrolments = enrolmentsOf(gathered, options.tag ?? [])
  const work = workOf(world)
  const before = present?.contents ?? emptyContents(work.now, '')
  const { contents: after, result: planned } = applyNew(before, enrolments, work)
  // Told before the question, and by a dry run.
  if (after.entries.length > VAULT_LIMITS.entries) throw new UkpError('vault-full', { limit: VAULT_LIMITS.entries })
  const news = planned.added.length + planned.completed.length
  if (options.dryRun === true || news === 0)
    return importAnswer(planned, { gathered, saved: null, dryRun: options.dryRun === true }, context)
  const shown = await confirmed(planned.added.length, () => previewOf(planned, gathered, context), context)
  const { vault, created } = present === null ? await world.vault.openOrCreate() : { vault: present, created: false }
  const saved = await world.vault.change(vault, (contents) => applyNew(contents, enrolments, work))
  const report = { gathered, saved: { vault: saved.vault, created, shown }, dryRun: false }
  return importAnswer(saved.result, report, context)
}

function refuseMistakes(files: readonly string[], { globals }: Context): void {
  if (files.some(looksLikeSecret)) throw new UkpError('secret-in-argument', {})
  if (globals.passphraseFd === 0 && files.includes('-'))
    throw new UkpError('conflicting-options', { first: '--passphrase-fd 0', second: '-' })
}

/** Nobody should type a passphrase for a file that is not there. @throws UkpError file-not-found, when none of them is */
async function demandFiles(files: readonly string[], { world }: Context): Promise<void> {
  for (const file of files) if (file === '-' || (await world.files.exists(file))) return
  throw new UkpError('file-not-found', { file: files[0] ?? '' })
}

/** Shows what is about to be saved and asks. @returns whether it was shown @throws UkpError missing-option, cancelled */
async function confirmed(
  count: number,
  preview: () => Promise<readonly string[]>,
  { world, globals, t, say }: Context,
): Promise<boolean> {
  if (globals.yes) return false
  const prompts = globals.json ? null : await world.prompts()
  for (const line of await preview()) {
    if (prompts === null) say(line)
    else prompts.tell(line)
  }
  if (prompts === null) throw new UkpError('missing-option', { option: '--yes' })
  const question = count === 0 ? t.import.saveQuestion : t.add.takeQuestion(count)
  if (!(await prompts.confirm(question))) throw new UkpError('cancelled', {})
  return true
}

function toolsFor(
  file: string,
  { sourcePassphraseFile }: ImportOptions,
  { world, globals, t, deriving }: Context & { deriving(): void },
): ImportTools {
  return {
    async password(app, attempt) {
      if (sourcePassphraseFile !== undefined) {
        if (attempt > 1) throw new UkpError('source-password-wrong', { app })
        const given = await world.foreignPassword(sourcePassphraseFile)
        deriving()
        return given
      }
      const prompts = globals.json ? null : await world.prompts()
      if (prompts === null) throw new UkpError('source-password-needed', { app })
      if (attempt > 1) prompts.tell((await sentenceOf(new UkpError('source-password-wrong', { app }), t)).message)
      if (attempt > ATTEMPTS) throw new UkpError('source-password-wrong', { app })
      const typed = await prompts.secret(t.import.password(file, app))
      // Other apps' derivations take up to seconds, during which nothing else happens.
      deriving()
      return typed
    },
  }
}

/** The tags of the line come first where there is no room for all: by them the person finds what was imported. */
function enrolmentsOf({ candidates }: GatheredFiles, tags: readonly string[]): Enrolment[] {
  const room = LIMITS.tags.max - tags.length
  return candidates.map((candidate) => ({
    candidate,
    name: nameOf(candidate),
    tags: withTags(candidate.details.tags.slice(0, room), tags),
    note: candidate.details.note,
    deletionCode: candidate.details.deletionCode,
    trashed: candidate.details.trashed,
  }))
}

/** The app's own name for it, the label, or the file: nothing is refused for want of a name. */
function nameOf({ account, details, origin }: ImportCandidate): string {
  const file = origin.file === null || origin.file === '-' ? '' : basename(origin.file)
  for (const wanted of [details.name, nameFromLabel(account), file, 'import']) {
    try {
      if (wanted !== null && wanted !== '') return cleanName(wanted)
    } catch (error) {
      // Too long, or it looks like a key: the next one.
      if (!(error instanceof UkpError)) throw error
    }
  }
  return 'import'
}
