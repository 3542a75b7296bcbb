// The number that a shell shows after a run without a terminal; also where a signal ended it.
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { BIN, type Home, ROOT } from '../ukp.ts'

export interface Way {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** full: a disk without room. gone: nobody reads it any more. */
  readonly stdout?: 'full' | 'gone'
}

export interface End {
  readonly code: number
  /** All that was said, for whoever looks why. */
  readonly said: string
}

const PRELOAD = join(ROOT, 'test', 'kit', 'exits', 'preload.mjs')

/** The environment of a program with preload.mjs in it. */
export const preloaded = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  NODE_OPTIONS: `--import=${PRELOAD}`,
  ...env,
})

/** Both environments: what each loads into the program is loaded. */
export function joinedEnv(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): Record<string, string> {
  const options = [one.NODE_OPTIONS, other.NODE_OPTIONS].filter((words) => words !== undefined).join(' ')
  return { ...one, ...other, ...(options === '' ? {} : { NODE_OPTIONS: options }) }
}

export function endOf(home: Home, args: readonly string[], { env = {}, stdin = '', stdout }: Way = {}): Promise<End> {
  const full = stdout === 'full' ? openSync('/dev/full', 'w') : null
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...home.env, ...env },
      cwd: home.folder,
      // A session of its own: no terminal.
      detached: true,
      stdio: ['pipe', full ?? 'pipe', 'pipe'],
    })
    if (full !== null) closeSync(full)
    let said = ''
    const heard = (chunk: Buffer): void => {
      said += String(chunk)
    }
    if (stdout === 'gone') child.stdout?.destroy()
    else child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    // A program that ends before it has read all.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(stdin)
    child.on('close', (exit, signal) => {
      resolve({ code: exit ?? 128 + (signal === null ? 0 : constants.signals[signal]), said })
    })
  })
}
