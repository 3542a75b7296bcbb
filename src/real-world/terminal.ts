// The controlling terminal of the world: questions, pictures that change, and the line about what takes long. Opened when it
// is first needed.
import type { Globals } from '../commands/command.ts'
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import type { TerminalProgress } from '../system/terminal/progress.ts'
import { type Stream, wantsColor } from '../system/terminal/streams.ts'
import type { Terminal } from '../system/terminal/terminal.ts'
import type { Progress, Prompts, World } from '../world/world.ts'
import { clock } from './clock.ts'

export interface TerminalParts {
  readonly globals: Globals
  readonly t: Messages
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  /** A sentence as it is written to a terminal of so many columns. */
  readonly shown: (text: string, columns: number) => string
  readonly err: Stream
}

export interface RealTerminal extends Pick<World, 'prompts' | 'progress' | 'live' | 'demandLive'> {
  /** Gives the terminal back; nothing can be asked afterwards. */
  close(): void
}

export function realTerminal({ globals, t, env, platform, shown, err }: TerminalParts): RealTerminal {
  let opening: Promise<Terminal | null> | null = null
  let opened: Terminal | null = null
  async function open(): Promise<Terminal | null> {
    if (!globals.input) return null
    const { openTerminal } = await import('../system/terminal/terminal.ts')
    opened = openTerminal(platform)
    return opened
  }
  function terminal(): Promise<Terminal | null> {
    opening ??= open()
    return opening
  }

  let asking: Promise<Prompts | null> | null = null
  async function openPrompts(): Promise<Prompts | null> {
    const there = await terminal()
    if (there === null) return null
    const { terminalPrompts } = await import('../system/terminal/prompts.ts')
    return fittedPrompts(terminalPrompts(there, t.words), (text) => shown(text, there.size().columns))
  }

  async function liveTerminal(): Promise<Terminal> {
    const there = env.TERM === 'dumb' ? null : await terminal()
    if (there === null) throw new UkpError('no-live-terminal', {})
    return there
  }

  let lineShown: TerminalProgress | null = null
  return {
    prompts() {
      // A question stands on a line of its own.
      lineShown?.hide()
      asking ??= openPrompts()
      return asking
    },
    async progress(): Promise<Progress> {
      const { SILENT, progressOn } = await import('../system/terminal/progress.ts')
      if (!err.isTerminal || globals.quiet || globals.json || env.TERM === 'dumb') return SILENT
      lineShown ??= progressOn(err, clock.nowMs)
      return lineShown
    },
    async live(show) {
      const there = await liveTerminal()
      const { liveScreen } = await import('../system/terminal/live-screen.ts')
      return await liveScreen(there, wantsColor(true, { env, color: globals.color }), show)
    },
    async demandLive() {
      await liveTerminal()
    },
    close() {
      opened?.close()
      opened = null
    },
  }
}

/** Questions in lines that fit, behind the mark that stands before them. */
function fittedPrompts(asking: Prompts, shown: (text: string) => string): Prompts {
  const question = (text: string): string => shown(`? ${text}`).slice(2)
  return {
    secret: (text) => asking.secret(question(text)),
    text: (text) => asking.text(question(text)),
    confirm: (text) => asking.confirm(question(text)),
    choose: (text, find) => asking.choose(question(text), find),
    tell: (text) => asking.tell(shown(text)),
  }
}
