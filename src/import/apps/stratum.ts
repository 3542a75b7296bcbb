// Stratum, once Authenticator Pro: a JSON backup, plain or encrypted in two ways, and a web page with links and QR codes.
// https://github.com/stratumauth/app/blob/master/doc/BACKUP_FORMAT.md
import { LIMITS } from '../../otp/account.ts'
import { openCbc, openGcmTagged } from '../ciphers/decipher.ts'
import { argon2, pbkdf2Key } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { entryOf, entryOfText } from '../entry.ts'
import { type Fields, fieldsOf, isFields, listOf, namesById } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Stratum'

const TYPES: Readonly<Record<number, string>> = { 1: 'hotp', 2: 'totp', 3: 'motp', 4: 'steam', 5: 'yandex' }
const ALGORITHMS: Readonly<Record<number, string>> = { 0: 'SHA1', 1: 'SHA256', 2: 'SHA512' }

/** The two encrypted forms differ in the case of these letters only. */
const STRONG = 'AUTHENTICATORPRO'
const LEGACY = 'AuthenticatorPro'

/** A link in the cell of the page's table; the app leaves its `&` as they are. */
const CELL = /<code>\s*((?:otpauth|motp|steam):[^<]*)<\/code>/gi

export const stratum: Importer = { format: 'stratum', app: APP, read }

async function read({ bytes, text, json }: Source, tools: ImportTools): Promise<Imported | null> {
  const magic = Buffer.from(bytes.subarray(0, STRONG.length)).toString('latin1')
  if (magic === STRONG) return readBackup(await openStrong(bytes.subarray(STRONG.length), tools), true)
  if (magic === LEGACY) return readBackup(await openLegacy(bytes.subarray(LEGACY.length), tools), true)
  if (isBackup(json)) return readBackup(json, false)
  return text === null ? null : readPage(text)
}

function isBackup(json: unknown): json is Fields {
  return isFields(json) && Array.isArray(json.Authenticators)
}

/** What a backup holds, and the app's database in the same words. */
export function readBackup(backup: Fields, encrypted: boolean): Imported {
  const categories = namesById(backup.Categories, 'Id', 'Name')
  const tags = tagsBySecret(listOf(backup.AuthenticatorCategories), categories)
  const found = new Collector()
  for (const item of listOf(backup.Authenticators)) {
    const entry = fieldsOf(item)
    found.take(labelText(entry.Issuer, entry.Username), () =>
      entryOf(
        {
          type: named(TYPES, entry.Type),
          issuer: entry.Issuer,
          account: entry.Username,
          secret: entry.Secret,
          algorithm: named(ALGORITHMS, entry.Algorithm),
          digits: entry.Digits,
          period: entry.Period,
          counter: entry.Counter,
        },
        { tags: tags.get(entry.Secret) ?? [] },
      ),
    )
  }
  return found.done({ encrypted })
}

/** Names of categories by the key of the account: nothing else binds the two. */
function tagsBySecret(bindings: readonly unknown[], categories: ReadonlyMap<unknown, string>): Map<unknown, string[]> {
  const tags = new Map<unknown, string[]>()
  for (const binding of bindings) {
    const { CategoryId, AuthenticatorSecret } = fieldsOf(binding)
    const name = categories.get(CategoryId)
    if (name === undefined) continue
    const names = tags.get(AuthenticatorSecret)
    if (names === undefined) tags.set(AuthenticatorSecret, [name])
    // No account has more: all of them on one key, and that key on all accounts, would never end.
    else if (names.length < LIMITS.tags.max) names.push(name)
  }
  return tags
}

/** A name for a number of the app; the number itself when it is not known, so that the entry is refused by it. */
function named(names: Readonly<Record<number, string>>, value: unknown): unknown {
  return typeof value === 'number' ? (names[value] ?? String(value)) : value
}

/** Salt of 16 bytes, nonce of 12, AES-256-GCM. */
async function openStrong(rest: Uint8Array, tools: ImportTools): Promise<Fields> {
  const [salt, nonce, sealed] = [rest.subarray(0, 16), rest.subarray(16, 28), rest.subarray(28)]
  if (sealed.length < 16) throw damaged(APP)
  const plain = await unlocked(tools, APP, async (password) => {
    const parameters = { variant: 'argon2id', salt, memory: 64 * 1024, passes: 3, lanes: 4, length: 32 } as const
    return openGcmTagged(await argon2(APP, password, parameters), nonce, sealed)
  })
  const backup = jsonOf(plain)
  if (!isBackup(backup)) throw damaged(APP)
  return backup
}

/** Salt of 20 bytes, IV of 16, AES-256-CBC without a MAC: only what is a backup shows that the password was right. */
async function openLegacy(rest: Uint8Array, tools: ImportTools): Promise<Fields> {
  const [salt, iv, sealed] = [rest.subarray(0, 20), rest.subarray(20, 36), rest.subarray(36)]
  if (sealed.length === 0 || sealed.length % 16 !== 0) throw damaged(APP)
  return await unlocked(tools, APP, async (password) => {
    const key = await pbkdf2Key(APP, password, { salt, rounds: 64_000, length: 32, hash: 'sha1' })
    const plain = openCbc(key, iv, sealed)
    const backup = plain === null ? undefined : jsonOf(plain)
    return isBackup(backup) ? backup : null
  })
}

function readPage(text: string): Imported | null {
  const found = new Collector()
  let links = 0
  for (const [, link = ''] of text.matchAll(CELL)) {
    links++
    found.take('', () => entryOfText(link, {}))
  }
  return links === 0 ? null : found.done()
}
