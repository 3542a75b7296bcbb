// Replaces a file whole: read under the lock, build, write aside, sync, keep the old one, rename, sync the folder.
// Whatever fails or kills before the rename, the old file is untouched; after it, the new one is whole.
import { basename, dirname, join, resolve } from 'node:path'
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import { removeQuietly, syncFolder, writeFailure, writeTemporary } from './durable.ts'
import type { FileCalls } from './files.ts'
import { keepGeneration } from './generations.ts'
import { type Lock, withLock } from './lock/lock.ts'
import type { LockClock } from './lock/turn.ts'
import { readWithState, type WholeFile } from './read.ts'
import { sweepLeftovers } from './sweep.ts'

/** How often a save starts over because a program without the lock changed the file. */
const ROUNDS = 5
/** Windows: a virus scanner or a sync client may hold a file for a while. */
const HELD_ELSEWHERE = new Set(['EPERM', 'EACCES', 'EBUSY'])
const RENAME_WAIT_MS = 10_000

export interface ReplaceOptions {
  readonly files: FileCalls
  /** Random bytes for the names of temporary files. */
  readonly random: (n: number) => Uint8Array
  readonly clock: LockClock
  /** The most bytes the file may have, old or new. */
  readonly limit: number
  /** How long to wait for another writer, in ms. */
  readonly waitMs: number
  /** The verb that runs, told to whoever waits. */
  readonly command: string
  /** How many older generations stay, as .bak, .bak.1, …; 1 unless given. */
  readonly keep?: number
}

interface Place {
  readonly path: string
  /** Folders that were made on the way: their names last only once the folder above is synced. */
  readonly unsynced: readonly string[]
}

/**
 * Replaces a file by what `build` makes of it, as its only writer, in one step that a reader sees wholly or not at all.
 * Links are followed and stay; a missing folder is made (0700); the file is 0600; the old one stays as `.bak`.
 * @param build gets the present bytes (its own copy) or null when there is no file. It runs again when another program
 *   changed the file meanwhile. When it throws, nothing has changed and its error goes through; when it returns the
 *   present bytes, nothing is written. Do slow work (key derivation) before, not in here: others wait.
 * @returns the bytes that stand now, and the real path
 * @throws UkpError busy (another holder beyond waitMs; the lock was lost: nothing changed), vault-read-only,
 *   write-failed, link-broken, vault-not-a-file, vault-limits, file-unreadable; save-unconfirmed: the file is saved,
 *   but the disk did not confirm its name
 */
export async function replaceWhole(
  file: string,
  build: (current: Uint8Array | null) => Promise<Uint8Array>,
  options: ReplaceOptions,
): Promise<{ bytes: Uint8Array; file: string }> {
  const { files } = options
  const place = await findPlace(file, files).catch((error: unknown) => {
    throw writeFailure(file, error)
  })
  const work = (lock: Lock) => commit(file, place, { build, lock, options })
  const { bytes, confirmed } = await withLock(place.path, work, { ...options, file })
  if (!confirmed) throw new UkpError('save-unconfirmed', { file })
  return { bytes, file: place.path }
}

interface Task {
  readonly build: (current: Uint8Array | null) => Promise<Uint8Array>
  readonly lock: Lock
  readonly options: ReplaceOptions
}

async function commit(file: string, place: Place, task: Task): Promise<{ bytes: Uint8Array; confirmed: boolean }> {
  const { files, limit } = task.options
  await sweepLeftovers(place.path, { files, nowMs: task.lock.takenAtMs })
  for (let round = 0; round < ROUNDS; round++) {
    const current = await readWithState(place.path, { files, limit, file })
    if (current !== null && (current.state.mode & 0o200) === 0) throw new UkpError('vault-read-only', { file })
    const bytes = await task.build(current === null ? null : current.bytes.slice())
    if (bytes.length > limit) throw new UkpError('vault-limits', { file, part: 'size' })
    if (current !== null && sameBytes(current.bytes, bytes)) return { bytes, confirmed: true }
    if (await replace(file, place.path, { bytes, current, ...task })) {
      let confirmed = await syncFolder(dirname(place.path), files)
      for (const folder of place.unsynced) confirmed = (await syncFolder(folder, files)) && confirmed
      return { bytes, confirmed }
    }
  }
  throw new UkpError('busy', { holder: file })
}

/** @returns false when the file is no longer the one that was read: nothing was changed then */
async function replace(
  file: string,
  path: string,
  task: { bytes: Uint8Array; current: WholeFile | null; lock: Lock; options: ReplaceOptions },
): Promise<boolean> {
  const { bytes, current, lock, options } = task
  const { files, limit } = options
  let temporary: string | null = null
  try {
    temporary = await writeTemporary(path, bytes, { ...options, like: current?.state ?? null })
    if (current !== null) await keepGeneration(path, current, { ...options, keep: options.keep ?? 1 })
    if (!(await lock.stillMine())) throw new UkpError('busy', { holder: await lock.holder() })
    const now = await readWithState(path, { files, limit, file })
    if (!sameBytes(current?.bytes ?? null, now?.bytes ?? null)) return false
    await rename(temporary, path, options)
    temporary = null
    return true
  } catch (error) {
    throw writeFailure(file, error)
  } finally {
    if (temporary !== null) await removeQuietly(temporary, files)
  }
}

/** Never falls back to writing in place. */
async function rename(from: string, to: string, { files, clock }: ReplaceOptions): Promise<void> {
  let waited = 0
  for (let pause = 10; ; pause = Math.min(pause * 2, 500)) {
    try {
      await files.rename(from, to)
      return
    } catch (error) {
      if (files.platform !== 'win32' || !HELD_ELSEWHERE.has(errnoOf(error)) || waited >= RENAME_WAIT_MS) throw error
    }
    await clock.sleep(pause)
    waited += pause
  }
}

/** The real path of a file that may not be there yet; makes its folder. */
async function findPlace(file: string, files: FileCalls): Promise<Place> {
  const path = await realPathOrNull(file, files)
  if (path !== null) return { path, unsynced: [] }
  const unsynced = await makeFolder(dirname(resolve(file)), files)
  return { path: join(await files.realpath(dirname(file)), basename(file)), unsynced }
}

async function realPathOrNull(file: string, files: FileCalls): Promise<string | null> {
  try {
    return await files.realpath(file)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ELOOP') throw error
    const there = await files.lstat(file).catch(() => null)
    // Not a link: another writer has just made the first one.
    if (there !== null && there.kind !== 'link') return files.realpath(file)
    if (there !== null || errnoOf(error) === 'ELOOP') throw new UkpError('link-broken', { file }, { cause: error })
    return null
  }
}

/** @returns the folders that got a new name in them, other than the last one */
async function makeFolder(folder: string, files: FileCalls): Promise<string[]> {
  const first = await files.mkdirAll(folder, 0o700).catch((error: unknown) => explained(folder, error, files))
  if (first === undefined) return []
  const above: string[] = []
  for (let made = folder; made.length >= first.length && made !== dirname(made); made = dirname(made)) {
    above.push(dirname(made))
  }
  return above
}

/** mkdir of Node says ENOENT for a folder that a read-only disk does not take: the plain call says why. */
async function explained(folder: string, error: unknown, files: FileCalls): Promise<never> {
  if (errnoOf(error) !== 'ENOENT') throw error
  let missing = folder
  while (dirname(missing) !== missing && (await files.lstat(dirname(missing)).catch(() => null)) === null) {
    missing = dirname(missing)
  }
  await files.mkdir(missing, 0o700)
  throw error
}

function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other
  return Buffer.compare(one, other) === 0
}
