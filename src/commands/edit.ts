// ukp edit: what a person may change about an account; never its key (that is add --replace).
import { UkpError } from '../errors.ts'
import { findById, findExactly } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { cleanName } from '../otp/names.ts'
import { withTags } from '../otp/tags.ts'
import { activeAccounts, type Contents, type StoredAccount, withAccounts } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import { fieldText, newTags } from './account-options.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { deletionCodeFromStdin, typedDeletionCode } from './incoming/deletion-code.ts'
import { several } from './option-values.ts'

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
      .option('--name <name>', options.newNameOption, cleanName)
      .option('--issuer <text>', options.issuer, fieldText('issuer'))
      .option('--account <text>', options.account, fieldText('account'))
      .option('--note <text>', options.note, fieldText('note'))
      .option('--tag <tag>', options.tag, newTags)
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
  const vault = await world.vault.open()
  const { id, name: known } = findExactly(activeAccounts(vault.contents), name)
  const change = { ...textChange(options), ...(await deletionCode(known, options, context)) }
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

function textChange({ name, issuer, account, note }: EditOptions): TextChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(account === undefined ? {} : { account }),
    ...(note === undefined ? {} : { note }),
  }
}

/** Just Enter changes nothing. */
async function deletionCode(name: string, options: EditOptions, { world, t }: Context): Promise<TextChange> {
  if (options.deletionCodeStdin === true) return { deletionCode: await deletionCodeFromStdin(world) }
  if (options.deletionCode !== true) return {}
  const prompts = await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--deletion-code-stdin' })
  prompts.tell(t.add.deletionCodeOf(name))
  const typed = await typedDeletionCode(prompts, { t })
  return typed === null ? {} : { deletionCode: typed }
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
  return withTags(kept, tag)
}
