// A picture of the whole screen, by the program that the session has for it.
import { UkpError } from '../errors.ts'
import type { Screen } from '../world.ts'

export function systemScreen(_env: NodeJS.ProcessEnv, _platform: NodeJS.Platform): Screen {
  return {
    async capture() {
      throw new UkpError('no-screen', { reason: 'other', install: null })
    },
  }
}
