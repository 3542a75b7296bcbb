// Opens XChaCha20-Poly1305 without libsodium, whose WebAssembly is most of what a code costs otherwise: HChaCha20 makes a
// key for the ChaCha20-Poly1305 that Node's OpenSSL has. Sealing stays libsodium's (docs/decisions/0012).
import { createCipheriv, createDecipheriv, getCipherInfo } from 'node:crypto'
import { sodium } from './sodium.ts'

/**
 * Opens ciphertext || 16-byte tag.
 * @param key 32 bytes
 * @param nonce 24 bytes
 * @returns null when the tag does not fit: wrong key, or altered data
 */
export type OpenAead = (
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array,
) => Uint8Array | null

const TAG_BYTES = 16
const NEEDED = ['chacha20', 'chacha20-poly1305']

/**
 * Node's own where it has what is needed, else libsodium's: a Node for FIPS, or with another library, may lack it.
 * @param has whether this Node has a cipher
 */
export async function aeadOpen(has = (cipher: string) => getCipherInfo(cipher) !== undefined): Promise<OpenAead> {
  if (NEEDED.every(has)) return openByNode
  const crypto = await sodium()
  return (key, nonce, sealed, associated) => crypto.open(key, nonce, sealed, associated)
}

/** draft-irtf-cfrg-xchacha-03 section 2.3: the key for this nonce, and its last 8 bytes after four zeros as the nonce. */
const openByNode: OpenAead = (key, nonce, sealed, associated) => {
  if (sealed.length < TAG_BYTES) return null
  const subkey = hchacha20(key, nonce.subarray(0, 16))
  const iv = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)])
  const decipher = createDecipheriv('chacha20-poly1305', subkey, iv, { authTagLength: TAG_BYTES })
  subkey.fill(0)
  const end = sealed.length - TAG_BYTES
  decipher.setAAD(associated, { plaintextLength: end }).setAuthTag(sealed.subarray(end))
  const opened = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
    return new Uint8Array(opened.buffer, opened.byteOffset, opened.length)
  } catch {
    opened.fill(0)
    return null
  }
}

/** "expand 32-byte k", the first row of ChaCha's state (RFC 8439 section 2.3). */
const CONSTANTS = Buffer.from('expand 32-byte k', 'latin1')

/**
 * HChaCha20, draft-irtf-cfrg-xchacha-03 section 2.2: the first and the last row of the state after the rounds. A block of
 * ChaCha20's key stream is that state with the state before the rounds added: taken away again, it is what is wanted.
 * @param input 16 bytes, in the place of block counter and nonce
 */
function hchacha20(key: Uint8Array, input: Uint8Array): Buffer {
  const block = createCipheriv('chacha20', key, input).update(Buffer.alloc(64))
  const last = Buffer.from(input)
  const subkey = Buffer.alloc(32)
  for (let at = 0; at < 16; at += 4) {
    subkey.writeInt32LE((block.readInt32LE(at) - CONSTANTS.readInt32LE(at)) | 0, at)
    subkey.writeInt32LE((block.readInt32LE(48 + at) - last.readInt32LE(at)) | 0, 16 + at)
  }
  block.fill(0)
  return subkey
}
