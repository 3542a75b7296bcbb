// Google Authenticator: the database of a rooted phone (databases/databases). It knows neither algorithm nor digits nor
// period: they are always SHA1, 6 and 30 s. https://github.com/beemdevelopment/Aegis (GoogleAuthImporter)
import { namesInGoogleLabel } from '../../otp/label.ts'
import { Collector, labelText } from '../collector.ts'
import { tablesOf } from '../containers/sqlite.ts'
import { entryOf } from '../entry.ts'
import { firstText, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Google Authenticator'
const COLUMNS = ['email', 'secret', 'counter', 'type']
const TYPES: Readonly<Record<string, string>> = { 0: 'totp', 1: 'hotp' }

export const googleAuthenticator: Importer = { format: 'google-authenticator', app: APP, read }

function read({ bytes }: Source): Imported | null {
  const table = tablesOf(bytes)?.get('accounts')
  if (table === undefined || !COLUMNS.every((column) => table.columns.includes(column))) return null
  const found = new Collector()
  for (const { email, original_name, issuer, secret, type, counter } of table.rows(APP)) {
    const label = firstText(email, original_name)
    found.take(labelText(label), () => {
      // The app reads an empty type as 0.
      const named = TYPES[String(type ?? 0)] ?? `type ${type}`
      return entryOf({ ...namesInGoogleLabel(label, textOf(issuer)), type: named, secret, counter })
    })
  }
  return found.done()
}
