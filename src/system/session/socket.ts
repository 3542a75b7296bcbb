// A session is a process that holds the data key of a vault for a while (session-process.ts). This is what it and those
// who ask it must agree on: where its socket is, whose the folder has to be, and what is said.
import { lstatSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const SESSION_KEY_BYTES = 32
/** One line. The answer to `key` is its own line and the 32 bytes after it, that to `lock` another line. */
export const ASK = { key: 'ukp-session/1 key\n', lock: 'ukp-session/1 lock\n' } as const
export const SAY = { key: 'ukp-session/1 here\n', lock: 'ukp-session/1 locked\n' } as const
/** Longest request. */
export const REQUEST_BYTES = 64

/** What the process is told after the key, as JSON. */
export interface SessionOrder {
  /** Where it shall be found. */
  readonly socket: string
  /** Milliseconds from now, and the same by the clock; null: until logout. */
  readonly forMs: number | null
  readonly untilMs: number | null
  /** How descriptor 3 tells of the terminal with which it ends: as `SessionTerminal.how`; null: it ends with none. */
  readonly terminal: SessionTerminal['how'] | null
}

export interface SessionTerminal {
  readonly fd: number
  /**
   * open: the terminal itself; after a hang-up it is none any more. named: its file in the file system, which has no name
   * any more after that. The latter does not keep it open.
   */
  readonly how: 'open' | 'named'
}

/** What it says once it can be asked. */
export const READY = 'ready\n'

/** unix(7): 108 bytes with the last zero on Linux, 104 on macOS. What is longer is cut off or refused. */
const PATH_BYTES = 100
const END = '.sock'

export interface SessionFolder {
  readonly path: string
  /** The system takes it away when the person logs out (XDG Base Directory Specification). */
  readonly goesAtLogout: boolean
}

/** @returns null where a socket cannot be protected: named pipes of Windows are open to others, and Node cannot close them */
export function sessionFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): SessionFolder | null {
  if (platform === 'win32') return null
  const runtime = env.XDG_RUNTIME_DIR
  if (runtime?.startsWith('/')) {
    const path = join(runtime, 'ukp')
    // One that was kept from another user, or is gone, or is too deep, is as good as none.
    if (isOwnFolder(runtime) && socketIn(path, 'x'.repeat(22)) !== null) return { path, goesAtLogout: true }
  }
  return { path: inTemporary(), goesAtLogout: false }
}

/** Where sessions of this user may be: another shell may have had another XDG_RUNTIME_DIR, or none. */
export function sessionFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const here = sessionFolder(env, platform)
  if (here === null) return []
  const uid = process.getuid?.()
  return [...new Set([here.path, `/run/user/${uid}/ukp`, inTemporary()])].filter(isPrivateFolder)
}

function inTemporary(): string {
  return resolve(tmpdir(), `ukp-${process.getuid?.()}`)
}

/** @param name the id of a vault: base64url. @returns null when the path would be too long */
export function socketIn(folder: string, name: string): string | null {
  const path = join(folder, `${name}${END}`)
  return /^[\w-]{1,64}$/.test(name) && Buffer.byteLength(path) <= PATH_BYTES ? path : null
}

/** The name that `socketIn` was given, or null. */
export function socketName(file: string): string | null {
  const name = file.endsWith(END) ? file.slice(0, -END.length) : ''
  return /^[\w-]{1,64}$/.test(name) ? name : null
}

function isOwnFolder(path: string): boolean {
  try {
    const found = lstatSync(path)
    return found.isDirectory() && found.uid === process.getuid?.()
  } catch {
    return false
  }
}

/** A folder itself, no link, of this user, that nobody else may enter: the only thing that keeps others from the socket. */
export function isPrivateFolder(path: string): boolean {
  try {
    return isOwnFolder(path) && (lstatSync(path).mode & 0o077) === 0
  } catch {
    return false
  }
}

/** Tells one socket from another that took its place; null when there is none. */
export function socketIdentity(path: string): string | null {
  try {
    const found = lstatSync(path)
    return found.isSocket() ? `${found.dev}:${found.ino}` : null
  } catch {
    return null
  }
}
