// A template for sentences: whatever is put into it is made visible first, so that no label from outside can drive the
// terminal, break a line, or turn the direction of the text.
import { visible } from '../otp/secret-text.ts'

export function say(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const followed = (value: string, word: string): string => {
    // Names of Hungarian firms end in a full stop (Kft., Bt.), which then ends the sentence too.
    const isEnded = value.endsWith('.') && /^\.(?:\s|$)/.test(word)
    return value + (isEnded ? word.slice(1) : word)
  }
  return words.map((word, i) => (i === 0 ? word : followed(visible(String(values[i - 1] ?? '')), word))).join('')
}

/**
 * A name or file as one word of a command line that can be pasted: quoted when it has to be, so that a label from a QR
 * code can never be a command of its own.
 */
export function argument(text: string): string {
  return text.startsWith('-') ? `-- ${quotedWord(text)}` : quotedWord(text)
}

/** The same for the value of an option, which may begin with a dash. */
export function quotedWord(text: string): string {
  return /^[\p{L}\p{M}\p{N}_./:@+-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * A command for one account, as it can be typed: options stand before the name, which may begin with a hyphen.
 * @param vault what --vault was given as, or null
 */
export function commandLine(verb: string, name: string | null, vault: string | null, option = ''): string {
  const words = [
    `ukp ${verb}`,
    ...(option === '' ? [] : [option]),
    ...(vault === null ? [] : [`--vault ${quotedWord(vault)}`]),
    ...(name === null ? [] : [argument(name)]),
  ]
  return visible(words.join(' '))
}

/** Most names that a sentence lists; a terminal full of them helps nobody. */
const MOST_NAMES = 10

/** "mama, papa"; a long list ends in how many more there are: "…, +90". */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES)
  return names.length > MOST_NAMES ? `${shown.join(', ')}, … +${names.length - MOST_NAMES}` : shown.join(', ')
}

/** A sentence about a failure and, under it, the next step. */
export interface Sentence {
  readonly message: string
  readonly hint: string
}
