// What commander finds wrong with a line, as one of our errors: a sentence in the person's language and a next step.
import type { Command, CommanderError } from 'commander'
import { HELP_TOPICS, VERBS } from '../commands/index.ts'
import { UkpError } from '../errors.ts'
import { distance } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { looksLikeSecret, quotable } from '../otp/secret-text.ts'
import { ownWords } from './own-words.ts'
import { canonicalVerbs } from './verb-names.ts'

/** Options that people try to hand a secret over with. */
const SECRET_OPTION = /^--?(?:secret|key|kulcs|pass|password|passphrase|passwd|pin|jelszo|seed|token)$/i

/**
 * What commander found wrong, as one of our errors; null when it is no failure (help or version was shown).
 * @param argv the line, to tell a secret among too many arguments
 */
export function usageError(error: CommanderError, argv: readonly string[], program: Command): UkpError | null {
  const words = argv.filter((word) => !word.startsWith('-'))
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const suggestion = /Did you mean (?:one of )?(-[^?,]*)/.exec(error.message)?.[1] ?? null
  switch (error.code) {
    case 'commander.help':
      return new UkpError('missing-argument', { argument: '<command>' })
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null
    case 'commander.unknownCommand':
      return unknownBelow(argv, program) ?? unknownCommand(quoted)
    case 'commander.unknownOption': {
      const option = quoted.split('=', 1)[0] ?? ''
      // Also a key that follows a letter or the dashes at once: -kJBSW…, --JBSW….
      const glued = [option.replace(/^-+/, ''), option.slice(2)].some(looksLikeSecret)
      if (glued || SECRET_OPTION.test(option)) return new UkpError('secret-in-argument', {})
      return new UkpError('unknown-option', { option: quotable(option), suggestion })
    }
    case 'commander.optionMissingArgument':
      return new UkpError('missing-value', { option: quoted })
    case 'commander.missingArgument':
      return new UkpError('missing-argument', { argument: `<${quoted}>` })
    case 'commander.excessArguments':
      if (quoted === 'backup') return unknownBelow(argv, program) ?? unknownCommand(quoted)
      return argv.some(mayBeKey) || mayBeKey(words.slice(2).join(''))
        ? new UkpError('secret-in-argument', {})
        : new UkpError('too-many-arguments', {})
    default:
      return new UkpError('invalid-value', { option: quotable(quoted), allowed: 'ukp --help' })
  }
}

/** A word after `ukp help`, and after the words before it that were understood. */
export function unknownTopic(before: readonly string[], word: string, { commands }: Command): UkpError {
  const own = commands.map((one) => ({ name: one.name(), spellings: [one.name()] }))
  const others = [...VERBS, ...HELP_TOPICS].map(({ name, synonyms }) => ({ name, spellings: [name, ...synonyms] }))
  const near = nearest(word, before.length > 0 ? own : [...own, ...others])
  const suggestion = near === null ? null : ['help', ...before, near].join(' ')
  return new UkpError('unknown-command', { command: ['help', ...before, quotable(word)].join(' '), suggestion })
}

/** A word where a verb belongs. */
function unknownCommand(word: string): UkpError {
  const verbs = VERBS.map(({ name, synonyms }) => ({ name, spellings: [name, ...synonyms] }))
  return new UkpError('unknown-command', { command: quotable(word), suggestion: nearest(word, verbs) })
}

/** The word that should have been a verb of `backup` or `key`, with the nearest of those; null at the top. */
function unknownBelow(argv: readonly string[], program: Command): UkpError | null {
  let command = program
  const path: string[] = []
  // Words before the verb are values of global options.
  for (const word of ownWords(canonicalVerbs(argv)).filter((one) => !one.startsWith('-'))) {
    const next = command.commands.find((one) => one.name() === word)
    if (next !== undefined) {
      command = next
      path.push(word)
    } else if (command !== program && command.commands.length > 0) {
      const near = nearest(
        word,
        command.commands.map((one) => ({ name: one.name(), spellings: [one.name()] })),
      )
      const suggestion = near === null ? null : [...path, near].join(' ')
      return new UkpError('unknown-command', { command: quotable([...path, word].join(' ')), suggestion })
    }
  }
  return null
}

/** The name with a spelling one or two letters off; short words need more of a likeness. */
function nearest(word: string, names: readonly { name: string; spellings: readonly string[] }[]): string | null {
  const folded = fold(word)
  const near = names
    .flatMap(({ name, spellings }) => spellings.map((spelling) => ({ name, far: distance(spelling, folded) })))
    .filter(({ far }) => far <= (folded.length > 4 ? 2 : 1))
    .sort((a, b) => a.far - b.far)
  return near[0]?.name ?? null
}

/** A looser look than at names: where there is an argument too many, eight characters of base32, or the eight digits of a
 * deletion code, are suspicious enough. */
function mayBeKey(word: string): boolean {
  return (
    looksLikeSecret(word) ||
    (/^[A-Z2-7=-]{8,}$/.test(word) && !word.startsWith('-')) ||
    /^(?=.*[2-7])[a-z2-7]{8,}$/.test(word) ||
    /^[0-9]{8}$/.test(word)
  )
}
