// The ciphers of foreign files, on Node's OpenSSL: null where the tag, the MAC or the padding tells a wrong key.
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'

/** AES-256-GCM. @param sealed ciphertext without its tag; null when the tag does not fit */
export function openGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  tag: Uint8Array,
  associated?: Uint8Array,
): Uint8Array | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    if (associated !== undefined) decipher.setAAD(associated)
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed), decipher.final()])
  } catch {
    return null
  }
}

/** AES-256-GCM with the 16 bytes of the tag at the end. */
export function openGcmTagged(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Uint8Array | null {
  if (sealed.length < 16) return null
  return openGcm(key, nonce, sealed.subarray(0, -16), sealed.subarray(-16), associated)
}

/**
 * AES-256-CBC with PKCS #7 padding; null when the padding does not fit. Without a MAC a wrong key passes once in about
 * 256 times: what comes out has to make sense before it counts.
 */
export function openCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv)
    return Buffer.concat([decipher.update(sealed), decipher.final()])
  } catch {
    return null
  }
}

/** Whether the HMAC of the data is this one. */
export function hasMac(hash: 'sha1' | 'sha256', key: Uint8Array, data: Uint8Array, mac: Uint8Array): boolean {
  const expected = createHmac(hash, key).update(data).digest()
  return expected.length === mac.length && timingSafeEqual(expected, mac)
}
