// Which files other users of this computer can get at: by the bits of a file, and only where they can enter every folder
// above it. The group counts as others. Means nothing on Windows.
import { stat } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import type { FileCalls } from './files.ts'

export interface LookedAt {
  readonly file: string
  /** A folder whose names are no secret: only writing into it matters. */
  readonly writingOnly?: boolean
}

/** @returns how many there are, and those that others can read or change; what is not there is passed over */
export async function openToOthers(
  places: readonly LookedAt[],
  files: FileCalls,
): Promise<{ looked: number; readable: string[]; writable: string[] }> {
  const found = { looked: 0, readable: [] as string[], writable: [] as string[] }
  const seen = new Set<string>()
  for (const { file, writingOnly } of places) {
    const real = await files.realpath(file).catch(() => null)
    if (real === null || seen.has(real)) continue
    seen.add(real)
    const { kind } = await files.lstat(real)
    // A pipe of a shell (`<(…)`) is nobody else's.
    if (kind !== 'file' && kind !== 'folder') continue
    const { read, write } = await mayOthers(real)
    found.looked++
    if (write) found.writable.push(file)
    else if (read && writingOnly !== true) found.readable.push(file)
  }
  return found
}

const STICKY = 0o1000

/** Whoever is in neither group enters a folder as one of the others. */
async function mayOthers(file: string): Promise<{ read: boolean; write: boolean }> {
  const { mode } = await stat(file)
  let [group, others] = [(mode & 0o060) >> 3, mode & 0o006]
  // Into a folder like /tmp everybody writes, and takes nothing of anybody else's away.
  if ((mode & STICKY) !== 0) [group, others] = [group & 4, others & 4]
  const { root } = parse(file)
  for (let at = dirname(file); group + others > 0; at = dirname(at)) {
    const folder = (await stat(at)).mode
    if ((folder & 0o011) === 0) group = 0
    if ((folder & 0o001) === 0) others = 0
    if (at === root) break
  }
  return { read: ((group | others) & 4) !== 0, write: ((group | others) & 2) !== 0 }
}
