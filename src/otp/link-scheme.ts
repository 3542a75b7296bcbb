// The word before "://" of a link: what authenticators write, and the refusal of all others, which never says what comes
// after it, as that may be a key.
import { UkpError } from '../errors.ts'

/** As a pattern. With the slashes: "Steam: my login" is a note. */
export const LINK_SCHEME = '(?:(?:apple-)?otpauth(?:-migration|-apple)?|motp|steam)://'

/** The reason for refusing a text that begins like a link; null when it does not. */
export function unknownLink(text: string): UkpError | null {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,14}):\/\//i.exec(text)?.[1]
  return scheme === undefined ? null : new UkpError('link-unknown-type', { type: scheme.toLowerCase() })
}
