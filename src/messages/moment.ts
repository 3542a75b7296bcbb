// Moments as people read them: the computer's own time, the day as the language writes it. JSON, and lists into a pipe,
// have ISO 8601 in UTC instead, which is the same on every computer.

/** What stands for a language's way to write a day, from "2026", "11" and "21". */
export interface DayWords {
  readonly day: (year: string, month: string, day: string) => string
}

/** How the computer's clock runs. */
export interface Zone {
  /** Minutes east of UTC at a moment, Unix time in milliseconds. */
  zoneMinutes(ms: number): number
}

export interface MomentParts {
  readonly zone: Zone
  readonly words: DayWords
}

/** ISO 8601 as if the place were in UTC: the digits are then those of its clocks. */
function shifted(ms: number, zone: Zone): string {
  return new Date(ms + zone.zoneMinutes(ms) * 60_000).toISOString()
}

function msOf(at: number | string): number {
  return typeof at === 'number' ? at : Date.parse(at)
}

/** "2026-11-21", "2026. 11. 21." @param at Unix time in milliseconds, or ISO 8601; what is no time stays as it is */
export function dayText(at: number | string, { zone, words }: MomentParts): string {
  const ms = msOf(at)
  if (Number.isNaN(ms)) return String(at)
  const [year = '', month = '', day = ''] = shifted(ms, zone).slice(0, 10).split('-')
  return words.day(year, month, day)
}

/** "2026-11-21 14:05". @param at as for `dayText` */
export function momentText(at: number | string, parts: MomentParts): string {
  const ms = msOf(at)
  return Number.isNaN(ms) ? String(at) : `${dayText(ms, parts)} ${shifted(ms, parts.zone).slice(11, 16)}`
}

/** "14:05:30"; with the day before it when that is not the day of `nowMs`. */
export function timeText(ms: number, nowMs: number, parts: MomentParts): string {
  const time = shifted(ms, parts.zone).slice(11, 19)
  const [day, today] = [dayText(ms, parts), dayText(nowMs, parts)]
  return day === today ? time : `${day} ${time}`
}

/** A moment in a list: for people on a terminal, ISO 8601 as it is stored into a pipe. */
export function momentCell(iso: string, sink: { readonly isTerminal: boolean }, parts: MomentParts): string {
  return sink.isTerminal ? momentText(iso, parts) : iso
}
