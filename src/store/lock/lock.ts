// One writer at a time: a lock file beside the target that names its owner. Made aside and put in place by link(2), so
// it is never empty; freed at once when its owner has died; and a holder asks "is it still mine?" before the one step
// that counts. No signal or exit handler is installed: a lock that stays behind costs the next writer milliseconds.
import { basename, dirname, join } from 'node:path'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import type { Clock } from '../../world/world.ts'
import { closeQuietly, hex, NAME_TRIES, openNew, removeQuietly, writeAll, writeFailure } from '../durable.ts'
import type { FileCalls, OpenFile } from '../files.ts'
import { isLeftBehind, lookAt, REFRESH_MS, type Seen, STALE_MS, type Watch } from './lock-file.ts'
import { describeOwner, encodeOwner, type Identity, thisProcess } from './owner.ts'
import { GUARD_STALE_MS, takeAway } from './steal.ts'

/** Steps between two tries for the lock, in ms: doubled up to the second, half of it by chance. */
const PAUSE_MS = { first: 4, most: 160 } as const
/** A waiter tries more often than it looks at the holder, in ms: with it 50 processes x 3 saves fell from 9 s to 5 s. */
const LOOK_MS = 60
const RELEASE_PAUSES_MS = [0, 10, 50, 250] as const

export type LockClock = Pick<Clock, 'nowMs' | 'sleep'>

export interface LockOptions {
  readonly files: FileCalls
  readonly random: (n: number) => Uint8Array
  readonly clock: LockClock
  /** How long to wait for another holder. */
  readonly waitMs: number
  /** The verb that runs, told to whoever waits: lower-case letters and hyphens. */
  readonly command: string
  /** The name that a failure carries; the target when not given. */
  readonly file?: string
}

/** A lock that is held. */
export interface Lock {
  /** False when it was deleted or taken over meanwhile. Rejects with the error of a failed call. */
  stillMine(): Promise<boolean>
  /** Who has it now, as the fact of `busy`. */
  holder(): Promise<string>
  /** The file system's own time when it was taken, in ms. */
  readonly takenAtMs: number
}

/** Where the lock of a file is. */
export function lockPath(target: string): string {
  return join(dirname(target), `.${basename(target)}.lock`)
}

/**
 * Does some work as the only holder of the lock of a file. Not reentrant.
 * @param target real path (no link); its folder must exist
 * @returns what the work returns, after the lock is released
 * @throws UkpError busy after `waitMs`; vault-read-only, write-failed when no lock file can be made; what the work throws
 */
export async function withLock<T>(target: string, work: (lock: Lock) => Promise<T>, options: LockOptions): Promise<T> {
  const held = await acquire(lockPath(target), options).catch((error: unknown) => {
    throw writeFailure(options.file ?? target, error)
  })
  try {
    return await work(held)
  } finally {
    await held.release()
  }
}

/** The lock file before it is put in place; it also asks the file system for its time. */
interface Ticket {
  readonly token: string
  readonly ticket: string
  readonly handle: OpenFile
}

interface Contender extends Ticket {
  readonly lock: string
  readonly self: Identity
  readonly record: Uint8Array
  readonly options: LockOptions
}

type Held = Lock & { release(): Promise<void> }

async function acquire(lock: string, options: LockOptions): Promise<Held> {
  const { files } = options
  const self = await thisProcess(files)
  const { token, ticket, handle } = await newTicket(lock, options)
  const record = encodeOwner({ ...self, command: options.command, token })
  const contender: Contender = { lock, self, token, record, ticket, handle, options }
  let mine: OpenFile | null = null
  try {
    await writeAll(handle, record)
    mine = await waitForTurn(contender)
    const { mtimeMs } = await mine.stat()
    return hold(contender, mine, mtimeMs)
  } catch (error) {
    await closeQuietly(mine ?? handle)
    if (mine !== null) await removeQuietly(lock, files)
    throw error
  } finally {
    await removeQuietly(ticket, files)
  }
}

/** A file at that name can only have been planted: it is left alone and another name taken. */
async function newTicket(lock: string, { files, random }: LockOptions): Promise<Ticket> {
  for (let tries = 1; ; tries++) {
    const token = hex(random(16))
    const ticket = `${lock}.${token}`
    try {
      return { token, ticket, handle: await openNew(ticket, files) }
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || tries === NAME_TRIES) throw error
    }
  }
}

/** @returns the open lock file, now in place and ours */
async function waitForTurn(contender: Contender): Promise<OpenFile> {
  const { clock, random, waitMs } = contender.options
  const started = clock.nowMs()
  const watch: Watch = { mark: '', sinceMs: started }
  let pause: number = PAUSE_MS.first
  let slept = 0
  let lookAfter = 0
  for (;;) {
    const mine = await tryOnce(contender)
    if (mine !== null) return mine
    // The wall clock may be set back while we wait.
    const over = Math.max(slept, clock.nowMs() - started) >= waitMs
    if (slept >= lookAfter || over) {
      const seen = await lookAt(contender.lock, contender.options.files)
      if (seen?.owner?.token === contender.token) return contender.handle // a link(2) whose answer was lost (NFS)
      if (seen !== null && (await removedAsDead(seen, watch, contender))) continue
      if (over) throw new UkpError('busy', { holder: nameOf(seen, contender) })
      lookAfter = slept + LOOK_MS
    }
    const chance = (random(1)[0] ?? 0) / 255
    const ms = Math.min(Math.ceil((pause * (1 + chance)) / 2), Math.max(1, waitMs - slept))
    await clock.sleep(ms)
    slept += ms
    pause = Math.min(pause * 2, PAUSE_MS.most)
  }
}

async function tryOnce({ lock, ticket, handle, record, options }: Contender): Promise<OpenFile | null> {
  const { files } = options
  try {
    await files.link(ticket, lock)
    return handle
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return null
  }
  // No link(2) here (FAT, some SMB): create it in place. For a moment it is empty, which reads as "age decides".
  let created: OpenFile
  try {
    created = await openNew(lock, files)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return null
    throw error
  }
  try {
    await writeAll(created, record)
  } catch (error) {
    await closeQuietly(created)
    await removeQuietly(lock, files)
    throw error
  }
  await closeQuietly(handle)
  return created
}

async function removedAsDead(seen: Seen, watch: Watch, contender: Contender): Promise<boolean> {
  const { lock, self, token, record, options } = contender
  const { files } = options
  const judge = (found: Seen, staleMs: number, watched: Watch) =>
    isLeftBehind(found, {
      self,
      files,
      fileTime: () => fileTime(contender),
      staleMs,
      watch: watched,
      nowMs: options.clock.nowMs(),
    })
  if (!(await judge(seen, STALE_MS, watch))) return false
  const isDead = (found: Seen) => judge(found, GUARD_STALE_MS, { mark: '', sinceMs: 0 })
  return takeAway(lock, seen, { files, name: token, record, isDead })
}

/** A write makes the file system (a server's, too) stamp its own time. */
async function fileTime({ handle, record }: Contender): Promise<number> {
  await writeAll(handle, record)
  return (await handle.stat()).mtimeMs
}

function hold(contender: Contender, mine: OpenFile, takenAtMs: number): Held {
  const { lock, token, record, options } = contender
  const { files, clock } = options
  let renewal: Promise<void> | null = null
  // Through the open file, so that a lock of someone else at that name is never touched.
  const timer = setInterval(() => {
    renewal ??= writeAll(mine, record)
      .catch(() => undefined)
      .finally(() => {
        renewal = null
      })
  }, REFRESH_MS)
  timer.unref()
  const stillMine = async () => {
    const seen = await lookAt(lock, files)
    if (seen !== null && seen.denied !== null) throw seen.denied
    return seen?.owner?.token === token
  }
  const release = async () => {
    clearInterval(timer)
    await renewal
    await closeQuietly(mine)
    // What stays behind would stop this very process, and on Windows a scanner may hold it for a moment.
    for (const ms of RELEASE_PAUSES_MS) {
      if (ms > 0) await clock.sleep(ms)
      try {
        if (await stillMine()) await files.unlink(lock)
        return
      } catch {}
    }
  }
  return {
    takenAtMs,
    stillMine,
    holder: async () => nameOf(await lookAt(lock, files), contender),
    release,
  }
}

function nameOf(seen: Seen | null, { lock, self }: Contender): string {
  return seen?.owner ? describeOwner(seen.owner, self) : lock
}
