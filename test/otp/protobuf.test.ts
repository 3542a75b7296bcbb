// The wire format against bytes written by hand from the Protocol Buffers encoding guide, and against its own writer.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFields, encodeFields, type Field } from '../../src/otp/protobuf.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const varint = (number: number, value: bigint): Field => ({ number, wire: 'varint', value })
const text = (number: number, value: string): Field => ({
  number,
  wire: 'bytes',
  value: Uint8Array.from(Buffer.from(value)),
})

describe('decodeFields', () => {
  it.each<[string, string, Field[]]>([
    ['nothing', '', []],
    ['a varint', '08 96 01', [varint(1, 150n)]],
    ['a string', '12 07 74 65 73 74 69 6e 67', [text(2, 'testing')]],
    ['an empty string', '12 00', [text(2, '')]],
    ['a fixed32', '1d 01 02 03 04', [{ number: 3, wire: 'fixed32', value: bytes('01020304') }]],
    ['a fixed64', '21 01 02 03 04 05 06 07 08', [{ number: 4, wire: 'fixed64', value: bytes('0102030405060708') }]],
    ['a field twice, in order', '08 01 08 00', [varint(1, 1n), varint(1, 0n)]],
    ['the largest field number', 'f8 ff ff ff 0f 01', [varint(2 ** 29 - 1, 1n)]],
    ['a varint longer than it needs to be', '08 81 80 00', [varint(1, 1n)]],
    ['-1 as an int64', '08 ff ff ff ff ff ff ff ff ff 01', [varint(1, 2n ** 64n - 1n)]],
    ['2^53 + 1 without rounding', '08 81 80 80 80 80 80 80 10', [varint(1, 9007199254740993n)]],
  ])('reads %s', (_title, hex, fields) => {
    expect(decodeFields(bytes(hex))).toEqual(fields)
  })

  it.each([
    ['a tag that is cut short', '80'],
    ['a tag without a value', '08'],
    ['a varint that is cut short', '08 96'],
    ['a varint of eleven bytes', '08 80 80 80 80 80 80 80 80 80 80 01'],
    ['a varint of eleven bytes, although it is small', '08 80 80 80 80 80 80 80 80 80 80 00'],
    ['a varint above 64 bits', '08 ff ff ff ff ff ff ff ff ff 02'],
    ['a string that is cut short', '12 07 74 65 73 74'],
    ['a string one byte too short', '12 01'],
    ['a string of 2^63 bytes', '12 80 80 80 80 80 80 80 80 80 01'],
    ['a fixed32 that is cut short', '1d 01 02 03'],
    ['a fixed64 that is cut short', '21 01 02 03 04 05 06 07'],
    ['field number 0', '00 01'],
    ['a field number above 29 bits', '80 80 80 80 10 01'],
    ['the start of a group', '0b 0c'],
    ['the end of a group', '0c'],
    ['wire type 6', '0e 01'],
    ['wire type 7', '0f 01'],
    ['damage after a good field', '08 01 12 05 61'],
  ])('knows that %s is no message', (_title, hex) => {
    expect(decodeFields(bytes(hex))).toBeNull()
  })

  it('hands out views, so that a large field costs no copy', () => {
    const message = encodeFields([text(1, 'a'.repeat(1000))])
    expect(decodeFields(message)?.[0]?.value).toHaveProperty('buffer', message.buffer)
  })

  it('takes any bytes without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (any) => {
        const fields = decodeFields(any)
        if (fields !== null) expect(decodeFields(encodeFields(fields))).toEqual(fields)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('encodeFields', () => {
  const field = fc.oneof(
    fc.record({ wire: fc.constant('varint' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
    fc.record({ wire: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({ wire: fc.constant('fixed32' as const), value: fc.uint8Array({ minLength: 4, maxLength: 4 }) }),
    fc.record({ wire: fc.constant('fixed64' as const), value: fc.uint8Array({ minLength: 8, maxLength: 8 }) }),
  )
  const fields = fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 29 - 1 }), field))

  it('writes what decodeFields reads', () => {
    fc.assert(
      fc.property(fields, (pairs) => {
        const message: Field[] = pairs.map(([number, one]) => ({ number, ...one }))
        expect(decodeFields(encodeFields(message))).toEqual(message)
      }),
    )
  })

  it('writes the shortest varint', () => {
    expect(Buffer.from(encodeFields([varint(1, 0n), varint(1, 127n), varint(1, 128n)])).toString('hex')).toBe(
      '0800087f088001',
    )
  })

  it.each([
    ['field number 0', varint(0, 1n)],
    ['a field number above 29 bits', varint(2 ** 29, 1n)],
    ['a negative varint', varint(1, -1n)],
    ['a varint above 64 bits', varint(1, 2n ** 64n)],
  ])('refuses %s', (_title, wrong) => {
    expect(() => encodeFields([wrong])).toThrow(RangeError)
  })
})
