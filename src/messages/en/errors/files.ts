// Files and folders that are read and written, and standard input.
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const NOT_ALLOWED = 'There is no permission to write there: choose another place.'

const WRITE_HINTS: Readonly<Record<string, string>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: 'The disk is read-only: choose another place.',
  ENOENT: 'The folder is not there: make it first.',
}

export const files = {
  'file-not-found': ({ file }) => ({ message: say`No such file: ${file}.`, hint: 'Check the name and the folder.' }),
  'file-unreadable': ({ file, code }) => ({
    message: say`The file cannot be read (${code}): ${file}.`,
    hint: 'Check that it is a file and that it is yours.',
  }),
  'file-exists': ({ file }) => ({
    message: say`The file exists already: ${file}.`,
    hint: 'Choose another file, or move this one away.',
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
  'write-failed': ({ file, code }) => ({
    message: say`The file could not be written (${code}): ${file}.`,
    hint:
      file === 'stdout'
        ? 'What was asked for may have been done: look before it is repeated.'
        : `${WRITE_HINTS[code] ?? 'Check that the disk is not full.'} The vault is as it was.`,
  }),
  'save-unconfirmed': ({ file }) => ({
    message: say`Saved, but the disk did not confirm it: ${file}.`,
    hint: 'Check the disk, then make a backup on another one: ukp backup create <file>',
  }),
} satisfies Partial<Sentences>
