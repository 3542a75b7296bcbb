// Writing accounts for other apps.
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { IN_REPORT } from './hints.ts'

export const exports = {
  'export-nothing': ({ app }) => ({
    message: say`None of these accounts can be taken over by ${app}.`,
    hint: 'Choose another format; otpauth holds every kind of account.',
  }),
  'export-needs-folder': () => ({
    message: 'This format is pictures: they need a folder.',
    hint: 'Name one, new or there already: --output <folder>',
  }),
  'export-to-terminal': () => ({
    message: 'Keys are not written to a terminal: it keeps what it showed.',
    hint: 'Write a file (--output <file>), or into a pipe.',
  }),
  'export-partial': ({ refused }) => ({
    message: say`Cannot be exported: ${refused}.`,
    hint: IN_REPORT,
  }),
  'target-password-short': ({ minimum }) => ({
    message: say`The password for the file is too short: at least ${minimum} characters are needed.`,
    hint: 'Several random words are easy to remember and hard to guess.',
  }),
  'target-password-mismatch': () => ({
    message: 'The two passwords for the file differ.',
    hint: 'Run the command again. Nothing was written.',
  }),
  'word-wrong': () => ({
    message: 'The word was not the right one. Nothing was written.',
    hint: 'Run the command again, and type the word that it names.',
  }),
} satisfies Partial<Sentences>
