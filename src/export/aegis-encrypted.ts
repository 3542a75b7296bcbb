// Aegis, its encrypted file: a random master key seals the database, and a key from the password seals the master key.
// https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
import { createCipheriv, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Account } from '../otp/account.ts'
import { aegisDatabase, carryToAegis, FILE_VERSION } from './aegis-database.ts'
import { type ExportFile, type ExportTools, exporterFor } from './exporter.ts'
import { uuidOf } from './uuid.ts'

export const aegisEncrypted = exporterFor({
  format: 'aegis-encrypted',
  app: 'Aegis',
  encrypted: true,
  kind: 'file',
  carry: carryToAegis,
  files,
})

/** What Aegis itself takes: 32 MiB, about 0.1 s. */
const SCRYPT = { n: 2 ** 15, r: 8, p: 1 } as const
const PASSWORD_SLOT = 1

interface Sealed {
  readonly bytes: Buffer
  readonly params: { readonly nonce: string; readonly tag: string }
}

async function files(accounts: readonly Account[], tools: ExportTools): Promise<ExportFile[]> {
  const masterKey = tools.random(32)
  const salt = tools.random(32)
  const wrapped = seal(await passwordKey(tools.password, salt), masterKey, tools)
  const database = seal(masterKey, Buffer.from(JSON.stringify(aegisDatabase(accounts, tools)), 'utf-8'), tools)
  const slot = {
    type: PASSWORD_SLOT,
    uuid: uuidOf(tools.random(16)),
    key: wrapped.bytes.toString('hex'),
    key_params: wrapped.params,
    ...SCRYPT,
    salt: Buffer.from(salt).toString('hex'),
    // Written since Aegis mended how it read passwords with accents (its issue 95): such a slot is sound.
    repaired: true,
    is_backup: false,
  }
  const file = {
    version: FILE_VERSION,
    header: { slots: [slot], params: database.params },
    db: database.bytes.toString('base64'),
  }
  const bytes = Buffer.from(`${JSON.stringify(file, null, 4)}\n`, 'utf-8')
  return [{ name: 'aegis-encrypted.json', bytes, accounts: accounts.length }]
}

/**
 * NFC, which the keyboards of phones write: the password has to open the file there.
 * @throws RangeError without a password: a mistake of the caller
 */
async function passwordKey(password: string | null, salt: Uint8Array): Promise<Buffer> {
  if (password === null || password === '') throw new RangeError('password')
  const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt)
  const { n, r, p } = SCRYPT
  return await derive(password.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r })
}

/** AES-256-GCM; the tag stands apart. */
function seal(key: Uint8Array, plain: Uint8Array, tools: ExportTools): Sealed {
  const nonce = tools.random(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()])
  return { bytes, params: { nonce: Buffer.from(nonce).toString('hex'), tag: cipher.getAuthTag().toString('hex') } }
}
