// Values of options, checked where they come in.
import { UkpError } from '../errors.ts'
import { LANGUAGES, type Language } from '../messages/choose.ts'
import { looksLikeSecret } from '../otp/secret-text.ts'

/** A whole number in decimal digits. */
export function wholeNumber(option: string, { min, max }: { min: number; max: number }): (text: string) => number {
  return (text) => {
    const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= min && value <= max)) throw new UkpError('invalid-value', { option, allowed: `${min}–${max}` })
    return value
  }
}

/** Takes one of these words, in any case. The words stand on it, so that completion can offer them. */
export interface WordParser<T extends string> {
  (text: string): T
  readonly words: readonly T[]
}

/** @param option as it is named in the error, "--format" or "<shell>" */
export function oneOf<T extends string>(option: string, words: readonly T[], spelled = same): WordParser<T> {
  const parse = (text: string): T => {
    const wanted = spelled(text).toLowerCase()
    const found = words.find((one) => one.toLowerCase() === wanted)
    if (found === undefined) throw new UkpError('invalid-value', { option, allowed: words.join(', ') })
    return found
  }
  return Object.assign(parse, { words })
}

function same(text: string): string {
  return text
}

export const language: WordParser<Language> = oneOf('--lang', LANGUAGES)

/** A word of --format. */
export function formatOf(formats: readonly string[]): WordParser<string> {
  return oneOf('--format', formats)
}

/** Gathers an option that can be given several times. @throws UkpError secret-in-argument */
export function several(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), plainText(text)]
}

/** A text of a person's own. @throws UkpError secret-in-argument when it is a key or a link */
export function plainText(text: string): string {
  if (looksLikeSecret(text)) throw new UkpError('secret-in-argument', {})
  return text
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST_MS = 86_400_000

/** A number and s, m, h or d, from a second to a day. @returns a parser, to milliseconds */
export function durationOf(option: string, others: readonly string[] = []): (text: string) => number {
  return (text) => {
    const [, count = '', unit = ''] = /^([0-9]{1,5})([smhd])$/.exec(text) ?? []
    const ms = Number(count) * (UNIT_MS[unit] ?? Number.NaN)
    if (!(ms > 0 && ms <= LONGEST_MS)) {
      const allowed = ['1s–24h: 30s, 15m, 2h, 1d', ...others].join(', ')
      throw new UkpError('invalid-value', { option, allowed })
    }
    return ms
  }
}

/** How long an unlocked vault stays so. */
export const duration = durationOf('--for')

/** A duration or "never", which is Infinity. */
export function durationOrNever(option: string): (text: string) => number {
  const parse = durationOf(option, ['never'])
  return (text) => (text === 'never' ? Number.POSITIVE_INFINITY : parse(text))
}

/** Last second of the year 9999. */
const LATEST = 253_402_300_799

/** Date.parse takes 30 February for 2 March. */
function isDayOfCalendar(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

/** Unix seconds or ISO 8601 with a time zone (a date alone is midnight UTC). @returns milliseconds */
export function moment(text: string): number {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2}))?$/
  const atMs = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : iso.test(text) ? Date.parse(text) : Number.NaN
  if (!(atMs >= 0 && atMs <= LATEST * 1000) || !isDayOfCalendar(text)) {
    throw new UkpError('invalid-value', { option: '--at', allowed: '1700000000, 2026-11-21T10:15:30Z' })
  }
  return atMs
}
