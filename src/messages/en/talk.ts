// What ukp says when things go well: questions, reports, labels.
import type { WarningCode, WarningFacts } from '../../otp/warnings.ts'
import { argument, say } from '../say.ts'

const warnings: { readonly [C in WarningCode]: (facts: WarningFacts[C]) => string } = {
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
  'few-digits': ({ digits }) => say`The code has only ${digits} digits.`,
  'long-period': ({ period }) => say`The code changes only every ${period} seconds.`,
}

/** "3 accounts", "1 account". */
const accounts = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`)

const moreSeconds = (seconds: number): string => (seconds === 1 ? '1 more second' : `${seconds} more seconds`)

export const talk = {
  words: {
    yes: 'Yes',
    no: 'No',
    yesOrNo: 'Please answer with y or n.',
    keyAction: (action: string): string => action,
    error: 'Error',
    nextStep: 'Next step',
    warning: 'Note',
    none: 'none',
  },
  warnings,

  vault: {
    createTitle: 'Creating a new vault.',
    newPassphrase: 'Choose a vault passphrase (not your Ügyfélkapu password):',
    again: 'Again:',
    cannotRecover: 'If you forget the passphrase, nobody can recover the vault.',
    passphrase: 'Vault passphrase:',
    backupPassphrase: (file: string): string => say`Passphrase of the backup ${file}:`,
    created: (file: string): string => say`Vault created: ${file}`,
    othersCanRead: (file: string): string =>
      say`Others on this computer can read ${file}. Fix it with: chmod 600 ${file}`,
    unreadable: (count: number): string =>
      say`${accounts(count)} in the vault cannot be read by this version of ukp; kept as they are.`,
  },

  add: {
    keyHint:
      'Paste the secret key or the otpauth link. It stays hidden. The portal shows the key after „Nem tudom beolvasni a kódot”.',
    keyPrompt: 'Secret key:',
    deletionCodeHint:
      'The portal shows the deletion code (törlőkód, 8 digits) once, at the end. Not shown yet? Press Enter; later: ukp edit <name> --deletion-code',
    namePrompt: 'Name (for example: mama):',
    deletionCodePrompt: 'Deletion code:',
    added: (name: string): string => say`Added: ${name}`,
    itsCode: (name: string): string => say`Its code: ukp code ${argument(name)}`,
    savedAs: (wanted: string, name: string): string =>
      say`There is already an account named ${wanted}. Saved as: ${name}`,
    replaced: (name: string): string => say`New key stored: ${name}. The old one is kept in its history.`,
    same: (name: string): string => say`Already stored as: ${name}`,
    refused: (source: string, sentence: string): string => say`Not taken, ${source}: ${sentence}`,
    line: (line: number): string => say`line ${line}`,
    wouldAdd: (label: string, characters: number): string =>
      say`Would be added: ${label} (key of ${characters} characters)`,
    dryRun: 'Nothing was saved.',
    noBackup: 'There is no backup yet. To make one: ukp backup',
    pictureHoldsKey: (file: string): string =>
      say`The picture still holds the key: ${file}. Keep it safe or delete it.`,
  },

  list: {
    name: 'NAME',
    issuer: 'ISSUER',
    account: 'USER NAME',
    tags: 'TAGS',
    notes: 'NOTES',
    empty: 'The vault is empty. To add an account: ukp add <name>',
    noMatch: 'No account matches.',
    sameLabel: 'same name or label twice',
    noDeletionCode: 'deletion code: missing',
    count: (count: number): string => accounts(count),
    backupNever: 'There is no backup yet. To make one: ukp backup',
    backupOld: (date: string): string => say`Last backup: ${date}. There are newer changes: ukp backup`,
    inTrash: (count: number): string => say`In the trash: ${count}`,
  },

  code: {
    secondsLeft: (seconds: number): string => say`${seconds} s left`,
    next: (code: string): string => say`next: ${code}`,
    validFor: (seconds: number): string => say`Valid for ${moreSeconds(seconds)}.`,
    counter: (counter: number): string => say`code number ${counter}`,
    copied: (name: string, seconds: number): string =>
      say`Code of ${name} copied. Valid for ${moreSeconds(seconds)}, then the clipboard is cleared.`,
    copiedCounted: (name: string, seconds: number): string =>
      say`Code of ${name} copied. The clipboard is cleared in ${seconds} seconds.`,
    waiting: (seconds: number): string => say`Waiting ${seconds} s for the next code…`,
    choose: 'Which account?',
    skippedCounted: (names: readonly string[]): string =>
      say`Left out, because asking for a code uses it up: ${names.join(', ')}`,
  },

  show: {
    name: 'Name',
    issuer: 'Issuer',
    account: 'User name',
    type: 'Type',
    algorithm: 'Algorithm',
    digits: 'Digits',
    period: 'Period',
    counter: 'Counter',
    tags: 'Tags',
    note: 'Note',
    deletionCode: 'Deletion code',
    created: 'Added',
    modified: 'Changed',
    source: 'From',
    secret: 'Key',
    history: 'Earlier keys',
    earlier: (date: string): string => say`Key until ${date}`,
    id: 'Id',
    stored: 'stored (shown with --reveal)',
    missing: 'missing',
    hidden: 'hidden (shown with --reveal)',
    seconds: (seconds: number): string => say`${seconds} s`,
    deletionCodeWarning: 'With the deletion code anyone can switch off Ügyfélkapu+ for this account.',
    qrWarning: 'Whoever sees this QR code can make the codes. Clear the screen afterwards.',
  },

  edit: { changed: (name: string): string => say`Changed: ${name}` },

  remove: {
    question: (names: string): string => say`Move to the trash: ${names}?`,
    purgeQuestion: (names: string): string => say`Delete for good, with no way back: ${names}?`,
    notGovernment:
      'This does not switch off Ügyfélkapu+. Without this key and the deletion code, access can be restored at a government office only.',
    done: (name: string): string => say`Moved to the trash: ${name}. To bring it back: ukp restore ${argument(name)}`,
    purged: (name: string): string => say`Deleted for good: ${name}`,
  },

  restore: {
    done: (name: string): string => say`Brought back: ${name}`,
    empty: 'The trash is empty.',
    trashed: 'IN THE TRASH SINCE',
  },

  backup: {
    done: (file: string, count: number): string => say`Backup written and verified: ${file} (${accounts(count)})`,
    good: (file: string, count: number, generation: number): string =>
      say`The backup is good: ${file} (${accounts(count)}, save number ${generation})`,
    removedOld: (file: string): string => say`Old backup deleted: ${file}`,
    replaceQuestion: (file: string): string => say`Replace this file with the backup: ${file}?`,
    restoreQuestion: (count: number, file: string): string =>
      say`Bring back ${accounts(count)} from ${file}? What is there is kept.`,
    nothingMissing: 'Everything in the backup is in the vault already.',
    restored: (name: string): string => say`Brought back: ${name}`,
    restoredAs: (wanted: string, name: string): string => say`Brought back: ${wanted}, as: ${name}`,
    installed: (file: string, count: number): string => say`Vault restored: ${file} (${accounts(count)})`,
    none: 'There is no backup yet. To make one: ukp backup',
    file: 'FILE',
    date: 'DATE',
    generation: 'SAVE',
    size: 'SIZE',
    otherVault: 'it belongs to another vault',
    differs: 'it does not hold what the vault holds',
    cannotOpen: 'it cannot be opened',
    damaged: 'it is damaged or was altered',
    notAVault: 'it is not a vault file',
    asideQuestion: (file: string, aside: string): string =>
      say`The vault is damaged. It is kept as ${aside}, and ${file} takes its place?`,
    setAside: (file: string): string => say`The damaged vault is kept as: ${file}`,
    keepElsewhere: 'Keep a copy on another device as well, for example a USB stick: ukp backup create <file>',
  },

  key: {
    id: 'ID',
    type: 'TYPE',
    label: 'LABEL',
    created: 'ADDED',
    types: {
      passphrase: 'passphrase',
      'key-file': 'key file',
      keyring: 'keyring',
      unknown: 'not known to this version',
    },
    added: (file: string): string => say`Key file made and added: ${file}`,
    addedWarning:
      'Whoever has this file can open the vault without the passphrase. Do not keep it in a shared or synced folder.',
  },

  usage: {
    usage: 'Usage',
    commandWord: '<command>',
    optionsWord: '[options]',
    /** What stands for a value, by its English word; an absent one stays. */
    placeholders: {} as Readonly<Record<string, string>>,
    arguments: 'Arguments',
    options: 'Options',
    globalOptions: 'Options of every command',
    examples: 'Examples',
    commands: 'Commands',
    default: (value: string): string => say`default: ${value}`,
    more: 'More about a command: ukp help <command>',
  },
}
