// A place to measure in: a temporary folder with throw-away homes, an environment that is known whole, and whatever was
// started there. Nothing of it is left, whichever way the bench ends.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Meter, processesOf } from './measure.mjs'

export const PROGRAM = fileURLToPath(new URL('../bin/ukp.js', import.meta.url))
export const PASSPHRASE = 'made up for the bench'

export class BenchPlace {
  /** The Node that is measured. */
  node
  folder = mkdtempSync(join(tmpdir(), 'ukp-bench-'))
  meter = new Meter(this.folder)
  #endings = []

  constructor(node) {
    this.node = node
  }

  /** The row that others are compared with. */
  get bareNode() {
    return { name: 'node -e 0', argv: [this.node, '-e', '0'], env: this.home('bare').env }
  }

  /** A home of this name; it is made when it is not there. */
  home(name) {
    const folder = join(this.folder, name)
    mkdirSync(join(folder, 'run'), { recursive: true })
    chmodSync(join(folder, 'run'), 0o700)
    const xdg = { DATA: 'data', STATE: 'state', CONFIG: 'config', CACHE: 'cache' }
    const folders = Object.entries(xdg).map(([key, below]) => [`XDG_${key}_HOME`, join(folder, below)])
    const env = {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: folder,
      ...Object.fromEntries(folders),
      XDG_RUNTIME_DIR: join(folder, 'run'),
      LANG: 'C.UTF-8',
    }
    return { name, folder, env, keyFile: join(folder, 'key') }
  }

  /** A file of this home with this text, for one's own eyes only. */
  file(home, name, text) {
    const file = join(home.folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }

  /** A home whose vault holds these links, opened by PASSPHRASE and by its key file. */
  async homeWith(name, links) {
    const home = this.home(name)
    const file = this.file(home, 'links.txt', `${links.join('\n')}\n`)
    const env = { UKP_PASSPHRASE: PASSPHRASE }
    await this.meter.mustRun(this.ukp(home, ['import', file, '--yes', '--quiet'], env))
    await this.meter.mustRun(this.ukp(home, ['key', 'add', 'key-file', home.keyFile, '--quiet'], env))
    return home
  }

  /** A home that is made anew from this one before each run: for what changes the vault. */
  anewFrom(template) {
    const home = this.home(`${template.name}-anew`)
    const before = () => {
      rmSync(home.folder, { recursive: true, force: true })
      cpSync(template.folder, home.folder, { recursive: true })
    }
    return { home, before }
  }

  ukp(home, words, env = {}) {
    return { argv: [this.node, PROGRAM, ...words], env: { ...home.env, ...env } }
  }

  withKeyFile(home, words) {
    return this.ukp(home, words, { UKP_KEY_FILE: home.keyFile })
  }

  /** Ctrl-C and the like leave nothing behind either. */
  endWithSignals() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => {
        this.clear()
        process.exit(130)
      })
  }

  /** Done at the end, the last one first. */
  atEnd(ending) {
    this.#endings.unshift(ending)
  }

  /** Everything that was started ends, and the folder goes. */
  clear() {
    this.meter.stop()
    for (const ending of this.#endings.splice(0)) ending()
    // Agents have left whatever started them; each has the folder in its environment.
    for (const pid of processesOf(this.folder)) end(pid)
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself.
  }
}

/** The n-th link of the made-up accounts: names of the same length, keys of twenty bytes. */
export function linkNumber(n) {
  return `otpauth://totp/Minta:${nameNumber(n)}?secret=${keyNumber(n)}&issuer=Minta`
}

export function nameNumber(n) {
  return `anna.${String(n).padStart(5, '0')}`
}

export function keyNumber(n) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const digits = [...n.toString(32).padStart(4, '0')].map((digit) => letters[Number.parseInt(digit, 32)])
  return `JBSWY3DPEHPK3PXPJBSWY3DPEHPK${digits.join('')}`
}

export function links(count) {
  return Array.from({ length: count }, (_, n) => linkNumber(n))
}
