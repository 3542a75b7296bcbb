// Names of verbs as people type them: Hungarian synonyms with or without accents, in every language. None is abbreviated.
import { HELP_SYNONYMS, VERBS } from './commands/index.ts'
import { fold } from './otp/fold.ts'

/** Global options with a value: what follows them is not the verb. */
export const WITH_VALUE: readonly string[] = ['--vault', '--passphrase-file', '--passphrase-fd', '--key-file', '--lang']

/**
 * Puts the verb's own name where a Hungarian synonym stands, accents folded; nothing else of the line is touched.
 * The word after `help` is a verb too.
 */
export function canonicalVerbs(argv: readonly string[]): string[] {
  const line = [...argv]
  for (let i = 0; i < line.length; i++) {
    const word = line[i] ?? ''
    if (word === '--') break
    if (word.startsWith('-')) {
      if (WITH_VALUE.includes(word)) i++
      continue
    }
    const canonical = canonicalVerb(word)
    line[i] = canonical
    if (canonical !== 'help') break
  }
  return line
}

function canonicalVerb(word: string): string {
  const folded = fold(word)
  if (HELP_SYNONYMS.includes(folded)) return 'help'
  return VERBS.find(({ name, synonyms }) => name === word || synonyms.includes(folded))?.name ?? word
}
