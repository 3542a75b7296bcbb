// What an app can hold against what an account has: which codes it would get wrong, and what is left out.
import { type Account, type Algorithm, DEFAULTS, LIMITS, type OtpParameters, type OtpType } from '../otp/account.ts'
import type { Loss } from '../otp/loss.ts'
import { nameFromLabel } from '../otp/names.ts'
import type { Carried } from './exporter.ts'
import { labelled } from './label.ts'

/** Values of the parameters with which an app shows the same code as ukp. */
export interface Range {
  readonly algorithms: readonly Algorithm[]
  readonly digits: readonly number[]
  /** Seconds, from and to. */
  readonly period: readonly [number, number]
}

/** A kind of code that is missing here is one that the app does not have. */
export type Abilities = Readonly<Partial<Record<OtpType, Range>>>

/** What nearly every app has. */
export const USUAL_ALGORITHMS: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512']
export const ANY_PERIOD: Range['period'] = [LIMITS.period.min, LIMITS.period.max]

/** The parameters with which the app would show no code or a wrong one. */
export function misfits(account: OtpParameters, abilities: Abilities): Loss[] {
  const range = abilities[account.type]
  if (range === undefined) return [{ what: 'type', value: account.type }]
  const { algorithm, digits, period } = account
  const found: Loss[] = []
  if (!range.algorithms.includes(algorithm)) found.push({ what: 'algorithm', value: algorithm })
  if (!range.digits.includes(digits)) found.push({ what: 'digits', value: digits })
  const [from, to] = range.period
  if (account.type !== 'hotp' && (period < from || period > to)) found.push({ what: 'period', value: period })
  return found
}

/** What a format keeps besides the parameters, issuer and user name. */
export interface Kept {
  readonly name: boolean
  readonly note: boolean
  /** How many tags. */
  readonly tags: number
}

/** What stays behind. No app has a place for deletion codes and earlier keys. */
export function leftOut(account: Account, kept: Kept): Loss[] {
  const { name, note, tags, deletionCode, history } = account
  const losses: Loss[] = []
  if (!kept.name && name !== shownName(account)) losses.push({ what: 'name', value: name })
  if (!kept.note && note !== '') losses.push({ what: 'note', value: null })
  if (tags.length > kept.tags) losses.push({ what: 'tags', value: tags.slice(kept.tags).join(', ') })
  if (deletionCode !== null) losses.push({ what: 'deletion-code', value: null })
  if (history.length > 0) losses.push({ what: 'history', value: history.length })
  return losses
}

/** The name, where issuer and user name show it; null where they do not. */
function shownName(account: Account): string | null {
  const { name } = account
  const label = labelled(account)
  return [label.issuer, label.account, nameFromLabel(label)].includes(name) ? name : null
}

const USUAL: Range = {
  algorithms: [DEFAULTS.algorithm],
  digits: [DEFAULTS.digits],
  period: [DEFAULTS.period, DEFAULTS.period],
}

/**
 * What many programs pass over in a link, so that they show a wrong code: of ten that were compared, some take every
 * account for SHA-1, six digits and 30 s.
 */
export function unusual(account: OtpParameters): Loss[] {
  const { type } = account
  if (type === 'steam') return [{ what: 'type', value: type }]
  const others = misfits({ ...account, type: 'totp' }, { totp: USUAL })
  return type === 'hotp' ? [{ what: 'type', value: type }, ...others.filter(({ what }) => what !== 'period')] : others
}

/** Taken, unless something is against it. */
export function carriedUnless(
  because: readonly Loss[],
  found: () => { without: readonly Loss[]; doubtful?: readonly Loss[] },
): Carried {
  if (because.length > 0) return { taken: false, because }
  const { without, doubtful = [] } = found()
  return { taken: true, without, doubtful }
}
