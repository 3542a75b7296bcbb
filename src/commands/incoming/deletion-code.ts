// The deletion code of Ügyfélkapu+ as it is handed over: on standard input by scripts, or typed by a person.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { cleanDeletionCode } from '../../otp/deletion-code.ts'
import type { Prompts, World } from '../../world/world.ts'
import type { Context } from '../command.ts'
import { textFromStdin } from './standard-input.ts'

/** @throws UkpError deletion-code-invalid, input-empty, input-too-large, input-not-text */
export async function deletionCodeFromStdin(world: Pick<World, 'readStdin'>): Promise<string> {
  return cleanDeletionCode(await textFromStdin(world))
}

/** Asked until it is one, since the portal shows it only now; null for just Enter. */
export async function typedDeletionCode(prompts: Prompts, { t }: Pick<Context, 't'>): Promise<string | null> {
  for (;;) {
    const typed = await prompts.secret(t.add.deletionCodePrompt)
    if (typed.trim() === '') return null
    try {
      return cleanDeletionCode(typed)
    } catch {
      prompts.tell((await sentenceOf(new UkpError('deletion-code-invalid', {}), t)).message)
    }
  }
}
