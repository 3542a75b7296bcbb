// Another program in our place: it gets our streams and our signals, and we end when it ends, like it.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import { quotable } from '../../otp/secret-text.ts'
import type { ChildProgram, Ended } from '../../world/world.ts'

/** Sent to one process by whoever wants it to end, or to do something. */
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT']
/** What a terminal sends to all processes in front at once: the program has it already. */
const FROM_KEYBOARD: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']
/** Whoever dies of these leaves a memory image, signal(7); ours would hold the vault. */
const DUMPS_CORE: readonly NodeJS.Signals[] = [
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGSYS',
]

/**
 * Starts a program without a shell and waits for its end.
 * @param env what it gets besides its variables
 * @throws UkpError program-not-started
 */
export function runProgram(
  { program, args, variables }: ChildProgram,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // No cause: the message of some of Node's errors quotes the environment.
    const failed = (error: unknown): void =>
      reject(new UkpError('program-not-started', { program: quotable(program), code: errnoOf(error) }))
    let child: ChildProcess | null = null
    // Before the start: a signal that comes as soon as the program runs is not to end us and leave it alone.
    for (const signal of PASSED_ON) process.on(signal, () => child?.kill(signal))
    for (const signal of FROM_KEYBOARD) {
      process.on(signal, () => {
        if (!hasTerminal(platform)) child?.kill(signal)
      })
    }
    // Ctrl-Break goes to all processes of a console, like Ctrl-C.
    if (platform === 'win32') process.on('SIGBREAK', () => undefined)
    try {
      child = spawn(program, [...args], { stdio: 'inherit', env: joined(env, variables, platform) })
      child.on('error', failed)
      child.on('exit', (exit, signal) => resolve(signal === null ? { exit: exit ?? 1 } : { signal }))
    } catch (error) {
      failed(error)
    }
  })
}

/** Variables of Windows are the same in capital and small letters; of two, the program would get either. */
function joined(
  env: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
): NodeJS.ProcessEnv {
  const key = (name: string): string => (platform === 'win32' ? name.toUpperCase() : name)
  const given = new Set(Object.keys(variables).map(key))
  const others = Object.entries(env).filter(([name]) => !given.has(key(name)))
  return { ...Object.fromEntries(others), ...variables }
}

function hasTerminal(platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}

/**
 * Ends this process by the signal that ended the program, so that whoever started us sees what happened.
 * @returns the exit code where that is an exit code: the program's, or 128 and the signal's number for a signal that
 * would leave a memory image
 */
export function endLike(ended: Ended): number {
  if ('exit' in ended) return ended.exit
  const { signal } = ended
  const number = constants.signals[signal]
  if (DUMPS_CORE.includes(signal)) return 128 + number
  // A listener that comes and goes leaves the system's own answer, also to SIGPIPE, which Node ignores.
  if (signal !== 'SIGKILL') process.on(signal, () => undefined).removeAllListeners(signal)
  process.kill(process.pid, signal)
  return 128 + number
}
