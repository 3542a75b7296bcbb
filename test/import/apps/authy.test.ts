import { createCipheriv, pbkdf2Sync } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { authy } from '../../../src/import/apps/authy.ts'
import { ACCOUNT, accountsOf, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'
import { preferencesFile } from '../preferences-file.ts'

const OTHERS = 'com.authy.storage.tokens.authenticator.key'
const OWN = 'com.authy.storage.tokens.authy.key'
const TOKEN = {
  accountType: 'authenticator',
  decryptedSecret: KEY,
  digits: 6,
  originalIssuer: 'Példa',
  originalName: 'Példa:anna',
  name: 'Példa: anna',
}

function sealed(password: string, key = KEY, salt = 'AbCd1234'): object {
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, 1000, 32, 'sha1'), Buffer.alloc(16))
  const encryptedSecret = Buffer.concat([cipher.update(key), cipher.final()]).toString('base64')
  return { ...TOKEN, decryptedSecret: undefined, encryptedSecret, salt }
}

const file = (tokens: unknown, name = OTHERS): string => preferencesFile({ [name]: JSON.stringify(tokens) })
const read = (tokens: unknown, ...passwords: readonly string[]) => readWith(authy, file(tokens), passwords)

describe('the accounts of Authy', () => {
  it('are taken as they are', async () => {
    const imported = await read([TOKEN, { ...TOKEN, digits: 7 }, { ...TOKEN, digits: undefined }])
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: 'Példa' },
      expect.objectContaining({ digits: 7, period: 30 }),
      expect.objectContaining({ digits: 6 }),
    ])
    expect(imported?.entries.map(({ name }) => name)).toEqual([null, null, null])
    expect(imported?.encrypted).toBe(false)
  })

  it('of Authy itself have seven digits every ten seconds', async () => {
    const own = { name: 'Példa', secretSeed: '48656c6c6f21deadbeef4865' }
    const imported = await readWith(authy, file([own, { ...own, digits: 8 }, { ...own, secretSeed: 'no hex' }], OWN))
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'Példa', account: '', secret: 'JBSWY3DPEHPK3PXPJBSQ', digits: 7, period: 10 },
      { digits: 8, period: 10 },
    ])
    expect(refusalsOf(imported)).toEqual([['Példa', 'entry-field']])
  })

  it.each<[string, object, object]>([
    ['a colon in what was scanned', { originalIssuer: null }, { issuer: 'Példa', account: 'anna' }],
    [
      'a colon in the name',
      { originalIssuer: '', originalName: '', name: 'Cég: bea' },
      { issuer: 'Cég', account: 'bea' },
    ],
    [
      'a dash in the name',
      { originalIssuer: '', originalName: undefined, name: 'Cég - bea' },
      { issuer: 'Cég', account: 'bea' },
    ],
    [
      'the picture of a service',
      { originalIssuer: null, originalName: null, name: 'anna@example.com', accountType: 'google' },
      { issuer: 'Google', account: 'anna@example.com' },
    ],
    [
      'nothing',
      { originalIssuer: null, originalName: null, name: 'anna@example.com' },
      { issuer: '', account: 'anna@example.com' },
    ],
    ['the issuer alone', { originalName: 'Példa', name: 'Példa' }, { issuer: 'Példa', account: '' }],
  ])('tell the issuer by %s', async (_, labels, account) => {
    const imported = await read([{ ...TOKEN, ...labels }])
    expect(accountsOf(imported)).toMatchObject([account])
    expect(imported?.entries[0]?.name).toBeNull()
  })

  it('keep the name that the user gave them', async () => {
    const imported = await read([{ ...TOKEN, name: 'Anyu levelei' }])
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Példa', account: 'anna' }])
    expect(imported?.entries[0]?.name).toBe('Anyu levelei')
  })

  it('that cannot be kept are named, and the rest is kept', async () => {
    const imported = await read([
      { ...TOKEN, decryptedSecret: '' },
      { ...TOKEN, decryptedSecret: 'no base32!' },
      { ...TOKEN, digits: 99 },
      7,
      TOKEN,
    ])
    expect(refusalsOf(imported)).toEqual([
      ['Példa: anna', 'key-empty'],
      ['Példa: anna', 'key-bad-character'],
      ['Példa: anna', 'entry-field'],
      [null, 'key-empty'],
    ])
    expect(imported?.entries).toHaveLength(1)
  })
})

describe('encrypted accounts of Authy', () => {
  it('open with the backup password', async () => {
    const imported = await read([sealed('titok'), sealed('titok', 'GEZDGNBVGY3TQOJQ', 'other')], 'titkos', 'titok')
    expect(accountsOf(imported)).toMatchObject([{ secret: KEY }, { secret: 'GEZDGNBVGY3TQOJQ' }])
    expect(imported?.encrypted).toBe(true)
  })

  it('stay closed to a wrong one, even where the padding happens to fit', async () => {
    const wrong = Array.from({ length: 600 }, (_, i) => `no ${i}`)
    expect(await reasonOf(() => read([sealed('titok')], ...wrong))).toBe('source-password-wrong')
  })

  it('may stand among others that are not', async () => {
    const imported = await read([TOKEN, sealed('titok')], 'titok')
    expect(imported?.entries).toHaveLength(2)
    expect(imported?.encrypted).toBe(false)
  })

  it('need no password where the key stands beside', async () => {
    expect(accountsOf(await read([{ ...sealed('titok'), decryptedSecret: KEY }]))).toMatchObject([{ secret: KEY }])
  })

  it('that are damaged are no wrong password for the others', async () => {
    const broken = { ...sealed('titok'), encryptedSecret: 'AAAAAAAAAAAAAAAAAAAAAA==' }
    const imported = await read([broken, { ...broken, encryptedSecret: '***' }, sealed('titok')], 'titok')
    expect(refusalsOf(imported)).toEqual([
      ['Példa: anna', 'entry-field'],
      ['Példa: anna', 'entry-field'],
    ])
    expect(imported?.entries).toHaveLength(1)
  })

  it('are refused before the work where they are too many', async () => {
    const start = performance.now()
    await expect(read(Array(6000).fill(sealed('titok')), 'titok')).rejects.toMatchObject({
      reason: 'import-costly',
      facts: { app: 'Authy', cost: 'PBKDF2, 6000000' },
    })
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('what Authy did not write', () => {
  it.each(['', '{}', '[{"name":'])('is damaged when its list is %s', async (list) => {
    await expect(readWith(authy, preferencesFile({ [OTHERS]: list }))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'Authy' },
    })
  })

  it.each<[string, unknown]>([
    ['other preferences', preferencesFile({ other: '[]' })],
    ['preferences that only mention it', preferencesFile({ other: OTHERS })],
    ['JSON', [TOKEN]],
    ['text', OTHERS],
    ['bytes', Buffer.alloc(9)],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(authy, content)).toBeNull()
  })
})
