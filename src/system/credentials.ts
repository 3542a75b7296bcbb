// Passphrases and key files from where scripts and people keep them: files, descriptors, the environment.
// Bytes, not strings, wherever the source allows it.
import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { UkpError } from '../errors.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'

/** Most bytes looked at for one passphrase: the longest, and a line end. */
const MOST = VAULT_LIMITS.passphraseBytes + 2
const KEY_FILE_BYTES = 32

const readFd = promisify(read)

/**
 * The first line of a file. A blank inside or at the ends counts.
 * @throws UkpError credential-unreadable, credential-unsafe (others can read it), passphrase-invalid
 */
export async function passphraseFromFile(file: string, platform: NodeJS.Platform): Promise<Uint8Array> {
  return passphraseBytes(firstLine(readPrivate(file, platform, MOST)))
}

/** The first line of an open file descriptor, 0 being standard input. @throws UkpError credential-unreadable, passphrase-invalid */
export async function passphraseFromFd(fd: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(MOST)
  let length = 0
  try {
    // Read as it is: a stream over it would close it when it is left early. The line is enough, its end may never come.
    while (length < MOST && !buffer.subarray(0, length).includes(0x0a)) {
      const { bytesRead } = await readFd(fd, buffer, length, MOST - length, null)
      if (bytesRead === 0) break
      length += bytesRead
    }
  } catch {
    throw new UkpError('credential-unreadable', { file: `fd ${fd}` })
  }
  return passphraseBytes(firstLine(buffer.subarray(0, length)))
}

/** A text as typed or from the environment; one line end after it does not count. @throws UkpError passphrase-invalid */
export function passphraseFromText(text: string): Uint8Array {
  return passphraseBytes(Buffer.from(text.replace(/\r?\n$/, ''), 'utf-8'))
}

/** 32 bytes. @throws UkpError credential-unreadable, credential-unsafe, key-file-invalid */
export async function keyFromFile(file: string, platform: NodeJS.Platform): Promise<Uint8Array> {
  const bytes = readPrivate(file, platform, KEY_FILE_BYTES + 1)
  if (bytes.length !== KEY_FILE_BYTES) throw new UkpError('key-file-invalid', { file })
  return bytes
}

/** Reads a small file that only its owner may read. Pipes (`<(…)`) are taken as they are; mode bits mean nothing on Windows. */
function readPrivate(file: string, platform: NodeJS.Platform, limit: number): Uint8Array {
  let fd: number | null = null
  try {
    fd = openSync(file, constants.O_RDONLY)
    const status = fstatSync(fd)
    if (status.isDirectory()) throw new UkpError('credential-unreadable', { file })
    if (status.isFile() && platform !== 'win32' && (status.mode & 0o077) !== 0) {
      throw new UkpError('credential-unsafe', { file })
    }
    const buffer = Buffer.alloc(limit)
    let length = 0
    while (length < limit) {
      const bytesRead = readSync(fd, buffer, length, limit - length, null)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.subarray(0, length)
  } catch (error) {
    if (error instanceof UkpError) throw error
    throw new UkpError('credential-unreadable', { file })
  } finally {
    if (fd !== null) closeSync(fd)
  }
}

/** One line end is dropped, LF or CRLF; everything else counts. */
function firstLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0x0a)
  const line = end < 0 ? bytes : bytes.subarray(0, end)
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line
}

/** UTF-8 of the NFC form, 1 to 4096 bytes, no NUL, so that one passphrase typed on two systems is one key. */
function passphraseBytes(bytes: Uint8Array): Uint8Array {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UkpError('passphrase-invalid', {})
  }
  const normal = Buffer.from(text.normalize('NFC'), 'utf-8')
  if (normal.length === 0 || normal.length > VAULT_LIMITS.passphraseBytes || normal.includes(0)) {
    throw new UkpError('passphrase-invalid', {})
  }
  return normal
}
