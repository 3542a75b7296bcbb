// The older generations beside a file: .bak is the one before, .bak.1 the one before that. Each name always holds a
// complete generation: it is linked aside and renamed into place, never written.
import { errnoOf } from '../errno.ts'
import { removeQuietly, temporaryPath, writeTemporary } from './durable.ts'
import type { FileCalls } from './files.ts'
import type { WholeFile } from './read.ts'

interface KeepOptions {
  readonly files: FileCalls
  readonly random: (n: number) => Uint8Array
  /** How many older generations are kept. */
  readonly keep: number
}

/** Where an older generation is; 0 is the newest of them. */
export function generationPath(path: string, age: number): string {
  return age === 0 ? `${path}.bak` : `${path}.bak.${age}`
}

/**
 * Keeps the present file as `.bak`, after the older ones have moved on by one.
 * @param current the file as it was read: its bytes are copied where there are no hard links
 * @throws the error of the failed call, not yet named
 */
export async function keepGeneration(path: string, current: WholeFile, options: KeepOptions): Promise<void> {
  const { files, keep } = options
  if (keep < 1) return
  const newest = generationPath(path, 0)
  // A save that died between here and its last step has kept this very file already.
  if ((await idOf(newest, files)) === current.state.id) return
  for (let age = keep - 1; age > 0; age--) await moveOn(path, age, options)
  // The kept file is the old one itself: an older program may have left it open to others.
  const mode = (current.state.mode & 0o077) !== 0 && files.platform !== 'win32' ? 0o600 : null
  try {
    await linkOver(path, newest, { files, side: temporaryPath(path, options.random), mode })
  } catch (error) {
    if (errnoOf(error) === 'EISDIR') throw error
    await copyInstead(path, current, options)
  }
}

/** Gives a file a second name, in place of what had that name. */
async function linkOver(
  from: string,
  to: string,
  { files, side, mode }: { files: FileCalls; side: string; mode: number | null },
): Promise<void> {
  await files.link(from, side)
  try {
    if (mode !== null) await files.chmod(side, mode)
    await files.rename(side, to)
  } finally {
    // rename(2) of two links to one inode does nothing and leaves both.
    await removeQuietly(side, files)
  }
}

async function copyInstead(path: string, current: WholeFile, options: KeepOptions): Promise<void> {
  const { files } = options
  const copy = await writeTemporary(path, current.bytes, { ...options, like: current.state })
  try {
    await files.rename(copy, generationPath(path, 0))
  } catch (error) {
    await removeQuietly(copy, files)
    throw error
  }
}

/** The older name keeps standing until the newer takes its place; without hard links it is moved. */
async function moveOn(path: string, age: number, { files, random }: KeepOptions): Promise<void> {
  const from = generationPath(path, age - 1)
  const to = generationPath(path, age)
  const fromId = await idOf(from, files)
  if (fromId === null || fromId === (await idOf(to, files))) return
  await linkOver(from, to, { files, side: temporaryPath(path, random), mode: null }).catch(() => files.rename(from, to))
}

async function idOf(path: string, files: FileCalls): Promise<string | null> {
  try {
    return (await files.lstat(path)).id
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
