// Bitwarden, Vaultwarden and Bitwarden Authenticator: JSON or CSV, of a person or an organisation.
// https://bitwarden.com/help/condition-bitwarden-import/
import { UkpError } from '../../errors.ts'
import { Collector, labelText } from '../collector.ts'
import { isZip, openZip } from '../containers/zip.ts'
import { type Fields, fieldsOf, isFields, listOf, namesById, textOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools } from '../importer.ts'
import { loginEntry } from '../login.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import { Source } from '../source.ts'
import { BITWARDEN as APP, openExport } from './bitwarden-encrypted.ts'

export const bitwarden: Importer = { format: 'bitwarden', app: APP, read }

const TABLE: LoginTable = {
  app: APP,
  marks: [['type'], ['name'], ['login_uri'], ['login_totp']],
  title: ['name'],
  user: ['login_username'],
  key: ['login_totp'],
  note: ['notes'],
  // Bitwarden Authenticator's table has no such column.
  passwords: 'login_password',
  // An organisation has collections, joined by commas; a person has one folder.
  details: (row) => ({ tags: [row.get('folder'), ...row.get('collections').split(',')] }),
}

async function read(source: Source, tools: ImportTools): Promise<Imported | null> {
  const { json, text, bytes } = source
  if (isZip(bytes)) return await readZip(source, tools)
  if (json === undefined) return await readLoginTable(text, TABLE)
  if (!isFields(json) || typeof json.encrypted !== 'boolean') return null
  if (!json.encrypted) return Array.isArray(json.items) ? readItems(json) : null
  if (!('encKeyValidation_DO_NOT_EDIT' in json) && json.passwordProtected !== true && !Array.isArray(json.items))
    return null
  const plain = await openExport(json, tools)
  if (!isFields(plain) || !Array.isArray(plain.items)) throw damaged(APP)
  return { ...readItems(plain), encrypted: true }
}

/** The export with attachments: the same JSON, beside the attachments. */
async function readZip({ name, bytes }: Source, tools: ImportTools): Promise<Imported | null> {
  const plain = await dataOf(bytes)
  if (plain === null) return null
  const inner = new Source(name, plain)
  return inner.json === undefined ? null : await read(inner, tools)
}

/** null also for what unpacks to too much: the name is Proton's too, and nothing else says whose it is. */
async function dataOf(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    const data = (await openZip(bytes, APP))?.find((file) => file.name === 'data.json' && !file.encrypted)
    return (await data?.read()) ?? null
  } catch (error) {
    if (error instanceof UkpError) return null
    throw error
  }
}

function readItems(file: Fields): Imported {
  // Names of folders and collections alike: an item points to them by id.
  const places = namesById([...listOf(file.folders), ...listOf(file.collections)], 'id', 'name')
  const found = new Collector()
  for (const one of listOf(file.items)) {
    const item = fieldsOf(one)
    const login = fieldsOf(item.login)
    if (textOf(login.password) !== '') found.remark('passwords-left')
    const key = textOf(login.totp)
    if (key === '') continue
    const [title, user] = [textOf(item.name), textOf(login.username)]
    const tags = [item.folderId, ...listOf(item.collectionIds)].map((id) => places.get(id) ?? '')
    const trashed = item.deletedDate !== undefined && item.deletedDate !== null
    found.take(labelText(title, user), () =>
      loginEntry(key, { title, user }, { tags, note: textOf(item.notes), trashed }),
    )
  }
  return found.done()
}
