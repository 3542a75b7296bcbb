// Text in lines of a width, broken at blanks.
import stringWidth from 'fast-string-width'

/** Lines of at most `width` columns, save for a word that is longer by itself. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && stringWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
