// The picture of ukp watch: accounts with their codes, one a line, as text and sizes only. Whatever is shown in colour is
// told by a sign as well.
import { visible } from '../../otp/secret-text.ts'
import { grouped } from '../code-line.ts'
import { cut, cutStart } from '../cut.ts'
import { styled } from '../style.ts'
import { padEnd } from '../table.ts'
import { BAR, timeBar } from '../time-bar.ts'
import { widthOf } from '../width.ts'
import { wrapped } from '../wrap.ts'
import { type Columns, columnsOf, linesOf, type Natural, NEXT, SIGN, type Size } from './layout.ts'

export interface LiveRow {
  readonly name: string
  readonly issuer: string
  readonly account: string
  /** The digits; null: counted, a code is not shown. */
  readonly code: string | null
  /** The code after it, where few seconds are left. */
  readonly next: string | null
  /** Seconds. */
  readonly remaining: number
  readonly period: number
}

export interface LivePicture {
  /** What the list has room for (`linesOf`); more is left out. */
  readonly rows: readonly LiveRow[]
  /** Index in `rows`. */
  readonly selected: number
  readonly natural: Natural
  /** What was typed; null when nobody filters. */
  readonly filter: string | null
  readonly found: number
  readonly all: number
  /** A sentence; '': what the row of the selected account does not tell. */
  readonly status: string
}

export interface LiveWords {
  readonly name: string
  readonly issuer: string
  readonly account: string
  readonly code: string
  readonly seconds: (seconds: number) => string
  readonly accounts: (count: number) => string
  readonly filter: string
  readonly found: (found: number, all: number) => string
  readonly nothingFound: string
  readonly empty: string
  readonly next: (code: string) => string
  readonly counted: string
  readonly countedHow: (name: string) => string
  readonly keys: readonly string[]
  readonly filterKeys: readonly string[]
}

export interface LiveOptions {
  readonly words: LiveWords
  readonly color: boolean
}

/** @returns at most `size.rows` lines, none wider than `size.columns` */
export function liveTable(picture: LivePicture, size: Size, options: LiveOptions): string[] {
  const { words, color } = options
  const lines = linesOf(size)
  const columns = columnsOf(size, picture.natural)
  const list = picture.rows
    .slice(0, lines.list)
    .map((row, i) => rowLine(row, i === picture.selected, { columns, size, ...options }))
  if (list.length === 0) list.push(cut(picture.filter === null ? words.empty : words.nothingFound, size.columns))
  while (list.length < lines.list) list.push('')
  const status = lines.status ? statusLines(picture, { columns, size, ...options }).slice(0, lines.list) : []
  // A long sentence takes from the list, for as long as it is there.
  list.splice(lines.list - Math.max(0, status.length - 1))
  const keys = picture.filter === null ? words.keys : words.filterKeys
  return [
    ...(lines.filter ? [filterLine(picture, size, options)] : []),
    ...(lines.heading ? [styled('dim', headingLine(columns, size, words), color)] : []),
    ...list,
    ...status,
    ...(lines.keys ? [styled('dim', fittingTogether(keys, size), color)] : []),
  ]
}

/** What is shown instead of codes: sentences, one under the other. */
export function plainPicture(sentences: readonly string[], size: Size): string[] {
  return sentences.flatMap((text) => sentenceLines(text, size)).slice(0, size.rows)
}

function sentenceLines(text: string, { columns }: Size): string[] {
  return wrapped(visible(text), columns).map((line) => cut(line, columns))
}

function filterLine({ filter, found, all }: LivePicture, { columns }: Size, { words, color }: LiveOptions): string {
  if (filter === null) return styled('dim', cut(words.accounts(all), columns), color)
  const count = words.found(found, all)
  const room = columns - widthOf(words.filter) - 1 - 1 - 2 - widthOf(count)
  const counted = room >= 8
  const typed = cutStart(visible(filter), counted ? room : room + 2 + widthOf(count))
  const line = cut(`${words.filter} ${typed}_`, columns)
  return counted ? `${line}  ${styled('dim', count, color)}` : line
}

function headingLine(columns: Columns, size: Size, words: LiveWords): string {
  const labels = (['name', 'issuer', 'account', 'code'] as const).flatMap((part) =>
    columns[part] === 0 ? [] : [padEnd(cut(words[part], columns[part]), columns[part])],
  )
  return cut(`${' '.repeat(SIGN)}${labels.join(' '.repeat(columns.gap))}`.trimEnd(), size.columns)
}

interface RowOptions extends LiveOptions {
  readonly columns: Columns
  readonly size: Size
}

function rowLine(row: LiveRow, selected: boolean, { columns, size, words, color }: RowOptions): string {
  const gap = ' '.repeat(columns.gap)
  const label = (text: string, width: number): string => padEnd(cut(visible(text), width), width)
  const name = label(row.name, columns.name)
  const others = [
    ...(columns.issuer > 0 ? [label(row.issuer, columns.issuer)] : []),
    ...(columns.account > 0 ? [label(row.account, columns.account)] : []),
  ].join(gap)
  const labels = [
    ...(columns.name > 0 ? [selected ? styled('bold', name, color) : name] : []),
    ...(others === '' ? [] : [styled('dim', others, color)]),
  ].join(gap)
  const width = [columns.name, columns.issuer, columns.account]
    .filter((one) => one > 0)
    .reduce((sum, one) => sum + one + columns.gap, SIGN)
  const place = /[^ -~]/.test(name + others) ? column(width + 1) : ''
  const text = codePart(row, size.columns - width, { columns, words, color })
  return `${selected ? '>' : ' '} ${labels}${labels === '' ? '' : gap}${place}${text}`
}

/**
 * Terminals do not agree on how wide a family or a flag is: what comes after such a name is put at its column and not
 * after so many blanks.
 */
function column(at: number): string {
  return `\u001b[${at}G`
}

function codePart(
  row: LiveRow,
  room: number,
  { columns, words, color }: LiveOptions & { readonly columns: Columns },
): string {
  if (row.code === null) return styled('dim', cut(words.counted, room), color)
  const gap = ' '.repeat(columns.gap)
  const parts = [styled('bold', padEnd(cut(grouped(row.code), columns.code), columns.code), color)]
  const soon = row.next !== null
  if (columns.left > 0) {
    const bar =
      columns.bar === 0
        ? ''
        : `${gap}${row.next === null ? timeBar(row.remaining, row.period, Math.min(BAR, columns.bar)) : next(row.next, columns)}`
    const left = cut(words.seconds(row.remaining), columns.left).padStart(columns.left)
    parts.push(styled(soon ? 'yellow' : 'dim', `${left}${bar}`, color))
  }
  return parts.join(gap)
}

function next(code: string, columns: Columns): string {
  return cut(`${NEXT}${grouped(code)}`, columns.bar)
}

/** Lines of a sentence at the most. */
const STATUS_LINES = 3

/** A sentence, else what is cut off or left out of the selected row. */
function statusLines(picture: LivePicture, options: RowOptions): string[] {
  if (picture.status !== '') return sentenceLines(picture.status, options.size).slice(0, STATUS_LINES)
  const row = picture.rows[picture.selected]
  return [row === undefined ? '' : hiddenOf(row, options)]
}

function hiddenOf(row: LiveRow, { columns, size, words, color }: RowOptions): string {
  if (row.code === null) return styled('dim', cut(words.countedHow(row.name), size.columns), color)
  const hidden = (['name', 'issuer', 'account'] as const)
    .map((part) => ({ text: visible(row[part]), width: columns[part] }))
    .filter(({ text, width }) => widthOf(text) > width)
    .map(({ text }) => text)
  const parts = [...(row.next !== null && columns.bar === 0 ? [words.next(grouped(row.next))] : []), ...hidden]
  return styled('dim', cut(parts.join(' · '), size.columns), color)
}

/** As many as there is room for, the first ones first. */
function fittingTogether(texts: readonly string[], { columns }: Size): string {
  let line = ''
  for (const text of texts) {
    const longer = line === '' ? text : `${line} · ${text}`
    if (widthOf(longer) > columns) break
    line = longer
  }
  return line === '' ? cut(texts[0] ?? '', columns) : line
}
