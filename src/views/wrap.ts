// Text in lines of a width, broken at blanks.
import stringWidth from 'fast-string-width'
import { unbrokenPieces } from '../messages/suggestion.ts'

/** Lines of at most `width` columns, save for a word that is longer by itself. */
export function wrapped(text: string, width: number): string[] {
  return filled(text.split(' '), width)
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
  for (const word of pieces) {
    const last = lines.at(-1)
    if (last !== undefined && stringWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
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
      if (stringWidth(line) <= width) return line
      const indent = /^ */.exec(line)?.[0] ?? ''
      return filled(unbrokenPieces(line.slice(indent.length)), width - indent.length)
        .map((one) => `${indent}${one}`)
        .join('\n')
    })
    .join('\n')
}
