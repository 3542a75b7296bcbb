// 2FAS backups made here, of every schema.
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { twoFas } from '../../../src/import/apps/two-fas.ts'
import { ACCOUNT, accountsOf, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const otp = {
  label: 'anna',
  account: 'anna',
  issuer: 'Bank',
  digits: 6,
  period: 30,
  algorithm: 'SHA1',
  tokenType: 'TOTP',
  source: 'Link',
}
const service = { name: 'Bank', secret: KEY, updatedAt: 1, otp, order: { position: 0 } }

const backup = (services: unknown, more: object = {}): Record<string, unknown> => ({
  services,
  groups: [],
  updatedAt: 1,
  schemaVersion: 4,
  appOrigin: 'android',
  ...more,
})

function sealed(plain: string, password: string, salt: Uint8Array = randomBytes(256)): string {
  const key = pbkdf2Sync(password, salt, 10_000, 32, 'sha256')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const text = Buffer.concat([cipher.update(plain, 'utf-8'), cipher.final(), cipher.getAuthTag()])
  return [text, salt, iv].map((bytes) => Buffer.from(bytes).toString('base64')).join(':')
}

const encrypted = (plain = JSON.stringify([service]), more: object = {}): object =>
  backup([], {
    servicesEncrypted: sealed(plain, 'jelszó'),
    reference: sealed('a known text', 'jelszó'),
    groups: [{ id: 'g', name: 'Cég' }],
    ...more,
  })

describe('2FAS', () => {
  it('takes every field of a plain backup', async () => {
    const imported = await readWith(
      twoFas,
      backup(
        [
          { ...service, groupId: 'g', otp: { ...otp, digits: 8, period: 60, algorithm: 'SHA512', counter: 0 } },
          {
            ...service,
            groupId: 'gone',
            otp: { ...otp, tokenType: 'HOTP', period: null, counter: 42, algorithm: 'sha256' },
          },
          { ...service, otp: { ...otp, tokenType: 'STEAM', digits: 5 } },
          { ...service, secret: ' jbsw y3dp ehpk 3pxp j', otp: { ...otp, algorithm: 'SHA384', source: 'manual' } },
        ],
        { groups: [{ id: 'g', name: ' Cég ', isExpanded: true }] },
      ),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, digits: 8, period: 60, algorithm: 'SHA512' },
      { ...ACCOUNT, type: 'hotp', counter: 42, algorithm: 'SHA256' },
      { ...ACCOUNT, type: 'steam', digits: 5 },
      { ...ACCOUNT, secret: 'JBSWY3DPEHPK3PXPJ', algorithm: 'SHA384' },
    ])
    expect(imported?.entries.map(({ tags, name }) => [tags, name])).toEqual([
      [['Cég'], null],
      [[], null],
      [[], null],
      [[], null],
    ])
    expect(imported?.entries[3]?.warnings.map(({ code }) => code)).toContain('odd-length')
    expect(imported).toMatchObject({ refused: [], encrypted: false })
    expect(imported?.entries).toMatchObject([{ note: '', trashed: false, line: null }, {}, {}, {}])
  })

  it.each([
    [1, { label: 'Bank:anna', account: 'anna', issuer: 'Bank' }],
    [2, { label: 'Bank:anna', account: 'anna', issuer: 'Bank', digits: 6, period: 30, algorithm: 'SHA1' }],
    [2, { label: 'Bank:anna', account: null, issuer: 'Bank', digits: null, period: null, algorithm: null }],
    [3, { label: 'Bank:anna', issuer: 'Bank', tokenType: null }],
    [3, { label: 'anna', tokenType: 'TOTP' }],
    [4, { account: 'anna', issuer: '', tokenType: 'TOTP' }],
  ])('takes schema %i with what it leaves out', async (schemaVersion, fields) => {
    const imported = await readWith(twoFas, backup([{ ...service, type: 'Unknown', otp: fields }], { schemaVersion }))
    expect(accountsOf(imported)).toEqual([ACCOUNT])
  })

  it('takes the user name that was edited, not the one in the link or the label', async () => {
    const edited = { ...otp, account: 'béla', link: `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank` }
    const none = { ...otp, account: '' }
    const imported = await readWith(
      twoFas,
      backup([
        { ...service, otp: edited },
        { ...service, otp: none },
      ]),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, account: 'béla' },
      { ...ACCOUNT, account: '' },
    ])
  })

  it('names an entry by its title where the title is not the issuer', async () => {
    const titled = { ...service, name: 'Bank, cég' }
    const imported = await readWith(twoFas, backup([titled, { ...titled, otp: { issuer: 'Bank' } }]))
    expect(imported?.entries.map(({ name }) => name)).toEqual(['Bank, cég:anna', 'Bank, cég'])
    expect(accountsOf(imported)[0]).toEqual(ACCOUNT)
  })

  it('refuses unknown kinds, algorithms and numbers by name, and takes the others', async () => {
    const imported = await readWith(
      twoFas,
      backup([
        { ...service, otp: { ...otp, tokenType: 'XOTP' } },
        { ...service, otp: { ...otp, algorithm: 'MD5' } },
        { ...service, otp: { ...otp, digits: 11 } },
        { ...service, otp: { ...otp, account: 7 } },
        { ...service, secret: null },
        { secret: '' },
        null,
        service,
      ]),
    )
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(refusalsOf(imported)).toEqual([
      ['Bank: anna', 'link-unknown-type'],
      ['Bank: anna', 'link-algorithm'],
      ['Bank: anna', 'entry-field'],
      ['Bank', 'entry-field'],
      ['Bank: anna', 'key-empty'],
      [null, 'key-empty'],
      [null, 'key-empty'],
    ])
  })

  it('opens an encrypted backup with its password, groups included', async () => {
    const file = encrypted(JSON.stringify([{ ...service, groupId: 'g' }]))
    const imported = await readWith(twoFas, file, ['Jelszó', 'jelszó'])
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported).toMatchObject({ encrypted: true, entries: [{ tags: ['Cég'] }] })
    const { services: _, ...without } = file as Record<string, unknown>
    expect(accountsOf(await readWith(twoFas, without, ['jelszó']))).toEqual([ACCOUNT])
  })

  it('says that a password is needed or wrong', async () => {
    expect(await reasonOf(() => readWith(twoFas, encrypted()))).toBe('source-password-needed')
    expect(await reasonOf(() => readWith(twoFas, encrypted(), ['x', '']))).toBe('source-password-wrong')
    const alone = encrypted('[]', { reference: undefined })
    expect(await reasonOf(() => readWith(twoFas, alone, ['x']))).toBe('source-password-wrong')
    const broken = encrypted('[]', { reference: 'x' })
    expect(await reasonOf(() => readWith(twoFas, broken, ['x']))).toBe('source-password-wrong')
  })

  it.each([
    ['altered, under a password that opens the known text', { servicesEncrypted: sealed('[]', 'más') }],
    ['cut', { servicesEncrypted: sealed('[]', 'jelszó').slice(0, 40) }],
    ['without a salt', { servicesEncrypted: 'AAAA' }],
    ['with a nonce that is too long', { servicesEncrypted: `AAAA:AAAA:${'A'.repeat(20)}`, reference: undefined }],
    ['of a later schema', { schemaVersion: 5 }],
    ['of schema 0', { schemaVersion: 0 }],
    ['not JSON inside', { servicesEncrypted: sealed('[', 'jelszó') }],
    ['not a list inside', { servicesEncrypted: sealed('{}', 'jelszó') }],
  ])('says that a backup is damaged when it is %s', async (_, more) => {
    expect(await reasonOf(() => readWith(twoFas, encrypted('[]', more), ['jelszó']))).toBe('import-damaged')
  })

  it.each([
    ['another list of services', { services: [service] }],
    ['a schema without services', { schemaVersion: 4, entries: [] }],
    ['services that are no list', { schemaVersion: 4, services: {} }],
    ['a schema as a text', { schemaVersion: '4', services: [service] }],
    ['a list', [service]],
    ['text', KEY],
  ])('leaves %s to others', async (_, file) => {
    expect(await readWith(twoFas, file)).toBe(null)
  })
})
