// The sentence and next step of a failure in the chosen language.
import type { Facts, Reason, UkpError } from '../errors.ts'
import type { Sentence } from './say.ts'

/** One for each reason of reasons.ts. */
export type Sentences = { readonly [R in Reason]: (facts: Facts[R]) => Sentence }

/** @param t a language, or its sentences of failures alone */
export async function sentenceOf(
  { reason, facts }: UkpError,
  t: { readonly errors: () => Promise<Sentences> },
): Promise<Sentence> {
  // The table's type ties each reason to its facts, and so does UkpError; only the compiler cannot follow the pair.
  const write = (await t.errors())[reason] as (facts: UkpError['facts']) => Sentence
  return write(facts)
}
