// One code for the eye: digits in groups, seconds left, a bar, and shortly before the end the next code.
import type { TimedCode } from '../otp/code.ts'
import { styled } from './style.ts'
import { timeBar } from './time-bar.ts'

/** Below this many seconds a person is shown the next code as well. */
const NEXT_CODE_BELOW = 7

/** Whether the next code is shown beside the current one. */
export function isSoon(remaining: number): boolean {
  return remaining < NEXT_CODE_BELOW
}

export interface CodeWords {
  readonly secondsLeft: (seconds: number) => string
  readonly next: (code: string) => string
}

/** "123 456", "1234 5678", "123 4567": groups for reading; Steam's five stay together. Never for a clipboard. */
export function grouped(code: string): string {
  const size = code.length === 6 || code.length === 9 || code.length === 7 ? 3 : code.length === 8 ? 4 : 5
  const first = code.slice(0, size)
  const rest = code.length === 7 ? [code.slice(size)] : (code.slice(size).match(new RegExp(`.{1,${size}}`, 'g')) ?? [])
  return [first, ...rest].join(' ')
}

/** `123 456   17 s left ■■■■■■□□□□`; without colour everything says the same. */
export function codeLine(
  timed: TimedCode,
  next: string,
  period: number,
  options: { words: CodeWords; color: boolean },
): string {
  const { words, color } = options
  const soon = isSoon(timed.remaining)
  const left = `${words.secondsLeft(timed.remaining)}  ${timeBar(timed.remaining, period)}`
  const parts = [styled('bold', grouped(timed.code), color), styled(soon ? 'yellow' : 'dim', left, color)]
  if (soon) parts.push(words.next(grouped(next)))
  return `${parts.join('   ')}\n`
}
