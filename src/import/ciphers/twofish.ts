// Twofish with a 256-bit key, in CBC mode, decrypting only: of KeePass databases. Neither Node nor a dependency has it.
// The sections are those of https://www.schneier.com/wp-content/uploads/2016/02/paper-twofish-paper.pdf

const ROUNDS = 16
const BLOCK = 16

/** The permutations q0 and q1 are made of four tables of 16 nibbles each (section 4.3.5). */
const Q0 = permutation(['817d6f320b59eca4', 'ecb81235f4a6709d', 'ba5e6d90c8f32471', 'd7f4126e9b3085ca'])
const Q1 = permutation(['28bdf76e31940ac5', '1e2b4c376da5f908', '4c75169a0ed82b3f', 'b951c3de647f208a'])

/** Which permutation each of the four bytes goes through, before each of the key words and after the last (4.3.2). */
const STEPS = [
  [Q1, Q0, Q0, Q1],
  [Q1, Q1, Q0, Q0],
  [Q0, Q1, Q0, Q1],
  [Q0, Q0, Q1, Q1],
  [Q1, Q0, Q1, Q0],
] as const

const MDS = [
  [0x01, 0xef, 0x5b, 0x5b],
  [0x5b, 0xef, 0xef, 0x01],
  [0xef, 0x5b, 0x01, 0xef],
  [0xef, 0x01, 0xef, 0x5b],
] as const
const MDS_POLYNOMIAL = 0x169

const RS = [
  [0x01, 0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e],
  [0xa4, 0x56, 0x82, 0xf3, 0x1e, 0xc6, 0x68, 0xe5],
  [0x02, 0xa1, 0xfc, 0xc1, 0x47, 0xae, 0x3d, 0x19],
  [0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e, 0x03],
] as const
const RS_POLYNOMIAL = 0x14d

/** @returns null when the padding (PKCS #7) does not fit @param key 32 bytes @param iv 16 bytes */
export function openTwofishCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length === 0 || sealed.length % BLOCK !== 0) return null
  const cipher = new Twofish(key)
  const plain = Buffer.alloc(sealed.length)
  let before = iv
  for (let start = 0; start < sealed.length; start += BLOCK) {
    const block = sealed.subarray(start, start + BLOCK)
    cipher.decrypt(block, plain.subarray(start, start + BLOCK))
    for (let i = 0; i < BLOCK; i++) plain[start + i] = (plain[start + i] ?? 0) ^ (before[i] ?? 0)
    before = block
  }
  const padding = plain.at(-1) ?? 0
  const fits = padding >= 1 && padding <= BLOCK && plain.subarray(-padding).every((byte) => byte === padding)
  return fits ? plain.subarray(0, -padding) : null
}

export class Twofish {
  /** 8 words of whitening, then two for each round. */
  readonly #words = new Uint32Array(8 + 2 * ROUNDS)
  /** What each byte of a word adds to g(): the permutations with the key's own words, then the MDS column. */
  readonly #tables: readonly Uint32Array[]

  /** @param key 32 bytes */
  constructor(key: Uint8Array) {
    const even = [0, 8, 16, 24].map((at) => key.subarray(at, at + 4))
    const odd = [4, 12, 20, 28].map((at) => key.subarray(at, at + 4))
    for (let i = 0; i < this.#words.length; i += 2) {
      const a = mixed([i, i, i, i], even)
      const b = rotated(mixed([i + 1, i + 1, i + 1, i + 1], odd), 8)
      this.#words[i] = a + b
      this.#words[i + 1] = rotated(a + 2 * b, 9)
    }
    const own = [0, 8, 16, 24].map((at) => reedSolomon(key.subarray(at, at + 8))).reverse()
    this.#tables = [0, 1, 2, 3].map((place) =>
      Uint32Array.from({ length: 256 }, (_, byte) => mdsColumn(place, permuted(byte, place, own))),
    )
  }

  /** One block of 16 bytes, the opposite of the paper's encryption step by step. */
  decrypt(sealed: Uint8Array, plain: Uint8Array): void {
    const input = new DataView(sealed.buffer, sealed.byteOffset, BLOCK)
    const word = (i: number, key: number): number => input.getUint32(4 * i, true) ^ this.#word(key)
    let [a, b, c, d] = [word(2, 6), word(3, 7), word(0, 4), word(1, 5)]
    for (let round = ROUNDS - 1; round >= 0; round--) {
      const [t0, t1] = [this.#g(c), this.#g(rotated(d, 8))]
      const before = rotated(a, 1) ^ (t0 + t1 + this.#word(2 * round + 8))
      const beside = rotated(b ^ (t0 + 2 * t1 + this.#word(2 * round + 9)), 31)
      a = c
      b = d
      c = before
      d = beside
    }
    const output = new DataView(plain.buffer, plain.byteOffset, BLOCK)
    ;[a, b, c, d].forEach((out, i) => {
      output.setUint32(4 * i, out ^ this.#word(i), true)
    })
  }

  #g(x: number): number {
    const [t0, t1, t2, t3] = this.#tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array]
    return (
      (t0[x & 0xff] ?? 0) ^ (t1[(x >>> 8) & 0xff] ?? 0) ^ (t2[(x >>> 16) & 0xff] ?? 0) ^ (t3[(x >>> 24) & 0xff] ?? 0)
    )
  }

  #word(i: number): number {
    return this.#words[i] ?? 0
  }
}

/** h() of the paper. @param keys four parts of four bytes each */
function mixed(bytes: readonly number[], keys: readonly Uint8Array[]): number {
  return bytes.reduce((sum, byte, place) => sum ^ mdsColumn(place, permuted(byte, place, keys)), 0)
}

function permuted(byte: number, place: number, keys: readonly Uint8Array[]): number {
  const steps = STEPS.map((step) => step[place] ?? Q0)
  return steps.reduce((value, q, i) => (q[value] ?? 0) ^ (keys[3 - i]?.[place] ?? 0), byte)
}

function mdsColumn(place: number, byte: number): number {
  return MDS.reduce((sum, row, i) => sum | (product(row[place] ?? 0, byte, MDS_POLYNOMIAL) << (8 * i)), 0)
}

function reedSolomon(key: Uint8Array): Uint8Array {
  return Uint8Array.from(RS, (row) =>
    row.reduce((sum, factor, i) => sum ^ product(factor, key[i] ?? 0, RS_POLYNOMIAL), 0),
  )
}

/** In GF(2^8). */
function product(a: number, b: number, polynomial: number): number {
  let sum = 0
  for (let [x, y] = [a, b]; y > 0; y >>= 1) {
    if ((y & 1) === 1) sum ^= x
    x = (x << 1) ^ ((x & 0x80) === 0 ? 0 : polynomial)
  }
  return sum
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Section 4.3.5: two rounds of mixing the halves of a byte, with tables. */
function permutation(tables: readonly string[]): Uint8Array {
  const nibble = (table: number, at: number): number => Number.parseInt(tables[table]?.[at] ?? '0', 16)
  const mixedHalves = (a: number, b: number): [number, number] => [a ^ b, (a ^ ((b >> 1) | (b << 3)) ^ (a << 3)) & 15]
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const [a1, b1] = mixedHalves(byte >> 4, byte & 15)
    const [a3, b3] = mixedHalves(nibble(0, a1), nibble(1, b1))
    return (nibble(3, b3) << 4) | nibble(2, a3)
  })
}
