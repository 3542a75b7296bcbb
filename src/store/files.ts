// The file calls of the store as one object, so that a test can fail the Nth of them (as SQLite's tests do).
// What a file is comes back as plain data, with the clock of its file system. The real calls wait for the disk: one after
// the other, nothing else to do meanwhile, and without the threads of fs/promises a code costs 4 ms of CPU less.
import {
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

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
  read: constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
  readNoLink: constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_NOFOLLOW,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
  folder: constants.O_RDONLY | constants.O_DIRECTORY,
} as const

/** The real calls. */
export function realFiles(): FileCalls {
  return {
    platform: process.platform,
    open: async (path, flags, mode) => openFile(openSync(path, flags, mode)),
    lstat: async (path) => stateOf(lstatSync(path, { bigint: true })),
    realpath: async (path) => realpathSync.native(path),
    readlink: async (path) => readlinkSync(path),
    readFile: async (path) => readFileSync(path, 'utf8'),
    readdir: async (path) => readdirSync(path),
    mkdirAll: async (path, mode) => mkdirSync(path, { recursive: true, mode }),
    mkdir: async (path, mode) => mkdirSync(path, { mode }),
    rmdir: async (path) => rmdirSync(path),
    link: async (existing, path) => linkSync(existing, path),
    rename: async (from, to) => renameSync(from, to),
    unlink: async (path) => unlinkSync(path),
    chmod: async (path, mode) => chmodSync(path, mode),
  }
}

function openFile(fd: number): OpenFile {
  return {
    read: async (into, offset, length, position) => ({ bytesRead: readSync(fd, into, offset, length, position) }),
    write: async (from, offset, length, position) => ({
      bytesWritten: writeSync(fd, from, offset, length, position),
    }),
    sync: async () => fsyncSync(fd),
    stat: async () => stateOf(fstatSync(fd, { bigint: true })),
    chmod: async (mode) => fchmodSync(fd, mode),
    chown: async (uid, gid) => fchownSync(fd, uid, gid),
    close: async () => closeSync(fd),
  }
}

function stateOf(stats: BigIntStats): FileState {
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
