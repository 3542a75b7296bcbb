// Small steps that a safe save is made of: a new file that is whole on the disk, a synced folder, a quiet removal,
// and the name that a failed write gets.
import { basename, dirname, join } from 'node:path'
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import { type FileCalls, type FileState, OPEN, type OpenFile } from './files.ts'

/** Where a folder cannot be synced at all (some network and FUSE file systems, Windows): restic tolerates the same. */
const CANNOT_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EISDIR'])
const MAY_NOT_WRITE = new Set(['EROFS', 'EACCES', 'EPERM'])
/** How many random names are tried: a taken one was planted or is bad luck of 2^-64. */
export const NAME_TRIES = 4

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** What a failed write is called; a failure that already has a name keeps it. */
export function writeFailure(file: string, error: unknown): UkpError {
  if (error instanceof UkpError) return error
  const code = errnoOf(error)
  if (MAY_NOT_WRITE.has(code)) return new UkpError('vault-read-only', { file }, { cause: error })
  return new UkpError('write-failed', { file, code }, { cause: error })
}

/** Writes all of it, however little one call takes. Two well-known packages lost vaults to an unread byte count. */
export async function writeAll(handle: OpenFile, bytes: Uint8Array): Promise<void> {
  let at = 0
  while (at < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, at)
    if (bytesWritten <= 0) throw Object.assign(new Error('write took nothing'), { code: 'EIO' })
    at += bytesWritten
  }
}

/** Opens a file that must not exist, mode exactly 0600 whatever the umask; a planted link is never followed. */
export async function openNew(path: string, files: FileCalls): Promise<OpenFile> {
  const handle = await files.open(path, OPEN.create, 0o600)
  try {
    await handle.chmod(0o600)
    return handle
  } catch (error) {
    await closeQuietly(handle)
    await removeQuietly(path, files)
    throw error
  }
}

/**
 * Writes a new file that is whole on the disk when this returns: loop, fsync, size compared, close. Nothing stays after
 * a failure.
 * @param like the file it will stand for: its owner is kept where we may (a save under sudo must not lock its user out)
 * @throws the error of the failed call, not yet named
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  options: { files: FileCalls; like?: FileState | null },
): Promise<void> {
  const handle = await openNew(path, options.files)
  let open = true
  try {
    await writeAll(handle, bytes)
    const state = await handle.stat()
    const { like } = options
    if (like && (like.uid !== state.uid || like.gid !== state.gid)) {
      await handle.chown(like.uid, like.gid).catch(() => undefined)
    }
    await handle.sync()
    const { size } = await handle.stat()
    if (size !== bytes.length) throw Object.assign(new Error('size differs'), { code: 'EIO' })
    open = false
    await handle.close()
  } catch (error) {
    if (open) await closeQuietly(handle)
    await removeQuietly(path, options.files)
    throw error
  }
}

/** A fresh random name beside a file; `sweep.ts` knows its shape. */
export function temporaryPath(path: string, random: (n: number) => Uint8Array): string {
  return join(dirname(path), `.${basename(path)}.tmp-${hex(random(8))}`)
}

/** Like `writeDurably`, into a temporary file with a fresh random name beside `path`. @returns its path */
export async function writeTemporary(
  path: string,
  bytes: Uint8Array,
  options: { files: FileCalls; random: (n: number) => Uint8Array; like?: FileState | null },
): Promise<string> {
  for (let tries = 1; ; tries++) {
    const temporary = temporaryPath(path, options.random)
    try {
      await writeDurably(temporary, bytes, options)
      return temporary
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || tries === NAME_TRIES) throw error
    }
  }
}

/** Makes names in a folder last. @returns false when the disk did not confirm it; true also where it cannot be asked */
export async function syncFolder(folder: string, files: FileCalls): Promise<boolean> {
  if (files.platform === 'win32') return true
  try {
    const handle = await files.open(folder, OPEN.folder)
    try {
      await handle.sync()
    } finally {
      await closeQuietly(handle)
    }
    return true
  } catch (error) {
    return CANNOT_SYNC.has(errnoOf(error))
  }
}

/** For files that were only read, or whose failure is already known. */
export async function closeQuietly(handle: OpenFile): Promise<void> {
  await handle.close().catch(() => undefined)
}

/** Removes one of our own leftovers; tried twice, since a file that stays is only untidy and is swept later. */
export async function removeQuietly(path: string, files: FileCalls): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      await files.unlink(path)
      return
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return
    }
  }
}
