import { describe, expect, it } from 'vitest'
import { otpauth } from '../../../src/import/apps/otpauth.ts'
import { winauth } from '../../../src/import/apps/winauth.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf, zipOf } from '../kit.ts'

/** As WinAuth writes them: blanks of the name as a plus, the issuer before the colon as it is. */
const PLAIN = `otpauth://totp/P%c3%a9lda+sz%c3%a1mla?secret=${KEY}&digits=6&icon=WinAuth`
const STEAM = `otpauth://totp/Steam:anna?secret=${KEY}&digits=5&issuer=Steam&deviceid=android%3a1&data=%7b%7d&icon=Steam`
const LINKS = [
  PLAIN,
  `otpauth://totp/Ügyfélkapu+:anna+b%2bc?secret=${KEY}&digits=6&issuer=%c3%9cgyf%c3%a9lkapu%2b&icon=WinAuth`,
  `otpauth://hotp/Bea?secret=${KEY}&digits=8&counter=42&icon=base64%3aMFRGG`,
  `otpauth://totp/Battle.Net?secret=${KEY}&digits=8&serial=EU111122223333&icon=BattleNetAuthenticator`,
  STEAM,
]

describe('an export of WinAuth as text', () => {
  it('gives its accounts, with the blanks in their names and Steam as what it is', async () => {
    const imported = await readWith(winauth, `${LINKS.join('\r\n')}\r\n`)
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: '', account: 'Példa számla' },
      expect.objectContaining({ issuer: 'Ügyfélkapu+', account: 'anna b+c' }),
      expect.objectContaining({ type: 'hotp', counter: 42, digits: 8 }),
      expect.objectContaining({ type: 'totp', digits: 8, account: 'Battle.Net' }),
      expect.objectContaining({ type: 'steam', digits: 5, issuer: 'Steam', account: 'anna' }),
    ])
    expect(imported?.entries.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
    expect(imported?.encrypted).toBe(false)
  })

  it('is Steam by its device, whatever it is called', async () => {
    const link = STEAM.replace('Steam:anna', 'anna').replace('&issuer=Steam', '')
    expect(accountsOf(await readWith(winauth, link))).toMatchObject([{ type: 'steam', issuer: '', account: 'anna' }])
  })

  it('is Steam without a device too, by its five digits', async () => {
    const link = `otpauth://totp/Steam:anna?secret=${KEY}&digits=5&issuer=Steam&icon=Steam`
    expect(accountsOf(await readWith(winauth, link))).toMatchObject([{ type: 'steam' }])
    expect(
      accountsOf(await readWith(winauth, link.replaceAll('Steam:', 'Cég:').replace('issuer=Steam', 'issuer=x'))),
    ).toMatchObject([{ type: 'totp', digits: 5 }])
  })

  it('may hold pictures of any size', async () => {
    const link = PLAIN.replace('icon=WinAuth', `icon=base64%3a${'MFRGG'.repeat(100_000)}`)
    expect(accountsOf(await readWith(winauth, link))).toHaveLength(1)
  })

  it('names the lines that it cannot keep, and keeps the rest', async () => {
    const text = [PLAIN, PLAIN.replace(KEY, 'JBSW1'), PLAIN.replace('digits=6', 'digits=99')].join('\r\n')
    const imported = await readWith(winauth, text)
    expect(imported?.entries).toHaveLength(1)
    expect(imported?.refused.map(({ line }) => line)).toEqual([2, 3])
  })

  it('is no list of links for others', async () => {
    expect(await readWith(otpauth, LINKS.join('\n'))).toBeNull()
  })
})

describe('an export of WinAuth as a ZIP', () => {
  const zip = (text: string, password?: string, name = 'winauth-2026-01-31.txt') =>
    zipOf({ [name]: text }, password === undefined ? {} : { password, zipCrypto: true })

  it('gives the same accounts for its password', async () => {
    const imported = await readWith(winauth, await zip(LINKS.join('\r\n'), 'titok'), ['titkos', 'titok'])
    expect(accountsOf(imported)).toHaveLength(5)
    expect(accountsOf(imported)[0]).toMatchObject({ account: 'Példa számla' })
    expect(imported?.encrypted).toBe(true)
  })

  it('stays closed to a wrong password', async () => {
    expect(await reasonOf(async () => readWith(winauth, await zip(PLAIN, 'titok'), ['titkos']))).toBe(
      'source-password-wrong',
    )
  })

  it('needs no password where it has none, and no picture in its links', async () => {
    const link = `otpauth://totp/Anna?secret=${KEY}&digits=6`
    const imported = await readWith(winauth, await zip(link, undefined, 'my codes.TXT'))
    expect(accountsOf(imported)).toMatchObject([{ account: 'Anna' }])
    expect(imported?.encrypted).toBe(false)
  })

  it('names what it cannot keep', async () => {
    const imported = await readWith(winauth, await zip(`${PLAIN}\notpauth://yaotp/a?secret=${KEY}`))
    expect(refusalsOf(imported)).toEqual([[null, 'link-unknown-type']])
  })

  it('is damaged when it cannot be unpacked', async () => {
    const bytes = Buffer.from(await zip(LINKS.join('\n')))
    bytes.fill(0x55, 60, 100)
    expect(await reasonOf(() => readWith(winauth, bytes))).toBe('import-damaged')
  })

  it('is left to others when it holds something else', async () => {
    expect(await readWith(winauth, await zip('notes', 'titok'), ['titok'])).toBeNull()
    await expectLeft(winauth, [
      await zip(PLAIN, undefined, 'export.json'),
      await zip(PLAIN, undefined, 'Accounts.txt'),
      await zipOf({ 'a.txt': PLAIN, 'b.txt': PLAIN }),
      await zipOf({}),
    ])
  })
})

describe('what WinAuth did not write', () => {
  it.each<[string, unknown]>([
    ['links of others', `otpauth://totp/Cég:anna?secret=${KEY}&issuer=C%C3%A9g&algorithm=SHA1&digits=6&period=30`],
    ['links without a picture', `otpauth://totp/Anna?secret=${KEY}&digits=6`],
    ['links of several apps', `${PLAIN}\notpauth://totp/Anna?issuer=x&secret=${KEY}`],
    ['links among other lines', `${PLAIN}\nnotes`],
    ['an empty text', ''],
    ['bytes', Buffer.alloc(9)],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(winauth, content)).toBeNull()
  })
})
