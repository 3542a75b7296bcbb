// Ente Auth's encrypted export: a list of links in one message of libsodium's secretstream, under Argon2id.
// https://github.com/ente-io/ente/blob/main/mobile/apps/auth/lib/models/export/ente.dart
// Its plain export is a list of links like any other.
import { UkpError } from '../../errors.ts'
import { sodium } from '../../vault/sodium.ts'
import { argon2 } from '../ciphers/derive.ts'
import { Collector } from '../entry.ts'
import { base64Of, type Fields, isFields } from '../fields.ts'
import { type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import { readLinks } from '../link-list.ts'
import type { Source } from '../source.ts'

const APP = 'Ente Auth'
const VERSION = 1

export const ente: Importer = { format: 'ente', app: APP, read }

async function read({ json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json) || !isFields(json.kdfParams) || json.encryptedData === undefined) return null
  const header = base64Of(json.encryptionNonce)
  const sealed = base64Of(json.encryptedData)
  if (json.version !== VERSION || header === null || sealed === null) throw damaged()
  const cost = costOf(json.kdfParams)
  const crypto = await sodium()
  const plain = await unlocked(tools, APP, async (password) => {
    const key = await argon2(APP, password, { variant: 'argon2id', ...cost, lanes: 1, length: 32 })
    return crypto.openStream(key, header, sealed)
  })
  const found = new Collector()
  readLinks(textOf(plain), found)
  return found.done({ encrypted: true })
}

/** The parameters of crypto_pwhash, which counts the memory in bytes and leaves out a part of a KiB. */
function costOf({ memLimit, opsLimit, salt }: Fields): { salt: Uint8Array; memory: number; passes: number } {
  const saltBytes = base64Of(salt)
  if (typeof memLimit !== 'number' || typeof opsLimit !== 'number' || saltBytes === null) throw damaged()
  return { salt: saltBytes, memory: Math.floor(memLimit / 1024), passes: opsLimit }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw damaged()
  }
}

function damaged(): UkpError {
  return new UkpError('import-damaged', { app: APP })
}
