// Twofish, encrypting, step by step as the paper has it and without the tables that make it fast: what the reader is
// compared with.
// https://www.schneier.com/wp-content/uploads/2016/02/paper-twofish-paper.pdf

const Q_NIBBLES = [
  ['817d6f320b59eca4', 'ecb81235f4a6709d', 'ba5e6d90c8f32471', 'd7f4126e9b3085ca'],
  ['28bdf76e31940ac5', '1e2b4c376da5f908', '4c75169a0ed82b3f', 'b951c3de647f208a'],
] as const
const Q = Q_NIBBLES.map((nibbles) => [...new Array(256).keys()].map((byte) => permuted(nibbles, byte)))

const MDS = ['01ef5b5b', '5befef01', 'ef5b01ef', 'ef01ef5b'].map((row) => Buffer.from(row, 'hex'))
const RS = ['01a455875a58db9e', 'a45682f31ec668e5', '02a1fcc147ae3d19', 'a455875a58db9e03'].map((row) =>
  Buffer.from(row, 'hex'),
)

/** CBC with PKCS #7 padding. */
export function sealTwofishCbc(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const padding = 16 - (plain.length % 16)
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)])
  const encrypt = twofish(key)
  const blocks: Buffer[] = [Buffer.from(iv)]
  for (let at = 0; at < padded.length; at += 16) {
    const before = blocks.at(-1) ?? Buffer.alloc(16)
    blocks.push(encrypt(padded.subarray(at, at + 16).map((byte, i) => byte ^ (before[i] ?? 0))))
  }
  return Buffer.concat(blocks.slice(1))
}

/** Encrypts one block of 16 bytes. @param key 32 bytes */
export function twofish(key: Uint8Array): (block: Uint8Array) => Buffer {
  const parts = [...new Array(8).keys()].map((i) => key.subarray(4 * i, 4 * i + 4))
  const even = parts.filter((_, i) => i % 2 === 0)
  const odd = parts.filter((_, i) => i % 2 === 1)
  const own = [24, 16, 8, 0].map((at) => RS.map((row) => sumOfProducts(row, key.subarray(at, at + 8), 0x14d)))
  const g = (x: number): number => h(x, own)
  const words = [...new Array(20).keys()].flatMap((i) => {
    const a = h(2 * i * 0x01010101, even)
    const b = left(h((2 * i + 1) * 0x01010101, odd), 8)
    return [(a + b) >>> 0, left((a + 2 * b) >>> 0, 9)]
  })
  const word = (i: number): number => words[i] ?? 0
  return (block) => {
    const input = Buffer.from(block)
    let r = [0, 1, 2, 3].map((i) => (input.readUInt32LE(4 * i) ^ word(i)) >>> 0) as [number, number, number, number]
    for (let round = 0; round < 16; round++) {
      const [t0, t1] = [g(r[0]), g(left(r[1], 8))]
      const f0 = (t0 + t1 + word(2 * round + 8)) >>> 0
      const f1 = (t0 + 2 * t1 + word(2 * round + 9)) >>> 0
      r = [left((r[2] ^ f0) >>> 0, 31), (left(r[3], 1) ^ f1) >>> 0, r[0], r[1]]
    }
    const output = Buffer.alloc(16)
    ;[r[2], r[3], r[0], r[1]].forEach((value, i) => {
      output.writeUInt32LE((value ^ word(i + 4)) >>> 0, 4 * i)
    })
    return output
  }
}

/** @param list L0 to L3 of the paper */
function h(x: number, list: readonly ArrayLike<number>[]): number {
  let y = [0, 1, 2, 3].map((i) => (x >>> (8 * i)) & 0xff)
  const orders = [
    [1, 0, 0, 1],
    [1, 1, 0, 0],
    [0, 1, 0, 1],
    [0, 0, 1, 1],
  ]
  orders.forEach((order, step) => {
    y = y.map((byte, i) => q(order[i] ?? 0, byte) ^ (list[3 - step]?.[i] ?? 0))
  })
  y = y.map((byte, i) => q([1, 0, 1, 0][i] ?? 0, byte))
  return MDS.reduce((sum, row, i) => sum + sumOfProducts(row, y, 0x169) * 2 ** (8 * i), 0)
}

function q(which: number, byte: number): number {
  return Q[which]?.[byte] ?? 0
}

function permuted(nibbles: readonly string[], byte: number): number {
  const [t0, t1, t2, t3] = nibbles.map((table) => [...table].map((digit) => Number.parseInt(digit, 16))) as [
    number[],
    number[],
    number[],
    number[],
  ]
  const turned = (nibble: number): number => ((nibble >> 1) | (nibble << 3)) & 15
  const [a0, b0] = [byte >> 4, byte & 15]
  const [a1, b1] = [a0 ^ b0, (a0 ^ turned(b0) ^ (8 * a0)) & 15]
  const [a2, b2] = [t0[a1] ?? 0, t1[b1] ?? 0]
  const [a3, b3] = [a2 ^ b2, (a2 ^ turned(b2) ^ (8 * a2)) & 15]
  return 16 * (t3[b3] ?? 0) + (t2[a3] ?? 0)
}

function sumOfProducts(row: ArrayLike<number>, bytes: ArrayLike<number>, polynomial: number): number {
  return Array.from(row).reduce((sum, factor, i) => sum ^ product(factor, bytes[i] ?? 0, polynomial), 0)
}

/** Of two polynomials over GF(2), then reduced. */
function product(a: number, b: number, polynomial: number): number {
  let full = 0
  for (let bit = 0; bit < 8; bit++) full ^= ((b >> bit) & 1) * (a << bit)
  for (let bit = 14; bit >= 8; bit--) full ^= ((full >> bit) & 1) * (polynomial << (bit - 8))
  return full
}

function left(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0
}
