// What is about to be added, told before it is: issuer, user name and the key's length, never the key. Several accounts
// from pictures are asked about, because nobody sees by looking at a picture what is in it.
import { UkpError } from '../../errors.ts'
import { DEFAULTS, type NewAccount } from '../../otp/account.ts'
import { nameFromLabel } from '../../otp/names.ts'
import { keyFinder } from '../../otp/same-key.ts'
import { allAccounts } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { Context } from '../command.ts'
import type { Candidate } from './sources.ts'

/** Candidates by whether the vault has their key. */
export interface Judged {
  readonly fresh: readonly Candidate[]
  readonly same: readonly { readonly name: string; readonly candidate: Candidate }[]
}

export function judged(candidates: readonly Candidate[], present: OpenVault | null): Judged {
  const find = keyFinder(present === null ? [] : allAccounts(present.contents))
  const twins = candidates.map((candidate) => ({ candidate, twin: find(candidate.account) }))
  return {
    fresh: twins.filter(({ twin }) => twin === null).map(({ candidate }) => candidate),
    same: twins.flatMap(({ candidate, twin }) => (twin === null ? [] : [{ name: twin.name, candidate }])),
  }
}

/** One line for each candidate. `name` is the one that was asked for; `brief` leaves out what stands in the name. */
export function previewLines(
  { fresh, same }: Judged,
  { name, brief }: { name: string | null; brief: boolean },
  { t }: Context,
): string[] {
  return [
    ...fresh.map(({ account }) =>
      t.add.wouldAdd(name ?? nameFromLabel(account) ?? '–', detailsOf(account, { brief, t })),
    ),
    ...same.map((one) => t.add.same(one.name)),
  ]
}

export function detailsOf(account: NewAccount, { brief, t }: { brief: boolean; t: Context['t'] }): string {
  const { issuer, account: user, secret } = account
  const labels = brief ? { issuer: '', account: '' } : { issuer, account: user }
  return t.add.details({ ...labels, others: unusual(account).join(', '), characters: secret.length })
}

/** Parameters that are not as nearly everywhere, in the words of the links. */
function unusual({ type, algorithm, digits, period }: NewAccount): string[] {
  return [
    type === 'totp' ? '' : type.toUpperCase(),
    algorithm === DEFAULTS.algorithm ? '' : algorithm,
    digits === DEFAULTS.digits ? '' : `digits=${digits}`,
    type === 'hotp' || period === DEFAULTS.period ? '' : `period=${period}`,
  ].filter((part) => part !== '')
}

/** Shows what the pictures hold and asks; where nobody can be asked, --yes has to be given. @throws UkpError cancelled, missing-option */
export async function confirmSeveral(
  candidates: readonly Candidate[],
  present: OpenVault | null,
  context: Context,
): Promise<void> {
  const { world, globals, t } = context
  if (candidates.length < 2 || globals.yes) return
  const found = judged(candidates, present)
  if (found.fresh.length === 0) return
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('missing-option', { option: '--yes' })
  prompts.tell(t.add.foundSeveral(candidates.length))
  for (const line of previewLines(found, { name: null, brief: true }, context)) prompts.tell(`  ${line}`)
  if (!(await prompts.confirm(t.add.takeQuestion(found.fresh.length)))) throw new UkpError('cancelled', {})
}
