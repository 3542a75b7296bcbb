// The command line: one commander program from the list of verbs. Its English sentences are not used; what it finds
// wrong becomes one of our errors. A verb's module is loaded when the verb is named.
import { Command, type CommanderError } from 'commander'
import type { Runner } from './commands/command.ts'
import { HELP_SYNONYMS, VERBS, type Verb } from './commands/index.ts'
import { language, wholeNumber } from './commands/option-values.ts'
import { UkpError } from './errors.ts'
import type { Language, Messages } from './messages/choose.ts'
import { distance } from './otp/find.ts'
import { fold } from './otp/fold.ts'
import { looksLikeSecret, quotable } from './otp/secret-text.ts'
import { programHelp, verbHelp, verbPath } from './views/help-text.ts'

export interface ProgramParts {
  readonly t: Messages
  readonly language: Language
  readonly version: string
  readonly write: (text: string) => void
  /** Makes the runner of a verb. */
  readonly runnerOf: (verb: string, program: Command) => Runner
}

/** Global options with a value: what follows them is not the verb. */
const WITH_VALUE = ['--vault', '--passphrase-file', '--passphrase-fd', '--key-file', '--lang']

export function buildProgram(parts: ProgramParts): Command {
  const { t, version, write } = parts
  const { options } = t.help
  const program = new Command('ukp')
  program
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ formatHelp: (command) => helpOf(command, program, parts) })
    .helpCommand(false)
    .helpOption('-h, --help', options.help)
    .version(version, '-V, --version', options.version)
    .option('--vault <file>', options.vault)
    .option('--passphrase-file <file>', options.passphraseFile)
    .option('--passphrase-fd <n>', options.passphraseFd, wholeNumber('--passphrase-fd', { min: 0, max: 65_535 }))
    .option('--key-file <file>', options.keyFile)
    .option('--lang <language>', options.lang, language)
    .option('--json', options.json, false)
    .option('-q, --quiet', options.quiet, false)
    .option('-y, --yes', options.yes, false)
    .option('--no-input', options.noInput)
    .option('--no-color', options.noColor)
  for (const verb of VERBS) {
    program.command(verb.name).description(t.help.verbs[verb.name].summary).helpOption('-h, --help', options.help)
  }
  program.hook('preSubcommand', async (_program, command) => {
    const verb = VERBS.find(({ name }) => name === command.name())
    if (verb !== undefined) await declare(verb, command, program, parts)
  })
  program
    .command('help')
    .description(t.help.verbs.help.summary)
    .argument('[command...]', t.help.arguments.topic)
    .action((topic: string[]) => showHelp(topic, program, parts))
  return program
}

async function declare(verb: Verb, command: Command, program: Command, { t, runnerOf }: ProgramParts): Promise<void> {
  const module = await verb.load()
  module.declare(command, t, runnerOf(verb.name, program))
  for (const below of allBelow(command)) below.helpOption('-h, --help', t.help.options.help)
}

function allBelow(command: Command): Command[] {
  return command.commands.flatMap((one) => [one, ...allBelow(one)])
}

/** `ukp help backup create`: the same text as --help. */
async function showHelp(topic: readonly string[], program: Command, parts: ProgramParts): Promise<void> {
  let command = program
  for (const [depth, word] of topic.entries()) {
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) throw unknownCommand(word)
    const verb = depth === 0 ? VERBS.find(({ name }) => name === word) : undefined
    if (verb !== undefined) await declare(verb, next, program, parts)
    command = next
  }
  parts.write(helpOf(command, program, parts))
}

function helpOf(command: Command, program: Command, { t, language: chosen }: ProgramParts): string {
  if (command === program) {
    const verbs = VERBS.map((verb) => ({ ...verb, synonyms: chosen === 'hu' ? verb.synonyms : [] }))
    const help = { name: 'help', synonyms: chosen === 'hu' ? HELP_SYNONYMS : [], group: 'other' } as const
    return programHelp(program, [...verbs, help], t)
  }
  return verbHelp(command, t.help.verbs[verbPath(command).join(' ') as Verb['name']], program.options, t)
}

/**
 * Puts the verb's own name where a Hungarian synonym stands, accents folded; nothing else of the line is touched.
 * The word after `help` is a verb too.
 */
export function canonicalVerbs(argv: readonly string[]): string[] {
  const line = [...argv]
  for (let i = 0; i < line.length; i++) {
    const word = line[i] ?? ''
    if (word === '--') break
    if (word.startsWith('-')) {
      if (WITH_VALUE.includes(word)) i++
      continue
    }
    const canonical = canonicalVerb(word)
    line[i] = canonical
    if (canonical !== 'help') break
  }
  return line
}

function canonicalVerb(word: string): string {
  const folded = fold(word)
  if (HELP_SYNONYMS.includes(folded)) return 'help'
  return VERBS.find(({ name, synonyms }) => name === word || synonyms.includes(folded))?.name ?? word
}

/** The word that should have been a verb of `backup` or `key`, with the nearest of those; null at the top. */
function unknownBelow(argv: readonly string[], program: Command): UkpError | null {
  let command = program
  const path: string[] = []
  for (const word of canonicalVerbs(argv).filter((one) => !one.startsWith('-'))) {
    const next = command.commands.find((one) => one.name() === word)
    if (next !== undefined) {
      command = next
      path.push(word)
    } else if (command !== program && command.commands.length > 0) {
      const near = nearest(
        word,
        command.commands.map((one) => ({ name: one.name(), spellings: [one.name()] })),
      )
      const suggestion = near === null ? null : [...path, near].join(' ')
      return new UkpError('unknown-command', { command: quotable([...path, word].join(' ')), suggestion })
    } else return null
  }
  return null
}

/** The name with a spelling one or two letters off; short words need more of a likeness. */
function nearest(word: string, names: readonly { name: string; spellings: readonly string[] }[]): string | null {
  const folded = fold(word)
  const near = names
    .flatMap(({ name, spellings }) => spellings.map((spelling) => ({ name, far: distance(spelling, folded) })))
    .filter(({ far }) => far <= (folded.length > 4 ? 2 : 1))
    .sort((a, b) => a.far - b.far)
  return near[0]?.name ?? null
}

function unknownCommand(word: string): UkpError {
  const verbs = VERBS.map(({ name, synonyms }) => ({ name, spellings: [name, ...synonyms] }))
  return new UkpError('unknown-command', { command: quotable(word), suggestion: nearest(word, verbs) })
}

/** Options that people try to hand a secret over with. */
const SECRET_OPTION = /^--?(?:secret|key|kulcs|pass|password|passphrase|passwd|pin|jelszo|seed|token)$/i

/**
 * What commander found wrong, as one of our errors; null when it is no failure (help or version was shown).
 * @param argv the line, to tell a secret among too many arguments
 */
export function usageError(error: CommanderError, argv: readonly string[], program: Command): UkpError | null {
  const words = argv.filter((word) => !word.startsWith('-'))
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const suggestion = /Did you mean (?:one of )?(-[^?,]*)/.exec(error.message)?.[1] ?? null
  switch (error.code) {
    case 'commander.help':
      return new UkpError('missing-argument', { argument: '<command>' })
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null
    case 'commander.unknownCommand':
      return unknownBelow(argv, program) ?? unknownCommand(quoted)
    case 'commander.unknownOption': {
      const option = quoted.split('=', 1)[0] ?? ''
      // Also a key that follows a letter or the dashes at once: -kJBSW…, --JBSW….
      const glued = [option.replace(/^-+/, ''), option.slice(2)].some(looksLikeSecret)
      if (glued || SECRET_OPTION.test(option)) return new UkpError('secret-in-argument', {})
      return new UkpError('unknown-option', { option: quotable(option), suggestion })
    }
    case 'commander.optionMissingArgument':
      return new UkpError('missing-value', { option: quoted })
    case 'commander.missingArgument':
      return new UkpError('missing-argument', { argument: quoted })
    case 'commander.excessArguments':
      if (quoted === 'backup') return unknownBelow(argv, program) ?? unknownCommand(quoted)
      return argv.some(mayBeKey) || mayBeKey(words.slice(2).join(''))
        ? new UkpError('secret-in-argument', {})
        : new UkpError('too-many-arguments', {})
    default:
      return new UkpError('invalid-value', { option: quotable(quoted), allowed: 'ukp --help' })
  }
}

/** A looser look than at names: where there is an argument too many, eight characters of base32, or the eight digits of a
 * deletion code, are suspicious enough. */
function mayBeKey(word: string): boolean {
  return (
    looksLikeSecret(word) ||
    (/^[A-Z2-7=-]{8,}$/.test(word) && !word.startsWith('-')) ||
    /^(?=.*[2-7])[a-z2-7]{8,}$/.test(word) ||
    /^[0-9]{8}$/.test(word)
  )
}
