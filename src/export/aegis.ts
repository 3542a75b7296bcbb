// Aegis, its plain file: all keys can be read in it. 2FAS, Ente, Proton, Bitwarden Authenticator and Stratum take it too.
import type { Account } from '../otp/account.ts'
import { aegisDatabase, carryToAegis, FILE_VERSION } from './aegis-database.ts'
import { type ExportFile, type ExportTools, exporterFor } from './exporter.ts'

export const aegis = exporterFor({
  format: 'aegis',
  app: 'Aegis',
  encrypted: false,
  kind: 'file',
  carry: carryToAegis,
  files,
})

function files(accounts: readonly Account[], tools: ExportTools): ExportFile[] {
  const file = { version: FILE_VERSION, header: { slots: null, params: null }, db: aegisDatabase(accounts, tools) }
  const bytes = Buffer.from(`${JSON.stringify(file, null, 4)}\n`, 'utf-8')
  return [{ name: 'aegis.json', bytes, accounts: accounts.length }]
}
