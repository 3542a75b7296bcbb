// Files that the pages name: exports of other apps as those write them, tables, links and pictures. All that stands in
// them is made up. What costs time there (deriving a key from a password) costs little here.
import { createCipheriv, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto'
import { migrationLink } from '../kit/migration.ts'
import { KEY } from '../kit/ukp.ts'
import { linkOf, type Place } from './place.ts'

/** The password of the exports. */
export const THEIR_PASSWORD = 'kerek asztal lapja'
const GITHUB_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const PAPA_KEY = 'KRSXG5CTMVRXEZLUKNSQ'

interface Sealed {
  readonly text: Buffer
  readonly nonce: Buffer
  readonly tag: Buffer
}

function sealed(key: Uint8Array, plain: string | Uint8Array): Sealed {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return { text, nonce, tag: cipher.getAuthTag() }
}

/** An encrypted backup of Aegis, with GitHub, mama and papa. */
export function aegisBackup(): string {
  const entry = (issuer: string, name: string, secret: string): object => {
    const info = { secret, algo: 'SHA1', digits: 6, period: 30 }
    return { type: 'totp', uuid: secret, name, issuer, note: '', favorite: false, icon: null, info }
  }
  const entries = [
    entry('GitHub', 'minta.anna', GITHUB_KEY),
    entry('Ügyfélkapu+', 'minta.anna', KEY),
    entry('Ügyfélkapu+', 'minta.bela', PAPA_KEY),
  ]
  const [master, salt] = [randomBytes(32), randomBytes(32)]
  const cost = { n: 16, r: 8, p: 1 }
  const hex = ({ nonce, tag }: Sealed): object => ({ nonce: nonce.toString('hex'), tag: tag.toString('hex') })
  const slot = sealed(scryptSync(THEIR_PASSWORD, salt, 32, { N: cost.n, r: cost.r, p: cost.p }), master)
  const db = sealed(master, JSON.stringify({ version: 3, entries, groups: [] }))
  const key = { key: slot.text.toString('hex'), key_params: hex(slot), salt: salt.toString('hex'), ...cost }
  const header = { slots: [{ type: 1, uuid: 's', ...key }], params: hex(db) }
  return JSON.stringify({ version: 1, header, db: db.text.toString('base64') })
}

/** An encrypted backup of 2FAS, with one account. */
export function twoFasBackup(): string {
  const otp = { label: 'anna', account: 'anna', issuer: 'Minta', digits: 6, period: 30, algorithm: 'SHA1' }
  const service = { name: 'Minta', secret: 'MFZXGZLCMVZXIZDH', updatedAt: 1, otp: { ...otp, tokenType: 'TOTP' } }
  const seal = (plain: string): string => {
    const salt = randomBytes(256)
    const { text, nonce, tag } = sealed(pbkdf2Sync(THEIR_PASSWORD, salt, 10_000, 32, 'sha256'), plain)
    return [Buffer.concat([text, tag]), salt, nonce].map((bytes) => bytes.toString('base64')).join(':')
  }
  const secret = { servicesEncrypted: seal(JSON.stringify([service])), reference: seal('a known text') }
  return JSON.stringify({ services: [], groups: [], updatedAt: 1, schemaVersion: 4, appOrigin: 'android', ...secret })
}

/** A plain backup of andOTP, which a name like `old.bin` does not tell. */
export function andOtpBackup(): string {
  const more = { thumbnail: 'Default', last_used: 0, used_frequency: 0, period: 30, tags: [] }
  const fields = { issuer: 'Bolt', label: 'anna', digits: 6, type: 'TOTP', algorithm: 'SHA1' }
  return JSON.stringify([{ secret: 'NRXXEZLNNFYHG5LN', ...fields, ...more }])
}

/** Links that mama and papa are not among. */
export const LINKS = [
  'otpauth://totp/Bolt:minta.anna?secret=KRSXG5CTMVRXEZLU',
  'otpauth://totp/Levelek:minta.anna?secret=NBSWY3DPEB3W64TMMQ',
].join('\n')

/** A table, with the heading in the language of the page. */
export function clients(heading = 'name;username;secret;deletion code;tags'): string {
  return [heading, 'Minta Kft.;minta.kft;GEZDGNBVGY3TQOJQ;04711042;kft', 'Példa Bt.;pelda.bt;NFXGMZLSNZXQ;;bt'].join(
    '\n',
  )
}

/** The export of Google Authenticator in two pictures. */
export function googleExport(place: Place, first: string, second: string): void {
  place.picture(first, migrationLink([['anna', 'GAYTEMZUGU3DOOBZ']], { size: 2, index: 0 }))
  place.picture(second, migrationLink([['bela', 'HA3TMNJUGMZDCMBZ']], { size: 2, index: 1 }))
}

/** A folder with two pictures of QR codes. */
export function folderOfPictures(place: Place, folder: string): void {
  place.picture(`${folder}/emil.png`, linkOf('minta.emil', 'OBQXEYLMNRSWYMJS'))
  place.picture(`${folder}/dora.png`, linkOf('minta.dora', 'ONXW2ZLUNBUW4ZZR'))
}
