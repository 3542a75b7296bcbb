// The other way round: from a code to the account and the time step (or counter) that it belongs to. Nothing is saved,
// and a counter that is looked at is not used up.
import { type FormerSecret, LIMITS, type OtpParameters, STEAM_DIGITS } from './account.ts'
import { codeOfCounter, codeOfStep, isTimeBased, STEAM_ALPHABET, stepAt } from './code.ts'

/** How far around the present moment a code is looked for. */
const SEARCH_MS = 600_000
/** How many counters are looked at, from the next one on, and as many before it. */
const SEARCH_COUNTERS = 10

/** Longest period, in seconds, whose codes say something about a clock: the middle of a longer window is a mere guess. */
const MEASURING_PERIOD = 300

const DIGITS = new RegExp(`^[0-9]{${LIMITS.digits.min},${LIMITS.digits.max}}$`)
/** In either case. */
const STEAM = new RegExp(`^[${STEAM_ALPHABET}]{${STEAM_DIGITS}}$`, 'i')

interface Found<T> {
  readonly account: T
  /** The earlier key that the code is of; null: the present one. */
  readonly former: FormerSecret | null
}

export interface TimedMatch<T> extends Found<T> {
  readonly kind: 'timed'
  /** 0 is the present window, negative ones are over, positive ones are still to come. */
  readonly steps: number
  /** Seconds between the start of the present window and that of the code's, without sign. */
  readonly seconds: number
  /** The window, Unix time in milliseconds: from, and up to but without until. */
  readonly fromMs: number
  readonly untilMs: number
  /**
   * Seconds from now to the middle of the window, 0 in the present window: positive where this clock is slow. null where
   * the period is too long to tell.
   */
  readonly offsetSeconds: number | null
}

export interface CountedMatch<T> extends Found<T> {
  readonly kind: 'counted'
  readonly counter: number
  /** 0 is the next code, -1 the one before it. */
  readonly countersAhead: number
}

export type Match<T> = TimedMatch<T> | CountedMatch<T>

/** A code as it is compared: without blanks, Steam's in capitals; null when no account could have such a code. */
export function cleanCode(typed: string): string | null {
  const code = typed.replace(/\s/gu, '')
  return DIGITS.test(code) || STEAM.test(code) ? code.toUpperCase() : null
}

/**
 * Every account whose present key, or an earlier one, gives this code within ten minutes of now, the nearest first.
 * Codes are computed only for keys whose codes are of this length: about 41 a key with a period of 30 seconds.
 * @param code as `cleanCode` gives it
 * @param nowMs Unix time in milliseconds
 */
export function findCode<T extends OtpParameters & { readonly history: readonly FormerSecret[] }>(
  accounts: readonly T[],
  code: string,
  nowMs: number,
): Match<T>[] {
  const matches = accounts.flatMap((account) =>
    [null, ...account.history].flatMap((former): Match<T>[] => {
      const key = former ?? account
      if (!canBeOf(key, code)) return []
      const hits = isTimeBased(key) ? timedHits(key, code, nowMs) : countedHits(key, code)
      return hits.map((hit) => ({ account, former, ...hit }))
    }),
  )
  return matches.sort((a, b) => distance(a) - distance(b) || Number(a.former !== null) - Number(b.former !== null))
}

/**
 * What the matches say about this computer's clock, in seconds: 0 is right, positive is slow, negative is fast; null
 * when they disagree or say nothing. A match in the present window outweighs others, which are there by chance.
 */
export function clockOffset(matches: readonly Match<unknown>[]): number | null {
  const offsets = new Set(matches.flatMap((one) => (one.kind === 'timed' ? (one.offsetSeconds ?? []) : [])))
  if (offsets.has(0)) return 0
  const [only] = offsets
  return offsets.size === 1 ? (only ?? null) : null
}

function canBeOf({ type, digits }: OtpParameters, code: string): boolean {
  return digits === code.length && (type === 'steam' ? STEAM : DIGITS).test(code)
}

type TimedHit = Omit<TimedMatch<never>, keyof Found<never>>
type CountedHit = Omit<CountedMatch<never>, keyof Found<never>>

function timedHits(key: OtpParameters, code: string, nowMs: number): TimedHit[] {
  const hits: TimedHit[] = []
  const present = stepAt(key, nowMs)
  const last = stepAt(key, nowMs + SEARCH_MS)
  const periodMs = key.period * 1000
  for (let step = Math.max(0, stepAt(key, nowMs - SEARCH_MS)); step <= last; step++) {
    if (codeOfStep(key, step) !== code) continue
    const steps = step - present
    const fromMs = step * periodMs
    const middle = Math.round((fromMs + periodMs / 2 - nowMs) / 1000)
    const offsetSeconds = key.period > MEASURING_PERIOD ? null : steps === 0 ? 0 : middle
    const seconds = Math.abs(steps) * key.period
    hits.push({ kind: 'timed', steps, seconds, fromMs, untilMs: fromMs + periodMs, offsetSeconds })
  }
  return hits
}

function countedHits(key: OtpParameters, code: string): CountedHit[] {
  const hits: CountedHit[] = []
  const first = Math.max(0, key.counter - SEARCH_COUNTERS)
  const end = Math.min(Number.MAX_SAFE_INTEGER, key.counter + SEARCH_COUNTERS)
  for (let counter = first; counter < end; counter++) {
    if (codeOfCounter(key, counter) === code) {
      hits.push({ kind: 'counted', counter, countersAhead: counter - key.counter })
    }
  }
  return hits
}

/** For the order only: a counted code is put among the timed ones as if each code had half a minute. */
function distance(match: Match<unknown>): number {
  return match.kind === 'timed' ? match.seconds : Math.abs(match.countersAhead) * 30
}
