// The real file calls, counted, with the Nth of them failing (once or from then on), writes cut short, or a step put
// in before a call. And the small things that every test of the store needs.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { ReplaceOptions } from '../../src/store/commit.ts'
import { type FileCalls, type OpenFile, realFiles } from '../../src/store/files.ts'
import { encodeOwner, type Owner, thisProcess } from '../../src/store/lock/owner.ts'

export interface Faults {
  /** Runs before each call; throws what the call shall fail with. `count` starts at 1. */
  readonly before?: (call: { name: string; path: string; count: number }) => unknown
  /** The most bytes that one write takes. */
  readonly writeMost?: number
  readonly platform?: NodeJS.Platform
}

/** The real calls with faults. `calls` fills with the name of every call that was made. */
export function failingFiles(faults: Faults): { files: FileCalls; calls: string[] } {
  const calls: string[] = []
  const real = realFiles()
  const step = async (name: string, path: string) => {
    calls.push(name)
    await faults.before?.({ name, path, count: calls.length })
  }
  const wrapOpen = (handle: OpenFile, path: string): OpenFile => ({
    read: async (...rest) => {
      await step('read', path)
      return handle.read(...rest)
    },
    write: async (from, offset, length, position) => {
      await step('write', path)
      return handle.write(from, offset, Math.min(length, faults.writeMost ?? length), position)
    },
    // Counted and failed, but not done: no test can see it, and it is nine tenths of the time.
    sync: () => step('sync', path),
    stat: async () => {
      await step('stat', path)
      return handle.stat()
    },
    chmod: async (mode) => {
      await step('fchmod', path)
      return handle.chmod(mode)
    },
    chown: async (uid, gid) => {
      await step('fchown', path)
      return handle.chown(uid, gid)
    },
    // A close that fails has closed all the same (close(2)).
    close: async () => {
      await handle.close()
      await step('close', path)
    },
  })
  const one =
    <T>(name: string, call: (path: string) => Promise<T>) =>
    async (path: string) => {
      await step(name, path)
      return call(path)
    }
  const two =
    <T, U>(name: string, call: (path: string, second: U) => Promise<T>) =>
    async (path: string, second: U) => {
      await step(name, path)
      return call(path, second)
    }
  const files: FileCalls = {
    platform: faults.platform ?? real.platform,
    open: async (path, flags, mode) => {
      await step('open', path)
      return wrapOpen(await real.open(path, flags, mode), path)
    },
    lstat: one('lstat', real.lstat),
    realpath: one('realpath', real.realpath),
    readlink: one('readlink', real.readlink),
    readFile: one('readFile', real.readFile),
    readdir: one('readdir', real.readdir),
    rmdir: one('rmdir', real.rmdir),
    unlink: one('unlink', real.unlink),
    mkdirAll: two('mkdirAll', real.mkdirAll),
    mkdir: two('mkdir', real.mkdir),
    link: two('link', real.link),
    rename: two('rename', real.rename),
    chmod: two('chmod', real.chmod),
  }
  return { files, calls }
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A fresh empty folder, removed after the tests of the file; its real path. */
export function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ukp-store-')))
  made.push(folder)
  return folder
}

/** A clock that only sleeping moves, so that waits of seconds take none. */
export function quickClock(startMs = Date.now()): { nowMs(): number; sleep(ms: number): Promise<void> } {
  let now = startMs
  return {
    nowMs: () => now,
    sleep: async (ms) => {
      now += ms
      await new Promise((done) => setImmediate(done))
    },
  }
}

/** Options of a save with the real calls, unless told otherwise. */
export function saveOptions(changes: Partial<ReplaceOptions> = {}): ReplaceOptions {
  return {
    files: realFiles(),
    random: (n) => new Uint8Array(randomBytes(n)),
    clock: quickClock(),
    limit: 1 << 20,
    waitMs: 1000,
    command: 'add',
    ...changes,
  }
}

/** The record of a lock that this process would hold, changed. */
export async function ownerRecord(changes: Partial<Owner> = {}): Promise<Uint8Array> {
  return encodeOwner({ ...(await thisProcess(realFiles())), command: 'add', token: 'ab12', ...changes })
}

export const text = (bytes: Uint8Array | null): string => (bytes === null ? '' : new TextDecoder().decode(bytes))
export const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)
