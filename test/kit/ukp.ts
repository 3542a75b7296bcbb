// The program as a process of its own, in a folder of its own: what tests of whole commands use.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const BIN = join(ROOT, 'bin', 'ukp.js')
export const PASSPHRASE = 'correct horse battery'
/** Twelve bytes, as the portal's keys; code at 1700000000 is 421617. */
export const KEY = 'JBSWY3DPEHPK3PXPGEZA'

export interface Ran {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Home {
  readonly folder: string
  readonly vault: string
  readonly env: Readonly<Record<string, string>>
}

/** A home folder with nothing in it; nothing of the real environment but PATH. */
export function newHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-test-'))
  mkdirSync(join(folder, 'run'), { mode: 0o700 })
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    LANG: 'C.UTF-8',
  }
  return { folder, vault: join(folder, 'data', 'ukp', 'vault.ukp'), env }
}

export function dropHome(home: Home): void {
  rmSync(home.folder, { recursive: true, force: true })
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `ukp` without any terminal (a session of its own) and waits. */
export function ukp(home: Home, args: readonly string[], options: RunOptions = {}): Ran {
  const ran = spawnSync('setsid', ['--wait', process.execPath, BIN, ...args], {
    env: { ...home.env, ...options.env },
    input: options.stdin ?? '',
    cwd: home.folder,
    timeout: 60_000,
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

/** Like `ukp`, but whoever should read its output is gone before it starts. */
export function ukpIntoClosedPipe(home: Home, args: readonly string[], options: RunOptions = {}): Ran {
  const script = 'set -o pipefail; { sleep 0.5; "$@"; } | true'
  const ran = spawnSync('bash', ['-c', script, 'bash', process.execPath, BIN, ...args], {
    env: { ...home.env, ...options.env },
    input: options.stdin ?? '',
    cwd: home.folder,
    timeout: 60_000,
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

/** Like `ukp`, with the passphrase given and one JSON value expected. */
export function ukpJson(
  home: Home,
  args: readonly string[],
  options: RunOptions = {},
): Ran & { json: Record<string, unknown> } {
  const ran = ukp(home, [...args, '--json'], { ...options, env: { UKP_PASSPHRASE: PASSPHRASE, ...options.env } })
  return { ...ran, json: JSON.parse(ran.stdout) as Record<string, unknown> }
}

/** Starts `ukp` and does not wait. */
export function startUkp(home: Home, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('setsid', ['--wait', process.execPath, BIN, ...args], {
      env: { ...home.env, ...options.env },
      cwd: home.folder,
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk)
    })
    child.on('close', (exit) => resolve({ exit, stdout, stderr }))
    child.stdin.end(options.stdin ?? '')
  })
}

export type Step =
  | { readonly expect: string }
  | { readonly send: string }
  /** What a pattern of Python finds on the terminal (the group that took part), and Enter. */
  | { readonly sendFound: string }
  | { readonly signal: string }
  /** The terminal goes. */
  | { readonly hangup: true }
  | { readonly stdin: string }
  /** First of all: a terminal of this size (60 lines unless said otherwise), and standard output is written to it. `all`:
   *  standard error too. */
  | { readonly columns: number; readonly rows?: number; readonly all?: boolean }

export interface Played extends Ran {
  /** All that the terminal saw, escape sequences included. */
  readonly screen: string
  readonly echo: boolean
  readonly missing?: string
}

/** A Python with the standard library, which has terminals; Node has not. */
export const PYTHON = ['/usr/bin/python3', '/usr/local/bin/python3'].find((file) => existsSync(file)) ?? null

/** Plays a person at a terminal (test/kit/person.py). */
export function play(
  home: Home,
  args: readonly string[],
  steps: readonly Step[],
  options: { env?: Record<string, string> } = {},
): Played {
  return playCommand(home, [process.execPath, BIN, ...args], steps, options)
}

/** The same with any program. */
export function playCommand(
  home: Home,
  command: readonly string[],
  steps: readonly Step[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Played {
  if (PYTHON === null) throw new Error('python3 is needed to play a terminal')
  const script = join(home.folder, 'steps.json')
  writeFileSync(script, JSON.stringify(steps))
  const ran = spawnSync(PYTHON, [join(ROOT, 'test/kit/person.py'), script, '--', ...command], {
    env: { TERM: 'xterm', ...home.env, ...options.env },
    cwd: options.cwd ?? home.folder,
    timeout: 90_000,
  })
  const text = String(ran.stdout)
  if (text === '') throw new Error(String(ran.stderr))
  return JSON.parse(text) as Played
}
