// The exit codes that the pages document: of each command its own table and the groups that its page names.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../ukp.ts'

const GROUPS = 'docs/exit-codes.md'
/** A link to a group: its anchor is the heading of the group. */
const GROUP_LINK = /\]\(\.\.\/exit-codes\.md#(of-[a-z-]+)\)/g

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf-8')

/** The lines below a heading, up to the next one of any depth. */
function below(text: string, heading: string): string[] {
  const lines = text.split('\n')
  const at = lines.indexOf(heading)
  if (at < 0) throw new Error(`no heading ${heading}`)
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => /^#+ /.test(line))
  return end < 0 ? rest : rest.slice(0, end)
}

/** Cells of the tables, without headings and rules. */
function rows(lines: readonly string[]): string[][] {
  return lines
    .filter((line) => line.startsWith('|'))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter(([first = '']) => !/^-+$/.test(first) && !['code', 'command'].includes(first))
}

/** Anchor -> its codes. */
export function groups(): Map<string, Set<number>> {
  const headings = read(GROUPS).match(/^### Of .*$/gm) ?? []
  return new Map(
    headings.map((heading) => [
      heading.slice(4).toLowerCase().replaceAll(' ', '-'),
      new Set(rows(below(read(GROUPS), heading)).map(([code]) => Number(code))),
    ]),
  )
}

function ofGroups(text: string): number[] {
  return [...text.matchAll(GROUP_LINK)].flatMap(([, anchor = '']) => {
    const codes = groups().get(anchor)
    if (codes === undefined) throw new Error(`no group ${anchor}`)
    return [...codes]
  })
}

export interface Row {
  /** Words of the commands below the verb; empty: the whole verb. */
  readonly commands: readonly string[]
  readonly codes: readonly number[]
}

/** What a page says in its section: a row of two columns is for the verb, one of three names the commands below it. */
export function sectionOf(verb: string): { rows: Row[]; codes: number[] } {
  const lines = below(read(`docs/commands/${verb}.md`), '## Exit codes')
  const found = rows(lines).map((cells): Row => {
    const [commands = '', code = '', when = ''] = cells.length === 3 ? cells : ['', ...cells]
    const named = [...commands.matchAll(/`([a-z -]+)`/g)].map((match) => match[1] ?? '')
    if (cells.length === 3 && named.length === 0 && commands !== 'all')
      throw new Error(`whose row is this: ${commands}`)
    const own = code === '' ? [] : [Number(code)]
    return { commands: named, codes: [...own, ...ofGroups(when)] }
  })
  const prose = lines.filter((line) => !line.startsWith('|')).join('\n')
  return { rows: found, codes: ofGroups(prose) }
}

/** `backup create`: the codes that its page documents for it. */
export function documented(command: string): Set<number> {
  const [verb = '', ...words] = command.split(' ')
  const { rows: all, codes } = sectionOf(verb)
  const mine = all.filter(({ commands }) => commands.length === 0 || commands.includes(words.join(' ')))
  return new Set([...codes, ...mine.flatMap((row) => row.codes)])
}

/** The commands below a verb that its page names; empty when it has no rows of three columns. */
export function namedBelow(verb: string): string[] {
  return [...new Set(sectionOf(verb).rows.flatMap(({ commands }) => commands))].sort()
}
