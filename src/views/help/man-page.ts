// The manual page, ukp(1), in roff: made from the command table and the pages of help. Made when ukp is built; no verb
// loads it.
import type { Messages, Topics } from '../../messages/choose.ts'
import type { ManWords } from '../../messages/en/man.ts'
import { type CommandEntry, type OptionEntry, withAllBelow } from './command-table.ts'
import { translated } from './help-text.ts'
import { literal, paragraph, section, subsection, term, textLine } from './roff.ts'
import { exitCodes } from './topic-text.ts'

export interface ManParts {
  readonly table: CommandEntry
  readonly t: Messages
  readonly topics: Topics
  readonly words: ManWords
  readonly version: string
}

/** A fixed one, so that the same sources make the same bytes; mandoc wants a date. */
const DATE = '2026-11-22'

/** @returns the page as UTF-8 text */
export function manPage(parts: ManParts): string {
  const { table, t, words, version } = parts
  const lines = [
    `.TH UKP 1 "${DATE}" "ukp ${version}" "${textLine(words.manual)}"`,
    section(words.name),
    `ukp \\- ${textLine(words.purpose)}`,
    section(words.synopsis),
    `\\fBukp\\fR \\fI${textLine(bare(t.usage.commandWord))}\\fR ${textLine(t.usage.optionsWord)}`,
    '.br',
    `\\fBukp help\\fR [${textLine(bare(t.usage.commandWord))}]`,
    section(words.description),
    textLine(table.summary),
    ...words.about.flatMap(paragraph),
    section(words.commands),
    ...commandsOf(table).flatMap((entry) => commandLines(entry, parts)),
    section(words.globalOptions),
    textLine(words.aboutGlobal),
    ...optionLines(table.options, t),
    ...environmentLines(parts),
    section(words.files),
    ...words.fileList.flatMap(([name, text]) => term(name, text)),
    ...exitLines(parts),
    section(words.examples),
    ...examplesLines(parts),
    section(words.seeAlso),
    textLine(words.see),
  ]
  return `${lines.join('\n')}\n`
}

/** "<command>" without its brackets: a page shows it in italics. */
function bare(word: string): string {
  return word.replace(/^<(.*)>$/, '$1')
}

/** Words that only stand before others, as `key add` does, have nothing to tell. */
function commandsOf(table: CommandEntry): CommandEntry[] {
  return withAllBelow(table).filter(({ path, below }) => path !== '' && !(path.includes(' ') && below.length > 0))
}

function commandLines(entry: CommandEntry, { t }: ManParts): string[] {
  const shown = entry.arguments.map((one) => translated(one.shown, t))
  const also = t.usage.hungarianWords && entry.synonyms.length > 0 ? ` (${entry.synonyms.join(', ')})` : ''
  // The line of another program comes behind dashes.
  const dashes = entry.path === 'run' ? ['--'] : []
  return [
    subsection(`${['ukp', entry.path, ...dashes, ...shown].join(' ')}${also}`),
    textLine(`${entry.summary}.`),
    ...paragraph(entry.more),
    ...entry.arguments.flatMap(({ description }, i) => term(shown[i] ?? '', description)),
    ...optionLines(entry.options, t),
    ...literal(entry.examples),
  ]
}

function optionLines(options: readonly OptionEntry[], t: Messages): string[] {
  return options.flatMap(({ flags, description }) => term(translated(flags, t), description))
}

function environmentLines({ topics, words }: ManParts): string[] {
  const { intro, variables, after } = topics.variables
  return [
    section(words.environment),
    textLine(intro),
    ...Object.entries(variables).flatMap(([name, text]) => term(name, text)),
    ...paragraph(after),
  ]
}

function exitLines({ topics, words }: ManParts): string[] {
  const { intro, after } = topics.codes
  const rows = exitCodes(topics).flatMap(({ code, kind, text }) => term(`${code} ${kind}`, text))
  return [section(words.exitStatus), textLine(intro), ...rows, ...paragraph(after)]
}

function examplesLines({ table, topics }: ManParts): string[] {
  const { intro, sections } = topics.scripts
  return [
    // The first after a heading needs no paragraph.
    ...literal(table.examples).slice(1),
    ...paragraph(intro),
    ...sections.flatMap(({ title, text, examples }) => [subsection(title), textLine(text), ...literal(examples)]),
  ]
}
