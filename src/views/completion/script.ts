// What the completion scripts of the three shells have in common: the script of a shell, and the parts of the command
// table as its lines need them. A script is static: pressing TAB starts nothing, save for names of accounts.
import { visible } from '../../otp/secret-text.ts'
import { type CommandEntry, type Offer, type OptionEntry, withAllBelow } from '../help/command-table.ts'

export interface ScriptParts {
  readonly table: CommandEntry
  /** Words that help takes besides the verbs. */
  readonly topics: readonly string[]
  /** Whether Hungarian words are offered too, once a letter is typed. They are understood in any case. */
  readonly synonyms: boolean
}

/** Ways to unlock and the vault, as typed on the line: handed on to `ukp completion names`. */
export const HANDED_ON = ['--vault', '--key-file', '--passphrase-file'] as const

/** `ukp completion names` for this offer; null where no names of accounts are offered. */
export function namesWord(offer: Offer): 'names' | 'trash' | null {
  if (offer.kind === 'accounts') return 'names'
  return offer.kind === 'restorable' ? 'trash' : null
}

/** Every command with its own options, deepest last. */
export function commandsOf({ table }: ScriptParts): readonly CommandEntry[] {
  return withAllBelow(table)
}

/** "-q" and "--quiet". */
export function spellings({ short, long }: OptionEntry): string[] {
  return [...(short === null ? [] : [short]), long]
}

/** Words of verbs that stand for another one: kod, lista. */
export function synonymsOf({ table }: ScriptParts): { word: string; name: string }[] {
  return table.below.flatMap(({ name, synonyms }) => synonyms.map((word) => ({ word, name })))
}

/** Names that a shell can offer: one a line, so none with control characters, nor with anything that cannot be seen. */
export function offerable(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '' && visible(name) === name)
}

/** A text inside single quotes, for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** What an option wants: nothing, a file, some words, or something that cannot be offered. For bash and zsh. */
export function wantsFunction(parts: ScriptParts): string {
  // Options of the program come last: a verb may have one of the same name.
  const cases = [...commandsOf(parts)].reverse().flatMap(({ path, options }) =>
    options.flatMap((option) => {
      if (option.value === null) return []
      const at = spellings(option).map((word) => (path === '' ? `*${quoted(` ${word}`)}` : quoted(`${path} ${word}`)))
      return [`    ${at.join(' | ')}) wants=${quoted(wanted(option.value, option.variadic))} ;;`]
    }),
  )
  return ['_ukp_wants() {', "  wants=''", '  case "$1 $2" in', ...cases, '  esac', '}', ''].join('\n')
}

/** One word: file, names, trash, topic, text, or =a,b,c; with + when it goes on for several words. */
export function wanted(offer: Offer, variadic: boolean): string {
  const word = offer.kind === 'file' || offer.kind === 'topic' ? offer.kind : (namesWord(offer) ?? 'text')
  return `${offer.kind === 'words' ? `=${offer.words.join(',')}` : word}${variadic ? '+' : ''}`
}
