// What ukp add says at the end: added, same, refused, each with its place, for people and for scripts.
import { UkpError } from '../errors.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { keyFinder } from '../otp/incoming.ts'
import { nameFromLabel } from '../otp/names.ts'
import type { Warning } from '../otp/warnings.ts'
import { allAccounts } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { accountJson } from '../views/account-json.ts'
import type { Outcome } from './add-apply.ts'
import type { Candidate, Origin, Refused } from './add-sources.ts'
import type { Answer, Context } from './command.ts'

type Same = readonly { name: string; origin: Origin }[]

function warningText({ code, facts }: Warning, { t }: Context): string {
  return `${t.words.warning}: ${t.warnings[code](facts as never)}`
}

function place({ file, line }: Origin, { t }: Context): string {
  return [file, line === null ? null : t.add.line(line)].filter((part) => part !== null).join(', ')
}

function refusedJson(refused: readonly Refused[], { t }: Context): unknown[] {
  return refused.map(({ origin, name, error }) => {
    const { message } = sentenceOf(error, t)
    return { file: origin.file, line: origin.line, name, kind: error.kind, message }
  })
}

function sameJson(same: Same): unknown[] {
  return same.map(({ name, origin }) => ({ name, file: origin.file }))
}

/**
 * Something refused beside something taken is partial; nothing taken is the first reason itself.
 * A key that is there already is no failure beside others, but it is one when it was all that was given.
 */
function failureOf(taken: number, same: Same, refused: readonly Refused[]): UkpError | null {
  const [first] = refused
  if (taken > 0 && first !== undefined) return new UkpError('partial', { taken, refused: refused.length })
  if (taken > 0) return null
  if (first !== undefined) return first.error
  const [twin] = same
  return twin === undefined ? new UkpError('input-empty', {}) : new UkpError('same-key', { name: twin.name })
}

/** Said before the failure itself; a single reason is the failure and not said twice. */
function refusedNotes(refused: readonly Refused[], failure: UkpError | null, context: Context): string[] {
  const told = refused.filter(({ error }) => error !== failure || refused.length > 1)
  return told.map(({ origin, name, error }) => {
    const { message, hint } = sentenceOf(error, context.t)
    return context.t.add.refused([place(origin, context), name].filter(Boolean).join(', ') || '–', `${message} ${hint}`)
  })
}

export interface SavedFacts {
  readonly vault: OpenVault
  readonly created: boolean
  readonly pictures: readonly string[]
}

export async function savedAnswer(
  outcome: Outcome,
  unread: readonly Refused[],
  facts: SavedFacts,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  const { added, replaced, same } = outcome
  const refused = [...unread, ...outcome.refused]
  const failure = failureOf(added.length + replaced.length, same, refused)
  const json = {
    added: added.map(({ account }) => accountJson(account)),
    same: sameJson(same),
    changed: replaced.map(accountJson),
    refused: refusedJson(refused, context),
  }
  const notes: string[] = facts.created ? [t.vault.created(world.vault.file)] : []
  for (const { account, wanted, candidate } of added) {
    notes.push(account.name === wanted ? t.add.added(account.name) : t.add.savedAs(wanted, account.name))
    notes.push(...candidate.warnings.map((warning) => warningText(warning, context)))
  }
  notes.push(...replaced.map(({ name }) => t.add.replaced(name)))
  if (added.length > 0) notes.push(...same.map(({ name }) => t.add.same(name)))
  notes.push(...refusedNotes(refused, failure, context))
  if (added.length === 1 && added[0] !== undefined) notes.push(t.add.itsCode(added[0].account.name))
  const read = new Set([
    ...added.map((one) => one.candidate.origin.file),
    ...(replaced.length > 0 ? facts.pictures : []),
  ])
  notes.push(
    ...facts.pictures.filter((file) => file !== '-' && read.has(file)).map((file) => t.add.pictureHoldsKey(file)),
  )
  if (added.length > 0 && (await world.backups.list(facts.vault.envelope.header.id)).length === 0)
    notes.push(t.add.noBackup)
  return failure === null ? { json, text: '', notes } : { json, text: '', notes, failure }
}

/** --dry-run, and the end of a call in which nothing could be read: nothing is saved. The key is never shown, its length is. */
export function dryRunAnswer(
  candidates: readonly Candidate[],
  refused: readonly Refused[],
  { present, name, dryRun }: { present: OpenVault | null; name: string | null; dryRun: boolean },
  context: Context,
): Answer {
  const { t } = context
  const stored = present === null ? [] : allAccounts(present.contents)
  const find = keyFinder(stored)
  const judged = candidates.map((candidate) => ({ candidate, twin: find(candidate.account) }))
  const fresh = judged.filter(({ twin }) => twin === null).map(({ candidate }) => candidate)
  const same = judged.flatMap(({ candidate, twin }) =>
    twin === null ? [] : [{ name: twin.name, origin: candidate.origin }],
  )
  const failure = failureOf(fresh.length, same, refused)
  const notes = fresh.flatMap(({ account, warnings }) => [
    t.add.wouldAdd(name ?? nameFromLabel(account) ?? '–', account.secret.length),
    ...warnings.map((warning) => warningText(warning, context)),
  ])
  if (fresh.length > 0) notes.push(...same.map(({ name }) => t.add.same(name)))
  notes.push(...refusedNotes(refused, failure, context))
  if (dryRun) notes.push(t.add.dryRun)
  const json = {
    added: fresh.map(({ account: { secret, ...shown } }) => ({
      name: name ?? nameFromLabel(shown),
      ...shown,
      keyLength: secret.length,
    })),
    same: sameJson(same),
    changed: [],
    refused: refusedJson(refused, context),
    ...(dryRun ? { dryRun: true } : {}),
  }
  return failure === null ? { json, text: '', notes } : { json, text: '', notes, failure }
}
