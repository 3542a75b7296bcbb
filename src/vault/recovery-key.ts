// The recovery key: printed once, kept on paper, opens the vault anywhere. Six groups of five characters, each with a
// check character, so that a typing mistake names its group (docs/vault-format.md, "Recovery keys").
import { UkpError } from '../errors.ts'
import { equalBytes } from './data-key.ts'
import type { Crypto, KeyPair } from './sodium.ts'

/** Crockford's base32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PREFIX = 'UKPR'
const GROUPS = 6
/** Characters of a group that hold bits, before its check character. */
const GROUP = 5
const RECIPIENT_PREFIX = 'UKP1'
const RECIPIENT_CHECK_BYTES = 4
/** 36 bytes in base32. */
const RECIPIENT_CHARACTERS = 58

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function checkCharacter(crypto: Crypto, group: number, characters: string): string {
  const [first = 0] = crypto.hash(16, utf8(`ukp recovery check\n${group}\n${characters}`))
  return ALPHABET[first & 31] ?? ''
}

/** Blanks of every kind; hyphens, dashes, the soft hyphen and the minus sign, as programs and phones put them. */
const SEPARATORS = /[\s\u00ad\u2010-\u2015\u2212-]+/g

/** Upper case, without blanks and dashes; O is 0, I and L are 1. Only ASCII letters have another case here. */
function plain(text: string): string {
  return text
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}

/**
 * Whether a text is meant as a recovery key, right or mistyped by a few characters. ukp takes no new passphrase of this
 * look, so a person may type either where a passphrase is asked for.
 */
export function looksLikeRecoveryKey(text: string): boolean {
  const typed = plain(text)
  const whole = PREFIX.length + GROUPS * (GROUP + 1)
  return typed.startsWith(PREFIX) && Math.abs(typed.length - whole) <= 2 * GROUP + 2
}

/** Whether a text has the six groups of a recovery key, with or without its first word. Their check characters are not looked at. */
export function isInGroups(text: string): boolean {
  return groupsOf(text)?.every(isWholeGroup) ?? false
}

/** A new recovery key of 150 random bits, as it is printed: "UKPR-B9DNRD-…", 47 characters. */
export function newRecoveryKey(crypto: Crypto, random: (length: number) => Uint8Array): string {
  const characters = [...random(GROUPS * GROUP)].map((byte) => ALPHABET[byte & 31] ?? '').join('')
  const groups = Array.from({ length: GROUPS }, (_, i) => {
    const group = characters.slice(i * GROUP, (i + 1) * GROUP)
    return group + checkCharacter(crypto, i, group)
  })
  return [PREFIX, ...groups].join('-')
}

/**
 * Both halves of a typed recovery key.
 * @throws UkpError recovery-key-invalid with the number of the first wrong group, from 1; null when the length of the
 *   whole is wrong and no group can be told
 */
export function pairOfRecoveryKey(crypto: Crypto, text: string): KeyPair {
  const typed = groupsOf(text)
  if (typed === null) throw new UkpError('recovery-key-invalid', { group: null })
  const characters = typed.map((group, i) => {
    const bits = group.slice(0, GROUP)
    if (!isWholeGroup(group)) throw wrong(i)
    if (group[GROUP] !== checkCharacter(crypto, i, bits)) throw wrong(i)
    return bits
  })
  return pairOfCharacters(crypto, characters.join(''))
}

/**
 * Where a typed recovery key differs in one character, or in two neighbours that changed places, from the key of a vault:
 * one such slip in 32 keeps its check character, and is then told by the public halves that stand in the vault. About 40
 * key pairs are tried.
 * @param text one that `pairOfRecoveryKey` takes
 * @param belongs whether the vault has a slot for this public half
 * @returns the number of the group, from 1; null when the key is simply another one
 */
export function slipInRecoveryKey(
  crypto: Crypto,
  text: string,
  belongs: (publicKey: Uint8Array) => boolean,
): number | null {
  const groups = groupsOf(text) ?? []
  for (const [i, group] of groups.entries()) {
    for (const bits of nearby(group.slice(0, GROUP))) {
      if (checkCharacter(crypto, i, bits) !== group[GROUP]) continue
      const repaired = groups.map((one, n) => (n === i ? bits : one.slice(0, GROUP))).join('')
      if (belongs(pairOfCharacters(crypto, repaired).publicKey)) return i + 1
    }
  }
  return null
}

/** Every text that is one slip away from this one. */
function nearby(bits: string): string[] {
  const replaced = [...bits].flatMap((_, at) =>
    [...ALPHABET].map((character) => bits.slice(0, at) + character + bits.slice(at + 1)),
  )
  const swapped = [...bits.slice(1)].map(
    (_, at) => `${bits.slice(0, at)}${bits[at + 1]}${bits[at]}${bits.slice(at + 2)}`,
  )
  return [...replaced, ...swapped].filter((other) => other !== bits)
}

function pairOfCharacters(crypto: Crypto, characters: string): KeyPair {
  return crypto.pairFromSeed(crypto.hash(32, utf8(`ukp recovery v1\n${characters}`)))
}

/** How many groups a recovery key has. */
export const RECOVERY_GROUPS = GROUPS

/** Whether a typed text is this group, from 1, of a recovery key as it was printed. */
export function isGroupOf(recoveryKey: string, group: number, typed: string): boolean {
  return plain(typed) === recoveryKey.split('-')[group]
}

function wrong(index: number): UkpError {
  return new UkpError('recovery-key-invalid', { group: index + 1 })
}

/** Five characters that hold bits, and one behind them. */
function isWholeGroup(group: string): boolean {
  return group.length === GROUP + 1 && [...group.slice(0, GROUP)].every((character) => ALPHABET.includes(character))
}

/** Six groups: cut by length, or by what separates them when a character is missing or too many; null: there are not six. */
function groupsOf(text: string): string[] | null {
  const typed = plain(text)
  const all = typed.startsWith(PREFIX) ? typed.slice(PREFIX.length) : typed
  if (all.length === GROUPS * (GROUP + 1)) {
    return Array.from({ length: GROUPS }, (_, i) => all.slice(i * (GROUP + 1), (i + 1) * (GROUP + 1)))
  }
  const parts = text
    .split(SEPARATORS)
    .map(plain)
    .filter((part) => part !== '')
  const separated = parts[0] === PREFIX ? parts.slice(1) : parts
  return separated.length === GROUPS ? separated : null
}

/** The public half as it is handed on: "ukp1", then base32 of the 32 bytes and 4 check bytes. 62 characters. */
export function encodeRecipient(crypto: Crypto, publicKey: Uint8Array): string {
  const bytes = Buffer.concat([publicKey, recipientCheck(crypto, publicKey)])
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0)
    text += ALPHABET[(pair >> (11 - (bit & 7))) & 31] ?? ''
  }
  return `${RECIPIENT_PREFIX}${text}`.toLowerCase()
}

/** @returns 32 bytes @throws UkpError recipient-invalid */
export function parseRecipient(crypto: Crypto, text: string): Uint8Array {
  const typed = plain(text)
  const characters = typed.slice(RECIPIENT_PREFIX.length)
  if (!typed.startsWith(RECIPIENT_PREFIX) || characters.length !== RECIPIENT_CHARACTERS) throw invalidRecipient()
  const bytes = new Uint8Array(36)
  let [bits, held, at] = [0, 0, 0]
  for (const character of characters) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) throw invalidRecipient()
    bits = (bits << 5) | value
    held += 5
    if (held < 8) continue
    held -= 8
    bytes[at++] = (bits >> held) & 0xff
    bits &= (1 << held) - 1
  }
  const publicKey = bytes.subarray(0, 32)
  // The two bits after the last byte are zero: one spelling only.
  if (bits !== 0 || !equalBytes(bytes.subarray(32), recipientCheck(crypto, publicKey))) throw invalidRecipient()
  if (crypto.sealTo(publicKey, new Uint8Array(1), new Uint8Array(32)) === null) throw invalidRecipient()
  return publicKey
}

function recipientCheck(crypto: Crypto, publicKey: Uint8Array): Uint8Array {
  return crypto.hash(16, Buffer.concat([utf8('ukp recipient\n'), publicKey])).subarray(0, RECIPIENT_CHECK_BYTES)
}

function invalidRecipient(): UkpError {
  return new UkpError('recipient-invalid', {})
}
