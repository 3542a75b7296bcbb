// LastPass: the JSON of LastPass Authenticator (version 1 on iOS, 3 on Android), and the CSV of the password manager's vault.
import { Collector, labelText } from '../collector.ts'
import { entryOf } from '../entry.ts'
import { type Fields, fieldsOf, firstText, isFields, listOf, namesById } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import { type LoginTable, readLoginTable } from '../login-table.ts'
import type { Source } from '../source.ts'

const APP = 'LastPass'
/** The folder of whatever is in no folder. */
const NO_FOLDER = 0

const VAULT: LoginTable = {
  app: APP,
  marks: [['extra'], ['name'], ['grouping'], ['fav']],
  title: ['name'],
  user: ['username'],
  key: ['totp'],
  note: ['extra'],
  details: (row) => ({ tags: [row.get('grouping')] }),
}

export const lastpass: Importer = { format: 'lastpass', app: APP, read }

async function read({ text, json }: Source): Promise<Imported | null> {
  if (isAuthenticator(json)) return readAuthenticator(json)
  return await readLoginTable(text, VAULT)
}

function isAuthenticator(json: unknown): json is Fields {
  if (!isFields(json) || !Array.isArray(json.accounts)) return false
  const isOwn = (item: unknown): boolean =>
    isFields(item) && (item.originalIssuerName !== undefined || item.originalUserName !== undefined)
  return json.localDeviceId !== undefined || json.accounts.some(isOwn)
}

function readAuthenticator(json: Fields): Imported {
  const folders = namesById(json.folders, 'id', 'name')
  folders.delete(NO_FOLDER)
  const found = new Collector()
  for (const item of listOf(json.accounts)) {
    const entry = fieldsOf(item)
    // What the person wrote over the names of the QR code; empty where nothing was written.
    const issuer = firstText(entry.issuerName, entry.originalIssuerName)
    const account = firstText(entry.userName, entry.originalUserName)
    found.take(labelText(issuer, account), () =>
      entryOf(
        {
          issuer,
          account,
          secret: entry.secret,
          algorithm: entry.algorithm,
          digits: entry.digits,
          period: entry.timeStep,
        },
        { tags: [folders.get(fieldsOf(entry.folderData).folderId) ?? ''] },
      ),
    )
  }
  return found.done()
}
