// CSV exports of password managers: told apart by their columns, one login a row, of which only the key, the names and
// the note are looked at.
import { Collector, labelText } from './collector.ts'
import { type CsvRow, type Delimiter, headerOf, readCsv } from './containers/csv.ts'
import type { EntryDetails } from './entry.ts'
import { damaged, type Imported } from './importer.ts'
import { loginEntry } from './login.ts'

/** Names of columns, in lower case; of several the first that holds something counts. */
export interface LoginTable {
  readonly app: string
  /** One column of each of these sets has to be there. */
  readonly marks: readonly (readonly string[])[]
  /** None of these may be: they belong to an app with a similar table. */
  readonly foreign?: readonly string[]
  readonly title: readonly string[]
  /** Or what finds it in the row. */
  readonly user: readonly string[] | ((row: CsvRow) => string)
  readonly key: readonly string[]
  readonly note: readonly string[]
  /** The column that holds passwords, which is not read, where the table has one; 'password' if absent. */
  readonly passwords?: string
  /** Groups, and whether the row is in the app's trash. */
  readonly details?: (row: CsvRow) => EntryDetails
}

/** Apps write commas; Excel writes semicolons when it saves such a table in Hungary. */
const DELIMITERS: readonly Delimiter[] = [',', ';']

/** @returns null when the table is another app's. @throws UkpError import-damaged */
export async function readLoginTable(text: string | null, table: LoginTable): Promise<Imported | null> {
  if (text === null) return null
  const delimiter = DELIMITERS.find((one) => isTable(headerOf(text, one), table))
  if (delimiter === undefined) return null
  const csv = await readCsv(text, delimiter)
  if (csv === null) throw damaged(table.app)
  const found = new Collector()
  if (csv.rows.length > 0 && csv.columns.includes(table.passwords ?? 'password')) found.remark('passwords-left')
  for (const row of csv.rows) {
    const user = typeof table.user === 'function' ? table.user(row) : row.get(...table.user)
    const [title, key] = [row.get(...table.title), row.get(...table.key)]
    const details = { note: row.get(...table.note), ...table.details?.(row) }
    if (key !== '') found.take(labelText(title, user), () => loginEntry(key, { title, user }, details), row.line)
  }
  return found.done()
}

function isTable(columns: readonly string[], { marks, foreign = [] }: LoginTable): boolean {
  return (
    marks.every((some) => some.some((name) => columns.includes(name))) &&
    !foreign.some((name) => columns.includes(name))
  )
}
