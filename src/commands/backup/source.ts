// What a backup is read from: a file, or the pictures of the pages that hold one as QR codes.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { LIMITS } from '../../qr/picture/bounds.ts'
import { isVault } from '../../vault/header.ts'
import type { PaperCode } from '../../vault/paper-codes.ts'
import type { Context } from '../command.ts'

export interface BackupSource {
  /** What messages call it. */
  readonly file: string
  readonly bytes: Uint8Array
  /** How many QR codes it was put together from; null for a file. */
  readonly codes: number | null
}

/**
 * @param given a backup file; or pictures, or folders of them, in any order
 * @throws UkpError file-not-found, backup-rejected, too-many-arguments, paper-none, paper-missing, paper-mixed, picture-*
 */
export async function backupSource(given: readonly string[], context: Context): Promise<BackupSource> {
  const { world, t } = context
  const [file = ''] = given
  const alone = given.length === 1 && !(await world.files.isFolder(file))
  if (alone) {
    const bytes = await (await world.backups()).read(file)
    const { isPicture } = await import('../../qr/picture/open.ts')
    if (isVault(bytes) || !isPicture(bytes)) return { file, bytes, codes: null }
  }
  const codes = await readCodes(picturesIn(given, context), alone, context)
  const name = given.length === 1 ? file : `${file} (+${given.length - 1})`
  const [first] = codes
  if (first === undefined) throw new UkpError('paper-none', { file: name })
  const saves = [...new Map(codes.map((code) => [`${code.vaultId} ${code.sheet}`, code.generation])).values()]
  if (saves.length > 1) throw new UkpError('paper-mixed', { names: saves.sort((a, b) => a - b).map(String) })
  const { joinedFile, missingCodes } = await import('../../vault/paper-codes.ts')
  const missing = missingCodes(codes)
  if (missing.length > 0) throw new UkpError('paper-missing', { missing, size: first.size })
  const bytes = joinedFile(codes)
  if (bytes === null) throw new UkpError('backup-rejected', { file: name, reason: t.backup.damaged })
  return { file: name, bytes, codes: first.size }
}

interface Picture {
  readonly file: string
  /** Or why they cannot be read. */
  readonly bytes: Uint8Array | UkpError
}

/** One after the other: a folder may hold thousands. In it, what is no picture is passed over. */
async function* picturesIn(given: readonly string[], { world }: Context): AsyncGenerator<Picture> {
  const { isPicture } = await import('../../qr/picture/open.ts')
  for (const one of given) {
    if (await world.files.isFolder(one)) {
      for (const file of await world.files.list(one)) {
        const bytes = await world.files.read(file, LIMITS.file).catch(knownError)
        // A film beside the pictures is too large to be one.
        const other = bytes instanceof UkpError ? bytes.reason === 'input-too-large' : !isPicture(bytes)
        if (!other) yield { file, bytes }
      }
    } else {
      const bytes = await world.files.read(one, LIMITS.file)
      if (isVault(bytes)) throw new UkpError('too-many-arguments', {})
      yield { file: one, bytes }
    }
  }
}

function knownError(error: unknown): UkpError {
  if (error instanceof UkpError) return error
  throw error
}

/**
 * A page that cannot be read is told and left out: what it held may be on another picture.
 * @param alone a single picture was named: then its own reason is told
 */
async function readCodes(
  pictures: AsyncIterable<Picture>,
  alone: boolean,
  { world, t, say }: Context,
): Promise<PaperCode[]> {
  const { readPaperCode } = await import('../../vault/paper-codes.ts')
  const words = await t.paper()
  const found: PaperCode[] = []
  for await (const { file, bytes } of pictures) {
    let why = ''
    try {
      if (bytes instanceof UkpError) throw bytes
      const texts = await (await world.pictures()).readQr(bytes, file)
      const codes = texts.map(readPaperCode).filter((code) => code !== null)
      found.push(...codes)
      if (codes.length > 0) {
        say(words.read(file, codes.length))
        continue
      }
    } catch (error) {
      if (!(error instanceof UkpError) || alone) throw error
      why = (await sentenceOf(error, t)).message
    }
    say(words.readNone(file, why))
  }
  return found
}
