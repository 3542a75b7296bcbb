// What all tables of password managers have in common, shown with a made-up one.
import { describe, expect, it } from 'vitest'
import { type LoginTable, readLoginTable } from '../../src/import/login-table.ts'
import { accountsOf, reasonOf, refusalsOf } from './kit.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'
const TABLE: LoginTable = {
  app: 'Made Up',
  marks: [['title'], ['code', 'otp']],
  foreign: ['colour'],
  title: ['title'],
  user: ['user', 'email'],
  key: ['code', 'otp'],
  note: ['note'],
  details: (row) => ({ tags: [row.get('folder')] }),
}

const read = (text: string | null) => readLoginTable(text, TABLE)

describe('readLoginTable', () => {
  it('takes columns by name in any order and case', async () => {
    const imported = await read(`NOTE,Code,User,Folder,Title\nhello,${KEY},anna,Work,Bank\n`)
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY, type: 'totp' }])
    expect(imported?.entries[0]).toMatchObject({ note: 'hello', tags: ['Work'], line: 2, name: null, trashed: false })
  })

  it('takes the first column of several that holds something', async () => {
    const text = `title,user,email,code,otp\nA,,a@b.hu,,${KEY}\nB,b,b@b.hu,JBSWY3DPEHPK3PXP,${KEY}\n`
    expect(accountsOf(await read(text))).toMatchObject([
      { account: 'a@b.hu', secret: KEY },
      { account: 'b', secret: 'JBSWY3DPEHPK3PXP' },
    ])
  })

  it('takes links whole, and the title as a name where it says more', async () => {
    const link = `otpauth://totp/Bank:anna?secret=${KEY}&digits=8&period=60&algorithm=SHA512`
    const imported = await read(`title,user,code\nKovács Bt.,kovacs,${link}\nbank,,${link}\nBank:anna,,${link}\n`)
    expect(accountsOf(imported)[0]).toEqual({
      type: 'totp',
      issuer: 'Bank',
      account: 'anna',
      secret: KEY,
      algorithm: 'SHA512',
      digits: 8,
      period: 60,
      counter: 0,
    })
    expect(imported?.entries.map(({ name }) => name)).toEqual(['Kovács Bt.', null, null])
  })

  it('takes steam:// keys under the title', async () => {
    expect(accountsOf(await read(`title,user,code\nGames,anna,steam://${KEY}\n`))).toMatchObject([
      { type: 'steam', issuer: 'Games', account: 'anna', digits: 5 },
    ])
  })

  it('takes rows with too few and too many cells, and passes empty lines over', async () => {
    const imported = await read(`title,code,note\nA,${KEY}\n\nB,${KEY},b,extra,cells\nC\n`)
    expect(imported?.entries.map(({ account, note, line }) => [account.issuer, note, line])).toEqual([
      ['A', '', 2],
      ['B', 'b', 4],
    ])
    expect(refusalsOf(imported)).toEqual([])
  })

  it('takes line breaks and quotes in notes, and counts the lines on', async () => {
    const imported = await read(`title,note,code\r\nA,"one\r\ntwo, ""three""",${KEY}\r\nB,,not a key!\r\n`)
    expect(imported?.entries.map(({ note, line }) => [note, line])).toEqual([['one\r\ntwo, "three"', 2]])
    expect(imported?.refused.map(({ name, line, error }) => [name, line, error.reason])).toEqual([
      ['B', 4, 'key-bad-character'],
    ])
  })

  it('takes a table with a mark, in quotes, with semicolons', async () => {
    const imported = await read(`\ufeff"title";"user";"code"\n"A, B";"anna";"${KEY}"\n`)
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'A, B', account: 'anna' }])
  })

  it('passes rows without a key over', async () => {
    const imported = await read('title,user,code\nA,anna,\nB,bela,   \n')
    expect(imported).toMatchObject({ entries: [], refused: [] })
  })

  it('refuses one row and takes the others', async () => {
    const imported = await read(
      `title,user,code\nA,anna,motp://A:anna?secret=abc\nB,,otpauth://totp/x?secret=${KEY}&algorithm=MD5\nC,,${KEY}\n`,
    )
    expect(refusalsOf(imported)).toEqual([
      ['A: anna', 'link-unknown-type'],
      ['B', 'link-algorithm'],
    ])
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'C' }])
  })

  it('says that passwords were left where there is a column of them, and keeps none', async () => {
    const imported = await read(`title,password,code\nA,hunter2,${KEY}\n`)
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toContain('hunter2')
    expect([...((await read(`title,code\nA,${KEY}\n`))?.remarks ?? [])]).toEqual([])
  })

  it('refuses a table that was cut inside quotes', async () => {
    expect(await reasonOf(() => read(`title,code,note\nA,${KEY},"the note`))).toBe('import-damaged')
  })

  it('leaves alone what lacks a column or has a foreign one', async () => {
    for (const text of [null, '', 'title,user\n', 'title,code,colour\n', '{"title":"code"}', `title\n${KEY}`]) {
      expect(await read(text)).toBeNull()
    }
  })
})
