// Which old backups may go. A vault that was emptied, by mistake or by somebody, must not push its last full backups out.
import { parseEnvelope } from '../../vault/header.ts'
import { type OpenVault, openWithKey } from '../../vault/vault.ts'
import type { World } from '../../world/world.ts'

/** Half of what there was is not what a removed account or two looks like. */
export function isEmptied(now: number, before: number): boolean {
  return now * 2 < before
}

/** Accounts of a backup, trash included; null when the key of the vault does not open it. */
export async function accountsIn(file: string, { dataKey }: OpenVault, world: World): Promise<number | null> {
  try {
    const opened = await openWithKey(parseEnvelope(await (await world.backups()).read(file), file), dataKey)
    return opened === null ? null : opened.contents.entries.length
  } catch {
    return null
  }
}

/** Backups that hold far more than the vault now, or of which that cannot be told: they have another data key. */
export async function worthKeeping(old: readonly string[], vault: OpenVault, world: World): Promise<string[]> {
  const counts = await Promise.all(old.map((file) => accountsIn(file, vault, world)))
  return old.filter((_, i) => {
    const count = counts[i] ?? null
    return count === null || isEmptied(vault.contents.entries.length, count)
  })
}
