// What went wrong, and under it the next step. One pair for each reason of errors.ts.
import type { Facts, Reason, Rescue } from '../../errors.ts'
import { argument, commandLine, listed, type Sentence, say } from '../say.ts'
import { otherCode } from './other-code.ts'

export type ErrorSentences = { readonly [R in Reason]: (facts: Facts[R]) => Sentence }

const PARTS: Readonly<Record<string, string>> = {
  structure: 'its lines are not complete',
  header: 'its header',
  slots: 'its key slots',
  body: 'its encrypted part',
  payload: 'its encrypted part',
  size: 'its size',
}

/** Fields of an account in words. */
const FIELDS: Readonly<Record<string, string>> = {
  link: 'the link',
  issuer: 'issuer',
  account: 'user name',
  note: 'note',
  tag: 'tag',
  qr: 'for a QR code',
}

/** Parts of a link in words. */
const LINK_PARTS: Readonly<Record<string, string>> = {
  secret: 'the key (secret)',
  label: 'the label',
  link: 'the link itself',
  digits: 'the number of digits (digits)',
  period: 'the period',
  counter: 'the counter',
  issuer: 'the issuer',
  account: 'the user name',
}

const CLIPBOARD: Readonly<Record<Facts['no-clipboard']['reason'], string>> = {
  display: 'There is no display: neither X11 nor Wayland.',
  remote: 'There is no display: over SSH the clipboard is that of the other computer.',
  program: 'A program for the clipboard is missing.',
  terminal: 'There is no terminal here that it could be handed to.',
  other: 'The clipboard of this system does not answer.',
}

/** What helps where there is no clipboard: `copying` a code, or reading. */
function withoutClipboard({ reason, install = null, reading }: Facts['no-clipboard']): string {
  if (reason === 'program' && install !== null) return say`Install: ${install}`
  if (reading === true) return 'Give the picture as a file: ukp add --qr <image>'
  if (reason === 'remote') return 'To hand it to the terminal that you sit at: ukp code <name> --osc52'
  return 'Read the code from the screen: ukp code <name>'
}

const SCREEN: Readonly<Record<Facts['no-screen']['reason'], string>> = {
  display: 'There is no display: neither X11 nor Wayland.',
  remote: 'There is no display: over SSH the screen is that of the other computer.',
  program: 'A program that takes pictures of the screen is missing.',
  refused: 'The system did not allow it.',
  other: 'The system gave no picture.',
}

function withoutScreen({ reason, install }: Facts['no-screen']): string {
  const others = 'Or copy a picture of the QR code, then: ukp add --clipboard'
  if (reason === 'program' && install !== null) return say`Install one of: ${install}. ${others}`
  if (reason === 'display' || reason === 'remote') return 'Give the picture as a file: ukp add --qr <image>'
  if (reason === 'refused') return `Allow this terminal to record the screen, in the privacy settings. ${others}`
  return others
}

/** How to unlock where nobody can be asked. */
const WITHOUT_TERMINAL =
  'Give a way to unlock: --key-file <file>, --passphrase-file <file>, --passphrase-fd <n>, or the variable UKP_PASSPHRASE.'
const FROM_BACKUP =
  'Backups are listed by: ukp backup list. The save before this one ends in .bak. To bring one back: ukp backup restore <file>'

const KEYRING: Readonly<Record<Facts['no-keyring']['reason'], string>> = {
  module:
    'The part of ukp that talks to the keyring is not installed here. Use a key file: ukp key add key-file <file>',
  bus: 'There is no desktop session here (no D-Bus session bus). Use a key file: ukp key add key-file <file>',
  locked: 'Unlock the keyring of the desktop (log in to it again), then run the command again.',
  other: 'Use a key file instead: ukp key add key-file <file>',
}

/** Why there can be no session, and what to do. */
function withoutSession({ reason, folder }: Facts['no-session']): string {
  const hints: Readonly<Record<Facts['no-session']['reason'], string>> = {
    windows:
      'On Windows the key could not be kept from other users. Use a key file instead: ukp key add key-file <file>',
    unmade: say`This folder cannot be made: ${folder}. Check XDG_RUNTIME_DIR and TMPDIR.`,
    unsafe: say`This folder is a link, belongs to somebody else, or others may enter it: ${folder}. Find out why, then delete it, or: chmod 700 ${argument(folder)}`,
    long: say`The path of this folder is too long: ${folder}. Set XDG_RUNTIME_DIR or TMPDIR to a shorter one.`,
    logout:
      'Nothing here tells when you log out: there is neither XDG_RUNTIME_DIR nor a terminal. Give a time: ukp unlock --for 8h',
    other: say`The process that holds the key did not start (${folder}). Use a key file instead: ukp key add key-file <file>`,
  }
  return hints[reason]
}

/** Why a program did not start, by what the system says. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT: 'Check its name, give its path, or look whether the program that its first line names is there.',
  EACCES: 'Make it executable (chmod +x), or start it by the program that reads it, for example: -- node login.js',
}

/** The exact command that brings a vault back, where a good backup was found. */
function fromBackup(rescue: Rescue | undefined): string {
  if (rescue === undefined) return FROM_BACKUP
  const vault = rescue.vault === null ? '' : say` --vault ${argument(rescue.vault)}`
  return say`The newest good backup is ${rescue.backup}. To bring it back: ukp backup restore ${argument(rescue.backup)}${vault}`
}

/** How a picture that is not read becomes one that is. */
const CONVERT: Readonly<Record<string, string>> = {
  HEIC: 'Send it from the iPhone as JPEG (Settings, Camera, Formats: Most Compatible), or open it and save it as PNG or JPEG; on Linux: heif-convert photo.heic photo.png',
  AVIF: 'Open it in a browser and make a screenshot of it, or convert it; on Linux: avifdec picture.avif picture.png',
  PDF: 'Open the document where the QR code is shown and make a screenshot of it; on Linux: pdftoppm -png document.pdf page',
}

const WRITE_HINTS: Readonly<Record<string, string>> = {
  EACCES: 'There is no permission to write there: choose another place.',
  EPERM: 'There is no permission to write there: choose another place.',
  EROFS: 'The disk is read-only: choose another place.',
  ENOENT: 'The folder is not there: make it first.',
}

export const errors: ErrorSentences = {
  'unknown-command': ({ command, suggestion }) => ({
    message: say`Unknown command: ${command}.`,
    hint:
      suggestion === null ? 'All commands: ukp --help' : say`Did you mean: ukp ${suggestion}? All commands: ukp --help`,
  }),
  'unknown-option': ({ option, suggestion }) => ({
    message: say`Unknown option: ${option}.`,
    hint: suggestion === null ? 'The options of a command: ukp help <command>' : say`Did you mean: ${suggestion}?`,
  }),
  'missing-argument': ({ argument }) => ({
    message: say`Something is missing: ${argument}.`,
    hint: 'How the command is used: ukp help <command>',
  }),
  'too-many-arguments': () => ({
    message: 'Too many arguments.',
    hint: 'A name with blanks needs quotation marks: ukp code "my bank"',
  }),
  'missing-value': ({ option }) => ({
    message: say`The option needs a value: ${option}.`,
    hint: 'How the command is used: ukp help <command>',
  }),
  'invalid-value': ({ option, allowed }) => ({
    message: say`This value cannot be used with ${option}.`,
    hint: say`Allowed: ${allowed}`,
  }),
  'conflicting-options': ({ first, second }) => ({
    message: say`These two cannot be used together: ${first} and ${second}.`,
    hint: 'Leave one of them out.',
  }),
  'secret-in-argument': () => ({
    message:
      'Do not give a key, a passphrase or a code on the command line: it stays in the shell history, and others can see it.',
    hint: 'Nothing was stored. Use the hidden prompt (ukp add <name>), --stdin or --qr <image>. Consider a new key at the issuer.',
  }),
  'missing-option': ({ option }) => ({
    message: 'A question would have to be asked here, and there is nobody to ask.',
    hint: say`Give the answer with ${option}.`,
  }),
  'option-needed': ({ option, allowed }) => ({
    message: say`An option is missing: ${option}.`,
    hint: say`Possible values: ${allowed}.`,
  }),
  'dashes-needed': () => ({
    message: 'Before the program there has to be -- so that no option of it is taken for one of ukp.',
    hint: 'For example: ukp run --env TOTP_SEED=secret:mama -- npm start',
  }),
  'variable-twice': ({ name }) => ({
    message: say`This variable is given twice: ${name}.`,
    hint: 'Give each --env another name.',
  }),
  'program-not-started': ({ program, code }) => ({
    message:
      code === 'ENOENT'
        ? say`There is no such program: ${program}.`
        : code === 'EACCES'
          ? say`This may not be run as a program: ${program}.`
          : say`The program could not be started: ${program} (${code}).`,
    hint: NOT_STARTED[code] ?? 'Look at the program and its arguments: ukp only starts it.',
  }),
  'export-needs-folder': () => ({
    message: 'This format is pictures: they need a folder.',
    hint: 'Name one, new or there already: --output <folder>',
  }),
  'export-to-terminal': () => ({
    message: 'Keys are not written to a terminal: it keeps what it showed.',
    hint: 'Write a file (--output <file>), or into a pipe.',
  }),
  'target-password-short': ({ minimum }) => ({
    message: say`The password for the file is too short: at least ${minimum} characters are needed.`,
    hint: 'Several random words are easy to remember and hard to guess.',
  }),
  'target-password-mismatch': () => ({
    message: 'The two passwords for the file differ.',
    hint: 'Run the command again. Nothing was written.',
  }),
  'name-needed': () => ({
    message: 'The account has no label, so it needs a name.',
    hint: 'Give one: ukp add <name>',
  }),
  'for-one-account': ({ what, count }) => ({
    message: say`This fits one account, and here are ${count}: ${what}.`,
    hint: 'Leave it out: the labels become the names. To change one later: ukp edit <name>',
  }),
  'name-taken': ({ name }) => ({
    message: say`There is already an account with this name: ${name}.`,
    hint: 'Choose another name.',
  }),
  'name-invalid': () => ({
    message: 'This cannot be a name: it is empty or longer than 256 characters.',
    hint: 'Give a short name, for example: mama',
  }),
  'nothing-to-change': () => ({
    message: 'Nothing to change was given.',
    hint: 'What can be changed: ukp help edit',
  }),
  'not-time-based': ({ name, option }) => ({
    message: say`The codes of this account are counted, not timed: ${name}. It has no use for ${option}.`,
    hint: say`Leave out ${option}.`,
  }),
  'counter-at-end': ({ name }) => ({
    message: say`The counter of this account is at its end, there are no more codes: ${name}.`,
    hint: 'Set the account up again at its issuer. The vault is in order.',
  }),
  'passphrase-short': ({ minimum }) => ({
    message: say`The passphrase is too short: at least ${minimum} characters are needed.`,
    hint: 'Several words in a row are easy to remember and hard to guess.',
  }),
  'passphrase-mismatch': () => ({ message: 'The two passphrases differ.', hint: 'Nothing was created. Try again.' }),
  'file-exists': ({ file }) => ({
    message: say`The file exists already: ${file}.`,
    hint: 'Choose another file, or move this one away.',
  }),
  'recipient-invalid': () => ({
    message: 'This is not the public half of a recovery key.',
    hint: 'It begins with ukp1 and is shown by: ukp key add recovery, ukp key new recovery, ukp key list --json',
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
  'passphrase-same': () => ({
    message: 'The new passphrase is the old one.',
    hint: 'Others may know it: choose another one.',
  }),
  'passphrase-is-recovery-key': () => ({
    message: 'This looks like a recovery key. Here a new passphrase is wanted, one to remember.',
    hint: 'The recovery key stays on paper and opens the vault as before.',
  }),
  'recovery-key-there': ({ title }) => ({
    message: say`This recovery key opens the vault already: ${title}.`,
    hint: 'The ways to unlock are shown by: ukp key list',
  }),
  'key-not-found': ({ id }) => ({
    message: say`The vault has no such way to unlock: ${id}.`,
    hint: 'Ids and labels are shown by: ukp key list',
  }),
  'key-ambiguous': ({ names }) => ({
    message: say`Several ways to unlock fit: ${listed(names)}.`,
    hint: 'Name one by its id, as shown by: ukp key list',
  }),
  'nothing-to-restore': ({ name }) => ({
    message: say`It is not in the trash and has no earlier key: ${name}.`,
    hint: 'What can be brought back is listed by: ukp restore',
  }),
  'no-copies': () => ({
    message: 'There is no other copy of this vault beside it.',
    hint: 'Name the other copy: ukp merge <file>',
  }),
  'account-not-found': ({ query, similar }) => ({
    message: say`No such account: ${query}.`,
    hint: similar.length > 0 ? say`Did you mean: ${listed(similar)}?` : 'All accounts: ukp list',
  }),
  'account-in-trash': ({ name }) => ({
    message: say`This account is in the trash: ${name}.`,
    hint: say`Bring it back: ukp restore ${argument(name)}`,
  }),
  'vault-has-no-accounts': () => ({ message: 'The vault is empty.', hint: 'To add an account: ukp add <name>' }),
  'all-in-trash': () => ({
    message: 'All accounts are in the trash.',
    hint: 'To see them: ukp restore. To bring one back: ukp restore <name>. To add an account: ukp add <name>',
  }),
  'field-empty': ({ name, field }) => ({
    message:
      field === 'account'
        ? say`No user name is stored for this account: ${name}. Nothing was started.`
        : say`No deletion code is stored for this account: ${name}. Nothing was started.`,
    hint:
      field === 'account'
        ? say`Store it: ukp edit ${argument(name)} --account <name>`
        : say`Store it: ukp edit ${argument(name)} --deletion-code`,
  }),
  'not-in-trash': ({ query }) => ({
    message: say`Not in the trash: ${query}.`,
    hint: 'What is in the trash: ukp restore',
  }),
  ambiguous: ({ query, names }) => ({
    message: say`More than one account matches ${query}: ${listed(names)}.`,
    hint: 'Give more of the name, or the whole name.',
  }),
  'choose-one': ({ names }) => ({
    message: say`There are several accounts: ${listed(names)}.`,
    hint: 'Give a name: ukp code <name>. All codes at once: ukp code --all',
  }),
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
  'backup-locked': ({ file, option }) => ({
    message: say`This file has another passphrase than the vault: ${file}.`,
    hint: say`Give it with ${option} <file>, or run the command on a terminal, where it is asked for.`,
  }),
  'source-password-needed': ({ app }) => ({
    message: say`The file is protected by a password of ${app}, and there is no terminal to ask for it.`,
    hint: 'Put the password into a file that only you can read, and give it with --source-passphrase-file <file>.',
  }),
  'source-password-wrong': ({ app }) => ({
    message: say`Wrong password for this file of ${app}.`,
    hint: say`It is the password that was chosen in ${app} for the export, not the vault passphrase.`,
  }),
  'no-vault': ({ file }) => ({
    message: say`There is no vault yet: ${file}.`,
    hint: 'The first account makes it. Ügyfélkapu+, step by step: ukp enroll. Another account: ukp add <name>. From another app: ukp import <file>. From a backup: ukp backup restore <file>. Another place: --vault <file>',
  }),
  'vault-lost': ({ file, backup }) => ({
    message: say`The vault that this computer has used here is gone: ${file}.`,
    hint: say`The newest good backup is ${backup}. To bring it back: ukp backup restore ${argument(backup)}. To begin anew all the same: --accept-rollback`,
  }),
  'vault-empty-file': ({ file, rescue }) => ({
    message: say`The vault file is empty: ${file}. It was not touched.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-vault': ({ file, rescue }) => ({
    message: say`This is not a vault of ukp: ${file}. It was not touched.`,
    hint: rescue === undefined ? 'Give the right file with --vault <file>.' : fromBackup(rescue),
  }),
  'vault-torn': ({ file, rescue }) => ({
    message: say`The vault file is cut off, its end is missing: ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-damaged': ({ file, part, rescue }) => ({
    message: say`The vault file is damaged or was altered (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-limits': ({ file, part, rescue }) => ({
    message: say`The vault file is refused, it is outside the limits of the format (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-file': ({ file }) => ({
    message: say`This is not an ordinary file: ${file}.`,
    hint: 'Give the right file with --vault <file>.',
  }),
  'vault-newer': ({ file }) => ({
    message: say`This vault was written by a newer version of ukp: ${file}.`,
    hint: 'Install the newer ukp on this computer. The file was not touched.',
  }),
  'file-not-found': ({ file }) => ({ message: say`No such file: ${file}.`, hint: 'Check the name and the folder.' }),
  'file-unreadable': ({ file, code }) => ({
    message: say`The file cannot be read (${code}): ${file}.`,
    hint: 'Check that it is a file and that it is yours.',
  }),
  'folder-not-found': ({ file }) => ({
    message: say`No such folder: ${file}.`,
    hint: 'Is the USB stick plugged in? Make the folder first, or give another one.',
  }),
  'input-too-large': ({ file, limit }) => ({
    message: say`Too large to be what is expected here: ${file} (at most ${limit}).`,
    hint: 'Check that it is the right file.',
  }),
  'input-not-text': () => ({
    message: 'Standard input is not text (UTF-8).',
    hint: 'A picture is read with: --qr -',
  }),
  'input-empty': () => ({
    message: 'Nothing was given.',
    hint: 'Expected on standard input: a base32 key or an otpauth:// link, one a line.',
  }),
  'picture-not-found': ({ file }) => ({
    message: say`No such picture: ${file}.`,
    hint: 'Check the name and the folder. The name of the account stands before --qr: ukp add mama --qr screenshot.png',
  }),
  'picture-unreadable': ({ file }) => ({
    message: say`The picture cannot be read: ${file}.`,
    hint: 'Save it again as PNG or JPEG, or paste the key instead: ukp add <name>',
  }),
  'picture-too-large': ({ file, limit }) => ({
    message: say`The picture is too large: ${file} (at most ${limit}).`,
    hint: 'Cut out the part with the QR code and save it as PNG.',
  }),
  'picture-too-costly': ({ file }) => ({
    message: say`Reading the picture took too much time or memory and was ended: ${file}.`,
    hint: 'The picture may be damaged, or made to do harm. A screenshot of the code alone is read in a moment.',
  }),
  'picture-unsupported': ({ file, format }) => ({
    message: say`Pictures of this kind are not read (${format}): ${file}.`,
    hint: CONVERT[format] ?? 'Open it and save it as PNG, or make a screenshot of it.',
  }),
  'qr-none': ({ file }) => ({
    message: say`No QR code found in the picture: ${file}.`,
    hint: 'Make the screenshot again with the whole QR code and some white around it, or paste the key: ukp add <name>',
  }),
  'qr-not-otp': ({ file, holds }) => ({
    message: say`The QR code can be read, but it is not for an authenticator: ${file} (${otherCode(holds)}).`,
    hint: 'The right one is shown by the service while two-factor login is being set up.',
  }),
  'qr-dap': ({ file }) => ({
    message: say`This is a QR code for logging in with the DÁP app; it holds no key: ${file}.`,
    hint: 'The right one is shown on the portal at "Ügyfélkapu+ igénylése".',
  }),
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
  'migration-damaged': () => ({
    message: 'The export from Google Authenticator is damaged or empty.',
    hint: 'Export again on the phone, and take the whole QR code.',
  }),
  'migration-entry': ({ what }) => ({
    message: say`An account of the export cannot be taken over (${what}).`,
    hint: 'Set this account up again at its issuer.',
  }),
  'migration-missing': ({ missing, size }) => ({
    message: say`The export has ${size} parts, and some are missing: ${missing.join(', ')}.`,
    hint: 'Give the pictures of all parts in one call: ukp import part1.png part2.png. What is stored already is not stored twice.',
  }),
  'import-unknown': ({ file }) => ({
    message: say`No known export was found in this file: ${file}.`,
    hint: 'The formats are listed by: ukp help import. Pictures of QR codes and lists of otpauth:// links are read too.',
  }),
  'import-table': ({ file, names }) => ({
    message: say`The columns of this table are not all known: ${file}. Found: ${listed(names)}.`,
    hint: 'Its first line has to name the columns: a key (titkos kulcs, secret), and a name, issuer or user name (név, name, user name).',
  }),
  'import-spreadsheet': ({ file }) => ({
    message: say`This is a spreadsheet, not an export: ${file}.`,
    hint: 'Save it as CSV in the spreadsheet program, and give that.',
  }),
  'import-not-format': ({ file, format }) => ({
    message: say`The file is not of the format ${format}: ${file}.`,
    hint: 'Leave out --format: the format is found by what the file holds.',
  }),
  'import-damaged': ({ app }) => ({
    message: say`The file is from ${app}, but it is damaged or not complete.`,
    hint: 'Export it again. A file that went through a chat or a mail may have been cut.',
  }),
  'import-costly': ({ app, cost }) => ({
    message: say`Opening this file of ${app} would take too much time or memory (${cost}).`,
    hint: 'The app itself never asks for that much: the file was probably made to do harm.',
  }),
  'import-restricted': ({ app }) => ({
    message: say`This export can be opened in the same ${app} account only.`,
    hint: say`Export again in ${app}: as .json, or as .json (Encrypted) with the type „Password protected”.`,
  }),
  'import-no-export': ({ app }) => ({
    message: say`There is no export from ${app} that another program can read.`,
    hint: 'Set up each account again: log in there with the old app, ask for a new QR code, and give that to: ukp add',
  }),
  'import-empty': ({ file }) => ({
    message: say`There is no account with a key in this file: ${file}.`,
    hint: 'Check in the app that accounts were chosen for the export.',
  }),
  'import-vault': ({ file }) => ({
    message: say`This is a vault of ukp: ${file}.`,
    hint: say`Vaults are joined by: ukp merge ${argument(file)}`,
  }),
  'export-nothing': ({ app }) => ({
    message: say`None of these accounts can be taken over by ${app}.`,
    hint: 'Choose another format; otpauth holds every kind of account.',
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
    hint: say`Bring it back: ukp restore ${argument(name)}`,
  }),
  'same-key-differs': ({ name, field, here, there }) => ({
    message: say`This key is stored as ${name}, but with another value: ${field}=${here} here, ${field}=${there} in the file.`,
    hint: say`Compare one code with the service. If the file is right: ukp remove ${argument(name)} --purge, then import again.`,
  }),
  'deletion-code-invalid': () => ({
    message: 'A deletion code is exactly 8 digits.',
    hint: 'A spreadsheet may have dropped a leading zero. Nothing was changed.',
  }),
  'text-too-long': ({ field, limit }) => ({
    message: say`Too long: ${FIELDS[field] ?? field} (at most ${limit} characters).`,
    hint: 'Shorten it.',
  }),
  'vault-full': ({ limit }) => ({
    message: say`The vault is full: at most ${limit} accounts, 32 MiB.`,
    hint: 'Use a second vault: --vault <file>',
  }),
  'key-slots-full': ({ limit }) => ({
    message: say`The vault has ${limit} ways to unlock already; there is no room for another.`,
    hint: 'They are listed by: ukp key list',
  }),
  busy: ({ holder }) => ({
    message: say`Another ukp is using the vault: ${holder}.`,
    hint: 'Try again shortly. Nothing was changed.',
  }),
  'clock-wrong': ({ seconds, slow }) => ({
    message: say`The computer clock seems to be ${seconds} s ${slow ? 'slow' : 'fast'}. Codes will be rejected.`,
    hint: 'Switch on automatic time in the settings of the system, then look again: ukp doctor --time-server',
  }),
  'code-unknown': () => ({
    message: 'The code is of none of the accounts, within ten minutes before and after now.',
    hint: 'Check the code, and that the clock of this computer is right (automatic time). Accounts in the trash are left out; they are listed by: ukp restore',
  }),
  'backup-rejected': ({ file, reason }) => ({
    message: say`The backup is not good: ${file} (${reason}).`,
    hint: 'Use another one; they are listed by: ukp backup list',
  }),
  'backup-other-vault': ({ file }) => ({
    message: say`This file is not a backup of this vault: ${file}.`,
    hint: 'Choose another file name.',
  }),
  'page-to-terminal': () => ({
    message: 'The page is not written to a terminal.',
    hint: 'Name a file that ends in .html, or write into a pipe: ukp backup paper - | …',
  }),
  'paper-none': ({ file }) => ({
    message: say`No QR code of a vault was read: ${file}.`,
    hint: 'Scan the pages flat and whole, at 300 dpi, as PNG or JPEG. A sheet with the keys of accounts is read with: ukp add --qr <image>',
  }),
  'paper-missing': ({ missing, size }) => ({
    message: say`Of ${size} QR codes ${missing.length} are missing: ${missing.join(', ')}.`,
    hint: 'Each code has its number beneath. Scan the pages with these again, flat and at 300 dpi, and name all pictures in one call; in any order, and twice does no harm.',
  }),
  'paper-mixed': ({ names }) => ({
    message: say`The QR codes are of different sheets (saves ${listed(names)}).`,
    hint: 'Name only the pictures of one sheet, best that with the highest save; it stands on each page.',
  }),
  'paper-too-large': ({ codes, limit }) => ({
    message: say`The vault is too large for paper: it would take ${codes} QR codes, and ${limit} are the most.`,
    hint: 'Make a backup file on another device: ukp backup create <file>',
  }),
  'picture-kept': ({ file, code }) => ({
    message: say`The account is saved, but the picture could not be deleted: ${file} (${code}).`,
    hint: 'Delete it by hand: the key is still in it.',
  }),
  'import-partial': ({ refused }) => ({
    message: say`Cannot be taken over: ${refused}.`,
    hint: 'The report names each one with its reason.',
  }),
  'export-partial': ({ refused }) => ({
    message: say`Cannot be exported: ${refused}.`,
    hint: 'The report names each one with its reason.',
  }),
  partial: ({ taken, refused }) => ({
    message: say`Taken: ${taken}. Not taken: ${refused}.`,
    hint: 'The report names each one with its reason.',
  }),
  'keys-changed': () => ({
    message: 'Somebody else changed the ways to unlock in the same moment. Nothing was changed.',
    hint: 'Look at them (ukp key list) and run the command again.',
  }),
  'vault-older': ({ file, generation, seen }) => ({
    message: say`This is an older copy of the vault: it is at save ${generation}, this computer has seen save ${seen}. Nothing was saved: ${file}.`,
    hint: 'Look for the newer copy (ukp merge, ukp backup list). To go on from this one all the same: --accept-rollback',
  }),
  'vault-forked': ({ file, generation }) => ({
    message: say`This vault went another way than the one this computer has seen (save ${generation}). Nothing was saved: ${file}.`,
    hint: 'Join the other copy with: ukp merge <file>. To go on from this one all the same: --accept-rollback',
  }),
  'no-keyring': ({ reason }) => ({
    message: 'The keyring of the system cannot be used here. Nothing was changed.',
    hint: KEYRING[reason],
  }),
  'no-session': (facts) => ({
    message: 'The vault cannot be kept unlocked here. Nothing was changed.',
    hint: withoutSession(facts),
  }),
  'not-as-json': ({ instead }) => ({
    message: 'This is a picture that changes, which JSON cannot hold.',
    hint: say`Use: ${instead}`,
  }),
  'no-live-terminal': () => ({
    message: 'This needs a terminal that can be drawn on, and there is none here.',
    hint: 'In a script use: ukp code <name>. In a terminal window, without --no-input, it works.',
  }),
  'window-low': ({ needed, lines }) => ({
    message: say`The window is too low for the QR code: it has ${lines} lines, ${needed} are needed.`,
    hint: 'Make the window higher or its letters smaller, or write a picture: ukp export <name> --format qr-png --output <folder>',
  }),
  'window-narrow': ({ needed, columns }) => ({
    message: say`The window is too narrow for the QR code: it has ${columns} columns, ${needed} are needed.`,
    hint: 'Widen the window or make its letters smaller, or write a picture: ukp export <name> --format qr-png --output <folder>',
  }),
  'no-clipboard': (facts) => ({
    message: `${facts.reading ? 'The clipboard cannot be reached.' : 'The code could not be copied.'} ${CLIPBOARD[facts.reason]}`,
    hint: withoutClipboard(facts),
  }),
  'clipboard-empty': () => ({
    message: 'There is neither a picture nor text on the clipboard.',
    hint: 'Copy the QR code or the key, then run the command again. A picture that is a file: ukp add --qr <image>',
  }),
  'clipboard-no-qr': () => ({
    message: 'No QR code found in the picture on the clipboard.',
    hint: 'Copy it again with the whole QR code and some white around it, or paste the key: ukp add <name>',
  }),
  'clipboard-kept': () => ({
    message: 'The account is saved, but the clipboard could not be cleared.',
    hint: 'Copy something else: the key is still on the clipboard.',
  }),
  'screen-no-qr': () => ({
    message: 'No QR code found on the screen.',
    hint: 'Make the QR code bigger, let no window cover it, and run the command again. Or copy a picture of it, then: ukp add --clipboard',
  }),
  'no-screen': (facts) => ({
    message: `No picture of the screen could be taken. ${SCREEN[facts.reason]}`,
    hint: withoutScreen(facts),
  }),
  'save-unconfirmed': ({ file }) => ({
    message: say`Saved, but the disk did not confirm it: ${file}.`,
    hint: 'Check the disk, then make a backup on another one: ukp backup create <file>',
  }),
  'write-failed': ({ file, code }) => ({
    message: say`The file could not be written (${code}): ${file}.`,
    hint:
      file === 'stdout'
        ? 'What was asked for may have been done: look before it is repeated.'
        : `${WRITE_HINTS[code] ?? 'Check that the disk is not full.'} The vault is as it was.`,
  }),
  'vault-read-only': ({ file }) => ({
    message: say`The vault or its folder is read-only: ${file}.`,
    hint: 'Nothing was changed. Make it writable, or use another place: --vault <file>',
  }),
  'link-broken': ({ file }) => ({
    message: say`The vault is a link that leads nowhere: ${file}.`,
    hint: 'Mend or remove the link.',
  }),
  'memory-short': () => ({
    message: 'There is not enough memory to unlock the vault.',
    hint: 'Close other programs, or raise the memory limit (ulimit -v).',
  }),
  unexpected: ({ detail }) => ({
    message: say`Something unexpected happened: ${detail}.`,
    hint: 'The vault is as it was. Please report it with the command that was used, without names and keys.',
  }),
  'word-wrong': () => ({
    message: 'The word was not the right one. Nothing was written.',
    hint: 'Run the command again, and type the word that it names.',
  }),
  cancelled: () => ({ message: 'Cancelled. Nothing was changed.', hint: '' }),
  'enroll-unattended': () => ({
    message:
      'The wizard shows and asks, and needs a terminal window for it; there is none here, or --no-input was given.',
    hint: 'In a script: ukp add <name> --qr <image>, then ukp code <name>',
  }),
  'enroll-stopped': ({ name, wanted, deletionCode, backup, vault }) => {
    const parts = ['key', deletionCode === true ? 'deletion code' : '', backup ? 'backup' : ''].filter(Boolean)
    const again = commandLine('enroll', name ?? wanted, vault)
    const hint = 'Nothing is lost.'
    if (name === null) return { message: say`Stopped. Nothing new was saved. To begin again: ${again}`, hint }
    if (backup && deletionCode !== false)
      return {
        message: say`Stopped. Everything of ${name} is saved: ${parts.join(', ')}. The picture, if there is one, was left as it is.`,
        hint,
      }
    return { message: say`Stopped. Saved of ${name}: ${parts.join(', ')}. To go on: ${again}`, hint }
  },
}
