// A terminal by tmux: what a person would see in a window, keys pressed in it, its size, and what became of it.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const hasTmux = spawnSync('tmux', ['-V']).status === 0

export interface Window {
  /** Types text as it stands. */
  type(text: string): void
  /** Presses keys by their names in tmux: Enter, Escape, Down, C-c. */
  press(...keys: string[]): void
  resize(columns: number, rows: number): void
  lines(): string[]
  text(): string
  /** Everything that was on the normal screen, lines joined where they were wrapped. */
  history(): string
  /** The picture once it holds this. @throws Error with what was seen, after so many milliseconds */
  until(wanted: string | RegExp | ((seen: string) => boolean), ms?: number): Promise<string>
  /** What tmux knows of the window: cursor_flag, alternate_on, pane_current_command, pane_tty. */
  tell(format: string): string
  close(): void
}

/** A shell in a window of its own, with this environment and nothing else. */
export function openWindow(
  folder: string,
  env: Readonly<Record<string, string>>,
  { columns, rows }: { columns: number; rows: number },
): Window {
  const sockets = mkdtempSync(join(folder, 'tmux-'))
  const socket = join(sockets, 's')
  const tmux = (...args: string[]): string =>
    String(
      execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
        env: { ...env, LC_ALL: 'C.UTF-8' },
        cwd: folder,
      }),
    )
  const size = ['-x', String(columns), '-y', String(rows)]
  tmux('new-session', '-d', ...size, 'env PS1="$ " HISTFILE= bash --norc --noprofile -i')
  tmux('set-option', '-g', 'status', 'off')
  tmux('set-option', '-g', 'history-limit', '5000')
  tmux('resize-window', ...size)
  const text = (): string => tmux('capture-pane', '-p')
  return {
    type: (typed) => void tmux('send-keys', '-l', typed),
    press: (...keys) => void tmux('send-keys', ...keys),
    resize: (x, y) => void tmux('resize-window', '-x', String(x), '-y', String(y)),
    lines: () => text().split('\n'),
    text,
    history: () => tmux('capture-pane', '-p', '-J', '-S', '-'),
    async until(wanted, ms = 15_000) {
      const holds = (seen: string): boolean => {
        if (typeof wanted === 'function') return wanted(seen)
        return typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen)
      }
      for (const end = Date.now() + ms; Date.now() < end; await wait(50)) {
        const seen = text()
        if (holds(seen)) return seen
      }
      throw new Error(`${wanted} was never seen, but:\n${text()}`)
    },
    tell: (format) => tmux('display-message', '-p', format).trim(),
    close() {
      spawnSync('tmux', ['-S', socket, 'kill-server'])
      rmSync(sockets, { recursive: true, force: true })
    },
  }
}
