// Case and accents out of the way, so that "edesanya" finds "Édesanya".

/**
 * Compatibility decomposition, marks dropped, lower case, blanks joined: for comparing only, never for showing.
 * Looks at 4096 characters: decomposing takes quadratic time on long runs of marks.
 */
export function fold(text: string): string {
  return text.slice(0, 4096).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
}
