// ukp enroll, steps 4 and 5: a backup that was opened again, and what still holds the key: the picture, or the clipboard.
import { UkpError } from '../../errors.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import type { BackupFile } from '../../world/world.ts'
import { writeBackup } from '../backup/write.ts'
import { type Source, toldFailure, type Wizard } from './wizard.ts'

/** The backup in its folder, at once; then another one where the person wants it. */
export async function makeBackup(wizard: Wizard): Promise<void> {
  const { context, words } = wizard
  wizard.step(4, words.titles.backup)
  const { file, accounts } = await writeBackup(wizard.vault.dataKey, undefined, {}, context)
  wizard.prompts.tell(context.t.backup.done(file, accounts))
}

/** A yes or no, in both languages, to a question that wants the folder. */
const YES = /^(?:i|igen|y|yes)$/i
const NO = /^(?:n|nem|no)$/i

/** A stick, or another disk; what is wrong with it is told, and asked again. */
export async function offerBackupElsewhere(wizard: Wizard): Promise<void> {
  const { context, prompts, words } = wizard
  wizard.prompts.tell(words.backup.elsewhere)
  for (;;) {
    const typed = (await prompts.text(words.backup.folder)).trim()
    if (typed === '' || NO.test(typed)) return
    if (YES.test(typed)) {
      wizard.prompts.tell(words.backup.which)
      continue
    }
    try {
      // The end says that it is a folder: a stick that is not there would else become a file of its name.
      const target = `${await context.world.files.typedPath(typed)}/`
      const { file, accounts } = await writeBackup(wizard.vault.dataKey, target, {}, context)
      wizard.prompts.tell(context.t.backup.done(file, accounts))
      return
    } catch (error) {
      const { message, hint } = await toldFailure(error, context)
      wizard.prompts.tell(words.backup.failed(`${message} ${hint}`))
    }
  }
}

/** Whether the newest backup is not older than the account as it is now. */
export function isBackedUp(account: StoredAccount, newest: BackupFile | undefined, generation: number): boolean {
  if (newest === undefined) return false
  return newest.generation >= generation || newest.created >= account.modified
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
  wizard.prompts.tell(add.pictureHoldsKey(file))
  if (syncedBy !== null) wizard.prompts.tell(add.pictureSynced(file, syncedBy))
  if (othersCanRead) wizard.prompts.tell(add.pictureOpen(file))
  if (!(await prompts.confirm(words.picture.question))) {
    wizard.prompts.tell(words.picture.kept(file))
    return
  }
  try {
    await pictures.remove(file)
    wizard.prompts.tell(add.pictureDeleted(file))
    wizard.prompts.tell(add.beyondDeleting)
  } catch (error) {
    const { message, hint } = await toldFailure(error, context)
    wizard.prompts.tell(`${message} ${hint}`)
  }
}

async function offerClipboard({ content }: Extract<Source, { kind: 'clipboard' }>, wizard: Wizard): Promise<void> {
  const { context, prompts } = wizard
  const { add } = context.t
  wizard.prompts.tell(add.clipboardHoldsKey)
  if (!(await prompts.confirm(add.clearQuestion))) return
  try {
    wizard.prompts.tell((await context.world.clipboard.clear(content)) ? add.clipboardCleared : add.clipboardChanged)
  } catch (error) {
    await toldFailure(error, context)
    const { message, hint } = await toldFailure(new UkpError('clipboard-kept', {}), context)
    wizard.prompts.tell(`${message} ${hint}`)
  }
}
