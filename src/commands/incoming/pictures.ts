// After adding: the pictures that the keys came from still hold them. Says so, says who else may have them, and deletes
// them where that is wanted.
import { isReason, type UkpError } from '../../errors.ts'
import { keyFinder } from '../../otp/same-key.ts'
import { allAccounts } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { Whereabouts } from '../../world/world.ts'
import { confirmBelow } from '../ask.ts'
import type { Context } from '../command.ts'
import type { Candidate, Refused } from './sources.ts'

export interface PictureFacts {
  /** As given; `-` and duplicates are passed over. */
  readonly files: readonly string[]
  /** All that was found, also what was there already or twice. */
  readonly candidates: readonly Candidate[]
  readonly refused: readonly Refused[]
  /** As it is saved. */
  readonly vault: OpenVault
  /** wanted: --delete-image. asked: where somebody can be asked. */
  readonly deletion: 'wanted' | 'asked' | 'never'
}

export interface PictureReport {
  readonly notes: string[]
  readonly json: readonly unknown[]
  /** How many pictures were deleted. */
  readonly deleted: number
  readonly failure: UkpError | null
}

interface Picture {
  readonly file: string
  /** Every key in it is in the vault, so that nothing is lost with it. */
  readonly taken: boolean
  readonly where: Whereabouts
}

/** `before` is said before the question, so that it is answered knowing what was saved. */
export async function reportPictures(
  facts: PictureFacts,
  before: readonly string[],
  context: Context,
): Promise<PictureReport> {
  const { t } = context
  const pictures = await picturesOf(facts, context)
  const deletable = facts.deletion === 'never' ? [] : pictures.filter(({ taken }) => taken).map(({ file }) => file)
  const wanted = facts.deletion === 'wanted'
  const notes = [...before, ...pictures.flatMap((picture) => warningsOf(picture, wanted && picture.taken, t))]
  const agreed =
    deletable.length > 0 && (wanted || (await confirmBelow(notes, t.add.deleteQuestion(deletable), context)))
  const deleted: string[] = []
  let failure: UkpError | null = null
  for (const file of agreed ? deletable : []) {
    try {
      await (await context.world.pictures()).remove(file)
      deleted.push(file)
      notes.push(t.add.pictureDeleted(file))
    } catch (error) {
      if (!isReason(error, 'picture-kept')) throw error
      failure ??= error
    }
  }
  if (deleted.length > 0) notes.push(t.add.beyondDeleting)
  if (wanted) notes.push(...pictures.filter(({ taken }) => !taken).map(({ file }) => t.add.pictureKept(file)))
  const json = pictures.map(({ file, where }) => ({ file, deleted: deleted.includes(file), ...where }))
  return { notes, json, deleted: deleted.length, failure }
}

function warningsOf({ file, where }: Picture, willGo: boolean, t: Context['t']): string[] {
  return [
    ...(willGo ? [] : [t.add.pictureHoldsKey(file)]),
    ...(where.syncedBy === null ? [] : [t.add.pictureSynced(file, where.syncedBy)]),
    ...(where.othersCanRead ? [t.add.pictureOpen(file)] : []),
  ]
}

async function picturesOf({ files, candidates, refused, vault }: PictureFacts, { world }: Context): Promise<Picture[]> {
  const named = new Set(files.filter((one) => one !== '-'))
  if (named.size === 0) return []
  const find = keyFinder(allAccounts(vault.contents))
  const pictures: Picture[] = []
  for (const file of named) {
    const keys = candidates.filter(({ origin }) => origin.file === file)
    const stored = keys.filter(({ account }) => find(account) !== null)
    if (stored.length === 0) continue
    const taken = stored.length === keys.length && !refused.some(({ origin }) => origin.file === file)
    pictures.push({ file, taken, where: await (await world.pictures()).whereabouts(file) })
  }
  return pictures
}
