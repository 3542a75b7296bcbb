// The accounts that a query may mean, out of a large payload, without parsing all the others: at 10,000 accounts parsing
// costs four times what all the rest of a code does. encodeContents writes one entry a line, and these lines are searched
// as bytes; what is written otherwise, or cannot be told from the lines alone, is parsed whole.
import { isAscii } from 'node:buffer'
import { search } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { activeAccounts, type Contents } from './contents.ts'
import { parseContents } from './contents-json.ts'

/** Below this, about 150 accounts, parsing all costs less than a tenth of a code. */
const LARGE_BYTES = 64 * 1024
/** More lines than these are no faster than all. */
const MOST_LINES = 32

const ENTRIES = ',\n"entries":[\n'
const REST = '\n],\n"deleted":'
/** A line that does not begin as every one of encodeContents does. */
const OTHER_LINE = /\n(?!\{"id":"[^"\\]+","type":"[a-z]+","name":"[^"])/
/** Letters that JSON.stringify writes as they are, in escapes. */
const OTHER_LETTERS = ['\\u', '\\/']
/** Letters that stand in JSON as they are, and that folding leaves alone. */
const PLAIN = /^[!#-@[\]-~]+$/

/** Where a line begins and ends, without its line feed. */
type Line = readonly [number, number]

/**
 * Contents in which the query finds what it finds in the whole: the account of exactly this name, or else those whose
 * name, issuer or user name contains it.
 * @param data UTF-8 JSON of the payload
 * @returns null when only the whole can tell
 */
export function contentsFor(data: Uint8Array, query: string): Contents | null {
  if (data.length < LARGE_BYTES) return null
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length)
  const start = bytes.indexOf(ENTRIES) + ENTRIES.length
  const end = bytes.lastIndexOf(REST)
  if (start < ENTRIES.length || end < start) return null
  if (isOtherwise(bytes, start, end)) return null
  const name = query.normalize('NFC')
  const named = namedLine(bytes, name)
  const lines = named === null ? linesWith(bytes, query) : [named]
  if (lines.length === 0 || lines.some((line) => line[0] < start || line[1] > end)) return null
  const contents = parsed(bytes, { start, end, lines })
  if (contents === null || !isEnough(contents, query, bytes)) return null
  // The name may have stood in a field that this version does not know.
  return named === null || activeAccounts(contents)[0]?.name === name ? contents : null
}

/**
 * Whether another than encodeContents wrote it: a name or an id may then stand where it is not looked for. 3 ms of CPU for
 * 10,000 accounts, which take 40 ms and more to parse.
 */
function isOtherwise(bytes: Buffer, start: number, end: number): boolean {
  if (OTHER_LETTERS.some((letters) => bytes.includes(letters))) return true
  return OTHER_LINE.test(bytes.toString('latin1', start - 1, end))
}

/** The one line with exactly this name, composed as findExact() looks for it. */
function namedLine(bytes: Buffer, name: string): Line | null {
  const found = onlyIndex(bytes, `"name":${JSON.stringify(name)}`)
  return found < 0 ? null : lineAt(bytes, found)
}

/** Every line that holds the query in any letters; none when they are too many, or folding would change the lines. */
function linesWith(bytes: Buffer, query: string): Line[] {
  const wanted = fold(query)
  if (!PLAIN.test(wanted) || !isAscii(bytes)) return []
  const text = bytes.toString('latin1').toLowerCase()
  const lines: Line[] = []
  for (let at = text.indexOf(wanted); at >= 0; ) {
    if (lines.length === MOST_LINES) return []
    const line = lineAt(bytes, at)
    lines.push(line)
    at = text.indexOf(wanted, line[1])
  }
  return lines
}

function lineAt(bytes: Buffer, at: number): Line {
  const end = bytes.indexOf('\n', at)
  return [bytes.lastIndexOf('\n', at) + 1, end < 0 ? bytes.length : end]
}

/** @returns -1 when it is not there, or more than once */
function onlyIndex(bytes: Buffer, text: string): number {
  const first = bytes.indexOf(text)
  return first < 0 || bytes.indexOf(text, first + 1) >= 0 ? -1 : first
}

function parsed(bytes: Buffer, { start, end, lines }: { start: number; end: number; lines: Line[] }): Contents | null {
  const entries = lines.map(([from, to]) => bytes.toString('utf8', from, to).replace(/,$/, ''))
  const text = `${bytes.toString('utf8', 0, start)}${entries.join(',\n')}${bytes.toString('utf8', end)}`
  try {
    const contents = parseContents(Buffer.from(text))
    return contents.entries.length === lines.length ? contents : null
  } catch {
    return null
  }
}

/** Found among these, and none of these is one that an entry elsewhere with the same id would make unreadable. */
function isEnough(contents: Contents, query: string, bytes: Buffer): boolean {
  const accounts = activeAccounts(contents)
  if (accounts.length !== contents.entries.length || search(accounts, query).length === 0) return false
  return accounts.every(({ id }) => onlyIndex(bytes, `{"id":${JSON.stringify(id)},`) >= 0)
}
