// Two columns: words on the left, what is said of them on the right. In a narrow terminal the second is below the first.
import { padEnd } from '../table.ts'
import { widthOf } from '../width.ts'
import { wrapped } from '../wrap.ts'

export type Row = readonly [string, string]

/** Narrower than this a text beside its word is no longer read with ease: it stands under it. */
const TEXT_COLUMNS = 24

/** @param column at least so wide is the left one, with the blanks behind it; columns, as `width` */
export function twoColumns(rows: readonly Row[], { width, column = 0 }: { width: number; column?: number }): string {
  const widest = Math.max(column, ...rows.map(([left]) => widthOf(left) + 2))
  // A few long words on the left should not push all texts to the right.
  const left = Math.min(widest, Math.floor(width * 0.45))
  const lines = width - 2 - left < TEXT_COLUMNS ? rows.flatMap((row) => below(row, width)) : beside(rows, left, width)
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

/** Texts wrapped under themselves. */
function beside(rows: readonly Row[], column: number, width: number): string[] {
  const indent = ' '.repeat(2 + column)
  return rows.flatMap(([left, right]) => {
    const [first = '', ...more] = wrapped(right, width - indent.length)
    const rest = more.map((line) => indent + line)
    if (widthOf(left) + 2 <= column) return [`  ${padEnd(left, column)}${first}`, ...rest]
    return [...hanging(left, width), `${indent}${first}`, ...rest]
  })
}

function below([left, right]: Row, width: number): string[] {
  return [...hanging(left, width), ...wrapped(right, width - 6).map((line) => `      ${line}`)]
}

/** What stands on the left, where it is too long for its column. */
function hanging(left: string, width: number): string[] {
  return wrapped(left, width - 4).map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`))
}
