// The file calls of the store as one object, so that a test can fail the Nth of them (as SQLite's tests do).
// What a file is comes back as plain data, with the clock of its file system. The real calls wait for the disk: one after
// the other, nothing else to do meanwhile, and without the threads of fs/promises a code costs 4 ms of CPU less.
import * as fs from 'node:fs'

/** What lstat and fstat tell. */
export interface FileState {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Bytes. */
  readonly size: number
  /** Permission bits only. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Device and inode: 64 bits each on Windows, so as text and not as a rounded number. */
  readonly id: string
  /** Milliseconds by the clock of the file system, which need not be ours. */
  readonly mtimeMs: number
}

/** An open file. Positions are always given, so that nothing hangs on a hidden cursor. */
export interface OpenFile {
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  /** May write fewer bytes than asked for, as write(2) may. */
  write(from: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>
  sync(): Promise<void>
  stat(): Promise<FileState>
  chmod(mode: number): Promise<void>
  chown(uid: number, gid: number): Promise<void>
  close(): Promise<void>
}

/** The calls, named as in node:fs; each rejects with an error that has a `code`. */
export interface FileCalls {
  /** Decides only whether a rename is retried and folders are synced. */
  readonly platform: NodeJS.Platform
  open(path: string, flags: number, mode?: number): Promise<OpenFile>
  lstat(path: string): Promise<FileState>
  realpath(path: string): Promise<string>
  readlink(path: string): Promise<string>
  /** Small text files of the system only (/proc, /etc/machine-id). */
  readFile(path: string): Promise<string>
  readdir(path: string): Promise<string[]>
  /** With all missing parents; the first folder that had to be made, or undefined. */
  mkdirAll(path: string, mode: number): Promise<string | undefined>
  mkdir(path: string, mode: number): Promise<void>
  rmdir(path: string): Promise<void>
  link(existing: string, path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  chmod(path: string, mode: number): Promise<void>
}

/** Open flags by purpose. What Windows lacks is undefined there and counts as 0 in a bitwise or. */
export const OPEN = {
  /** Never hangs on a FIFO, never makes a terminal the controlling one. */
  read: fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOCTTY,
  readNoLink: fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOCTTY | fs.constants.O_NOFOLLOW,
  create: fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_NOFOLLOW,
  folder: fs.constants.O_RDONLY | fs.constants.O_DIRECTORY,
} as const

/** The real calls. */
export function realFiles(): FileCalls {
  return {
    platform: process.platform,
    open: async (path, flags, mode) => openFile(fs.openSync(path, flags, mode)),
    lstat: async (path) => stateOf(fs.lstatSync(path, { bigint: true })),
    realpath: async (path) => fs.realpathSync.native(path),
    readlink: async (path) => fs.readlinkSync(path),
    readFile: async (path) => fs.readFileSync(path, 'utf8'),
    readdir: async (path) => fs.readdirSync(path),
    mkdirAll: async (path, mode) => fs.mkdirSync(path, { recursive: true, mode }),
    mkdir: async (path, mode) => fs.mkdirSync(path, { mode }),
    rmdir: async (path) => fs.rmdirSync(path),
    link: async (existing, path) => fs.linkSync(existing, path),
    rename: async (from, to) => fs.renameSync(from, to),
    unlink: async (path) => fs.unlinkSync(path),
    chmod: async (path, mode) => fs.chmodSync(path, mode),
  }
}

function openFile(fd: number): OpenFile {
  return {
    read: async (into, offset, length, position) => ({ bytesRead: fs.readSync(fd, into, offset, length, position) }),
    write: async (from, offset, length, position) => ({
      bytesWritten: fs.writeSync(fd, from, offset, length, position),
    }),
    sync: async () => fs.fsyncSync(fd),
    stat: async () => stateOf(fs.fstatSync(fd, { bigint: true })),
    chmod: async (mode) => fs.fchmodSync(fd, mode),
    chown: async (uid, gid) => fs.fchownSync(fd, uid, gid),
    close: async () => fs.closeSync(fd),
  }
}

function stateOf(stats: fs.BigIntStats): FileState {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other',
    size: Number(stats.size),
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    id: `${stats.dev}:${stats.ino}`,
    mtimeMs: Number(stats.mtimeNs / 1000n) / 1000,
  }
}

/** The code of a failed call ('ENOSPC'), or 'UNKNOWN'. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}
