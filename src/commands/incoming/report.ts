// What ukp add says at the end: added, same, refused, each with its place, for people and for scripts.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import type { NewAccount } from '../../otp/account.ts'
import { nameFromLabel } from '../../otp/names.ts'
import type { Warning } from '../../otp/warnings.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { accountJson } from '../../views/account-json.ts'
import type { Answer, Context } from '../command.ts'
import type { Added, Completed, Outcome, Twin } from './apply.ts'
import { reportPictures } from './pictures.ts'
import { judged, previewLines } from './preview.ts'
import type { Gathered, Origin, Refused } from './sources.ts'

type Same = readonly Pick<Twin, 'name' | 'origin' | 'given'>[]

export function warningText(warning: Warning, context: Context): string {
  return `${context.t.words.warning}: ${sentenceOfWarning(warning, context)}`
}

function sentenceOfWarning({ code, facts }: Warning, { t }: Context): string {
  return t.warnings[code](facts as never)
}

export function place({ file, line }: Origin, { t }: Context): string {
  return [file, line === null ? null : t.add.line(line)].filter((part) => part !== null).join(', ')
}

export async function refusedJson(refused: readonly Refused[], { t }: Context): Promise<unknown[]> {
  return await Promise.all(
    refused.map(async ({ origin, name, error }) => {
      const { message } = await sentenceOf(error, t)
      return { file: origin.file, line: origin.line, name, kind: error.kind, message }
    }),
  )
}

export function sameJson(same: Same): unknown[] {
  return same.map(({ name, origin }) => ({ name, file: origin.file }))
}

/**
 * Something refused beside something taken is partial; nothing taken is the first reason itself.
 * A key that is there already is no failure beside others, but it is one when it was all that was given.
 */
export function failureOf(taken: number, same: Same, refused: readonly Refused[]): UkpError | null {
  const [first] = refused
  if (taken > 0 && first !== undefined) return new UkpError('partial', { taken, refused: refused.length })
  if (taken > 0) return null
  if (first !== undefined) return first.error
  const [twin] = same
  return twin === undefined ? new UkpError('input-empty', {}) : new UkpError('same-key', { name: twin.name })
}

/** Said before the failure itself; a single reason is the failure and not said twice. */
export async function refusedNotes(
  refused: readonly Refused[],
  failure: UkpError | null,
  context: Context,
  say: (source: string, sentence: string) => string = context.t.add.refused,
): Promise<string[]> {
  const told = refused.filter(({ error }) => error !== failure || refused.length > 1)
  return await Promise.all(
    told.map(async ({ origin, name, error }) => {
      const { message, hint } = await sentenceOf(error, context.t)
      return say([place(origin, context), name].filter(Boolean).join(', '), `${message} ${hint}`)
    }),
  )
}

export interface SavedFacts {
  readonly vault: OpenVault
  readonly created: boolean
  readonly gathered: Gathered
  /** What was gathered but could not be completed. */
  readonly nameless: readonly Refused[]
  readonly options: { readonly qr?: readonly string[]; readonly deleteImage?: boolean }
}

export async function savedAnswer(outcome: Outcome, facts: SavedFacts, context: Context): Promise<Answer> {
  const { world, t } = context
  const { vault, created, gathered, nameless, options } = facts
  const { added, replaced, completed, same } = outcome
  const refused = [...gathered.refused, ...nameless, ...outcome.refused]
  const failure = failureOf(added.length + replaced.length + completed.length, same, refused)
  const notes: string[] = created ? [t.vault.created(world.vault.file)] : []
  for (const { account, wanted, candidate } of added) {
    notes.push(account.name === wanted ? t.add.added(account.name) : t.add.savedAs(wanted, account.name))
    notes.push(...candidate.warnings.map((warning) => warningText(warning, context)))
  }
  notes.push(...replaced.map(({ name }) => t.add.replaced(name)))
  notes.push(...completedNotes(completed, context))
  if (failure?.reason !== 'same-key' || same.length > 1) notes.push(...same.map((twin) => sameText(twin, context)))
  notes.push(...(await refusedNotes(refused, failure, context)), ...skippedNotes(gathered, context))
  if (added.length === 1 && added[0] !== undefined) notes.push(t.add.itsCode(added[0].account.name))
  if (added.length > 0 && (await (await world.backups()).list(vault.envelope.header.id)).length === 0)
    notes.push(t.backup.none)
  // A command that fails leaves everything as it is; a key that is there already is no reason to keep its picture.
  const mayDelete = failure === null || failure.reason === 'partial' || failure.reason === 'same-key'
  const pictures = await reportPictures(
    {
      files: options.qr ?? [],
      candidates: gathered.candidates,
      refused,
      vault,
      deletion: !mayDelete ? 'never' : options.deleteImage === true ? 'wanted' : 'asked',
    },
    notes,
    context,
  )
  // What was asked for is done: the picture is gone, its keys are stored.
  const settled = failure?.reason === 'same-key' && pictures.deleted > 0
  if (settled && same.length === 1) pictures.notes.unshift(...same.map(({ name }) => t.add.same(name)))
  const json = {
    added: added.map(({ account }) => accountJson(account)),
    same: sameJson(same),
    changed: [...replaced, ...completed.map(({ account }) => account)].map(accountJson),
    refused: await refusedJson(refused, context),
    ...notesJson(added, context),
    ...skippedJson(gathered, context),
    ...(pictures.json.length > 0 ? { pictures: pictures.json } : {}),
  }
  const whole = settled ? pictures.failure : (failure ?? pictures.failure)
  return { json, text: '', notes: pictures.notes, ...(whole === null ? {} : { failure: whole }) }
}

/** What was noticed of the accounts that were taken; left out where there is nothing. */
export function notesJson(added: readonly Pick<Added, 'account' | 'candidate'>[], context: Context): object {
  const notes = added.flatMap(({ account: { name }, candidate: { warnings } }) =>
    warnings.map((warning) => ({ name, code: warning.code, message: sentenceOfWarning(warning, context) })),
  )
  return notes.length === 0 ? {} : { notes }
}

export function completedNotes(completed: readonly Completed[], { t }: Context): string[] {
  return completed.flatMap(({ account: { name, counter }, what }) =>
    what.map((one) => (one === 'counter' ? t.add.completed.counter(name, counter) : t.add.completed[one](name))),
  )
}

export function sameText({ name, given }: Pick<Twin, 'name' | 'given'>, { t }: Context): string {
  return given === true ? t.add.twice(name) : t.add.same(name)
}

export function skippedNotes({ skipped }: Gathered, { t }: Context): string[] {
  return skipped.map(({ file, holds }) => t.add.skipped(file, holds))
}

export function skippedJson({ skipped }: Gathered, { t }: Context): object {
  if (skipped.length === 0) return {}
  return { skipped: skipped.map(({ file, holds }) => ({ file, message: t.add.skipped(file, holds) })) }
}

/** --dry-run, and the end of a call in which nothing could be read: nothing is saved. The key is never shown, its length is. */
export async function dryRunAnswer(
  gathered: Gathered,
  { present, name, dryRun }: { present: OpenVault | null; name: string | null; dryRun: boolean },
  context: Context,
): Promise<Answer> {
  const { t } = context
  const { candidates, refused } = gathered
  const found = judged(candidates, present)
  const same = found.same.map(({ name, candidate }) => ({ name, origin: candidate.origin }))
  const failure = failureOf(found.fresh.length, same, refused)
  const lines = previewLines(found, { name, brief: false }, context)
  const notes = [
    ...(found.fresh.length > 0 ? lines : []),
    ...found.fresh.flatMap(({ warnings }) => warnings.map((warning) => warningText(warning, context))),
    ...(await refusedNotes(refused, failure, context)),
    ...skippedNotes(gathered, context),
  ]
  if (dryRun) notes.push(t.words.nothingSaved)
  const json = {
    added: found.fresh.map(({ account }) => plannedJson(account, name ?? nameFromLabel(account))),
    same: sameJson(same),
    changed: [],
    refused: await refusedJson(refused, context),
    ...skippedJson(gathered, context),
    ...(dryRun ? { dryRun: true } : {}),
  }
  return failure === null ? { json, text: '', notes } : { json, text: '', notes, failure }
}

/** An account that is not in the vault yet: no id, no times; the length of its key, never the key. */
export function plannedJson({ secret, ...parameters }: NewAccount, name: string | null): object {
  const { type, issuer, account, algorithm, digits, period, counter } = parameters
  return { name, type, issuer, account, algorithm, digits, period, counter, keyLength: secret.length }
}
