// What all steps of ukp enroll share: the person at the terminal, the words, and how far the account in hand is.
import { isReason, UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { fold } from '../../otp/fold.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { styled } from '../../views/style.ts'
import type { Applied, ClipboardContent, Prompts } from '../../world/world.ts'
import type { Context } from '../command.ts'

export type EnrollWords = Awaited<ReturnType<Context['t']['enroll']>>

export interface Wizard {
  readonly context: Context
  readonly prompts: Prompts
  readonly words: EnrollWords
  /** As it is saved; every step that saves puts the newer one here. */
  vault: OpenVault
  /** The heading of one of the five steps. */
  step(step: number, title: string): void
}

/** Where the key was read, to offer its deletion at the end; `none`: pasted, or in an earlier run. */
export type Source =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'clipboard'; readonly content: ClipboardContent }
  | { readonly kind: 'none' }

/** How far the account in hand is. */
export interface Progress {
  account: StoredAccount | null
  backedUp: boolean
}

/** @throws UkpError enroll-unattended */
export async function personAtTerminal({ world }: Context): Promise<Prompts> {
  const prompts = await world.prompts()
  if (prompts === null) throw new UkpError('enroll-unattended', {})
  try {
    // Known now, and not when the person has typed half of it: whether the code can be shown here.
    await world.demandLive()
  } catch (error) {
    if (isReason(error, 'no-live-terminal')) throw new UkpError('enroll-unattended', {})
    throw error
  }
  return prompts
}

/** What is told needs no open vault. */
export type Speaker = Omit<Wizard, 'vault'>

export function speakerFor({ prompts, words }: Pick<Wizard, 'prompts' | 'words'>, context: Context): Speaker {
  const { color } = context.world.err
  return {
    ...{ context, prompts, words },
    step(step, title) {
      prompts.tell('')
      prompts.tell(styled('bold', words.step(step, title), color))
    },
  }
}

/** A question with numbered answers: picked with the arrows, or by typing the number or a part of the text. */
export async function pick<T extends string>(
  question: string,
  answers: readonly { readonly name: string; readonly value: T }[],
  { prompts }: Pick<Wizard, 'prompts'>,
): Promise<T> {
  const numbered = answers.map(({ name, value }, i) => ({ name: `${i + 1}. ${name}`, value }))
  const value = await prompts.choose(question, (typed) => {
    const wanted = fold(typed)
    return numbered.filter(({ name }) => fold(name).includes(wanted))
  })
  const answer = answers.find((one) => one.value === value)
  if (answer === undefined) throw new Error('an answer that was not offered')
  return answer.value
}

/** A failure that is told and not the end: the sentence, and what helps. @throws what is no UkpError, and cancelled */
export async function toldFailure(error: unknown, context: Context): Promise<{ message: string; hint: string }> {
  if (!(error instanceof UkpError) || error.kind === 'cancelled') throw error
  return await sentenceOf(error, context.t)
}

/** Tells it, where that is all. @throws as `toldFailure` */
export async function tellFailure(
  error: unknown,
  { context, prompts }: Pick<Wizard, 'context' | 'prompts'>,
): Promise<void> {
  const { message, hint } = await toldFailure(error, context)
  prompts.tell(`${message} ${hint}`)
}

/**
 * Saves at once; the vault in hand is the saved one from then on. Where the disk did not confirm it, that is told and no
 * reason to stop: what is saved would only be asked for again, and the portal shows it once.
 */
export async function saved<T>(
  apply: (contents: OpenVault['contents']) => Applied<T>,
  wizard: Pick<Wizard, 'context' | 'prompts' | 'vault'>,
): Promise<T> {
  const access = wizard.context.world.vault
  // Properties, because the compiler does not follow what a callback assigns.
  const last: { result: T | undefined } = { result: undefined }
  try {
    const { vault, result } = await access.change(wizard.vault, (contents) => {
      const applied = apply(contents)
      last.result = applied.result
      return applied
    })
    wizard.vault = vault
    return result
  } catch (error) {
    if (!isReason(error, 'save-unconfirmed') || last.result === undefined) throw error
    await tellFailure(error, wizard)
    wizard.vault = (await access.refreshed(wizard.vault)).vault
    return last.result
  }
}
