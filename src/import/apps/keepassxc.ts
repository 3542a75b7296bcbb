// KeePassXC and KeePass 2: their exports in clear, CSV (KeePassXC) and XML (both).
// https://github.com/keepassxreboot/keepassxc/blob/develop/src/format/CsvExporter.cpp
import { Collector } from '../collector.ts'
import { parseXml, type XmlElement } from '../containers/xml.ts'
import { damaged, type Imported, type Importer } from '../importer.ts'
import { isProtected, takeKeepassXml } from '../kdbx/tree.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import type { Source } from '../source.ts'

const APP = 'KeePassXC / KeePass'

export const keepassxc: Importer = { format: 'keepassxc', app: APP, read }

/** The recycle bin is a group like any other in the CSV. It keeps the name that KeePassXC gave it when it made it. */
const BINS = ['Recycle Bin', 'Kuka']

const TABLE: LoginTable = {
  app: APP,
  marks: [['group'], ['title'], ['username'], ['notes'], ['totp']],
  title: ['title'],
  user: ['username'],
  key: ['totp'],
  note: ['notes'],
  details: (row) => {
    // The first is the group that stands for the database.
    const groups = row.get('group').split('/').slice(1)
    const trashed = BINS.includes(groups[0] ?? '')
    return { tags: [groups.slice(trashed ? 1 : 0).join('/')], trashed }
  },
}

async function read({ text }: Source): Promise<Imported | null> {
  if (text === null) return null
  if (!/^\s*</.test(text)) return await readLoginTable(text, TABLE)
  if (!text.slice(0, 4096).includes('<KeePassFile')) return null
  const root = await parseXml(text)
  // Protected values are ciphertext in the XML inside a .kdbx file, without whose key they are lost.
  if (root?.name !== 'KeePassFile' || hasCiphertext(root)) throw damaged(APP)
  const found = new Collector()
  takeKeepassXml(root, found)
  return found.done()
}

function hasCiphertext(element: XmlElement): boolean {
  return isProtected(element) || element.children.some(hasCiphertext)
}
