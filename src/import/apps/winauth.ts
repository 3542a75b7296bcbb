// WinAuth: its export as text, and the ZIP around it, with or without a password. The PGP file is not read.
import { UkpError } from '../../errors.ts'
import { isZip, openZip } from '../containers/zip.ts'
import { Collector } from '../entry.ts'
import { type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import { isLinkList, readLinks } from '../link-list.ts'
import { Source } from '../source.ts'
import { isAccountsText } from './authenticator-plus.ts'
import { isWinAuthList, withUsualLinks } from './winauth-links.ts'

const APP = 'WinAuth'

export const winauth: Importer = { format: 'winauth', app: APP, read }

async function read({ bytes, text }: Source, tools: ImportTools): Promise<Imported | null> {
  if (text !== null) return isWinAuthList(text) ? readList(text, false) : null
  // Whatever the export is called, the ZIP holds one text of the same name.
  const [file, ...others] = isZip(bytes) ? ((await openZip(bytes, APP)) ?? []) : []
  if (file === undefined || others.length > 0 || !/\.txt$/i.test(file.name) || isAccountsText(file)) return null
  const plain = file.encrypted ? await unlocked(tools, APP, (password) => file.read(password)) : await file.read()
  if (plain === null) throw new UkpError('import-damaged', { app: APP })
  const list = new Source(file.name, plain).text
  return list !== null && isLinkList(list) ? readList(list, file.encrypted) : null
}

function readList(text: string, encrypted: boolean): Imported {
  const found = new Collector()
  readLinks(withUsualLinks(text), found)
  return found.done({ encrypted })
}
