// What every kind of key slot offers. A slot wraps the vault's data key under one way to unlock.
import { encodeBase64url } from '../base64url.ts'
import type { JsonObject } from '../strict-json.ts'

/** A slot as it stands in the header. Fields that ukp does not know stay in `json` and are written back. */
export interface Slot {
  /** 8 bytes, base64url. */
  readonly id: string
  readonly type: string
  readonly json: JsonObject
}

/** What a person or script brings to unlock a vault. */
export type Credential =
  | { readonly type: 'passphrase'; readonly bytes: Uint8Array }
  | { readonly type: 'raw'; readonly key: Uint8Array }
  /** The two halves of a recovery key, 32 bytes each. */
  | { readonly type: 'sealed'; readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }

export interface SlotKind {
  readonly type: string
  /**
   * Checks the fields of this kind strictly, without any key.
   * @returns the work of unlocking in KiB-passes, 0 when nothing is derived; null when a field is not as the format says
   */
  cost(json: JsonObject): number | null
  /**
   * Does the slow part once, the key derivation.
   * @returns null when the credential is of another kind; else what tries the slot under a vault id
   */
  opener(slot: Slot, credential: Credential): Promise<SlotOpener | null>
}

/** @returns the 32-byte data key, or null when this credential does not open the slot under that vault id */
export type SlotOpener = (vaultId: string) => Uint8Array | null

/**
 * Wraps a data key for one way to unlock. The slow part, deriving a key from a passphrase, is done when the maker is
 * made: before the lock is taken. Every call takes a fresh nonce.
 */
export type SlotMaker = (dataKey: Uint8Array, vaultId: string) => Slot

/** What every maker takes. */
export interface Making {
  readonly random: (length: number) => Uint8Array
  /** Left out: a new id. Given: a slot that takes the place of another keeps its id, and with it its label. */
  readonly id?: string
}

/** 8 random bytes, base64url. Never with a hyphen in front: on a command line that begins an option. */
export function newSlotId(random: (length: number) => Uint8Array): string {
  const bytes = random(8)
  const id = encodeBase64url(bytes)
  return id.startsWith('-') ? encodeBase64url(bytes.map((byte, at) => (at === 0 ? byte & 0x7f : byte))) : id
}

/** Associated data of a slot: binds it to its vault, its id and its type, so that a slot cannot be moved or relabelled. */
export function slotAssociatedData(vaultId: string, slotId: string, type: string): Uint8Array {
  return new TextEncoder().encode(`ukp-vault/1 slot\n${vaultId}\n${slotId}\n${type}\n`)
}
