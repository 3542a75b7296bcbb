// ukp restore: back from the trash, or an earlier key back into its account; without a name, what there is of both.
import { isReason, UkpError } from '../errors.ts'
import { dayText, momentCell } from '../messages/moment.ts'
import { findById, findExactly, findOne } from '../otp/find.ts'
import { freeName } from '../otp/names.ts'
import { sameKey } from '../otp/same-key.ts'
import { quotable } from '../otp/secret-text.ts'
import {
  activeAccounts,
  type Contents,
  purged,
  type StoredAccount,
  trashedAccounts,
  withAccounts,
} from '../vault/contents.ts'
import { formerOf } from '../vault/entry.ts'
import type { OpenVault } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import { table } from '../views/table.ts'
import { confirmOrCancel } from './ask.ts'
import { withBackup } from './backup/safety.ts'
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
  const { world } = context
  if (options.purge === true && name === undefined) throw new UkpError('missing-argument', { argument: '<name>' })
  const vault = await world.vault.open()
  if (name === undefined) return listRestorable(vault.contents, context)
  // What is deleted for good is named exactly.
  const meant = restorable(vault.contents, name, options.purge === true ? findExactly : findOne)
  if (options.purge === true) return await purge(meant, vault, context)
  return meant.trashed === null ? await bringKeyBack(meant, vault, context) : await bringBack(meant, vault, context)
}

type Find = (accounts: readonly StoredAccount[], name: string) => StoredAccount

/** In the trash, else an account with earlier keys. @throws UkpError not-in-trash, nothing-to-restore, ambiguous */
function restorable(contents: Contents, name: string, find: Find): StoredAccount {
  const places = [trashedAccounts(contents), activeAccounts(contents).filter(({ history }) => history.length > 0)]
  for (const accounts of places) {
    try {
      return find(accounts, name)
    } catch (error) {
      if (!isReason(error, 'account-not-found')) throw error
    }
  }
  const active = activeAccounts(contents).find((account) => account.name === name || account.id === name)
  if (active !== undefined) throw new UkpError('nothing-to-restore', { name: active.name })
  throw new UkpError('not-in-trash', { query: quotable(name) })
}

function still(contents: Contents, { id, trashed }: StoredAccount): StoredAccount {
  return findById(trashed === null ? activeAccounts(contents) : trashedAccounts(contents), id)
}

async function bringBack(meant: StoredAccount, vault: OpenVault, { world, t }: Context): Promise<Answer> {
  const modified = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents) => {
    const account = still(contents, meant)
    const active = activeAccounts(contents)
    const twin = sameKey(active, account)
    if (twin !== null) throw new UkpError('same-key', { name: twin.name })
    const next = { ...account, name: freeName(account.name, active), trashed: null, modified }
    return { contents: withAccounts(contents, new Map([[account.id, next]])), result: next }
  })
  return { json: { restored: [accountJson(result)] }, text: '', notes: [t.restore.done(result.name)] }
}

/** The key before the present one takes its place; the same command swaps them again. */
async function bringKeyBack(meant: StoredAccount, vault: OpenVault, { world, t }: Context): Promise<Answer> {
  const at = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents) => {
    const next = withEarlierKey(still(contents, meant), at)
    if (next === null) throw new UkpError('not-in-trash', { query: meant.name })
    return { contents: withAccounts(contents, new Map([[next.id, next]])), result: next }
  })
  return { json: { restored: [accountJson(result)] }, text: '', notes: [t.restore.swapped(result.name)] }
}

/** The newest earlier key in the place of the present one, which goes into the history; null when there is none. */
function withEarlierKey(account: StoredAccount, at: string): StoredAccount | null {
  const [newest, ...older] = account.history
  if (newest === undefined) return null
  const { replaced: _replaced, extra: _unknown, ...key } = newest
  return { ...account, ...key, modified: at, history: [formerOf(account, at), ...older] }
}

/** From the trash for good; of an account that is not there, its earlier keys. */
async function purge(meant: StoredAccount, vault: OpenVault, context: Context): Promise<Answer> {
  const { world, t } = context
  const whole = meant.trashed !== null
  const question = whole ? t.remove.purgeQuestion(meant.name) : t.restore.purgeEarlierQuestion(meant.name)
  await confirmOrCancel(question, context)
  const at = new Date(world.clock.nowMs()).toISOString()
  const { result: saved, notes } = await withBackup(vault, context, () =>
    world.vault.change(vault, (contents) => {
      const account = still(contents, meant)
      if (whole) return { contents: purged(contents, [account], at), result: account }
      const next = { ...account, history: [], modified: at }
      return { contents: withAccounts(contents, new Map([[account.id, next]])), result: account }
    }),
  )
  const { result } = saved
  const note = whole ? t.remove.purged(result.name) : t.restore.earlierPurged(result.name)
  const json = whole ? { removed: [accountJson(result)] } : { removed: [], forgot: result.history.length }
  return { json, text: '', notes: [note, ...notes] }
}

function listRestorable(contents: Contents, { world, t }: Context): Answer {
  const moments = { zone: world.clock, words: t.words }
  const trash = trashedAccounts(contents)
  const earlier = activeAccounts(contents).flatMap((account) =>
    account.history.map(({ replaced }) => ({ account, replaced })),
  )
  const rows = trash.map((account) => [
    account.name,
    account.issuer,
    account.account,
    momentCell(account.trashed ?? '', world.out, moments),
  ])
  const heading = [t.list.name, t.list.issuer, t.list.account, t.restore.trashed]
  return {
    json: {
      trash: trash.map((account) => ({ ...accountJson(account), trashed: account.trashed })),
      earlier: earlier.map(({ account, replaced }) => ({ ...accountJson(account), replaced })),
    },
    text: table(heading, rows, world.out),
    notes: [
      ...(trash.length === 0 ? [t.restore.empty] : []),
      ...earlier.map(({ account, replaced }) => t.restore.earlier(account.name, dayText(replaced, moments))),
    ],
  }
}
