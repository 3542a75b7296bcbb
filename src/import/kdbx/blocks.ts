// The blocks that the content of a KeePass database is cut into, each with a hash (version 3) or a MAC (version 4).
import { createHash } from 'node:crypto'
import { hasMac } from '../ciphers/decipher.ts'
import { sha256 } from '../ciphers/derive.ts'
import { damaged } from '../importer.ts'
import { APP, KdbxBytes } from './bytes.ts'

/** Number of the header among the blocks of version 4. */
export const HEADER_BLOCK = 2n ** 64n - 1n

const HASH = 32

/** The key of one block of version 4. @param hmacKey 64 bytes */
export function blockKey(hmacKey: Uint8Array, number: bigint): Buffer {
  const index = Buffer.alloc(8)
  index.writeBigUInt64LE(number)
  return createHash('sha512').update(index).update(hmacKey).digest()
}

/** The ciphertext in blocks with a MAC each, up to the empty one at the end. @throws UkpError import-damaged */
export function unblockedMacs(blocks: Uint8Array, hmacKey: Uint8Array): Buffer {
  const bytes = new KdbxBytes(blocks)
  const pieces: Buffer[] = []
  for (let number = 0n; ; number++) {
    const mac = bytes.take(HASH)
    const length = bytes.take(4)
    const data = bytes.take(length.readUInt32LE())
    const index = Buffer.alloc(8)
    index.writeBigUInt64LE(number)
    if (!hasMac('sha256', blockKey(hmacKey, number), Buffer.concat([index, length, data]), mac)) throw damaged(APP)
    if (data.length === 0) return Buffer.concat(pieces)
    pieces.push(data)
  }
}

/** The plain content in blocks with a hash each, up to the empty one at the end. @throws UkpError import-damaged */
export function unblockedHashes(blocks: Uint8Array): Buffer {
  const bytes = new KdbxBytes(blocks)
  const pieces: Buffer[] = []
  for (let number = 0; ; number++) {
    const index = bytes.uint32()
    const hash = bytes.take(HASH)
    const data = bytes.take(bytes.uint32())
    if (index !== number) throw damaged(APP)
    // The last block has zeros for a hash.
    if (data.length === 0) return Buffer.concat(pieces)
    if (!hash.equals(sha256(data))) throw damaged(APP)
    pieces.push(data)
  }
}
