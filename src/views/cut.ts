// A text made to fit: by the columns that a terminal gives it, never in the middle of what is one sign to a reader.
import { widthOf } from './width.ts'

const PRINTABLE_ASCII = /^[ -~]*$/

let segmenter: Intl.Segmenter | null = null

/** What a reader takes for one sign each: a letter with its accents, a flag, a family. */
function signsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** At most so many columns; an ellipsis stands for what is cut off at the end. */
export function cut(text: string, width: number): string {
  if (width <= 0) return ''
  if (PRINTABLE_ASCII.test(text)) return text.length <= width ? text : `${text.slice(0, width - 1)}…`
  if (widthOf(text) <= width) return text
  // No sign is longer than that in a name that means anything, and cutting stays cheap on a long text.
  const kept = fitting(signsOf(text.slice(0, width * 40)), width - 1)
  return `${kept.join('')}…`
}

/** The same from the other side: its end is seen. */
export function cutStart(text: string, width: number): string {
  if (width <= 0) return ''
  if (widthOf(text) <= width) return text
  const kept = fitting(signsOf(text).reverse(), width - 1).reverse()
  return `…${kept.join('')}`
}

/** The first signs that fit together. */
function fitting(signs: readonly string[], width: number): string[] {
  const kept: string[] = []
  let used = 0
  for (const sign of signs) {
    used += widthOf(sign)
    if (used > width) break
    kept.push(sign)
  }
  // Side by side some signs count more than each for itself.
  while (widthOf(kept.join('')) > width) kept.pop()
  return kept
}
