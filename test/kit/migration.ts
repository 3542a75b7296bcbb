// Links of a Google Authenticator export, whole or in parts.
import { decodeBase32 } from '../../src/otp/base32.ts'
import { encodeFields, type Field } from '../../src/otp/protobuf.ts'

const number = (field: number, value: number): Field => ({ number: field, wire: 'varint', value: BigInt(value) })
const bytes = (field: number, value: Uint8Array | string): Field => ({
  number: field,
  wire: 'bytes',
  value: Uint8Array.from(Buffer.from(value)),
})

/** One account of Acme for each name and key: SHA-1, six digits, time-based. */
export function migrationLink(
  accounts: readonly (readonly [name: string, key: string])[],
  { size, index }: { readonly size: number; readonly index: number } = { size: 1, index: 0 },
): string {
  const entries = accounts.map(([name, key]) => {
    const fields = [bytes(1, decodeBase32(key)), bytes(2, name), bytes(3, 'Acme'), number(4, 1), number(5, 1)]
    return bytes(1, encodeFields([...fields, number(6, 2)]))
  })
  const payload = encodeFields([...entries, number(2, 1), number(3, size), number(4, index), number(5, 4711)])
  return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(payload).toString('base64'))}`
}
