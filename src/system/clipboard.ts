// The clipboard by clipboardy: exactly the digits go in, and a small detached process takes them out again when the
// code has ended, if they are still there then. It outlives this process and the terminal.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { UkpError } from '../errors.ts'
import type { Clipboard } from '../world.ts'
import { ownProgram } from './own-program.ts'

export function systemClipboard(): Clipboard {
  return {
    async copyFor(text, clearAtMs) {
      try {
        // Imported here: 120 to 280 ms that no other command should pay.
        const { default: clipboard } = await import('clipboardy')
        await clipboard.write(text)
      } catch (error) {
        throw new UkpError('no-clipboard', { reason: reasonOf(error) }, { cause: error })
      }
      await clearLater(text, clearAtMs)
    },
  }
}

/** Why it failed, told by where we are and what the library says is missing; its message never holds the text. */
function reasonOf(error: unknown): 'display' | 'program' | 'other' {
  const text = error instanceof Error ? error.message : ''
  const unix = !['win32', 'darwin'].includes(process.platform)
  if (unix && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'display'
  return /xsel|wl-copy|wl-clipboard|binary/i.test(text) ? 'program' : 'other'
}

/** Hands a salted hash, never the code, to the clearing process, through its standard input. */
async function clearLater(text: string, clearAtMs: number): Promise<void> {
  const { command, args } = ownProgram('clipboard-clear')
  const child = spawn(command, args, {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    cwd: '/',
  })
  // Nothing to be done when it cannot start: the code ends by itself.
  child.on('error', () => undefined)
  const salt = randomBytes(16).toString('base64url')
  const order = JSON.stringify({ salt, hash: saltedHash(salt, text), clearAtMs })
  await new Promise<void>((resolve) => {
    child.stdin.on('error', () => resolve()).end(order, () => resolve())
  })
  child.unref()
}

/** SHA-256 over salt and text. */
export function saltedHash(salt: string, text: string): string {
  return createHash('sha256').update(salt).update('\0').update(text).digest('base64url')
}
