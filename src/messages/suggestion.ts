// Commands that a sentence suggests ("To bring it back: ukp restore mama"): found in the text, so that no message has to
// know of them. They get the --vault of the line that they answer, and no line ends within one.
import { visible } from '../otp/secret-text.ts'
import { quotedWord } from './say.ts'

/** Where a suggestion begins: after a mark, or at the start. A command named within a sentence is none. */
const START = /(?<=^|[:,;(„"] ?|\? )ukp (?=[a-z])/g

/** One suggested command up to the end of its clause: words, `<file>`, and what is quoted. */
const WHOLE =
  /(?<=^|[:,;(„"] ?|\? )ukp(?: (?:'[^']*'|"[^"]*"|<[^<>]*>|[^\s'"<>])*(?:'[^']*'|"[^"]*"|<[^<>]*>|[^\s'"<>.,;:?)”]))+/g

/** Verbs that look at no vault. */
const WITHOUT_VAULT = /^(?:help|completion|lock --all|key new)\b/

/**
 * Puts the vault of the line into every command that the text suggests: `ukp --vault work.ukp restore mama`.
 * @param vault what was given with --vault; undefined: nothing is changed
 */
export function withVault(text: string, vault: string | undefined): string {
  if (vault === undefined || vault === '') return text
  const option = `--vault ${quotedWord(visible(vault))}`
  return text.replace(START, (start, at: number) => {
    const command = text.slice(at + start.length)
    const named = (commandAt(text, at) ?? '').includes(option)
    return named || WITHOUT_VAULT.test(command) ? start : `${start}${option} `
  })
}

function commandAt(text: string, at: number): string | null {
  return [...text.matchAll(WHOLE)].find(({ index }) => index === at)?.[0] ?? null
}

/** The text in pieces that may stand on lines of their own: words, and suggested commands in one piece. */
export function unbrokenPieces(text: string): string[] {
  const pieces: string[] = []
  let at = 0
  for (const { 0: command, index } of text.matchAll(WHOLE)) {
    const before = text.slice(at, index)
    const words = before.split(' ')
    // What stands at a command at once, as a bracket does, stays there.
    const glued = words.pop() ?? ''
    const end = index + command.length
    const after = /^\S*/.exec(text.slice(end))?.[0] ?? ''
    pieces.push(...words, `${glued}${command}${after}`)
    at = end + after.length + 1
  }
  if (at <= text.length) pieces.push(...text.slice(at).split(' '))
  return pieces
}
