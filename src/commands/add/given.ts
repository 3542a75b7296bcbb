// Where ukp add reads keys: pictures, the clipboard, the screen, standard input, and else the hidden prompt.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { cleanDeletionCode } from '../../otp/deletion-code.ts'
import type { ClipboardContent } from '../../world/world.ts'
import type { Context } from '../command.ts'
import { fromClipboard, fromScreen } from '../incoming/clipboard.ts'
import { deletionCodeFromStdin } from '../incoming/deletion-code.ts'
import { fromPictures, fromText, type Gathered, type Overrides } from '../incoming/sources.ts'
import { textFromStdin } from '../incoming/standard-input.ts'
import { withProgress } from '../with-progress.ts'

export interface GivenOptions extends Overrides {
  readonly qr?: readonly string[]
  readonly clipboard?: boolean
  readonly screen?: boolean
  readonly stdin?: boolean
  readonly deletionCodeStdin?: boolean
}

export interface Given {
  readonly gathered: Gathered
  readonly deletionCode: string | null
  /** From pictures or the clipboard: nobody has seen what is in them. */
  readonly unseen: boolean
  /** What was on the clipboard, when it was read. */
  readonly content: ClipboardContent | null
}

/** How often a mistyped key may be typed again. */
const ATTEMPTS = 3

/** What the line says to read; null when the key is to be asked for. */
export async function gatherGiven(options: GivenOptions, { world, t }: Context): Promise<Given | null> {
  const { qr, clipboard, screen, stdin, deletionCodeStdin } = options
  const overrides = overridesOf(options)
  const wantsCode = deletionCodeStdin === true
  if (qr !== undefined || clipboard === true || screen === true) {
    const deletionCode = wantsCode ? await deletionCodeFromStdin(world) : null
    if (clipboard === true) {
      const { content, ...gathered } = await fromClipboard(world, overrides)
      return { gathered, deletionCode, unseen: true, content }
    }
    const gathered = qr
      ? await withProgress(world, t.progress.pictures, (step) => fromPictures(qr, world, overrides, step))
      : await fromScreen(world, overrides)
    return { gathered, deletionCode, unseen: true, content: null }
  }
  if (stdin !== true) return null
  const lines = (await textFromStdin(world)).trimEnd().split('\n')
  const deletionCode = wantsCode ? cleanDeletionCode(lines.pop() ?? '') : null
  if (lines.join('').trim() === '') throw new UkpError('input-empty', {})
  return { gathered: fromText(lines.join('\n'), overrides), deletionCode, unseen: false, content: null }
}

/** The hidden paste prompt; a mistyped key is told with its reason and may be typed again. */
export async function askForKey(options: GivenOptions, { world, t }: Context): Promise<Given> {
  const prompts = await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--qr / --clipboard / --screen / --stdin' })
  prompts.tell(t.add.keyHint)
  for (let attempt = 1; ; attempt++) {
    const gathered = fromText(await prompts.secret(t.add.keyPrompt), overridesOf(options))
    if (gathered.candidates.length > 0) return { gathered, deletionCode: null, unseen: false, content: null }
    const error = gathered.refused[0]?.error ?? new UkpError('key-empty', {})
    if (attempt === ATTEMPTS) throw error
    const { message, hint } = await sentenceOf(error, t)
    prompts.tell(`${message} ${hint}`)
  }
}

function overridesOf({ issuer, account, digits, period, algorithm, type, counter }: GivenOptions): Overrides {
  return {
    ...(issuer === undefined ? {} : { issuer }),
    ...(account === undefined ? {} : { account }),
    ...(digits === undefined ? {} : { digits }),
    ...(period === undefined ? {} : { period }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(type === undefined ? {} : { type }),
    ...(counter === undefined ? {} : { counter }),
  }
}
