// Aegis: a JSON vault, plain or encrypted. https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
import { UkpError } from '../../errors.ts'
import { openGcm } from '../ciphers/decipher.ts'
import { scryptKey } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { entryOf } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, hexOf, isFields, listOf, namesById, textOf, wordOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Aegis'
/** Kind of a slot: the master key wrapped by a password. Others (a key of the phone's hardware) are of no use here. */
const PASSWORD_SLOT = '1'
/** The app writes two at most, the second for backups. Each costs a derivation. */
const MOST_SLOTS = 8

export const aegis: Importer = { format: 'aegis', app: APP, read }

async function read({ json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json) || json.version === undefined || !isFields(json.header) || json.db === undefined) return null
  const { header, db } = json
  const encrypted = typeof db === 'string'
  const database = encrypted ? await opened(header, db, tools) : db
  if (!isFields(database) || !Array.isArray(database.entries)) throw damaged(APP)
  return readDatabase(database, encrypted)
}

function readDatabase(database: Fields, encrypted: boolean): Imported {
  const groups = namesById(database.groups, 'uuid', 'name')
  const found = new Collector()
  for (const item of listOf(database.entries)) {
    const entry = fieldsOf(item)
    found.take(labelText(entry.issuer, entry.name), () => {
      const info = fieldsOf(entry.info)
      // Version 1 and 2 name a group, version 3 points at several.
      const tags = [textOf(entry.group), ...listOf(entry.groups).map((id) => groups.get(id) ?? '')]
      return entryOf(
        {
          type: entry.type ?? null,
          issuer: entry.issuer,
          account: entry.name,
          secret: info.secret,
          algorithm: info.algo,
          digits: info.digits,
          period: info.period,
          counter: info.counter,
        },
        { tags, note: textOf(entry.note) },
      )
    })
  }
  return found.done({ encrypted })
}

async function opened(header: Fields, db: string, tools: ImportTools): Promise<unknown> {
  const slots = listOf(header.slots)
    .map(fieldsOf)
    .filter(({ type }) => wordOf(type) === PASSWORD_SLOT)
  const sealed = base64Of(db)
  const sealing = sealingOf(header.params)
  if (slots.length === 0 || sealed === null || sealing === null) throw damaged(APP)
  if (slots.length > MOST_SLOTS) throw new UkpError('import-costly', { app: APP, cost: `scrypt × ${slots.length}` })
  const masterKey = await unlocked(tools, APP, (password) => masterKeyOf(slots, password))
  const plain = openGcm(masterKey, sealing.nonce, sealed, sealing.tag)
  if (plain === null) throw damaged(APP)
  return jsonOf(plain)
}

/** Password slots need not come first, and there may be several, one for backups. */
async function masterKeyOf(slots: readonly Fields[], password: string): Promise<Uint8Array | null> {
  let whole = 0
  for (const { salt, n, r, p, key, key_params } of slots) {
    const [saltBytes, sealed, sealing] = [hexOf(salt), hexOf(key), sealingOf(key_params)]
    // A broken slot does not block a good one.
    if (saltBytes === null || sealed === null || sealing === null) continue
    whole++
    const derived = await scryptKey(APP, password, { salt: saltBytes, n, r, p })
    const masterKey = openGcm(derived, sealing.nonce, sealed, sealing.tag)
    if (masterKey !== null) return masterKey
  }
  if (whole === 0) throw damaged(APP)
  return null
}

function sealingOf(parameters: unknown): { nonce: Uint8Array; tag: Uint8Array } | null {
  const [nonce, tag] = [hexOf(fieldsOf(parameters).nonce), hexOf(fieldsOf(parameters).tag)]
  return nonce?.length === 12 && tag?.length === 16 ? { nonce, tag } : null
}
