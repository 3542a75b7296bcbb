// Authenticator Plus: the export as a ZIP with a password, in which links stand as text. The app's own database
// (SQLCipher) is not read.
import { UkpError } from '../../errors.ts'
import { isZip, openZip, type ZipFile } from '../containers/zip.ts'
import { Collector } from '../entry.ts'
import { type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import { readLinks } from '../link-list.ts'
import { Source } from '../source.ts'

const APP = 'Authenticator Plus'
const LIST = 'Accounts.txt'

export const authenticatorPlus: Importer = { format: 'authenticator-plus', app: APP, read }

async function read({ bytes }: Source, tools: ImportTools): Promise<Imported | null> {
  const list = isZip(bytes) ? (await openZip(bytes, APP))?.find(isAccountsText) : undefined
  if (list === undefined) return null
  const plain = list.encrypted ? await unlocked(tools, APP, (password) => list.read(password)) : await list.read()
  const text = plain === null ? null : new Source(LIST, plain).text
  if (text === null) throw new UkpError('import-damaged', { app: APP })
  const found = new Collector()
  readLinks(text, found)
  return found.done({ encrypted: list.encrypted })
}

/** Whether a file of an archive is this app's list. */
export function isAccountsText({ name }: Pick<ZipFile, 'name'>): boolean {
  return name === LIST || name.endsWith(`/${LIST}`)
}
