// What a backup is read from: a file, or the pictures of the pages that hold one as QR codes.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { isVault } from '../../vault/header.ts'
import type { PaperCode } from '../../vault/paper-codes.ts'
import type { Context } from '../command.ts'
import { PICTURE_LIMIT } from '../incoming/sources.ts'

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
  if (given.length === 1 && !(await world.files.isFolder(file))) {
    const bytes = await (await world.backups()).read(file)
    const { isPicture } = await import('../../qr/picture/limits.ts')
    if (isVault(bytes) || !isPicture(bytes)) return { file, bytes, codes: null }
  }
  const codes = await readCodes(await picturesIn(given, context), given.length === 1, context)
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

/** In folders, what is no picture is passed over. */
async function picturesIn(
  given: readonly string[],
  { world }: Context,
): Promise<{ file: string; bytes: Uint8Array }[]> {
  const { isPicture } = await import('../../qr/picture/limits.ts')
  const pictures: { file: string; bytes: Uint8Array }[] = []
  for (const one of given) {
    const folder = await world.files.isFolder(one)
    for (const file of folder ? await world.files.list(one) : [one]) {
      const bytes = await world.files.read(file, PICTURE_LIMIT)
      if (!folder && isVault(bytes)) throw new UkpError('too-many-arguments', {})
      if (!folder || isPicture(bytes)) pictures.push({ file, bytes })
    }
  }
  return pictures
}

/** A page that cannot be read is told and left out: what it held may be on another picture. */
async function readCodes(
  pictures: readonly { readonly file: string; readonly bytes: Uint8Array }[],
  alone: boolean,
  { world, t, say }: Context,
): Promise<PaperCode[]> {
  const { readPaperCode } = await import('../../vault/paper-codes.ts')
  const words = await t.paper()
  const found: PaperCode[] = []
  for (const { file, bytes } of pictures) {
    let why = ''
    try {
      const texts = await (await world.pictures()).readQr(bytes, file)
      const codes = texts.map(readPaperCode).filter((code) => code !== null)
      found.push(...codes)
      if (codes.length > 0) {
        say(words.read(file, codes.length))
        continue
      }
    } catch (error) {
      if (!(error instanceof UkpError) || (alone && pictures.length === 1)) throw error
      why = (await sentenceOf(error, t)).message
    }
    say(words.readNone(file, why))
  }
  return found
}
