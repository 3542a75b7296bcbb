// Reads a whole file: a regular one only, bounded before anything is allocated. Takes no lock: a save replaces the
// file in one step, so a reader has the old one or the new one.
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import { closeQuietly } from './durable.ts'
import { type FileCalls, type FileState, OPEN, type OpenFile } from './files.ts'

/** A file as it was read. */
export interface WholeFile {
  readonly bytes: Uint8Array
  readonly state: FileState
}

/**
 * Reads a whole file, through links.
 * @param options.limit the most bytes it may have
 * @returns its bytes, or null when there is none
 * @throws UkpError vault-not-a-file (folder, device, socket, FIFO; never hangs), vault-limits, link-broken (the link
 *   leads nowhere or in a circle), file-unreadable
 */
export async function readWhole(
  file: string,
  options: { files: FileCalls; limit: number },
): Promise<Uint8Array | null> {
  const whole = await readWithState(file, { ...options, file })
  return whole === null ? null : whole.bytes
}

/** Like `readWhole`, with what fstat says of it. `file` is the name that a failure carries. */
export async function readWithState(
  path: string,
  options: { files: FileCalls; limit: number; file: string },
): Promise<WholeFile | null> {
  const { files, file } = options
  let handle: OpenFile
  try {
    handle = await files.open(path, OPEN.read)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && !(await isLink(path, options))) return null
    throw readFailure(file, error)
  }
  try {
    const state = await handle.stat()
    if (state.kind !== 'file') throw new UkpError('vault-not-a-file', { file })
    return { bytes: await readUpTo(handle, state.size, options), state }
  } catch (error) {
    throw readFailure(file, error)
  } finally {
    await closeQuietly(handle)
  }
}

/** Like `readWhole`, with a mark that another file, or another content, does not have. */
export async function readWithMark(
  file: string,
  options: { files: FileCalls; limit: number },
): Promise<{ bytes: Uint8Array; mark: string } | null> {
  const whole = await readWithState(file, { ...options, file })
  return whole === null ? null : { bytes: whole.bytes, mark: markOf(whole.state) }
}

/** The mark of a file that is not read; null when there is none, or it cannot be opened. */
export async function fileMark(file: string, { files }: { files: FileCalls }): Promise<string | null> {
  let handle: OpenFile | null = null
  try {
    handle = await files.open(file, OPEN.read)
    return markOf(await handle.stat())
  } catch {
    return null
  } finally {
    if (handle !== null) await closeQuietly(handle)
  }
}

/** A save makes a new file; a file that is written in place has another time. */
function markOf({ id, size, mtimeMs }: FileState): string {
  return `${id} ${size} ${mtimeMs}`
}

/** Reads to the end, one byte past the stated size, so that a file that grows meanwhile is not cut. */
async function readUpTo(
  handle: OpenFile,
  size: number,
  { limit, file }: { limit: number; file: string },
): Promise<Uint8Array> {
  let room = size + 1
  for (;;) {
    if (room > limit + 1) throw new UkpError('vault-limits', { file, part: 'size' })
    const bytes = new Uint8Array(room)
    let at = 0
    while (at < room) {
      const { bytesRead } = await handle.read(bytes, at, room - at, at)
      if (bytesRead === 0) return bytes.subarray(0, at)
      at += bytesRead
    }
    if (room > limit) throw new UkpError('vault-limits', { file, part: 'size' })
    room = Math.min(room * 2, limit + 1)
  }
}

async function isLink(path: string, { files, file }: { files: FileCalls; file: string }): Promise<boolean> {
  try {
    return (await files.lstat(path)).kind === 'link'
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw readFailure(file, error)
  }
}

function readFailure(file: string, error: unknown): UkpError {
  if (error instanceof UkpError) return error
  const code = errnoOf(error)
  // ENOENT comes here only for a link; open(2) answers ENXIO for a socket, Windows EISDIR for a folder.
  if (code === 'ENOENT' || code === 'ELOOP') return new UkpError('link-broken', { file }, { cause: error })
  if (code === 'ENXIO' || code === 'EISDIR') return new UkpError('vault-not-a-file', { file }, { cause: error })
  return new UkpError('file-unreadable', { file, code }, { cause: error })
}
