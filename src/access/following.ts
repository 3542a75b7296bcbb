// A vault that stays open while others save it: the file is looked at, and read again by the same data key.
import { UkpError } from '../errors.ts'
import type { FileCalls } from '../store/files.ts'
import { fileMark, readWithMark } from '../store/read.ts'
import { equalBytes } from '../vault/data-key.ts'
import { parseEnvelope } from '../vault/header.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { type OpenVault, openWithKey } from '../vault/vault.ts'
import type { Refreshed } from '../world/vault.ts'
import { isSuspect, type Standing } from './standing.ts'

export interface FollowParts {
  readonly file: string
  readonly files: FileCalls
  /** How what was read stands to what this computer saw last; remembers a newer save. */
  look(bytes: Uint8Array, vault: OpenVault): Promise<Standing>
}

export type Following = (vault: OpenVault) => Promise<Refreshed>

/** What the file was like when it was read last. Nothing of its contents is kept: whoever locks has let go of them. */
interface Seen {
  readonly mark: string
  readonly nonce: Uint8Array
  readonly suspect: boolean
}

export function vaultFollowing({ file, files, look }: FollowParts): Following {
  let seen: Seen | null = null
  return async (vault) => {
    const { nonce } = vault.envelope.header
    const known: Seen | null = seen !== null && equalBytes(seen.nonce, nonce) ? seen : null
    const mark = await fileMark(file, { files })
    if (known !== null && mark === known.mark) return { vault, suspect: known.suspect }
    const found = await readWithMark(file, { files, limit: VAULT_LIMITS.fileBytes })
    if (found === null) throw new UkpError('no-vault', { file })
    const envelope = parseEnvelope(found.bytes, file)
    const same = equalBytes(envelope.header.nonce, nonce)
    const opened = same ? vault : await openWithKey(envelope, vault.dataKey)
    if (opened === null) throw new UkpError('keys-changed', {})
    const suspect = same ? (known?.suspect ?? false) : isSuspect(await look(found.bytes, opened))
    seen = { mark: found.mark, nonce: envelope.header.nonce, suspect }
    return { vault: opened, suspect }
  }
}
