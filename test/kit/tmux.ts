// A real terminal, of a size: a shell in tmux, what is typed there and what stands on the screen then.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { BIN, type Home } from './ukp.ts'

export const TMUX = spawnSync('tmux', ['-V'], { stdio: 'ignore' }).status === 0

export interface Tmux {
  /** Types a command line of ukp. */
  run(...args: readonly string[]): void
  /** Types text as it is. */
  type(text: string): void
  /** Presses keys by their tmux names: Enter, Escape, C-c, Down… */
  press(...keys: readonly string[]): void
  /** What is on the screen now, blank ends cut. */
  screen(): string
  /** Everything that was on the normal screen, lines joined where they were wrapped. */
  history(): string
  /** Waits until the screen shows this, and gives it. @throws with the screen when it does not come */
  until(text: string | RegExp, timeoutMs?: number): Promise<string>
  /** How the command that was run ended, once the shell is back, and whether the terminal echoes what is typed. */
  ended(): Promise<{ readonly exit: number; readonly echo: boolean }>
  /** What a program may have left changed: cursor, wrapping, whether another screen is shown. */
  state(): { readonly cursor: boolean; readonly wrap: boolean; readonly alternate: boolean }
  /** Process ids of ukp there. */
  pids(): number[]
  resize(columns: number, rows: number): void
  end(): void
}

const PROMPT = 'shell>'
const POLL_MS = 60

/** A shell that knows nothing of this computer but `env`. */
export async function tmux(
  home: Home,
  size: { readonly columns: number; readonly rows: number },
  env: Readonly<Record<string, string>> = {},
): Promise<Tmux> {
  const socket = join(home.folder, 'tmux.sock')
  const call = (...args: readonly string[]): string => {
    const ran = spawnSync('tmux', ['-f', '/dev/null', '-S', socket, ...args], {
      env: { ...home.env, ...env, TERM: 'xterm-256color' },
      cwd: home.folder,
      encoding: 'utf-8',
    })
    if (ran.status !== 0) throw new Error(`tmux ${args[0]}: ${ran.stderr}`)
    return ran.stdout
  }
  const { columns, rows } = size
  const shell = ['env', `PS1=${PROMPT} `, 'HISTFILE=', 'bash', '--norc', '--noprofile', '-i']
  call('new-session', '-d', '-x', String(columns), '-y', String(rows), ...shell)
  call('set-option', '-g', 'status', 'off')
  call('set-option', '-g', 'history-limit', '5000')
  call('resize-window', '-x', String(columns), '-y', String(rows))
  const screen = (): string => call('capture-pane', '-p').replace(/[ \n]+$/, '')
  async function until(text: string | RegExp, timeoutMs = 20_000): Promise<string> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const now = screen()
      // A sentence may be wrapped at any blank.
      const flat = now.replace(/\s+/g, ' ')
      if (typeof text === 'string' ? flat.includes(text.replace(/\s+/g, ' ')) : text.test(flat)) return now
      if (Date.now() > deadline) throw new Error(`not shown: ${String(text)}\n${now}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
  await until(PROMPT)
  const type = (text: string): void => void call('send-keys', '-l', '--', text)
  const press = (...keys: readonly string[]): void => void call('send-keys', ...keys)
  const shellPid = Number(call('display-message', '-p', '#{pane_pid}'))
  return {
    run(...args) {
      const words = args.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      type(
        `clear; '${process.execPath}' '${BIN}' ${words}; echo "ended=$? $(stty -a | tr ' ;' '\\n\\n' | grep -x -- '-*echo')"`,
      )
      press('Enter')
    },
    ...{ type, press, screen, until },
    history: () => call('capture-pane', '-p', '-J', '-S', '-'),
    async ended() {
      // Behind it may stand what a program that was killed has left on the screen.
      const ending = /ended=(\d+) (-?echo).*shell>/
      const [, exit, echo] = ending.exec((await until(ending)).replace(/\s+/g, ' ')) ?? []
      return { exit: Number(exit ?? -1), echo: echo === 'echo' }
    },
    state() {
      const [cursor, wrap, alternate] = call('display-message', '-p', '#{cursor_flag} #{wrap_flag} #{alternate_on}')
        .trim()
        .split(' ')
      return { cursor: cursor === '1', wrap: wrap === '1', alternate: alternate === '1' }
    },
    pids() {
      const ran = spawnSync('ps', ['-o', 'pid=', '--ppid', String(shellPid)], { encoding: 'utf-8' })
      return ran.stdout.trim().split(/\s+/).filter(Boolean).map(Number)
    },
    resize(width, height) {
      call('resize-window', '-x', String(width), '-y', String(height))
    },
    end() {
      spawnSync('tmux', ['-S', socket, 'kill-server'])
      // What ran there is told to end, and may still write into the home folder.
      for (let i = 0; i < 40 && spawnSync('ps', ['-p', String(shellPid)]).status === 0; i++)
        spawnSync('sleep', ['0.05'])
    },
  }
}
