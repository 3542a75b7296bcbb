// A table of accounts that a person keeps in a spreadsheet and saves as CSV: one row each, columns found by their
// names in Hungarian or English.
import { UkpError } from '../../errors.ts'
import { cleanDeletionCode } from '../../otp/deletion-code.ts'
import { fold } from '../../otp/fold.ts'
import { keyIdentity } from '../../otp/same-key.ts'
import type { Warning } from '../../otp/warnings.ts'
import { Collector, labelText } from '../collector.ts'
import { type CsvRow, type Delimiter, headerOf, readCsv } from '../containers/csv.ts'
import { type EntryDetails, entryOf, entryOfText } from '../entry.ts'
import { damaged, type Imported, type ImportedEntry, type Importer } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'CSV'

export const csvTable: Importer = { format: 'csv', app: APP, read }

/** Accents and case do not count. */
const COLUMNS = {
  name: ['név', 'megnevezés', 'ügyfél', 'ügyfél neve', 'cégnév', 'cég', 'cég neve', 'name', 'client', 'company'],
  issuer: ['kibocsátó', 'szolgáltatás', 'issuer', 'service'],
  account: ['felhasználónév', 'felhasználói név', 'felhasználó', 'username', 'user name', 'user', 'account', 'login'],
  key: [
    ...['titkos kulcs', 'hitelesítő kulcs', 'kulcs', 'secret', 'secret key', 'key', 'totp', 'otpauth'],
    ...['hivatkozás', 'link', 'totp kód', 'totp kulcs'],
  ],
  deletionCode: ['törlőkód', 'törlő kód', 'deletion code', 'deletioncode'],
  tags: ['címkék', 'címke', 'csoport', 'tags', 'tag', 'group'],
  note: ['megjegyzés', 'megjegyzések', 'note', 'notes'],
  digits: ['digits', 'otp length', 'length', 'számjegyek', 'számjegyek száma', 'hossz'],
  period: [
    'period',
    'interval',
    'time step',
    'timestep',
    'step',
    'seconds',
    'időköz',
    'időlépés',
    'lépés',
    'másodperc',
  ],
  algorithm: ['algorithm', 'algo', 'hash', 'algoritmus'],
  type: ['type', 'otp type', 'kind', 'típus', 'fajta'],
  counter: ['counter', 'számláló'],
} as const

/** Columns of password managers whose tables have some of our names too. */
const FOREIGN = [
  'title',
  'grouping',
  'extra',
  'nickname',
  'login_totp',
  'createtime',
  'vault',
  'secretdata',
  'favorite',
]

const DELIMITERS: readonly Delimiter[] = [';', ',', '\t']
/** Bytes or characters within which the header begins, or, in a foreign encoding, ends. */
const HEADER_BYTES = 8192

async function read({ text, bytes }: Source): Promise<Imported | null> {
  // Excel in Hungary saves "CSV" in Windows-1250, whose letters with accents are no UTF-8.
  const from1250 = new TextDecoder('windows-1250')
  const start = beginningOf(text ?? from1250.decode(bytes.subarray(0, HEADER_BYTES)))
  const delimiter = delimiterOf(start.text)
  if (delimiter === undefined) return null
  const table = await readCsv(text === null ? beginningOf(from1250.decode(bytes)).text : start.text, delimiter)
  if (table === null) throw damaged(APP)
  const found = new Collector()
  const passwords = table.columns.filter((name) => /jelsz|passw|pwd/.test(name))
  if (passwords.length > 0) found.remark('passwords-left')
  const others = table.columns.filter((name) => !passwords.includes(name))
  for (const row of table.rows) {
    if (row.get(...others) !== '') takeRow(row, row.line + start.lines, found)
  }
  return found.done()
}

/** Whether a cell is the name of one of the columns: any other cell may be a key or a password. */
export function isColumnName(cell: string): boolean {
  return Object.values<readonly string[]>(COLUMNS).some((names) => names.some((name) => fold(name) === fold(cell)))
}

/** Whether a text begins with the header of such a table: the links in it are cells then, no list. */
export function isAccountTable(text: string): boolean {
  return delimiterOf(beginningOf(text).text) !== undefined
}

/** @param text from the header on; undefined when that is none */
function delimiterOf(text: string): Delimiter | undefined {
  return DELIMITERS.find((one) => isOurs(headerOf(text, one)))
}

/** The text from the header on: Excel's own "sep=;" and rows without a word stand above it at times. */
function beginningOf(text: string): { text: string; lines: number } {
  const above =
    /^\ufeff?(?:sep=.(?:\r\n|\r|\n))?(?:[;,\t" ]*(?:\r\n|\r|\n))*/i.exec(text.slice(0, HEADER_BYTES))?.[0] ?? ''
  return { text: text.slice(above.length), lines: above.split(/\r\n|\r|\n/).length - 1 }
}

function isOurs(columns: readonly string[]): boolean {
  const known = new Set(columns)
  const has = (names: readonly string[]): boolean => names.some((name) => known.has(fold(name)))
  const isNamed = has(COLUMNS.name) || has(COLUMNS.issuer) || has(COLUMNS.account)
  return isNamed && has(COLUMNS.key) && !has(FOREIGN)
}

function takeRow(row: CsvRow, line: number, found: Collector): void {
  const names = { issuer: cell(row, COLUMNS.issuer), account: cell(row, COLUMNS.account) }
  const name = cell(row, COLUMNS.name)
  const label = name === '' ? labelText(names.issuer, names.account) : name
  found.take(
    label,
    () => {
      const { deletionCode, warnings } = deletionCodeOf(cell(row, COLUMNS.deletionCode))
      const tags = cell(row, COLUMNS.tags).split(/[,|]/)
      const entry = keyed(row, names, { name, tags, note: cell(row, COLUMNS.note), deletionCode })
      // What the table calls it stands in for a label.
      const kept = entry.warnings.filter(({ code }) => code !== 'label-missing' || name === '')
      return { ...entry, warnings: [...kept, ...warnings] }
    },
    line,
  )
}

/** A link says everything itself; beside a bare key the other columns do. */
function keyed(row: CsvRow, names: { issuer: string; account: string }, details: EntryDetails): ImportedEntry {
  const keys = COLUMNS.key.map((name) => cell(row, [name])).filter((text) => text !== '' && !isWebPage(text))
  const [first, ...others] = keys.map((key) => entryOfKey(key, row, names, details))
  if (first === undefined) return entryOfKey('', row, names, details)
  // Two columns, a link and its key, may say the same; of two keys none is left out without a word.
  if (others.some(({ account }) => keyIdentity(account) !== keyIdentity(first.account)))
    throw new UkpError('entry-field', { field: 'secret', value: null })
  return first
}

function entryOfKey(
  key: string,
  row: CsvRow,
  names: { issuer: string; account: string },
  details: EntryDetails,
): ImportedEntry {
  if (key.includes(':')) return entryOfText(key, names, details)
  const [type, algorithm, digits, period, counter] = (
    ['type', 'algorithm', 'digits', 'period', 'counter'] as const
  ).map((column) => cell(row, COLUMNS[column]))
  return entryOf({ ...names, secret: key, type, algorithm, digits, period, counter }, details)
}

/** In a column of links the address of the portal may stand. */
function isWebPage(text: string): boolean {
  return /^https?:/i.test(text)
}

/** To lose an account for a wrong deletion code would be worse than to take it without. */
function deletionCodeOf(typed: string): { deletionCode: string | null; warnings: Warning[] } {
  if (typed === '') return { deletionCode: null, warnings: [] }
  try {
    return { deletionCode: cleanDeletionCode(typed), warnings: [] }
  } catch {
    // A cell that says that there is none.
    if (!/[0-9]/.test(typed)) return { deletionCode: null, warnings: [] }
    const { length } = /^[0-9]{1,7}$/.exec(typed.replace(/[\s-]/g, ''))?.[0] ?? ''
    const warning: Warning =
      length > 0 ? { code: 'deletion-code-short', facts: { length } } : { code: 'deletion-code-wrong', facts: {} }
    return { deletionCode: null, warnings: [warning] }
  }
}

/** What people write to keep Excel from taking a value for a number: ="0123" and '0123. */
function cell(row: CsvRow, names: readonly string[]): string {
  const text = row.get(...names)
  return (/^="(.*)"$/s.exec(text)?.[1] ?? text).replace(/^'/, '').trim()
}
