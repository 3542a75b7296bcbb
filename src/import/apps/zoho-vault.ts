// Zoho Vault: CSV. The user name stands among the lines of SecretData ("User Name:anna"), beside the password.
// https://github.com/bitwarden/clients/blob/main/libs/importer/src/importers/zohovault-csv-importer.ts
import type { CsvRow } from '../containers/csv.ts'
import type { Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'

const APP = 'Zoho Vault'

const TABLE: LoginTable = {
  app: APP,
  marks: [
    ['secret name', 'password name'],
    ['secretdata', 'customdata'],
    ['totp', 'login_totp'],
  ],
  title: ['password name', 'secret name'],
  user: (row) => /^User Name:(.*)$/m.exec(row.get('secretdata'))?.[1]?.trim() ?? '',
  key: ['totp', 'login_totp'],
  note: ['notes'],
  passwords: 'secretdata',
  details: (row) => ({ tags: [...foldersOf(row), ...row.get('tags').split(',')] }),
}

export const zohoVault: Importer = {
  format: 'zoho-vault',
  app: APP,
  read: async ({ text }) => await readLoginTable(text, TABLE),
}

/** Folders of folders stand below each other in one cell. */
function foldersOf(row: CsvRow): string[] {
  return [row.get('folder name', 'chambername').split(/\r?\n/).join('/')]
}
