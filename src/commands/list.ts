// ukp list: names, issuers, user names, tags, and what deserves attention. Never a key, never a code.
import { dayText } from '../messages/moment.ts'
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import { search } from '../otp/find.ts'
import { fold } from '../otp/fold.ts'
import { byName } from '../otp/name-order.ts'
import { sameLabelIds } from '../otp/names.ts'
import { activeAccounts, type StoredAccount, trashedAccounts, unreadableEntries } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import { table } from '../views/table.ts'
import type { Answer, CommandModule, Context } from './command.ts'

export interface ListOptions {
  readonly tag?: string
}

export const list: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('[query]', t.help.arguments.query)
      .option('--tag <tag>', t.help.options.tagFilter)
      .action((query: string | undefined, options: ListOptions) =>
        runner((context) => runList(query, options, context)),
      )
  },
}

export async function runList(query: string | undefined, options: ListOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await world.vault.open()
  const all = activeAccounts(vault.contents)
  const { tag } = options
  const tagged = tag === undefined ? all : all.filter((account) => account.tags.some((one) => fold(one) === fold(tag)))
  const found = (query === undefined ? tagged : search(tagged, query)).sort(byName)
  // Told over the whole vault: the twin may not be part of what was asked for.
  const twins = sameLabelIds(all)
  const backup = await backupState(vault, context)
  const rows = found.map((account) => {
    const noDeletionCode = account.deletionCode === null && expectsDeletionCode(account)
    const notes = [
      ...(twins.has(account.id) ? [t.list.sameLabel] : []),
      ...(noDeletionCode ? [t.list.noDeletionCode] : []),
    ]
    return [account.name, account.issuer, account.account, account.tags.join(', '), notes.join('; ')]
  })
  // Kept as they are, and shown as what they are: nobody should think that they are gone.
  const unreadable = unreadableEntries(vault.contents)
  const shown = query === undefined && tag === undefined ? unreadable : []
  rows.push(...shown.map(({ id, type }) => [id ?? '?', type ?? '?', '', '', t.list.unreadable]))
  const heading = [t.list.name, t.list.issuer, t.list.account, t.list.tags, t.list.notes]
  return {
    json: {
      accounts: found.map((account) => ({ ...accountJson(account), sameLabel: twins.has(account.id) })),
      unreadable,
      backup,
    },
    text: table(heading, rows, world.out),
    notes: [...notesOn(found, { all, vault, backup }, context), ...(await copyNotes(vault, context))],
  }
}

interface BackupState {
  /** ISO 8601 time of the newest backup known on this computer, or null. */
  readonly last: string | null
  /** Whether the vault was not saved since. */
  readonly current: boolean
}

async function backupState(vault: OpenVault, { world }: Context): Promise<BackupState> {
  const { id, generation } = vault.envelope.header
  const [newest] = await (await world.backups()).list(id)
  return { last: newest?.created ?? null, current: newest !== undefined && newest.generation >= generation }
}

/** Before anything else is saved onto one of two branches. */
async function copyNotes({ envelope }: OpenVault, { world, t }: Context): Promise<string[]> {
  const copies = await (await world.copies()).unjoined(envelope.header.id)
  return copies.length === 0 ? [] : [t.vault.copies(copies.map(({ file }) => file))]
}

function notesOn(
  found: readonly StoredAccount[],
  { all, vault, backup }: { all: readonly StoredAccount[]; vault: OpenVault; backup: BackupState },
  { world, t }: Context,
): string[] {
  const notes = [
    vault.contents.entries.length === 0
      ? t.list.empty
      : found.length === 0
        ? t.list.noMatch
        : t.list.count(found.length),
  ]
  const trashed = trashedAccounts(vault.contents).length
  if (trashed > 0) notes.push(t.list.inTrash(trashed))
  if (all.length > 0 && backup.last === null) notes.push(t.backup.none)
  if (all.length > 0 && backup.last !== null && !backup.current)
    notes.push(t.list.backupOld(dayText(backup.last, { zone: world.clock, words: t.words })))
  return notes
}
