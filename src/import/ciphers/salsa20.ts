// Salsa20, 20 rounds, 256-bit key (https://cr.yp.to/snuffle/spec.pdf): of KeePass databases of version 3. Neither Node
// nor libsodium for JavaScript has it.

/** "expand 32-byte k" */
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const

/** Each round mixes these fours: down the columns, then along the rows. */
const QUARTERS = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const

export class Salsa20 {
  readonly #input = new Uint32Array(16)
  readonly #block = Buffer.alloc(64)
  /** Bytes of the block that are used up. */
  #used = 64

  /** @param key 32 bytes @param nonce 8 bytes */
  constructor(key: Uint8Array, nonce: Uint8Array) {
    const words = (bytes: Uint8Array): number[] =>
      Array.from({ length: bytes.length / 4 }, (_, i) => Buffer.from(bytes).readUInt32LE(4 * i))
    const [keyWords, nonceWords] = [words(key), words(nonce)]
    const [a, b, c, d] = SIGMA
    this.#input.set([a, ...keyWords.slice(0, 4), b, ...nonceWords, 0, 0, c, ...keyWords.slice(4), d])
  }

  /** Encrypts or decrypts what comes next in the stream. */
  apply(bytes: Uint8Array): Uint8Array {
    const result = new Uint8Array(bytes.length)
    for (let i = 0; i < bytes.length; i++) {
      if (this.#used === this.#block.length) this.#nextBlock()
      result[i] = (bytes[i] ?? 0) ^ (this.#block[this.#used++] ?? 0)
    }
    return result
  }

  #nextBlock(): void {
    const x = this.#input.slice()
    for (let round = 0; round < 20; round += 2) {
      for (const [a, b, c, d] of QUARTERS) mixQuarter(x, a, b, c, d)
    }
    x.forEach((word, i) => {
      this.#block.writeUInt32LE((word + at(this.#input, i)) >>> 0, 4 * i)
    })
    this.#used = 0
    // 64 bits of block counter.
    this.#input[8] = at(this.#input, 8) + 1
    if (this.#input[8] === 0) this.#input[9] = at(this.#input, 9) + 1
  }
}

function mixQuarter(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  x[b] = at(x, b) ^ rotated(at(x, a) + at(x, d), 7)
  x[c] = at(x, c) ^ rotated(at(x, b) + at(x, a), 9)
  x[d] = at(x, d) ^ rotated(at(x, c) + at(x, b), 13)
  x[a] = at(x, a) ^ rotated(at(x, d) + at(x, c), 18)
}

function at(words: Uint32Array, i: number): number {
  return words[i] ?? 0
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
