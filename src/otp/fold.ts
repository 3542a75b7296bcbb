// Case and accents out of the way, so that "edesanya" finds "Édesanya".

const ASCII = /^[\0-\x7f]*$/

/**
 * Compatibility decomposition, marks dropped, lower case, blanks joined: for comparing only, never for showing.
 * Looks at 4096 characters: decomposing takes quadratic time on long runs of marks.
 */
export function fold(text: string): string {
  const start = text.slice(0, 4096)
  // Nothing to decompose, and the tables for it need not be read.
  if (ASCII.test(start)) return start.toLowerCase().replace(/\s+/g, ' ').trim()
  const bare = start.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare
    .replace(/[ßıøłđ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Letters that Unicode does not take apart, as people without them on the keyboard type them. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ß: 'ss', ı: 'i', ø: 'o', ł: 'l', đ: 'd' }
