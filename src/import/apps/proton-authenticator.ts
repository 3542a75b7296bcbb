// Proton Authenticator: a JSON list of links, plain or encrypted.
// https://github.com/protonpass/proton-pass-common/tree/main/proton-authenticator/src/entry
import { openGcmTagged } from '../ciphers/decipher.ts'
import { argon2 } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { entryOfText } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, isFields, textOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Proton Authenticator'
const VERSION = 1
/** The format's own, not the file's. Memory in KiB. */
const COST = { memory: 19 * 1024, passes: 2, lanes: 1 } as const
const ASSOCIATED = Buffer.from('proton.authenticator.export.v1', 'utf-8')
const NONCE_BYTES = 12

export const protonAuthenticator: Importer = { format: 'proton-authenticator', app: APP, read }

async function read({ json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json) || typeof json.version !== 'number') return null
  const encrypted = isEncrypted(json)
  if (!encrypted && !isPlain(json)) return null
  if (json.version !== VERSION) throw damaged(APP)
  const file = encrypted ? await opened(json, tools) : json
  if (!isFields(file) || !Array.isArray(file.entries)) throw damaged(APP)
  return readEntries(file.entries, encrypted)
}

/** Three names that many files have one of: these and no others. */
function isEncrypted(json: Fields): boolean {
  return (
    typeof json.salt === 'string' &&
    typeof json.content === 'string' &&
    Object.keys(json).every((name) => ['version', 'salt', 'content'].includes(name))
  )
}

function isPlain({ entries }: Fields): boolean {
  if (!Array.isArray(entries)) return false
  return entries.length === 0 || entries.some((entry) => 'uri' in fieldsOf(fieldsOf(entry).content))
}

function readEntries(entries: readonly unknown[], encrypted: boolean): Imported {
  const found = new Collector()
  for (const item of entries) {
    const entry = fieldsOf(item)
    const { uri, name } = fieldsOf(entry.content)
    // The link says everything but, for Steam, the name.
    found.take(labelText(name), () => entryOfText(textOf(uri), { account: textOf(name) }, { note: textOf(entry.note) }))
  }
  return found.done({ encrypted })
}

async function opened({ salt, content }: Fields, tools: ImportTools): Promise<unknown> {
  const [saltBytes, sealed] = [base64Of(salt), base64Of(content)]
  if (saltBytes === null || sealed === null) throw damaged(APP)
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const plain = await unlocked(tools, APP, async (password) => {
    const key = await argon2(APP, password, { variant: 'argon2id', salt: saltBytes, ...COST, length: 32 })
    return openGcmTagged(key, nonce, sealed.subarray(NONCE_BYTES), ASSOCIATED)
  })
  return jsonOf(plain)
}
