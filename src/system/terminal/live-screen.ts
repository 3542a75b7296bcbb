// The whole terminal for a picture that changes, and the keys that are pressed meanwhile. Whatever ends it, the terminal
// is as it was before: its own text, echo, cursor.
import { emitKeypressEvents } from 'node:readline'
import { UkpError } from '../../errors.ts'
import type { Key, LiveScreen } from '../../world/world.ts'
import { keysOf, type Pressed } from './live-keys.ts'
import type { Terminal } from './terminal.ts'

const CSI = '\u001b['
/** The other screen, no cursor, no wrapping: a line that is counted wrong does not push the others down. */
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}?7l`
const CLEAR = `${CSI}2J`
const LEAVE = `${CSI}?7h${CSI}?25h${CSI}?1049l`
/** Shown in one piece, where the terminal can (synchronized output); others pass over it. */
const [BEGIN, END] = [`${CSI}?2026h`, `${CSI}?2026l`]

/**
 * Shows something on the whole terminal for as long as `show` runs.
 * @throws UkpError cancelled on Ctrl-C, Ctrl-D, SIGINT and when the terminal goes
 */
export async function liveScreen<T>(
  terminal: Terminal,
  color: boolean,
  show: (screen: LiveScreen) => Promise<T>,
): Promise<T> {
  const events = eventQueue()
  const picture = pictureOn(terminal)
  const giveBack = takeTerminal(terminal, {
    happened: events.add,
    changed() {
      picture.forget()
      events.add('resized')
    },
    erased: picture.erased,
  })
  try {
    return await show({ color, size: picture.size, draw: picture.draw, next: events.next })
  } finally {
    giveBack()
  }
}

type Event = Key | 'resized' | 'ended'

function eventQueue(): { add(event: Event): void; next: LiveScreen['next'] } {
  const waiting: Event[] = []
  let wake: (() => void) | null = null
  function somethingWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
  return {
    add(event) {
      // One is enough: whoever draws asks for the size then.
      if (event !== 'resized' || !waiting.includes('resized')) waiting.push(event)
      wake?.()
    },
    async next(waitMs) {
      if (waiting.length === 0) await somethingWithin(waitMs)
      wake = null
      const event = waiting.shift() ?? 'tick'
      if (event === 'ended') throw new UkpError('cancelled', {})
      return event
    },
  }
}

/** Only lines that are others than before are written. */
function pictureOn(terminal: Terminal): Pick<LiveScreen, 'size' | 'draw'> & { forget(): void; erased(): string } {
  let shown: readonly string[] | null = null
  let most = 0
  let size: ReturnType<Terminal['size']> | null = null
  function sizeNow(): ReturnType<Terminal['size']> {
    size ??= terminal.size()
    return size
  }
  return {
    forget() {
      shown = null
      size = null
    },
    size: sizeNow,
    /**
     * Line by line: where there is no other screen (GNU screen as it comes, the console of Linux), what was cleared at
     * once would go where people scroll back to.
     */
    erased() {
      const lines = Array.from({ length: most }, (_, i) => `${CSI}${i + 1};1H${CSI}2K`)
      return `${lines.join('')}${CSI}H`
    },
    draw(lines) {
      const before = shown
      most = Math.max(most, lines.length)
      const changed = lines.flatMap((line, i) => (before?.[i] === line ? [] : [`${CSI}${i + 1};1H${CSI}2K${line}`]))
      const fewer = before === null ? lines.length < sizeNow().rows : lines.length < before.length
      if (fewer) changed.push(`${CSI}${lines.length + 1};1H${CSI}J`)
      shown = lines
      if (changed.length > 0) writeTo(terminal, `${BEGIN}${changed.join('')}${END}`)
    },
  }
}

/** @throws UkpError cancelled: the terminal went (EIO) */
function writeTo(terminal: Terminal, text: string): void {
  try {
    terminal.write(text)
  } catch (error) {
    throw new UkpError('cancelled', {}, { cause: error })
  }
}

/** What is told while the terminal is ours; `changed`: its size, or everything on it. */
interface Listener {
  happened(event: Key | 'ended'): void
  changed(): void
  /** What takes the picture away. */
  erased(): string
}

/** @returns gives the terminal back; also done when the process ends meanwhile */
function takeTerminal(terminal: Terminal, { happened, changed, erased }: Listener): () => void {
  const { input } = terminal
  const onKey = (text: string | undefined, pressed: Pressed): void => {
    for (const key of keysOf(text, pressed)) {
      if (key === 'redraw') changed()
      else happened(key)
    }
  }
  const onEnd = (): void => happened('ended')
  const restore = (): void => withoutFail(() => restoreTerminal(terminal, erased()))
  // Stopped from outside (kill -STOP): the shell has set the terminal its own way meanwhile, which Node does not know.
  const again = (): void => {
    withoutFail(() => {
      input.setRawMode(false)
      input.setRawMode(true)
      terminal.write(ENTER)
    })
    changed()
  }
  const die = (signal: NodeJS.Signals): void => {
    process.off('exit', restore)
    restore()
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  emitKeypressEvents(input)
  input.on('keypress', onKey).on('end', onEnd).on('error', onEnd)
  process.on('SIGWINCH', changed).on('SIGCONT', again).on('SIGINT', onEnd).on('exit', restore)
  process.on('SIGHUP', die).on('SIGTERM', die)
  input.setRawMode(true)
  input.resume()
  terminal.write(`${ENTER}${CLEAR}`)
  return () => {
    input.off('keypress', onKey).off('end', onEnd).off('error', onEnd)
    process.off('SIGWINCH', changed).off('SIGCONT', again).off('SIGINT', onEnd).off('exit', restore)
    process.off('SIGHUP', die).off('SIGTERM', die)
    restore()
    input.pause()
  }
}

function restoreTerminal(terminal: Terminal, erased: string): void {
  terminal.input.setRawMode(false)
  terminal.write(`${erased}${LEAVE}`)
}

/** Where the terminal is gone, there is nothing to set. */
function withoutFail(set: () => void): void {
  try {
    set()
  } catch {
    // EIO.
  }
}
