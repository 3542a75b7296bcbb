// The owner of the X11 clipboard: on X11 nothing is stored, whoever copied hands the text out each time that somebody pastes
// (ICCCM 2). Beside the text it offers what KDE's and other clipboard managers take for "this is a secret".
import type { XEvent } from 'x11'
import { asked, connectX, type XConnection } from './x11-client.ts'

/** What KeePassXC, Bitwarden and wl-copy --sensitive offer; Klipper, CopyQ and others then keep nothing. */
const SECRET_HINT = 'x-kde-passwordManagerHint'
/** By these names the text itself is offered; the first is what an asker of "whatever text" (TEXT) gets too. */
const TEXTS = ['STRING', 'UTF8_STRING', 'text/plain', 'text/plain;charset=utf-8'] as const

/** What is handed out for one target: a property of this type. */
interface Offer {
  readonly type: number
  readonly bits: 8 | 32
  readonly data: Buffer | readonly number[]
}

/**
 * Becomes the owner of the clipboard.
 * @param onLost called when somebody else has copied something
 * @throws when there is no X server, or it gives the clipboard to somebody else
 */
export async function ownClipboard(text: string, onLost: () => void): Promise<void> {
  const connection = await connectX()
  const { x, window } = connection
  const selection = await connection.atom('CLIPBOARD')
  const since = await connection.now()
  const offers = await offersOf(text, since, connection)
  x.SetSelectionOwner(window, selection, since)
  const owner = await asked<number>((done) => x.GetSelectionOwner(selection, done))
  if (owner !== window) throw new Error('the X server gave the clipboard to somebody else')
  connection.onEvent((event) => {
    if (event.name === 'SelectionClear') onLost()
    if (event.name === 'SelectionRequest') answer(event, offers, connection)
  })
}

async function offersOf(text: string, since: number, { atom }: XConnection): Promise<Map<number, Offer>> {
  const bytes = Buffer.from(text)
  const offers = new Map<number, Offer>()
  for (const name of TEXTS) offers.set(await atom(name), { type: await atom(name), bits: 8, data: bytes })
  offers.set(await atom('TEXT'), { type: await atom('UTF8_STRING'), bits: 8, data: bytes })
  const hint = await atom(SECRET_HINT)
  offers.set(hint, { type: hint, bits: 8, data: Buffer.from('secret') })
  offers.set(await atom('TIMESTAMP'), { type: await atom('INTEGER'), bits: 32, data: [since] })
  const targets = await atom('TARGETS')
  offers.set(targets, { type: await atom('ATOM'), bits: 32, data: [targets, ...offers.keys()] })
  return offers
}

/** Puts what was asked for on the asker's window and says so; property 0 is a refusal (ICCCM 2.2). */
function answer(event: XEvent, offers: ReadonlyMap<number, Offer>, { x }: XConnection): void {
  const { requestor, selection, target, time } = event
  const offer = offers.get(target)
  // Old clients name no property; then it has the target's name.
  const property = offer === undefined ? 0 : event.property || target
  if (offer !== undefined) x.ChangeProperty(0, requestor, property, offer.type, offer.bits, offer.data)
  x.SendEvent(requestor, 0, 0, { name: 'SelectionNotify', seq: 0, time, requestor, selection, target, property })
}
