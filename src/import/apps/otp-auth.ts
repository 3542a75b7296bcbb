// OTP Auth (iOS): backups of all accounts (.otpauthdb) and single accounts (.otpauth), both with a password.
// https://github.com/CooperRS/decrypt-otpauth-files, https://github.com/RNCryptor/RNCryptor-Spec
import { createDecipheriv, createHash } from 'node:crypto'
import { hasMac, openCbc } from '../ciphers/decipher.ts'
import { pbkdf2Key, sha256 } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { isBinaryPlist, type PlistValue } from '../containers/binary-plist.ts'
import { type ArchivedFields, KeyedArchive } from '../containers/keyed-archive.ts'
import { entryOf } from '../entry.ts'
import { textOf, wordOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'OTP Auth'
/** What the outer layer is encrypted with, of all accounts and of one: it protects nothing. */
const WRAPPINGS = ['Authenticator', 'OTPAuth']
const NO_IV = Buffer.alloc(16)
/** RNCryptor, version 3: version, options (1: by password), salt of the key, salt of the MAC's key, IV; MAC at the end. */
const ENVELOPE = { version: 3, byPassword: 1, header: 34, mac: 32, rounds: 10_000 } as const

const TYPES: Readonly<Record<string, string>> = { 0: 'unknown', 1: 'hotp', 2: 'totp' }
/** 0 is "unknown", which the app takes for SHA1. */
const ALGORITHMS: Readonly<Record<string, string>> = { 0: 'SHA1', 1: 'SHA1', 2: 'SHA256', 3: 'SHA512', 4: 'MD5' }

export const otpAuth: Importer = { format: 'otp-auth', app: APP, read }

async function read({ bytes }: Source, tools: ImportTools): Promise<Imported | null> {
  const wrapping = WRAPPINGS.map((text) => sha256(text)).find((key) => opensWith(key, bytes))
  if (wrapping === undefined) return null
  const plain = openCbc(wrapping, NO_IV, bytes)
  const outer = plain === null ? null : KeyedArchive.open(plain)
  if (outer === null) throw damaged(APP)
  const archive = await unlocked(tools, APP, sealedBy(outer))
  const found = new Collector()
  const folders = archive.list(archive.root.Folders).map((folder) => archive.fields(folder))
  for (const { name, accounts } of folders) {
    const tag = textOf(archive.value(name))
    for (const account of archive.list(accounts)) takeAccount(archive, archive.fields(account), [tag], found)
  }
  if (archive.root.Folders === undefined) takeAccount(archive, archive.root, [], found)
  return found.done({ encrypted: true })
}

function takeAccount(archive: KeyedArchive, fields: ArchivedFields, tags: readonly string[], found: Collector): void {
  const value = (name: string): PlistValue => archive.value(fields[name])
  found.take(labelText(value('issuer'), value('label')), () => {
    const [type, algorithm] = [value('type'), value('algorithm')]
    return entryOf(
      {
        type: TYPES[wordOf(type)] ?? `type ${wordOf(type)}`,
        issuer: value('issuer'),
        account: value('label'),
        secret: value('secret'),
        algorithm: ALGORITHMS[wordOf(algorithm)] ?? algorithm,
        digits: value('digits'),
        period: value('period'),
        counter: value('counter'),
      },
      { tags },
    )
  })
}

/** Two layers of two ages; the older has no MAC, so that its content has to make sense. */
function sealedBy(outer: KeyedArchive): (password: string) => Promise<KeyedArchive | null> {
  const { WrappedData, Data, IV, Salt } = outer.root
  const sealed = outer.value(WrappedData ?? Data)
  if (!(sealed instanceof Uint8Array)) throw damaged(APP)
  const [iv, salt] = [outer.value(IV), textOf(outer.value(Salt))]
  if (iv !== null) return (password) => Promise.resolve(openOld(sealed, iv, `${salt}-${password}`))
  if (sealed[0] !== ENVELOPE.version || sealed[1] !== ENVELOPE.byPassword) throw damaged(APP)
  if (sealed.length < ENVELOPE.header + ENVELOPE.mac) throw damaged(APP)
  return (password) => openEnvelope(sealed, password)
}

async function openEnvelope(sealed: Uint8Array, password: string): Promise<KeyedArchive | null> {
  const key = (salt: Uint8Array): Promise<Uint8Array> =>
    pbkdf2Key(APP, password, { salt, rounds: ENVELOPE.rounds, length: 32, hash: 'sha1' })
  const [signed, mac] = [sealed.subarray(0, -ENVELOPE.mac), sealed.subarray(-ENVELOPE.mac)]
  if (!hasMac('sha256', await key(sealed.subarray(10, 18)), signed, mac)) return null
  const plain = openCbc(await key(sealed.subarray(2, 10)), sealed.subarray(18, 34), signed.subarray(ENVELOPE.header))
  const archive = plain === null ? null : KeyedArchive.open(plain)
  if (archive === null) throw damaged(APP)
  return archive
}

function openOld(sealed: Uint8Array, iv: PlistValue, secret: string): KeyedArchive | null {
  if (typeof iv !== 'string' && !(iv instanceof Uint8Array)) throw damaged(APP)
  const ivBytes = createHash('sha1').update(iv).digest().subarray(0, 16)
  const plain = openCbc(sha256(secret), ivBytes, sealed)
  return plain === null ? null : KeyedArchive.open(plain)
}

/** One block tells whose file it is. */
function opensWith(key: Uint8Array, bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % 16 !== 0) return false
  const decipher = createDecipheriv('aes-256-cbc', key, NO_IV).setAutoPadding(false)
  return isBinaryPlist(decipher.update(bytes.subarray(0, 16)))
}
