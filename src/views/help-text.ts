// Help of the program and of a verb, in our own words and order: what it does, how it is written, options, examples.
import type { Argument, Command, Option } from 'commander'
import type { Messages } from '../messages/choose.ts'
import type { VerbHelp } from '../messages/en/help.ts'
import { padEnd } from './table.ts'

/** A verb in the program's list. */
export interface VerbLine {
  readonly name: keyof Messages['help']['verbs']
  /** Shown in brackets; empty but in Hungarian. */
  readonly synonyms: readonly string[]
  readonly group: keyof Messages['help']['groups']
}

type Row = readonly [string, string]

function section(title: string, rows: readonly Row[], column = 0): string {
  if (rows.length === 0) return ''
  const width = Math.max(column, ...rows.map(([left]) => left.length + 2))
  return `\n${title}:\n${rows.map(([left, right]) => `  ${padEnd(left, width)}${right}`.trimEnd()).join('\n')}\n`
}

/** "<file>" in the words of the language. */
export function translated(text: string, { usage }: Messages): string {
  return text.replace(/[a-z]+(?=(?:\.\.\.)?[>\]])/g, (word) => usage.placeholders[word] ?? word)
}

function optionRows(options: readonly Option[], t: Messages): Row[] {
  return options.filter((option) => !option.hidden).map((option) => [translated(option.flags, t), option.description])
}

function examples(lines: readonly string[], t: Messages): string {
  return `\n${t.usage.examples}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

export interface TopicLine {
  readonly name: keyof Messages['help']['topics']
  readonly synonyms: readonly string[]
}

export function programHelp(
  program: Command,
  verbs: readonly VerbLine[],
  { topics, t }: { topics: readonly TopicLine[]; t: Messages },
): string {
  const { help, usage } = t
  const lines = verbs.map((verb) => ({
    group: verb.group,
    row: [withSynonyms(verb), help.verbs[verb.name].summary] as const,
  }))
  const pages = topics.map((topic): Row => [withSynonyms(topic), help.topics[topic.name]])
  const options = optionRows(program.options, t)
  const column = Math.max(...[...lines.map(({ row }) => row), ...pages, ...options].map(([left]) => left.length + 2))
  const groups = (Object.keys(help.groups) as VerbLine['group'][]).map((group) => {
    const rows = lines.filter((line) => line.group === group).map(({ row }) => row)
    return section(help.groups[group], rows, column)
  })
  return [
    `${help.program}\n`,
    `\n${usage.usage}: ukp ${usage.commandWord} ${usage.optionsWord}\n`,
    ...groups,
    section(usage.topics, pages, column),
    section(usage.globalOptions, options, column),
    examples(help.programExamples, t),
    `\n${usage.more}\n`,
  ].join('')
}

function withSynonyms({ name, synonyms }: { name: string; synonyms: readonly string[] }): string {
  return synonyms.length > 0 ? `${name} (${synonyms.join(', ')})` : name
}

/** The words from the program to a command, without the program: ["backup", "create"]. */
export function verbPath(command: Command): string[] {
  const names: string[] = []
  for (let at: Command | null = command; at?.parent != null; at = at.parent) names.unshift(at.name())
  return names
}

/** "ukp add [name] [options]": the arguments first, because --qr takes every word that follows it. */
function usageLine(command: Command, t: Messages): string {
  const { usage } = t
  const below = command.commands.length > 0 ? [usage.commandWord] : []
  // The line of another program comes last, behind dashes.
  if (command.name() === 'run') {
    const words = command.registeredArguments.map((one) => argumentName(one, t))
    return ['ukp', ...verbPath(command), usage.optionsWord, '--', ...words].join(' ')
  }
  return [
    'ukp',
    ...verbPath(command),
    ...below,
    ...command.registeredArguments.map((one) => argumentName(one, t)),
    usage.optionsWord,
  ].join(' ')
}

function argumentName(argument: Argument, t: Messages): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return translated(argument.required ? `<${name}>` : `[${name}]`, t)
}

export function verbHelp(command: Command, words: VerbHelp, globals: readonly Option[], t: Messages): string {
  const { usage, help } = t
  const below: Row[] = command.commands.map((one) => [
    [one.name(), ...one.registeredArguments.map((argument) => argumentName(argument, t))].join(' '),
    help.verbs[verbPath(one).join(' ') as keyof Messages['help']['verbs']]?.summary ?? one.description(),
  ])
  return [
    `${words.summary}.\n`,
    words.more === '' ? '' : `${words.more}\n`,
    `\n${usage.usage}: ${usageLine(command, t)}\n`,
    section(usage.commands, below),
    section(
      usage.arguments,
      command.registeredArguments.map((one): Row => [argumentName(one, t), one.description]),
    ),
    section(usage.options, optionRows(command.options, t)),
    section(usage.globalOptions, optionRows(globals, t)),
    examples(words.examples, t),
  ].join('')
}
