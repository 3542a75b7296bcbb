// ukp merge: another copy of the vault joined into it. A sync program that met two versions leaves both; two computers
// that were not connected each have one. One save at the end; the other file is left as it is.
import { resolve } from 'node:path'
import { UkpError } from '../errors.ts'
import type { Contents, StoredAccount } from '../vault/contents.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { type MergeReport, mergeContents } from '../vault/merge.ts'
import type { Slot } from '../vault/slots/slot.ts'
import { fileHash, type OpenVault, openWithKey } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import { confirmOrCancel } from './ask.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { openCopy } from './open-copy.ts'
import { backUpBefore } from './safety-backup.ts'

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
  /** A copy of the same vault under the same data key: its ways to unlock open this one too. */
  readonly slots: readonly Slot[]
}

interface Joined {
  readonly contents: Contents
  readonly slots: readonly Slot[]
  readonly reports: readonly MergeReport[]
  readonly keys: number
}

export async function runMerge(file: string | undefined, options: MergeOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await world.vault.open()
  const { header } = vault.envelope
  const copies = await openCopies(file, vault, options, context)
  const preview = join(vault.contents, header.slots, copies)
  const ofThisVault = copies.filter((copy) => copy.vault.envelope.header.id === header.id)
  const joins = ofThisVault.map((copy) => copy.hash)
  // Every computer that saw one of the copies takes the joined one for the newest. One number is left out: the very next
  // save names one copy as what it was made from, and who saw the other would take it for a branch.
  const atLeast = Math.max(0, ...ofThisVault.map((copy) => copy.vault.envelope.header.generation + 1))
  if (preview.contents === vault.contents) {
    // Two computers that joined on their own have the same accounts, and still two branches.
    if (options.dryRun !== true) {
      await world.vault.change(vault, (contents) => ({ contents, atLeast, result: null }), { joins, settles: true })
    }
    const notes = copies.map((copy) => t.merge.nothing(copy.file))
    return { json: jsonOf(copies, preview, header.generation, options), text: '', notes }
  }
  if (options.dryRun === true) {
    const notes = [...notesOn(preview, copies, context), t.merge.would]
    return { json: jsonOf(copies, preview, header.generation, options), text: '', notes }
  }
  for (const copy of copies) {
    const foreign = copy.vault.envelope.header.id !== header.id
    await confirmOrCancel(foreign ? t.merge.otherVaultQuestion(copy.file) : t.merge.question(copy.file), context)
  }
  const safety = await backUpBefore(vault, context)
  const { vault: saved, result } = await world.vault.change(
    vault,
    (contents, { slots }) => {
      const joined = join(contents, slots, copies)
      const ways = joined.keys === 0 ? {} : { slots: joined.slots }
      return { contents: joined.contents, ...ways, atLeast, result: joined }
    },
    { joins },
  )
  return {
    json: jsonOf(copies, result, saved.envelope.header.generation, options),
    text: '',
    notes: [...notesOn(result, copies, context), ...safety, ...copies.map((copy) => t.merge.done(copy.file))],
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
  const files = file === undefined ? (await world.copies.beside(id)).map((copy) => copy.file) : [resolve(file)]
  if (files.length === 0) throw new UkpError('no-copies', {})
  const copies: Copy[] = []
  for (const name of files) {
    const bytes = await world.backups.read(name)
    const own = { file: otherPassphraseFile, option: '--other-passphrase-file' }
    const other = await openCopy(name, bytes, { known: vault, own }, context)
    const sameKey = other.envelope.header.id === id && (await openWithKey(other.envelope, vault.dataKey)) !== null
    const slots = sameKey ? other.envelope.header.slots : []
    copies.push({ file: name, vault: other, hash: await fileHash(bytes), slots })
  }
  return copies
}

/** Pure, because a save may have to be done again on newer contents. */
function join(contents: Contents, slots: readonly Slot[], copies: readonly Copy[]): Joined {
  let joined: Joined = { contents, slots, reports: [], keys: 0 }
  for (const copy of copies) {
    // Labels go with their slots, which are joined here: the contents know only those of their own copy.
    const { contents: merged, report } = mergeContents(joined.contents, { ...copy.vault.contents, slots: {} })
    const ways = joinSlots(joined, copy)
    joined = {
      contents: ways.keys > 0 ? { ...merged, slots: ways.labels } : merged,
      slots: ways.slots,
      reports: [...joined.reports, report],
      keys: joined.keys + ways.keys,
    }
  }
  return joined
}

interface Ways {
  readonly slots: readonly Slot[]
  readonly labels: Contents['slots']
  /** How many were taken over. */
  readonly keys: number
}

/**
 * Ways to unlock that were added in the other copy, as far as there is room, and passphrases that were changed there
 * later. Under one data key none was removed.
 */
function joinSlots(ours: Joined, theirs: Copy): Ways {
  const theirContents = theirs.vault.contents
  let [slots, labels, keys] = [[...ours.slots], ours.contents.slots, 0]
  for (const slot of theirs.slots) {
    const at = slots.findIndex(({ id }) => id === slot.id)
    const mine = slots[at]
    const taken = mine === undefined ? hasRoom(slots, slot) : isNewer(slot, theirContents, ours.contents)
    if (!taken || JSON.stringify(mine?.json) === JSON.stringify(slot.json)) continue
    slots = mine === undefined ? [...slots, slot] : slots.with(at, slot)
    const label = theirContents.slots[slot.id]
    labels = label === undefined ? labels : { ...labels, [slot.id]: label }
    keys++
  }
  return { slots, labels, keys }
}

function hasRoom(slots: readonly Slot[], { type }: Slot): boolean {
  const alike = slots.filter((slot) => slot.type === 'passphrase').length
  return slots.length < VAULT_LIMITS.slots && (type !== 'passphrase' || alike < VAULT_LIMITS.passphraseSlots)
}

function isNewer({ id }: Slot, theirs: Contents, ours: Contents): boolean {
  return (theirs.slots[id]?.created ?? '') > (ours.slots[id]?.created ?? '')
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

function notesOn({ reports, keys }: Joined, copies: readonly Copy[], { t }: Context): string[] {
  const otherKey = copies.some((copy) => copy.slots.length === 0)
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
    ...(otherKey ? [t.merge.otherKey] : []),
  ]
}
