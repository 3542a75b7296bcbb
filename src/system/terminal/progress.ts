// What is under way, on one line of the terminal: shown when it takes long, gone when it is over. Plain text, carriage
// returns and blanks only, so that any terminal can do it.
import { cut } from '../../views/cut.ts'
import { widthOf } from '../../views/width.ts'
import type { Progress, Running } from '../../world/world.ts'
import type { Stream } from './streams.ts'

/** Milliseconds before anything is shown: what is over by then needs no word. */
const PATIENCE_MS = 400
/** Milliseconds between two pictures of the line. */
const PACE_MS = 100

/** A progress that a question can push aside. */
export interface TerminalProgress extends Progress {
  /** Takes the line away until the next step. */
  hide(): void
}

/** Nobody looks: --quiet, --json, no terminal, or one that cannot go back to the start of a line. */
export const SILENT: Progress = {
  start: () => ({ step: () => undefined, tell: () => undefined, end: () => undefined }),
}

/** @param err a terminal */
export function progressOn(err: Stream, nowMs: () => number): TerminalProgress {
  /** Columns of the line that stands there. */
  let shown = 0
  let waiting: NodeJS.Timeout | undefined

  function show(text: string): void {
    // One column less than there are: in the last one some terminals begin a new line.
    const line = cut(text, err.columns - 1)
    const width = widthOf(line)
    err.write(`\r${line}${' '.repeat(Math.max(0, shown - width))}\r`)
    shown = width
  }

  function clear(): void {
    if (shown > 0) err.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }

  /** Ends as Ctrl-C ends a program, with a clean line. */
  function onInterrupt(): void {
    clear()
    process.off('SIGINT', onInterrupt)
    process.kill(process.pid, 'SIGINT')
  }

  function hide(): void {
    clearTimeout(waiting)
    clear()
  }

  return {
    start(words): Running {
      const since = nowMs()
      let [done, of] = [0, 0]
      let drawn = Number.NEGATIVE_INFINITY
      const draw = (): void => {
        drawn = nowMs()
        show(words(done, of))
      }
      // Work that waits for others (a process that reads a picture) lets the timer run.
      clearTimeout(waiting)
      waiting = setTimeout(draw, PATIENCE_MS).unref()
      process.on('SIGINT', onInterrupt)
      return {
        step(nowDone, nowOf) {
          done = nowDone
          of = nowOf
          const now = nowMs()
          if (now - since >= PATIENCE_MS && now - drawn >= PACE_MS) draw()
        },
        tell(line) {
          clearTimeout(waiting)
          // A handler could not run while nothing else can happen: without one Ctrl-C ends the program at once.
          process.off('SIGINT', onInterrupt)
          show(line)
        },
        end() {
          hide()
          process.off('SIGINT', onInterrupt)
        },
      }
    },
    hide,
  }
}
