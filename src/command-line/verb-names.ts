// Names of verbs as people type them: Hungarian synonyms with or without accents, in every language. None is abbreviated.
import { HELP_SYNONYMS, HELP_TOPICS, VERBS } from '../commands/index.ts'
import { fold } from '../otp/fold.ts'

/** Global options with a value: what follows them is not the verb. */
export const WITH_VALUE: readonly string[] = ['--vault', '--passphrase-file', '--passphrase-fd', '--key-file', '--lang']

/**
 * Puts the verb's own name where a Hungarian synonym stands, accents folded; nothing else of the line is touched.
 * The word after `help` is a verb or a topic too.
 */
export function canonicalVerbs(argv: readonly string[]): string[] {
  const line = [...argv]
  let words: readonly Named[] = VERBS
  for (let i = 0; i < line.length; i++) {
    const word = line[i] ?? ''
    if (word === '--') break
    if (word.startsWith('-')) {
      if (WITH_VALUE.includes(word)) i++
      continue
    }
    const canonical = canonicalName(word, words)
    line[i] = canonical
    if (canonical !== 'help') break
    // The name of a page is a Hungarian word too: "ügyfélkapu".
    const pages = HELP_TOPICS.map(({ name, synonyms }) => ({ name, synonyms: [name, ...synonyms] }))
    words = [...VERBS, ...pages]
  }
  return line
}

interface Named {
  readonly name: string
  readonly synonyms: readonly string[]
}

function canonicalName(word: string, names: readonly Named[]): string {
  const folded = fold(word)
  if (HELP_SYNONYMS.includes(folded)) return 'help'
  return names.find(({ name, synonyms }) => name === word || synonyms.includes(folded))?.name ?? word
}
