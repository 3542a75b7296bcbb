// Sessions of a home, as processes: found by their environment, and ended after the tests.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnvelope } from '../../src/vault/header.ts'
import type { Home } from './ukp.ts'

/** Pids of the processes that hold a key for a vault of this home. Linux only. */
export function sessionsOf(home: Home): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const program = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
        return (
          program.includes('session-process.js') &&
          readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${home.folder}\0`)
        )
      } catch {
        return false
      }
    })
}

export function endSessions(home: Home): void {
  for (const pid of sessionsOf(home)) process.kill(pid, 'SIGKILL')
}

/** Where the session of a vault can be asked. */
export function socketOf(home: Home, vault: string = home.vault): string {
  const { id } = parseEnvelope(readFileSync(vault), vault).header
  return join(home.folder, 'run', 'ukp', `${id}.sock`)
}

/** Waits until something is so; at most 5 s. @returns how long it took, in milliseconds */
export async function until(isSo: () => boolean): Promise<number> {
  const began = performance.now()
  while (!isSo()) {
    if (performance.now() - began > 5000) throw new Error('waited for 5 s in vain')
    await new Promise((next) => setTimeout(next, 20))
  }
  return performance.now() - began
}
