// Microsoft Authenticator: the database of a rooted phone (databases/PhoneFactor). The app has no export.
// https://github.com/beemdevelopment/Aegis (MicrosoftAuthImporter)
import { UkpError } from '../../errors.ts'
import { Collector, labelText } from '../collector.ts'
import { tablesOf } from '../containers/sqlite.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { base64Of, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Microsoft Authenticator'
const COLUMNS = ['oath_secret_key', 'account_type', 'name', 'username']
/** Kinds of accounts: of other services, and personal ones of Microsoft. The rest is work and school. */
const OTHERS = 0
const PERSONAL = 1
const PERSONAL_DIGITS = 8

export const microsoftAuthenticator: Importer = { format: 'microsoft-authenticator', app: APP, read }

function read({ bytes }: Source): Imported | null {
  const table = tablesOf(bytes)?.get('accounts')
  if (table === undefined || !COLUMNS.every((column) => table.columns.includes(column))) return null
  const found = new Collector()
  for (const { name, username, account_type, oath_secret_key, encrypted_oath_secret_key } of table.rows(APP)) {
    found.take(labelText(name, username), () => {
      // Accounts that are confirmed by push alone have no key. One that newer versions encrypt is lost, and is told.
      if (textOf(oath_secret_key) === '' && textOf(encrypted_oath_secret_key) === '') {
        found.remark('without-key')
        return null
      }
      const names = { issuer: name, account: username }
      if (account_type === OTHERS) return entryOf({ ...names, secret: oath_secret_key })
      if (account_type !== PERSONAL) throw new UkpError('link-unknown-type', { type: `account_type ${account_type}` })
      const secret = base64Of(oath_secret_key)
      if (secret === null) throw keyUnreadable()
      return entryOf({ ...names, secret, digits: PERSONAL_DIGITS })
    })
  }
  return found.done()
}
