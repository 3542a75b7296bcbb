// A list of links, one a line: what nearly every authenticator reads, and what a person can read too.
import type { Account } from '../otp/account.ts'
import { type Carried, type ExportFile, exporterFor } from './exporter.ts'
import { linkOf } from './label.ts'
import { leftOut, unusual } from './losses.ts'

export const otpauth = exporterFor({
  format: 'otpauth',
  app: 'otpauth',
  encrypted: false,
  kind: 'file',
  carry,
  files,
})

/** A link says everything that a code is computed from. */
function carry(account: Account): Carried {
  return {
    taken: true,
    without: leftOut(account, { name: false, note: false, tags: 0 }),
    doubtful: unusual(account),
  }
}

function files(accounts: readonly Account[]): ExportFile[] {
  const text = accounts.map((account) => `${linkOf(account)}\n`).join('')
  return [{ name: 'otpauth.txt', bytes: Buffer.from(text, 'utf-8'), accounts: accounts.length }]
}
