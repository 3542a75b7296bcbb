import { describe, expect, it } from 'vitest'
import { stratumDatabase } from '../../../src/import/apps/stratum-database.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'
import { sqliteFile, type Table, type Value } from '../sqlite-file.ts'

const OTHER_KEY = 'GEZDGNBVGY3TQOJQ'
const SQL =
  'CREATE TABLE "authenticator" (\n"type" integer ,\n"icon" varchar ,\n"issuer" varchar(32) ,\n"username" varchar(40) ,\n' +
  '"secret" varchar primary key not null ,\n"pin" varchar ,\n"algorithm" integer ,\n"digits" integer ,\n"period" integer ,\n' +
  '"counter" integer ,\n"ranking" integer )'

/** Type, user name, key, algorithm, digits, period, counter. */
const authenticators = (...rows: readonly (readonly Value[])[]): Table => ({
  name: 'authenticator',
  sql: SQL,
  rows: rows.map(([type, username, secret, ...rest]) => [
    ...[type ?? null, null, 'Példa', username ?? null, secret ?? null, null],
    ...rest,
  ]),
})

const CATEGORIES: readonly Table[] = [
  {
    name: 'category',
    sql: 'CREATE TABLE "category" ("id" varchar(8) primary key not null , "name" varchar(32) , "ranking" integer )',
    rows: [
      ['a1', 'Munka', 0],
      ['b2', 'Otthon', 1],
    ],
  },
  {
    name: 'authenticatorcategory',
    sql: 'CREATE TABLE "authenticatorcategory" ("categoryId" varchar , "authenticatorSecret" varchar , "ranking" integer )',
    rows: [
      ['a1', KEY, 0],
      ['b2', KEY, 0],
      ['c3', KEY, 0],
    ],
  },
]

const read = (...tables: readonly Table[]) => readWith(stratumDatabase, sqliteFile(tables))

describe('the database of Stratum', () => {
  it('gives its accounts with their categories', async () => {
    const rows = [
      [2, 'anna', KEY, 1, 8, 60, 0],
      [1, 'bea', OTHER_KEY, 2, 7, 30, 42],
      [4, 'cili', `${OTHER_KEY}22`, 0, 5, 30, 0],
    ]
    const imported = await read(authenticators(...rows), ...CATEGORIES)
    expect(accountsOf(imported)).toEqual([
      { ...FULL_ACCOUNT, issuer: 'Példa', account: 'anna' },
      expect.objectContaining({ type: 'hotp', algorithm: 'SHA512', digits: 7, counter: 42 }),
      expect.objectContaining({ type: 'steam', digits: 5 }),
    ])
    expect(imported?.entries.map(({ tags }) => tags)).toEqual([['Munka', 'Otthon'], [], []])
    expect(imported?.encrypted).toBe(false)
  })

  it('names what it cannot keep, and keeps the rest, without categories too', async () => {
    const imported = await read(
      authenticators(
        [3, 'a', '00ff', 0, 6, 10, 0],
        [5, 'b', KEY, 1, 8, 30, 0],
        [2, 'c', KEY, 7, 6, 30, 0],
        [2, 'd', KEY, 0, 6, 0, 0],
        [2, 'e', '', 0, 6, 30, 0],
        [2, 'f', KEY, null, null, null, null],
      ),
    )
    expect(refusalsOf(imported)).toEqual([
      ['Példa: a', 'link-unknown-type'],
      ['Példa: b', 'link-unknown-type'],
      ['Példa: c', 'link-algorithm'],
      ['Példa: d', 'entry-field'],
      ['Példa: e', 'key-empty'],
    ])
    expect(accountsOf(imported)).toMatchObject([{ account: 'f', algorithm: 'SHA1', digits: 6, period: 30 }])
  })

  it('is damaged when its rows cannot be read', async () => {
    const bytes = sqliteFile([authenticators([2, 'anna', KEY, 0, 6, 30, 0]), ...CATEGORIES])
    await expect(readWith(stratumDatabase, bytes.subarray(0, 4096))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'Stratum' },
    })
  })
})

describe('what Stratum did not write', () => {
  it('is left to others', async () => {
    expect(await read()).toBeNull()
    expect(await read(...CATEGORIES)).toBeNull()
    expect(await read({ name: 'authenticator', sql: 'CREATE TABLE authenticator (id, secret)', rows: [] })).toBeNull()
    await expectLeft(stratumDatabase, [SQL, Buffer.alloc(0)])
  })
})
