// FreeOTP 2's backup, externalBackup.xml, which is no XML: a serialised HashMap of JSON texts, its keys sealed by a password.
// https://github.com/freeotp/freeotp-android/tree/master/mobile/src/main/java/org/fedorahosted/freeotp/encryptor
import { openGcmTagged } from '../ciphers/decipher.ts'
import { pbkdf2Key } from '../ciphers/derive.ts'
import { Collector } from '../collector.ts'
import { isHashMap, readHashMap } from '../containers/java-map.ts'
import { type Fields, fieldsOf, isFields, wordOf } from '../fields.ts'
import { damaged, type Imported, type ImportTools, unlocked } from '../importer.ts'
import { innerJson, signedBytes, tokenEntry, tokenLabel } from './freeotp-token.ts'

const MASTER = 'masterKey'
const TOKEN = '-token'

/** Android before 8 has no SHA-512 here. */
const HASHES: ReadonlyMap<string, 'sha1' | 'sha512'> = new Map([
  ['PBKDF2withHmacSHA1', 'sha1'],
  ['PBKDF2withHmacSHA512', 'sha512'],
])

interface Sealed {
  readonly nonce: Uint8Array
  /** Ciphertext and, at its end, the tag. */
  readonly sealed: Uint8Array
  readonly associated: Uint8Array
}

/**
 * @returns null when it is another program's map, or no map
 * @throws UkpError import-damaged, import-costly, source-password-*
 */
export async function readBackup(app: string, bytes: Uint8Array, tools: ImportTools): Promise<Imported | null> {
  if (!isHashMap(bytes) || !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(MASTER)) return null
  const map = readHashMap(bytes)
  if (map === null) throw damaged(app)
  const masterKey = await openMaster(app, innerJson(map.get(MASTER)), tools)
  const found = new Collector()
  // A token and its key stand under two names: "<uuid>-token" and "<uuid>".
  const ids = new Set([...map.keys()].filter((name) => name !== MASTER).map((name) => name.replace(/-token$/, '')))
  for (const id of ids) {
    const token = fieldsOf(innerJson(map.get(id + TOKEN)))
    found.take(tokenLabel(token), () => {
      const sealed = sealedOf(innerJson(fieldsOf(innerJson(map.get(id))).key))
      return tokenEntry(token, sealed === null ? null : opened(masterKey, sealed))
    })
  }
  return found.done({ encrypted: true })
}

async function openMaster(app: string, master: unknown, tools: ImportTools): Promise<Uint8Array> {
  const { mAlgorithm, mIterations, mSalt, mEncryptedKey } = fieldsOf(master)
  const hash = HASHES.get(wordOf(mAlgorithm))
  const salt = signedBytes(mSalt)
  const sealed = sealedOf(mEncryptedKey)
  // The app derives as many bytes as the salt has, always 32.
  if (hash === undefined || salt?.length !== 32 || sealed === null) throw damaged(app)
  return await unlocked(tools, app, async (password) =>
    opened(await pbkdf2Key(app, password, { salt, rounds: mIterations, length: salt.length, hash }), sealed),
  )
}

function opened(key: Uint8Array, { nonce, sealed, associated }: Sealed): Uint8Array | null {
  return openGcmTagged(key, nonce, sealed, associated)
}

function sealedOf(value: unknown): Sealed | null {
  if (!isFields(value) || value.mCipher !== 'AES/GCM/NoPadding' || typeof value.mToken !== 'string') return null
  const sealed = signedBytes(value.mCipherText)
  const nonce = nonceOf(value)
  if (sealed === null || sealed.length < 16 || nonce === null) return null
  return { nonce, sealed, associated: Buffer.from(value.mToken, 'utf-8') }
}

/** DER: the nonce as an OCTET STRING, alone or first in a SEQUENCE with the length of the tag. */
function nonceOf({ mParameters }: Fields): Uint8Array | null {
  const der = signedBytes(mParameters)
  if (der === null) return null
  const octets = der[0] === 0x30 ? der.subarray(2) : der
  return octets[0] === 0x04 && octets[1] === 12 && octets.length >= 14 ? octets.subarray(2, 14) : null
}
