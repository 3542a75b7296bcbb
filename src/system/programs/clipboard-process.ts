// A program of its own, started by clipboard.ts: puts a code on the clipboard, waits until the code has ended and takes it
// away if it is still there then. It outlives ukp and the terminal. And it reads the X11 clipboard, so that nothing that
// answers wrongly or never there holds up the process that has the vault.

import { ContentTooLarge, contentOf } from '../clipboard/offers.ts'
import { type ClipboardAnswer, type ClipboardOrder, type Copying, inBase64 } from '../clipboard/order.ts'
import { clearByScript, copyByScript } from '../clipboard/scripted.ts'
import { clearWayland, copyOnWayland, waylandText } from '../clipboard/wayland.ts'
import { connectX } from '../clipboard/x11-client.ts'
import { ownClipboard } from '../clipboard/x11-owner.ts'
import { x11Offers } from '../clipboard/x11-reader.ts'

/** A clipboard program that does not answer at the end must not keep this one for ever. */
const CLEAR_MS = 10_000
/** setTimeout goes no further. */
const LONGEST_WAIT = 2 ** 31 - 1

process.on('SIGHUP', () => undefined)
main().catch(() => process.exit(1))

async function main(): Promise<void> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  const order = JSON.parse(text) as ClipboardOrder
  if (order.order === 'copy') await copyFor(order)
  else if (order.order === 'probe') await tell({ done: (await connectX()) !== null })
  else if (order.order === 'clear') await clearX()
  else await readX()
  process.exit(0)
}

async function copyFor(order: Copying): Promise<void> {
  const clear = (await copied(order)) ?? (await copiedByLibrary(order.text))
  await tell({ done: true })
  for (let left = order.clearAtMs - Date.now(); left > 0; left = order.clearAtMs - Date.now()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_WAIT)))
  }
  setTimeout(() => process.exit(1), CLEAR_MS).unref()
  await clear()
}

type Clear = () => Promise<unknown>

/** Copies by the way that marks the text as a secret. @returns how it is taken away again; null when this way failed */
async function copied({ way, text }: Copying): Promise<Clear | null> {
  const { env } = process
  try {
    switch (way) {
      case 'x11':
        await ownClipboard(text, () => process.exit(0))
        // It goes with its owner: the end of this process.
        return async () => undefined
      case 'wayland':
        if (!(await copyOnWayland(text, env))) return null
        return async () => (await waylandText(env)) === text && (await clearWayland(env))
      case 'macos':
      case 'windows':
        return (await copyByScript(text, way, env)) ? () => clearByScript(text, way, env) : null
      default:
        return null
    }
  } catch {
    return null
  }
}

/** Where the ways above do not work, and on WSL and Termux. The library is loaded before the wait: its files may be gone after it. */
async function copiedByLibrary(text: string): Promise<Clear> {
  const { default: clipboard } = await import('clipboardy')
  await clipboard.write(text)
  return async () => {
    if ((await clipboard.read()) === text) await clipboard.write('')
  }
}

async function readX(): Promise<void> {
  try {
    const content = await contentOf(x11Offers(await connectX()))
    await tell({ content: inBase64(content) })
  } catch (error) {
    if (!(error instanceof ContentTooLarge)) throw error
    await tell({ tooLarge: true })
  }
}

/** Nobody owns the clipboard from now on. */
async function clearX(): Promise<void> {
  const connection = await connectX()
  connection.x.SetSelectionOwner(0, await connection.atom('CLIPBOARD'), await connection.now())
  // An answer shows that the server has done what was asked before.
  await connection.now()
  await tell({ done: true })
}

function tell(answer: ClipboardAnswer): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(answer)}\n`, () => resolve())
  })
}
