// Files that a person names: pictures, key files to be made. Failures carry the name, never a piece of the contents.
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
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
