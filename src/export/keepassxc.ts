// KeePassXC, the table that it imports: an entry for each account, without a password.
// https://github.com/keepassxreboot/keepassxc/blob/develop/src/gui/csvImport/CsvImportWidget.cpp
import { type Account, STEAM_DIGITS } from '../otp/account.ts'
import type { Loss } from '../otp/loss.ts'
import { nameFromLabel } from '../otp/names.ts'
import { formatOtpauthUri } from '../otp/otpauth-uri.ts'
import { cell } from './cells.ts'
import { type Carried, type ExportFile, exporterFor } from './exporter.ts'
import { keyText } from './label.ts'
import { type Abilities, carriedUnless, leftOut, misfits, USUAL_ALGORITHMS } from './losses.ts'
import { isoSeconds } from './text.ts'

export const keepassxc = exporterFor({
  format: 'keepassxc',
  app: 'KeePassXC',
  encrypted: false,
  kind: 'file',
  carry,
  files,
})

/**
 * Every link is taken for TOTP, other algorithms count as SHA-1. 2.7.4 makes 60 s of longer periods (newer ones take a
 * day), and ten digits overflow 32 bits. Steam is always 30 s.
 * https://github.com/keepassxreboot/keepassxc/blob/develop/src/core/Totp.cpp
 */
const ABILITIES: Abilities = {
  totp: { algorithms: USUAL_ALGORITHMS, digits: [5, 6, 7, 8, 9], period: [1, 60] },
  steam: { algorithms: USUAL_ALGORITHMS, digits: [STEAM_DIGITS], period: [30, 30] },
}

/** As KeePassXC writes them: the import finds columns by these names. */
const COLUMNS = [
  'Group',
  'Title',
  'Username',
  'Password',
  'URL',
  'Notes',
  'TOTP',
  'Icon',
  'Last Modified',
  'Created',
] as const

function carry(account: Account): Carried {
  return carriedUnless(misfits(account, ABILITIES), () => ({
    without: [...issuerLoss(account), ...leftOut(account, { name: true, note: true, tags: 1 })],
  }))
}

/** No mark of UTF-8 in front: it would become a part of the first column's name. */
function files(accounts: readonly Account[]): ExportFile[] {
  const lines = [COLUMNS, ...accounts.map(rowOf)].map((row) => `${row.map(cell).join(',')}\n`)
  return [{ name: 'keepassxc.csv', bytes: Buffer.from(lines.join(''), 'utf-8'), accounts: accounts.length }]
}

function rowOf(account: Account): string[] {
  const { name, account: user, tags, note, created, modified } = account
  // The first group stands for the database; a slash in a tag makes a group inside of a group.
  const group = tags[0] === undefined || tags[0] === '' ? 'Root' : `Root/${tags[0]}`
  return [group, name, user, '', '', note, linkOf(account), '0', isoSeconds(modified) ?? '', isoSeconds(created) ?? '']
}

function linkOf(account: Account): string {
  const secret = keyText(account)
  if (account.type !== 'steam') return formatOtpauthUri({ ...account, secret })
  return `${formatOtpauthUri({ ...account, type: 'totp', secret })}&encoder=steam`
}

/** An entry has a title and a user name. The import writes the link anew from them: the issuer is gone then. */
function issuerLoss({ name, issuer, account: user }: Account): Loss[] {
  const shown = issuer === '' || name === issuer || name === nameFromLabel({ issuer, account: user })
  return shown ? [] : [{ what: 'issuer', value: issuer }]
}
