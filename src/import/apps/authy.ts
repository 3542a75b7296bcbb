// Authy: the preferences of a rooted phone, two files of the same shape. Keys of other services may be encrypted with the
// backup password; Authy's own tokens never are. https://github.com/beemdevelopment/Aegis (AuthyImporter)
import { UkpError } from '../../errors.ts'
import { fold } from '../../otp/fold.ts'
import { splitLabel } from '../../otp/label.ts'
import { openCbc } from '../ciphers/decipher.ts'
import { pbkdf2Key } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { preferencesOf } from '../containers/android-preferences.ts'
import { parseJson } from '../containers/bounded-json.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, firstText, hexOf, textOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Authy'
const LISTS = ['com.authy.storage.tokens.authenticator.key', 'com.authy.storage.tokens.authy.key']
/** Each key has a salt of its own. */
const ROUNDS = 1000
/** Of all keys together: about 3 s. */
const MOST_ROUNDS = 5_000_000
/** Authy's own tokens: 7 digits every 10 s. */
const OWN = { digits: 7, period: 10 } as const

export const authy: Importer = { format: 'authy', app: APP, read }

async function read(source: Source, tools: ImportTools): Promise<Imported | null> {
  const values = await preferencesOf(source, LISTS)
  if (values === null) return null
  const tokens = LISTS.flatMap((name) => tokensOf(values.get(name)))
  const sealed = tokens.filter(isSealed)
  const cost = sealed.length * ROUNDS
  if (cost > MOST_ROUNDS) throw new UkpError('import-costly', { app: APP, cost: `PBKDF2, ${cost}` })
  const opened =
    sealed.length === 0
      ? new Map<Fields, string>()
      : await unlocked(tools, APP, (password) => openAll(sealed, password))
  const found = new Collector()
  for (const token of tokens) {
    found.take(labelText(token.name), () => {
      const { name, ...labels } = labelsOf(token)
      return entryOf({ ...labels, ...parametersOf(token, opened) }, { name })
    })
  }
  return found.done({ encrypted: sealed.length > 0 && sealed.length === tokens.length })
}

function tokensOf(list: string | undefined): readonly Fields[] {
  if (list === undefined) return []
  const tokens = parseJson(list)
  if (!Array.isArray(tokens)) throw damaged(APP)
  return tokens.map(fieldsOf)
}

function isOwn({ secretSeed }: Fields): boolean {
  return textOf(secretSeed) !== ''
}

function isSealed(token: Fields): boolean {
  return !isOwn(token) && textOf(token.decryptedSecret) === '' && textOf(token.encryptedSecret) !== ''
}

function parametersOf(
  token: Fields,
  opened: ReadonlyMap<Fields, string>,
): { secret: unknown; digits: unknown; period?: number } {
  if (isOwn(token)) {
    return { ...OWN, secret: readable(hexOf(textOf(token.secretSeed))), digits: token.digits ?? OWN.digits }
  }
  const secret = isSealed(token) ? readable(opened.get(token) ?? null) : token.decryptedSecret
  return { secret, digits: token.digits }
}

function readable<T>(secret: T | null): T {
  if (secret === null) throw keyUnreadable()
  return secret
}

/** @returns the keys that open; null when none does, so that one damaged key is no wrong password */
async function openAll(tokens: readonly Fields[], password: string): Promise<ReadonlyMap<Fields, string> | null> {
  const opened = new Map<Fields, string>()
  for (const token of tokens) {
    const sealed = base64Of(token.encryptedSecret)
    // The salt is used as the text it is.
    const salt = Buffer.from(textOf(token.salt), 'utf8')
    const key = await pbkdf2Key(APP, password, { salt, rounds: ROUNDS, length: 32, hash: 'sha1' })
    const plain = sealed === null ? null : openCbc(key, Buffer.alloc(16), sealed)
    const text = plain === null ? '' : Buffer.from(plain).toString('latin1')
    // Without a MAC only base32 is a sign of the right password.
    if (/^[A-Za-z2-7\s-]+=*$/.test(text.trim())) opened.set(token, text)
  }
  return opened.size === 0 ? null : opened
}

/**
 * Issuer and user name are what was scanned; the name in the list can be edited by the user, and stays beside them when
 * it says something else.
 */
function labelsOf(token: Fields): { issuer: string; account: string; name: string | null } {
  const name = textOf(token.name)
  if (isOwn(token)) return { issuer: name, account: '', name: null }
  const scanned = textOf(token.originalName)
  const issuer = firstText(
    token.originalIssuer,
    splitLabel(scanned, '').prefix,
    splitLabel(name, '').prefix,
    / - /.test(name) ? name.split(' - ')[0] : '',
    serviceOf(token.accountType),
  )
  const account = withoutIssuer(scanned, issuer) || withoutIssuer(name, issuer)
  const known = [issuer, account, `${issuer}:${account}`, `${issuer}: ${account}`, `${issuer} - ${account}`].map(fold)
  return { issuer, account, name: known.includes(fold(name)) ? null : name }
}

/** The service that the app chose the picture of: "google"; "authenticator" stands for any. */
function serviceOf(accountType: unknown): string {
  const type = textOf(accountType)
  return type === 'authenticator' ? '' : type.slice(0, 1).toUpperCase() + type.slice(1)
}

function withoutIssuer(label: string, issuer: string): string {
  if (label === issuer) return ''
  if (issuer === '') return label
  const { prefix, name } = splitLabel(label, issuer)
  if (prefix === issuer) return name
  return label.startsWith(`${issuer} - `) ? label.slice(issuer.length + 3).trim() : label
}
