// ukp backup: whole encrypted copies of the vault. One is called good only after it was read back, opened and compared.
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { UkpError } from '../errors.ts'
import { momentCell, momentText } from '../messages/moment.ts'
import { activeAccounts } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { table } from '../views/table.ts'
import type { OwnPassphrase } from '../world/world.ts'
import { confirmOrCancel } from './ask.ts'
import { openCopy } from './backup/open-copy.ts'
import type { PaperOptions } from './backup/paper.ts'
import { mergeBackup } from './backup/restore.ts'
import { backupSource } from './backup/source.ts'
import { writeBackup } from './backup/write.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { several, wholeNumber } from './option-values.ts'

export interface CreateOptions {
  readonly keep?: number
}

export interface OpenBackupOptions {
  readonly backupPassphraseFile?: string
}

export const backup: CommandModule = {
  declare(command, t, runner) {
    const { arguments: args, options, verbs } = t.help
    const keep = wholeNumber('--keep', { min: 1, max: 1000 })
    // Without a word after it: create. A word that is no verb is never taken for a file.
    command
      .option('--keep <n>', options.keep, keep)
      .action((chosen: CreateOptions) => runner((context) => runCreate(undefined, chosen, context)))
    command
      .command('create')
      .description(verbs['backup create'].summary)
      .argument('[file]', args.backupTarget)
      .option('--keep <n>', options.keep, keep)
      .action((file: string | undefined, _own: CreateOptions, create: Command) =>
        runner((context) => runCreate(file, create.optsWithGlobals<CreateOptions>(), context)),
      )
    command
      .command('list')
      .description(verbs['backup list'].summary)
      .action(() => runner(runList))
    command
      .command('paper')
      .description(verbs['backup paper'].summary)
      .argument('<file>', args.paperFile)
      .argument('[name...]', args.allNames)
      .option('--tag <tag>', options.tagChoice, several)
      .option('--encrypted', options.encrypted)
      .option('--yes-plaintext', options.yesPlaintext)
      .action((file: string, names: string[], chosen: PaperOptions) =>
        runner(async (context) => (await import('./backup/paper.ts')).runPaper(file, names, chosen, context)),
      )
    command
      .command('restore')
      .description(verbs['backup restore'].summary)
      .argument('<file...>', args.backupFiles)
      .option('--backup-passphrase-file <file>', options.backupPassphraseFile)
      .action((files: string[], chosen: OpenBackupOptions) =>
        runner((context) => runRestoreBackup(files, chosen, context)),
      )
    command
      .command('verify')
      .description(verbs['backup verify'].summary)
      .argument('<file...>', args.backupFiles)
      .action((files: string[]) => runner((context) => runVerify(files, context)))
  },
}

export async function runCreate(target: string | undefined, options: CreateOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const { dataKey } = await world.vault.open()
  const { file, accounts, generation, created, removed, fuller } = await writeBackup(dataKey, target, options, context)
  const elsewhere = target === undefined ? [t.backup.keepElsewhere] : []
  return {
    json: { file, accounts, generation, created, removed },
    text: '',
    notes: [
      t.backup.done(file, accounts),
      ...removed.map((one) => t.backup.removedOld(one)),
      ...fuller.map((one) => t.backup.fullerKept(one)),
      ...elsewhere,
    ],
  }
}

export async function runVerify(given: readonly string[], context: Context): Promise<Answer> {
  const { world, t } = context
  const { file, bytes, codes } = await backupSource(given, context)
  const opened = await openCopy(file, bytes, { known: null, own: ownOf({}) }, { world, t })
  const { generation } = opened.envelope.header
  const count = activeAccounts(opened.contents).length
  const created = (await (await world.backups()).describe(file))?.created ?? opened.contents.vault.created
  const paper = codes === null ? {} : { codes }
  return {
    json: { file: resolve(given[0] ?? file), accounts: count, generation, created, ...paper },
    text: '',
    notes: [t.backup.good(file, count, generation, momentText(created, { zone: world.clock, words: t.words }))],
  }
}

export async function runRestoreBackup(
  given: readonly string[],
  options: OpenBackupOptions,
  context: Context,
): Promise<Answer> {
  const { file, bytes } = await backupSource(given, context)
  const vault = await presentVault(context)
  if (vault === 'absent' || vault === 'damaged') {
    const opened = await openCopy(file, bytes, { known: null, own: ownOf(options) }, context)
    return await installed(file, bytes, opened, { damaged: vault === 'damaged' }, context)
  }
  const opened = await openCopy(file, bytes, { known: vault, own: ownOf(options) }, context)
  return await mergeBackup(file, opened, vault, context)
}

function ownOf({ backupPassphraseFile: file }: OpenBackupOptions): OwnPassphrase {
  return { file, option: '--backup-passphrase-file' }
}

async function presentVault({ world }: Context): Promise<OpenVault | 'damaged' | 'absent'> {
  try {
    return (await world.vault.exists()) ? await world.vault.open() : 'absent'
  } catch (error) {
    if (error instanceof UkpError && error.kind === 'vault-damaged') return 'damaged'
    throw error
  }
}

/** The backup becomes the vault. A damaged vault is kept under another name, after a question. */
async function installed(
  file: string,
  bytes: Uint8Array,
  opened: OpenVault,
  { damaged }: { damaged: boolean },
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  const backups = await world.backups()
  const aside = damaged ? backups.asideFile(world.clock.nowMs()) : null
  if (aside !== null) await confirmOrCancel(t.backup.asideQuestion(file, aside), context)
  const { id, generation } = opened.envelope.header
  const seen = await world.vault.lastSeen(id)
  await backups.install(bytes, { aside })
  const count = activeAccounts(opened.contents).length
  const json = { file: world.vault.file, accounts: count, generation }
  return {
    json: aside === null ? json : { ...json, aside },
    text: '',
    notes: [
      ...(aside === null ? [] : [t.backup.setAside(aside)]),
      t.backup.installed(world.vault.file, count),
      ...(seen !== null && seen > generation ? [t.backup.olderSave(generation, seen)] : []),
      // What was taken away since, or became known to others, opens the vault again.
      ...(aside === null ? [] : [t.backup.waysOfBackup]),
    ],
  }
}

/** Needs no key: which vault a file belongs to stands in clear. With a damaged vault all backups are listed. */
export async function runList({ world, t }: Context): Promise<Answer> {
  const backups = await (await world.backups()).list(await world.vault.identity())
  const rows = backups.map((one) => [
    momentCell(one.created, world.out, { zone: world.clock, words: t.words }),
    String(one.generation),
    `${Math.ceil(one.bytes / 1024)} KiB`,
    one.file,
  ])
  const heading = [t.backup.date, t.backup.generation, t.backup.size, t.backup.file]
  return {
    json: { backups: backups.map(({ file, generation, created, bytes }) => ({ file, generation, created, bytes })) },
    text: table(heading, rows, world.out),
    notes: backups.length === 0 ? [t.backup.none] : [],
  }
}
