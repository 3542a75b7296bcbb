// Links that no reader here takes: told by the word before "://", never by what comes after it, which may be a key.
import { UkpError } from '../errors.ts'

/** The reason for refusing a text that begins like a link; null when it does not. */
export function unknownLink(text: string): UkpError | null {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,14}):\/\//i.exec(text)?.[1]
  return scheme === undefined ? null : new UkpError('link-unknown-type', { type: scheme.toLowerCase() })
}
