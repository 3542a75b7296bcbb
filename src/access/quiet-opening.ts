// Opens the vault for the completion of a line: asks nothing, writes nothing, tells nothing, not even that it was seen.
import type { FileCalls } from '../store/files.ts'
import { readWhole } from '../store/read.ts'
import { parseEnvelope } from '../vault/header.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { type OpenVault, openUnlocked } from '../vault/vault.ts'
import type { Unlocking } from './unlocking.ts'

export interface QuietParts {
  readonly file: string
  readonly files: FileCalls
  readonly unlocking: Pick<Unlocking, 'unlockQuietly'>
}

/** Milliseconds that the keyring gets: it answers in 300, and where it is locked somebody would be asked. */
export const QUIET_KEYRING_MS = 1500

/** @returns null when there is no vault, or no way in that needs no question. @throws UkpError of the vault kinds */
export async function openQuietly({ file, files, unlocking }: QuietParts): Promise<OpenVault | null> {
  const bytes = await readWhole(file, { files, limit: VAULT_LIMITS.fileBytes })
  if (bytes === null) return null
  const envelope = parseEnvelope(bytes, file)
  const way = await unlocking.unlockQuietly(envelope)
  return way === null ? null : await openUnlocked(envelope, way.dataKey)
}
