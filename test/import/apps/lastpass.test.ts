// LastPass: the export of its Authenticator, and the table of its vault.
import { describe, expect, it } from 'vitest'
import { lastpass } from '../../../src/import/apps/lastpass.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'

const ENTRY = {
  accountID: '1',
  issuerName: 'My bank',
  originalIssuerName: 'Bank',
  userName: 'mama',
  originalUserName: 'mama@example.com',
  secret: KEY,
  timeStep: 60,
  digits: 8,
  algorithm: 'SHA256',
  isFavorite: true,
  folderData: { folderId: 1, position: 0 },
}

const exportOf = (...accounts: unknown[]): object => ({
  deviceId: '',
  localDeviceId: 'x',
  version: 3,
  accounts,
  folders: [
    { id: 1, name: 'Favorites' },
    { id: 0, name: 'Other accounts' },
  ],
})

describe('an export of LastPass Authenticator', () => {
  it('gives every field of an account', async () => {
    const imported = await readWith(lastpass, exportOf(ENTRY))
    expect(accountsOf(imported)).toEqual([{ ...FULL_ACCOUNT, issuer: 'My bank' }])
    expect(imported?.entries[0]?.tags).toEqual(['Favorites'])
  })

  it('falls back to the names of the QR code, and to the defaults', async () => {
    const imported = await readWith(
      lastpass,
      exportOf(
        { ...ENTRY, issuerName: '', userName: undefined, folderData: { folderId: 0 } },
        { secret: KEY, originalIssuerName: 'Bank', folderData: null },
      ),
    )
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'Bank', account: 'mama@example.com' },
      { issuer: 'Bank', account: '', algorithm: 'SHA1', digits: 6, period: 30 },
    ])
    expect(imported?.entries.map(({ tags }) => tags)).toEqual([[], []])
  })

  it('refuses what is wrong alone', async () => {
    const imported = await readWith(
      lastpass,
      exportOf(
        { ...ENTRY, algorithm: 'MD5' },
        { ...ENTRY, secret: '' },
        { ...ENTRY, digits: null, timeStep: 1e9 },
        [],
        ENTRY,
      ),
    )
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['My bank: mama', 'link-algorithm'],
      ['My bank: mama', 'key-empty'],
      ['My bank: mama', 'entry-field'],
      [null, 'key-empty'],
    ])
  })

  it('is known without a device too', async () => {
    expect(accountsOf(await readWith(lastpass, { version: 1, accounts: [ENTRY] }))).toHaveLength(1)
  })

  it('is known without an account too', async () => {
    expect(accountsOf(await readWith(lastpass, exportOf()))).toEqual([])
  })
})

describe('the table of a LastPass vault', () => {
  const HEADER = 'url,username,password,totp,extra,name,grouping,fav'

  it('gives keys, names, notes and folders, and never a password', async () => {
    const csv = [
      HEADER,
      `https://bank.example,mama,hunter2,${KEY},"a note\nof two lines",Bank,Family,1`,
      'https://mail.example,mama,hunter3,,secret note,Mail,Family,0',
      `https://work.example,mama,,otpauth://totp/Work:mama@work?secret=${KEY}&digits=8,,Desk,,0`,
      'https://bad.example,mama,,not-a-key-1,,Bad,,0',
    ].join('\r\n')
    const imported = await readWith(lastpass, `\ufeff${csv}`)
    expect(accountsOf(imported)).toMatchObject([
      { type: 'totp', issuer: 'Bank', account: 'mama', secret: KEY, digits: 6, period: 30 },
      { issuer: 'Work', account: 'mama@work', digits: 8 },
    ])
    expect(imported?.entries.map(({ note, tags, line, name }) => ({ note, tags, line, name }))).toEqual([
      { note: 'a note\nof two lines', tags: ['Family'], line: 2, name: null },
      { note: '', tags: [], line: 5, name: 'Desk' },
    ])
    expect(imported?.refused.map(({ name, line, error }) => [name, line, error.reason])).toEqual([
      ['Bad: mama', 6, 'key-bad-character'],
    ])
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toMatch(/hunter|secret note/)
  })

  it('may be of a time before keys, and in another order', async () => {
    const imported = await readWith(lastpass, 'grouping,fav,url,username,password,extra,name\na,0,b,c,,d,e\n')
    expect(imported).toMatchObject({ entries: [], refused: [] })
  })
})

it('leaves the files of others', async () => {
  const others = [
    '',
    '[]',
    '{}',
    { accounts: {} },
    { accounts: [{ name: 'a', secret: KEY }] },
    'url,username,password\n',
    `url,username,password,totp,extra,name,fav\na,b,c,${KEY},,d,0\n`,
  ]
  await expectLeft(lastpass, others)
})
