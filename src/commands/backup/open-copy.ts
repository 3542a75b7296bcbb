// Another vault file that somebody named: a backup, or another copy.
import { UkpError } from '../../errors.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { OwnPassphrase } from '../../world/world.ts'
import type { Context } from '../command.ts'

export interface OpenCopy {
  /** Null: there is no vault at hand whose key may open it. */
  readonly known: OpenVault | null
  /** Its own passphrase, where it has another. */
  readonly own: OwnPassphrase
}

/** Damage of a copy is no damage of the vault: it is said of the file that was named. @throws UkpError backup-rejected */
export async function openCopy(
  file: string,
  bytes: Uint8Array,
  { known, own }: OpenCopy,
  { world, t }: Pick<Context, 'world' | 't'>,
): Promise<OpenVault> {
  try {
    return await (await world.backups()).open(file, bytes, { known, own })
  } catch (error) {
    if (error instanceof UkpError && error.kind === 'vault-damaged') {
      const reason = error.reason === 'vault-not-a-vault' ? t.backup.notAVault : t.backup.damaged
      throw new UkpError('backup-rejected', { file, reason }, { cause: error })
    }
    throw error
  }
}
