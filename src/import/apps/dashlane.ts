// Dashlane: credentials.csv, by itself or in the ZIP that the app writes.
// https://support.dashlane.com/hc/en-us/articles/202625092
import { isZip, unpackedFrom } from '../containers/zip.ts'
import type { Imported, Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import { Source } from '../source.ts'

const APP = 'Dashlane'

export const dashlane: Importer = { format: 'dashlane', app: APP, read }

const TABLE: LoginTable = {
  app: APP,
  marks: [['username2'], ['title'], ['otpsecret', 'otpurl']],
  title: ['title', 'url'],
  user: ['username', 'username2', 'username3'],
  key: ['otpurl', 'otpsecret'],
  note: ['note'],
  details: (row) => ({ tags: [row.get('category')] }),
}

async function read({ bytes, text }: Source): Promise<Imported | null> {
  if (!isZip(bytes)) return await readLoginTable(text, TABLE)
  const table = await unpackedFrom(bytes, APP, /(?:^|\/)credentials\.csv$/)
  return table === null ? null : await readLoginTable(new Source('credentials.csv', table).text, TABLE)
}
