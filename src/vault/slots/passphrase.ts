// The passphrase slot: Argon2id turns a passphrase into the key that wraps the data key.
import { aeadOpen } from '../aead.ts'
import { argon2id } from '../argon2id.ts'
import { decodeBase64url, encodeBase64url } from '../base64url.ts'
import { KDF_LIMITS, type KdfCost } from '../limits.ts'
import type { Crypto } from '../sodium.ts'
import { isObject, type Json, type JsonObject } from '../strict-json.ts'
import { type Making, newSlotId, type Slot, type SlotKind, type SlotMaker, slotAssociatedData } from './slot.ts'

interface Fields {
  readonly cost: KdfCost
  readonly salt: Uint8Array
  readonly nonce: Uint8Array
  readonly key: Uint8Array
}

function between(value: Json | undefined, { min, max }: { min: number; max: number }): value is number {
  return typeof value === 'number' && value >= min && value <= max
}

function fieldsOf(json: JsonObject): Fields | null {
  const { kdf } = json
  if (!isObject(kdf) || kdf.alg !== 'argon2id' || kdf.v !== 19 || kdf.p !== 1) return null
  if (!between(kdf.t, KDF_LIMITS.passes) || !between(kdf.m, KDF_LIMITS.memory)) return null
  const salt = decodeBase64url(kdf.salt, 16)
  const nonce = decodeBase64url(json.nonce, 24)
  const key = decodeBase64url(json.key, 48)
  if (salt === null || nonce === null || key === null) return null
  return { cost: { passes: kdf.t, memory: kdf.m }, salt, nonce, key }
}

export const passphraseSlot: SlotKind = {
  type: 'passphrase',

  cost(json) {
    const fields = fieldsOf(json)
    if (fields === null) return null
    const work = fields.cost.passes * fields.cost.memory
    return work <= KDF_LIMITS.slotWork ? work : null
  },

  async opener(slot, credential) {
    const fields = fieldsOf(slot.json)
    if (credential.type !== 'passphrase' || fields === null) return null
    const wrappingKey = await argon2id(credential.bytes, fields.salt, fields.cost)
    const open = await aeadOpen()
    return (vaultId) => open(wrappingKey, fields.nonce, fields.key, slotAssociatedData(vaultId, slot.id, slot.type))
  },
}

/**
 * Makes passphrase slots. Derives the key at once: about 0.2 s at the standard cost.
 * @param making.passphrase UTF-8 of the NFC form, 1 to 4096 bytes
 */
export function passphraseSlotMaker(
  crypto: Crypto,
  { random, id = newSlotId(random), passphrase, cost }: Making & { passphrase: Uint8Array; cost: KdfCost },
): SlotMaker {
  const salt = random(16)
  const wrappingKey = crypto.deriveKey(passphrase, salt, cost)
  return (dataKey, vaultId) => {
    const nonce = random(24)
    const key = crypto.seal(wrappingKey, nonce, dataKey, slotAssociatedData(vaultId, id, 'passphrase'))
    const kdf = { alg: 'argon2id', v: 19, t: cost.passes, m: cost.memory, p: 1, salt: encodeBase64url(salt) }
    const json = { id, type: 'passphrase', kdf, nonce: encodeBase64url(nonce), key: encodeBase64url(key) }
    return { id, type: 'passphrase', json }
  }
}

/** What unlocking this slot costs; null for a slot of another type. */
export function kdfCostOf(slot: Slot): KdfCost | null {
  return slot.type === 'passphrase' ? (fieldsOf(slot.json)?.cost ?? null) : null
}
