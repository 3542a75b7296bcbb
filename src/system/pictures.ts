// Reads the QR codes of pictures in a process of its own (picture-process.ts), with limits on time and memory and without
// the right to write, to start programs or to load native code: what a hostile picture breaks is not the one with the vault.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { UkpError } from '../errors.ts'
import type { Pictures } from '../world.ts'
import { childEnvironment } from './child-environment.ts'

/** What the process says: the texts, or the reason that it refuses with. */
export type PictureAnswer =
  | { readonly texts: readonly string[] }
  | {
      readonly refused: 'picture-too-large' | 'picture-unreadable' | 'picture-unsupported'
      readonly limit: string
      readonly format: string
    }

/** Milliseconds. A picture that is read takes a tenth of it; the process itself gives up after 1.2 s of processor time. */
const TIME = 10_000
/** Bytes of memory in use. */
const MEMORY = 400_000_000
/** Milliseconds between two looks at the memory. */
const WATCH = 20
/** JavaScript's own part of it. What comes out of a picture is at most 255 codes of 7,089 characters. */
const HEAP_MB = 200
const ANSWER = 16_000_000

export function pictureReader(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Pictures {
  return {
    async readQr(bytes, file) {
      const answer = await run(bytes, env, platform)
      if (answer === null) throw new UkpError('picture-too-costly', { file })
      if ('texts' in answer) return answer.texts
      throw refusalOf(answer, file)
    },
  }
}

function refusalOf(answer: Exclude<PictureAnswer, { texts: unknown }>, file: string): UkpError {
  if (answer.refused === 'picture-too-large') return new UkpError(answer.refused, { file, limit: answer.limit })
  if (answer.refused === 'picture-unsupported') return new UkpError(answer.refused, { file, format: answer.format })
  return new UkpError('picture-unreadable', { file })
}

/**
 * The faster of WebAssembly's two compilers alone: the other one takes longer to optimise than one picture takes to read
 * (measured: 85 against 195 ms for the first step).
 */
function flags(): string[] {
  const permission = ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  )
  const rights = permission === undefined ? [] : [permission, '--allow-fs-read=*']
  return ['--liftoff-only', `--max-old-space-size=${HEAP_MB}`, ...rights]
}

/** @returns null when the process had to be ended, or ended itself without an answer */
function run(bytes: Uint8Array, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<PictureAnswer | null> {
  const program = fileURLToPath(new URL('./picture-process.js', import.meta.url))
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags(), program], {
      env: childEnvironment(env),
      cwd: '/',
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIME,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    const watch = platform === 'linux' ? watchMemory(child.pid, () => child.kill('SIGKILL')) : null
    const said: Buffer[] = []
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > ANSWER) child.kill('SIGKILL')
      else said.push(chunk)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(bytes)
    child.on('error', () => resolve(null))
    child.on('close', (code) => {
      clearInterval(watch ?? undefined)
      resolve(code === 0 ? answerIn(Buffer.concat(said)) : null)
    })
  })
}

/** Linux says how much memory a process has; elsewhere the limits on size, checked before, are all there is. */
function watchMemory(pid: number | undefined, end: () => void): NodeJS.Timeout {
  return setInterval(async () => {
    const status = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '')
    if (Number(status.split(' ')[1] ?? 0) * 4096 > MEMORY) end()
  }, WATCH)
}

function answerIn(said: Buffer): PictureAnswer | null {
  try {
    return JSON.parse(said.toString()) as PictureAnswer
  } catch {
    return null
  }
}
