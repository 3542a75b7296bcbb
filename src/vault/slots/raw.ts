// The raw slot: a 32-byte key from a key file (or the system's keyring) wraps the data key; nothing is derived.
import { decodeBase64url, encodeBase64url } from '../base64url.ts'
import type { Crypto } from '../sodium.ts'
import type { JsonObject } from '../strict-json.ts'
import { type Slot, type SlotKind, slotAssociatedData } from './slot.ts'

function fieldsOf(json: JsonObject): { nonce: Uint8Array; key: Uint8Array } | null {
  if (typeof json.src !== 'string') return null
  const nonce = typeof json.nonce === 'string' ? decodeBase64url(json.nonce, 24) : null
  const key = typeof json.key === 'string' ? decodeBase64url(json.key, 48) : null
  return nonce === null || key === null ? null : { nonce, key }
}

export const rawSlot: SlotKind = {
  type: 'raw',

  cost: (json) => (fieldsOf(json) === null ? null : 0),

  opener(crypto, slot, credential) {
    const fields = fieldsOf(slot.json)
    if (credential.type !== 'raw' || fields === null) return null
    const { key } = credential
    return (vaultId) => crypto.open(key, fields.nonce, fields.key, slotAssociatedData(vaultId, slot.id, slot.type))
  },
}

/**
 * A new raw slot.
 * @param source where the key is kept: "keyfile" or "keyring"
 */
export function wrapForRawKey(
  crypto: Crypto,
  dataKey: Uint8Array,
  options: { key: Uint8Array; source: string; vaultId: string; random: (length: number) => Uint8Array },
): Slot {
  const { vaultId, random } = options
  const id = encodeBase64url(random(8))
  const nonce = random(24)
  const key = crypto.seal(options.key, nonce, dataKey, slotAssociatedData(vaultId, id, 'raw'))
  const json = { id, type: 'raw', src: options.source, nonce: encodeBase64url(nonce), key: encodeBase64url(key) }
  return { id, type: 'raw', json }
}
