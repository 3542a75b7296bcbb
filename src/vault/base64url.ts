// Canonical base64url without padding (RFC 4648 section 5): one spelling for each byte string.

export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/**
 * @param text as it came, a field of JSON for example: what is no text is no base64url either
 * @param length exact number of bytes, or null for any
 * @returns null unless it is the one canonical spelling of that many bytes
 */
export function decodeBase64url(text: unknown, length: number | null): Uint8Array | null {
  if (typeof text !== 'string') return null
  if (length !== null && text.length !== Math.ceil((length * 4) / 3)) return null
  const bytes = Buffer.from(text, 'base64url')
  // Node's decoder skips what it does not know and takes both alphabets: only a text that comes back is canonical.
  if (bytes.toString('base64url') !== text) return null
  if (length !== null && bytes.length !== length) return null
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
