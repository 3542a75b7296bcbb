// Ordinary yes-or-no questions, the same for every verb.
import { UkpError } from '../errors.ts'
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
