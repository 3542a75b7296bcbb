// The only import of libsodium. The sumo build, because the standard one has no Argon2id (docs/decisions/0001).
import type libsodium from 'libsodium-wrappers-sumo'
import { UkpError } from '../errors.ts'
import type { KdfCost } from './limits.ts'

type Sodium = typeof libsodium

/** X25519, 32 bytes each. */
export interface KeyPair {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

let loaded: Promise<Sodium> | null = null

async function load(): Promise<Sodium> {
  try {
    const { default: sodium } = await import('libsodium-wrappers-sumo')
    await sodium.ready
    // The standard build declares this function and does not have it.
    if (typeof sodium.crypto_pwhash !== 'function')
      throw new UkpError('unexpected', { detail: 'libsodium without Argon2id' })
    return sodium
  } catch (error) {
    if (error instanceof UkpError) throw error
    // WebAssembly memory cannot be had, for example under `ulimit -v`.
    throw new UkpError('memory-short', {}, { cause: error })
  }
}

/** Ciphers and hashes of the format, ready to use. Loaded on first use: 25 to 40 ms of CPU. */
export async function sodium(): Promise<Crypto> {
  loaded ??= load()
  return new Crypto(await loaded)
}

/** The few functions of libsodium that the format uses, under the names of docs/vault-format.md. */
export class Crypto {
  readonly #sodium: Sodium

  constructor(sodium: Sodium) {
    this.#sodium = sodium
  }

  /** XChaCha20-Poly1305-IETF; returns ciphertext || 16-byte tag. key 32, nonce 24 bytes. */
  seal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, associated: Uint8Array): Uint8Array {
    return this.#sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(data, associated, null, nonce, key)
  }

  /** null when the tag does not fit: wrong key, or altered data. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Uint8Array | null {
    if (sealed.length < 16) return null
    try {
      return this.#sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key)
    } catch {
      return null
    }
  }

  /** crypto_kdf_derive_from_key with the context "ukpvault": BLAKE2b, 32 bytes. */
  subkey(key: Uint8Array, number: number): Uint8Array {
    return this.#sodium.crypto_kdf_derive_from_key(32, number, 'ukpvault', key)
  }

  /** Argon2id v1.3 with one lane, 32 bytes. salt 16 bytes. */
  deriveKey(passphrase: Uint8Array, salt: Uint8Array, cost: KdfCost): Uint8Array {
    try {
      const { crypto_pwhash, crypto_pwhash_ALG_ARGON2ID13 } = this.#sodium
      return crypto_pwhash(32, passphrase, salt, cost.passes, cost.memory * 1024, crypto_pwhash_ALG_ARGON2ID13)
    } catch (error) {
      throw new UkpError('memory-short', {}, { cause: error })
    }
  }

  /** BLAKE2b without a key. */
  hash(length: number, data: Uint8Array): Uint8Array {
    return this.#sodium.crypto_generichash(length, data, null)
  }

  /** X25519 key pair from a 32-byte seed (crypto_box_seed_keypair). */
  pairFromSeed(seed: Uint8Array): KeyPair {
    const { publicKey, privateKey } = this.#sodium.crypto_box_seed_keypair(seed)
    return { publicKey, secretKey: privateKey }
  }

  /**
   * What crypto_box_seal makes, with the randomness given, so that a fixed vector is possible: ephemeral public key ||
   * crypto_box under the nonce BLAKE2b-192(ephemeral public key || public key). 48 bytes longer than the data.
   * @param seed 32 random bytes, used for nothing else
   * @returns null when the public key is one under which nothing is secret (of low order)
   */
  sealTo(publicKey: Uint8Array, data: Uint8Array, seed: Uint8Array): Uint8Array | null {
    const ephemeral = this.pairFromSeed(seed)
    const nonce = this.hash(24, Buffer.concat([ephemeral.publicKey, publicKey]))
    try {
      const box = this.#sodium.crypto_box_easy(data, nonce, publicKey, ephemeral.secretKey)
      return Buffer.concat([ephemeral.publicKey, box])
    } catch {
      return null
    } finally {
      ephemeral.secretKey.fill(0)
    }
  }

  /** crypto_box_seal_open; null when it was sealed to another key, or altered. */
  openSealed(sealed: Uint8Array, { publicKey, secretKey }: KeyPair): Uint8Array | null {
    if (sealed.length < 48) return null
    try {
      return this.#sodium.crypto_box_seal_open(sealed, publicKey, secretKey)
    } catch {
      return null
    }
  }

  /**
   * A secretstream of XChaCha20-Poly1305 that is one message, as in exports of Ente Auth. key 32, header 24 bytes.
   * @returns null when it was sealed under another key, altered, or one of several messages
   */
  openStream(key: Uint8Array, header: Uint8Array, sealed: Uint8Array): Uint8Array | null {
    if (header.length !== 24 || sealed.length < 17) return null
    const {
      crypto_secretstream_xchacha20poly1305_init_pull: init,
      crypto_secretstream_xchacha20poly1305_pull: pull,
      crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: message,
      crypto_secretstream_xchacha20poly1305_TAG_FINAL: final,
    } = this.#sodium
    const opened = pull(init(header, key), sealed, null)
    // Ente's app marks its only message as one of many, its command line as the last.
    return opened !== false && [message, final].includes(opened.tag) ? opened.message : null
  }
}
