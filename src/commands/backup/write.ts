// Writing a backup: the file as it stands, called good only after it was read back, opened and compared.
import { dirname, resolve } from 'node:path'
import { UkpError } from '../../errors.ts'
import { activeAccounts } from '../../vault/contents.ts'
import { parseEnvelope } from '../../vault/header.ts'
import { type OpenVault, openWithKey, sameContents } from '../../vault/vault.ts'
import { confirmOrCancel } from '../ask.ts'
import type { Context } from '../command.ts'
import { accountsIn, isEmptied, worthKeeping } from './rotation.ts'

export interface WrittenBackup {
  readonly file: string
  /** How many accounts it holds, without those in the trash. */
  readonly accounts: number
  readonly generation: number
  /** ISO 8601 UTC. */
  readonly created: string
  /** Old backups that are gone. */
  readonly removed: readonly string[]
  /** Old ones that would have gone, but hold far more. */
  readonly fuller: readonly string[]
}

/**
 * @param target a file, a folder, or undefined for the folder of backups
 * @throws UkpError backup-rejected, folder-not-found, file-exists, write-failed, cancelled
 */
export async function writeBackup(
  dataKey: Uint8Array,
  target: string | undefined,
  options: { readonly keep?: number },
  context: Context,
): Promise<WrittenBackup> {
  const { world } = context
  const backups = await world.backups()
  const { bytes, vault } = await fileAsItStands(dataKey, context)
  const file = await fileFor(target, options, context)
  const replace = await mayReplace(file, vault, context)
  if (replace) await refuseEmptier(file, vault, context)
  await backups.write(file, bytes, { replace })
  const opened = await verified(file, vault, context)
  const { id, generation } = opened.envelope.header
  await backups.remember(id, file)
  const old = options.keep === undefined ? [] : await backups.surplus(id, file, options.keep)
  const fuller = context.globals.yes ? [] : await worthKeeping(old, opened, world)
  const removed = old.filter((one) => !fuller.includes(one))
  await backups.remove(removed)
  const accounts = activeAccounts(opened.contents).length
  const created = new Date(world.clock.nowMs()).toISOString()
  return { file, accounts, generation, created, removed, fuller }
}

/**
 * The vault's file as it is now, and what is in it: the bytes that are copied are the ones that are compared with, whoever
 * saves in between.
 * @throws UkpError backup-rejected, when another data key is needed by now
 */
export async function fileAsItStands(
  dataKey: Uint8Array,
  context: Context,
): Promise<{ readonly bytes: Uint8Array; readonly vault: OpenVault }> {
  const { file } = context.world.vault
  const bytes = await (await context.world.backups()).read(file)
  return { bytes, vault: await openedAs(file, bytes, dataKey, context) }
}

/** @throws UkpError cancelled, missing-option */
async function refuseEmptier(file: string, vault: OpenVault, context: Context): Promise<void> {
  const has = (await accountsIn(file, vault, context.world)) ?? 0
  const would = vault.contents.entries.length
  if (isEmptied(would, has)) await confirmOrCancel(context.t.backup.emptierQuestion(file, has, would), context)
}

/** @throws UkpError folder-not-found: a stick that is not plugged in must not become a file or folder on this disk */
async function fileFor(target: string | undefined, { keep }: { keep?: number }, { world }: Context): Promise<string> {
  const now = world.clock.nowMs()
  const backups = await world.backups()
  if (target === undefined) return await backups.defaultFile(backups.folder, now)
  const file = resolve(target)
  if (await world.files.isFolder(file)) return await backups.defaultFile(file, now)
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
  const backups = await world.backups()
  if (await backups.isVault(file)) throw new UkpError('file-exists', { file })
  const there = await backups.describe(file)
  if (there === null) {
    if (await world.files.exists(file)) throw new UkpError('file-exists', { file })
    return false
  }
  const { id, generation } = vault.envelope.header
  const older = there.vaultId === id && there.generation <= generation
  if (!older) await confirmOrCancel(t.backup.replaceQuestion(file), context)
  return true
}

/** Read back from the disk, decrypted and compared. @throws UkpError backup-rejected */
async function verified(file: string, vault: OpenVault, context: Context): Promise<OpenVault> {
  const { world, t } = context
  const bytes = await (await world.backups()).read(file)
  const opened = await openedAs(file, bytes, vault.dataKey, context).catch((error: unknown) => {
    // Damage of the copy is no damage of the vault.
    if (!(error instanceof UkpError) || error.kind !== 'vault-damaged') throw error
    throw new UkpError('backup-rejected', { file, reason: t.backup.damaged }, { cause: error })
  })
  if (!sameContents(opened, vault)) throw new UkpError('backup-rejected', { file, reason: t.backup.differs })
  return opened
}

async function openedAs(file: string, bytes: Uint8Array, dataKey: Uint8Array, { t }: Context): Promise<OpenVault> {
  const opened = await openWithKey(parseEnvelope(bytes, file), dataKey)
  if (opened === null) throw new UkpError('backup-rejected', { file, reason: t.backup.cannotOpen })
  return opened
}
