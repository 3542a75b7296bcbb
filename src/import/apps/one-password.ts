// 1Password: .1pux (a ZIP with the file export.data, JSON) and the CSV of version 8.
// https://support.1password.com/1pux-format/
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { isZip, unpackedFrom } from '../containers/zip.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts'
import { damaged, type Imported, type Importer } from '../importer.ts'
import { loginEntry } from '../login.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import type { Source } from '../source.ts'

const APP = '1Password'

export const onePassword: Importer = { format: '1password', app: APP, read }

const TABLE: LoginTable = {
  app: APP,
  marks: [['title'], ['username'], ['otpauth'], ['favorite'], ['archived']],
  title: ['title'],
  user: ['username'],
  key: ['otpauth'],
  note: ['notes'],
  details: (row) => ({ tags: row.get('tags').split(/[,;]/) }),
}

async function read({ bytes, text }: Source): Promise<Imported | null> {
  if (!isZip(bytes)) return await readLoginTable(text, TABLE)
  const unpacked = await unpackedFrom(bytes, APP, /^export\.data$/)
  if (unpacked === null) return null
  const data = jsonOf(unpacked)
  if (!isFields(data) || !Array.isArray(data.accounts)) throw damaged(APP)
  const found = new Collector()
  for (const account of data.accounts) {
    for (const vault of listOf(fieldsOf(account).vaults).map(fieldsOf)) {
      for (const item of listOf(vault.items)) takeItem(fieldsOf(item), textOf(fieldsOf(vault.attrs).name), found)
    }
  }
  return found.done()
}

/** An item holds any number of keys, each a field in one of its sections. */
function takeItem({ details, overview }: Fields, vault: string, found: Collector): void {
  const { loginFields, sections, notesPlain } = fieldsOf(details)
  const login = listOf(loginFields).map(fieldsOf)
  if (login.some(({ designation }) => designation === 'password')) found.remark('passwords-left')
  const user = textOf(login.find(({ designation }) => designation === 'username')?.value)
  const title = textOf(fieldsOf(overview).title)
  const tags = [vault, ...listOf(fieldsOf(overview).tags).map(textOf)]
  for (const section of listOf(sections)) {
    for (const field of listOf(fieldsOf(section).fields)) {
      const key = textOf(fieldsOf(fieldsOf(field).value).totp)
      if (key === '') continue
      found.take(labelText(title, user), () => loginEntry(key, { title, user }, { tags, note: textOf(notesPlain) }))
    }
  }
}
