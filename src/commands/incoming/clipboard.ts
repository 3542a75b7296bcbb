// What is on the clipboard or on the screen, as accounts; and after adding, the key that is still on the clipboard.
import { isReason, UkpError } from '../../errors.ts'
import type { ClipboardContent, World } from '../../world/world.ts'
import { confirmBelow } from '../ask.ts'
import type { Answer, Context } from '../command.ts'
import { fromText, type Gathered, gatheredOf, nothing, type Overrides, takePicture } from './sources.ts'

/** In place of a file's name, in JSON and where a picture is told. */
const CLIPBOARD = '--clipboard'
const SCREEN = '--screen'

export interface FromClipboard extends Gathered {
  /** What it was read from, to clear the clipboard only while it holds this. */
  readonly content: ClipboardContent
}

/** A picture with QR codes wins; else the text, read like standard input. @throws UkpError no-clipboard, clipboard-empty */
export async function fromClipboard(
  world: Pick<World, 'clipboard' | 'pictures'>,
  overrides: Overrides,
): Promise<FromClipboard> {
  const content = await world.clipboard.read()
  if (!('picture' in content)) return { ...fromText(content.text, overrides), content }
  const { picture, text = '' } = content
  const found = await pictureOf(picture, CLIPBOARD, 'clipboard-no-qr', { world, overrides })
  // Offices offer a picture of any text that is copied.
  const unread = found.candidates.length === 0 && found.refused.every(({ error }) => isUnread(error))
  return { ...(unread && text.trim() !== '' ? fromText(text, overrides) : found), content }
}

function isUnread(error: UkpError): boolean {
  return ['clipboard-no-qr', 'picture-unreadable', 'picture-unsupported'].includes(error.reason)
}

/** The QR codes on the screen. @throws UkpError no-screen */
export async function fromScreen(world: Pick<World, 'screen' | 'pictures'>, overrides: Overrides): Promise<Gathered> {
  const picture = await (await world.screen()).capture()
  return await pictureOf(picture, SCREEN, 'screen-no-qr', { world, overrides })
}

async function pictureOf(
  bytes: Uint8Array,
  file: string,
  none: 'clipboard-no-qr' | 'screen-no-qr',
  { world, overrides }: { world: Pick<World, 'pictures'>; overrides: Overrides },
): Promise<Gathered> {
  const found = nothing()
  try {
    await takePicture(bytes, file, { found, overrides, world })
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    const told = isReason(error, 'qr-none') ? new UkpError(none, {}) : error
    found.refused.push({ origin: { file, line: null }, name: null, error: told })
  }
  return gatheredOf(found)
}

/**
 * Says that the clipboard still holds what was added, and clears it where that is wanted (--clear-clipboard) or agreed to;
 * --yes does not mean this. What was not taken whole stays.
 */
export async function reportClipboard(
  answer: Answer,
  { content, wanted }: { content: ClipboardContent; wanted: boolean },
  context: Context,
): Promise<Answer> {
  const { t } = context
  const { failure } = answer
  const whole = failure === undefined || failure.reason === 'same-key'
  if (!whole && failure.reason !== 'partial') return answer
  const notes = [...(answer.notes ?? [])]
  if (!wanted || !whole) notes.push(t.add.clipboardHoldsKey)
  if (wanted && !whole) notes.push(t.add.clipboardLeft)
  const agreed = whole && (wanted || (await confirmBelow(notes, t.add.clearQuestion, context)))
  const done = agreed ? await cleared(content, context) : null
  if (done === true) notes.push(t.add.clipboardCleared)
  if (done === false) notes.push(t.add.clipboardChanged)
  const json = { ...answer.json, clipboard: { cleared: done === true } }
  return { ...answer, json, notes, ...(done instanceof UkpError ? { failure: failure ?? done } : {}) }
}

async function cleared(content: ClipboardContent, { world }: Context): Promise<boolean | UkpError> {
  try {
    return await world.clipboard.clear(content)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return new UkpError('clipboard-kept', {})
  }
}
