// A Java-serialised HashMap of texts, and nothing else of Java's: no other class is known, nothing is ever built from a name.
// https://docs.oracle.com/javase/8/docs/platform/serialization/spec/protocol.html
const CLASS = 'java.util.HashMap'
const MAGIC = 0xaced
const VERSION = 5
const CODE = {
  null: 0x70,
  reference: 0x71,
  classDescription: 0x72,
  object: 0x73,
  string: 0x74,
  blockData: 0x77,
  endBlockData: 0x78,
  longString: 0x7c,
} as const
/** SC_WRITE_METHOD and SC_SERIALIZABLE. */
const FLAGS = 3
const FIRST_HANDLE = 0x7e0000
/** Bytes of a field by the letter of its type. Android's HashMap has one field or two. */
const FIELD_SIZES: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 }
const MOST_FIELDS = 8
const MOST_PAIRS = 20_000

class Malformed extends Error {}

/** Whether the bytes begin as a serialised HashMap does. */
export function isHashMap(bytes: Uint8Array): boolean {
  const start = Buffer.from([MAGIC >> 8, MAGIC & 0xff, 0, VERSION, CODE.object, CODE.classDescription, 0, CLASS.length])
  return Buffer.concat([start, Buffer.from(CLASS)]).equals(bytes.subarray(0, start.length + CLASS.length))
}

/** @returns null when it is cut, or holds anything but texts. Pairs with a null are left out. */
export function readHashMap(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  try {
    return new MapReader(bytes).read()
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

class MapReader {
  readonly #bytes: Buffer
  #at = 0
  /** What a later reference may point at: the class and the map itself (null), then every text in its order. */
  readonly #handles: (string | null)[] = [null, null]

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  read(): Map<string, string> {
    this.#expect(this.#number(2), MAGIC)
    this.#expect(this.#number(2), VERSION)
    this.#expect(this.#number(1), CODE.object)
    this.#take(this.#classDescription())
    this.#expect(this.#number(1), CODE.blockData)
    this.#expect(this.#number(1), 8)
    this.#take(4)
    const size = this.#number(4)
    if (size > MOST_PAIRS) throw new Malformed()
    const map = new Map<string, string>()
    for (let i = 0; i < size; i++) {
      const [key, value] = [this.#text(), this.#text()]
      if (key !== null && value !== null) map.set(key, value)
    }
    this.#expect(this.#number(1), CODE.endBlockData)
    return map
  }

  /** @returns bytes of the fields that follow */
  #classDescription(): number {
    this.#expect(this.#number(1), CODE.classDescription)
    if (modifiedUtf8(this.#take(this.#number(2))) !== CLASS) throw new Malformed()
    this.#take(8)
    this.#expect(this.#number(1), FLAGS)
    const fields = this.#number(2)
    if (fields > MOST_FIELDS) throw new Malformed()
    let size = 0
    for (let i = 0; i < fields; i++) {
      const bytes = FIELD_SIZES[String.fromCharCode(this.#number(1))]
      if (bytes === undefined) throw new Malformed()
      size += bytes
      this.#take(this.#number(2))
    }
    this.#expect(this.#number(1), CODE.endBlockData)
    this.#expect(this.#number(1), CODE.null)
    return size
  }

  #text(): string | null {
    const code = this.#number(1)
    if (code === CODE.null) return null
    if (code === CODE.reference) {
      const text = this.#handles[this.#number(4) - FIRST_HANDLE]
      if (typeof text !== 'string') throw new Malformed()
      return text
    }
    if (code === CODE.longString) this.#expect(this.#number(4), 0)
    else this.#expect(code, CODE.string)
    const text = modifiedUtf8(this.#take(this.#number(code === CODE.longString ? 4 : 2)))
    this.#handles.push(text)
    return text
  }

  #number(size: 1 | 2 | 4): number {
    const bytes = this.#take(size)
    return bytes.reduce((number, byte) => number * 256 + byte, 0)
  }

  #take(size: number): Uint8Array {
    const end = this.#at + size
    if (end > this.#bytes.length) throw new Malformed()
    const bytes = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return bytes
  }

  #expect(given: number, wanted: number): void {
    if (given !== wanted) throw new Malformed()
  }
}

/** Java's own UTF-8: NUL in two bytes, and characters beyond U+FFFF as two surrogates of three bytes each. */
function modifiedUtf8(bytes: Uint8Array): string {
  // Unit by unit into a buffer: adding to a text takes 4 s and 1 GB for 30 MB.
  const units = new Uint16Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; length++) {
    const [first, second, third] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
    if (first < 0x80) {
      units[length] = first
      at += 1
    } else if (first >> 5 === 0b110 && second >> 6 === 0b10) {
      units[length] = ((first & 0x1f) << 6) | (second & 0x3f)
      at += 2
    } else if (first >> 4 === 0b1110 && second >> 6 === 0b10 && third >> 6 === 0b10) {
      units[length] = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
      at += 3
    } else {
      throw new Malformed()
    }
  }
  return Buffer.from(units.buffer, 0, 2 * length).toString('utf16le')
}
