// A key as others hand it over, in text or in bytes: base32, and what is to be said about it.
import { UkpError } from '../errors.ts'
import { LIMITS } from './account.ts'
import { cleanKey, cleanKeyOfOddLength, decodeBase32, encodeBase32 } from './base32.ts'
import type { Warning } from './warnings.ts'

export interface ReadKey {
  readonly secret: string
  readonly warnings: readonly Warning[]
}

/** A key below this is hardly whole. Seven characters, 32 bits, do occur in links that other programs test with. */
const SHORT_KEY_BITS = 32

/**
 * @param oddLength what to do with a length that no encoder writes: 'warn' for other apps' files, 'refuse' for typed links
 * @throws UkpError key-* as in base32.ts
 */
export function keyOfText(typed: string, oddLength: 'refuse' | 'warn'): ReadKey {
  const { key, odd } = oddLength === 'refuse' ? { key: cleanKey(typed), odd: false } : cleanKeyOfOddLength(typed)
  const oddWarnings: Warning[] = odd ? [{ code: 'odd-length', facts: { length: key.length } }] : []
  return { secret: key, warnings: [...oddWarnings, ...shortKeyWarnings(decodeBase32(key))] }
}

/** @throws UkpError key-empty, key-too-long */
export function keyOfBytes(bytes: Uint8Array): ReadKey {
  if (bytes.length === 0) throw new UkpError('key-empty', {})
  if (bytes.length * 8 > LIMITS.secret.max * 5) throw new UkpError('key-too-long', { limit: LIMITS.secret.max })
  return { secret: encodeBase32(bytes), warnings: shortKeyWarnings(bytes) }
}

function shortKeyWarnings(bytes: Uint8Array): Warning[] {
  const bits = bytes.length * 8
  return bits < SHORT_KEY_BITS ? [{ code: 'short-key', facts: { bits } }] : []
}
