// Steam: the maFile of Steam Desktop Authenticator, and the file of the old Android app, which is the same without a
// folder around it or within "accounts". https://github.com/Jessecar96/SteamDesktopAuthenticator
import { Collector, labelText } from '../collector.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, isFields } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Steam'

export const steam: Importer = { format: 'steam', app: APP, read }

function read({ json }: Source): Imported | null {
  const accounts = accountsOf(json)
  if (accounts === null) return null
  const found = new Collector()
  for (const account of accounts) {
    found.take(labelText(APP, account.account_name), () => {
      // Base64, though the link beside it has base32: the key is the shared secret, all else in the file is for trades.
      const secret = base64Of(account.shared_secret)
      if (secret === null) throw keyUnreadable()
      return entryOf({ type: 'steam', issuer: APP, account: account.account_name, secret })
    })
  }
  return found.done()
}

function accountsOf(json: unknown): readonly Fields[] | null {
  if (!isFields(json)) return null
  if (isGuard(json)) return [json]
  if (!isFields(json.accounts)) return null
  const accounts = Object.values(json.accounts).map(fieldsOf)
  return accounts.some(isGuard) ? accounts : null
}

function isGuard(fields: Fields): boolean {
  return typeof fields.shared_secret === 'string'
}
