// ukp restore: back from the trash; without a name, what is in it.
import { UkpError } from '../errors.ts'
import { findById, findExactly, findOne } from '../otp/find.ts'
import { sameKey } from '../otp/incoming.ts'
import { freeName } from '../otp/names.ts'
import { quotable } from '../otp/secret-text.ts'
import { activeAccounts, purged, type StoredAccount, trashedAccounts, withAccounts } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import { table } from '../views/table.ts'
import { confirmOrCancel } from './ask.ts'
import type { Answer, CommandModule, Context } from './command.ts'

export interface RestoreOptions {
  readonly purge?: boolean
}

export const restore: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('[name]', t.help.arguments.name)
      .option('--purge', t.help.options.purge)
      .action((name: string | undefined, options: RestoreOptions) =>
        runner((context) => runRestore(name, options, context)),
      )
  },
}

export async function runRestore(name: string | undefined, options: RestoreOptions, context: Context): Promise<Answer> {
  if (options.purge === true) return await purgeFromTrash(name, context)
  if (name === undefined) return await listTrash(context)
  const { world, t } = context
  const vault = await world.vault.open()
  const { id } = inTrash(trashedAccounts(vault.contents), name, findOne)
  const modified = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents) => {
    const account = inTrash(trashedAccounts(contents), id, findById)
    const active = activeAccounts(contents)
    const twin = sameKey(active, account)
    if (twin !== null) throw new UkpError('same-key', { name: twin.name })
    const next = { ...account, name: freeName(account.name, active), trashed: null, modified }
    return { contents: withAccounts(contents, new Map([[id, next]])), result: next }
  })
  return { json: { restored: [accountJson(result)] }, text: '', notes: [t.restore.done(result.name)] }
}

function inTrash(
  trash: readonly StoredAccount[],
  name: string,
  find: (accounts: readonly StoredAccount[], name: string) => StoredAccount,
): StoredAccount {
  try {
    return find(trash, name)
  } catch (error) {
    if (error instanceof UkpError && error.reason === 'account-not-found')
      throw new UkpError('not-in-trash', { query: quotable(name) })
    throw error
  }
}

async function listTrash({ world, t }: Context): Promise<Answer> {
  const vault = await world.vault.open()
  const trash = trashedAccounts(vault.contents)
  const rows = trash.map((account) => [account.name, account.issuer, account.account, account.trashed ?? ''])
  const heading = [t.list.name, t.list.issuer, t.list.account, t.restore.trashed]
  return {
    json: { trash: trash.map((account) => ({ ...accountJson(account), trashed: account.trashed })) },
    text: table(heading, rows, world.out),
    notes: trash.length === 0 ? [t.restore.empty] : [],
  }
}

async function purgeFromTrash(name: string | undefined, context: Context): Promise<Answer> {
  const { world, t } = context
  if (name === undefined) throw new UkpError('missing-argument', { argument: 'name' })
  const vault = await world.vault.open()
  const { id, name: exact } = inTrash(trashedAccounts(vault.contents), name, findExactly)
  await confirmOrCancel(t.remove.purgeQuestion(exact), context)
  const at = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents) => {
    const account = inTrash(trashedAccounts(contents), id, findById)
    return { contents: purged(contents, [account], at), result: account }
  })
  return { json: { removed: [accountJson(result)] }, text: '', notes: [t.remove.purged(result.name)] }
}
