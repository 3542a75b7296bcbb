// One writer at a time: a lock file beside the target that names its owner. Made aside and put in place by link(2), so
// it is never empty; freed at once when its owner has died; and a holder asks "is it still mine?" before the one step
// that counts. No signal or exit handler is installed: a lock that stays behind costs the next writer milliseconds.
import { basename, dirname, join } from 'node:path'
import { closeQuietly, removeQuietly, writeAll, writeFailure } from '../durable.ts'
import type { OpenFile } from '../files.ts'
import { lookAt, REFRESH_MS } from './lock-file.ts'
import { encodeOwner, thisProcess } from './owner.ts'
import { type Contender, type LockOptions, nameOf, newTicket, waitForTurn } from './turn.ts'

const RELEASE_PAUSES_MS = [0, 10, 50, 250] as const

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
