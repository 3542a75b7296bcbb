// The whole terminal for a picture that changes, and the keys that are pressed meanwhile. Whatever ends it, the terminal
// is as it was before: its own text, echo, cursor.
import { emitKeypressEvents } from 'node:readline'
import { UkpError } from '../errors.ts'
import type { Key, LiveScreen } from '../world.ts'
import type { Terminal } from './terminal.ts'

const CSI = '\u001b['
/** The other screen, no cursor, no wrapping: a line that is counted wrong does not push the others down. */
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}?7l${CSI}2J`
const LEAVE = `${CSI}?7h${CSI}?25h${CSI}?1049l`
/** Shown in one piece, where the terminal can (synchronized output); others pass over it. */
const [BEGIN, END] = [`${CSI}?2026h`, `${CSI}?2026l`]

/** Keys by the names that node:readline gives them. */
const NAMES: Readonly<Record<string, Exclude<Key['name'], 'text'>>> = {
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  pageup: 'page-up',
  pagedown: 'page-down',
  home: 'home',
  end: 'end',
  return: 'enter',
  enter: 'enter',
  backspace: 'backspace',
  escape: 'escape',
  tab: 'tab',
}

interface Pressed {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
  readonly meta?: boolean
}

/** null: not for us. Ctrl-W and Ctrl-U delete, as in a line that is typed. */
function keyOf(text: string | undefined, key: Pressed): Key | null {
  if (key.ctrl === true) return key.name === 'u' || key.name === 'w' ? { name: 'clear', text: '' } : null
  const name = key.name === undefined ? undefined : NAMES[key.name]
  if (name !== undefined) return { name, text: '' }
  if (key.meta === true || text === undefined || text === '' || /\p{Cc}/u.test(text)) return null
  return { name: 'text', text }
}

/**
 * Shows something on the whole terminal for as long as `show` runs.
 * @throws UkpError cancelled on Ctrl-C, Ctrl-D and when the terminal goes
 */
export async function liveScreen<T>(
  terminal: Terminal,
  color: boolean,
  show: (screen: LiveScreen) => Promise<T>,
): Promise<T> {
  const { input } = terminal
  const waiting: (Key | 'resized' | 'ended')[] = []
  let wake: (() => void) | null = null
  const happened = (what: Key | 'resized' | 'ended'): void => {
    // One is enough: whoever draws asks for the size then.
    if (what !== 'resized' || !waiting.includes('resized')) waiting.push(what)
    wake?.()
  }
  const onKey = (text: string | undefined, key: Pressed): void => {
    const pressed = key.ctrl === true && (key.name === 'c' || key.name === 'd') ? 'ended' : keyOf(text, key)
    if (pressed !== null) happened(pressed)
  }
  const onEnd = (): void => happened('ended')
  const onResize = (): void => happened('resized')
  // Stopped from outside (kill -STOP): the shell has set the terminal its own way meanwhile.
  const again = (): void => {
    input.setRawMode(false)
    input.setRawMode(true)
    terminal.write(ENTER)
    happened('resized')
  }
  const restore = (): void => {
    input.setRawMode(false)
    terminal.write(LEAVE)
  }
  const die = (signal: NodeJS.Signals): void => {
    process.off('exit', restore)
    try {
      restore()
    } catch {
      // The terminal is gone: there is nothing to restore.
    }
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  emitKeypressEvents(input)
  input.on('keypress', onKey).on('end', onEnd).on('error', onEnd)
  process.on('SIGWINCH', onResize).on('SIGCONT', again).on('SIGHUP', die).on('SIGTERM', die).on('exit', restore)
  input.setRawMode(true)
  input.resume()
  terminal.write(ENTER)
  try {
    return await show({
      color,
      size: () => terminal.size(),
      draw(lines) {
        terminal.write(`${BEGIN}${CSI}H${lines.map((line) => `${line}${CSI}K`).join('\r\n')}${CSI}J${END}`)
      },
      async next(waitMs) {
        if (waiting.length === 0) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, Math.max(0, waitMs))
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
          })
          wake = null
        }
        const what = waiting.shift() ?? 'tick'
        if (what === 'ended') throw new UkpError('cancelled', {})
        return what
      },
    })
  } finally {
    input.off('keypress', onKey).off('end', onEnd).off('error', onEnd)
    process.off('SIGWINCH', onResize).off('SIGCONT', again).off('SIGHUP', die).off('SIGTERM', die).off('exit', restore)
    restore()
    input.pause()
  }
}
