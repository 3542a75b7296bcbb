// The ways to unlock, when they are added, changed and removed.
import type { Facts } from '../../../errors.ts'
import { listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { KEY_FILE_INSTEAD } from './hints.ts'

const KEYRING: Readonly<Record<Facts['no-keyring']['reason'], string>> = {
  module: `The part of ukp that uses the keyring is not installed here. ${KEY_FILE_INSTEAD}`,
  bus: `There is no desktop session here (no D-Bus session bus). ${KEY_FILE_INSTEAD}`,
  locked: 'Unlock the keyring of the desktop (log in to it again), then run the command again.',
  other: KEY_FILE_INSTEAD,
}

export const ways = {
  'passphrase-short': ({ minimum }) => ({
    message: say`The passphrase is too short: at least ${minimum} characters are needed.`,
    hint: 'Several words in a row are easy to remember and hard to guess.',
  }),
  'passphrase-mismatch': () => ({ message: 'The two passphrases differ.', hint: 'Nothing was created. Try again.' }),
  'passphrase-same': () => ({
    message: 'The new passphrase is the old one.',
    hint: 'Others may know it: choose another one.',
  }),
  'passphrase-is-recovery-key': () => ({
    message: 'This looks like a recovery key. Here a new passphrase is wanted, one to remember.',
    hint: 'The recovery key stays on paper and opens the vault as before.',
  }),
  'recipient-invalid': () => ({
    message: 'This is not the public half of a recovery key.',
    hint: 'It begins with ukp1 and is shown by: ukp key add recovery, ukp key new recovery, ukp key list --json',
  }),
  'recovery-key-there': ({ title }) => ({
    message: say`This recovery key opens the vault already: ${title}.`,
    hint: 'The ways to unlock are shown by: ukp key list',
  }),
  'last-way-in': () => ({
    message:
      'At least one passphrase or recovery key has to stay: without it, one lost file would lock the vault for good.',
    hint: 'Add another one first: ukp key add passphrase, ukp key add recovery',
  }),
  'keys-left': ({ names }) => ({
    message: say`These ways to unlock cannot be carried over without their passphrase or key: ${names.join(', ')}. Nothing was changed.`,
    hint: 'Give them with --with-passphrase-file and --with-key-file, or give them up with --drop-others.',
  }),
  'key-not-found': ({ id }) => ({
    message: say`The vault has no such way to unlock: ${id}.`,
    hint: 'Ids and labels are shown by: ukp key list',
  }),
  'key-ambiguous': ({ names }) => ({
    message: say`Several ways to unlock fit: ${listed(names)}.`,
    hint: 'Name one by its id, as shown by: ukp key list',
  }),
  'key-slots-full': ({ limit }) => ({
    message: say`The vault has ${limit} ways to unlock already; there is no room for another.`,
    hint: 'They are listed by: ukp key list',
  }),
  'keys-changed': () => ({
    message: 'Somebody else changed the ways to unlock in the same moment. Nothing was changed.',
    hint: 'Look at them (ukp key list) and run the command again.',
  }),
  'no-keyring': ({ reason }) => ({
    message: 'The keyring of the system cannot be used here. Nothing was changed.',
    hint: KEYRING[reason],
  }),
} satisfies Partial<Sentences>
