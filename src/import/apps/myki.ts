// MYKI, which ended in 2022: UserTwofa.csv (keys alone) and UserAccount.csv (logins).
// https://github.com/bitwarden/clients/blob/main/libs/importer/src/importers/myki-csv-importer.ts
import type { Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'

const APP = 'MYKI'

const TABLE: LoginTable = {
  app: APP,
  marks: [['nickname'], ['authtoken', 'twofasecret'], ['additionalinfo']],
  title: ['nickname'],
  user: ['username'],
  key: ['authtoken', 'twofasecret'],
  note: ['additionalinfo'],
  details: (row) => ({ tags: row.get('tags').split(',') }),
}

export const myki: Importer = {
  format: 'myki',
  app: APP,
  read: async ({ text }) => await readLoginTable(text, TABLE),
}
