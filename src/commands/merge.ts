// ukp merge: another copy of the vault joined into it. A sync program that met two versions leaves both; two computers
// that were not connected each have one. One save at the end; the other file is left as it is.
import { resolve } from 'node:path'
import { UkpError } from '../errors.ts'
import { SCHEMA, type StoredAccount } from '../vault/contents.ts'
import { type MergeReport, mergeContents } from '../vault/merge.ts'
import { fileHash, type OpenVault } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import { confirmOrCancel } from './ask.ts'
import { openCopy } from './backup/open-copy.ts'
import { withBackup } from './backup/safety.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { type Joined, joinWays } from './merge/ways.ts'

export interface MergeOptions {
  readonly otherPassphraseFile?: string
  readonly dryRun?: boolean
}

export const merge: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('[other-vault]', t.help.arguments.otherVault)
      .option('--other-passphrase-file <file>', t.help.options.otherPassphraseFile)
      .option('--dry-run', t.help.options.dryRun)
      .action((file: string | undefined, options: MergeOptions) =>
        runner((context) => runMerge(file, options, context)),
      )
  },
}

interface Copy {
  readonly file: string
  readonly vault: OpenVault
  readonly hash: string
  /** Another vault's copies give their accounts only. */
  readonly foreign: boolean
}

export async function runMerge(file: string | undefined, options: MergeOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await world.vault.open()
  const { header } = vault.envelope
  const copies = await openCopies(file, vault, options, context)
  const preview = join({ ...vault, slots: header.slots }, copies)
  const ofThisVault = copies.filter(({ foreign }) => !foreign)
  const joins = ofThisVault.map((copy) => copy.hash)
  // Every computer that saw one of the copies takes the joined one, which names them all, for the newest.
  const atLeast = Math.max(0, ...ofThisVault.map((copy) => copy.vault.envelope.header.generation))
  if (options.dryRun === true) {
    const notes = [...notesOn(preview, context), t.words.nothingSaved]
    return { json: jsonOf(copies, preview, header.generation, options), text: '', notes }
  }
  if (preview.contents === vault.contents && preview.slots === header.slots) {
    // Two computers that joined on their own have the same accounts, and still two branches.
    await world.vault.change(vault, (contents) => ({ contents, atLeast, result: null }), { joins, settles: true })
    const notes = [...notesOn(preview, context), ...copies.map((copy) => t.merge.nothing(copy.file))]
    return { json: jsonOf(copies, preview, header.generation, options), text: '', notes }
  }
  for (const copy of copies) {
    await confirmOrCancel(copy.foreign ? t.merge.otherVaultQuestion(copy.file) : t.merge.question(copy.file), context)
  }
  const save = () =>
    world.vault.change(
      vault,
      (contents, { slots, dataKey }) => {
        const joined = join({ contents, slots, dataKey }, copies)
        const ways = joined.slots === slots ? {} : { slots: joined.slots, dataKey: joined.dataKey }
        return { contents: joined.contents, ...ways, atLeast, result: joined }
      },
      { joins },
    )
  const { result: saved, notes } = await withBackup(vault, context, save, { joins })
  await (await world.copies()).joined(header.id, joins)
  const kept = saved.result.reports.some((report) => report.kept.length > 0)
  return {
    json: jsonOf(copies, saved.result, saved.vault.envelope.header.generation, options),
    text: '',
    notes: [
      ...notesOn(saved.result, context),
      ...notes,
      ...copies.map((copy) => (file === undefined && !kept ? t.merge.notNeeded(copy.file) : t.merge.done(copy.file))),
    ],
  }
}

/** The one that was named, or all that lie beside the vault. @throws UkpError no-copies */
async function openCopies(
  file: string | undefined,
  vault: OpenVault,
  { otherPassphraseFile }: MergeOptions,
  context: Context,
): Promise<Copy[]> {
  const { world } = context
  const { id } = vault.envelope.header
  const files =
    file === undefined ? (await (await world.copies()).beside(id)).map((copy) => copy.file) : [resolve(file)]
  if (files.length === 0) throw new UkpError('no-copies', {})
  const copies: Copy[] = []
  for (const name of files) {
    const bytes = await (await world.backups()).read(name)
    const own = { file: otherPassphraseFile, option: '--other-passphrase-file' }
    const other = await openCopy(name, bytes, { known: vault, own }, context)
    if (other.contents.schema > SCHEMA) throw new UkpError('vault-newer', { file: name })
    copies.push({ file: name, vault: other, hash: await fileHash(bytes), foreign: other.envelope.header.id !== id })
  }
  return copies
}

/** Pure, because a save may have to be done again on newer contents. @throws UkpError key-slots-full, last-way-in */
function join(ours: Pick<Joined, 'contents' | 'slots' | 'dataKey'>, copies: readonly Copy[]): Joined {
  let joined: Joined = { ...ours, reports: [], keys: 0, otherKeys: [] }
  for (const copy of copies) {
    // Labels go with their slots: the contents know only those of their own copy.
    const { contents, report } = mergeContents(joined.contents, { ...copy.vault.contents, slots: {} })
    const reports = [...joined.reports, report]
    const next = { ...joined, contents, reports }
    joined = copy.foreign ? next : joinWays(next, copy.vault)
  }
  return joined
}

function jsonOf(
  copies: readonly Copy[],
  { reports, keys }: Joined,
  generation: number,
  { dryRun }: MergeOptions,
): Record<string, unknown> {
  const list = (pick: (report: MergeReport) => readonly StoredAccount[]): unknown =>
    reports.flatMap(pick).map(accountJson)
  return {
    files: copies.map(({ file }) => file),
    added: list((report) => report.added.map(({ account }) => account)),
    changed: list((report) => report.changed),
    removed: list((report) => report.removed),
    kept: list((report) => report.kept),
    same: reports.flatMap((report) => report.sameKey),
    alike: reports.reduce((sum, report) => sum + report.same, 0),
    unreadable: reports.reduce((sum, report) => sum + report.unreadable, 0),
    keys,
    generation,
    ...(dryRun === true ? { dryRun: true } : {}),
  }
}

function notesOn({ reports, keys, otherKeys }: Joined, { t }: Context): string[] {
  return [
    ...reports.flatMap((report) => [
      ...report.added.map(({ account, wanted }) =>
        account.name === wanted ? t.merge.added(wanted) : t.merge.addedAs(wanted, account.name),
      ),
      ...report.changed.map(({ name }) => t.merge.changed(name)),
      ...report.kept.map(({ name }) => t.merge.kept(name)),
      ...report.removed.map(({ name }) => t.merge.removed(name)),
      ...report.sameKey.map(({ name, as }) => t.merge.sameKey(name, as)),
      ...(report.unreadable === 0 ? [] : [t.merge.unreadable(report.unreadable)]),
    ]),
    ...(keys === 0 ? [] : [t.merge.keysAdded(keys)]),
    ...(otherKeys.includes('taken') ? [t.merge.newerKey] : []),
    ...(otherKeys.includes('older') ? [t.merge.olderKey] : []),
  ]
}
