import { describe, expect, it } from 'vitest'
import { microsoftAuthenticator } from '../../../src/import/apps/microsoft-authenticator.ts'
import { ACCOUNT, accountsOf, KEY, readWith, refusalsOf } from '../kit.ts'
import { sqliteFile, type Value } from '../sqlite-file.ts'

const SQL =
  'CREATE TABLE `accounts` (`_id` INTEGER PRIMARY KEY AUTOINCREMENT, `name` TEXT NOT NULL, `username` TEXT NOT NULL, ' +
  '`oath_secret_key` TEXT NOT NULL, `account_type` INTEGER NOT NULL, `encrypted_oath_secret_key` TEXT NOT NULL)'

/** Name, user name, key, type, encrypted key. */
const database = (...rows: readonly (readonly Value[])[]): Buffer =>
  sqliteFile([{ name: 'accounts', sql: SQL, rows: rows.map((row) => [null, ...row]) }])

const read = (bytes: Uint8Array) => readWith(microsoftAuthenticator, bytes)

describe('the database of Microsoft Authenticator', () => {
  it('gives accounts of other services, and personal ones of Microsoft with their eight digits', async () => {
    const imported = await read(
      database(['Példa', 'anna', KEY, 0, ''], ['Microsoft', 'anna@example.com', 'SGVsbG8h3q2+70hl', 1, '']),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: 'Példa' },
      expect.objectContaining({ issuer: 'Microsoft', secret: 'JBSWY3DPEHPK3PXPJBSQ', digits: 8 }),
    ])
    expect(imported?.encrypted).toBe(false)
  })

  it('passes over accounts that have no key, and says so', async () => {
    const imported = await read(database(['Iskola', 'anna', '', 2, ''], ['Példa', 'anna', KEY, 0, '']))
    expect(imported?.entries).toHaveLength(1)
    expect(imported?.refused).toEqual([])
    expect([...(imported?.remarks ?? [])]).toEqual(['without-key'])
  })

  it('names what it cannot keep, and keeps the rest', async () => {
    const imported = await read(
      database(
        ['Példa', 'a', '', 0, 'AAAA'],
        ['Példa', 'b', KEY, 2, ''],
        ['Példa', 'c', '***', 1, ''],
        ['Példa', 'd', 'no base32!', 0, ''],
        ['Példa', 'e', KEY, null, ''],
        ['', '', KEY, 0],
      ),
    )
    expect(refusalsOf(imported)).toEqual([
      ['Példa: a', 'key-empty'],
      ['Példa: b', 'link-unknown-type'],
      ['Példa: c', 'entry-field'],
      ['Példa: d', 'key-bad-character'],
      ['Példa: e', 'link-unknown-type'],
    ])
    expect(imported?.refused[1]?.error.facts).toEqual({ type: 'account_type 2' })
    expect([...(imported?.remarks ?? [])]).toEqual([])
    expect(accountsOf(imported)).toMatchObject([{ issuer: '', account: '' }])
  })

  it('is damaged when its rows cannot be read', async () => {
    const bytes = database(['Példa', 'anna', KEY, 0, ''])
    await expect(read(bytes.subarray(0, 4096))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'Microsoft Authenticator' },
    })
  })
})

describe('what Microsoft Authenticator did not write', () => {
  it.each<[string, Buffer]>([
    ['a database without accounts', sqliteFile([])],
    [
      'accounts of another app',
      sqliteFile([{ name: 'accounts', sql: 'CREATE TABLE accounts (name, secret)', rows: [] }]),
    ],
    ['text', Buffer.from(SQL)],
    ['nothing', Buffer.alloc(0)],
  ])('is left to others: %s', async (_, bytes) => {
    expect(await read(bytes)).toBeNull()
  })
})
