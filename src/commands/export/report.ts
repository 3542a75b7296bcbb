// What ukp export says: which accounts the other app cannot hold, what is left out of the others, where the files are and
// what anyone can do with them.
import { UkpError } from '../../errors.ts'
import type { Exporter } from '../../export/exporter.ts'
import type { Loss } from '../../otp/loss.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import { accountJson } from '../../views/account-json.ts'
import type { Context } from '../command.ts'

export interface JudgedExport {
  readonly taken: readonly StoredAccount[]
  /** Accounts with something left out, or something that not every program minds. */
  readonly notes: readonly {
    readonly name: string
    readonly without: readonly Loss[]
    readonly doubtful: readonly Loss[]
  }[]
  readonly refused: readonly { readonly name: string; readonly because: readonly Loss[] }[]
  readonly failure: UkpError | null
}

export function judgedExport(accounts: readonly StoredAccount[], exporter: Exporter): JudgedExport {
  const carried = accounts.map((account) => ({ account, carried: exporter.carry(account) }))
  const taken = carried.flatMap(({ account, carried: one }) => (one.taken ? [account] : []))
  const refused = carried.flatMap(({ account, carried: one }) =>
    one.taken ? [] : [{ name: account.name, because: one.because }],
  )
  const notes = carried.flatMap(({ account: { name }, carried: one }) =>
    one.taken && one.without.length + one.doubtful.length > 0
      ? [{ name, without: one.without, doubtful: one.doubtful }]
      : [],
  )
  const none = taken.length === 0 ? new UkpError('export-nothing', { app: exporter.app }) : null
  const some = refused.length > 0 ? new UkpError('export-partial', { refused: refused.length }) : null
  return { taken, notes, refused, failure: none ?? some }
}

export interface ExportFacts {
  readonly exporter: Exporter
  readonly judged: JudgedExport
  readonly dryRun: boolean
  readonly files: readonly { readonly file: string; readonly accounts: number }[]
}

/** What does not come through, the accounts of one kind of loss together: said before anything is asked or written. */
export function lossNotes(
  { exporter: { app }, judged }: Pick<ExportFacts, 'exporter' | 'judged'>,
  { t }: Context,
): string[] {
  const told = (losses: readonly Loss[]): string => losses.map((loss) => t.export.loss(loss)).join(', ')
  const refused = grouped(judged.refused.map(({ name, because }) => [told(because), name]))
  const without = grouped(
    judged.notes.flatMap(({ name, without: some }) =>
      some.map(({ what }) => [t.export.loss({ what, value: null }), name] as const),
    ),
  )
  const doubtful = grouped(
    judged.notes.flatMap(({ name, doubtful: some }) => (some.length === 0 ? [] : [[told(some), name] as const])),
  )
  return [
    ...refused.map(([why, names]) => t.export.refused(app, why, names)),
    ...without.map(([what, names]) => t.export.without(what, names)),
    ...doubtful.map(([what, names]) => t.export.doubtful(what, names)),
  ]
}

function grouped(pairs: readonly (readonly [what: string, name: string])[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const [what, name] of pairs) groups.set(what, [...(groups.get(what) ?? []), name])
  return [...groups]
}

export function exportNotes({ exporter, judged, dryRun, files }: ExportFacts, { t }: Context): string[] {
  const { app, encrypted } = exporter
  return [
    ...files.map(({ file, accounts }) => t.export.written(file, accounts)),
    ...(files.length > 0 && !encrypted ? [t.export.anyone] : []),
    ...(files.length > 0 && encrypted ? [t.export.sealed(app)] : []),
    ...(dryRun ? [t.export.dryRun(judged.taken.length)] : []),
  ]
}

/** @param content the file's text where it was not written to a file */
export function exportJson({
  exporter,
  judged,
  dryRun,
  files,
  content,
}: ExportFacts & { content: string | null }): Readonly<Record<string, unknown>> {
  return {
    format: exporter.format,
    app: exporter.app,
    encrypted: exporter.encrypted,
    exported: judged.taken.map(accountJson),
    notes: judged.notes,
    refused: judged.refused,
    files,
    ...(content === null ? {} : { content }),
    ...(dryRun ? { dryRun: true } : {}),
  }
}
