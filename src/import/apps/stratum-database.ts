// Stratum, once Authenticator Pro: the database of a rooted phone (files/proauth.db3) from the time when it was not
// encrypted. https://github.com/beemdevelopment/Aegis (StratumImporter)
import { type SqlRow, tablesOf } from '../containers/sqlite.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'
import { readBackup } from './stratum.ts'

const APP = 'Stratum'
const COLUMNS = ['type', 'issuer', 'username', 'secret', 'algorithm']

export const stratumDatabase: Importer = { format: 'stratum-database', app: APP, read }

function read({ bytes }: Source): Imported | null {
  const tables = tablesOf(bytes)
  const table = tables?.get('authenticator')
  if (table === undefined || !COLUMNS.every((column) => table.columns.includes(column))) return null
  const rows = (name: string): readonly SqlRow[] => tables?.get(name)?.rows(APP) ?? []
  // Tables and columns are named as in the app's backup.
  return readBackup(
    {
      Authenticators: rows('authenticator').map((row) => ({
        Type: row.type,
        Issuer: row.issuer,
        Username: row.username,
        Secret: row.secret,
        Algorithm: row.algorithm,
        Digits: row.digits,
        Period: row.period,
        Counter: row.counter,
      })),
      Categories: rows('category').map((row) => ({ Id: row.id, Name: row.name })),
      AuthenticatorCategories: rows('authenticatorcategory').map((row) => ({
        CategoryId: row.categoryid,
        AuthenticatorSecret: row.authenticatorsecret,
      })),
    },
    false,
  )
}
