// Enpass: JSON. Items of fields, of which those of the type "totp" hold a key.
// https://support.enpass.io/app/import_export/exporting_data.htm
import { Collector, labelText } from '../collector.ts'
import { type Fields, fieldsOf, firstText, isFields, listOf, namesById, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import { loginEntry } from '../login.ts'
import type { Source } from '../source.ts'

export const enpass: Importer = { format: 'enpass', app: 'Enpass', read }

function read({ json }: Source): Imported | null {
  // Bitwarden's items have lists of fields too, but neither a template nor these categories.
  if (!isFields(json) || !Array.isArray(json.items) || !json.items.some(isItem)) return null
  const folders = namesById(json.folders, 'uuid', 'title')
  const found = new Collector()
  for (const item of json.items) takeItem(fieldsOf(item), folders, found)
  return found.done()
}

function isItem(item: unknown): boolean {
  return isFields(item) && Array.isArray(item.fields) && 'category' in item && 'template_type' in item
}

function takeItem(item: Fields, folders: ReadonlyMap<unknown, string>, found: Collector): void {
  const fields = listOf(item.fields)
    .map(fieldsOf)
    .filter(({ deleted }) => !isSet(deleted))
  const firstOf = (type: string): string =>
    firstText(...fields.filter((one) => one.type === type).map((one) => one.value))
  if (fields.some(({ type }) => type === 'password')) found.remark('passwords-left')
  const title = textOf(item.title)
  const user = firstOf('username') || firstOf('email')
  const details = {
    tags: listOf(item.folders).map((id) => folders.get(id) ?? ''),
    note: textOf(item.note),
    trashed: isSet(item.trashed),
  }
  for (const field of fields.filter(({ type }) => type === 'totp')) {
    const key = textOf(field.value)
    if (key !== '') found.take(labelText(title, user), () => loginEntry(key, { title, user }, details))
  }
}

/** Flags are numbers. */
function isSet(flag: unknown): boolean {
  return flag === 1 || flag === true
}
