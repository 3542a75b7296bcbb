// Keys of accounts, as a key, a link or a part of an export, and keys that are stored already.
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { LINK_PARTS } from './fields.ts'

export const keys = {
  'key-empty': () => ({
    message: 'The key is empty.',
    hint: 'Copy it whole. On the Ügyfélkapu+ portal it is shown after „Nem tudom beolvasni a kódot” ("I cannot scan the code").',
  }),
  'key-bad-character': ({ character, position, guess }) => ({
    message: say`Not possible in a key: ${character} (character ${position}).`,
    hint:
      guess === null
        ? 'A key has the letters A to Z and the digits 2 to 7 only.'
        : say`Probably: ${guess}. A key has the letters A to Z and the digits 2 to 7 only.`,
  }),
  'key-bad-length': ({ length }) => ({
    message: say`The key cannot be right: with ${length} ${length === 1 ? 'character' : 'characters'}, a character is missing or one is too many.`,
    hint: 'Compare it with the original, character by character.',
  }),
  'key-too-short': ({ length }) => ({
    message: say`The key is too short: ${length} characters.`,
    hint: 'Copy the whole key.',
  }),
  'key-too-long': ({ limit }) => ({
    message: say`The key is too long: more than ${limit} characters.`,
    hint: 'Check that only the key was copied.',
  }),
  'link-invalid': ({ part, value }) => ({
    message:
      value === null
        ? say`The link cannot be used: ${LINK_PARTS[part] ?? part} is missing or wrong.`
        : say`The link cannot be used: ${LINK_PARTS[part] ?? part} is ${value}.`,
    hint: 'Copy the whole link again, from otpauth:// on.',
  }),
  'link-unknown-type': ({ type }) => ({
    message: say`Codes of this kind are not known to ukp: ${type}.`,
    hint: 'Known are totp, hotp and steam.',
  }),
  'link-algorithm': ({ algorithm }) => ({
    message: say`This algorithm is not known to ukp: ${algorithm}.`,
    hint: 'Known are SHA1, SHA224, SHA256, SHA384 and SHA512.',
  }),
  'entry-field': ({ field, value }) => ({
    message:
      value === null
        ? say`Missing or wrong: ${LINK_PARTS[field] ?? field}.`
        : say`Not possible: ${LINK_PARTS[field] ?? field} = ${value}.`,
    hint: 'Set this account up again at its issuer, or add it by hand: ukp add',
  }),
  'line-unknown': () => ({
    message: 'This line is no link and no account.',
    hint: 'Expected: otpauth:// or otpauth-migration:// links, one a line.',
  }),
  'same-key': ({ name }) => ({
    message: say`This key is already stored as: ${name}.`,
    hint: say`Its code: ukp code ${argument(name)}`,
  }),
  'same-key-in-trash': ({ name }) => ({
    message: say`This key is in the trash as: ${name}.`,
    hint: say`To bring it back: ukp restore ${argument(name)}`,
  }),
  'same-key-differs': ({ name, field, here, there }) => ({
    message: say`This key is stored as ${name}, but with another value: ${field}=${here} here, ${field}=${there} in the file.`,
    hint: say`Compare one code with the service. If the file is right: ukp remove ${argument(name)} --purge, then import again.`,
  }),
  'migration-damaged': () => ({
    message: 'The export from Google Authenticator is damaged or empty.',
    hint: 'Export again on the phone, and take the whole QR code.',
  }),
  'migration-entry': ({ what }) => ({
    message: say`An account of the export cannot be taken over, wrong or unknown: ${LINK_PARTS[what] ?? what}.`,
    hint: 'Set this account up again at its issuer.',
  }),
  'migration-missing': ({ missing, size }) => ({
    message: say`The export has ${size} parts, and some are missing: ${missing.join(', ')}.`,
    hint: 'Give the pictures of all parts in one call: ukp import part1.png part2.png. What is stored already is not stored twice.',
  }),
} satisfies Partial<Sentences>
