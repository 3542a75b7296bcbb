// Authenticator Plus: the export as a ZIP with a password, in which links stand as text. The app's own database
// (SQLCipher) is not read.
import { Collector } from '../collector.ts'
import { isZip, openZip, unpacked, type ZipFile } from '../containers/zip.ts'
import { damaged, type Imported, type Importer, type ImportTools } from '../importer.ts'
import { readLinks } from '../link-list.ts'
import { Source } from '../source.ts'

const APP = 'Authenticator Plus'
const LIST = 'Accounts.txt'

export const authenticatorPlus: Importer = { format: 'authenticator-plus', app: APP, read }

async function read({ bytes }: Source, tools: ImportTools): Promise<Imported | null> {
  const list = isZip(bytes) ? (await openZip(bytes, APP))?.find(isAccountsText) : undefined
  if (list === undefined) return null
  const { text } = new Source(LIST, await unpacked(list, APP, tools))
  if (text === null) throw damaged(APP)
  const found = new Collector()
  readLinks(text, found)
  return found.done({ encrypted: list.encrypted })
}

/** Whether a file of an archive is this app's list. */
export function isAccountsText({ name }: Pick<ZipFile, 'name'>): boolean {
  return name === LIST || name.endsWith(`/${LIST}`)
}
