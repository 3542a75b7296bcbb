// Cells of a CSV table that no spreadsheet takes for a formula. A name may come from a stranger's QR code, and a formula
// in it, such as =HYPERLINK("http://…"&G2), could hand out the key beside it.
//
// The table is for a password manager, which takes every character as it stands: an apostrophe in front, the usual
// remedy, would stay there for good. A blank is enough, and goes again where names are trimmed, as ukp does. Measured:
// of `=1+1` and ` =1+1`, LibreOffice 7.4 and Gnumeric 1.12 compute the first and show the second as text. They compute
// nothing after + - @; Excel does (OWASP, "CSV Injection"; not measured). Phone numbers, handles and lists begin so too,
// and stay as they are: a formula that does anything has a bracket, a quote, ! or |.
//
// A spreadsheet that parts cells by semicolons or tabs, as in Hungary, sees other cells: text after a semicolon, a tab
// or a line end inside of a value is one. LibreOffice then computes `a;=1+1`. There, too, a blank is put in between.

/** A formula: = with anything, + - @ with what a phone number, a handle or a list does not have. */
const FORMULA = /=|[+\-@](?![\p{L}\p{N}\p{M} .,:@_/-]*(?:$|[;\t\r\n]))/u.source
/** At the start of a value, and of what could pass for a cell, where doubled quotes may come first. */
const START = new RegExp(`^(?=${FORMULA})|[;\\t\\r\\n](?="*(?:${FORMULA}))`, 'gu')

/** A quoted cell, RFC 4180. NUL, which no table may hold, is dropped. */
export function cell(text: string): string {
  const harmless = text.replaceAll('\0', '').trim().replace(START, '$& ')
  return `"${harmless.replaceAll('"', '""')}"`
}
