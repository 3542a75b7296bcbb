// The raw slot: a 32-byte key from a key file (or the system's keyring) wraps the data key; nothing is derived.
import { aeadOpen } from '../aead.ts'
import { decodeBase64url, encodeBase64url } from '../base64url.ts'
import type { Crypto } from '../sodium.ts'
import type { JsonObject } from '../strict-json.ts'
import { type Making, newSlotId, type SlotKind, type SlotMaker, slotAssociatedData } from './slot.ts'

function fieldsOf(json: JsonObject): { nonce: Uint8Array; key: Uint8Array } | null {
  if (typeof json.src !== 'string') return null
  const nonce = decodeBase64url(json.nonce, 24)
  const key = decodeBase64url(json.key, 48)
  return nonce === null || key === null ? null : { nonce, key }
}

export const rawSlot: SlotKind = {
  type: 'raw',

  cost: (json) => (fieldsOf(json) === null ? null : 0),

  async opener(slot, credential) {
    const fields = fieldsOf(slot.json)
    if (credential.type !== 'raw' || fields === null) return null
    const { key } = credential
    const open = await aeadOpen()
    return (vaultId) => open(key, fields.nonce, fields.key, slotAssociatedData(vaultId, slot.id, slot.type))
  },
}

/**
 * Makes raw slots.
 * @param making.key 32 bytes
 * @param making.source where the key is kept: "keyfile" or "keyring"
 */
export function rawSlotMaker(
  crypto: Crypto,
  { random, id = newSlotId(random), key: wrappingKey, source }: Making & { key: Uint8Array; source: string },
): SlotMaker {
  return (dataKey, vaultId) => {
    const nonce = random(24)
    const key = crypto.seal(wrappingKey, nonce, dataKey, slotAssociatedData(vaultId, id, 'raw'))
    const json = { id, type: 'raw', src: source, nonce: encodeBase64url(nonce), key: encodeBase64url(key) }
    return { id, type: 'raw', json }
  }
}
