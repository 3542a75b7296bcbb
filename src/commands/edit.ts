// ukp edit: what a person may change about an account; never its key (that is add --replace).
import { UkpError } from '../errors.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { LIMITS } from '../otp/account.ts'
import { cleanDeletionCode } from '../otp/deletion-code.ts'
import { findById, findExactly } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { cleanName, cleanText } from '../otp/names.ts'
import { activeAccounts, type Contents, type StoredAccount, withAccounts } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { deletionCodeFromStdin } from './incoming/standard-input.ts'
import { plainText, several } from './option-values.ts'

export interface EditOptions {
  readonly name?: string
  readonly issuer?: string
  readonly account?: string
  readonly note?: string
  readonly tag?: readonly string[]
  readonly untag?: readonly string[]
  readonly deletionCode?: boolean
  readonly deletionCodeStdin?: boolean
}

export const edit: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('<name>', t.help.arguments.name)
      .option('--name <name>', options.newNameOption, plainText)
      .option('--issuer <text>', options.issuer, plainText)
      .option('--account <text>', options.account, plainText)
      .option('--note <text>', options.note, plainText)
      .option('--tag <tag>', options.tag, several)
      .option('--untag <tag>', options.untag, several)
      .option('--deletion-code', options.deletionCode)
      .option('--deletion-code-stdin', options.deletionCodeStdinAlone)
      .action((name: string, chosen: EditOptions) => runner((context) => runEdit(name, chosen, context)))
  },
}

export async function runEdit(name: string, options: EditOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  if (Object.keys(options).length === 0) throw new UkpError('nothing-to-change', {})
  if (options.deletionCodeStdin === true && context.globals.passphraseFd === 0) {
    throw new UkpError('conflicting-options', { first: '--passphrase-fd 0', second: '--deletion-code-stdin' })
  }
  const texts = cleaned(options)
  const vault = await world.vault.open()
  const { id, name: known } = findExactly(activeAccounts(vault.contents), name)
  const change = { ...texts, ...(await deletionCode(known, options, context)) }
  const nothing = Object.keys(change).length === 0 && options.tag === undefined && options.untag === undefined
  if (nothing) throw new UkpError('cancelled', {})
  const modified = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents) => {
    const account = findById(activeAccounts(contents), id)
    refuseTakenName(change.name, account, contents)
    const next: StoredAccount = { ...account, ...change, tags: changedTags(account.tags, options), modified }
    return { contents: withAccounts(contents, new Map([[id, next]])), result: next }
  })
  return { json: { changed: [accountJson(result)] }, text: '', notes: [t.edit.changed(result.name)] }
}

type TextChange = Partial<Pick<StoredAccount, 'name' | 'issuer' | 'account' | 'note' | 'deletionCode'>>

function cleaned({ name, issuer, account, note }: EditOptions): TextChange {
  return {
    ...(name === undefined ? {} : { name: cleanName(name) }),
    ...(issuer === undefined ? {} : { issuer: cleanText(issuer, 'issuer') }),
    ...(account === undefined ? {} : { account: cleanText(account, 'account') }),
    ...(note === undefined ? {} : { note: cleanText(note, 'note', LIMITS.note.max) }),
  }
}

/** A wrong one is asked for again: the portal shows it only now. Just Enter changes nothing. */
async function deletionCode(name: string, options: EditOptions, { world, t }: Context): Promise<TextChange> {
  if (options.deletionCodeStdin === true) return { deletionCode: await deletionCodeFromStdin(world) }
  if (options.deletionCode !== true) return {}
  const prompts = await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--deletion-code-stdin' })
  prompts.tell(t.add.deletionCodeOf(name))
  for (;;) {
    const typed = await prompts.secret(t.add.deletionCodePrompt)
    if (typed.trim() === '') return {}
    try {
      return { deletionCode: cleanDeletionCode(typed) }
    } catch {
      prompts.tell((await sentenceOf(new UkpError('deletion-code-invalid', {}), t)).message)
    }
  }
}

function refuseTakenName(name: string | undefined, account: StoredAccount, contents: Contents): void {
  const others = activeAccounts(contents).filter(({ id }) => id !== account.id)
  if (name !== undefined && others.some((other) => fold(other.name) === fold(name))) {
    throw new UkpError('name-taken', { name })
  }
}

function changedTags(tags: readonly string[], { tag = [], untag = [] }: EditOptions): string[] {
  const gone = new Set(untag.map(fold))
  const kept = tags.filter((one) => !gone.has(fold(one)))
  const fresh = tag
    .map((one) => cleanText(one, 'tag'))
    .filter((one) => one !== '' && !kept.some((old) => fold(old) === fold(one)))
  const changed = [...kept, ...new Set(fresh)]
  if (changed.length > LIMITS.tags.max) throw new UkpError('too-many-tags', { limit: LIMITS.tags.max })
  return changed
}
