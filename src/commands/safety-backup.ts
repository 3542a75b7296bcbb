// A dated backup before anything that cannot be taken back. Verified like every other, and rotated among themselves.
import { UkpError } from '../errors.ts'
import { parseEnvelope } from '../vault/header.ts'
import { type OpenVault, openWithKey } from '../vault/vault.ts'
import type { Context } from './command.ts'

/** How many automatic backups are kept. */
const KEPT = 10

/**
 * Copies the vault as it stands on the disk into the folder of backups, unless the newest backup is this very save.
 * @returns what to tell the person
 * @throws UkpError write-failed, backup-rejected: then nothing else has happened yet
 */
export async function backUpBefore(vault: OpenVault, { world, t }: Context): Promise<string[]> {
  const { id, generation } = vault.envelope.header
  const bytes = await world.backups.read(world.vault.file)
  const [newest] = await world.backups.list(id)
  if (newest !== undefined && newest.generation === generation && (await holds(newest.file, bytes, world))) return []
  const file = await world.backups.automaticFile(world.clock.nowMs())
  await world.backups.write(file, bytes, { replace: false })
  const back = await world.backups.read(file)
  const opens = (await openWithKey(parseEnvelope(back, file), vault.dataKey)) !== null
  if (!opens || Buffer.compare(back, bytes) !== 0) {
    throw new UkpError('backup-rejected', { file, reason: t.backup.differs })
  }
  await world.backups.remove(await world.backups.surplus(id, file, KEPT))
  return [t.backup.automatic(file)]
}

async function holds(file: string, bytes: Uint8Array, world: Context['world']): Promise<boolean> {
  try {
    return Buffer.compare(await world.backups.read(file), bytes) === 0
  } catch {
    return false
  }
}
