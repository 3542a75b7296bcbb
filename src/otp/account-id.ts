// Ids of accounts: ULIDs (48 bits of time, 80 random bits, Crockford base32), so that they sort by age.

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * @param atMs Unix time in milliseconds
 * @param random 10 bytes
 */
export function newAccountId(atMs: number, random: Uint8Array): string {
  let value = BigInt(atMs)
  for (const byte of random) value = (value << 8n) | BigInt(byte)
  let id = ''
  for (let i = 0; i < 26; i++) {
    id = CROCKFORD[Number(value & 31n)] + id
    value >>= 5n
  }
  return id
}

/** Whether a text has the form of an id. */
export function isAccountId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text)
}
