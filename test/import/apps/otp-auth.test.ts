import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { otpAuth } from '../../../src/import/apps/otp-auth.ts'
import { ACCOUNT, accountsOf, readWith, reasonOf, refusalsOf } from '../kit.ts'
import { archiveFile, type Item, plistFile } from '../plist-file.ts'

const KEY = Uint8Array.of(72, 101, 108, 108, 111, 33, 222, 173, 190, 239, 72, 101)
const ENTRY = {
  label: 'anna@example.com',
  issuer: 'Példa',
  secret: KEY,
  type: 2,
  algorithm: 1,
  digits: 6,
  period: 30,
  counter: 0,
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

function cbc(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** https://github.com/RNCryptor/RNCryptor-Spec/blob/master/RNCryptor-Spec-v3.md */
function envelope(password: string, plain: Uint8Array): Buffer {
  const [salt, macSalt, iv] = [Buffer.alloc(8, 1), Buffer.alloc(8, 2), Buffer.alloc(16, 3)]
  const key = (of: Buffer): Buffer => pbkdf2Sync(password, of, 10_000, 32, 'sha1')
  const signed = Buffer.concat([Buffer.of(3, 1), salt, macSalt, iv, cbc(key(salt), iv, plain)])
  return Buffer.concat([signed, createHmac('sha256', key(macSalt)).update(signed).digest()])
}

function wrapped(outer: Item, word = 'Authenticator'): Buffer {
  return cbc(sha256(word), Buffer.alloc(16), archiveFile(outer))
}

const contents = (accounts: readonly Item[], name: Item = 'Munka'): Buffer =>
  archiveFile({ dictionary: true, Folders: [{ name, accounts }], DeletedAccountIDs: [] })

const backup = (accounts: readonly Item[], name?: Item): Buffer =>
  wrapped({ dictionary: true, Version: 1.1, WrappedData: { 'NS.data': envelope('titok', contents(accounts, name)) } })

const read = (bytes: Uint8Array, ...passwords: readonly string[]) => readWith(otpAuth, bytes, passwords)

describe('a backup of OTP Auth', () => {
  it('gives the accounts of its folders', async () => {
    const imported = await read(backup([ENTRY, { ...ENTRY, label: { 'NS.string': 'bea' }, issuer: null }]), 'titok')
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: 'Példa', account: 'anna@example.com', secret: 'JBSWY3DPEHPK3PXPJBSQ' },
      expect.objectContaining({ issuer: '', account: 'bea' }),
    ])
    expect(imported?.entries.map(({ tags }) => tags)).toEqual([['Munka'], ['Munka']])
    expect(imported?.encrypted).toBe(true)
  })

  it('gives what an account is computed from', async () => {
    const accounts = [
      { ...ENTRY, type: 1, counter: 42 },
      { ...ENTRY, algorithm: 2, digits: 8, period: 60 },
      { ...ENTRY, algorithm: 3 },
      { ...ENTRY, algorithm: 0 },
    ]
    expect(accountsOf(await read(backup(accounts), 'titok'))).toMatchObject([
      { type: 'hotp', counter: 42 },
      { type: 'totp', algorithm: 'SHA256', digits: 8, period: 60 },
      { algorithm: 'SHA512' },
      { algorithm: 'SHA1' },
    ])
  })

  it('names what it cannot keep, and keeps the rest', async () => {
    const imported = await read(
      backup([
        { ...ENTRY, label: 'a', algorithm: 4 },
        { ...ENTRY, label: 'b', type: 0 },
        { ...ENTRY, label: 'c', type: 9 },
        { ...ENTRY, label: 'd', secret: new Uint8Array() },
        { ...ENTRY, label: 'e', digits: 12 },
        { label: 'f', type: 2 },
        ENTRY,
      ]),
      'titok',
    )
    expect(refusalsOf(imported)).toEqual([
      ['Példa: a', 'link-algorithm'],
      ['Példa: b', 'link-unknown-type'],
      ['Példa: c', 'link-unknown-type'],
      ['Példa: d', 'key-empty'],
      ['Példa: e', 'entry-field'],
      ['f', 'key-empty'],
    ])
    expect(imported?.refused[0]?.error.facts).toEqual({ algorithm: 'MD5' })
    expect(imported?.entries).toHaveLength(1)
  })

  it('has no tag where the folder has no name', async () => {
    expect((await read(backup([ENTRY], null), 'titok'))?.entries[0]?.tags).toEqual([])
  })

  it('may hold no account', async () => {
    expect(accountsOf(await read(backup([]), 'titok'))).toEqual([])
  })

  it('stays closed to a wrong password, and opens at the next try', async () => {
    expect(await reasonOf(() => read(backup([ENTRY]), 'titkos'))).toBe('source-password-wrong')
    expect(accountsOf(await read(backup([ENTRY]), '', 'titkos', 'titok'))).toHaveLength(1)
  })

  it('of the older kind opens without a MAC', async () => {
    const iv = createHash('sha1').update('some iv').digest().subarray(0, 16)
    const data = cbc(sha256('salt-titok'), iv, contents([ENTRY]))
    const old = wrapped({ dictionary: true, Version: 1, IV: 'some iv', Salt: 'salt', WrappedData: { 'NS.data': data } })
    expect(await reasonOf(() => read(old, 'a', 'b', 'c'))).toBe('source-password-wrong')
    expect(accountsOf(await read(old, 'titok'))).toMatchObject([{ secret: 'JBSWY3DPEHPK3PXPJBSQ' }])
  })

  it('may be of one account', async () => {
    const data = envelope('titok', archiveFile({ dictionary: true, ...ENTRY, secret: { 'NS.data': KEY } }))
    const one = wrapped({ dictionary: true, Version: 1.2, Data: { 'NS.data': data } }, 'OTPAuth')
    expect(accountsOf(await read(one, 'titok'))).toMatchObject([{ issuer: 'Példa', secret: 'JBSWY3DPEHPK3PXPJBSQ' }])
  })
})

describe('a damaged backup of OTP Auth', () => {
  const damaged = { reason: 'import-damaged', facts: { app: 'OTP Auth' } }
  const outer = (data: Item): Buffer => wrapped({ dictionary: true, Version: 1.1, WrappedData: data })

  it.each<[string, Buffer]>([
    ['whose end is missing', backup([ENTRY]).subarray(0, 64)],
    ['without accounts', wrapped({ dictionary: true, Version: 1.1 })],
    ['of another version', outer(Buffer.concat([Buffer.of(4), envelope('titok', contents([])).subarray(1)]))],
    ['with a key in place of a password', outer(Buffer.concat([Buffer.of(3, 0), Buffer.alloc(100)]))],
    ['that is too short', outer(Buffer.concat([Buffer.of(3, 1), Buffer.alloc(60)]))],
    ['with something else inside', outer(envelope('titok', plistFile(['a', 'b'])))],
    ['around something else', cbc(sha256('Authenticator'), Buffer.alloc(16), plistFile(['a', 'b']))],
  ])('is refused: one %s', async (_, bytes) => {
    await expect(read(bytes, 'titok')).rejects.toMatchObject(damaged)
  })

  it('looks like a wrong password where the MAC does not fit', async () => {
    const data = envelope('titok', contents([ENTRY]))
    data.writeUInt8(data.readUInt8(40) ^ 1, 40)
    expect(await reasonOf(() => read(outer(data), 'titok'))).toBe('source-password-wrong')
  })
})

describe('what OTP Auth did not write', () => {
  it.each<[string, unknown]>([
    ['an empty file', Buffer.alloc(0)],
    ['blocks of something else', Buffer.alloc(64, 7)],
    ['a property list in the open', plistFile({ a: 'b' })],
    ['a text', 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXPJBSX'],
    ['JSON', { accounts: [] }],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(otpAuth, content, ['titok'])).toBeNull()
  })
})
