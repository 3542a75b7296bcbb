// A program of the system that is asked one thing: what it says, within a time. That it is not there is no failure.
import { execFile } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'

/** Milliseconds. */
const LIMIT = 3000

/** @returns what it wrote to standard output when it ended well, in English; null when it did not, or is not there */
export function askProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  const options = {
    env: { ...childEnvironment(env), LC_ALL: 'C' },
    cwd: '/',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: 65_536,
    windowsHide: true,
  } as const
  return new Promise((resolve) => {
    try {
      execFile(program, [...args], options, (error, said) => resolve(error === null ? said : null)).stdin?.end()
    } catch {
      resolve(null)
    }
  })
}
