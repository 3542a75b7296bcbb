// Other programs that ukp asks something: found in PATH, started without a shell and without ukp's variables, and bounded in
// time and in what they may say.
import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { childEnvironment } from './child-environment.ts'

export interface Bounds {
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs: number
  /** Bytes of standard output; 0: it is not listened to, so that a program that stays in the background may keep it. */
  readonly limit: number
  /** Goes to its standard input. */
  readonly input?: string
}

export interface Ran {
  /** null: it did not start, or was ended because it took too long or said too much. */
  readonly exit: number | null
  readonly output: Buffer
  /** The beginning of what it said on standard error. */
  readonly complaint: string
  readonly tooMuch: boolean
}

/** Characters of what it says on standard error that are kept. */
const COMPLAINT = 2000

/** The path of a program in the folders of PATH; never in the working folder. null when it is not there. */
export function programInPath(name: string, env: NodeJS.ProcessEnv): string | null {
  // Windows writes Path.
  const [, path = ''] = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH') ?? []
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      if (statSync(file).isFile()) return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** The same for a program by its name; one that is not in PATH did not start. */
export async function runInPath(name: string, args: readonly string[], bounds: Bounds): Promise<Ran> {
  const program = programInPath(name, bounds.env)
  if (program === null) return { exit: null, output: Buffer.alloc(0), complaint: '', tooMuch: false }
  return await runBounded(program, args, bounds)
}

export function runBounded(program: string, args: readonly string[], bounds: Bounds): Promise<Ran> {
  const { env, timeoutMs, limit, input = '' } = bounds
  return new Promise((resolve) => {
    const said: Buffer[] = []
    let [length, complaint] = [0, '']
    const end = (exit: number | null): void => {
      clearTimeout(timer)
      resolve({ exit, output: Buffer.concat(said), complaint, tooMuch: limit > 0 && length > limit })
    }
    const child = spawn(program, [...args], {
      env: childEnvironment(env),
      stdio: limit === 0 ? ['pipe', 'ignore', 'ignore'] : ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    // What it started itself may keep its streams open when it is gone: nobody waits for that.
    const stop = (exit: number | null): void => {
      child.kill('SIGKILL')
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
      child.unref()
      end(exit)
    }
    const timer = setTimeout(() => stop(child.exitCode), timeoutMs)
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) stop(null)
      else said.push(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + String(chunk)).slice(0, COMPLAINT)
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
    child.on('error', () => end(null))
    child.on(limit === 0 ? 'exit' : 'close', (exit: number | null) => end(exit))
  })
}

/** Milliseconds for a program that is asked one thing. */
const ASKED_MS = 3000

/** @returns what it wrote to standard output when it ended well, in English; null when it did not, or is not there */
export async function askProgram(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const bounds = { env: { ...env, LC_ALL: 'C' }, timeoutMs: ASKED_MS, limit: 65_536 }
  const { exit, output } = await runInPath(file, args, bounds)
  return exit === 0 ? output.toString() : null
}
