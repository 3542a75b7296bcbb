// The sealed slot: the data key for the holder of a recovery key. Only the public half is needed to make one, so a
// family admin can hold the key while the parent's computer never sees it.
import { UkpError } from '../../errors.ts'
import { decodeBase64url, encodeBase64url } from '../base64url.ts'
import { equalBytes } from '../data-key.ts'
import { type Crypto, sodium } from '../sodium.ts'
import type { JsonObject } from '../strict-json.ts'
import { type Making, newSlotId, type Slot, type SlotKind, type SlotMaker, slotAssociatedData } from './slot.ts'

const DATA_KEY_BYTES = 32

function fieldsOf(json: JsonObject): { publicKey: Uint8Array; key: Uint8Array } | null {
  const publicKey = decodeBase64url(json.pk, 32)
  const key = decodeBase64url(json.key, 96)
  return publicKey === null || key === null ? null : { publicKey, key }
}

/** Binds the data key to its slot and vault: a sealed box has no associated data. */
function binding(crypto: Crypto, vaultId: string, slotId: string): Uint8Array {
  return crypto.hash(16, slotAssociatedData(vaultId, slotId, 'sealed'))
}

export const sealedSlot: SlotKind = {
  type: 'sealed',

  cost: (json) => (fieldsOf(json) === null ? null : 0),

  async opener(slot, credential) {
    const fields = fieldsOf(slot.json)
    if (credential.type !== 'sealed' || fields === null) return null
    const crypto = await sodium()
    // Tried whatever `pk` says: a flipped bit there is damage, not a wrong key.
    const opened = crypto.openSealed(fields.key, credential)
    return (vaultId) => {
      if (opened === null || opened.length !== DATA_KEY_BYTES + 16) return null
      const bound = equalBytes(opened.subarray(DATA_KEY_BYTES), binding(crypto, vaultId, slot.id))
      return bound ? opened.slice(0, DATA_KEY_BYTES) : null
    }
  },
}

/**
 * Makes sealed slots.
 * @param making.publicKey the public half of a recovery key, 32 bytes
 * @throws UkpError recipient-invalid, from the maker, when nothing can be kept secret under that key
 */
export function sealedSlotMaker(
  crypto: Crypto,
  { random, id = newSlotId(random), publicKey }: Making & { publicKey: Uint8Array },
): SlotMaker {
  return (dataKey, vaultId) => {
    const key = crypto.sealTo(publicKey, Buffer.concat([dataKey, binding(crypto, vaultId, id)]), random(32))
    if (key === null) throw new UkpError('recipient-invalid', {})
    const json = { id, type: 'sealed', pk: encodeBase64url(publicKey), key: encodeBase64url(key) }
    return { id, type: 'sealed', json }
  }
}

/** The public half that a sealed slot is for; null for a slot of another type. */
export function recipientOf(slot: Slot): Uint8Array | null {
  return slot.type === 'sealed' ? (fieldsOf(slot.json)?.publicKey ?? null) : null
}
