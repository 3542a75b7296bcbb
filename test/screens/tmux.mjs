// A terminal window by tmux: keys go in, what it shows comes out as text.
import { spawnSync } from 'node:child_process'

const LOOK_MS = 60
const WAIT_MS = 30_000

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export class Window {
  #name = `ukp-screens-${process.pid}-${Window.count++}`
  static count = 0

  /** @param shell what runs in it @param env all of its environment */
  constructor({ columns, rows }, env) {
    this.env = env
    const size = ['-x', String(columns), '-y', String(rows)]
    this.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, 'env', '-i', ...pairs(env), 'sh', '-i')
    this.#tmux('set', '-g', 'status', 'off')
    this.#tmux('resize-window', ...size)
  }

  #tmux(...args) {
    const ran = spawnSync('tmux', ['-L', this.#name, ...args], { encoding: 'utf-8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    if (ran.status !== 0) throw new Error(`tmux ${args[0]}: ${ran.stderr}`)
    return ran.stdout
  }

  /** What the window shows, without empty lines at its end. */
  text() {
    return this.#tmux('capture-pane', '-p').replace(/[ \n]+$/, '').replace(/ +$/gm, '')
  }

  /** Types text as it is. */
  type(text) {
    this.#tmux('send-keys', '-l', text)
  }

  /** Presses keys by tmux's names: Enter, C-c, Down. */
  press(...keys) {
    this.#tmux('send-keys', ...keys)
  }

  /** Waits until the window shows all of these. */
  async shows(...wanted) {
    const until = Date.now() + WAIT_MS
    while (!wanted.every((one) => this.text().replace(/\s+/g, ' ').includes(one))) {
      if (Date.now() > until) throw new Error(`never shown: ${wanted.join(', ')}\n${this.text()}`)
      await sleep(LOOK_MS)
    }
    // What belongs to the same picture comes at once.
    let before = ''
    for (let now = this.text(); now !== before; now = this.text()) {
      before = now
      await sleep(3 * LOOK_MS)
    }
  }

  close() {
    spawnSync('tmux', ['-L', this.#name, 'kill-server'])
  }
}

const pairs = (env) => Object.entries(env).map(([name, value]) => `${name}=${value}`)
