// New accounts, from the portal, pictures, links and other apps.
import type { OtherCode } from '../../../errors.ts'
import type { WarningCode, WarningFacts } from '../../../otp/warnings.ts'
import { argument, listed, say } from '../../say.ts'
import { otherCode } from '../other-code.ts'
import { accounts } from './count.ts'

/** How many of each an import had. */
export interface ImportCounts {
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly refused: number
}

/** "57, already there: 3, not taken: 2": what is zero is left out, save the first. */
const countsText = ({ added, changed, same, refused }: ImportCounts): string =>
  [
    String(added),
    changed > 0 ? `completed: ${changed}` : '',
    same > 0 ? `already there: ${same}` : '',
    refused > 0 ? `cannot be taken over: ${refused}` : '',
  ]
    .filter(Boolean)
    .join(', ')

export const warnings: { readonly [C in WarningCode]: (facts: WarningFacts[C]) => string } = {
  'label-issuer': ({ label, parameter }) =>
    say`The link names two issuers, ${label} and ${parameter}; taken: ${parameter}.`,
  'label-missing': () => 'The link has no label.',
  'label-raw': () => 'The label is not written as it should be; taken as it stands.',
  'odd-length': ({ length }) =>
    say`The key has an unusual length (${length} characters). Compare a code with the other app.`,
  'unusual-end': () => 'The last character of the key is unusual. Compare the key with the original once more.',
  'short-key': ({ bits }) => say`The key is very short (${bits} bits).`,
  'counter-missing': () => 'The link gives no counter; counting begins at 0.',
  'type-missing': () => 'The export does not say which kind of code it is; taken as time-based.',
  'steam-issuer': ({ taken }) =>
    say`The issuer is Steam, but the link does not say which kind of code: taken as ${taken}. Compare a code; if it is another kind: ukp add <name> --type`,
  'few-digits': ({ digits }) => say`The code has only ${digits} digits.`,
  'note-cut': ({ limit }) => say`The note is too long; kept are its first ${limit} characters.`,
  'long-period': ({ period }) => say`The code changes only every ${period} seconds.`,
  'deletion-code-short': ({ length }) =>
    say`The deletion code is too short (${length} of 8 digits): spreadsheets drop zeros at the start. It was left out; to add it: ukp edit <name> --deletion-code`,
  'deletion-code-wrong': () =>
    'The deletion code is not made of 8 digits. It was left out; to add it: ukp edit <name> --deletion-code',
}

export const add = {
  keyHint:
    'Paste the secret key or the otpauth link. It stays hidden. The portal shows the key after „Nem tudom beolvasni a kódot”.',
  keyPrompt: 'Secret key:',
  deletionCodeHint:
    'The portal shows the deletion code of Ügyfélkapu+ (törlőkód, 8 digits) once, at the end. Another account, or not shown yet? Press Enter; later: ukp edit <name> --deletion-code',
  namePrompt: 'Name (for example: mama):',
  deletionCodeOf: (name: string): string => say`The deletion code of this account, 8 digits; it stays hidden: ${name}`,
  deletionCodePrompt: 'Deletion code:',
  added: (name: string): string => say`Added: ${name}`,
  itsCode: (name: string): string => say`Its code: ukp code ${argument(name)}`,
  savedAs: (wanted: string, name: string): string =>
    say`There is already an account named ${wanted}. Saved as: ${name}`,
  replaced: (name: string): string =>
    say`New key stored: ${name}. The old one is kept in its history. Its code: ukp code ${argument(name)}. Does the service not accept it? The old key comes back with: ukp restore ${argument(name)}`,
  completed: {
    counter: (name: string, counter: number): string =>
      say`Counter from the file: ${name} (next code: number ${counter})`,
    'deletion-code': (name: string): string => say`Deletion code from the file: ${name}`,
  },
  twice: (name: string): string => say`Given twice, counts once: ${name}`,
  same: (name: string): string => say`Already stored as: ${name}`,
  refused: (source: string, sentence: string): string =>
    source === '' ? say`Not taken: ${sentence}` : say`Not taken, ${source}: ${sentence}`,
  line: (line: number): string => say`line ${line}`,
  wouldAdd: (label: string, details: string): string => say`Would be added: ${label} (${details})`,
  details: (parts: { issuer: string; account: string; others: string; characters: number }): string =>
    [
      parts.issuer === '' ? '' : say`issuer: ${parts.issuer}`,
      parts.account === '' ? '' : say`user name: ${parts.account}`,
      parts.others,
      `key of ${parts.characters} characters`,
    ]
      .filter(Boolean)
      .join(', '),
  foundSeveral: (count: number): string => `The pictures hold ${accounts(count)}:`,
  takeQuestion: (count: number): string => (count === 1 ? 'Add this account?' : `Add these ${count} accounts?`),
  skipped: (file: string, holds: OtherCode | null): string =>
    holds === null
      ? say`Skipped, a QR code for logging in with the DÁP app, which holds no key: ${file}`
      : say`Skipped, a QR code that is not for an authenticator (${otherCode(holds)}): ${file}`,
  pictureHoldsKey: (file: string): string => say`The picture still holds the key: ${file}. Keep it safe or delete it.`,
  pictureSynced: (file: string, service: string): string =>
    say`Its folder is synced with other computers (${service}): the picture may be there already: ${file}`,
  pictureOpen: (file: string): string => say`Others on this computer can read the picture: ${file}`,
  pictureKept: (file: string): string => say`Not deleted, because not everything in the picture was taken: ${file}`,
  deleteQuestion: (files: readonly string[]): string =>
    files.length === 1
      ? say`Delete the picture now? ${files.join(', ')}`
      : say`Delete these pictures now? ${files.join(', ')}`,
  pictureDeleted: (file: string): string => say`Picture deleted: ${file}`,
  clipboardHoldsKey: 'The clipboard still holds the key.',
  clearQuestion: 'Clear the clipboard now?',
  clipboardCleared:
    'Clipboard cleared. What a clipboard manager or a synced clipboard has kept is not reached by that.',
  clipboardChanged: 'The clipboard holds something else by now and was left as it is.',
  clipboardLeft: 'Not cleared, because not everything on the clipboard was taken.',
  beyondDeleting:
    'Deleting does not reach copies in the trash, in a cloud, in backups, on a phone or in the history of the clipboard, and the disk itself may keep what stood in the file for some time. Copies are to be deleted where they are.',
}

export const importing = {
  password: (file: string, app: string): string => say`Password of ${file} (${app}; not the vault passphrase):`,
  saveQuestion: 'Save this?',
  refused: (source: string, sentence: string): string =>
    source === '' ? say`Cannot be taken over: ${sentence}` : say`Cannot be taken over, ${source}: ${sentence}`,
  otherName: (place: string, wanted: string, name: string): string =>
    say`${place === '' ? '' : `${place}: `}${wanted}: not stored twice, as its key is that of: ${name}`,
  otherDeletionCode: 'Its deletion code differs and was left out.',
  compare: 'Keep the old app until a code of each account was compared: ukp code --all',
  found: (file: string, app: string): string => say`${file}: ${app}`,
  about: (name: string, warning: string): string => say`${name}: ${warning}`,
  trashed: 'in the trash there, so in the trash here',
  passedOver: (file: string): string => say`Passed over, neither a picture nor a known export: ${file}`,
  remarks: {
    'passwords-left': (file: string): string => say`The file holds passwords too; they were not read: ${file}`,
    'without-key': (file: string): string => say`Rows without a key were passed over: ${file}`,
  },
  would: (counts: ImportCounts): string => `To be added: ${countsText(counts)}`,
  done: (counts: ImportCounts): string => `Added: ${countsText(counts)}`,
  holdKeys: (files: readonly string[]): string =>
    say`Keys that anybody can read who gets the file are in: ${listed(files)}. Delete what is not needed any more, also in the trash, in clouds and on the phone.`,
  synced: (files: readonly string[], service: string): string =>
    say`Their folder is synced with other computers (${service}), so copies may be there already: ${listed(files)}`,
  othersCanRead: (files: readonly string[]): string => say`Others on this computer can read: ${listed(files)}`,
}
