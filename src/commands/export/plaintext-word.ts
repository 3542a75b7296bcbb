// Keys leave the vault unencrypted only where somebody types a word for it, or a script says so with its own option.
import { UkpError } from '../../errors.ts'
import { fold } from '../../otp/fold.ts'
import type { Context } from '../command.ts'

/**
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
