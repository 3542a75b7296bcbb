// How a vault file stands to the last save of it that this computer saw: newer, the same, older, or another branch.
// Cryptography cannot tell: an older copy is a valid vault (docs/security.md).
import type { SeenSave } from '../store/memory.ts'
import { encodeBase64url } from '../vault/base64url.ts'
import type { Envelope } from '../vault/header.ts'
import { fileHash } from '../vault/vault.ts'

export interface Standing {
  /**
   * newer: also when nothing was seen before. older: a lower save number. forked: not what this computer saw under the
   * same number, or not made from it.
   */
  readonly kind: 'newer' | 'same' | 'older' | 'forked'
  readonly save: SeenSave
  readonly seen: SeenSave | null
  /** The other vault that was last used at this place, when this one was never used here; else null. */
  readonly replaced: string | null
  /** The vault that was last used at this place; null when none was. */
  readonly placed: string | null
}

/** Whether something newer, or something else, was seen than what is there. */
export function isSuspect({ kind }: Standing): boolean {
  return kind === 'older' || kind === 'forked'
}

/** What is remembered of a file that was opened; `seen` itself when it is that save, which spares the hash. */
export async function saveIn(bytes: Uint8Array, { header }: Envelope, seen: SeenSave | null = null): Promise<SeenSave> {
  const { generation } = header
  const nonce = encodeBase64url(header.nonce)
  if (seen !== null && seen.generation === generation && seen.nonce === nonce) return seen
  return { generation, hash: await fileHash(bytes), nonce }
}

export interface Found {
  readonly save: SeenSave
  readonly vaultId: string
  /** Hashes of the save that this one was made from, of those before, and of copies that were joined. */
  readonly past: readonly string[]
}

export function standingOf(
  { save, past, vaultId }: Found,
  { seen, placed }: { seen: SeenSave | null; placed: string | null },
): Standing {
  // Two sticks at one place in turn are two known vaults.
  const replaced = placed === null || placed === vaultId || seen !== null ? null : placed
  return { kind: kindOf(save, past, seen), save, seen, replaced, placed }
}

function kindOf(save: SeenSave, past: readonly string[], seen: SeenSave | null): Standing['kind'] {
  if (seen === null) return 'newer'
  if (save.generation < seen.generation) return 'older'
  if (save.generation === seen.generation) return save.hash === seen.hash ? 'same' : 'forked'
  // Every save since then has left its hash: where the list goes back that far and what was seen is not in it, the file
  // was made from something else. What is longer ago cannot be told.
  const reaches = past.length >= save.generation - seen.generation
  return reaches && !past.includes(seen.hash) ? 'forked' : 'newer'
}
