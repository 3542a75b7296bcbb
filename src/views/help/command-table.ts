// The command table: what the commander program knows of verbs, arguments and options, as plain values. Completion and
// the manual page are made from it, so that a new verb is in them by itself.
import type { Argument, Command, Option } from 'commander'
import type { Messages } from '../../messages/choose.ts'
import { type VerbLine, verbPath } from './help-text.ts'

/** What may stand for a value, as far as it can be known. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  /** Names of accounts that are there; or those that can be brought back. */
  | { readonly kind: 'accounts' | 'restorable' }
  /** A command of ukp, or a topic of its help. */
  | { readonly kind: 'topic' }
  | { readonly kind: 'unknown' }

export interface OptionEntry {
  /** "-q", or null. */
  readonly short: string | null
  /** "--quiet" */
  readonly long: string
  /** "-q, --quiet", "--vault <file>" */
  readonly flags: string
  readonly description: string
  /** null: the option takes no value. */
  readonly value: Offer | null
  /** Takes every word that follows it, as --qr does. */
  readonly variadic: boolean
}

export interface ArgumentEntry {
  /** "name" */
  readonly name: string
  /** "<name>", "[name...]" */
  readonly shown: string
  readonly description: string
  readonly value: Offer
  readonly variadic: boolean
}

export interface CommandEntry {
  /** "backup create"; '' is the program. */
  readonly path: string
  readonly name: string
  readonly synonyms: readonly string[]
  readonly group: VerbLine['group'] | null
  readonly summary: string
  readonly more: string
  readonly examples: readonly string[]
  /** Its own; those of the program, --help among them, count for every command. */
  readonly options: readonly OptionEntry[]
  readonly arguments: readonly ArgumentEntry[]
  readonly below: readonly CommandEntry[]
}

/** Words between < and > that stand for a file or a folder; a program and its arguments are files for the most part. */
const FILE_WORD = /(?:^|-)(?:arguments|file|folder|image|path|program|vault)$/
const ACCOUNT_WORDS = ['name', 'query']

/** @param program with every verb declared (commands/every-verb.ts) */
export function commandTable(program: Command, verbs: readonly VerbLine[], t: Messages): CommandEntry {
  return entryOf(program, verbs, t)
}

/** A command and all below it, in the order of the help. */
export function withAllBelow(entry: CommandEntry): CommandEntry[] {
  return [entry, ...entry.below.flatMap(withAllBelow)]
}

function entryOf(command: Command, verbs: readonly VerbLine[], t: Messages): CommandEntry {
  const path = verbPath(command).join(' ')
  const verb = verbs.find(({ name }) => name === path)
  const words = t.help.verbs[path as keyof typeof t.help.verbs]
  const isProgram = path === ''
  // The help option is the same everywhere: commander has it on every command, the table on the program only.
  const options = isProgram ? command.createHelp().visibleOptions(command) : command.options.filter(isShown)
  return {
    path,
    name: command.name(),
    synonyms: verb?.synonyms ?? [],
    group: verb?.group ?? null,
    summary: isProgram ? t.help.program : (words?.summary ?? command.description()),
    more: words?.more ?? '',
    examples: isProgram ? t.help.programExamples : (words?.examples ?? []),
    options: options.map(optionEntry),
    arguments: command.registeredArguments.map((one) => argumentEntry(one, path, t)),
    below: command.commands.map((one) => entryOf(one, verbs, t)),
  }
}

function isShown(option: Option): boolean {
  return !option.hidden
}

function optionEntry(option: Option): OptionEntry {
  const takesValue = option.required || option.optional
  const word = /[<[]([a-z-]+)/.exec(option.flags)?.[1] ?? ''
  return {
    short: option.short ?? null,
    long: option.long ?? '',
    flags: option.flags,
    description: option.description,
    value: takesValue ? (wordsOf(option.parseArg) ?? fileOffer(word) ?? { kind: 'unknown' }) : null,
    variadic: option.variadic,
  }
}

function argumentEntry(argument: Argument, path: string, t: Messages): ArgumentEntry {
  const name = argument.name()
  const word = `${name}${argument.variadic ? '...' : ''}`
  return {
    name,
    shown: argument.required ? `<${word}>` : `[${word}]`,
    description: argument.description,
    value: argumentOffer(argument, path, t),
    variadic: argument.variadic,
  }
}

function argumentOffer(argument: Argument, path: string, { help }: Messages): Offer {
  const name = argument.name()
  if (path === 'help') return { kind: 'topic' }
  const words = wordsOf(argument.parseArg)
  if (words !== null) return words
  // A name that is to be given is no name that is there.
  const known = ACCOUNT_WORDS.includes(name) && argument.description !== help.arguments.newName
  if (known) return { kind: path === 'restore' ? 'restorable' : 'accounts' }
  return fileOffer(name) ?? { kind: 'unknown' }
}

function fileOffer(word: string): Offer | null {
  return FILE_WORD.test(word) ? { kind: 'file' } : null
}

/** The words that a parser of values takes (commands/option-values.ts); null when it takes any. */
function wordsOf(parse: unknown): Offer | null {
  if (typeof parse !== 'function' || !('words' in parse)) return null
  return { kind: 'words', words: parse.words as readonly string[] }
}
