// Tables of password managers and spreadsheets (RFC 4180 and what is written in its place): ragged rows, line ends in
// values, a mark at the start, comma or semicolon. Columns are read by their name, never by their place.
import { fold } from '../../otp/fold.ts'

export interface CsvRow {
  /** Line of the file where the row begins, from 1. */
  readonly line: number
  /** Value of the first of these columns that the table has and that is not empty; '' when there is none. Trimmed. */
  get(...columns: readonly string[]): string
}

export interface CsvTable {
  /** Names of the columns in lower case, accents dropped, in the order of the file. */
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

export type Delimiter = ',' | ';' | '\t'

/**
 * Bounds of a table that a person has. csv-parse takes 30 µs for a row that is shorter than the header, and 5 s and
 * 2 GB for 30 MB of commas.
 */
const MOST_COLUMNS = 200
const MOST_ROWS = 30_000
const MOST_DELIMITERS = 2_000_000
/** Characters of a row. */
const LONGEST_ROW = 1_000_000

/**
 * @returns null when the text is no table with a header, a quote in it is never closed, or it has more rows, or longer
 *   ones, than any table of accounts: none is dropped without a word
 */
export async function readCsv(text: string, delimiter: Delimiter = ','): Promise<CsvTable | null> {
  if (hasMore(text, delimiter, MOST_DELIMITERS)) return null
  const { parse } = await import('csv-parse/sync')
  let records: { record: string[]; info: { lines: number } }[]
  try {
    // `info.lines` is where a row ends; where it begins follows from the end of the row before.
    records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: MOST_ROWS + 1,
      max_record_size: LONGEST_ROW,
    }) as unknown as { record: string[]; info: { lines: number } }[]
  } catch {
    return null
  }
  const [header] = records
  if (header === undefined || header.record.length > MOST_COLUMNS || records.length > MOST_ROWS) return null
  const columns = header.record.map(fold)
  // csv-parse 7 counts a line end of two characters inside quotes twice.
  let countedTwice = 0
  const ends = records.map(({ record, info }) => {
    countedTwice += record.join(' ').match(/\r\n/g)?.length ?? 0
    return info.lines - countedTwice
  })
  const rows = records.slice(1).map(({ record }, i): CsvRow => {
    const line = (ends[i] ?? 0) + 1
    return { line, get: (...names) => cellOf(record, columns, names) }
  })
  return { columns, rows }
}

/** The column's names as the first line has them, without parsing the table: for telling formats apart. */
export function headerOf(text: string, delimiter: Delimiter): string[] {
  const end = text.search(/[\r\n]/)
  const first = text.slice(0, end < 0 ? text.length : end).slice(0, 10_000)
  return first.split(delimiter).map((name) => fold(name.replace(/^\ufeff/, '').replace(/^\s*"|"\s*$/g, '')))
}

function hasMore(text: string, piece: string, most: number): boolean {
  let at = -1
  for (let count = 0; count <= most; count++) {
    at = text.indexOf(piece, at + 1)
    if (at < 0) return false
  }
  return true
}

function cellOf(record: readonly string[], columns: readonly string[], names: readonly string[]): string {
  for (const name of names) {
    const at = columns.indexOf(fold(name))
    const value = at < 0 ? '' : (record[at] ?? '').trim()
    if (value !== '') return value
  }
  return ''
}
