// The newest backup that is good, for the message about a damaged vault. Good means opened, where there is a key at
// hand; whole by its outside, where there is none.
import type { Rescue } from '../errors.ts'
import type { Memory } from '../store/memory.ts'
import { parseEnvelope } from '../vault/header.ts'
import { openUnlocked, openWithKey } from '../vault/vault.ts'
import type { BackupFile, Backups } from '../world/world.ts'
import type { Unlocking } from './unlocking.ts'

/** Backups that are looked into; each may cost a key derivation. */
const MOST = 5

export interface RescueParts {
  readonly file: string
  /** What --vault was given as. */
  readonly option: string | null
  readonly backups: Pick<Backups, 'list' | 'describe' | 'read'>
  readonly unlocking: Unlocking
  readonly memory: Memory
}

export async function newestGoodBackup(dataKey: Uint8Array | null, parts: RescueParts): Promise<Rescue | null> {
  const { backups, file, memory } = parts
  const vaultId = await memory.vaultAt(file)
  const previous = await backups.describe(`${file}.bak`)
  const listed = [...(await backups.list(vaultId)), ...(previous === null ? [] : [previous])]
  const candidates = listed
    .filter((one) => vaultId === null || one.vaultId === vaultId)
    .sort((a, b) => b.generation - a.generation)
  let key = dataKey
  for (const candidate of candidates.slice(0, MOST)) {
    const good = await check(candidate, key, parts)
    if (good.is) return { backup: candidate.file, vault: parts.option }
    key = good.key
  }
  return null
}

async function check(
  { file }: BackupFile,
  dataKey: Uint8Array | null,
  { backups, unlocking }: RescueParts,
): Promise<{ is: boolean; key: Uint8Array | null }> {
  try {
    const envelope = parseEnvelope(await backups.read(file), file)
    if (dataKey !== null && (await openWithKey(envelope, dataKey)) !== null) return { is: true, key: dataKey }
    const way = await unlocking.unlockQuietly(envelope)
    if (way === null) return { is: dataKey === null, key: dataKey }
    await openUnlocked(envelope, way.dataKey)
    return { is: true, key: way.dataKey }
  } catch {
    return { is: false, key: dataKey }
  }
}
