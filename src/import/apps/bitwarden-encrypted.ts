// Bitwarden's exports under a password: PBKDF2 or Argon2id, AES-256-CBC with HMAC-SHA256.
// https://github.com/bitwarden/clients/blob/main/libs/tools/export/vault-export/vault-export-core/src/services/base-vault-export.service.ts
import { createHmac } from 'node:crypto'
import { UkpError } from '../../errors.ts'
import { hasMac, openCbc } from '../ciphers/decipher.ts'
import { argon2, pbkdf2Key, sha256 } from '../ciphers/derive.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { base64Of, type Fields, textOf } from '../fields.ts'
import { damaged, type ImportTools, unlocked } from '../importer.ts'

export const BITWARDEN = 'Bitwarden'

/** @returns what the file holds, undefined when it is no JSON. @throws UkpError import-restricted, import-damaged, import-costly */
export async function openExport(file: Fields, tools: ImportTools): Promise<unknown> {
  // Encrypted with the key of the account that it was exported from, which nobody has outside Bitwarden.
  if (file.passwordProtected !== true) throw new UkpError('import-restricted', { app: BITWARDEN })
  const data = sealingOf(file.data)
  if (data === null) throw damaged(BITWARDEN)
  const check = sealingOf(file.encKeyValidation_DO_NOT_EDIT)
  const plain = await unlocked(tools, BITWARDEN, async (password) => {
    const key = await keyOf(file, password)
    if (isSealedBy(key, data)) return { bytes: openCbc(expanded(key, 'enc'), data.iv, data.sealed) }
    // A text for trying the password: where that one fits, the password is right and the data is not what was written.
    if (check !== null && isSealedBy(key, check)) throw damaged(BITWARDEN)
    return null
  })
  if (plain.bytes === null) throw damaged(BITWARDEN)
  return jsonOf(plain.bytes)
}

/** The salt counts as the text that it is in the file. */
async function keyOf(file: Fields, password: string): Promise<Uint8Array> {
  const salt = Buffer.from(textOf(file.salt), 'utf-8')
  if (salt.length === 0) throw damaged(BITWARDEN)
  if (file.kdfType === 0)
    return await pbkdf2Key(BITWARDEN, password, { salt, rounds: file.kdfIterations, length: 32, hash: 'sha256' })
  if (file.kdfType !== 1) throw damaged(BITWARDEN)
  return await argon2(BITWARDEN, password, {
    variant: 'argon2id',
    salt: sha256(salt),
    memory: numberOf(file.kdfMemory) * 1024,
    passes: numberOf(file.kdfIterations),
    lanes: numberOf(file.kdfParallelism),
    length: 32,
  })
}

/** NaN, which no bound lets through, for what is no number. */
function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

/** HKDF-Expand (RFC 5869 section 2.3) for one block. */
function expanded(key: Uint8Array, purpose: 'enc' | 'mac'): Uint8Array {
  return createHmac('sha256', key).update(purpose).update(Uint8Array.of(1)).digest()
}

interface Sealing {
  readonly iv: Uint8Array
  readonly sealed: Uint8Array
  readonly mac: Uint8Array
}

/** "2.iv|ciphertext|mac": an EncString of type 2. */
function sealingOf(value: unknown): Sealing | null {
  const text = textOf(value)
  const [iv, sealed, mac] = text.slice(2).split('|', 3).map(base64Of)
  if (!text.startsWith('2.') || iv?.length !== 16 || !sealed || mac?.length !== 32) return null
  return { iv, sealed, mac }
}

function isSealedBy(key: Uint8Array, { iv, sealed, mac }: Sealing): boolean {
  return hasMac('sha256', expanded(key, 'mac'), Buffer.concat([iv, sealed]), mac)
}
