// The pages of `ukp help <topic>`: exit codes from the table of errors.ts, variables, advice for scripts.
import { EXIT, type Kind } from '../errors.ts'
import type { Topics } from '../messages/choose.ts'
import type { TopicLine } from './help-text.ts'
import { padEnd } from './table.ts'
import { wrapped } from './wrap.ts'

/** Columns of a page, also into a pipe: the same text everywhere. */
const WIDTH = 80

const PAGES: Readonly<Record<TopicLine['name'], (topics: Topics) => string>> = {
  'exit-codes': exitCodesText,
  environment: environmentText,
  scripts: scriptsText,
}

export function topicText(name: TopicLine['name'], topics: Topics): string {
  return PAGES[name](topics)
}

/** Number and kind of every way to end, sorted by the number; success is the first. */
export function exitCodes({ codes: { codes, success } }: Topics): { code: number; kind: string; text: string }[] {
  const failures = Object.entries(EXIT).map(([kind, code]) => ({ code, kind, text: codes[kind as Kind] }))
  return [{ code: 0, kind: success, text: codes.success }, ...failures.sort((a, b) => a.code - b.code)]
}

function exitCodesText(topics: Topics): string {
  const { title, intro, after } = topics.codes
  const rows = exitCodes(topics).map(({ code, kind, text }) => [`${String(code).padStart(3)}  ${kind}`, text] as const)
  return page(title, [paragraph(intro), list(rows), paragraph(after)])
}

function environmentText({ variables: { title, intro, variables, after } }: Topics): string {
  return page(title, [paragraph(intro), list(Object.entries(variables)), paragraph(after)])
}

function scriptsText({ scripts: { title, intro, sections } }: Topics): string {
  const parts = sections.map((section) => {
    const examples = section.examples.map((line) => `  ${line}\n`).join('')
    return `${section.title}:\n${paragraph(section.text)}\n${examples}`
  })
  return page(title, [paragraph(intro), ...parts])
}

function page(title: string, parts: readonly string[]): string {
  return `${title}\n\n${parts.join('\n')}`
}

function paragraph(text: string): string {
  return wrapped(text, WIDTH)
    .map((line) => `${line}\n`)
    .join('')
}

/** Two columns; what does not fit goes on under the second one. */
function list(rows: readonly (readonly [string, string])[]): string {
  const column = Math.max(...rows.map(([left]) => left.length)) + 4
  return rows
    .map(([left, right]) => {
      const [first = '', ...more] = wrapped(right, WIDTH - column)
      return [padEnd(`  ${left}`, column) + first, ...more.map((line) => ' '.repeat(column) + line)].join('\n')
    })
    .map((line) => `${line}\n`)
    .join('')
}
