// ukp backup: whole encrypted copies of the vault. One is called good only after it was read back, opened and compared.
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { isReason, UkpError } from '../errors.ts'
import { activeAccounts } from '../vault/contents.ts'
import { parseEnvelope } from '../vault/header.ts'
import { type OpenVault, openWithKey, sameContents } from '../vault/vault.ts'
import { table } from '../views/table.ts'
import type { OwnPassphrase } from '../world.ts'
import { confirmOrCancel } from './ask.ts'
import type { PaperOptions } from './backup-paper.ts'
import { backupSource } from './backup-source.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { openCopy } from './open-copy.ts'
import { several, wholeNumber } from './option-values.ts'
import { mergeBackup } from './restore-backup.ts'
import { accountsIn, isEmptied, worthKeeping } from './rotation.ts'

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
      .argument('[name...]', args.paperNames)
      .option('--tag <tag>', options.tagChoice, several)
      .option('--encrypted', options.encrypted)
      .option('--yes-plaintext', options.yesPlaintext)
      .action((file: string, names: string[], chosen: PaperOptions) =>
        runner(async (context) => (await import('./backup-paper.ts')).runPaper(file, names, chosen, context)),
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
  // The bytes that are copied are the ones that are compared with, whoever saves in between.
  const bytes = await (await world.backups()).read(world.vault.file)
  const vault = await openedAs(world.vault.file, bytes, dataKey, context)
  const file = await fileFor(target, options, context)
  const replace = await mayReplace(file, vault, context)
  if (replace) await refuseEmptier(file, vault, context)
  await (await world.backups()).write(file, bytes, { replace })
  const opened = await verified(file, vault, context)
  const { header } = opened.envelope
  await (await world.backups()).remember(header.id, file)
  const old = options.keep === undefined ? [] : await (await world.backups()).surplus(header.id, file, options.keep)
  const fuller = context.globals.yes ? [] : await worthKeeping(old, opened, world)
  const removed = old.filter((one) => !fuller.includes(one))
  await (await world.backups()).remove(removed)
  const count = activeAccounts(opened.contents).length
  const created = new Date(world.clock.nowMs()).toISOString()
  const elsewhere = target === undefined ? [t.backup.keepElsewhere] : []
  return {
    json: { file, accounts: count, generation: header.generation, created, removed },
    text: '',
    notes: [
      t.backup.done(file, count),
      ...removed.map((one) => t.backup.removedOld(one)),
      ...fuller.map((one) => t.backup.fullerKept(one)),
      ...elsewhere,
    ],
  }
}

/** @throws UkpError cancelled, missing-option */
async function refuseEmptier(file: string, vault: OpenVault, context: Context): Promise<void> {
  const has = (await accountsIn(file, vault, context.world)) ?? 0
  const would = vault.contents.entries.length
  if (isEmptied(would, has)) await confirmOrCancel(context.t.backup.emptierQuestion(file, has, would), context)
}

/** @throws UkpError folder-not-found: a stick that is not plugged in must not become a file or folder on this disk */
async function fileFor(target: string | undefined, { keep }: CreateOptions, { world }: Context): Promise<string> {
  const now = world.clock.nowMs()
  if (target === undefined) return await (await world.backups()).defaultFile((await world.backups()).folder, now)
  const file = resolve(target)
  if (await world.files.isFolder(file)) return await (await world.backups()).defaultFile(file, now)
  const meantAsFolder = keep !== undefined || /[/\\]$/.test(target)
  const folder = meantAsFolder ? file : dirname(file)
  if (meantAsFolder || !(await world.files.isFolder(folder))) throw new UkpError('folder-not-found', { file: folder })
  return file
}

/**
 * An older backup of the same vault is replaced without a word, another vault's file only after a question, anything
 * else never.
 * @returns false when there is no file yet
 */
async function mayReplace(file: string, vault: OpenVault, context: Context): Promise<boolean> {
  const { world, t } = context
  if (await (await world.backups()).isVault(file)) throw new UkpError('file-exists', { file })
  const there = await (await world.backups()).describe(file)
  if (there === null) {
    if (await exists(file, context)) throw new UkpError('file-exists', { file })
    return false
  }
  const { id, generation } = vault.envelope.header
  const older = there.vaultId === id && there.generation <= generation
  if (!older) await confirmOrCancel(t.backup.replaceQuestion(file), context)
  return true
}

async function exists(file: string, { world }: Context): Promise<boolean> {
  try {
    await (await world.backups()).read(file)
    return true
  } catch (error) {
    return !isReason(error, 'file-not-found')
  }
}

/** Read back from the disk, decrypted and compared. @throws UkpError backup-rejected */
async function verified(file: string, vault: OpenVault, context: Context): Promise<OpenVault> {
  const { world, t } = context
  const opened = await openedAs(file, await (await world.backups()).read(file), vault.dataKey, context)
  if (!sameContents(opened, vault)) throw new UkpError('backup-rejected', { file, reason: t.backup.differs })
  return opened
}

async function openedAs(file: string, bytes: Uint8Array, dataKey: Uint8Array, { t }: Context): Promise<OpenVault> {
  const opened = await openWithKey(parseEnvelope(bytes, file), dataKey)
  if (opened === null) throw new UkpError('backup-rejected', { file, reason: t.backup.cannotOpen })
  return opened
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
    notes: [t.backup.good(file, count, generation)],
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
  const aside = damaged ? (await world.backups()).asideFile(world.clock.nowMs()) : null
  if (aside !== null) await confirmOrCancel(t.backup.asideQuestion(file, aside), context)
  const { id, generation } = opened.envelope.header
  const seen = await world.vault.lastSeen(id)
  await (await world.backups()).install(bytes, { aside })
  const count = activeAccounts(opened.contents).length
  const json = { file: world.vault.file, accounts: count, generation: opened.envelope.header.generation }
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
    one.created,
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
