// Starts the append program and reads what it says.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const PROGRAM = fileURLToPath(new URL('append.mjs', import.meta.url))

export interface Appended {
  /** Lines that were acknowledged. */
  readonly done: readonly string[]
  /** 'reason {facts}' of each refusal. */
  readonly failed: readonly string[]
  readonly signal: string | null
}

type Environment = Readonly<Record<string, string>>

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A fresh empty folder, removed after the tests of the file; its real path. */
export function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ukp-slow-')))
  made.push(folder)
  return folder
}

/** Lines that stand in a file; throws when the last one is torn. */
export function linesOf(file: string): string[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  if (text !== '' && !text.endsWith('\n')) throw new Error('torn')
  return text.split('\n').slice(0, -1)
}

/** One process that appends, leader of its own process group; `child` is at hand before it ends. */
export function startAppend(
  file: string,
  name: string,
  { count = 1, env = {}, via = [] }: { count?: number; env?: Environment; via?: readonly string[] } = {},
): { child: ChildProcess; ended: Promise<Appended>; said: (word: string) => Promise<void> } {
  const [command = '', ...rest] = [...via, process.execPath, PROGRAM, file, name, `${count}`]
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  const waiting: (() => void)[] = []
  child.stdout.on('data', (data) => {
    output += data
    for (const look of waiting) look()
  })
  const ended = new Promise<Appended>((done) =>
    child.once('close', (_code, signal) => done({ ...parse(output), signal })),
  )
  const said = (word: string) =>
    new Promise<void>((done) => {
      const look = () => output.includes(word) && done()
      waiting.push(look)
      look()
    })
  return { child, ended, said }
}

/** One process that appends, to its end. */
export function append(
  file: string,
  name: string,
  options: { count?: number; env?: Environment; via?: readonly string[] } = {},
): Promise<Appended> {
  return startAppend(file, name, options).ended
}

/** Whether a program runs here and succeeds. */
export function works(command: string, ...rest: string[]): boolean {
  return spawnSync(command, rest, { stdio: 'ignore' }).status === 0
}

function parse(output: string): { done: string[]; failed: string[] } {
  const lines = output.split('\n')
  const after = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length))
  return { done: after('ok '), failed: after('failed ') }
}
