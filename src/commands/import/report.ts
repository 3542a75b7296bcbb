// What ukp import says: what would be added, before it is asked about; what was added; what was refused, each with its
// place; and which files still hold keys that anybody can read.
import { UkpError } from '../../errors.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { accountJson } from '../../views/account-json.ts'
import type { Answer, Context } from '../command.ts'
import type { Added, Outcome } from '../incoming/apply.ts'
import { detailsOf } from '../incoming/preview.ts'
import {
  completedNotes,
  failureOf,
  notesJson,
  place,
  plannedJson,
  refusedJson,
  refusedNotes,
  sameJson,
  sameText,
  skippedJson,
  skippedNotes,
  warningText,
} from '../incoming/report.ts'
import type { Origin } from '../incoming/sources.ts'
import type { FileReport, GatheredFiles } from './sources.ts'

export interface ImportReport {
  readonly gathered: GatheredFiles
  /** null when nothing was saved. */
  readonly saved: {
    readonly vault: OpenVault
    readonly created: boolean
    /** The report was read already, before the question. */
    readonly shown: boolean
  } | null
  readonly dryRun: boolean
}

/** The report before anything is saved, a line each. `failure` is said at the end anyway and left out here. */
export async function previewOf(
  planned: Outcome,
  gathered: GatheredFiles,
  context: Context,
  failure: UkpError | null = null,
): Promise<string[]> {
  const { t } = context
  const lineOf = ({ account, candidate }: Added): string => {
    const trashed = account.trashed === null ? [] : [t.import.trashed]
    return t.add.wouldAdd(account.name, [detailsOf(candidate.account, { brief: true, t }), ...trashed].join(', '))
  }
  return [
    ...filesNotes(gathered, context),
    ...planned.added.map(lineOf),
    ...(await restOf(planned, gathered, failure, context)),
  ]
}

/** All but the added accounts themselves. */
async function restOf(
  outcome: Outcome,
  gathered: GatheredFiles,
  failure: UkpError | null,
  context: Context,
): Promise<string[]> {
  const { t } = context
  return [
    ...outcome.added.flatMap(({ account, candidate }) =>
      candidate.warnings.map((warning) =>
        t.import.about(rowOf(candidate.origin, account.name, context), warningText(warning, context)),
      ),
    ),
    ...completedNotes(outcome.completed, context),
    ...twinNotes(outcome.same, context),
    ...(await refusedNotes([...gathered.refused, ...outcome.refused], failure, context, t.import.refused)),
    ...skippedNotes(gathered, context),
    ...gathered.passedOver.map((file) => t.import.passedOver(file)),
  ]
}

/** With the row of a table or list, where it has one: there it is to be mended. */
function rowOf(origin: Origin, name: string, context: Context): string {
  return origin.line === null ? name : `${place(origin, context)}, ${name}`
}

/** Most of what is there already under the same name is told one by one; more is a number in the last line. */
const MOST_TWINS = 10

/** A key under another name is always told: two rows of a table may have got one key by mistake. */
function twinNotes(same: Outcome['same'], context: Context): string[] {
  const { t } = context
  const repeated = same.filter(({ name, wanted }) => name === wanted)
  const others = same.filter(({ name, wanted }) => name !== wanted)
  return [
    ...(repeated.length > MOST_TWINS ? [] : repeated.map((twin) => sameText(twin, context))),
    ...others.map(({ name, wanted, origin }) => t.import.otherName(place(origin, context), wanted, name)),
    ...same
      .filter(({ otherDeletionCode }) => otherDeletionCode === true)
      .map(({ wanted }) => t.import.about(wanted, t.import.otherDeletionCode)),
  ]
}

/** What each file is, and what was left out of it. */
function filesNotes({ files }: GatheredFiles, { t }: Context): string[] {
  return files.flatMap(({ file, app, remarks }) => [
    ...(app === null ? [] : [t.import.found(file, app)]),
    ...[...remarks].map((remark) => t.import.remarks[remark](file)),
  ])
}

export async function importAnswer(
  outcome: Outcome,
  { gathered, saved, dryRun }: ImportReport,
  context: Context,
): Promise<Answer> {
  const { t, world } = context
  const { added, completed, same } = outcome
  const refused = [...gathered.refused, ...outcome.refused]
  const taken = added.length + completed.length
  // A second run of the same import finds everything there already: it ends as the first one did.
  const good = taken + same.length
  const failure = good > 0 ? partialOf(refused.length) : failureOf(0, same, refused)
  const notes: string[] = []
  if (saved === null) notes.push(...(await previewOf(outcome, gathered, context, failure)))
  else {
    if (saved.created) notes.push(t.vault.created(world.vault.file))
    if (!saved.shown) notes.push(...(await savedNotes(outcome, gathered, failure, context)))
  }
  const counts = { added: added.length, changed: completed.length, same: same.length, refused: refused.length }
  if (taken + same.length > 0) notes.push(saved === null && taken > 0 ? t.import.would(counts) : t.import.done(counts))
  if (dryRun) notes.push(t.words.nothingSaved)
  const files = await whereaboutsOf(gathered, context)
  if (saved !== null) notes.push(t.import.compare)
  if (!dryRun && good > 0) notes.push(...openNotes(files, context))
  if (saved !== null && (await (await world.backups()).list(saved.vault.envelope.header.id)).length === 0)
    notes.push(t.backup.none)
  const json = {
    added: added.map(({ account }) => (saved === null ? plannedJson(account, account.name) : accountJson(account))),
    same: sameJson(same),
    changed: completed.map(({ account }) => accountJson(account)),
    refused: await refusedJson(refused, context),
    ...skippedJson(gathered, context),
    ...notesJson(added, context),
    ...(gathered.passedOver.length === 0 ? {} : { passedOver: gathered.passedOver }),
    files: files.map(({ keys, remarks, ...file }) => ({ ...file, accounts: keys, remarks: [...remarks] })),
    ...(dryRun ? { dryRun: true } : {}),
  }
  return { json, text: '', notes, ...(failure === null ? {} : { failure }) }
}

function partialOf(refused: number): UkpError | null {
  return refused === 0 ? null : new UkpError('import-partial', { refused })
}

async function savedNotes(
  outcome: Outcome,
  gathered: GatheredFiles,
  failure: UkpError | null,
  context: Context,
): Promise<string[]> {
  const { t } = context
  const added = outcome.added.map(({ account: { name, trashed }, wanted }) => {
    const line = name === wanted ? t.add.added(name) : t.add.savedAs(wanted, name)
    return trashed === null ? line : `${line} (${t.import.trashed})`
  })
  return [...filesNotes(gathered, context), ...added, ...(await restOf(outcome, gathered, failure, context))]
}

interface FileFacts extends FileReport {
  /** How many accounts came out of it. */
  readonly keys: number
  readonly syncedBy: string | null
  readonly othersCanRead: boolean
}

async function whereaboutsOf({ files, candidates }: GatheredFiles, { world }: Context): Promise<FileFacts[]> {
  const counts = new Map<string | null, number>()
  for (const { origin } of candidates) counts.set(origin.file, (counts.get(origin.file) ?? 0) + 1)
  const facts: FileFacts[] = []
  for (const file of files) {
    const nowhere = { syncedBy: null, othersCanRead: false }
    const where = file.file === '-' ? nowhere : await (await world.pictures()).whereabouts(file.file)
    facts.push({ ...file, keys: counts.get(file.file) ?? 0, ...where })
  }
  return facts
}

/** Files whose keys anybody can read who gets hold of them, and who may have them already. */
function openNotes(files: readonly FileFacts[], { t }: Context): string[] {
  const open = files.filter(({ file, encrypted, keys }) => file !== '-' && !encrypted && keys > 0)
  if (open.length === 0) return []
  const synced = open.filter(({ syncedBy }) => syncedBy !== null)
  const [{ syncedBy } = { syncedBy: null }] = synced
  const readable = open.filter(({ othersCanRead }) => othersCanRead)
  const names = (some: readonly FileFacts[]): string[] => some.map(({ file }) => file)
  return [
    t.import.holdKeys(names(open)),
    ...(syncedBy === null ? [] : [t.import.synced(names(synced), syncedBy)]),
    ...(readable.length === 0 ? [] : [t.import.othersCanRead(names(readable))]),
  ]
}
