// ukp remove: to the vault's trash, after asking. Exact names only, all of them or none.
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import { findById, findExactly } from '../otp/find.ts'
import { activeAccounts, purged, withAccounts } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import { confirmOrCancel } from './ask.ts'
import { withBackup } from './backup/safety.ts'
import type { Answer, CommandModule, Context } from './command.ts'

export interface RemoveOptions {
  readonly purge?: boolean
}

export const remove: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('<name...>', t.help.arguments.names)
      .option('--purge', t.help.options.purge)
      .action((names: string[], options: RemoveOptions) => runner((context) => runRemove(names, options, context)))
  },
}

export async function runRemove(names: readonly string[], options: RemoveOptions, context: Context): Promise<Answer> {
  const { world, t, say } = context
  const purge = options.purge === true
  const vault = await world.vault.open()
  const active = activeAccounts(vault.contents)
  const wanted = [...new Set(names.map((name) => findExactly(active, name)))]
  if (wanted.some(expectsDeletionCode)) say(t.remove.notGovernment)
  const list = wanted.map(({ name }) => name).join(', ')
  await confirmOrCancel(purge ? t.remove.purgeQuestion(list) : t.remove.question(list), context)
  const at = new Date(world.clock.nowMs()).toISOString()
  const save = () =>
    world.vault.change(vault, (contents) => {
      const accounts = wanted.map(({ id }) => findById(activeAccounts(contents), id))
      if (purge) return { contents: purged(contents, accounts, at), result: accounts }
      const trashed = accounts.map((account) => ({ ...account, trashed: at, modified: at }))
      return { contents: withAccounts(contents, new Map(trashed.map((one) => [one.id, one]))), result: trashed }
    })
  const { result: saved, notes } = purge ? await withBackup(vault, context, save) : { result: await save(), notes: [] }
  const { result } = saved
  const done = purge ? t.remove.purged : t.remove.done
  return {
    json: { removed: result.map(accountJson) },
    text: '',
    notes: [...result.map(({ name }) => done(name)), ...notes],
  }
}
