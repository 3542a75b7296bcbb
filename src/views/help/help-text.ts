// Help of the program and of a verb, in our own words and order: what it does, how it is written, options, examples.

import type { Argument, Command, Option } from 'commander'
import type { Messages } from '../../messages/choose.ts'
import type { VerbHelp } from '../../messages/en/help/verb.ts'
import { widthOf } from '../width.ts'
import { paragraph, wrapped } from '../wrap.ts'
import { type Row, twoColumns } from './two-columns.ts'

/** A verb in the program's list. */
export interface VerbLine {
  readonly name: keyof Messages['help']['verbs']
  /** Shown in brackets; empty but in Hungarian. */
  readonly synonyms: readonly string[]
  readonly group: keyof Messages['help']['groups']
}

/** No line is longer, however wide the terminal is: eyes lose the next one. */
const WIDEST = 100

/** Columns of the help: those of the terminal; 80 where there is none. */
export function helpWidth({ isTerminal, columns }: { isTerminal: boolean; columns: number }): number {
  return isTerminal ? Math.min(Math.max(columns, 40), WIDEST) : 80
}

/** Two columns under a title. @param column as for `twoColumns` */
function section(title: string, rows: readonly Row[], columns: { width: number; column?: number }): string {
  return rows.length === 0 ? '' : `\n${title}:\n${twoColumns(rows, columns)}`
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

/** What is shown about the whole program. */
interface ProgramParts {
  readonly topics: readonly TopicLine[]
  readonly t: Messages
  /** Columns. */
  readonly width: number
}

export function programHelp(program: Command, verbs: readonly VerbLine[], { topics, t, width }: ProgramParts): string {
  const { help, usage } = t
  const lines = verbs.map((verb) => ({
    group: verb.group,
    row: [withSynonyms(verb), help.verbs[verb.name].summary] as const,
  }))
  const pages = topics.map((topic): Row => [withSynonyms(topic), help.topics[topic.name]])
  const options = optionRows(program.options, t)
  const all = [...lines.map(({ row }) => row), ...pages, ...options]
  const column = Math.max(...all.map(([left]) => widthOf(left) + 2))
  const groups = (Object.keys(help.groups) as VerbLine['group'][]).map((group) => {
    const rows = lines.filter((line) => line.group === group).map(({ row }) => row)
    return section(help.groups[group], rows, { width, column })
  })
  return [
    paragraph(help.program, width),
    usageParagraph(`ukp ${usage.commandWord} ${usage.optionsWord}`, width, t),
    ...groups,
    section(usage.topics, pages, { width, column }),
    section(usage.globalOptions, options, { width, column }),
    examples(help.programExamples, t),
    `\n${paragraph(usage.more, width)}`,
  ].join('')
}

/** What `ukp` alone says where there is a vault: the verbs of every day, on one screen. */
export function shortHelp({ help }: Messages, width: number): string {
  const { title, everyday, restTitle, rest } = help.short
  return [
    paragraph(title, width),
    section(help.groups.everyday, everyday, { width }),
    section(restTitle, rest, { width }),
  ].join('')
}

/** What `ukp` alone says where there is no vault yet: the first step. */
export function greeting({ help }: Messages, width: number): string {
  const { hello, title, steps } = help.first
  return `${paragraph(hello, width)}${section(title, steps, { width })}`
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

/** It is read, not copied: it may be broken like a text. */
function usageParagraph(line: string, width: number, { usage }: Messages): string {
  const [first = '', ...more] = wrapped(`${usage.usage}: ${line}`, width - 4)
  return `\n${[first, ...more.map((one) => `    ${one}`)].join('\n')}\n`
}

function argumentName(argument: Argument, t: Messages): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return translated(argument.required ? `<${name}>` : `[${name}]`, t)
}

/** @param width columns */
export function verbHelp(
  command: Command,
  words: VerbHelp,
  globals: readonly Option[],
  { t, width }: { t: Messages; width: number },
): string {
  const { usage, help } = t
  const below: Row[] = command.commands.map((one) => [
    [one.name(), ...one.registeredArguments.map((argument) => argumentName(argument, t))].join(' '),
    help.verbs[verbPath(one).join(' ') as keyof Messages['help']['verbs']]?.summary ?? one.description(),
  ])
  return [
    paragraph(`${words.summary}.`, width),
    paragraph(words.more, width),
    usageParagraph(usageLine(command, t), width, t),
    section(usage.commands, below, { width }),
    section(
      usage.arguments,
      command.registeredArguments.map((one): Row => [argumentName(one, t), one.description]),
      { width },
    ),
    section(usage.options, optionRows(command.options, t), { width }),
    section(usage.globalOptions, optionRows(globals, t), { width }),
    examples(words.examples, t),
  ].join('')
}
