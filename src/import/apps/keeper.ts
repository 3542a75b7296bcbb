// Keeper: JSON. Keys stand among the fields of a record, one or a list of them, as "$oneTimeCode::1", formerly
// "TFC:Keeper".
// https://docs.keeper.io/en/keeperpam/commander-cli/command-reference/import-and-export-commands/json-import
import { Collector, labelText } from '../collector.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import { loginEntry } from '../login.ts'
import type { Source } from '../source.ts'

export const keeper: Importer = { format: 'keeper', app: 'Keeper', read }

function read({ json }: Source): Imported | null {
  if (!isFields(json) || !Array.isArray(json.records) || !json.records.some(isRecord)) return null
  const found = new Collector()
  for (const record of json.records) takeRecord(fieldsOf(record), found)
  return found.done()
}

function isRecord(record: unknown): boolean {
  return (
    isFields(record) &&
    typeof record.title === 'string' &&
    ['$type', 'login', 'custom_fields'].some((name) => name in record)
  )
}

function takeRecord(record: Fields, found: Collector): void {
  if (record.password !== undefined) found.remark('passwords-left')
  const [title, user, note] = [textOf(record.title), textOf(record.login), textOf(record.notes)]
  const tags = listOf(record.folders).map(folderOf)
  for (const [field, value] of Object.entries(fieldsOf(record.custom_fields))) {
    for (const key of [value].flat().map(textOf)) {
      const isKey = /^\$oneTimeCode\b|^TFC:/.test(field) || /^otpauth:/i.test(key)
      if (isKey && key !== '')
        found.take(labelText(title, user), () => loginEntry(key, { title, user }, { tags, note }))
    }
  }
}

/** A folder of one's own or a shared one, or a folder inside a shared one: "Clients\Tax". */
function folderOf(folder: unknown): string {
  const { folder: own, shared_folder: shared } = fieldsOf(folder)
  return [shared, own]
    .map(textOf)
    .filter((name) => name !== '')
    .join('\\')
}
