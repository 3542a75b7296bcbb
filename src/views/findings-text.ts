// What doctor found, as a person reads it: groups, in each the gravest first, a word for the state, and what to do below.
import { FINDING_GROUPS, type FindingGroup, type FindingState } from '../findings.ts'
import { styled } from './style.ts'
import { padEnd, type TableSink } from './table.ts'
import { wrappedWhole } from './wrap.ts'

/** A finding in words. */
export interface FindingLine {
  readonly group: FindingGroup
  readonly state: FindingState
  readonly message: string
  /** null: nothing is to be done. */
  readonly remedy: string | null
}

export interface FindingWords {
  readonly groups: Readonly<Record<FindingGroup, string>>
  readonly states: Readonly<Record<FindingState, string>>
}

const GRAVEST_FIRST: readonly FindingState[] = ['broken', 'warning', 'note', 'ok']
const COLOURS = { broken: 'red', warning: 'yellow', note: 'cyan', ok: 'green' } as const
const INDENT = '  '

/** In the order of the groups, the gravest of each first; else as they came. */
export function sorted<T extends Pick<FindingLine, 'group' | 'state'>>(findings: readonly T[]): T[] {
  const rank = ({ group, state }: T): number => FINDING_GROUPS.indexOf(group) * 10 + GRAVEST_FIRST.indexOf(state)
  return [...findings].sort((a, b) => rank(a) - rank(b))
}

/** Broken into the lines of a terminal; elsewhere one line a finding, and one for its remedy. */
export function findingsText(
  findings: readonly FindingLine[],
  words: FindingWords,
  sink: TableSink & { readonly columns: number },
): string {
  const lines: string[] = []
  const width = Math.max(...Object.values(words.states).map((word) => word.length)) + 2
  const room = sink.isTerminal ? Math.max(20, sink.columns - INDENT.length - width) : Number.POSITIVE_INFINITY
  const rest = `${INDENT}${' '.repeat(width)}`
  let group: FindingGroup | null = null
  for (const one of sorted(findings)) {
    if (one.group !== group) {
      if (group !== null) lines.push('')
      lines.push(styled('bold', words.groups[one.group], sink.color))
    }
    group = one.group
    const word = styled(COLOURS[one.state], padEnd(words.states[one.state], width), sink.color)
    const [first = '', ...more] = wrappedWhole(one.message, room)
    lines.push(`${INDENT}${word}${first}`, ...more.map((line) => `${rest}${line}`))
    if (one.remedy === null) continue
    lines.push(...wrappedWhole(one.remedy, room - 2).map((line, i) => `${rest}${i === 0 ? '→ ' : '  '}${line}`))
  }
  return lines.map((line) => `${line}\n`).join('')
}
