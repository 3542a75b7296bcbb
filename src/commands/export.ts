// ukp export: accounts out of the vault, in the form of another app. What the app cannot hold is told for each account
// before anything is written; a form that is not encrypted wants a typed word.
import { basename, dirname, join, resolve } from 'node:path'
import { UkpError } from '../errors.ts'
import type { Exporter, ExportFile } from '../export/exporter.ts'
import { EXPORTERS, exporterOf } from '../export/index.ts'
import { PASSPHRASE_MINIMUM } from '../vault/limits.ts'
import { chosenAccounts } from './accounts/chosen.ts'
import { demandWord } from './ask.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { exportJson, exportNotes, judgedExport, lossNotes } from './export/report.ts'
import { formatOf, several } from './option-values.ts'

export interface ExportOptions {
  readonly format?: string
  readonly output?: string
  readonly tag?: readonly string[]
  readonly targetPassphraseFile?: string
  readonly yesPlaintext?: boolean
  readonly dryRun?: boolean
}

const FORMATS = EXPORTERS.map(({ format }) => format)

export const exporting: CommandModule = {
  declare(command, t, runner) {
    const { arguments: args, options } = t.help
    command
      .argument('[name...]', args.allNames)
      .option('--format <name>', FORMATS.join(', '), formatOf(FORMATS))
      .option('--output <path>', options.output)
      .option('--tag <tag>', options.tagChoice, several)
      .option('--target-passphrase-file <file>', options.targetPassphraseFile)
      .option('--yes-plaintext', options.yesPlaintext)
      .option('--dry-run', options.dryRun)
      .action((names: string[], chosen: ExportOptions) => runner((context) => runExport(names, chosen, context)))
  },
}

export async function runExport(names: readonly string[], options: ExportOptions, context: Context): Promise<Answer> {
  const { world } = context
  const exporter = await wantedExporter(options)
  if (options.output === '') throw new UkpError('missing-value', { option: '--output <path>' })
  const output = options.output === '-' ? undefined : options.output
  const dryRun = options.dryRun === true
  if (options.targetPassphraseFile !== undefined && !exporter.encrypted)
    throw new UkpError('conflicting-options', {
      first: '--target-passphrase-file',
      second: `--format ${exporter.format}`,
    })
  if (!dryRun) await refuseNowhere(exporter, output, context)
  const vault = await world.vault.open()
  const accounts = chosenAccounts(vault.contents, { names, tags: options.tag })
  const judged = judgedExport(accounts, exporter)
  const { taken, failure } = judged
  for (const note of lossNotes({ exporter, judged }, context)) context.say(note)
  const about = { exporter, judged, dryRun }
  if (taken.length === 0 || dryRun)
    return {
      json: exportJson({ ...about, files: [], content: null }),
      text: '',
      notes: exportNotes({ ...about, files: [] }, context),
      ...(failure === null ? {} : { failure }),
    }
  if (!exporter.encrypted) await demandWord(options.yesPlaintext, context.t.export.plainWarning, context)
  const password = exporter.encrypted ? await newPassword(options, context) : null
  const written = await exporter.write(taken, { random: world.random, password })
  const files = output === undefined ? [] : await writeFiles(written, output, exporter, context)
  const content = output === undefined ? textOf(written) : null
  return {
    json: exportJson({ ...about, files, content }),
    text: content ?? '',
    notes: exportNotes({ ...about, files }, context),
    ...(failure === null ? {} : { failure }),
  }
}

/** @throws UkpError option-needed */
async function wantedExporter({ format }: ExportOptions): Promise<Exporter> {
  const exporter = format === undefined ? null : await exporterOf(format)
  if (exporter === null) throw new UkpError('option-needed', { option: '--format', allowed: FORMATS.join(', ') })
  return exporter
}

/**
 * Keys go to a file or into a pipe, and never to a terminal by accident: it keeps what it showed. What is in the way is
 * told before anything is asked.
 * @throws UkpError export-needs-folder, export-to-terminal, file-exists
 */
async function refuseNowhere({ kind }: Exporter, output: string | undefined, context: Context): Promise<void> {
  const { files, out } = context.world
  if (output === undefined) {
    if (kind === 'folder') throw new UkpError('export-needs-folder', {})
    if (out.isTerminal) throw new UkpError('export-to-terminal', {})
    return
  }
  if ((await files.exists(output)) && !(await files.isFolder(output)))
    throw new UkpError('file-exists', { file: output })
  const folder = dirname(resolve(output))
  if (!(await files.isFolder(folder))) throw new UkpError('folder-not-found', { file: folder })
}

/** @throws UkpError missing-option, target-password-short, target-password-mismatch, credential-* */
async function newPassword({ targetPassphraseFile }: ExportOptions, { world, globals, t }: Context): Promise<string> {
  const checked = (password: string): string => {
    if ([...password].length < PASSPHRASE_MINIMUM)
      throw new UkpError('target-password-short', { minimum: PASSPHRASE_MINIMUM })
    return password
  }
  if (targetPassphraseFile !== undefined) return checked(await world.foreignPassword(targetPassphraseFile))
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--target-passphrase-file' })
  const password = checked((await prompts.secret(t.export.password)).normalize('NFC'))
  if ((await prompts.secret(t.words.again)).normalize('NFC') !== password)
    throw new UkpError('target-password-mismatch', {})
  return password
}

/**
 * All or nothing: what is in the way is found before the first file, and what was written goes when a later one fails.
 * @throws UkpError file-exists, write-failed
 */
async function writeFiles(
  written: readonly ExportFile[],
  output: string,
  { kind }: Exporter,
  { world }: Context,
): Promise<{ file: string; accounts: number }[]> {
  const { files } = world
  const inFolder = kind === 'folder' || /[/\\]$/.test(output) || (await files.isFolder(output))
  if (inFolder) await files.createFolder(output)
  const targets = written.map((one) => ({ ...one, file: inFolder ? join(output, basename(one.name)) : output }))
  for (const { file } of targets) if (await files.exists(file)) throw new UkpError('file-exists', { file })
  await files.createAllPrivate(targets)
  return targets.map(({ file, accounts }) => ({ file, accounts }))
}

/** What goes to standard output is text: formats that are pictures want a folder. */
function textOf(files: readonly ExportFile[]): string {
  return files.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
}
