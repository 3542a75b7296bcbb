// Takes away a lock whose holder is gone. Two contenders may judge the same dead lock, and the slower one must not
// remove the living lock that the faster one has put there since: so it is done inside a guard, after a second look.
//
// The guard is a folder with its owner's record inside, made aside and renamed into place. rename(2) replaces an empty
// folder and refuses a full one, so taking the guard is one step, a guard never stands there without its owner's name,
// and cleaning up a dead guard (remove that very record, then the empty folder) cannot hit a living one.

import { errnoOf } from '../../errno.ts'
import { closeQuietly, openNew, removeQuietly, writeAll } from '../durable.ts'
import type { FileCalls } from '../files.ts'
import { lookAt, type Seen } from './lock-file.ts'

/** Age in ms from which a guard is left behind when nothing else tells; a guard is needed for a few ms only. */
export const GUARD_STALE_MS = 8000

/**
 * Removes a lock that was judged dead.
 * @param seen what was judged; it is removed only when it still lies there untouched
 * @param options.name token of the contender; @param options.record its owner record
 * @param options.isDead judges what lies in the guard of another stealer
 * @returns whether it is worth trying for the lock at once
 * @throws the error of the failed call, not yet named
 */
export async function takeAway(
  lock: string,
  seen: Seen,
  options: { files: FileCalls; name: string; record: Uint8Array; isDead: (seen: Seen) => Promise<boolean> },
): Promise<boolean> {
  const { files, name } = options
  const guard = `${lock}.steal`
  if (!(await enter(lock, guard, options))) {
    await clearDeadGuard(guard, options)
    return false
  }
  try {
    const now = await lookAt(lock, files)
    if (now === null) return true
    if (now.mark !== seen.mark) return false
    if (now.kind === 'folder') await files.rmdir(lock)
    else await files.unlink(lock)
    return true
  } catch (error) {
    // ENOTEMPTY: a folder with content at the lock's name is not ours to empty; the wait ends as busy and names it.
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTEMPTY') return false
    throw error
  } finally {
    await removeQuietly(`${guard}/${name}`, files)
    await files.rmdir(guard).catch(() => undefined)
  }
}

async function enter(
  lock: string,
  guard: string,
  { files, name, record }: { files: FileCalls; name: string; record: Uint8Array },
): Promise<boolean> {
  const aside = `${lock}.${name}.steal`
  await files.mkdir(aside, 0o700)
  try {
    const handle = await openNew(`${aside}/${name}`, files)
    try {
      await writeAll(handle, record)
    } finally {
      await closeQuietly(handle)
    }
    await files.rename(aside, guard)
    return true
  } catch (error) {
    await removeQuietly(`${aside}/${name}`, files)
    await files.rmdir(aside).catch(() => undefined)
    // Occupied: full folder (Linux ENOTEMPTY, others EEXIST), not a folder, or Windows' answer to any of these.
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EACCES'].includes(errnoOf(error))) return false
    throw error
  }
}

async function clearDeadGuard(
  guard: string,
  { files, isDead }: { files: FileCalls; isDead: (seen: Seen) => Promise<boolean> },
): Promise<void> {
  try {
    const seen = await lookAt(guard, files)
    if (seen === null) return
    if (seen.kind !== 'folder') {
      if (await isDead(seen)) await files.unlink(guard)
      return
    }
    for (const name of await files.readdir(guard)) {
      const inside = await lookAt(`${guard}/${name}`, files)
      if (inside !== null && (await isDead(inside))) await files.unlink(`${guard}/${name}`)
    }
    await files.rmdir(guard)
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EISDIR'].includes(errnoOf(error))) throw error
  }
}
