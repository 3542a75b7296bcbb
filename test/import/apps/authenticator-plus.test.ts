import { describe, expect, it } from 'vitest'
import { authenticatorPlus } from '../../../src/import/apps/authenticator-plus.ts'
import { accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf, zipOf } from '../kit.ts'

const LINKS = [
  `otpauth://totp/P%C3%A9lda%20C%C3%A9g:anna?secret=${KEY}&issuer=P%C3%A9lda+C%C3%A9g&algorithm=SHA256&digits=7&period=20`,
  `otpauth://hotp/P%C3%A9lda:bea?secret=${KEY}&issuer=P%C3%A9lda&counter=42`,
  `otpauth://steam/Steam:cili?secret=${KEY}&issuer=Steam`,
]

const archive = (text: string, password?: string, name = 'Accounts.txt') =>
  zipOf({ [name]: text }, password === undefined ? {} : { password, zipCrypto: true })

describe('an export of Authenticator Plus', () => {
  it('gives its accounts for the password', async () => {
    const imported = await readWith(authenticatorPlus, await archive(LINKS.join('\n'), 'titok'), ['titkos', 'titok'])
    expect(accountsOf(imported)).toEqual([
      {
        type: 'totp',
        issuer: 'Példa Cég',
        account: 'anna',
        secret: KEY,
        algorithm: 'SHA256',
        digits: 7,
        period: 20,
        counter: 0,
      },
      expect.objectContaining({ type: 'hotp', counter: 42 }),
      expect.objectContaining({ type: 'steam', digits: 5 }),
    ])
    expect(imported?.encrypted).toBe(true)
    expect(imported?.entries.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('stays closed to wrong passwords, of which some pass the first check of ZipCrypto', async () => {
    const wrong = Array.from({ length: 1000 }, (_, i) => `no ${i}`)
    const bytes = await archive(LINKS.join('\n'), 'titok')
    expect(await reasonOf(() => readWith(authenticatorPlus, bytes, wrong))).toBe('source-password-wrong')
  })

  it('may be without a password, and in a folder', async () => {
    const imported = await readWith(authenticatorPlus, await archive(LINKS.join('\n'), undefined, 'a/Accounts.txt'))
    expect(imported?.entries).toHaveLength(3)
    expect(imported?.encrypted).toBe(false)
  })

  it('names the lines that it cannot keep, and keeps the rest', async () => {
    const text = [`otpauth://totp/a?secret=${KEY}&algorithm=MD5`, 'motp://a:b?secret=00', LINKS[0], 'word'].join('\r\n')
    const imported = await readWith(authenticatorPlus, await archive(text))
    expect(refusalsOf(imported)).toEqual([
      [null, 'link-algorithm'],
      [null, 'link-unknown-type'],
      [null, 'line-unknown'],
    ])
    expect(imported?.refused.map(({ line }) => line)).toEqual([1, 2, 4])
    expect(imported?.entries).toHaveLength(1)
  })

  it('is damaged when the list is no text', async () => {
    await expect(readWith(authenticatorPlus, await archive('\0'))).rejects.toMatchObject({
      reason: 'import-damaged',
      facts: { app: 'Authenticator Plus' },
    })
  })

  it('is damaged when what is packed cannot be unpacked', async () => {
    const bytes = Buffer.from(await archive(LINKS.join('\n')))
    bytes.fill(0x55, 50, 90)
    expect(await reasonOf(() => readWith(authenticatorPlus, bytes))).toBe('import-damaged')
  })
})

describe('what Authenticator Plus did not write', () => {
  it('is left to others', async () => {
    expect(await readWith(authenticatorPlus, await archive('x', undefined, 'other.txt'))).toBeNull()
    expect(await readWith(authenticatorPlus, await archive('x', 'titok', 'MyAccounts.txt'), ['titok'])).toBeNull()
    await expectLeft(authenticatorPlus, [Buffer.from('PK\x03\x04 and no more'), LINKS.join('\n'), Buffer.alloc(0)])
  })
})
