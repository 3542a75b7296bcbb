// Case and accents out of the way, so that "edesanya" finds "Édesanya".

/** Compatibility decomposition, marks dropped, lower case, blanks joined: for comparing only, never for showing. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
}
