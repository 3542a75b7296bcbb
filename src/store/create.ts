// Makes a new file that is whole or not there: key files and backups. It never overwrites unless told to.
import { basename, dirname, join } from 'node:path'
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import { removeQuietly, syncFolder, writeDurably, writeTemporary } from './durable.ts'
import type { FileCalls } from './files.ts'

export interface CreateOptions {
  readonly files: FileCalls
  /** Random bytes for the name of the temporary file. */
  readonly random: (n: number) => Uint8Array
  /** Replaces an existing file in one step; a link stays and its target is replaced. */
  readonly replace?: boolean
}

/**
 * Creates a file (0600) with these bytes, durable when this returns. Its folder must exist.
 * @returns the real path
 * @throws UkpError file-exists (also a link, a folder or a device at that name), write-failed, and with `replace`
 *   vault-not-a-file, link-broken; save-unconfirmed: it stands, but the disk did not confirm its name
 */
export async function createExclusive(
  file: string,
  bytes: Uint8Array,
  options: CreateOptions,
): Promise<{ file: string }> {
  const { files } = options
  let temporary: string | null = null
  try {
    const path = await findPlace(file, options)
    temporary = await writeTemporary(path, bytes, options)
    if (options.replace === true) {
      await files.rename(temporary, path)
      temporary = null
    } else {
      await linkOrWrite(temporary, path, { file, bytes, files })
      await removeQuietly(temporary, files)
      temporary = null
    }
    if (!(await syncFolder(dirname(path), files))) throw new UkpError('save-unconfirmed', { file })
    return { file: path }
  } catch (error) {
    if (error instanceof UkpError) throw error
    throw new UkpError('write-failed', { file, code: errnoOf(error) }, { cause: error })
  } finally {
    if (temporary !== null) await removeQuietly(temporary, files)
  }
}

/** link(2) refuses a name that is taken; where it is not there, O_EXCL does. */
async function linkOrWrite(
  temporary: string,
  path: string,
  { file, bytes, files }: { file: string; bytes: Uint8Array; files: FileCalls },
): Promise<void> {
  try {
    await files.link(temporary, path)
  } catch {
    await writeDurably(path, bytes, { files }).catch((error: unknown) => {
      throw errnoOf(error) === 'EEXIST' ? new UkpError('file-exists', { file }, { cause: error }) : error
    })
  }
}

async function findPlace(file: string, { files, replace }: CreateOptions): Promise<string> {
  const path = join(await files.realpath(dirname(file)), basename(file))
  const kind = await kindOf(path, files)
  if (kind === null) return path
  if (replace !== true) throw new UkpError('file-exists', { file })
  if (kind === 'file') return path
  if (kind !== 'link') throw new UkpError('vault-not-a-file', { file })
  const target = await files.realpath(path).catch((error: unknown) => {
    throw new UkpError('link-broken', { file }, { cause: error })
  })
  if ((await kindOf(target, files)) !== 'file') throw new UkpError('vault-not-a-file', { file })
  return target
}

async function kindOf(path: string, files: FileCalls): Promise<string | null> {
  try {
    return (await files.lstat(path)).kind
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
