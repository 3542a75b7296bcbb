// Bitwarden and Vaultwarden, their plain JSON: a login for each account with nothing in it but names, note and key.
// https://bitwarden.com/help/condition-bitwarden-import/
import { type Account, STEAM_DIGITS } from '../otp/account.ts'
import { decodeBase32 } from '../otp/base32.ts'
import type { Loss } from '../otp/loss.ts'
import { formatOtpauthUri } from '../otp/otpauth-uri.ts'
import { type Carried, type ExportFile, type ExportTools, exporterFor } from './exporter.ts'
import { keyText } from './label.ts'
import { type Abilities, ANY_PERIOD, carriedUnless, leftOut, misfits, USUAL_ALGORITHMS } from './losses.ts'
import { cutTo, isoSeconds } from './text.ts'
import { uuidOf } from './uuid.ts'

export const bitwarden = exporterFor({
  format: 'bitwarden',
  app: 'Bitwarden',
  encrypted: false,
  kind: 'file',
  carry,
  files,
})

/**
 * A link is taken for TOTP whatever it says, other algorithms count as SHA-1, and steam:// has no parameters. Ten digits
 * overflow 32 bits and give a wrong code for every third step.
 * https://github.com/bitwarden/sdk-internal/blob/main/crates/bitwarden-vault/src/totp.rs
 */
const ABILITIES: Abilities = {
  totp: { algorithms: USUAL_ALGORITHMS, digits: [5, 6, 7, 8, 9], period: ANY_PERIOD },
  steam: { algorithms: ['SHA1'], digits: [STEAM_DIGITS], period: [30, 30] },
}

/**
 * Bytes of UTF-8. The server refuses a whole import for one field whose ciphertext has more than 1000 characters, or
 * 10,000 for a note; less a third for base64, and what either of its ciphers adds.
 * https://github.com/bitwarden/server/blob/main/src/Api/Vault/Models/Request/CipherRequestModel.cs
 */
const FIELD_BYTES = 600
const NOTE_BYTES = 7000

/** A login item. */
const LOGIN = 1

function carry(account: Account): Carried {
  const against = misfits(account, ABILITIES)
  if (against.length === 0 && keyOf(account) === null)
    against.push({ what: 'secret', value: decodeBase32(account.secret).length })
  return carriedUnless(against, () => ({ without: [...cutOff(account), ...leftOut(account, keptOf(account))] }))
}

function files(accounts: readonly Account[], tools: ExportTools): ExportFile[] {
  const names = [...new Set(accounts.flatMap((account) => folderOf(account) ?? []))]
  const folders = new Map(names.map((name) => [name, uuidOf(tools.random(16))]))
  const file = {
    encrypted: false,
    folders: [...folders].map(([name, id]) => ({ id, name })),
    items: accounts.map((account) => itemOf(account, folders, uuidOf(tools.random(16)))),
  }
  const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`, 'utf-8')
  return [{ name: 'bitwarden.json', bytes, accounts: accounts.length }]
}

function itemOf(account: Account, folders: ReadonlyMap<string, string>, id: string): object {
  const { name, account: user, note, created, modified } = account
  const folder = folderOf(account)
  return {
    passwordHistory: null,
    revisionDate: isoSeconds(modified),
    creationDate: isoSeconds(created),
    deletedDate: null,
    id,
    organizationId: null,
    folderId: folder === null ? null : (folders.get(folder) ?? null),
    type: LOGIN,
    reprompt: 0,
    name: cutTo(name, FIELD_BYTES),
    notes: cutTo(note, NOTE_BYTES) || null,
    favorite: false,
    fields: [],
    login: {
      uris: [],
      fido2Credentials: [],
      username: cutTo(user, FIELD_BYTES) || null,
      password: null,
      totp: keyOf(account),
    },
    collectionIds: null,
  }
}

/** The link, without its label where that would be too long; null when the key alone is. */
function keyOf(account: Account): string | null {
  const secret = keyText(account)
  if (account.type === 'steam') return fitting(`steam://${secret}`)
  const unnamed = account.issuer === '' && account.account === ''
  const label = { issuer: account.issuer, account: unnamed ? account.name : account.account }
  return (
    fitting(formatOtpauthUri({ ...account, ...label, secret })) ??
    fitting(formatOtpauthUri({ ...account, issuer: '', account: '', secret }))
  )
}

function fitting(key: string): string | null {
  return Buffer.byteLength(key) <= FIELD_BYTES ? key : null
}

/** An account is in one folder: that of its first tag. */
function folderOf({ tags }: Account): string | null {
  return cutTo(tags[0] ?? '', FIELD_BYTES) || null
}

function keptOf(account: Account): { name: boolean; note: boolean; tags: number } {
  return { name: true, note: true, tags: account.tags[0] !== undefined && isWhole(account.tags[0]) ? 1 : 0 }
}

function cutOff({ name, issuer, account: user, note, type }: Account): Loss[] {
  const losses: Loss[] = []
  if (!isWhole(name)) losses.push({ what: 'name', value: name })
  if (!isWhole(user)) losses.push({ what: 'account', value: user })
  // steam:// has no label.
  if (type === 'steam' && issuer !== '' && issuer !== 'Steam') losses.push({ what: 'issuer', value: issuer })
  if (Buffer.byteLength(note) > NOTE_BYTES) losses.push({ what: 'note', value: null })
  return losses
}

function isWhole(text: string): boolean {
  return Buffer.byteLength(text) <= FIELD_BYTES
}
