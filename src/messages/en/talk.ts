// What ukp says when things go well: questions, reports, labels.
import type { OtherCode } from '../../errors.ts'
import type { Loss, LossKind } from '../../otp/loss.ts'
import type { WarningCode, WarningFacts } from '../../otp/warnings.ts'
import { argument, listed, say } from '../say.ts'
import { otherCode } from './other-code.ts'

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

/** "3 accounts", "1 account". */
const accounts = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`)

const LOSSES: Readonly<Record<LossKind, string>> = {
  type: 'type',
  algorithm: 'algorithm',
  digits: 'digits',
  period: 'period in seconds',
  counter: 'counter',
  secret: 'key too long, bytes',
  size: 'too much for a QR code, bytes',
  name: 'name',
  issuer: 'issuer',
  account: 'user name',
  note: 'note',
  tags: 'tags',
  'deletion-code': 'deletion code',
  history: 'earlier keys',
}

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

const timeSteps = (count: number): string => (count === 1 ? '1 step' : `${count} steps`)

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
    nothingFound: 'Nothing found.',
    /** A day, by its digits. */
    day: (year: string, month: string, day: string): string => `${year}-${month}-${day}`,
  },
  warnings,

  vault: {
    createTitle: 'Creating a new vault.',
    newPassphrase: 'Choose a vault passphrase (not your Ügyfélkapu password):',
    again: 'Again:',
    cannotRecover:
      'If you forget the passphrase, nobody can recover the vault. A recovery key on paper helps then: ukp key add recovery',
    passphrase: 'Vault passphrase:',
    passphraseOrRecoveryKey: 'Vault passphrase (or recovery key):',
    backupPassphrase: (file: string): string => say`Passphrase of the backup ${file}:`,
    created: (file: string): string => say`Vault created: ${file}`,
    othersCanRead: (file: string): string =>
      say`Others on this computer can read ${file}. Fix it with: chmod 600 ${file}`,
    unreadable: (count: number): string =>
      say`${accounts(count)} in the vault cannot be read by this version of ukp; kept as they are.`,
    older: (generation: number, seen: number): string =>
      say`This is an older copy of the vault: save ${generation}, and this computer has seen save ${seen}. It can be read; before saving you are asked. Other copies: ukp merge, ukp backup list`,
    olderQuestion: (generation: number, seen: number): string =>
      say`This is an older copy of the vault (save ${generation}, seen here: ${seen}). What came later is missing. Go on from this one?`,
    forked: (generation: number): string =>
      say`This vault (save ${generation}) went another way than the one this computer has seen: two computers saved at the same time, or a file was exchanged. To join the other copy: ukp merge <file>`,
    forkedQuestion: (generation: number): string =>
      say`This vault (save ${generation}) went another way than the one seen here. Go on from this one?`,
    replaced: (file: string): string =>
      say`Another vault was used here before: ${file}. If nobody exchanged it on purpose, stop and look for the right one.`,
    copies: (files: readonly string[]): string =>
      say`There is another copy of this vault, perhaps from a sync program: ${files.join(', ')}. To join it: ukp merge`,
    openedByRecoveryKey: (id: string, generation: number): string =>
      say`Opened with a recovery key: vault ${id}, save ${generation}.`,
    recoverySeen: 'This computer has seen this very save before.',
    recoveryUnseen:
      'This computer has not seen this save before. Whoever can write the file could have made it up for the holder of the recovery key: check that the codes work before you rely on it.',
    recoveryThenChange: 'To set a new passphrase: ukp key change',
    newQuestion: 'Make a new, empty vault here?',
    weakPassphrase:
      'The passphrase of this vault is protected by less work than is usual today. It is raised with: ukp key change',
  },

  add: {
    keyHint:
      'Paste the secret key or the otpauth link. It stays hidden. The portal shows the key after „Nem tudom beolvasni a kódot”.',
    keyPrompt: 'Secret key:',
    deletionCodeHint:
      'The portal shows the deletion code of Ügyfélkapu+ (törlőkód, 8 digits) once, at the end. Another account, or not shown yet? Press Enter; later: ukp edit <name> --deletion-code',
    namePrompt: 'Name (for example: mama):',
    deletionCodeOf: (name: string): string =>
      say`The deletion code of this account, 8 digits; it stays hidden: ${name}`,
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
    dryRun: 'Nothing was saved.',
    noBackup: 'There is no backup yet. To make one: ukp backup',
    pictureHoldsKey: (file: string): string =>
      say`The picture still holds the key: ${file}. Keep it safe or delete it.`,
    pictureSynced: (file: string, service: string): string =>
      say`Its folder is synced with other computers (${service}): the picture may be there already: ${file}`,
    pictureOpen: (file: string): string => say`Other users of this computer can read the picture: ${file}`,
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
  },

  import: {
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
    othersCanRead: (files: readonly string[]): string => say`Other users of this computer can read: ${listed(files)}`,
  },

  export: {
    plainWarning: 'The export is NOT encrypted: whoever gets hold of it can make your codes, now and later.',
    word: 'unencrypted',
    wordQuestion: (word: string): string => say`To go on, type the word ${word}:`,
    password: 'Password for the file (not the vault passphrase):',
    again: 'Again:',
    loss: ({ what, value }: Loss): string => (value === null ? LOSSES[what] : say`${LOSSES[what]}: ${value}`),
    refused: (app: string, why: string, names: readonly string[]): string =>
      say`Cannot be exported, as codes would be wrong or missing in ${app}: ${why} (${listed(names)})`,
    without: (what: string, names: readonly string[]): string =>
      say`Left out, as the format has no place for it: ${what} (${names.length}: ${listed(names)})`,
    doubtful: (what: string, names: readonly string[]): string =>
      say`Some apps ignore this, so compare a code there: ${what} (${listed(names)})`,
    written: (file: string, count: number): string => say`Written: ${file} (${accounts(count)})`,
    anyone:
      'Whoever gets hold of it can make these codes, now and later. Delete it as soon as it is imported, also in the trash, in clouds and on the phone.',
    sealed: (app: string): string => say`It opens with the password given now, in ${app}.`,
    dryRun: (count: number): string => say`Would be exported: ${accounts(count)}. Nothing was written.`,
  },

  list: {
    name: 'NAME',
    issuer: 'ISSUER',
    account: 'USER NAME',
    tags: 'TAGS',
    notes: 'STATUS',
    empty: 'The vault is empty. To add an account: ukp add <name>',
    noMatch: 'No account matches.',
    unreadable: 'cannot be read by this version; kept as it is',
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
    validLater: (wait: number, seconds: number): string => say`Valid in ${wait} s, for ${seconds} s.`,
    validThen: (seconds: number): string => say`At that time valid for ${moreSeconds(seconds)}.`,
    counter: (counter: number): string => say`code number ${counter}`,
    copied: (name: string, seconds: number): string =>
      say`Code of ${name} copied. Valid for ${moreSeconds(seconds)}, then the clipboard is cleared.`,
    copiedCounted: (name: string, seconds: number): string =>
      say`Code of ${name} copied. The clipboard is cleared in ${seconds} seconds.`,
    sentToTerminal: (name: string): string =>
      say`Code of ${name} sent to the terminal for its clipboard, if it allows that; ukp cannot clear it.`,
    waiting: (seconds: number): string => say`Waiting ${seconds} s for the next code…`,
    choose: 'Which account?',
    skippedCounted: (names: readonly string[]): string =>
      say`Left out, because asking for a code uses it up: ${names.join(', ')}`,
  },

  run: {
    /** What a variable holds, by its field. */
    fields: {
      account: 'user name',
      code: 'code',
      'deletion-code': 'deletion code',
      secret: 'key',
      uri: 'otpauth link with the key',
    },
    variable: (name: string, what: string, account: string): string => say`${name} (${what} of ${account})`,
    handed: (program: string, variables: readonly string[]): string =>
      say`In the environment of ${program}: ${variables.join(', ')}`,
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
    earlierDeletionCode: 'Its deletion code',
    id: 'Id',
    stored: 'stored (shown with --reveal)',
    missing: 'missing',
    hidden: 'hidden (shown with --reveal)',
    seconds: (seconds: number): string => say`${seconds} s`,
    deletionCodeWarning: 'With the deletion code anyone can switch off Ügyfélkapu+ for this account.',
    qrSteam: 'Most other apps show wrong codes for accounts of Steam.',
    qrCounted: 'Counted codes: use the account on one device only from now on.',
    qrOf: (name: string, at: number, of: number): string => say`${name} (${at} of ${of})`,
    next: 'Enter: the next one',
    qrWarning: 'Whoever sees this QR code can make the codes. Clear the screen afterwards.',
  },

  edit: { changed: (name: string): string => say`Changed: ${name}` },

  remove: {
    question: (names: string): string => say`Move to the trash: ${names}?`,
    purgeQuestion: (names: string): string =>
      say`Delete for good from the vault: ${names}? (Backups keep what they hold.)`,
    notGovernment:
      'This does not switch off Ügyfélkapu+. Without this key and the deletion code, access can be restored at a government office only.',
    done: (name: string): string => say`Moved to the trash: ${name}. To bring it back: ukp restore ${argument(name)}`,
    purged: (name: string): string => say`Deleted for good: ${name}`,
  },

  restore: {
    done: (name: string): string => say`Brought back: ${name}`,
    empty: 'The trash is empty.',
    swapped: (name: string): string =>
      say`The earlier key of ${name} is back. The other one is kept in its history; the same command swaps them again.`,
    earlier: (name: string, date: string): string =>
      say`Earlier key: ${name}, until ${date}. To bring it back: ukp restore ${argument(name)}`,
    purgeEarlierQuestion: (name: string): string => say`Delete the earlier keys of ${name} for good, with no way back?`,
    earlierPurged: (name: string): string => say`Earlier keys deleted for good: ${name}`,
    trashed: 'IN THE TRASH SINCE',
  },

  backup: {
    done: (file: string, count: number): string => say`Backup written and verified: ${file} (${accounts(count)})`,
    good: (file: string, count: number, generation: number, date: string): string =>
      say`The backup is good: ${file} (${accounts(count)}, save number ${generation}, ${date})`,
    removedOld: (file: string): string => say`Old backup deleted: ${file}`,
    replaceQuestion: (file: string): string => say`Replace this file with the backup: ${file}?`,
    restoreQuestion: (count: number, file: string): string =>
      say`Bring back ${accounts(count)} from ${file}? What is there is kept.`,
    nothingMissing: 'Everything in the backup is in the vault already.',
    restored: (name: string): string => say`Brought back: ${name}`,
    restoredAs: (wanted: string, name: string): string => say`Brought back: ${wanted}, as: ${name}`,
    keyRestored: (name: string): string =>
      say`The backup has another key for ${name}. It is now among its earlier keys; to use it: ukp restore ${argument(name)}`,
    inTrash: (name: string): string => say`In the trash: ${name}. To bring it back: ukp restore ${argument(name)}`,
    olderSave: (generation: number, seen: number): string =>
      say`This is save ${generation}; this computer has seen save ${seen}. What came later is missing.`,
    waysOfBackup: 'The vault now opens with the passphrases and keys of the backup. Look at them: ukp key list',
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
    emptierQuestion: (file: string, has: number, would: number): string =>
      say`The backup ${file} holds ${accounts(has)}, the vault now only ${would}. Replace the fuller backup?`,
    fullerKept: (file: string): string =>
      say`Kept although it is old: it holds far more accounts than the vault now, or has another key: ${file}. To delete it as well: --yes`,
    automatic: (file: string): string => say`Backup from before this change: ${file}`,
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
      recovery: 'recovery key',
      unknown: 'not known to this version',
    },
    added: (file: string): string => say`Key file made and added: ${file}`,
    addedWarning:
      'Whoever has this file can open the vault without the passphrase. Do not keep it in a shared or synced folder.',
    passphraseAdded: (id: string): string => say`Passphrase added: ${id}. Every passphrase opens the whole vault.`,
    recoveryAdded:
      'This recovery key is shown once. Write it down, check it, and keep the paper apart from the computer. It opens the vault where the passphrase is asked for.',
    recoveryMade:
      'This recovery key is shown once. Write it down and keep it. It opens the vaults that it is added to; to add it, only the public half is needed:',
    confirmGroup: (group: number): string => say`Written down? Type group ${group} of 6 from the paper:`,
    wrongGroup: 'That is not what is shown above. Please compare.',
    recipient: (text: string): string => say`Public half: ${text}`,
    recipientAdded: (id: string): string =>
      say`The holder of this recovery key can open the vault from now on: ${id}. The key itself was not needed.`,
    keyringAdded: (id: string): string =>
      say`The keyring of this computer opens the vault from now on: ${id}. Programs of the same user can read an open keyring.`,
    removeQuestion: (label: string): string => say`Remove this way to unlock: ${label}? The vault gets a new data key.`,
    dropQuestion: (labels: string): string =>
      say`These ways to unlock cannot be carried over without their passphrase or key, and will be lost: ${labels}. Go on?`,
    otherPassphrase: (label: string): string =>
      say`The vault gets a new data key. Passphrase of ${label}, to keep it (Enter: leave it out):`,
    otherKeyFile: (label: string): string =>
      say`The vault gets a new data key. Key file of ${label}, to keep it (Enter: leave it out):`,
    doesNotOpen: 'This does not open it.',
    removed: (label: string): string => say`Removed: ${label}`,
    dropped: (label: string): string => say`No longer opens the vault: ${label}`,
    rekeyed: 'The vault has a new data key.',
    changed: 'The passphrase is changed.',
    oldCopies:
      'Older copies (backups, the file ending in .bak, synced copies) still open as before. Make a new backup (ukp backup), then delete the old ones.',
    mayBeKnown:
      'Whoever could open the vault with the old passphrase may know the keys in it. Get new ones from the services, then: ukp add <name> --replace',
    ifCompromised: 'If somebody may know the old passphrase and have a copy of the vault: ukp key change --compromised',
  },

  verify: {
    key: 'KEY',
    step: 'WHEN',
    valid: 'VALID',
    presentKey: 'present key',
    earlierKey: (date: string): string => say`earlier key (until ${date})`,
    now: 'now',
    past: (steps: number, seconds: number): string => say`${timeSteps(steps)} (${seconds} s) in the past`,
    future: (steps: number, seconds: number): string => say`${timeSteps(steps)} (${seconds} s) in the future`,
    nextCounter: 'the next one',
    ahead: (count: number): string => say`${count} after the next one`,
    behind: (count: number): string => say`${count} before the next one`,
    clockFine: 'The code is valid now: the clock of this computer is fine.',
    clockSlow: (seconds: number): string =>
      say`If the other device shows this code just now, your clock is about ${seconds} s slow. Remedy: automatic time.`,
    clockFast: (seconds: number): string =>
      say`If the other device shows this code just now, your clock is about ${seconds} s fast. Remedy: automatic time.`,
    earlierInUse: (name: string): string =>
      say`The code is of an earlier key: the service does not use the new key yet. To bring the earlier one back: ukp restore ${argument(name)}`,
    question: (name: string, count: number): string =>
      count === 1
        ? say`Did the service accept this code? Then the earlier key of ${name} is deleted.`
        : say`Did the service accept this code? Then the ${count} earlier keys of ${name} are deleted.`,
    forgotten: (name: string, count: number): string =>
      count === 1 ? say`Earlier key deleted: ${name}` : say`${count} earlier keys deleted: ${name}`,
    kept: (name: string): string => say`Earlier keys are kept: ${name}`,
    keptUnasked: (name: string): string =>
      say`Earlier keys are kept: ${name}. To delete them once the service has accepted a code: ukp verify <code> --yes`,
  },

  session: {
    until: (time: string): string => say`The vault is unlocked until ${time}. To lock it before: ukp lock`,
    untilLogout: 'The vault is unlocked until you log out. To lock it before: ukp lock',
    untilTerminal: 'The vault is unlocked until this terminal is closed. To lock it before: ukp lock',
    locked: 'The vault is locked.',
    lockedAll: (count: number): string => say`Vaults locked: ${count}`,
    nothing: 'Nothing was unlocked.',
    unknownVault: (file: string): string =>
      say`It is not known which vault was here: ${file}. To lock all that are unlocked: ukp lock --all`,
  },

  merge: {
    question: (file: string): string => say`Join ${file} into the vault?`,
    otherVaultQuestion: (file: string): string =>
      say`${file} is not a copy of this vault but another vault. Take its accounts over all the same?`,
    added: (name: string): string => say`Taken over: ${name}`,
    addedAs: (wanted: string, name: string): string => say`Taken over: ${wanted}, as: ${name}`,
    changed: (name: string): string => say`Changed, the other copy was newer: ${name}`,
    kept: (name: string): string => say`Kept, this copy was newer: ${name}`,
    removed: (name: string): string => say`Deleted, as it was for good in the other copy: ${name}`,
    sameKey: (name: string, as: string): string => say`The same key twice, now one account: ${name} is ${as}`,
    unreadable: (count: number): string => say`Taken over without being understood by this version: ${count}`,
    nothing: (file: string): string => say`There is nothing new in ${file}.`,
    done: (file: string): string => say`Joined. The other file was left as it is: ${file}`,
    notNeeded: (file: string): string =>
      say`Joined. The other copy is not needed any more; it was left as it is: ${file}`,
    would: 'Nothing was saved.',
    newerKey:
      'The other copy has the newer data key: from now on the vault opens with its passphrases and keys. Look at them: ukp key list',
    olderKey: 'The other copy has an older data key: its ways to unlock were not taken over.',
    keysAdded: (count: number): string => say`Ways to unlock taken over: ${count}`,
  },

  progress: {
    key: 'Deriving the key…',
    pictures: (done: number, of: number): string => `Pictures read: ${done} of ${of}`,
    files: (done: number, of: number): string => `Files read: ${done} of ${of}`,
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
    /** Whether the Hungarian words of the verbs are shown. */
    hungarianWords: false as boolean,
    commands: 'Commands',
    topics: 'Topics, with ukp help <topic>',
    default: (value: string): string => say`default: ${value}`,
    more: 'More about a command: ukp help <command>',
  },
}
