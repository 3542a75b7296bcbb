// Synology C2 Password: CSV.
// https://github.com/roddhjav/pass-import/blob/master/pass_import/managers/synology.py
import type { Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'

const APP = 'Synology C2 Password'

const TABLE: LoginTable = {
  app: APP,
  marks: [['display_name'], ['login_username'], ['login_totp']],
  title: ['display_name'],
  user: ['login_username'],
  key: ['login_totp'],
  note: ['notes'],
  passwords: 'login_password',
}

export const synologyC2: Importer = {
  format: 'synology-c2',
  app: APP,
  read: async ({ text }) => await readLoginTable(text, TABLE),
}
