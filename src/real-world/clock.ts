// The clock of this computer.
import { UkpError } from '../errors.ts'
import type { Clock } from '../world/world.ts'

export const clock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  zoneMinutes: (ms) => -new Date(ms).getTimezoneOffset(),
}

/** Ctrl-C while a person waits is an answer like any other. @throws UkpError cancelled */
export function sleepOrCancel(ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      process.off('SIGINT', cancel)
      resolve()
    }, ms)
    const cancel = (): void => {
      clearTimeout(timer)
      reject(new UkpError('cancelled', {}))
    }
    process.once('SIGINT', cancel)
  })
}
