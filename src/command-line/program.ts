// The command line: one commander program from the list of verbs. Its English sentences are not used; what it finds
// wrong becomes one of our errors. A verb's module is loaded when the verb is named.
import { Command, CommanderError } from 'commander'
import type { Runner } from '../commands/command.ts'
import { HELP_SYNONYMS, HELP_TOPICS, VERBS, type Verb } from '../commands/index.ts'
import { language, wholeNumber } from '../commands/option-values.ts'
import { type Language, loadTopics, type Messages } from '../messages/choose.ts'
import { programHelp, verbHelp, verbPath } from '../views/help/help-text.ts'
import { unknownTopic } from './usage-error.ts'

export interface ProgramParts {
  readonly t: Messages
  readonly language: Language
  readonly version: () => string
  readonly write: (text: string) => void
  /** The words that will be parsed: a verb that is none of them need not be known. */
  readonly line: readonly string[]
  /** Whether help may be shown: then all verbs are known, and `t` has the words of it. */
  readonly helps: boolean
  /** Columns of the help; 80 where it is left out. */
  readonly width?: number
  /** Makes the runner of a verb. */
  readonly runnerOf: (verb: string, program: Command) => Runner
}

/** Where there is no terminal. */
const WIDTH = 80

/** Commander would ask process.stdout for what our own help knows: its first use costs 5 ms (system/terminal/streams.ts). */
const OWN_FORM = { getOutHasColors: () => true, getOutHelpWidth: () => WIDTH }

export function buildProgram(parts: ProgramParts): Command {
  const { t, version, write } = parts
  const { options } = t.help
  const program = new Command('ukp')
  program
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, outputError: () => undefined, ...OWN_FORM })
    .configureHelp({ formatHelp: (command) => (parts.helps ? helpOf(command, program, parts) : '') })
    .helpCommand(false)
    .helpOption('-h, --help', options.help)
    .option('-V, --version', options.version)
    .on('option:version', () => {
      write(`${version()}\n`)
      throw new CommanderError(0, 'commander.version', '')
    })
    .option('--vault <file>', options.vault)
    .option('--passphrase-file <file>', options.passphraseFile)
    .option('--passphrase-fd <n>', options.passphraseFd, wholeNumber('--passphrase-fd', { min: 0, max: 65_535 }))
    .option('--key-file <file>', options.keyFile)
    .option('--lang <language>', options.lang, language)
    .option('--json', options.json, false)
    .option('-q, --quiet', options.quiet, false)
    .option('-y, --yes', options.yes, false)
    .option('--accept-rollback', options.acceptRollback, false)
    .option('--no-input', options.noInput)
    .option('--no-color', options.noColor)
  for (const verb of verbsFor(parts)) {
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

/** Each one that is declared costs time at every start. Where none is named, the mistake is told beside all of them. */
function verbsFor({ line, helps }: ProgramParts): readonly Verb[] {
  const named = VERBS.filter(({ name }) => line.includes(name))
  return helps || named.length === 0 ? VERBS : named
}

async function declare(verb: Verb, command: Command, program: Command, { t, runnerOf }: ProgramParts): Promise<void> {
  const module = await verb.load()
  module.declare(command, t, runnerOf(verb.name, program))
  for (const below of allBelow(command)) below.helpOption('-h, --help', t.help.options.help)
}

function allBelow(command: Command): Command[] {
  return command.commands.flatMap((one) => [one, ...allBelow(one)])
}

/** `ukp help backup create`: the same text as --help. `ukp help exit-codes`: a topic, loaded when it is shown. */
async function showHelp(topic: readonly string[], program: Command, parts: ProgramParts): Promise<void> {
  const page = HELP_TOPICS.find(({ name }) => topic.length === 1 && name === topic[0])
  if (page !== undefined) {
    const { topicText } = await import('../views/help/topic-text.ts')
    return parts.write(topicText(page.name, await loadTopics(parts.language), parts.width ?? WIDTH))
  }
  let command = program
  for (const [depth, word] of topic.entries()) {
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) throw unknownTopic(topic.slice(0, depth), word, command)
    const verb = depth === 0 ? VERBS.find(({ name }) => name === word) : undefined
    if (verb !== undefined) await declare(verb, next, program, parts)
    command = next
  }
  parts.write(helpOf(command, program, parts))
}

function helpOf(command: Command, program: Command, { t, width = WIDTH }: ProgramParts): string {
  if (command === program) {
    const shown = (synonyms: readonly string[]): readonly string[] => (t.usage.hungarianWords ? synonyms : [])
    const verbs = VERBS.map((verb) => ({ ...verb, synonyms: shown(verb.synonyms) }))
    const help = { name: 'help', synonyms: shown(HELP_SYNONYMS), group: 'other' } as const
    const topics = HELP_TOPICS.map((one) => ({ ...one, synonyms: shown(one.synonyms) }))
    return programHelp(program, [...verbs, help], { topics, t, width })
  }
  return verbHelp(command, t.help.verbs[verbPath(command).join(' ') as Verb['name']], program.options, { t, width })
}
