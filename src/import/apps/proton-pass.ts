// Proton Pass: a ZIP with data.json, that file by itself, or CSV.
// https://github.com/ProtonMail/WebClients/tree/main/packages/pass/lib/export
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { isZip, unpackedFrom } from '../containers/zip.ts'
import { type Fields, fieldsOf, firstText, isFields, listOf, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import { loginEntry } from '../login.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import type { Source } from '../source.ts'

const APP = 'Proton Pass'
/** State of an item that is in the trash. */
const TRASHED = 2

export const protonPass: Importer = { format: 'proton-pass', app: APP, read }

const TABLE: LoginTable = {
  app: APP,
  marks: [['type', 'vault'], ['name'], ['username'], ['note'], ['totp'], ['createtime', 'vault']],
  title: ['name'],
  user: ['username', 'email'],
  key: ['totp'],
  note: ['note'],
  details: (row) => ({ tags: [row.get('vault')] }),
}

async function read({ bytes, text, json }: Source): Promise<Imported | null> {
  if (!isZip(bytes)) return isExport(json) ? readExport(json) : await readLoginTable(text, TABLE)
  const unpacked = await unpackedFrom(bytes, APP, /^(?:Proton Pass\/)?data\.json$/)
  const data = unpacked === null ? undefined : jsonOf(unpacked)
  return isExport(data) ? readExport(data) : null
}

/** Vaults by their ids, each with a list of items. */
function isExport(data: unknown): data is Fields {
  if (!isFields(data) || !isFields(data.vaults)) return false
  const vaults = Object.values(data.vaults)
  return vaults.length > 0 && vaults.every((vault) => isFields(vault) && Array.isArray(vault.items))
}

function readExport({ vaults }: Fields): Imported {
  const found = new Collector()
  for (const vault of Object.values(fieldsOf(vaults)).map(fieldsOf)) {
    for (const item of listOf(vault.items)) takeItem(fieldsOf(item), textOf(vault.name), found)
  }
  return found.done()
}

/** A login has one key of its own; any item has fields that people add, some of them keys. */
function takeItem({ data, state }: Fields, vault: string, found: Collector): void {
  const { metadata, content, extraFields } = fieldsOf(data)
  const { itemUsername, itemEmail, totpUri } = fieldsOf(content)
  if (fieldsOf(content).password !== undefined) found.remark('passwords-left')
  const title = textOf(fieldsOf(metadata).name)
  const user = firstText(itemUsername, itemEmail)
  const details = { tags: [vault], note: textOf(fieldsOf(metadata).note), trashed: state === TRASHED }
  const added = [...listOf(extraFields), ...addedInSections(content)].map((field) => fieldsOf(fieldsOf(field).data))
  for (const key of [totpUri, ...added.map((field) => field.totpUri)].map(textOf)) {
    if (key !== '') found.take(labelText(title, user), () => loginEntry(key, { title, user }, details))
  }
}

/** Items of a kind of one's own hold their fields in sections. */
function addedInSections(content: unknown): readonly unknown[] {
  const { sections, extraSections } = fieldsOf(content)
  return [...listOf(sections), ...listOf(extraSections)].flatMap((section) => listOf(fieldsOf(section).sectionFields))
}
