// WinAuth: its export as text, and the ZIP around it, with or without a password. The PGP file is not read.
import { Collector } from '../collector.ts'
import { isZip, openZip, unpacked } from '../containers/zip.ts'
import type { Imported, Importer, ImportTools } from '../importer.ts'
import { isLinkList, readLinks } from '../link-list.ts'
import { Source } from '../source.ts'
import { isAccountsText } from './authenticator-plus.ts'
import { isWinAuthList, usualLink } from './winauth-links.ts'

const APP = 'WinAuth'

export const winauth: Importer = { format: 'winauth', app: APP, read }

async function read({ bytes, text }: Source, tools: ImportTools): Promise<Imported | null> {
  if (text !== null) return isWinAuthList(text) ? readList(text, false) : null
  // Whatever the export is called, the ZIP holds one text of the same name.
  const [file, ...others] = isZip(bytes) ? ((await openZip(bytes, APP)) ?? []) : []
  if (file === undefined || others.length > 0 || !/\.txt$/i.test(file.name) || isAccountsText(file)) return null
  const { text: list } = new Source(file.name, await unpacked(file, APP, tools))
  return list !== null && isLinkList(list) ? readList(list, file.encrypted) : null
}

function readList(text: string, encrypted: boolean): Imported {
  const found = new Collector()
  readLinks(text, found, usualLink)
  return found.done({ encrypted })
}
