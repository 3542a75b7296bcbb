// ukp enroll, steps 4 and 5: a backup that was opened again, and what still holds the key: the picture, or the clipboard.
import { UkpError } from '../../errors.ts'
import { answerOf } from '../../messages/yes-or-no.ts'
import { writeBackup } from '../backup/write.ts'
import { type Source, tellFailure, toldFailure, type Wizard } from './wizard.ts'

/** The backup in its folder, at once; then another one where the person wants it. */
export async function makeBackup(wizard: Wizard): Promise<void> {
  const { context, words } = wizard
  wizard.step(4, words.titles.backup)
  const { file, accounts } = await writeBackup(wizard.vault.dataKey, undefined, {}, context)
  wizard.prompts.tell(context.t.backup.done(file, accounts))
}

/** A stick, or another disk; what is wrong with it is told, and asked again. */
export async function offerBackupElsewhere(wizard: Wizard): Promise<void> {
  const { context, prompts, words } = wizard
  prompts.tell(words.backup.elsewhere)
  for (;;) {
    const typed = await prompts.text(words.backup.folder)
    // The question wants the folder; people say yes or no to it all the same.
    const answer = answerOf(typed)
    if (answer === false) return
    if (answer === true) {
      prompts.tell(words.backup.which)
      continue
    }
    try {
      // The end says that it is a folder: a stick that is not there would else become a file of its name.
      const target = `${await context.world.files.typedPath(typed)}/`
      const { file, accounts } = await writeBackup(wizard.vault.dataKey, target, {}, context)
      prompts.tell(context.t.backup.done(file, accounts))
      return
    } catch (error) {
      const { message, hint } = await toldFailure(error, context)
      prompts.tell(words.backup.failed(`${message} ${hint}`))
    }
  }
}

/** Nothing is deleted without a yes here, whatever --yes says. */
export async function offerDeletion(source: Source, wizard: Wizard): Promise<void> {
  wizard.step(5, wizard.words.titles.picture)
  if (source.kind === 'file' && source.file !== '-') await offerFile(source.file, wizard)
  else if (source.kind === 'clipboard') await offerClipboard(source, wizard)
  else wizard.prompts.tell(wizard.words.picture.none)
}

async function offerFile(file: string, wizard: Wizard): Promise<void> {
  const { context, prompts, words } = wizard
  const { add } = context.t
  const pictures = await context.world.pictures()
  const { syncedBy, othersCanRead } = await pictures.whereabouts(file)
  prompts.tell(add.pictureHoldsKey(file))
  if (syncedBy !== null) prompts.tell(add.pictureSynced(file, syncedBy))
  if (othersCanRead) prompts.tell(add.pictureOpen(file))
  if (!(await prompts.confirm(words.picture.question))) {
    prompts.tell(words.picture.kept(file))
    return
  }
  try {
    await pictures.remove(file)
    prompts.tell(add.pictureDeleted(file))
    prompts.tell(add.beyondDeleting)
  } catch (error) {
    await tellFailure(error, wizard)
  }
}

async function offerClipboard({ content }: Extract<Source, { kind: 'clipboard' }>, wizard: Wizard): Promise<void> {
  const { context, prompts } = wizard
  const { add } = context.t
  prompts.tell(add.clipboardHoldsKey)
  if (!(await prompts.confirm(add.clearQuestion))) return
  try {
    prompts.tell((await context.world.clipboard.clear(content)) ? add.clipboardCleared : add.clipboardChanged)
  } catch (error) {
    await toldFailure(error, context)
    await tellFailure(new UkpError('clipboard-kept', {}), wizard)
  }
}
