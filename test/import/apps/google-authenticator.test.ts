import { describe, expect, it } from 'vitest'
import { googleAuthenticator } from '../../../src/import/apps/google-authenticator.ts'
import { ACCOUNT, accountsOf, KEY, readWith, refusalsOf } from '../kit.ts'
import { sqliteFile, type Value } from '../sqlite-file.ts'

const SQL =
  'CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL, counter INTEGER DEFAULT 0, ' +
  'type INTEGER, provider INTEGER DEFAULT 0, issuer TEXT DEFAULT NULL, original_name TEXT DEFAULT NULL)'

/** email, secret, counter, type, and issuer and original name where they are given. */
function database(...rows: readonly (readonly Value[])[]): Buffer {
  const stored = rows.map(([email, secret, counter, type, ...labels]) => {
    const known = [null, email ?? null, secret ?? null, counter ?? null, type ?? null]
    return labels.length === 0 ? known : [...known, 0, ...labels]
  })
  return sqliteFile([
    { name: 'android_metadata', sql: 'CREATE TABLE android_metadata (locale TEXT)', rows: [['hu_HU']] },
    { name: 'accounts', sql: SQL, rows: stored },
  ])
}

const read = (bytes: Uint8Array) => readWith(googleAuthenticator, bytes)

describe('the database of Google Authenticator', () => {
  it('gives its accounts', async () => {
    const imported = await read(
      database(['Példa:anna', KEY, 0, 0, 'Példa', 'Példa:anna'], ['Példa:bea', KEY, 42, 1, 'Példa', 'Példa:bea']),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: 'Példa' },
      expect.objectContaining({ type: 'hotp', account: 'bea', counter: 42 }),
    ])
    expect(imported?.encrypted).toBe(false)
  })

  it.each<[string, readonly Value[], object]>([
    ['without an issuer', ['anna', KEY, 0, 0, null, null], { issuer: '', account: 'anna' }],
    ['of the time before there were issuers', ['anna', KEY, 0, 0], { issuer: '', account: 'anna' }],
    ['with the issuer in the label alone', ['Példa:anna', KEY, 0, 0], { issuer: 'Példa', account: 'anna' }],
    [
      'with another issuer in the label',
      ['Cég:anna', KEY, 0, 0, 'Példa', null],
      { issuer: 'Példa', account: 'Cég:anna' },
    ],
    ['with a label that was emptied', ['', KEY, 0, 0, 'Példa', 'Példa:anna'], { issuer: 'Példa', account: 'anna' }],
    ['without a type', ['anna', KEY, null, null], { type: 'totp', counter: 0 }],
  ])('gives accounts %s', async (_, row, account) => {
    expect(accountsOf(await read(database(row)))).toMatchObject([account])
  })

  it('names what it cannot keep, and keeps the rest', async () => {
    const imported = await read(
      database(
        ['a', 'no base32!', 0, 0],
        ['b', '', 0, 0],
        ['c', KEY, 0, 2],
        ['d', KEY, -1, 1],
        ['e', KEY, 2n ** 60n, 1],
        ['f', Uint8Array.of(1, 2), 0, 0],
        ['g', KEY, 0, 0],
      ),
    )
    expect(refusalsOf(imported)).toEqual([
      ['a', 'key-bad-character'],
      ['b', 'key-empty'],
      ['c', 'link-unknown-type'],
      ['d', 'entry-field'],
      ['e', 'entry-field'],
    ])
    expect(accountsOf(imported)).toMatchObject([{ account: 'f' }, { account: 'g' }])
  })

  it('is damaged when its rows cannot be read', async () => {
    const bytes = database(['anna', KEY, 0, 0])
    const rows = bytes.indexOf('anna')
    await expect(read(bytes.subarray(0, rows))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'Google Authenticator' },
    })
  })
})

describe('what Google Authenticator did not write', () => {
  it.each<[string, Buffer]>([
    [
      'a database without accounts',
      sqliteFile([{ name: 'other', sql: 'CREATE TABLE other (email, secret)', rows: [] }]),
    ],
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
