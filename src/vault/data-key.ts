// What is made of a vault's data key to open it, without libsodium: its subkeys, and the check that it is the key of this
// vault. Sealing makes the same subkeys by libsodium, and then opens here what it sealed: every save compares the two.
import { timingSafeEqual } from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'

/** Numbers of the subkeys. */
export const PAYLOAD_KEY = 1
export const COMMITMENT = 2

const CONTEXT = 'ukpvault'

/** crypto_kdf_derive_from_key of libsodium: BLAKE2b with the key, the number as salt and the context, 32 bytes. */
export function subkey(dataKey: Uint8Array, number: number): Uint8Array {
  const salt = Buffer.alloc(16)
  salt.writeUInt32LE(number)
  const personalization = Buffer.alloc(16)
  personalization.write(CONTEXT, 'latin1')
  return blake2b(new Uint8Array(0), { dkLen: 32, key: dataKey, salt, personalization })
}

/** The cipher alone does not commit to its key: `commit` of the header does. */
export function isKeyOf(commit: Uint8Array, dataKey: Uint8Array): boolean {
  return equalBytes(subkey(dataKey, COMMITMENT), commit)
}

/** In a time that does not depend on where the two differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
