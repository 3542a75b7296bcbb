// Apple's binary property lists ("bplist00"), bounded: objects point at each other by number, so a small file could
// unfold without end. https://opensource.apple.com/source/CF/CF-1153.18/CFBinaryPList.c
const MAGIC = 'bplist00'
const TRAILER = 32
/** Levels of nesting. A keyed archive has four. */
const DEEPEST = 32

/** A pointer from one object of a keyed archive to another. */
export class Uid {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/** Texts, numbers, booleans, null, bytes, Uid, lists and records (arrays and objects) of these. Dates: seconds since 2001. */
export type PlistValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Uid
  | readonly PlistValue[]
  | { readonly [name: string]: PlistValue }

export function isBinaryPlist(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC
}

/** @returns null when it is none, or damaged, or unfolds to more than it holds */
export function readBinaryPlist(bytes: Uint8Array): PlistValue | null {
  if (!isBinaryPlist(bytes) || bytes.length < MAGIC.length + TRAILER) return null
  try {
    return new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).top()
  } catch (error) {
    // Every place outside the file, and every bound below, ends as this.
    if (error instanceof RangeError) return null
    throw error
  }
}

class Reader {
  readonly #bytes: Buffer
  readonly #offsetSize: number
  readonly #refSize: number
  readonly #count: number
  readonly #topIndex: number
  readonly #table: number
  readonly #done = new Map<number, PlistValue>()
  /** Objects do not overlap, so all that is read can never be more than the file. */
  #left: number

  constructor(bytes: Buffer) {
    const trailer = bytes.length - TRAILER
    this.#bytes = bytes
    this.#left = bytes.length
    this.#offsetSize = bytes.readUInt8(trailer + 6)
    this.#refSize = bytes.readUInt8(trailer + 7)
    this.#count = Number(bytes.readBigUInt64BE(trailer + 8))
    this.#topIndex = Number(bytes.readBigUInt64BE(trailer + 16))
    this.#table = Number(bytes.readBigUInt64BE(trailer + 24))
    demand(this.#table + this.#count * this.#offsetSize <= trailer)
  }

  top(): PlistValue {
    return this.#object(this.#topIndex, 0)
  }

  #object(index: number, depth: number): PlistValue {
    demand(index < this.#count && depth <= DEEPEST)
    const before = this.#done.get(index)
    if (before !== undefined) return before
    const value = this.#read(this.#unsigned(this.#table + index * this.#offsetSize, this.#offsetSize), depth)
    this.#done.set(index, value)
    return value
  }

  #read(at: number, depth: number): PlistValue {
    const marker = this.#bytes.readUInt8(at)
    const low = marker & 0x0f
    switch (marker >> 4) {
      case 0x0:
        return simple(low)
      case 0x1:
        return this.#integer(at + 1, 2 ** low)
      case 0x2:
        return low === 2 ? this.#bytes.readFloatBE(at + 1) : this.#bytes.readDoubleBE(at + 1)
      case 0x3:
        return this.#bytes.readDoubleBE(at + 1)
      case 0x4:
        return Uint8Array.from(this.#slice(at, low, 1))
      case 0x5:
        return this.#slice(at, low, 1).toString('latin1')
      case 0x6:
        return new TextDecoder('utf-16be').decode(this.#slice(at, low, 2))
      case 0x8:
        return new Uid(this.#unsigned(at + 1, low + 1))
      case 0xa:
      case 0xc:
        return this.#references(at, low, 1).map((index) => this.#object(index, depth + 1))
      case 0xd:
        return this.#record(this.#references(at, low, 2), depth)
      default:
        throw new RangeError()
    }
  }

  #record(references: readonly number[], depth: number): PlistValue {
    const half = references.length / 2
    const values = references.map((index) => this.#object(index, depth + 1))
    const names = values.slice(0, half)
    demand(names.every((name) => typeof name === 'string'))
    return Object.fromEntries(names.map((name, i) => [name, values[half + i] ?? null]))
  }

  /** The numbers of `low` objects, or of as many as the integer after the marker says, times `each`. */
  #references(at: number, low: number, each: number): readonly number[] {
    const refs = this.#slice(at, low, each * this.#refSize)
    const list: number[] = []
    for (let i = 0; i < refs.length; i += this.#refSize) list.push(refs.readUIntBE(i, this.#refSize))
    return list
  }

  #slice(at: number, low: number, unit: number): Buffer {
    const sizeAt = at + 2
    const sizeLength = low === 0x0f ? 2 ** (this.#bytes.readUInt8(at + 1) & 0x0f) : 0
    const length = (low === 0x0f ? this.#unsigned(sizeAt, sizeLength) : low) * unit
    const start = low === 0x0f ? sizeAt + sizeLength : at + 1
    this.#left -= length
    demand(this.#left >= 0 && start + length <= this.#bytes.length)
    return this.#bytes.subarray(start, start + length)
  }

  /** Of 8 bytes it is signed; 16 are written for what is larger, which nothing here needs. */
  #integer(at: number, size: number): number {
    if (size === 8) return Number(this.#bytes.readBigInt64BE(at))
    return this.#unsigned(at, size)
  }

  #unsigned(at: number, size: number): number {
    return size === 8 ? Number(this.#bytes.readBigUInt64BE(at)) : this.#bytes.readUIntBE(at, size)
  }
}

function simple(low: number): PlistValue {
  if (low === 0x8 || low === 0x9) return low === 0x9
  demand(low === 0)
  return null
}

function demand(condition: boolean): asserts condition {
  if (!condition) throw new RangeError()
}
