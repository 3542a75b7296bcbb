// What a call throws, as a test compares it: the reason and the facts of our own errors; anything else is a failing test.
import { UkpError } from '../../src/errors.ts'

export function failure(run: () => unknown): { reason: string; facts: unknown } {
  try {
    run()
  } catch (error) {
    if (error instanceof UkpError) return { reason: error.reason, facts: error.facts }
    throw error
  }
  throw new Error('nothing was thrown')
}
