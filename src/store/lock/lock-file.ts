// A lock file as a contender sees it: who holds it, and whether it may be taken away. Nothing here follows a link or
// hangs on a FIFO, whatever lies at the lock's name.
import { errnoOf } from '../../errno.ts'
import { closeQuietly, hex } from '../durable.ts'
import { type FileCalls, type FileState, OPEN, type OpenFile } from '../files.ts'
import { type Identity, lifeOf, type Owner, parseOwner } from './owner.ts'

/** How often a holder renews the time of its lock file, in ms. */
export const REFRESH_MS = 2000
/** A lock that only its age can judge, in ms: fifteen missed renewals. */
export const STALE_MS = 30_000
/** A lock whose pid runs here without proof that it is the same process (no /proc, hidepid), in ms. */
const UNPROVEN_MS = 300_000
/** A time far in the future says nothing: it must not move for this long, in ms. Shorter than the usual wait of 10 s. */
const UNMOVED_MS = 8000
/** A record has under 700 bytes; more is garbage and not read. */
const MAX_RECORD = 4096
const NOTHING = new Uint8Array()

/** What lies at a lock's name. */
export interface Seen {
  /** Changes with content, inode and time: equal means untouched. */
  readonly mark: string
  /** null: not a record that we can read. */
  readonly owner: Owner | null
  readonly kind: FileState['kind']
  readonly mtimeMs: number
  /** Why it could not be read (another user's lock), or null. Then its age decides. */
  readonly denied: unknown
}

/** Looks at a lock file. @returns null when there is none @throws the error of the failed call, except EACCES */
export async function lookAt(path: string, files: FileCalls): Promise<Seen | null> {
  try {
    const state = await files.lstat(path)
    const found = state.kind === 'file' ? await readRecord(path, state, files) : { state, bytes: NOTHING, denied: null }
    const { kind, id, mtimeMs } = found.state
    const owner = kind === 'file' ? parseOwner(found.bytes) : null
    return { mark: `${id} ${mtimeMs} ${hex(found.bytes)}`, owner, kind, mtimeMs, denied: found.denied }
  } catch (error) {
    // ELOOP: a link was put there after the look. It is looked at again.
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ELOOP') return null
    throw error
  }
}

async function readRecord(
  path: string,
  seen: FileState,
  files: FileCalls,
): Promise<{ state: FileState; bytes: Uint8Array; denied: unknown }> {
  let handle: OpenFile
  try {
    handle = await files.open(path, OPEN.readNoLink)
  } catch (error) {
    if (errnoOf(error) === 'EACCES' || errnoOf(error) === 'EPERM') return { state: seen, bytes: NOTHING, denied: error }
    throw error
  }
  try {
    const state = await handle.stat()
    const bytes = new Uint8Array(MAX_RECORD)
    const { bytesRead } = state.kind === 'file' ? await handle.read(bytes, 0, MAX_RECORD, 0) : { bytesRead: 0 }
    return { state, bytes: bytes.subarray(0, bytesRead), denied: null }
  } finally {
    await closeQuietly(handle)
  }
}

/** Remembers since when a lock has not moved. One for each wait. */
export interface Watch {
  mark: string
  sinceMs: number
}

/**
 * Whether the holder of a lock is gone.
 * @param options.fileTime the file system's own time in ms: only that compares with the time of a lock file
 * @param options.staleMs from which age an unprovable lock counts as left behind
 */
export async function isLeftBehind(
  seen: Seen,
  options: {
    self: Identity
    files: FileCalls
    fileTime: () => Promise<number>
    staleMs: number
    watch: Watch
    nowMs: number
  },
): Promise<boolean> {
  const { watch, nowMs } = options
  if (watch.mark !== seen.mark) Object.assign(watch, { mark: seen.mark, sinceMs: nowMs })
  const life = seen.owner === null ? 'foreign' : await lifeOf(seen.owner, options.self, options.files)
  if (life === 'alive' || life === 'dead') return life === 'dead'
  const limit = life === 'unproven' ? UNPROVEN_MS : options.staleMs
  const age = (await options.fileTime()) - seen.mtimeMs
  if (age > limit) return true
  // A holder writes the file system's present time every 2 s, so a time far ahead is from a clock set back since, and
  // a living holder will move it.
  return -age > limit && nowMs - watch.sinceMs >= UNMOVED_MS
}
