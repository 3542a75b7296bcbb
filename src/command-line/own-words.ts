// Which words of the line are ours. The line of `ukp run` ends with that of another program, of which nothing is read.
import { UkpError } from '../errors.ts'
import { WITH_VALUE } from './verb-names.ts'

/** Options of `run` with a value. */
const RUN_WITH_VALUE = ['--env', '--min-remaining']

/** What stands before the dashes: only there are words looked for before the line is parsed. */
export function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return end < 0 ? argv : argv.slice(0, end)
}

/**
 * `ukp run` with a word that is neither an option nor its value before the dashes, which may be the program's name: what
 * follows would be read as options of ours, of which some (--help, --quiet, --vault) mean something for both.
 * @param line with the verb's own name
 * @throws UkpError dashes-needed
 */
export function demandDashes(line: readonly string[]): void {
  const own = ownWords(line)
  const bare: string[] = []
  for (let i = 0; i < own.length; i++) {
    const word = own[i] ?? ''
    if (WITH_VALUE.includes(word) || RUN_WITH_VALUE.includes(word)) i++
    else if (!word.startsWith('-')) bare.push(word)
  }
  if (bare[0] === 'run' && bare.length > 1) throw new UkpError('dashes-needed', {})
}
