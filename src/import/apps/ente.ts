// Ente Auth's encrypted export: a list of links in one message of libsodium's secretstream, under Argon2id.
// https://github.com/ente-io/ente/blob/main/mobile/apps/auth/lib/models/export/ente.dart
// Its plain export is a list of links like any other.
import { sodium } from '../../vault/sodium.ts'
import { argon2 } from '../ciphers/derive.ts'
import { Collector } from '../collector.ts'
import { base64Of, type Fields, isFields } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import { readLinks } from '../link-list.ts'
import { Source } from '../source.ts'

const APP = 'Ente Auth'
const VERSION = 1

export const ente: Importer = { format: 'ente', app: APP, read }

async function read({ name, json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json) || !isFields(json.kdfParams) || json.encryptedData === undefined) return null
  const header = base64Of(json.encryptionNonce)
  const sealed = base64Of(json.encryptedData)
  if (json.version !== VERSION || header === null || sealed === null) throw damaged(APP)
  const cost = costOf(json.kdfParams)
  const crypto = await sodium()
  const plain = await unlocked(tools, APP, async (password) => {
    const key = await argon2(APP, password, { variant: 'argon2id', ...cost, lanes: 1, length: 32 })
    return crypto.openStream(key, header, sealed)
  })
  const { text } = new Source(name, plain)
  if (text === null) throw damaged(APP)
  const found = new Collector()
  readLinks(text, found)
  return found.done({ encrypted: true })
}

/** The parameters of crypto_pwhash, which counts the memory in bytes and leaves out a part of a KiB. */
function costOf({ memLimit, opsLimit, salt }: Fields): { salt: Uint8Array; memory: number; passes: number } {
  const saltBytes = base64Of(salt)
  if (typeof memLimit !== 'number' || typeof opsLimit !== 'number' || saltBytes === null) throw damaged(APP)
  return { salt: saltBytes, memory: Math.floor(memLimit / 1024), passes: opsLimit }
}
