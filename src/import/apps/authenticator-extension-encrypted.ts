// The encrypted entries of the browser extension, in the three ways it had: CryptoJS's AES (OpenSSL's "Salted__" form) under
// the password, under a random key that the password opens, or under a hash of the password.
// https://github.com/Authenticator-Extension/Authenticator/blob/dev/src/store/Accounts.ts
import { createHash } from 'node:crypto'
import { UkpError } from '../../errors.ts'
import { openCbc } from '../ciphers/decipher.ts'
import { argon2 } from '../ciphers/derive.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { base64Of, type Fields, isFields } from '../fields.ts'
import { damaged, type ImportTools, unlocked } from '../importer.ts'

const SALTED = 'Salted__'
/** Keys of a file that was merged by the browser; each costs a derivation. */
const MOST_KEYS = 16
/** What the app takes for a key; nothing else tells a wrong password, since there is no MAC. */
const PLAUSIBLE = /^(?:[a-z2-7]+=*|[0-9a-f]+|(?:bliz-|blz-|stm-).+)$/i

/** How to read one sealed text, by the id of the key it names; null when it does not open. */
type Open = (sealed: Uint8Array, keyId: unknown) => Uint8Array | null

/**
 * @param file the whole object, with its keys
 * @returns the encrypted entries, each in the clear, or null where it stays closed to a password that opens others
 * @throws UkpError import-damaged, import-costly, source-password-*
 */
export async function openEntries(
  app: string,
  items: readonly Fields[],
  file: Fields,
  tools: ImportTools,
): Promise<ReadonlyMap<Fields, Fields | null>> {
  const sealed = items.filter(isSealed)
  if (sealed.length === 0) return new Map()
  if (!sealed.some((item) => sealedOf(item) !== null)) throw damaged(app)
  return await unlocked(tools, app, async (password) => {
    const open = await opener(app, file, password)
    const opened = new Map(sealed.map((item) => [item, openedItem(item, open)]))
    return [...opened.values()].some((item) => item !== null) ? opened : null
  })
}

function isSealed({ encrypted, dataType }: Fields): boolean {
  return encrypted === true || dataType === 'EncOTPStorage'
}

/** CryptoJS writes base64 of the mark, a salt of 8 bytes and the ciphertext. */
function sealedOf({ data, secret, dataType }: Fields): Uint8Array | null {
  const bytes = base64Of(dataType === 'EncOTPStorage' ? data : secret)
  const isWhole = bytes !== null && bytes.length >= 32 && bytes.length % 16 === 0
  return isWhole && Buffer.from(bytes.subarray(0, 8)).toString('latin1') === SALTED ? bytes : null
}

function openedItem(item: Fields, open: Open): Fields | null {
  const sealed = sealedOf(item)
  const plain = sealed === null ? null : open(sealed, item.keyId)
  if (plain === null) return null
  if (item.dataType === 'EncOTPStorage') {
    const inner = jsonOf(plain)
    return isFields(inner) && typeof inner.secret === 'string' ? inner : null
  }
  const secret = Buffer.from(plain).toString('latin1')
  return PLAUSIBLE.test(secret.replace(/\s/g, '')) ? { ...item, secret } : null
}

async function opener(app: string, file: Fields, password: string): Promise<Open> {
  const keys = Object.values(file).filter(isFields).filter(isKey)
  if (keys.length > MOST_KEYS) throw new UkpError('import-costly', { app, cost: `Argon2, ${keys.length} ×` })
  const phrases = new Map<unknown, string | null>()
  for (const { id, salt } of keys) phrases.set(id, await hashOf(app, password, String(salt)))
  const legacy = legacyPhrase(file.key, password)
  return (sealed, keyId) => {
    const phrase = phrases.get(keyId) ?? legacy
    return phrase === null ? null : openSalted(sealed, phrase)
  }
}

function isKey({ dataType, id, salt }: Fields): boolean {
  return dataType === 'Key' && typeof id === 'string' && typeof salt === 'string'
}

/** Version 3: base64 of the hash, as it stands in an encoded hash, without padding. The salt is used as text. */
async function hashOf(app: string, password: string, salt: string): Promise<string> {
  const parameters = { memory: 19 * 1024, passes: 2, lanes: 1, length: 32 }
  const hash = await argon2(app, password, { variant: 'argon2id', salt: Buffer.from(salt, 'utf-8'), ...parameters })
  return Buffer.from(hash).toString('base64').replace(/=+$/, '')
}

/** Version 2: `key.enc` holds 120 random bytes, whose hexadecimal digits are the phrase. Version 1: the password itself. */
function legacyPhrase(key: unknown, password: string): string | null {
  if (!isFields(key)) return password
  const sealed = sealedOf({ secret: key.enc })
  const plain = sealed === null ? null : openSalted(sealed, password)
  return plain === null ? null : Buffer.from(plain).toString('hex')
}

/** AES-256-CBC; key and IV by EVP_BytesToKey with MD5 and one round, CryptoJS's default. */
function openSalted(sealed: Uint8Array, phrase: string): Uint8Array | null {
  const salt = sealed.subarray(8, 16)
  let block = Buffer.alloc(0)
  let derived = Buffer.alloc(0)
  while (derived.length < 48) {
    block = createHash('md5').update(block).update(phrase, 'utf-8').update(salt).digest()
    derived = Buffer.concat([derived, block])
  }
  return openCbc(derived.subarray(0, 32), derived.subarray(32, 48), sealed.subarray(16))
}
