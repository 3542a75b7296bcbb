// Bytes of a KeePass database, taken from the front: whatever reaches past the end makes the file a damaged one.
import { damaged } from '../importer.ts'

export const APP = 'KeePass'

/** Numbers are little-endian. Every method throws UkpError import-damaged when there are not enough bytes left. */
export class KdbxBytes {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Not a copy. */
  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw damaged(APP)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  uint8(): number {
    return this.take(1).readUInt8()
  }

  uint16(): number {
    return this.take(2).readUInt16LE()
  }

  uint32(): number {
    return this.take(4).readUInt32LE()
  }

  /** All that was taken so far. */
  taken(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  /** All that was not. */
  rest(): Buffer {
    return this.#bytes.subarray(this.#at)
  }
}

/** A number of 4 or 8 bytes; above 2^53 it is rounded, which is above every bound. */
export function numberIn(bytes: Buffer | undefined): number {
  if (bytes?.length === 4) return bytes.readUInt32LE()
  if (bytes?.length === 8) return Number(bytes.readBigUInt64LE())
  throw damaged(APP)
}

/** A value of exactly this many bytes. */
export function sized(bytes: Buffer | undefined, length: number): Buffer {
  if (bytes?.length !== length) throw damaged(APP)
  return bytes
}
