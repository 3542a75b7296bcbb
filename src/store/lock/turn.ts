// Waiting for one's turn at a lock: a ticket, made aside, is put in the lock's place by link(2), once that is free or its
// holder is gone.
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import type { Clock } from '../../world/world.ts'
import { closeQuietly, hex, NAME_TRIES, openNew, removeQuietly, writeAll } from '../durable.ts'
import type { FileCalls, OpenFile } from '../files.ts'
import { isLeftBehind, lookAt, type Seen, STALE_MS, type Watch } from './lock-file.ts'
import { describeOwner, type Identity } from './owner.ts'
import { GUARD_STALE_MS, takeAway } from './steal.ts'

/** Steps between two tries for the lock, in ms: doubled up to the second, half of it by chance. */
const PAUSE_MS = { first: 4, most: 160 } as const
/** A waiter tries more often than it looks at the holder, in ms: with it 50 processes x 3 saves fell from 9 s to 5 s. */
const LOOK_MS = 60

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

/** The lock file before it is put in place; it also asks the file system for its time. */
export interface Ticket {
  readonly token: string
  readonly ticket: string
  readonly handle: OpenFile
}

export interface Contender extends Ticket {
  readonly lock: string
  readonly self: Identity
  readonly record: Uint8Array
  readonly options: LockOptions
}

/** A file at that name can only have been planted: it is left alone and another name taken. */
export async function newTicket(lock: string, { files, random }: LockOptions): Promise<Ticket> {
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
export async function waitForTurn(contender: Contender): Promise<OpenFile> {
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

/** The holder of a lock as a message names it; the lock's path where that is not known. */
export function nameOf(seen: Seen | null, { lock, self }: Contender): string {
  return seen?.owner ? describeOwner(seen.owner, self) : lock
}
