// Digits that can be read across a room: five rows of block characters, in groups, as wide as the terminal allows.

export const BIG_ROWS = 5

/** Three columns and five rows each, as on the display of a pocket calculator; `_` is a digit that is still to come. */
const DIGITS: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '# #', '# #', '# #', '###'],
  '1': [' # ', '## ', ' # ', ' # ', '###'],
  '2': ['###', '  #', '###', '#  ', '###'],
  '3': ['###', '  #', '###', '  #', '###'],
  '4': ['# #', '# #', '###', '  #', '  #'],
  '5': ['###', '#  ', '###', '  #', '###'],
  '6': ['###', '#  ', '###', '# #', '###'],
  '7': ['###', '  #', '  #', ' # ', ' # '],
  '8': ['###', '# #', '###', '# #', '###'],
  '9': ['###', '# #', '###', '  #', '###'],
  _: ['   ', '   ', '   ', '   ', '###'],
}
const DIGIT_COLUMNS = 3

/** Columns of one dot: two make dots nearly square, one fits where the terminal is narrow. */
const DOTS = [2, 1] as const

/**
 * @param grouped digits, `_` and blanks between the groups, as "123 456"
 * @param columns what there is room for
 * @returns five rows, or null where it does not fit or is not made of digits (Steam's letters)
 */
export function bigCode(grouped: string, columns: number): string[] | null {
  const characters = [...grouped]
  if (!characters.every((one) => one === ' ' || one in DIGITS)) return null
  const dot = DOTS.find((width) => columnsOf(characters, width) <= columns)
  if (dot === undefined) return null
  return Array.from({ length: BIG_ROWS }, (_, row) =>
    characters
      .map((one) => (one === ' ' ? ' '.repeat(dot) : `${dotsOf(one, row, dot)}${' '.repeat(dot)}`))
      .join('')
      .trimEnd(),
  )
}

function dotsOf(digit: string, row: number, dot: number): string {
  return [...(DIGITS[digit]?.[row] ?? '')].map((one) => (one === '#' ? '█' : ' ').repeat(dot)).join('')
}

/** A gap of one dot after each digit, two dots between groups; the gap at the end does not count. */
function columnsOf(characters: readonly string[], dot: number): number {
  const digits = characters.filter((one) => one !== ' ').length
  return dot * (digits * (DIGIT_COLUMNS + 1) - 1 + (characters.length - digits))
}
