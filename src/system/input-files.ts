// Files and folders that a person names: pictures, exports of other apps. Failures carry the name, never a piece of the contents.
import { constants, rmSync } from 'node:fs'
import { lstat, mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UkpError } from '../errors.ts'

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

/**
 * All of a file, up to a bound; a FIFO or a device is read no further than the bound either.
 * @throws UkpError file-not-found, file-unreadable, input-too-large
 */
export async function readInputFile(file: string, limit: number): Promise<Uint8Array> {
  try {
    const handle = await open(file, constants.O_RDONLY)
    try {
      const status = await handle.stat()
      if (status.isDirectory()) throw new UkpError('file-unreadable', { file, code: 'EISDIR' })
      if (status.size > limit) throw tooLarge(file, limit)
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of handle.createReadStream({ autoClose: false })) {
        length += (chunk as Buffer).length
        if (length > limit) throw tooLarge(file, limit)
        chunks.push(chunk as Buffer)
      }
      return Buffer.concat(chunks)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof UkpError) throw error
    if (codeOf(error) === 'ENOENT') throw new UkpError('file-not-found', { file })
    throw new UkpError('file-unreadable', { file, code: codeOf(error) })
  }
}

function tooLarge(file: string, limit: number): UkpError {
  return new UkpError('input-too-large', { file, limit: `${Math.floor(limit / 1024 / 1024)} MB` })
}

export async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory()
  } catch {
    return false
  }
}

/** The plain files of a folder, sorted by name; hidden ones and folders in it are left out. @throws UkpError file-unreadable */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
    const files: string[] = []
    // A link is what it leads to; a pipe would never end.
    for (const name of names) if (await isPlainFile(join(folder, name))) files.push(join(folder, name))
    return files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  } catch (error) {
    throw new UkpError('file-unreadable', { file: folder, code: codeOf(error) })
  }
}

async function isPlainFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

/** A folder of mode 0700; one that is there stays as it is. @throws UkpError file-exists, write-failed */
export async function createPrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new UkpError('write-failed', { file: folder, code: codeOf(error) })
    if (!(await isFolder(folder))) throw new UkpError('file-exists', { file: folder })
  }
}

/** Links that lead nowhere count. */
export async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file)
    return true
  } catch {
    return false
  }
}

/** The signals that end a program at a terminal, with the exit codes of shells. */
const ENDING = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Makes files one after the other; what was made is taken away when one fails or a signal comes in between. */
export async function allOrNone<T extends { readonly file: string }>(
  all: readonly T[],
  make: (one: T) => Promise<unknown>,
): Promise<void> {
  const made: string[] = []
  const undo = (): void => {
    for (const file of made) rmSync(file, { force: true })
  }
  const stop = (signal: NodeJS.Signals): void => {
    undo()
    process.exit(ENDING[signal as keyof typeof ENDING])
  }
  for (const signal of Object.keys(ENDING)) process.on(signal, stop)
  try {
    for (const one of all) {
      made.push(one.file)
      await make(one)
    }
  } catch (error) {
    // The one that failed was not made here: a file of that name may be somebody else's.
    made.pop()
    undo()
    throw error
  } finally {
    for (const signal of Object.keys(ENDING)) process.off(signal, stop)
  }
}
