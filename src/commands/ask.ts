// Questions that several verbs ask, and when nobody is asked.
import { isReason, UkpError } from '../errors.ts'
import { fold } from '../otp/fold.ts'
import type { Prompts } from '../world/world.ts'
import type { Context } from './command.ts'

/** @throws UkpError cancelled on no; missing-option (--yes) where nobody can be asked */
export async function confirmOrCancel(question: string, { world, globals, say }: Context): Promise<void> {
  if (globals.yes) return
  const prompts = await world.prompts()
  // In a log of a script the question tells what --yes would allow.
  if (prompts === null) say(question)
  if (prompts === null) throw new UkpError('missing-option', { option: '--yes' })
  if (!(await prompts.confirm(question))) throw new UkpError('cancelled', {})
}

/** For when the work is done: whoever leaves the question with Ctrl-C has said no, and keeps what was saved. */
export async function confirmAfterwards(question: string, prompts: Prompts): Promise<boolean> {
  try {
    return await prompts.confirm(question)
  } catch (error) {
    if (isReason(error, 'cancelled')) return false
    throw error
  }
}

/**
 * The same below what is to be told, which is said first and taken out of the list. Asked only where a person is: --yes
 * does not mean this.
 */
export async function confirmBelow(
  notes: string[],
  question: string,
  { world, globals, say }: Context,
): Promise<boolean> {
  const prompts = globals.yes || globals.json || globals.quiet ? null : await world.prompts()
  if (prompts === null) return false
  for (const note of notes.splice(0)) say(note)
  return await confirmAfterwards(question, prompts)
}

/**
 * Keys leave the vault unencrypted only where somebody types a word for it, or a script says so with its own option.
 * @param given --yes-plaintext; --yes does not mean this
 * @param warning told before the word is asked for
 * @throws UkpError missing-option, word-wrong, cancelled
 */
export async function demandWord(
  given: boolean | undefined,
  warning: string,
  { world, globals, t }: Context,
): Promise<void> {
  if (given === true) return
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--yes-plaintext' })
  prompts.tell(warning)
  const typed = await prompts.text(t.export.wordQuestion(t.export.word))
  if (fold(typed) !== fold(t.export.word)) throw new UkpError('word-wrong', {})
}
