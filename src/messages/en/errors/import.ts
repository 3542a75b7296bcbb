// Other apps' files, and what was not taken from several inputs.
import { argument, listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { IN_REPORT } from './hints.ts'

export const imports = {
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
    hint: say`Export again in ${app}: as .json, or as .json (Encrypted) with the type "Password protected".`,
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
  'source-password-needed': ({ app }) => ({
    message: say`The file is protected by a password of ${app}, and there is no terminal to ask for it.`,
    hint: 'Put the password into a file that only you can read, and give it with --source-passphrase-file <file>.',
  }),
  'source-password-wrong': ({ app }) => ({
    message: say`Wrong password for this file of ${app}.`,
    hint: say`It is the password that was chosen in ${app} for the export, not the vault passphrase.`,
  }),
  partial: ({ taken, refused }) => ({
    message: say`Taken: ${taken}. Not taken: ${refused}.`,
    hint: IN_REPORT,
  }),
  'import-partial': ({ refused }) => ({
    message: say`Cannot be taken over: ${refused}.`,
    hint: IN_REPORT,
  }),
} satisfies Partial<Sentences>
