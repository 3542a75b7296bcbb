// Screenshots of QR codes that were left behind: which pictures still hold a key, and never what it is. Only on request.
import { UkpError } from '../../errors.ts'
import { type Finding, finding } from '../../findings.ts'
import { LIMITS } from '../../qr/picture/bounds.ts'
import type { Running } from '../../world/world.ts'
import type { Context } from '../command.ts'
import { withProgress } from '../with-progress.ts'

const MOST_PICTURES = 500
/** Milliseconds for all of them: each is read by a process of its own. */
const TIME_LIMIT = 180_000

const HOLDS_KEY = /^\s*otpauth(?:-migration)?:\/\//i

/** @param folders true: the usual ones. @throws UkpError folder-not-found */
export async function pictureFindings(folders: readonly string[] | true, context: Context): Promise<Finding[]> {
  const { world, t } = context
  const found = await (await world.checkup()).pictures(folders === true ? [] : folders, MOST_PICTURES)
  const { readingPictures } = await t.doctor()
  const { holding, looked } = await withProgress(world, readingPictures, (step) => look(found.files, step, context))
  const left = found.left + found.files.length - looked
  const facts = { looked, folders: found.folders }
  return [
    ...holding,
    holding.length === 0 ? finding('pictures-fine', facts) : finding('pictures-looked', facts),
    ...(left === 0 ? [] : [finding('pictures-left', { looked, left })]),
  ]
}

async function look(
  files: readonly string[],
  step: Running['step'],
  context: Context,
): Promise<{ holding: Finding[]; looked: number }> {
  const { world } = context
  const began = world.clock.nowMs()
  const holding: Finding[] = []
  let looked = 0
  for (const file of files) {
    if (world.clock.nowMs() - began > TIME_LIMIT) break
    step(++looked, files.length)
    if (!(await holdsKey(file, context))) continue
    const { syncedBy, othersCanRead } = await (await world.pictures()).whereabouts(file)
    holding.push(finding('picture-with-key', { file, service: syncedBy, othersCanRead }))
  }
  return { holding, looked }
}

/** A picture that cannot be read holds nothing that anybody could read. */
async function holdsKey(file: string, { world }: Context): Promise<boolean> {
  try {
    const texts = await (await world.pictures()).readQr(await world.files.read(file, LIMITS.file), file)
    return texts.some((text) => HOLDS_KEY.test(text))
  } catch (error) {
    if (error instanceof UkpError) return false
    throw error
  }
}
