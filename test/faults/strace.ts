// Runs a save under strace: lists the system calls that it makes in one folder, and lets the nth of them fail, or the
// process die there. strace counts by thread, so the program gets one pool thread; and names of temporary files are
// known because its randomness is fixed.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { works } from './appenders.ts'

export const canTrace = works('strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=openat', 'true')

const CALLS =
  'openat,read,pread64,write,pwrite64,fsync,fdatasync,fstat,newfstatat,statx,readlink,getdents64,' +
  'link,linkat,rename,renameat2,unlink,unlinkat,mkdir,rmdir,chmod,fchmod,fchown,close'

export const ONE_THREAD = { UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' }

export interface Call {
  readonly name: string
  /** Counted from 1 among the calls of this name. */
  readonly nth: number
}

export interface Traced {
  readonly output: string
  readonly errors: string
  readonly exit: number | null
  readonly signal: string | null
}

export interface Tracing {
  readonly env: Readonly<Record<string, string>>
  /** Only calls on these paths are counted. */
  readonly paths?: readonly string[]
  /** As strace takes it: "fsync:error=EIO:when=2". */
  readonly inject?: string
  readonly log?: string
}

export function traced(
  command: readonly string[],
  { env, paths = [], inject, log = '/dev/null' }: Tracing,
): Promise<Traced> {
  const filter = paths.flatMap((path) => ['-P', path])
  const fault = inject === undefined ? [] : ['-e', `inject=${inject}`]
  const strace = ['-f', '-qq', '-s', '4096', '-o', log, '-e', `trace=${CALLS}`, ...filter, ...fault]
  const child = spawn('strace', [...strace, ...command], {
    env: { ...env, ...ONE_THREAD },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    errors += data
  })
  return new Promise((done) => child.once('close', (exit, signal) => done({ output, errors, exit, signal })))
}

/** The folder, and everything in it that a save touches, as what follows the folder's path. */
export function tailsIn(folder: string, log: string): string[] {
  const found = new Set([''])
  for (const [, path] of readFileSync(log, 'utf8').matchAll(/"(\/[^"\\]+)"/g)) {
    if (path?.startsWith(`${folder}/`)) found.add(path.slice(folder.length))
  }
  return [...found]
}

/** The calls in a log, in order. */
export function callsIn(log: string): Call[] {
  const counts = new Map<string, number>()
  const calls: Call[] = []
  for (const [, name = ''] of readFileSync(log, 'utf8').matchAll(/^\d+ +([a-z0-9]+)\(/gm)) {
    const nth = (counts.get(name) ?? 0) + 1
    counts.set(name, nth)
    calls.push({ name, nth })
  }
  return calls
}

/** Two at a time. */
export async function twoAtATime<T>(all: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let i = next++; i < all.length; i = next++) await work(all[i] as T, i)
  }
  await Promise.all([worker(), worker()])
}

/** Counts are worth more than a dot. */
export function print(line: string): void {
  process.stdout.write(`    ${line}\n`)
}
