// ZIP archives with or without a password (ZipCrypto and WinZip AES), bounded: a file of a few kilobytes can claim to
// hold terabytes.
import { UkpError } from '../../errors.ts'
import { damaged, type ImportTools, unlocked } from '../importer.ts'

/** What an archive may unpack to, all that is read together. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_FILES = 10_000

export interface ZipFile {
  readonly name: string
  /** Needs a password. */
  readonly encrypted: boolean
  /**
   * @returns null when the password is missing or wrong, or what comes out is not what was packed (a wrong password passes
   *   the first check of ZipCrypto once in 256 times)
   * @throws UkpError import-costly when it unpacks to more than any export of accounts
   */
  read(password?: string): Promise<Uint8Array | null>
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

/** The files of an archive, folders left out; null when it cannot be read, or has more than any export. */
export async function openZip(bytes: Uint8Array, app: string): Promise<ZipFile[] | null> {
  const { Uint8ArrayReader, ZipReader, configure } = await import('@zip.js/zip.js')
  configure({ useWebWorkers: false })
  try {
    const entries: ZipFile[] = []
    let left = MOST_BYTES
    const reader = new ZipReader(new Uint8ArrayReader(bytes))
    for await (const entry of reader.getEntriesGenerator()) {
      // Nobody's export: which app it could be of is not looked for.
      if (entries.length === MOST_FILES) return null
      if (entry.directory) continue
      entries.push({
        name: entry.filename,
        encrypted: entry.encrypted,
        async read(password) {
          // The size in the header may lie, so what comes out is counted too.
          if (entry.uncompressedSize > left) throw tooLarge(app)
          const pieces: Uint8Array[] = []
          const sink = new WritableStream<Uint8Array>({
            write(piece) {
              left -= piece.length
              if (left < 0) throw tooLarge(app)
              pieces.push(piece)
            },
          })
          try {
            await entry.getData(sink, { checkSignature: true, ...(password === undefined ? {} : { password }) })
          } catch {
            if (left < 0) throw tooLarge(app)
            return null
          }
          return Buffer.concat(pieces)
        },
      })
    }
    return entries
  } catch (error) {
    if (error instanceof UkpError) throw error
    return null
  }
}

/**
 * What a file of an archive holds, asking for its password where it has one.
 * @throws UkpError import-damaged, import-costly, source-password-*
 */
export async function unpacked(file: ZipFile, app: string, tools: ImportTools): Promise<Uint8Array> {
  const bytes = file.encrypted ? await unlocked(tools, app, (password) => file.read(password)) : await file.read()
  if (bytes === null) throw damaged(app)
  return bytes
}

/**
 * The same for an app that never encrypts its archives.
 * @returns null when there is no such file, or an encrypted one
 * @throws UkpError import-damaged, import-costly
 */
export async function unpackedFrom(bytes: Uint8Array, app: string, name: RegExp): Promise<Uint8Array | null> {
  const file = (await openZip(bytes, app))?.find((one) => name.test(one.name))
  if (file === undefined || file.encrypted) return null
  const content = await file.read()
  if (content === null) throw damaged(app)
  return content
}

function tooLarge(app: string): UkpError {
  return new UkpError('import-costly', { app, cost: `ZIP > ${MOST_BYTES / 1024 / 1024} MiB` })
}
