// Tells bit rot from a wrong passphrase. The vault's id is bound into every slot, so a damaged id makes every slot
// refuse, exactly as a wrong passphrase does. One damaged character, the usual case, can be told apart.
import { decodeBase64url } from './base64url.ts'
import type { SlotOpener } from './slots/slot.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Whether a slot opens once one character of the vault's id is another. About 1,300 trials a slot, no key derivation.
 * @param openers of slots that did not open under the id as it stands
 */
export function isDamagedVaultId(id: string, openers: readonly SlotOpener[]): boolean {
  for (let at = 0; at < id.length; at++) {
    for (const character of ALPHABET) {
      const other = id.slice(0, at) + character + id.slice(at + 1)
      if (decodeBase64url(other, 16) !== null && openers.some((open) => open(other) !== null)) return true
    }
  }
  return false
}
