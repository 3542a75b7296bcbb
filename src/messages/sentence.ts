// The sentence and next step of a failure in the chosen language.
import type { UkpError } from '../errors.ts'
import type { Messages } from './choose.ts'
import type { Sentence } from './say.ts'

export async function sentenceOf({ reason, facts }: UkpError, t: Pick<Messages, 'errors'>): Promise<Sentence> {
  // The table's type ties each reason to its facts, and so does UkpError; only the compiler cannot follow the pair.
  const write = (await t.errors())[reason] as (facts: UkpError['facts']) => Sentence
  return write(facts)
}
