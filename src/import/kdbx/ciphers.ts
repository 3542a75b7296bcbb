// The two ciphers of a KeePass database: the outer one of all its content, and the inner one, a stream, of single
// values.
import { createDecipheriv, createHash } from 'node:crypto'
import { openCbc } from '../ciphers/decipher.ts'
import { sha256 } from '../ciphers/derive.ts'
import { Salsa20 } from '../ciphers/salsa20.ts'
import { openTwofishCbc } from '../ciphers/twofish.ts'
import type { InnerKey, KdbxHeader } from './header.ts'

/** Encrypts or decrypts what comes next in the stream. */
export type Stream = (bytes: Uint8Array) => Uint8Array

/** Of KeePass: the key is new in every file, so the nonce need not be. */
const SALSA20_NONCE = Buffer.from('e830094b97205d2a', 'hex')

/** @returns null when the padding does not fit; ChaCha20 has none */
export function outerOpened(
  { cipher, masterSeed, iv }: Pick<KdbxHeader, 'cipher' | 'masterSeed' | 'iv'>,
  derived: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null {
  const key = sha256(masterSeed, derived)
  if (cipher === 'aes') return openCbc(key, iv, sealed)
  return cipher === 'twofish' ? openTwofishCbc(key, iv, sealed) : chacha20(key, iv)(sealed)
}

export function innerStream({ cipher, key }: InnerKey): Stream {
  if (cipher === 'salsa20') {
    const salsa20 = new Salsa20(sha256(key), SALSA20_NONCE)
    return (bytes) => salsa20.apply(bytes)
  }
  const derived = createHash('sha512').update(key).digest()
  return chacha20(derived.subarray(0, 32), derived.subarray(32, 44))
}

/** RFC 8439, from block 0. */
function chacha20(key: Uint8Array, nonce: Uint8Array): Stream {
  // OpenSSL wants the number of the block, 4 bytes, before the nonce.
  const cipher = createDecipheriv('chacha20', key, Buffer.concat([Buffer.alloc(4), nonce]))
  return (bytes) => cipher.update(bytes)
}
