// The pages of `ukp help <topic>`: exit codes from the table of errors.ts, variables, advice for scripts.
import { EXIT, type Kind } from '../../errors.ts'
import type { Topics } from '../../messages/choose.ts'
import type { SectionedTopic } from '../../messages/en/topics.ts'
import { paragraph, wrapped } from '../wrap.ts'
import type { TopicLine } from './help-text.ts'
import { twoColumns } from './two-columns.ts'

type Page = (topics: Topics, width: number) => string

const PAGES: Readonly<Record<TopicLine['name'], Page>> = {
  'exit-codes': exitCodesText,
  environment: environmentText,
  scripts: ({ scripts }, width) => sectionsText(scripts, width),
  ugyfelkapu: ({ portal }, width) => sectionsText(portal, width),
}

/** @param width columns */
export function topicText(name: TopicLine['name'], topics: Topics, width: number): string {
  return PAGES[name](topics, width)
}

/** Number and kind of every way to end, sorted by the number; success is the first. */
export function exitCodes({ codes: { codes, success } }: Topics): { code: number; kind: string; text: string }[] {
  const failures = Object.entries(EXIT).map(([kind, code]) => ({ code, kind, text: codes[kind as Kind] }))
  return [{ code: 0, kind: success, text: codes.success }, ...failures.sort((a, b) => a.code - b.code)]
}

function exitCodesText(topics: Topics, width: number): string {
  const { title, intro, after } = topics.codes
  const rows = exitCodes(topics).map(({ code, kind, text }) => [`${String(code).padStart(3)}  ${kind}`, text] as const)
  return page(title, [paragraph(intro, width), twoColumns(rows, { width }), paragraph(after, width)])
}

function environmentText({ variables: { title, intro, variables, after } }: Topics, width: number): string {
  return page(title, [
    paragraph(intro, width),
    twoColumns(Object.entries(variables), { width }),
    paragraph(after, width),
  ])
}

function sectionsText({ title, intro, sections }: SectionedTopic, width: number): string {
  const parts = sections.map((section) => {
    const lines = section.lines?.map((line, i) => `${numbered(i + 1, line, width)}`) ?? []
    const examples = section.examples.map((line) => `  ${line}\n`)
    const blocks = [paragraph(section.text, width), lines.join(''), examples.join('')].filter((text) => text !== '')
    return `${section.title}:\n${blocks.join('\n')}`
  })
  return page(title, [paragraph(intro, width), ...parts])
}

/** " 1. What is to be done", further lines under the text. */
function numbered(number: number, text: string, width: number): string {
  const [first = '', ...more] = wrapped(text, width - 4)
  return [`${String(number).padStart(2)}. ${first}\n`, ...more.map((line) => `    ${line}\n`)].join('')
}

function page(title: string, parts: readonly string[]): string {
  return `${title}\n\n${parts.join('\n')}`
}
