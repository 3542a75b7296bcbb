// Values of foreign files, whose types nobody promises: read what is there, null or undefined otherwise.

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object under a name; an empty one when there is none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Names of groups, folders or categories by their ids, which accounts point at. `id` and `name` are the app's own words. */
export function namesById(list: unknown, id: string, name: string): Map<unknown, string> {
  return new Map(listOf(list).map((one) => [fieldsOf(one)[id], textOf(fieldsOf(one)[name])]))
}

/** Text, trimmed; '' for everything that is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

/** The first text that is not empty. */
export function firstText(...values: readonly unknown[]): string {
  return values.map(textOf).find((text) => text !== '') ?? ''
}

/** Any value as a word for a message or a look-up. String() throws for what JSON can hold: {"toString": 1}. */
export function wordOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? '[…]' : '{…}'
}

/** Base64 or base64url, padding optional; null when it is neither. */
export function base64Of(value: unknown): Uint8Array | null {
  if (typeof value !== 'string') return null
  // Without the look behind, a run of = in the middle takes quadratic time: 14 s for 200 kB.
  const text = value
    .replace(/\s+/g, '')
    .replace(/(?<!=)=+$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64').replace(/=+$/, '') === text ? bytes : null
}

/** Hexadecimal; null when it is not. */
export function hexOf(value: unknown): Uint8Array | null {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : null
}
