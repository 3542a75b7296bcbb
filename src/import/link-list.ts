// Lists of links: one a line, or several on a line with commas in between.
import { UkpError } from '../errors.ts'
import { parseMigrationUri } from '../otp/google-migration.ts'
import { LINK_SCHEME, unknownLink } from '../otp/link-scheme.ts'
import { parseOtpauthUri } from '../otp/otpauth-uri.ts'
import { displayOf } from './apps/code-display.ts'
import { isAccountTable } from './apps/csv-table.ts'
import type { Collector } from './collector.ts'
import { linesOf } from './containers/lines.ts'
import { withDetails } from './entry.ts'

// Blanks but no line ends, the two of Unicode neither: over 100 kB of empty lines, \s* at each line start is quadratic.
const LINK = new RegExp(`^[^\\S\\r\\n\u2028\u2029]*${LINK_SCHEME}`, 'i')
const LINK_IN_SOME_LINE = new RegExp(LINK.source, 'im')
/** Ente writes a comma of a label or a note as %2C, other apps do not: only a comma before another link parts two. */
const BETWEEN_LINKS = new RegExp(`,(?=\\s*${LINK_SCHEME})`, 'i')
/** Two separators or more: a table's first line, or a sentence. */
const TABLE_HEAD = /^[^,;\t]*(?:,[^,]*,|;[^;]*;|\t[^\t]*\t)/

/** UTF-16 units. A QR code holds 3 kB; notes of Ente add some pages to a link in a file. */
const LONGEST_LINK = 100_000

/**
 * Whether links are what a text is made of. Markup, and tables with a link at a line start of a note, are no lists; a
 * few other lines are no reason against it.
 */
export function isLinkList(text: string): boolean {
  if (!LINK_IN_SOME_LINE.test(text) || /^\s*</.test(text) || isAccountTable(text)) return false
  let [all, links] = [0, 0]
  for (const line of linesOf(text)) {
    if (!hasContent(line)) continue
    if (all === 0 && (LINK.test(line) || !TABLE_HEAD.test(line))) return true
    all++
    if (LINK.test(line)) links++
  }
  return links * 2 >= all
}

/**
 * Takes the links of a text. What is refused is named by its line only, as a line may hold a key.
 * @param usual turns a line into one as most apps write it
 * @throws UkpError vault-full
 */
export function readLinks(text: string, found: Collector, usual: (line: string) => string = (line) => line): void {
  let number = 0
  for (const line of linesOf(text)) {
    number++
    if (!hasContent(line)) continue
    for (const piece of usual(line).split(BETWEEN_LINKS)) takeLink(piece.trim().replace(/,$/, ''), number, found)
  }
}

/** Neither empty nor a comment. */
function hasContent(line: string): boolean {
  const text = line.trimStart()
  return text !== '' && !text.startsWith('#')
}

function takeLink(link: string, line: number, found: Collector): void {
  try {
    if (link.length > LONGEST_LINK) throw new UkpError('text-too-long', { field: 'link', limit: LONGEST_LINK })
    const account = parseOtpauthUri(link, { oddLength: 'warn' })
    if (account !== null) {
      found.take('', () => withDetails(account, displayOf(link)), line)
      return
    }
    const part = parseMigrationUri(link)
    if (part === null) throw unknownLink(link) ?? new UkpError('line-unknown', {})
    found.part(part)
    for (const one of part.accounts) found.take('', () => withDetails(one, {}), line)
    for (const { name, error } of part.refused) found.refuse(name, error, line)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    found.refuse('', error, line)
  }
}
