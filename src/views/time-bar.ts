// How much of a period is left, as a bar.

/** Signs of a bar that has room. */
export const BAR = 10

/** `■■■■□□□□□□`: never quite empty; full where more than a period is left, as of a code that was asked for ahead. */
export function timeBar(remaining: number, period: number, width: number = BAR): string {
  const filled = Math.min(width, Math.max(1, Math.round((remaining / period) * width)))
  return '■'.repeat(filled) + '□'.repeat(width - filled)
}
