// Who holds the lock of a vault, for whoever only wants to know: nothing is taken and nothing written.
import { errnoOf } from '../../errno.ts'
import type { LockState } from '../../world/world.ts'
import type { FileCalls } from '../files.ts'
import { lockPath } from './lock.ts'
import { lookAt, STALE_MS } from './lock-file.ts'
import { describeOwner, lifeOf, thisProcess } from './owner.ts'

/** @param nowMs Unix milliseconds: the clock of the file system may be another, so an age here is no proof */
export async function lockState(vaultFile: string, files: FileCalls, nowMs: number): Promise<LockState> {
  try {
    const path = lockPath(await files.realpath(vaultFile).catch(() => vaultFile))
    const seen = await lookAt(path, files)
    if (seen === null) return { is: 'free' }
    const self = await thisProcess(files)
    const life = seen.owner === null ? 'foreign' : await lifeOf(seen.owner, self, files)
    const old = Math.abs(nowMs - seen.mtimeMs) > STALE_MS
    if (life === 'dead' || (life !== 'alive' && old)) return { is: 'left', file: path }
    return { is: 'held', holder: seen.owner === null ? path : describeOwner(seen.owner, self) }
  } catch (error) {
    // A folder that cannot be read or is not there has no lock that anybody could see.
    if (errnoOf(error) === 'UNKNOWN') throw error
    return { is: 'free' }
  }
}
