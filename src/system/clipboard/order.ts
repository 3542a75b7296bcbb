// What clipboard.ts and the process that it starts tell each other: one JSON value in, on standard input, and one out.
import { spawn } from 'node:child_process'
import { resolve as absolute } from 'node:path'
import type { ClipboardDescription } from '../../world/world.ts'
import { childEnvironment } from '../programs/child-environment.ts'
import { ownProgram } from '../programs/own-program.ts'
import { CLIPBOARD_MS, CONTENT_LIMIT, type Content, TEXT_LIMIT } from './offers.ts'

export interface Copying {
  readonly order: 'copy'
  readonly way: ClipboardDescription['way']
  readonly text: string
  /** Unix time in milliseconds. */
  readonly clearAtMs: number
}

export type ClipboardOrder = Copying | { readonly order: 'read' | 'clear' | 'probe' }

export interface ClipboardAnswer {
  readonly done?: boolean
  readonly content?: { readonly picture?: string; readonly text?: string }
  readonly tooLarge?: boolean
  /** There was no answer in time. */
  readonly late?: boolean
}

/** Base64 of the largest picture, and of a text of which every byte may need six (JSON). */
const ANSWER = CONTENT_LIMIT * 1.4 + TEXT_LIMIT * 6

export function inBase64({ picture, text }: Content): NonNullable<ClipboardAnswer['content']> {
  return {
    ...(picture === undefined ? {} : { picture: Buffer.from(picture).toString('base64') }),
    ...(text === undefined ? {} : { text }),
  }
}

/**
 * Starts the process, hands it the order and waits for its answer, not for its end: after a copy it stays.
 * @returns null when it ends without an answer
 */
export function givenOrder(
  order: ClipboardOrder,
  env: NodeJS.ProcessEnv,
  timeoutMs = CLIPBOARD_MS,
): Promise<ClipboardAnswer | null> {
  const { command, args } = ownProgram('clipboard-process')
  const child = spawn(command, args, {
    // The process works in /, where a relative path would lead elsewhere.
    env: { ...childEnvironment(env), ...(env.XAUTHORITY ? { XAUTHORITY: absolute(env.XAUTHORITY) } : {}) },
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  return new Promise((resolve) => {
    const said: Buffer[] = []
    let length = 0
    let ended = false
    const end = (answer: ClipboardAnswer | null): void => {
      // Closing its output below says so too, and would end a process that has a code to take away later.
      if (ended) return
      ended = true
      clearTimeout(timer)
      if (answer === null || answer.late) child.kill('SIGKILL')
      child.stdout.destroy()
      child.unref()
      resolve(answer)
    }
    const timer = setTimeout(() => end({ late: true }), timeoutMs)
    child.on('error', () => end(null))
    child.stdout.on('close', () => end(null))
    child.stdout.on('data', (chunk: Buffer) => {
      said.push(chunk)
      length += chunk.length
      if (length > ANSWER) end(null)
      else if (chunk.at(-1) === 10) end(answerIn(Buffer.concat(said).toString()))
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify(order))
  })
}

function answerIn(text: string): ClipboardAnswer | null {
  try {
    return JSON.parse(text) as ClipboardAnswer
  } catch {
    return null
  }
}
