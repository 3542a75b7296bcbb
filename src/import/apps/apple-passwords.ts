// Apple Passwords, iCloud Keychain and Safari: CSV with a column for the link.
// https://support.apple.com/guide/passwords/export-passwords-mchl1dbe1ba5/mac
import type { Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'

const APP = 'Apple Passwords'

const TABLE: LoginTable = {
  app: APP,
  marks: [['title'], ['url'], ['username'], ['password'], ['otpauth']],
  // 1Password's table has the same names and these besides.
  foreign: ['favorite', 'archived', 'group'],
  title: ['title'],
  user: ['username'],
  key: ['otpauth'],
  note: ['notes'],
}

export const applePasswords: Importer = {
  format: 'apple-passwords',
  app: APP,
  read: async ({ text }) => await readLoginTable(text, TABLE),
}
