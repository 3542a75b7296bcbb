// Rows of text: aligned under a heading on a terminal, tab-separated without a heading in a pipe.
import { visible } from '../otp/secret-text.ts'
import { styled } from './style.ts'
import { widthOf } from './width.ts'
import { wrapped } from './wrap.ts'

export interface TableSink {
  readonly isTerminal: boolean
  readonly color: boolean
  /** Of the terminal; without it there is room for everything. */
  readonly columns?: number
}

/** With blanks behind it, so many columns wide. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/**
 * @param heading one word a column
 * @param rows as many cells as the heading has; control characters are made visible here
 * @returns lines, each with its line feed; '' without rows
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], sink: TableSink): string {
  const cells = rows.map((row) => row.map(visible))
  if (!sink.isTerminal) return cells.map((row) => `${row.join('\t')}\n`).join('')
  if (cells.length === 0) return ''
  // A column without any text is left out on a terminal.
  const kept = heading.map((_, i) => i).filter((i) => cells.some((row) => (row[i] ?? '') !== ''))
  const widths = kept.map((i) => Math.max(...[heading, ...cells].map((row) => widthOf(row[i] ?? ''))))
  const whole = widths.reduce((sum, width) => sum + width + 2, -2)
  if (sink.columns !== undefined && whole > sink.columns) return stacked(cells, sink.columns)
  const line = (row: readonly string[]): string =>
    kept
      .map((i, at) => (at === kept.length - 1 ? (row[i] ?? '') : padEnd(row[i] ?? '', (widths[at] ?? 0) + 2)))
      .join('')
  return [styled('dim', line(heading), sink.color), ...cells.map(line)].map((text) => `${text.trimEnd()}\n`).join('')
}

/** For a window that is too narrow for the columns: what a row is about on a line of its own, the rest below it. */
function stacked(cells: readonly (readonly string[])[], columns: number): string {
  const lines = cells.flatMap(([first = '', ...others]) => {
    const below: string[] = []
    for (const cell of others.filter((one) => one !== '')) {
      const joined = below.length === 0 ? null : `${below.at(-1)} · ${cell}`
      if (joined !== null && widthOf(joined) <= columns - 2) below[below.length - 1] = joined
      else below.push(...wrapped(cell, columns - 2))
    }
    return [first, ...below.map((line) => `  ${line}`)]
  })
  return lines.map((line) => `${line}\n`).join('')
}
