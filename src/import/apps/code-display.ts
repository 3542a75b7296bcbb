// What Ente Auth adds to its links: the parameter codeDisplay, JSON in form encoding.
// https://github.com/ente-io/ente/blob/main/mobile/apps/auth/lib/models/code_display.dart
import { parseJson } from '../containers/bounded-json.ts'
import type { EntryDetails } from '../entry.ts'
import { fieldsOf, listOf, textOf } from '../fields.ts'

/** Tags, note and trash of a link; nothing where it does not have them, or they cannot be read. */
export function displayOf(link: string): EntryDetails {
  // An unescaped # ends the value: Ente keeps links whose label holds one, and what follows it then stands at the end.
  const value = /[?&]codeDisplay=([^&#]*)/i.exec(link)?.[1]
  if (value === undefined) return {}
  const { tags, note, trashed } = fieldsOf(decoded(value))
  return { tags: listOf(tags).map(textOf), note: textOf(note), trashed: trashed === true }
}

function decoded(value: string): unknown {
  try {
    // In a form a plus is a blank. Commas may be escaped twice: once by the form, once as what parted links.
    return parseJson(decodeURIComponent(value.replaceAll('+', ' ')).replaceAll('%2C', ','))
  } catch {
    // An escape that is none.
    return undefined
  }
}
