// What stands on a terminal after all that was written to it: enough of one for the lines and questions of `ukp`.
// Lines that scroll out at the top stay; what was drawn on the second screen (`ukp watch`) is gone, as on a real one.

/** One thing at a time: a sequence of the terminal, or a character. */
const PIECE = new RegExp(
  [
    '\u001b\\[([?>=]?)([\\d;]*)([@-~])',
    '\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)',
    '\u001b[ -/]*[0-~]',
    '[^]',
  ].join('|'),
  'gu',
)

/** @returns the lines, without blanks at their ends and without empty lines at the end of all */
export function linesOnScreen(written: string): string[] {
  const lines: string[][] = [[]]
  let [x, y, aside] = [0, 0, false]
  const line = (): string[] => {
    while (lines.length <= y) lines.push([])
    return lines[y] ?? []
  }
  const moved: Record<string, (n: number) => void> = {
    A: (n) => (y = Math.max(0, y - n)),
    B: (n) => (y += n),
    C: (n) => (x += n),
    D: (n) => (x = Math.max(0, x - n)),
    G: (n) => (x = n - 1),
  }
  const erase = (what: string, how: string): void => {
    if (what === 'J') lines.length = Math.min(lines.length, how === '2' ? 0 : y + 1)
    if (how === '2') line().length = 0
    else if (how === '1') line().fill(' ', 0, x + 1)
    else line().length = Math.min(line().length, x)
  }
  for (const [piece, mark, numbers = '', last = ''] of written.matchAll(PIECE)) {
    if (mark === '?' && numbers === '1049') aside = last === 'h'
    if (aside) continue
    if (last in moved) moved[last]?.(Number(numbers || 1))
    else if (last === 'J' || last === 'K') erase(last, numbers)
    else if (piece === '\r') x = 0
    else if (piece === '\n') y += 1
    else if (piece === '\b') x = Math.max(0, x - 1)
    else if (piece >= ' ') {
      const row = line()
      while (row.length < x) row.push(' ')
      row[x++] = piece
    }
  }
  const shown = lines.map((row) => row.join('').trimEnd())
  return shown.slice(0, shown.findLastIndex((row) => row !== '') + 1)
}
