// The sentence and next step of a failure in the chosen language.
import type { UkpError } from '../errors.ts'
import type { Messages } from './choose.ts'
import type { Sentence } from './say.ts'

export function sentenceOf({ reason, facts }: UkpError, t: Messages): Sentence {
  // The table's type ties each reason to its facts, and so does UkpError; only the compiler cannot follow the pair.
  const write = t.errors[reason] as (facts: UkpError['facts']) => Sentence
  return write(facts)
}
