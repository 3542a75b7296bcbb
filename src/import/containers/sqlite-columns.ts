// The names of a table's columns, out of the text of its CREATE TABLE statement, which is all that a database has of them.
// https://www.sqlite.org/lang_createtable.html

/** UTF-16 units. The largest of these tables has 2,000. */
const LONGEST = 100_000

/** Blanks and comments; quoted in the four ways of SQLite; brackets and commas; words. */
const TOKEN =
  /(\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*'|\[[^\]]*\])|([(),])|([^\s(),"'`[]+)/gy
/** What a part begins with that is a rule of the table and no column. */
const RULES = ['constraint', 'primary', 'unique', 'check', 'foreign']
/** A computed column may not be stored, so that all values after it would be read as those of others. */
const COMPUTED = ['generated', 'as']

/** @returns lower case, in the order of the values of a record; null when the text is not understood */
export function columnsOf(sql: string): readonly string[] | null {
  if (sql.length > LONGEST) return null
  const columns: string[] = []
  let depth = 0
  let isStart = false
  for (const [, blank, quoted, mark, word] of sql.matchAll(TOKEN)) {
    if (blank !== undefined) continue
    if (mark === '(') {
      depth++
      isStart = depth === 1
    } else if (mark === ')') {
      depth--
      if (depth === 0) return columns
    } else if (mark === ',') {
      isStart = depth === 1
    } else if (isStart) {
      isStart = false
      if (quoted !== undefined) columns.push(unquoted(quoted).toLowerCase())
      else if (word !== undefined && !RULES.includes(word.toLowerCase())) columns.push(word.toLowerCase())
    } else if (depth === 1 && word !== undefined && COMPUTED.includes(word.toLowerCase())) {
      return null
    }
  }
  return null
}

function unquoted(text: string): string {
  const [quote] = text
  const inside = text.slice(1, -1)
  return quote === '[' ? inside : inside.replaceAll(`${quote}${quote}`, `${quote}`)
}
