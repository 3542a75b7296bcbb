// Columns that a terminal gives to a text: wide letters count two, combining marks none.
import stringWidth from 'fast-string-width'

const PRINTABLE_ASCII = /^[ -~]*$/

/** Most texts are plain: then the answer is known, and the tables of the library are not asked, which a help page would notice. */
export function widthOf(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text)
}
