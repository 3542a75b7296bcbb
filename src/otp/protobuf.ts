// The protobuf wire format, as much as the migration payload of Google Authenticator needs: a message as a flat list
// of fields. No schema, no groups, no recursion: a nested message is a field of bytes that its owner decodes in turn.

/** One field: a varint as the 64 unsigned bits on the wire, everything else as its bytes (a view, not a copy). */
export type Field =
  | { readonly number: number; readonly wire: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly wire: 'bytes' | 'fixed32' | 'fixed64'; readonly value: Uint8Array }

const WIRES = { 0: 'varint', 1: 'fixed64', 2: 'bytes', 5: 'fixed32' } as const
const WIRE_NUMBERS = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** Protocol Buffers, "Encoding": field numbers are 29 bits wide, a varint has at most ten bytes. */
const MAX_FIELD_NUMBER = 2n ** 29n - 1n
const MAX_VARINT_BYTES = 10
const MAX_UINT64 = 2n ** 64n - 1n

/**
 * Fields of a message in the order of the wire, unknown and repeated ones included. Linear in the length.
 * @returns null when the bytes are no message: cut short, field number 0, a group, a varint above 64 bits
 */
export function decodeFields(bytes: Uint8Array): readonly Field[] | null {
  const fields: Field[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = readVarint(bytes, at)
    if (tag === null) return null
    const wire = WIRES[Number(tag.value & 7n) as keyof typeof WIRES] as Field['wire'] | undefined
    const id = tag.value >> 3n
    if (wire === undefined || id === 0n || id > MAX_FIELD_NUMBER) return null
    const number = Number(id)
    at = tag.end
    if (wire === 'varint') {
      const varint = readVarint(bytes, at)
      if (varint === null) return null
      fields.push({ number, wire, value: varint.value })
      at = varint.end
      continue
    }
    let length = wire === 'fixed32' ? 4 : 8
    if (wire === 'bytes') {
      const prefix = readVarint(bytes, at)
      if (prefix === null || prefix.value > BigInt(bytes.length)) return null
      length = Number(prefix.value)
      at = prefix.end
    }
    if (length > bytes.length - at) return null
    fields.push({ number, wire, value: bytes.subarray(at, at + length) })
    at += length
  }
  return fields
}

/**
 * The same way back. Negative integers are given as their 64 bits: `BigInt.asUintN(64, -5n)`.
 * @throws RangeError for a field number or varint that the wire cannot hold: a mistake of the caller
 */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  const bytes: number[] = []
  for (const { number, wire, value } of fields) {
    const id = BigInt(number)
    if (id < 1n || id > MAX_FIELD_NUMBER) throw new RangeError('field number')
    pushVarint(bytes, (id << 3n) | BigInt(WIRE_NUMBERS[wire]))
    if (typeof value === 'bigint') {
      pushVarint(bytes, value)
      continue
    }
    if (wire === 'bytes') pushVarint(bytes, BigInt(value.length))
    for (const byte of value) bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } | null {
  let value = 0n
  for (let count = 0; count < MAX_VARINT_BYTES; count++) {
    const byte = bytes[start + count]
    if (byte === undefined) return null
    value |= BigInt(byte & 0x7f) << BigInt(7 * count)
    if (byte < 0x80) return value > MAX_UINT64 ? null : { value, end: start + count + 1 }
  }
  return null
}

function pushVarint(bytes: number[], value: bigint): void {
  if (value < 0n || value > MAX_UINT64) throw new RangeError('varint')
  let rest = value
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
}
