import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { totpAuthenticator } from '../../../src/import/apps/totp-authenticator.ts'
import { ACCOUNT, accountsOf, readWith, reasonOf, refusalsOf, sourceOf, toolsWith } from '../kit.ts'
import { preferencesFile } from '../preferences-file.ts'

const TOKEN = { base: 16, digits: '6', issuer: 'Példa', key: '48656C6C6F21DEADBEEF4865', name: 'anna', period: '30' }

function backup(tokens: unknown, password = 'TotpAuthenticator', object?: unknown): string {
  const plain = JSON.stringify(object ?? { [JSON.stringify(tokens)]: '1700000000' })
  return sealed(Buffer.from(plain), password)
}

function sealed(plain: Uint8Array, password: string): string {
  const key = createHash('sha256').update(password).digest()
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16))
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

const internal = (list: string): string =>
  preferencesFile({ STATIC_TOTP_CODES_LIST: list, DEFAULT_ENCRYPTION_KEY: 'jelszó' }, '<int name="A" value="1" />')

const read = (content: unknown, ...passwords: readonly string[]) => readWith(totpAuthenticator, content, passwords)

describe('a backup of TOTP Authenticator', () => {
  it('without a password of its own opens without a question, as anybody could', async () => {
    const tools = toolsWith()
    const imported = await totpAuthenticator.read(sourceOf(backup([TOKEN])), tools)
    expect(accountsOf(imported)).toEqual([{ ...ACCOUNT, issuer: 'Példa', secret: 'JBSWY3DPEHPK3PXPJBSQ' }])
    expect(imported?.encrypted).toBe(false)
    expect(tools.asked).toEqual([])
  })

  it('with a password opens with it alone', async () => {
    const content = backup([TOKEN], 'jelszó')
    const imported = await read(content, 'jelszo', 'jelszó')
    expect(accountsOf(imported)).toHaveLength(1)
    expect(imported?.encrypted).toBe(true)
    expect(await reasonOf(() => read(content, ...Array.from({ length: 700 }, (_, i) => `no ${i}`)))).toBe(
      'source-password-wrong',
    )
  })

  it('may come in lines', async () => {
    expect(accountsOf(await read(`${backup([TOKEN]).replace(/.{76}/g, '$&\n')}\n`))).toHaveLength(1)
  })

  it('gives keys of all three bases, digits and periods', async () => {
    const tokens = [
      { ...TOKEN, base: 32, key: 'JBSWY3DPEHPK3PXPJBSX', digits: '8', period: '60' },
      { ...TOKEN, base: '64', key: 'SGVsbG8h3q2+70hl', digits: '', period: '' },
      { ...TOKEN, digits: 7, period: null, issuer: undefined, name: null },
    ]
    expect(accountsOf(await read(backup(tokens)))).toMatchObject([
      { secret: 'JBSWY3DPEHPK3PXPJBSX', digits: 8, period: 60 },
      { secret: 'JBSWY3DPEHPK3PXPJBSQ', digits: 6, period: 30 },
      { secret: 'JBSWY3DPEHPK3PXPJBSQ', digits: 7, period: 30, issuer: '', account: '' },
    ])
  })

  it('takes accounts that stand as texts', async () => {
    expect(accountsOf(await read(backup([JSON.stringify(TOKEN)])))).toMatchObject([{ account: 'anna' }])
  })

  it('names what it cannot keep, and keeps the rest', async () => {
    const imported = await read(
      backup([
        { ...TOKEN, name: 'a', base: 58 },
        { ...TOKEN, name: 'b', key: 'no hex' },
        { ...TOKEN, name: 'c', key: undefined },
        { ...TOKEN, name: 'd', digits: 'six' },
        { ...TOKEN, name: 'e', base: 64, key: '***' },
        { ...TOKEN, name: 'f', key: '' },
        'no JSON',
        TOKEN,
      ]),
    )
    expect(refusalsOf(imported)).toEqual([
      ['Példa: a', 'entry-field'],
      ['Példa: b', 'entry-field'],
      ['Példa: c', 'entry-field'],
      ['Példa: d', 'entry-field'],
      ['Példa: e', 'entry-field'],
      ['Példa: f', 'key-empty'],
      [null, 'entry-field'],
    ])
    expect(imported?.entries).toHaveLength(1)
  })

  it('may hold no account', async () => {
    expect(accountsOf(await read(backup([], undefined, { about: 'nothing', '0': 'x'.repeat(60) })))).toEqual([])
  })

  it('is damaged when the list in it is none', async () => {
    await expect(read(backup([], undefined, { [`[${'x'.repeat(80)}`]: '' }))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'TOTP Authenticator' },
    })
  })
})

describe('the preferences of TOTP Authenticator', () => {
  it('give the same accounts, and no question', async () => {
    const imported = await read(internal(JSON.stringify([TOKEN])))
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Példa', account: 'anna', secret: 'JBSWY3DPEHPK3PXPJBSQ' }])
    expect(imported?.encrypted).toBe(false)
  })

  it.each(['', '{}', '[{"base":16'])('are damaged when the list is %s', async (list) => {
    expect(await reasonOf(() => read(internal(list)))).toBe('import-damaged')
  })
})

describe('what TOTP Authenticator did not write', () => {
  const key = randomBytes(96)

  it.each<[string, unknown]>([
    ['base64 of a text', Buffer.from('a text of sixteen bytes '.repeat(12)).toString('base64')],
    ['base64 of no whole blocks', key.subarray(0, 95).toString('base64')],
    ['base64 of few blocks', key.subarray(0, 48).toString('base64')],
    [
      'base64 that is marked as of OpenSSL',
      Buffer.concat([Buffer.from('Salted__'), key.subarray(8)]).toString('base64'),
    ],
    ['hexadecimal', key.toString('hex')],
    ['base32', 'JBSWY3DPEHPK3PXP'.repeat(8)],
    ['lines of keys', 'JBSWY3DPEHPK3PXPJBSX\n'.repeat(8)],
    ['a sentence', `${'word '.repeat(40)}`],
    ['a link', `otpauth://totp/a?secret=${'JBSWY3DPEHPK3PXP'.repeat(8)}`],
    ['other preferences', preferencesFile({ other: 'value' })],
    ['JSON', [TOKEN]],
    ['bytes', key],
  ])('is left to others: %s', async (_, content) => {
    expect(await read(content, 'jelszó')).toBeNull()
  })
})
