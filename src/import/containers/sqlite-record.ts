// Records of SQLite tables: variable-length numbers, and the values that their types describe.
// https://www.sqlite.org/fileformat2.html#record_format
export type SqlValue = null | number | string | Uint8Array

/** What a value is decoded with: UTF-8, or UTF-16 of either byte order. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * Big-endian, seven bits a byte, eight in the ninth. Above 2^53 it is rounded, which no length in a file can be.
 * @returns the number and the place after it
 * @throws RangeError when the bytes end before it does
 */
export function readVarint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}

/**
 * @param most values above this number are left out
 * @throws RangeError when a length is wrong
 */
export function readRecord(payload: Buffer, encoding: TextEncoding, most: number): readonly SqlValue[] {
  const values: SqlValue[] = []
  const [headerSize, afterSize] = readVarint(payload, 0)
  let at = afterSize
  let body = headerSize
  while (at < headerSize && values.length < most) {
    const [type, next] = readVarint(payload, at)
    const size = sizeOf(type)
    if (body + size > payload.length) throw new RangeError()
    values.push(decoded(payload.subarray(body, body + size), type, encoding))
    at = next
    body += size
  }
  return values
}

/** Bytes of a value of a type; 10 and 11 are for SQLite's own use. */
function sizeOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2)
  const size = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type]
  if (size === undefined) throw new RangeError()
  return size
}

function decoded(bytes: Buffer, type: number, encoding: TextEncoding): SqlValue {
  if (type >= 12) return type % 2 === 0 ? Uint8Array.from(bytes) : new TextDecoder(encoding).decode(bytes)
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE(0)
  if (type >= 8) return type - 8
  // Above 2^53 it is rounded, and stays above every bound that a code's numbers have.
  return type === 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length)
}
