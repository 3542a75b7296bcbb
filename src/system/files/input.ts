// Files and folders that a person names: pictures, exports of other apps. Failures carry the name, never a piece of the contents.
import { constants } from 'node:fs'
import { lstat, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'

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
    if (errnoOf(error) === 'ENOENT') throw new UkpError('file-not-found', { file })
    throw new UkpError('file-unreadable', { file, code: errnoOf(error) })
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
    throw new UkpError('file-unreadable', { file: folder, code: errnoOf(error) })
  }
}

async function isPlainFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile()
  } catch {
    return false
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
