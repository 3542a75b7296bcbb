// Starts and locks sessions: processes that hold a vault's data key for a while (session-process.ts).
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, fstatSync, mkdirSync, openSync, readdirSync, unlinkSync } from 'node:fs'
import { isatty } from 'node:tty'
import { errnoOf } from '../../errno.ts'
import { type Facts, UkpError } from '../../errors.ts'
import type { Sessions } from '../../world/world.ts'
import { childEnvironment } from '../programs/child-environment.ts'
import { ownProgram } from '../programs/own-program.ts'
import { askToLock } from './client.ts'
import {
  isPrivateFolder,
  READY,
  type SessionFolder,
  type SessionOrder,
  type SessionTerminal,
  sessionFolder,
  sessionFolders,
  socketIdentity,
  socketIn,
  socketName,
} from './socket.ts'

/** Milliseconds for it to start, on a computer that is busy. */
const START_MS = 10_000

export function systemSessions(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Sessions {
  return {
    async demand({ timed }) {
      const folder = ready(env, platform)
      if (!timed && folder.goesAtLogout) return 'logout'
      const terminal = openTerminal()
      if (terminal !== null) closeSync(terminal.fd)
      if (terminal === null && !timed) throw noSession('logout', folder.path)
      return terminal === null ? 'time' : 'terminal'
    },
    async start(vaultId, dataKey, { forMs, untilMs }) {
      const folder = ready(env, platform)
      const socket = socketIn(folder.path, vaultId)
      if (socket === null) throw noSession('long', folder.path)
      // Until logout where the system tells it by the folder: closing one window is no logout.
      const terminal = forMs === null && folder.goesAtLogout ? null : openTerminal()
      try {
        const order = { socket, forMs, untilMs, terminal: terminal?.how ?? null }
        if (!(await start(dataKey, order, { env, terminal: terminal?.fd ?? null })))
          throw noSession('other', folder.path)
      } finally {
        if (terminal !== null) closeSync(terminal.fd)
      }
    },
    async lock(vaultId) {
      const sockets = sessionFolders(env, platform).flatMap((folder) => socketIn(folder, vaultId) ?? [])
      return (await Promise.all(sockets.map(lockAt))).some(Boolean)
    },
    async lockAll() {
      const sockets = sessionFolders(env, platform).flatMap((folder) =>
        readdirSync(folder).flatMap((file) => socketIn(folder, socketName(file) ?? '') ?? []),
      )
      return (await Promise.all(sockets.map(lockAt))).filter(Boolean).length
    },
  }
}

type NoSession = Facts['no-session']['reason']

function noSession(reason: NoSession, folder = ''): UkpError {
  return new UkpError('no-session', { reason, folder })
}

/** Made where it was not there. @throws UkpError no-session */
function ready(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): SessionFolder {
  const folder = sessionFolder(env, platform)
  if (folder === null) throw noSession('windows')
  try {
    mkdirSync(folder.path, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw noSession('unmade', folder.path)
  }
  if (!isPrivateFolder(folder.path)) throw noSession('unsafe', folder.path)
  return folder
}

/** The controlling terminal, to be handed on; null when there is none. */
function openTerminal(): SessionTerminal | null {
  try {
    const fd = openSync('/dev/tty', constants.O_RDONLY | constants.O_NOCTTY)
    const named = nameTerminal()
    if (named === null) return { fd, how: 'open' }
    closeSync(fd)
    return { fd: named, how: 'named' }
  } catch {
    return null
  }
}

/** O_PATH of open(2): Linux, and the same number wherever Node runs there. */
const O_PATH = 0o10000000

/**
 * The file of the terminal without opening it: a program that waits until nobody has it open any more (expect, pty.spawn of
 * Python) would wait for the session. Only that of a pseudo terminal goes away with it (majors 136 to 143).
 */
function nameTerminal(): number | null {
  const stream = process.platform === 'linux' ? [0, 1, 2].find((fd) => isatty(fd)) : undefined
  if (stream === undefined) return null
  try {
    const fd = openSync(`/proc/self/fd/${stream}`, O_PATH)
    const major = (fstatSync(fd).rdev >> 8) & 0xfff
    if (major >= 136 && major <= 143) return fd
    closeSync(fd)
  } catch {
    // No /proc.
  }
  return null
}

/** @returns whether the process holds the key and can be asked */
async function start(
  dataKey: Uint8Array,
  order: SessionOrder,
  { env, terminal }: { env: NodeJS.ProcessEnv; terminal: number | null },
): Promise<boolean> {
  const { command, args } = ownProgram('session-process')
  const nothing = openSync('/dev/null', 'r+')
  const child = spawn(command, args, {
    detached: true,
    stdio: handedOn(['pipe', 'pipe', 'ignore', ...(terminal === null ? [] : [terminal])], nothing),
    env: childEnvironment(env),
    cwd: '/',
  })
  closeSync(nothing)
  child.stdin?.on('error', () => undefined)
  child.stdin?.write(dataKey)
  child.stdin?.end(JSON.stringify(order))
  const ready = await isReady(child)
  if (!ready) child.kill('SIGKILL')
  child.stdout?.destroy()
  child.unref()
  return ready
}

/** Descriptors from here on stay open in programs that libuv starts; below, it closes them (uv_disable_stdio_inheritance). */
const INHERITED = 16

/** Whoever starts ukp with a lock or a pipe open (flock, a descriptor with the passphrase) must not have it held. */
function handedOn(stdio: readonly Stdio[], nothing: number): Stdio[] {
  const open = readdirSync('/dev/fd').map(Number)
  const all = [...stdio]
  for (let fd = all.length; fd <= Math.max(...open); fd++) {
    all.push(fd >= INHERITED && open.includes(fd) ? nothing : 'ignore')
  }
  return all
}

type Stdio = 'pipe' | 'ignore' | number

function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, START_MS, false)
    const finish = (ready: boolean): void => {
      clearTimeout(limit)
      resolve(ready)
    }
    child.on('error', () => finish(false))
    child.on('exit', () => finish(false))
    child.stdout?.once('data', (said: Buffer) => finish(said.toString('latin1') === READY))
  })
}

/** @returns whether there was a session */
async function lockAt(socket: string): Promise<boolean> {
  const found = socketIdentity(socket)
  if (found === null) return false
  const outcome = await askToLock(socket)
  // Stopped, or left behind: without its socket nobody can ask it, and once it runs again it locks itself.
  if (outcome !== 'locked' && socketIdentity(socket) === found) remove(socket)
  return outcome !== 'nobody'
}

function remove(socket: string): void {
  try {
    unlinkSync(socket)
  } catch {
    // Gone already.
  }
}
