// FreeOTP: the encrypted backup of version 2, and the preferences that version 1 and FreeOTP+ keep on a phone (tokens.xml).
import { Collector } from '../collector.ts'
import { preferencesOf } from '../containers/android-preferences.ts'
import { entryOfText, keyUnreadable } from '../entry.ts'
import { isFields } from '../fields.ts'
import type { Imported, ImportedEntry, Importer, ImportTools } from '../importer.ts'
import type { Source } from '../source.ts'
import { readBackup } from './freeotp-backup.ts'
import { innerJson, signedBytes, tokenEntry, tokenLabel } from './freeotp-token.ts'

const APP = 'FreeOTP'
/** The names of the tokens in their order, kept beside them. */
const ORDER = 'tokenOrder'

export const freeotp: Importer = { format: 'freeotp', app: APP, read }

async function read(source: Source, tools: ImportTools): Promise<Imported | null> {
  return source.text === null ? await readBackup(APP, source.bytes, tools) : await readPreferences(source)
}

/** `<string name="issuer:label">` with JSON, one a token. */
async function readPreferences(source: Source): Promise<Imported | null> {
  const strings = await preferencesOf(source, [ORDER])
  if (strings === null || !Array.isArray(innerJson(strings.get(ORDER)))) return null
  const found = new Collector()
  for (const [name, text] of strings) {
    const token = innerJson(text)
    if (name !== ORDER) found.take(isFields(token) ? tokenLabel(token) : name, () => entryIn(text, token))
  }
  return found.done()
}

/** The first versions kept links. */
function entryIn(text: string, token: unknown): ImportedEntry {
  if (isFields(token)) return tokenEntry(token, signedBytes(token.secret))
  if (/^otpauth:/i.test(text)) return entryOfText(text, {})
  throw keyUnreadable()
}
