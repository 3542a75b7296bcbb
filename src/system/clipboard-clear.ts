// A program of its own, started by clipboard.ts: waits until a code has ended and empties the clipboard if the code is
// still on it. Knows a salted hash only. Ignores hang-up, so that closing the terminal does not leave the code there.
import { saltedHash } from './clipboard.ts'

process.on('SIGHUP', () => undefined)
void clear()

async function clear(): Promise<void> {
  let order = ''
  for await (const chunk of process.stdin) order += String(chunk)
  const { salt, hash, clearAtMs } = JSON.parse(order) as { salt: string; hash: string; clearAtMs: number }
  // Loaded before the wait: the program's files may be gone after it.
  const { default: clipboard } = await import('clipboardy')
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, clearAtMs - Date.now())))
  // A clipboard program that does not answer must not leave this one behind for ever.
  setTimeout(() => process.exit(1), 10_000).unref()
  try {
    const text = await clipboard.read()
    if (saltedHash(salt, text) === hash) await clipboard.write('')
  } catch {
    // No clipboard any more: nothing to clear.
  }
}
