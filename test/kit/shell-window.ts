// A shell in a window that runs ukp: how it ended, what it left of the terminal, which processes it is.
import { spawnSync } from 'node:child_process'
import { openWindow, type Window } from './tmux.ts'
import { BIN, type Home } from './ukp.ts'

export interface ShellWindow extends Pick<Window, 'type' | 'press' | 'resize' | 'history'> {
  /** Types a command line of ukp. */
  run(...args: readonly string[]): void
  /** What is on the screen now, blank ends cut. */
  screen(): string
  /** Waits until the screen shows this, wherever its lines are broken. @throws with the screen when it does not come */
  until(text: string | RegExp, ms?: number): Promise<string>
  /** How the command that was run ended, once the shell is back, and whether the terminal echoes what is typed. */
  ended(): Promise<{ readonly exit: number; readonly echo: boolean }>
  /** What a program may have left changed: cursor, wrapping, whether another screen is shown. */
  state(): { readonly cursor: boolean; readonly wrap: boolean; readonly alternate: boolean }
  /** Process ids of ukp there. */
  pids(): number[]
  end(): void
}

const flat = (text: string): string => text.replace(/\s+/g, ' ')

/** A shell that knows nothing of this computer but the home and `env`. */
export async function shellWindow(
  home: Home,
  size: { readonly columns: number; readonly rows: number },
  env: Readonly<Record<string, string>> = {},
): Promise<ShellWindow> {
  const window = openWindow(home.folder, { ...home.env, ...env, TERM: 'xterm-256color' }, size)
  const { type, press, resize, history } = window
  const screen = (): string => window.text().replace(/[ \n]+$/, '')
  async function until(wanted: string | RegExp, ms = 20_000): Promise<string> {
    const holds = (seen: string): boolean =>
      typeof wanted === 'string' ? flat(seen).includes(flat(wanted)) : wanted.test(flat(seen))
    return (await window.until(holds, ms)).replace(/[ \n]+$/, '')
  }
  await until('$')
  const shell = Number(window.tell('#{pane_pid}'))
  return {
    run(...args) {
      const words = args.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      const echoes = "$(stty -a | tr ' ;' '\\n\\n' | grep -x -- '-*echo')"
      type(`clear; '${process.execPath}' '${BIN}' ${words}; echo "ended=$? ${echoes}"`)
      press('Enter')
    },
    ...{ type, press, resize, history, screen, until },
    async ended() {
      // Behind it may stand what a program that was killed has left on the screen.
      const ending = /ended=(\d+) (-?echo).*\$/
      const [, exit, echo] = ending.exec(flat(await until(ending))) ?? []
      return { exit: Number(exit ?? -1), echo: echo === 'echo' }
    },
    state() {
      const [cursor, wrap, alternate] = window.tell('#{cursor_flag} #{wrap_flag} #{alternate_on}').split(' ')
      return { cursor: cursor === '1', wrap: wrap === '1', alternate: alternate === '1' }
    },
    pids() {
      const ran = spawnSync('ps', ['-o', 'pid=', '--ppid', String(shell)], { encoding: 'utf-8' })
      return ran.stdout.trim().split(/\s+/).filter(Boolean).map(Number)
    },
    end() {
      window.close()
      // What ran there is told to end, and may still write into the home folder.
      for (let i = 0; i < 40 && spawnSync('ps', ['-p', String(shell)]).status === 0; i++) spawnSync('sleep', ['0.05'])
    },
  }
}
