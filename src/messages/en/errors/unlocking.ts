// What does not unlock the vault, or not for a while.
import type { Facts } from '../../../errors.ts'
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { KEY_FILE_INSTEAD } from './hints.ts'

/** How to unlock where nobody can be asked. */
const WITHOUT_TERMINAL =
  'Give a way to unlock: --key-file <file>, --passphrase-file <file>, --passphrase-fd <n>, or the variable UKP_PASSPHRASE.'

/** Why there can be no session, and what to do. */
function withoutSession({ reason, folder }: Facts['no-session']): string {
  const hints: Readonly<Record<Facts['no-session']['reason'], string>> = {
    windows: `On Windows the key could not be kept from other users. ${KEY_FILE_INSTEAD}`,
    unmade: say`This folder cannot be made: ${folder}. Check XDG_RUNTIME_DIR and TMPDIR.`,
    unsafe: say`This folder is a link, belongs to somebody else, or others may enter it: ${folder}. Find out why, then delete it, or: chmod 700 ${argument(folder)}`,
    long: say`The path of this folder is too long: ${folder}. Set XDG_RUNTIME_DIR or TMPDIR to a shorter one.`,
    logout:
      'Nothing here tells when you log out: there is neither XDG_RUNTIME_DIR nor a terminal. Give a time: ukp unlock --for 8h',
    other: say`The process that holds the key did not start (${folder}). ${KEY_FILE_INSTEAD}`,
  }
  return hints[reason]
}

export const unlocking = {
  'wrong-passphrase': () => ({
    message: 'Wrong vault passphrase.',
    hint: 'It is the passphrase that was chosen for the vault, not the Ügyfélkapu password. Capital letters count.',
  }),
  'wrong-key-file': ({ file }) => ({
    message: say`This key file does not open the vault: ${file}.`,
    hint: 'Key files of a vault are shown by: ukp key list',
  }),
  'no-terminal': () => ({
    message: 'The vault is locked and there is no terminal to ask for the passphrase.',
    hint: WITHOUT_TERMINAL,
  }),
  'new-vault-passphrase': () => ({
    message: 'A new vault needs a passphrase, and there is no terminal to ask for it.',
    hint: 'Give it with --passphrase-file <file>, --passphrase-fd <n>, or the variable UKP_PASSPHRASE.',
  }),
  'credential-unsafe': ({ file }) => ({
    message: say`Others on this computer can read this file: ${file}.`,
    hint: say`Fix it with: chmod 600 ${file}`,
  }),
  'credential-unreadable': ({ file }) => ({
    message: say`The passphrase or key cannot be read from: ${file}.`,
    hint: 'Check that the file exists and that it is yours.',
  }),
  'passphrase-invalid': () => ({
    message: 'The passphrase is empty, longer than 4096 bytes, or not text.',
    hint: 'It is the first line of the file, descriptor or variable.',
  }),
  'key-file-invalid': ({ file }) => ({
    message: say`This is not a key file: ${file}.`,
    hint: 'A key file has exactly 32 bytes and is made by: ukp key add key-file <file>',
  }),
  'no-key-slot': () => ({
    message: 'No key file opens this vault.',
    hint: 'Unlock with the passphrase. To add a key file: ukp key add key-file <file>',
  }),
  'no-passphrase-slot': () => ({
    message: 'This vault has no passphrase.',
    hint: 'Unlock with a key file: --key-file <file>. To add a passphrase: ukp key add passphrase',
  }),
  'recovery-key-invalid': ({ group }) => ({
    message:
      group === null
        ? 'The recovery key is not complete: it has six groups of six characters after UKPR.'
        : say`The recovery key is mistyped in group ${group} of 6.`,
    hint: 'Compare with the paper. Capital or small letters, blanks and dashes do not matter.',
  }),
  'wrong-recovery-key': () => ({
    message: 'This recovery key does not open the vault. It is typed right, but belongs to something else.',
    hint: 'Look for the paper that was written for this vault.',
  }),
  'no-recovery-slot': () => ({
    message: 'No recovery key was ever added to this vault.',
    hint: 'Unlock with the passphrase. To add a recovery key: ukp key add recovery',
  }),
  'no-session': (facts) => ({
    message: 'The vault cannot be kept unlocked here. Nothing was changed.',
    hint: withoutSession(facts),
  }),
} satisfies Partial<Sentences>
