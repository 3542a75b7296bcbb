// A template for sentences: whatever is put into it is made visible first, so that no label from outside can drive the
// terminal, break a line, or turn the direction of the text.
import { visible } from '../otp/secret-text.ts'

export function say(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return words.map((word, i) => (i === 0 ? word : `${visible(String(values[i - 1] ?? ''))}${word}`)).join('')
}

/** A sentence about a failure and, under it, the next step. */
export interface Sentence {
  readonly message: string
  readonly hint: string
}
