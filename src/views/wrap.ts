// Text in lines of a width, broken at blanks.
import { unbrokenPieces } from '../messages/suggestion.ts'
import { widthOf } from './width.ts'

/** Lines of at most `width` columns, save for a word that is longer by itself. */
export function wrapped(text: string, width: number): string[] {
  return filled(text.split(' '), width)
}

/** As `wrapped`, with each suggested command in one piece, so that it can be copied. */
export function wrappedWhole(text: string, width: number): string[] {
  return filled(unbrokenPieces(text), width)
}

/** The same as a text of lines, each with its end; '' of ''. */
export function paragraph(text: string, width: number): string {
  if (text === '') return ''
  return wrapped(text, width)
    .map((line) => `${line}\n`)
    .join('')
}

function filled(pieces: readonly string[], width: number): string[] {
  const lines: string[] = []
  // Counted on, and not anew for each longer line: nothing joins over a blank.
  let used = 0
  for (const piece of pieces) {
    const more = widthOf(piece)
    if (lines.length > 0 && used + 1 + more <= width) {
      lines[lines.length - 1] += ` ${piece}`
      used += 1 + more
    } else {
      lines.push(piece)
      used = more
    }
  }
  return lines
}

/**
 * What is said to a person, for a terminal. A suggested command stays on one line, so that it can be copied: one that is
 * wider than the terminal is left to it. Lines go on under the text of their first one.
 * @param width columns
 */
export function wrappedTalk(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      if (widthOf(line) <= width) return line
      const indent = /^ */.exec(line)?.[0] ?? ''
      return filled(unbrokenPieces(line.slice(indent.length)), width - indent.length)
        .map((one) => `${indent}${one}`)
        .join('\n')
    })
    .join('\n')
}
