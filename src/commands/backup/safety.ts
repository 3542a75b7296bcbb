// A dated backup before anything that cannot be taken back. Verified like every other, and rotated among themselves.
import { isReason, UkpError } from '../../errors.ts'
import { parseEnvelope } from '../../vault/header.ts'
import { type OpenVault, openWithKey } from '../../vault/vault.ts'
import type { ChangeOptions } from '../../world/world.ts'
import type { Context } from '../command.ts'
import { worthKeeping } from './rotation.ts'

/** How many automatic backups are kept. */
const KEPT = 10

/**
 * Copies the vault as it stands on the disk into the folder of backups, unless the newest backup is this very save; then
 * does the work. When the work fails, nothing is left of it.
 * @returns what the work returned, and what to tell the person
 * @throws UkpError write-failed, backup-rejected, keys-changed, and those of a save that needs consent: then nothing else
 *   has happened yet
 */
export async function withBackup<T>(
  vault: OpenVault,
  context: Context,
  work: () => Promise<T>,
  options: ChangeOptions = {},
): Promise<{ result: T; notes: string[] }> {
  const { world, t } = context
  // Asked before anything is written: a command that fails leaves nothing behind.
  await world.vault.demandConsent(vault, options)
  const file = await copied(vault, context)
  try {
    const result = await work()
    if (file !== null) await rotate(file, vault, context)
    return { result, notes: file === null ? [] : [t.backup.automatic(file)] }
  } catch (error) {
    if (file !== null && !isReason(error, 'save-unconfirmed')) await (await world.backups()).remove([file])
    throw error
  }
}

/** @returns the new backup, or null when there is one of this save already */
async function copied(vault: OpenVault, { world, t }: Context): Promise<string | null> {
  const backups = await world.backups()
  const bytes = await backups.read(world.vault.file)
  const now = await openWithKey(parseEnvelope(bytes, world.vault.file), vault.dataKey)
  if (now === null) throw new UkpError('keys-changed', {})
  const { id, generation } = now.envelope.header
  const [newest] = await backups.list(id)
  if (newest?.generation === generation && (await holds(newest.file, bytes, world))) return null
  const file = await backups.writeAutomatic(bytes, world.clock.nowMs())
  if (!(await holds(file, bytes, world))) throw new UkpError('backup-rejected', { file, reason: t.backup.differs })
  return file
}

async function rotate(file: string, vault: OpenVault, { world }: Context): Promise<void> {
  const backups = await world.backups()
  const old = await backups.surplus(vault.envelope.header.id, file, KEPT)
  const kept = new Set(await worthKeeping(old, vault, world))
  await backups.remove(old.filter((one) => !kept.has(one)))
}

async function holds(file: string, bytes: Uint8Array, world: Context['world']): Promise<boolean> {
  try {
    return Buffer.compare(await (await world.backups()).read(file), bytes) === 0
  } catch {
    return false
  }
}
