// Base32 keys as people paste them: RFC 4648 section 6, forgiving in spelling, strict in content.
import { UkpError } from '../errors.ts'
import { LIMITS } from './account.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What the digits that base32 does not have are usually misread from. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '0': 'O', '1': 'I / L', '8': 'B', '9': 'G' }

/** Blanks, line ends, hyphens and dashes, BOM, and what chats leave around a text (no width, direction). */
const FILLING = /[\s\u00ad\u180e\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u206f\u2212\ufeff-]/u

/**
 * Cleans a pasted key: blanks and dashes go, letters become capitals, padding at the end goes.
 * @returns upper-case base32 without padding; every character is of the alphabet, the length is possible
 * @throws UkpError key-empty, key-bad-character (position counts typed characters from 1, blanks left out),
 *   key-bad-length (length mod 8 is 1, 3 or 6: no whole number of bytes ends there, RFC 4648 section 6), key-too-long
 */
export function cleanKey(typed: string): string {
  const key = lettersOf(typed)
  if (hasOddLength(key)) throw new UkpError('key-bad-length', { length: key.length })
  return key
}

/**
 * Like `cleanKey`, but takes the lengths that no encoder writes, as other apps' files hold them; the left-over
 * bits are dropped, as Google Authenticator and otpauth do.
 * @returns the key and whether its length is one that no encoder writes
 */
export function cleanKeyOfOddLength(typed: string): { key: string; odd: boolean } {
  const key = lettersOf(typed)
  if (key.length < 2) throw new UkpError('key-too-short', { length: key.length })
  return { key, odd: hasOddLength(key) }
}

/** Whether a cleaned key has a length that no encoder writes: no whole number of bytes ends there. */
export function hasOddLength(key: string): boolean {
  return [1, 3, 6].includes(key.length % 8)
}

function lettersOf(typed: string): string {
  // Blanks and dashes may come between, but not a hundred for each character; one by one, 25 MB take 800 MB of memory.
  if (typed.length > 100 * LIMITS.secret.max) throw new UkpError('key-too-long', { limit: LIMITS.secret.max })
  const characters = [...typed].filter((character) => !FILLING.test(character))
  while (characters.at(-1) === '=') characters.pop()
  if (characters.length === 0) throw new UkpError('key-empty', {})
  if (characters.length > LIMITS.secret.max) throw new UkpError('key-too-long', { limit: LIMITS.secret.max })
  // The alphabet is checked before the case changes: dotless i and long s turn into I and S under toUpperCase().
  const wrong = characters.findIndex((character) => !/^[A-Za-z2-7]$/.test(character))
  if (wrong >= 0) {
    const character = characters[wrong] as string
    throw new UkpError('key-bad-character', { character, position: wrong + 1, guess: LOOK_ALIKE[character] ?? null })
  }
  return characters.join('').toUpperCase()
}

/** Whether the bits after the last whole byte are zero, as every encoder writes them. A typed key that fails is suspicious. */
export function hasCleanEnd(key: string): boolean {
  return encodeBase32(decodeBase32(key)) === key
}

/**
 * Bytes of a cleaned key; bits after the last whole byte are dropped, as in oathtool and every app that was compared.
 * @param key upper-case base32 without padding
 */
export function decodeBase32(key: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((key.length * 5) / 8))
  let bits = 0
  let value = 0
  let at = 0
  for (const character of key) {
    value = ((value << 5) | ALPHABET.indexOf(character)) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (value >> bits) & 0xff
    }
  }
  return bytes
}

/** RFC 4648 section 6, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(value >> bits) & 31]
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}
