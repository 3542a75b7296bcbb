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

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return `\n${title}:\n${rows.map(([left, right]) => `  ${padEnd(left, width)}${right}`.trimEnd()).join('\n')}\n`
}

function optionRows(options: readonly Option[]): Row[] {
  return options.filter((option) => !option.hidden).map((option) => [option.flags, option.description])
}

function examples(lines: readonly string[], t: Messages): string {
  return `\n${t.usage.examples}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

export function programHelp(program: Command, verbs: readonly VerbLine[], t: Messages): string {
  const { help, usage } = t
  const groups = (Object.keys(help.groups) as VerbLine['group'][]).map((group) =>
    section(
      help.groups[group],
      verbs
        .filter((verb) => verb.group === group)
        .map(({ name, synonyms }) => {
          const also = synonyms.length > 0 ? ` (${synonyms.join(', ')})` : ''
          return [`${name}${also}`, help.verbs[name].summary]
        }),
    ),
  )
  return [
    `${help.program}\n`,
    `\n${usage.usage}: ukp <command> [options]\n`,
    ...groups,
    section(usage.globalOptions, optionRows(program.options)),
    examples(help.programExamples, t),
    `\n${usage.more}\n`,
  ].join('')
}

/** "ukp backup create [options] [file]" */
function usageLine(command: Command): string {
  const names: string[] = []
  for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name())
  const parts = [...names, ...(command.commands.length > 0 ? ['<command>'] : []), '[options]']
  return [...parts, ...command.registeredArguments.map(argumentName)].join(' ')
}

function argumentName(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

export function verbHelp(command: Command, words: VerbHelp, globals: readonly Option[], t: Messages): string {
  const { usage, help } = t
  const key = (one: Command): string => {
    const names: string[] = []
    for (let at: Command | null = one; at?.parent != null; at = at.parent) names.unshift(at.name())
    return names.join(' ')
  }
  const below: Row[] = command.commands.map((one) => [
    [one.name(), ...one.registeredArguments.map(argumentName)].join(' '),
    help.verbs[key(one) as keyof Messages['help']['verbs']]?.summary ?? one.description(),
  ])
  return [
    `${words.summary}.\n`,
    words.more === '' ? '' : `${words.more}\n`,
    `\n${usage.usage}: ${usageLine(command)}\n`,
    section(usage.commands, below),
    section(
      usage.arguments,
      command.registeredArguments.map((one): Row => [argumentName(one), one.description]),
    ),
    section(usage.options, optionRows(command.options)),
    section(usage.globalOptions, optionRows(globals)),
    examples(words.examples, t),
  ].join('')
}
