// Dashlane: credentials.csv, by itself or in the ZIP that the app writes.
// https://support.dashlane.com/hc/en-us/articles/202625092
import { UkpError } from '../../errors.ts'
import { isZip, openZip } from '../containers/zip.ts'
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
  const file = (await openZip(bytes, APP))?.find(({ name }) => /(?:^|\/)credentials\.csv$/.test(name))
  if (file === undefined || file.encrypted) return null
  const unpacked = await file.read()
  if (unpacked === null) throw new UkpError('import-damaged', { app: APP })
  return await readLoginTable(new Source(file.name, unpacked).text, TABLE)
}
