// Where a code goes: onto standard output, onto the clipboard, or to the terminal for its own clipboard.
import { UkpError } from '../../errors.ts'
import type { Answer, Context } from '../command.ts'

export interface HandOverOptions {
  readonly copy?: boolean
  /** Copies by the terminal. */
  readonly osc52?: boolean
}

/** A code, and how it is told. */
export interface Ready {
  /** Name of its account. */
  readonly name: string
  /** Exactly the code. */
  readonly digits: string
  readonly json: Readonly<Record<string, unknown>>
  /** What a terminal shows, with what `note` says and a line feed; made for a terminal only, as it may cost another code. */
  readonly line: () => string
  /** How long it is good, or which one it is. */
  readonly note: string
  /** When it leaves the clipboard, Unix time in milliseconds. */
  readonly clearAtMs: number
  /** Said when it is on the clipboard. */
  readonly copied: string
}

export async function handOver(ready: Ready, options: HandOverOptions, context: Context): Promise<Answer> {
  const { isTerminal } = context.world.out
  const { json, note } = ready
  const text = isTerminal ? ready.line() : `${ready.digits}\n`
  if (options.osc52 === true) return await sentToTerminal(ready, text, context)
  if (options.copy === true) return await copied(ready, text, context)
  return { json, text, notes: isTerminal ? [] : [note] }
}

/** Without a clipboard the code is shown all the same, with the reason. */
async function copied(
  { digits, clearAtMs, json, copied: done }: Ready,
  text: string,
  { world, say }: Context,
): Promise<Answer> {
  try {
    await world.clipboard.copyFor(digits, clearAtMs)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return { json, text, failure: error }
  }
  say(done)
  return { json: { ...json, copied: true }, text: '' }
}

/** Nobody tells whether the terminal took it, so the code is shown too. */
async function sentToTerminal({ name, digits, json }: Ready, text: string, { world, t }: Context): Promise<Answer> {
  try {
    await world.clipboard.sendToTerminal(digits)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return { json, text, failure: error }
  }
  return { json: { ...json, sentToTerminal: true }, text, notes: [t.code.sentToTerminal(name)] }
}
