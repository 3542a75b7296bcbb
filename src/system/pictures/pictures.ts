// Reads the QR codes of pictures in a process of its own (picture-process.ts), with limits on time and memory and without
// the right to write, to start programs or to load native code: what a hostile picture breaks is not the one with the vault.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { UkpError } from '../../errors.ts'
import type { Pictures } from '../../world/world.ts'
import { childEnvironment } from '../programs/child-environment.ts'
import { ownProgram } from '../programs/own-program.ts'
import { CLOCK_MS, MEMORY, type PictureAnswer, PROCESSOR_MS, pictureFlags, slownessOf } from './limits.ts'

/** Milliseconds between two looks at what the process has used. */
const WATCH = 10
/** Bytes of an answer: at most 255 codes of 7,089 characters. */
const ANSWER = 16_000_000

export function pictureReader(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Pick<Pictures, 'readQr'> {
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

/** @returns null when the process had to be ended, or ended itself without an answer */
function run(bytes: Uint8Array, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<PictureAnswer | null> {
  const { command, args } = ownProgram('picture-process', pictureFlags())
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: childEnvironment(env),
      cwd: '/',
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: CLOCK_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    const said: Buffer[] = []
    let length = 0
    const tooMuch = (): boolean => {
      const { processorMs, memory } = usageOf(child.pid)
      return memory > MEMORY || processorMs > PROCESSOR_MS * slownessOf(startIn(said))
    }
    const watch = platform === 'linux' ? setInterval(() => tooMuch() && child.kill('SIGKILL'), WATCH) : undefined
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > ANSWER) child.kill('SIGKILL')
      else said.push(chunk)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(bytes)
    child.on('error', () => resolve(null))
    child.on('close', (code) => {
      clearInterval(watch)
      resolve(code === 0 ? answerIn(said) : null)
    })
  })
}

/** What Linux says that a process has used; elsewhere the limits on size, checked before, and the clock are all there is. */
function usageOf(pid: number | undefined): { processorMs: number; memory: number } {
  try {
    // proc(5): fields 14 and 15 count hundredths of a second; the name before them may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
    return { processorMs: (Number(fields[11]) + Number(fields[12])) * 10, memory: Number(kilobytes ?? 0) * 1024 }
  } catch {
    // It has just ended.
    return { processorMs: 0, memory: 0 }
  }
}

/** The first line of what it said; nothing before that is there. */
function startIn(said: readonly Buffer[]): number {
  return Number.parseInt(said[0]?.toString('latin1') ?? '', 10) || 0
}

function answerIn(said: readonly Buffer[]): PictureAnswer | null {
  try {
    const text = Buffer.concat(said).toString()
    return JSON.parse(text.slice(text.indexOf('\n'))) as PictureAnswer
  } catch {
    return null
  }
}
