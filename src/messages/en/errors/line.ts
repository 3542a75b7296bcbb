// What is wrong with a line of the terminal: commands, options, values, and the program that ukp run starts.
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const HOW_USED = 'How the command is used: ukp help <command>'

/** Why a program did not start, by what the system says. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT: 'Check its name, give its path, or look whether the program that its first line names is there.',
  EACCES: 'Make it executable (chmod +x), or start it by the program that reads it, for example: -- node login.js',
}

export const line = {
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
    hint: HOW_USED,
  }),
  'too-many-arguments': () => ({
    message: 'Too many arguments.',
    hint: 'A name with blanks needs quotation marks: ukp code "my bank"',
  }),
  'missing-value': ({ option }) => ({
    message: say`The option needs a value: ${option}.`,
    hint: HOW_USED,
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
  'not-as-json': ({ instead }) => ({
    message: 'This is a picture that changes, which JSON cannot hold.',
    hint: say`Use: ${instead}`,
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
} satisfies Partial<Sentences>
