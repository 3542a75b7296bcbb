// Links as programs write them, every rule in a table of made-up links, and a shared collection of corner cases.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { ALGORITHMS, LIMITS, type NewAccount } from '../../src/otp/account.ts'
import { decodeBase32, encodeBase32 } from '../../src/otp/base32.ts'
import { formatOtpauthUri, parseOtpauthUri } from '../../src/otp/otpauth-uri.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'
const PLAIN: NewAccount = {
  type: 'totp',
  issuer: '',
  account: 'x',
  secret: KEY,
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  counter: 0,
}

function parse(link: string, oddLength: 'refuse' | 'warn' = 'refuse') {
  const parsed = parseOtpauthUri(link, { oddLength })
  if (parsed === null) throw new Error('no link')
  return parsed
}

function failure(link: string, oddLength: 'refuse' | 'warn' = 'refuse'): { reason: string; facts: unknown } {
  try {
    parseOtpauthUri(link, { oddLength })
  } catch (error) {
    if (error instanceof UkpError) return { reason: error.reason, facts: error.facts }
    throw error
  }
  throw new Error('nothing was thrown')
}

const invalid = (part: string, value: string | null = null) => ({ reason: 'link-invalid', facts: { part, value } })

describe('what is a link', () => {
  it.each([
    `otpauth://totp/x?secret=${KEY}`,
    `OTPAUTH://TOTP/x?secret=${KEY}`,
    `Otpauth://Totp/x?secret=${KEY}`,
    `apple-otpauth://totp/x?secret=${KEY}`,
    `otpauth-apple://totp/x?secret=${KEY}`,
    ` \t otpauth://totp/x?secret=${KEY} \r\n`,
    `\ufeffotpauth://totp/x?secret=${KEY}`,
  ])('takes %j', (link) => {
    expect(parse(link)).toEqual({ account: PLAIN, warnings: [] })
  })

  it.each([
    '',
    KEY,
    'https://example.com/otpauth://totp/x',
    'otpauth-migration://offline?data=AAAA',
    'motp://MOTP:x?secret=7ac61d4736f51a2b',
    'xotpauth://totp/x',
    'otpauthx://totp/x',
    'otpauth',
    'QR-Code:otpauth://totp/x',
  ])('leaves %j to others', (text) => {
    expect(parseOtpauthUri(text, { oddLength: 'refuse' })).toBeNull()
  })

  it.each(['otpauth:', 'otpauth:/totp/x', `otpauth:totp/x?secret=${KEY}`, `steam:${KEY}`])('refuses %j', (link) => {
    expect(failure(link)).toEqual(invalid('link'))
  })

  it.each(['\n', '\r\n', '\r'])('refuses two links in one text, parted by %j', (end) => {
    const second = 'otpauth://totp/b?secret=JBSWY3DP&digits=8'
    expect(failure(`otpauth://totp/x?secret=${KEY}&foo=bar${end}${second}`)).toEqual(invalid('link'))
    expect(failure(`otpauth://totp/x?secret=${KEY}${end}${second}`)).toEqual(invalid('link'))
    expect(failure(`otpauth://totp/x${end}y?secret=${KEY}`)).toEqual(invalid('label'))
    expect(failure(`otpauth://totp/x?secret=${KEY}&issuer=a${end}b`)).toEqual(invalid('issuer'))
  })

  it('takes a key that was wrapped', () => {
    expect(parse('otpauth://totp/x?secret=JBSWY3DPEH\r\nPK3PXPJBSX').account.secret).toBe(KEY)
  })
})

describe('the type', () => {
  it.each([
    ['yaotp', 'yaotp'],
    ['daypassword', 'daypassword'],
    ['TOPT', 'TOPT'],
    ['totp2', 'totp2'],
  ])('names the unknown %s', (host, type) => {
    expect(failure(`otpauth://${host}/x?secret=${KEY}`)).toEqual({ reason: 'link-unknown-type', facts: { type } })
  })

  it.each(['', 'totp:80', 'user@totp', KEY, 'totp#', 'a b', '\u001b[31m'])('refuses %j unnamed', (host) => {
    expect(failure(`otpauth://${host}/x?secret=${KEY}`)).toEqual(invalid('type'))
  })

  it('knows Steam as host, with five characters whatever the link says', () => {
    const steam = { ...PLAIN, type: 'steam', issuer: 'Steam', digits: 5 }
    expect(parse(`otpauth://steam/Steam:x?secret=${KEY}&issuer=Steam`)).toEqual({ account: steam, warnings: [] })
    expect(parse(`otpauth://steam/Steam:x?secret=${KEY}&digits=6`)).toEqual({ account: steam, warnings: [] })
    expect(parse(`otpauth://STEAM/x?secret=${KEY}`).account).toEqual({ ...steam, issuer: '' })
  })

  it('knows Steam as encoder', () => {
    const steam = { ...PLAIN, type: 'steam', digits: 5 }
    expect(parse(`otpauth://totp/x?secret=${KEY}&encoder=steam`)).toEqual({ account: steam, warnings: [] })
    expect(parse(`otpauth://totp/x?secret=${KEY}&digits=5&ENCODER=Steam`)).toEqual({ account: steam, warnings: [] })
    expect(parse(`otpauth://totp/x?secret=${KEY}&encoder=`).account).toEqual(PLAIN)
  })

  it('refuses an encoder that it does not know: the code would be wrong', () => {
    expect(failure(`otpauth://totp/x?secret=${KEY}&encoder=hex`)).toEqual(invalid('encoder'))
    expect(failure(`otpauth://hotp/x?secret=${KEY}&counter=1&encoder=steam`)).toEqual(invalid('encoder'))
  })

  it.each([`steam://${KEY}`, `STEAM://${KEY.toLowerCase()}/`, 'steam://JBSW%20Y3DP-EHPK 3PXP JBSX'])(
    'knows %s',
    (link) => {
      const steam = { ...PLAIN, type: 'steam', issuer: 'Steam', account: '', digits: 5 }
      expect(parse(link)).toEqual({ account: steam, warnings: [] })
    },
  )

  it('refuses steam:// with something else than a key', () => {
    expect(failure('steam://')).toEqual(invalid('secret'))
    expect(failure('steam:///')).toEqual(invalid('secret'))
    expect(failure('steam://run/730').reason).toBe('key-bad-character')
    expect(failure(`steam://${KEY}?digits=6`).reason).toBe('key-bad-character')
    expect(failure('steam://JBSWY3DPE').reason).toBe('key-bad-length')
  })
})

describe('label and issuer', () => {
  it.each<[label: string, issuer: string | null, expected: [issuer: string, account: string]]>([
    ['x', null, ['', 'x']],
    ['Acme:anna', 'Acme', ['Acme', 'anna']],
    ['Acme:anna', null, ['Acme', 'anna']],
    ['Acme%3Aanna', null, ['Acme', 'anna']],
    ['Acme%3aanna', 'Acme', ['Acme', 'anna']],
    ['Acme:anna', '', ['Acme', 'anna']],
    ['Acme:anna', 'null', ['Acme', 'anna']],
    ['anna', 'Acme', ['Acme', 'anna']],
    ['Acme:%20anna', 'Acme', ['Acme', 'anna']],
    [' Acme : anna ', 'Acme', ['Acme', 'anna']],
    ['Acme:a:b', null, ['Acme', 'a:b']],
    ['Acme:@anna:example.org', 'Acme', ['Acme', '@anna:example.org']],
    ['a:b:anna', 'a:b', ['a:b', 'anna']],
    ['a%3Ab%3Aanna', 'a%3Ab', ['a:b', 'anna']],
    [':anna', null, ['', 'anna']],
    [':anna', 'Acme', ['Acme', 'anna']],
    [':a:b', null, ['', 'a:b']],
    ['Acme:', null, ['Acme', '']],
    ['Acme', 'Acme', ['Acme', 'Acme']],
    ['anna/', null, ['', 'anna/']],
    ['a/b/c', null, ['', 'a/b/c']],
    ['Air%20Canada:anna%20k', 'Air%20Canada', ['Air Canada', 'anna k']],
    ['Air Canada:anna', 'Air+Canada', ['Air Canada', 'anna']],
    ['anna', 'Air+Canada', ['Air Canada', 'anna']],
    ['anna+bank@example.org', null, ['', 'anna+bank@example.org']],
    ['anna%2Bbank@example.org', null, ['', 'anna+bank@example.org']],
    ['Ügyfélkapu+:kissanna', 'Ügyfélkapu+', ['Ügyfélkapu+', 'kissanna']],
    ['%C3%9Cgyf%C3%A9lkapu+:kissanna', '%C3%9Cgyf%C3%A9lkapu+', ['Ügyfélkapu+', 'kissanna']],
    ['%C3%9Cgyf%C3%A9lkapu%2B:kissanna', '%C3%9Cgyf%C3%A9lkapu+', ['Ügyfélkapu+', 'kissanna']],
    ['%C3%9Cgyf%C3%A9lkapu%2B:kissanna', '%C3%9Cgyf%C3%A9lkapu%2B', ['Ügyfélkapu+', 'kissanna']],
    ['Ügyfélkapu+ : kissanna', 'Ügyfélkapu+', ['Ügyfélkapu+', 'kissanna']],
    ['Ügyfélkapu+', 'Ügyfélkapu+', ['Ügyfélkapu+', 'Ügyfélkapu+']],
    ['kissanna', 'Ügyfélkapu%2B', ['Ügyfélkapu+', 'kissanna']],
    // Nobody writes a blank at the end: a raw plus there is part of the name.
    ['kissanna', 'Ügyfélkapu+', ['Ügyfélkapu+', 'kissanna']],
    ['kissanna', 'Ügyfélkapu+portál', ['Ügyfélkapu portál', 'kissanna']],
    ['Ügyfélkapu+:kissanna', null, ['Ügyfélkapu+', 'kissanna']],
    // ű as u and a combining double acute, in the label and in the parameter.
    ['Sz%75%CC%8Bcs:u\u030b', 'Szűcs', ['Szűcs', 'ű']],
    ['Szűcs:x', 'Szu\u030bcs', ['Szűcs', 'x']],
    ['莎士比亚', null, ['', '莎士比亚']],
    ['%F0%9F%94%91:k', null, ['🔑', 'k']],
    ['%00%1B[31m:a%0Ab', null, ['\u0000\u001b[31m', 'a\nb']],
    ['a%3Fb%26c%3Dd%23e', null, ['', 'a?b&c=d#e']],
    ['100%25', null, ['', '100%']],
    ['null:null', null, ['null', 'null']],
    ['Acme:anna', 'Acme&issuer=Acme', ['Acme', 'anna']],
    ['Acme:anna', 'Acme&ISSUER=%41cme', ['Acme', 'anna']],
  ])('reads %s with the issuer %s', (label, issuer, [wantedIssuer, wantedAccount]) => {
    const parameter = issuer === null ? '' : `&issuer=${issuer}`
    const { account, warnings } = parse(`otpauth://totp/${label}?secret=${KEY}${parameter}`)
    expect(account).toEqual({ ...PLAIN, issuer: wantedIssuer, account: wantedAccount })
    expect(warnings).toEqual([])
  })

  it.each<[label: string, issuer: string, prefix: string, parameter: string, account: string]>([
    ['Contoso:anna', 'Microsoft', 'Contoso', 'Microsoft', 'anna'],
    ['name%3A%20updated', 'My%20Company', 'name', 'My Company', 'updated'],
    ['Foo:anna', 'Air+Canada', 'Foo', 'Air Canada', 'anna'],
    ['Ügyfélkapu:anna', 'Ügyfélkapu%2B', 'Ügyfélkapu', 'Ügyfélkapu+', 'anna'],
  ])('lets the parameter win over the label %s and says so', (label, issuer, prefix, parameter, account) => {
    expect(parse(`otpauth://totp/${label}?secret=${KEY}&issuer=${issuer}`)).toEqual({
      account: { ...PLAIN, issuer: parameter, account },
      warnings: [{ code: 'label-issuer', facts: { label: prefix, parameter } }],
    })
  })

  it.each(['otpauth://totp/?', 'otpauth://totp?', 'otpauth://totp/ \u00a0%20?'])(
    'says that %j has no label',
    (start) => {
      const warnings = [{ code: 'label-missing', facts: {} }]
      expect(parse(`${start}secret=${KEY}`)).toEqual({ account: { ...PLAIN, account: '' }, warnings })
      expect(parse(`${start}secret=${KEY}&issuer=A`).account).toEqual({ ...PLAIN, issuer: 'A', account: '' })
    },
  )

  it.each<[label: string, issuer: string, account: string]>([
    ['Acme:a#EXT#@b', 'Acme', 'a#EXT#@b'],
    ['Acme:Acc !@#444', 'Acme', 'Acc !@#444'],
    ['Acme:100%', 'Acme', '100%'],
    ['Acme:a%ZZb%', 'Acme', 'a%ZZb%'],
    ['Acme:%C5%B1%', 'Acme', 'ű%'],
  ])('takes the label %s as it is written and says so', (label, issuer, account) => {
    expect(parse(`otpauth://totp/${label}?secret=${KEY}&issuer=${issuer}`)).toEqual({
      account: { ...PLAIN, issuer, account },
      warnings: [{ code: 'label-raw', facts: {} }],
    })
  })

  it('takes an issuer with a raw # or % in the same way, and what follows it still counts', () => {
    expect(parse(`otpauth://totp/x?issuer=C#%&secret=${KEY}&digits=8`)).toEqual({
      account: { ...PLAIN, issuer: 'C#%', digits: 8 },
      warnings: [{ code: 'label-raw', facts: {} }],
    })
  })

  it('gives both warnings when both are due', () => {
    const { warnings } = parse(`otpauth://totp/Foo:a#b?secret=${KEY}&issuer=Bar`)
    expect(warnings.map(({ code }) => code)).toEqual(['label-raw', 'label-issuer'])
  })

  it.each(['Sz%FBcs', '%C3', '%C3%28', '%ED%A0%80', '%C0%AF', '\ud800', 'a\udc00b'])(
    'refuses %j: it is no Unicode text',
    (text) => {
      expect(failure(`otpauth://totp/${text}?secret=${KEY}`)).toEqual(invalid('label'))
      expect(failure(`otpauth://totp/x?secret=${KEY}&issuer=${text}`)).toEqual(invalid('issuer'))
    },
  )

  it('refuses more than 4096 characters of user name or issuer', () => {
    const most = 'é'.repeat(LIMITS.text.max)
    const link = (label: string, issuer: string) => `otpauth://totp/${label}?secret=${KEY}&issuer=${issuer}`
    expect(parse(link(`${most}:${most}`, most)).account).toEqual({ ...PLAIN, issuer: most, account: most })
    expect(failure(link(`${most}a`, ''))).toEqual({ reason: 'text-too-long', facts: { field: 'account', limit: 4096 } })
    expect(failure(link(`${most}a:x`, ''))).toEqual({
      reason: 'text-too-long',
      facts: { field: 'issuer', limit: 4096 },
    })
    expect(failure(link('x', `${most}a`))).toEqual({ reason: 'text-too-long', facts: { field: 'issuer', limit: 4096 } })
    expect(failure(link('a'.repeat(9000), '')).facts).toEqual({ field: 'account', limit: 4096 })
  })
})

describe('the key', () => {
  it.each([
    KEY.toLowerCase(),
    'JBSW%20Y3DP%20EHPK%203PXP%20JBSX',
    'JBSW Y3DP EHPK 3PXP JBSX',
    'JBSW+Y3DP+EHPK+3PXP+JBSX',
    'JBSW-Y3DP-EHPK-3PXP-JBSX',
    'JBSW%C2%A0Y3DP%E3%80%80EHPK%E2%80%8B3PXPJBSX%0A',
    `${KEY}====`,
    `${KEY}%3D%3D%3D%3D`,
  ])('is read from %s', (secret) => {
    expect(parse(`otpauth://totp/x?secret=${secret}`)).toEqual({ account: PLAIN, warnings: [] })
    expect(parse(`otpauth://totp/x?digits=6&secret=${secret}&period=30`).account).toEqual(PLAIN)
  })

  it('may be the last, the first and the only parameter, under a name in any case', () => {
    expect(parse(`otpauth://totp/x?issuer=A&SECRET=${KEY}`).account).toEqual({ ...PLAIN, issuer: 'A' })
    expect(parse(`otpauth://totp/x?Secret=${KEY}&issuer=A`).account).toEqual({ ...PLAIN, issuer: 'A' })
  })

  it.each([
    ['otpauth://totp/x', invalid('secret')],
    ['otpauth://totp/x?', invalid('secret')],
    ['otpauth://totp/x?secret', invalid('secret')],
    ['otpauth://totp/x?secret=', invalid('secret')],
    ['otpauth://totp/x?secret=null', invalid('secret')],
    ['otpauth://totp/x?secret=+%20', invalid('secret')],
    [`otpauth://totp/x?secret2=${KEY}`, invalid('secret')],
    [`otpauth://totp/x#y?z=${KEY}`, invalid('secret')],
    ['otpauth://totp/x?secret=%FF', invalid('secret')],
    ['otpauth://totp/x?secret====', { reason: 'key-empty', facts: {} }],
    [
      'otpauth://totp/x?secret=JBSWY3D0',
      { reason: 'key-bad-character', facts: { character: '0', position: 8, guess: 'O' } },
    ],
    [
      'otpauth://totp/x?secret=JB%ZZ',
      { reason: 'key-bad-character', facts: { character: '%', position: 3, guess: null } },
    ],
    [
      `otpauth://totp/x?secret=JB#`,
      { reason: 'key-bad-character', facts: { character: '#', position: 3, guess: null } },
    ],
    [
      `otpauth://totp/x?secret=JBSWY3DP;digits=8`,
      { reason: 'key-bad-character', facts: { character: ';', position: 9, guess: null } },
    ],
    [`otpauth://totp/x?secret=${'A'.repeat(4097)}`, { reason: 'key-too-long', facts: { limit: 4096 } }],
  ])('is missed or refused in %s', (link, error) => {
    expect(failure(link)).toEqual(error)
    expect(failure(link, 'warn')).toEqual(error)
  })

  it('of a length that no encoder writes is refused or taken with a warning, as the caller wants', () => {
    const link = `otpauth://totp/x?secret=${KEY}AA`
    expect(failure(link)).toEqual({ reason: 'key-bad-length', facts: { length: 22 } })
    expect(parse(link, 'warn')).toEqual({
      account: { ...PLAIN, secret: `${KEY}AA` },
      warnings: [{ code: 'odd-length', facts: { length: 22 } }],
    })
    expect(failure('otpauth://totp/x?secret=A', 'warn')).toEqual({ reason: 'key-too-short', facts: { length: 1 } })
  })

  it.each([
    ['AA', 8],
    ['OB4X', 16],
    ['AAAAA', 24],
    ['AAAAAAA', null],
    [KEY, null],
  ])('%s is remarked on when it is too short to be whole', (secret, bits) => {
    const warnings = bits === null ? [] : [{ code: 'short-key', facts: { bits } }]
    expect(parse(`otpauth://totp/x?secret=${secret}`).warnings).toEqual(warnings)
    expect(parse(`steam://${secret}`).warnings).toEqual(warnings)
  })
})

describe('the algorithm', () => {
  it.each([
    ['SHA1', 'SHA1'],
    ['sha1', 'SHA1'],
    ['SHA-1', 'SHA1'],
    ['HmacSHA1', 'SHA1'],
    ['Algorithm.sha1', 'SHA1'],
    ['SHA224', 'SHA224'],
    ['SHA256', 'SHA256'],
    ['sha256', 'SHA256'],
    ['SHA-256', 'SHA256'],
    ['SHA_256', 'SHA256'],
    ['HmacSHA256', 'SHA256'],
    ['HMAC-SHA-256', 'SHA256'],
    ['HMAC_SHA256', 'SHA256'],
    ['Algorithm.sha256', 'SHA256'],
    ['%53HA256', 'SHA256'],
    ['SHA384', 'SHA384'],
    ['sha512', 'SHA512'],
    ['Algorithm.sha512', 'SHA512'],
    ['', 'SHA1'],
    ['null', 'SHA1'],
    ['%20', 'SHA1'],
  ])('%s is %s', (typed, algorithm) => {
    expect(parse(`otpauth://totp/x?secret=${KEY}&algorithm=${typed}`)).toEqual({
      account: { ...PLAIN, algorithm },
      warnings: [],
    })
  })

  it.each([
    'MD5',
    'SHA3-512',
    'SHA3-256',
    'SHA',
    'SHA2',
    'SHA0',
    'SHA512/256',
    'SHA2561',
    'xSHA256',
    'SHA001',
    'sm3',
    'something',
  ])('%s is refused by name', (algorithm) => {
    const error = { reason: 'link-algorithm', facts: { algorithm } }
    expect(failure(`otpauth://totp/x?secret=${KEY}&algorithm=${algorithm}`)).toEqual(error)
  })

  it.each(['SHA256%FF', 'SHA1;digits=8', 'SHA 256', 'SHA256\u200b', 'x'.repeat(16)])(
    '%j is refused unnamed',
    (algorithm) => {
      expect(failure(`otpauth://totp/x?secret=${KEY}&algorithm=${algorithm}`)).toEqual(invalid('algorithm'))
    },
  )
})

describe('the numbers', () => {
  const link = (type: string, name: string, value: string) => `otpauth://${type}/x?secret=${KEY}&${name}=${value}`

  it.each([5, 6, 7, 8, 9, 10])('takes %i digits', (digits) => {
    const warnings = digits === 5 ? [{ code: 'few-digits', facts: { digits } }] : []
    expect(parse(link('totp', 'digits', String(digits)))).toEqual({ account: { ...PLAIN, digits }, warnings })
    expect(parse(`${link('hotp', 'digits', String(digits))}&counter=0`).warnings).toEqual(warnings)
  })

  it.each([1, 29, 30, 60, 300, 301, 86_400])('takes a period of %i seconds', (period) => {
    const warnings = period > 300 ? [{ code: 'long-period', facts: { period } }] : []
    expect(parse(link('totp', 'period', String(period)))).toEqual({ account: { ...PLAIN, period }, warnings })
    expect(parse(link('steam', 'period', String(period))).account.period).toBe(period)
  })

  it.each([0, 1, 42, 2 ** 31, 2 ** 53 - 1])('takes a counter of %i', (counter) => {
    expect(parse(link('hotp', 'counter', String(counter)))).toEqual({
      account: { ...PLAIN, type: 'hotp', counter },
      warnings: [],
    })
  })

  it.each(['06', '%36', ' 6 ', '6%0A', '', 'null', '+'])('reads %j as 6 digits', (typed) => {
    expect(parse(link('totp', 'digits', typed)).account.digits).toBe(6)
  })

  it.each(['', 'null', '%20'])('takes %j for an absent period', (typed) => {
    expect(parse(link('totp', 'period', typed)).account.period).toBe(30)
  })

  it.each(['counter=', 'counter=null', 'counter', 'foo=1'])(
    'starts at 0 where the counter is absent (%s), and says so',
    (rest) => {
      expect(parse(`otpauth://hotp/x?secret=${KEY}&${rest}`)).toEqual({
        account: { ...PLAIN, type: 'hotp' },
        warnings: [{ code: 'counter-missing', facts: {} }],
      })
    },
  )

  it.each([
    ['digits', '0'],
    ['digits', '1'],
    ['digits', '4'],
    ['digits', '11'],
    ['digits', '100'],
    ['digits', '-6'],
    ['digits', '6.0'],
    ['digits', '6e0'],
    ['digits', '0x6'],
    ['digits', 'six'],
    ['digits', '６'],
    ['digits', 'NaN'],
    ['digits', 'Infinity'],
    ['period', '0'],
    ['period', '-30'],
    ['period', '30.5'],
    ['period', '86401'],
    ['period', '2147483648'],
    ['period', 'test'],
    ['period', 'undefined'],
    ['counter', '-1'],
    ['counter', '1.5'],
    ['counter', '9007199254740992'],
    ['counter', '9007199254740993'],
    ['counter', '18446744073709551615'],
    ['counter', '1e3'],
  ])('refuses %s=%s and repeats it', (part, value) => {
    expect(failure(link('hotp', part, value).replace('hotp', part === 'period' ? 'totp' : 'hotp'))).toEqual(
      invalid(part, value),
    )
  })

  it('does not take a plus for a blank here', () => {
    expect(failure(link('totp', 'period', '%2B60'))).toEqual(invalid('period', '+60'))
    expect(failure(link('totp', 'period', '+60'))).toEqual(invalid('period', '+60'))
  })

  it('repeats 32 characters at most', () => {
    expect(failure(link('hotp', 'counter', '9'.repeat(1000)))).toEqual(invalid('counter', '9'.repeat(32)))
  })

  it('does not care about the counter of a totp link or the period of a hotp link', () => {
    expect(parse(link('totp', 'counter', '-5')).account).toEqual(PLAIN)
    expect(parse(`${link('hotp', 'counter', '7')}&period=0`).account).toEqual({ ...PLAIN, type: 'hotp', counter: 7 })
  })
})

describe('the parameters as a whole', () => {
  it('ignores what it does not know, however often it comes', () => {
    const rest = 'foo=bar&lock=false&icon=1&tags=a&tags=b&image=http%3A%2F%2Fx%2F&codeDisplay=%FF&=&&x'
    expect(parse(`otpauth://totp/x?${rest}&secret=${KEY}&${rest}`)).toEqual({ account: PLAIN, warnings: [] })
  })

  it.each(['&amp;', '&AMP;', '&&', '& '])('parts them at %s', (separator) => {
    const pairs = ['foo=1', `secret=${KEY}`, 'digits=8', 'issuer=Foo', 'period=60']
    const account = { ...PLAIN, issuer: 'Foo', digits: 8, period: 60 }
    expect(parse(`otpauth://totp/x?${pairs.join(separator)}`)).toEqual({ account, warnings: [] })
  })

  it.each([
    ['secret', KEY, 'JBSWY3DP'],
    ['issuer', 'A', 'B'],
    ['algorithm', 'SHA1', 'SHA256'],
    ['digits', '6', '8'],
    ['period', '30', '60'],
    ['counter', '1', '2'],
    ['encoder', 'steam', 'other'],
  ])('refuses a doubled %s when the two differ', (name, first, second) => {
    const start = `otpauth://totp/x?${name === 'secret' ? '' : `secret=${KEY}&`}`
    const refused = invalid(name)
    expect(failure(`${start}${name}=${first}&${name}=${second}`)).toEqual(refused)
    expect(failure(`${start}${name}=${first}&${name.toUpperCase()}=${second}`)).toEqual(refused)
    expect(parse(`${start}${name}=${first}&${name}=${first}&${name}=`).account.secret).toBe(KEY)
  })
})

describe('secrecy', () => {
  it('repeats the key in no error, wherever a link has it by mistake', () => {
    const secret = fc.uint8Array({ minLength: 10, maxLength: 40 }).map(encodeBase32)
    const place = fc.constantFrom<(key: string) => string>(
      (key) => `otpauth://${key}`,
      (key) => `otpauth://${key}/x?secret=${key}`,
      (key) => `otpauth:${key}`,
      (key) => `otpauth://totp/${key}`,
      (key) => `otpauth://totp/x?secret=${key}&digits=${key}`,
      (key) => `otpauth://totp/x?secret=${key}&algorithm=${key}`,
      (key) => `otpauth://totp/x?algorithm=MD5;secret=${key}`,
      (key) => `otpauth://totp/x?digits=8;secret=${key}`,
      (key) => `otpauth://totp/x?period=30?secret=${key}`,
      (key) => `otpauth://hotp/x?counter=0%26secret=${key}&secret=${key}`,
      (key) => `otpauth://totp/x?encoder=${key}&secret=${key}`,
      (key) => `otpauth://totp/x?secret=${key}!`,
      (key) => `otpauth://totp/x?secret=${key}&secret=${key}AA`,
      (key) => `otpauth://totp/%FF?secret=${key}`,
      (key) => `steam://${key}?x`,
    )
    fc.assert(
      fc.property(secret, place, (key, make) => {
        try {
          parseOtpauthUri(make(key), { oddLength: 'refuse' })
          expect.unreachable('a link that must fail was taken')
        } catch (error) {
          if (!(error instanceof UkpError)) throw error
          const said = `${error.message} ${error.stack?.split('\n')[0]} ${JSON.stringify(error.facts)}`
          expect(said).not.toContain(key.slice(0, 12))
          expect(error.cause).toBeUndefined()
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('hostile input', () => {
  const MEGA = 1024 * 1024
  const marks = 'a\u0301\u0323'.repeat(MEGA / 3)
  it.each<[string, string]>([
    ['combining marks in the label', `otpauth://totp/${marks}?secret=${KEY}`],
    ['combining marks in the issuer', `otpauth://totp/x?secret=${KEY}&issuer=${marks}`],
    ['marks in descending order', `otpauth://totp/a${'\u0301\u0323'.repeat(MEGA / 2)}?secret=${KEY}`],
    ['escapes', `otpauth://totp/${'%CC%81'.repeat(MEGA / 6)}?secret=${KEY}`],
    ['lone percent signs', `otpauth://totp/${'%'.repeat(MEGA)}?secret=${KEY}`],
    ['escapes that are no UTF-8', `otpauth://totp/${'%FF'.repeat(MEGA / 3)}?secret=${KEY}`],
    ['colons', `otpauth://totp/${':'.repeat(MEGA)}?secret=${KEY}`],
    ['blanks and a letter', `otpauth://totp/${' '.repeat(MEGA)}x${' '.repeat(MEGA)}?secret=${KEY}`],
    ['ampersands', `otpauth://totp/x?${'&'.repeat(MEGA)}`],
    ['escaped ampersands', `otpauth://totp/x?${'&amp;'.repeat(MEGA / 5)}`],
    ['doubled parameters', `otpauth://totp/x?${`secret=${KEY}&`.repeat(MEGA / 28)}digits=0`],
    ['a long key', `otpauth://totp/x?secret=${'A'.repeat(MEGA)}`],
    ['blanks in the key', `otpauth://totp/x?secret=${'%20'.repeat(MEGA / 3)}0`],
    ['padding in the key', `otpauth://totp/x?secret=${'='.repeat(MEGA)}0`],
    ['blanks and the word null', `otpauth://totp/x?secret=${'+'.repeat(MEGA)}null!`],
    ['a long number', `otpauth://hotp/x?secret=${KEY}&counter=${'9'.repeat(MEGA)}x`],
    ['zeros', `otpauth://hotp/x?secret=${KEY}&digits=${'0'.repeat(MEGA)}`],
    ['a long algorithm', `otpauth://totp/x?secret=${KEY}&algorithm=${'SHA-'.repeat(MEGA / 4)}`],
    ['a long type', `otpauth://${'totp'.repeat(MEGA / 4)}`],
    ['line ends', `otpauth://totp/x?secret=${KEY}&a=${'\n'.repeat(MEGA)}x&digits=0`],
    ['a long Steam key', `steam://${'A'.repeat(MEGA)}/`],
  ])('is refused in good time: 1 MB of %s', (_title, link) => {
    const start = performance.now()
    expect(failure(link).reason).toMatch(/^(?:link|key|text)-/)
    // Linear work takes some 0.1 s, ten times that on a busy machine; a quadratic step takes minutes.
    expect(performance.now() - start).toBeLessThan(15_000)
  })

  it('is refused at 16 MB too, where repeated groups in a pattern would overflow a stack', () => {
    const much = 16 * MEGA
    expect(failure(`otpauth://totp/x?secret=${'+'.repeat(much)}`)).toEqual(invalid('secret'))
    expect(failure(`otpauth://totp/${'%41'.repeat(much / 3)}?secret=${KEY}`).reason).toBe('text-too-long')
  })

  it('never fails in another way, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'otpauth://',
        'totp/',
        'hotp/',
        'steam://',
        '?',
        '&',
        '=',
        'secret=',
        KEY,
        'issuer=',
        '%',
        '#',
        ':',
        '+',
      ),
      fc.constantFrom(
        'digits=',
        'period=',
        'counter=',
        'algorithm=',
        'encoder=',
        '8',
        '%FF',
        '%C5%B1',
        '\ud800',
        '\n',
        'null',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    const everyText = () =>
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 20 }), fc.boolean(), (pieces, warn) => {
          try {
            const parsed = parseOtpauthUri(`otpauth://${pieces.join('')}`, { oddLength: warn ? 'warn' : 'refuse' })
            if (parsed !== null) expect(decodeBase32(parsed.account.secret).length).toBeGreaterThan(0)
          } catch (error) {
            if (!(error instanceof UkpError)) throw error
          }
        }),
        { numRuns: 3000 },
      )
    expect(everyText).not.toThrow()
  })
})

describe('formatOtpauthUri', () => {
  it.each<[Partial<NewAccount>, string]>([
    [
      { issuer: 'Ügyfélkapu+', account: 'Szűcs Őri' },
      `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:Sz%C5%B1cs%20%C5%90ri?secret=${KEY}&issuer=%C3%9Cgyf%C3%A9lkapu%2B&algorithm=SHA1&digits=6&period=30`,
    ],
    [{}, `otpauth://totp/x?secret=${KEY}&algorithm=SHA1&digits=6&period=30`],
    [
      { type: 'hotp', issuer: 'A', algorithm: 'SHA512', digits: 8, counter: 42 },
      `otpauth://hotp/A:x?secret=${KEY}&issuer=A&algorithm=SHA512&digits=8&counter=42`,
    ],
    [
      { type: 'steam', issuer: 'Steam', digits: 5 },
      `otpauth://steam/Steam:x?secret=${KEY}&issuer=Steam&algorithm=SHA1&digits=5&period=30`,
    ],
    [{ account: '' }, `otpauth://totp/?secret=${KEY}&algorithm=SHA1&digits=6&period=30`],
    [{ account: 'a:b' }, `otpauth://totp/:a%3Ab?secret=${KEY}&algorithm=SHA1&digits=6&period=30`],
    [
      { issuer: 'a:b', account: 'c/d?e&f#g%' },
      `otpauth://totp/a%3Ab:c%2Fd%3Fe%26f%23g%25?secret=${KEY}&issuer=a%3Ab&algorithm=SHA1&digits=6&period=30`,
    ],
    [{ account: '\ud800' }, `otpauth://totp/%EF%BF%BD?secret=${KEY}&algorithm=SHA1&digits=6&period=30`],
  ])('writes %o', (account, link) => {
    expect(formatOtpauthUri({ ...PLAIN, ...account })).toBe(link)
  })

  it('writes what parseOtpauthUri reads back', () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.string({
          unit: fc.constantFrom(':', '+', '%', ' ', '#', '&', '=', '/', '?', 'a', 'ű', 'u\u030b', '%3A', 'null'),
          maxLength: 8,
        }),
      )
      .map((text) => text.normalize('NFC').trim())
    const type = fc.constantFrom('totp' as const, 'hotp' as const, 'steam' as const)
    const any = fc.record({
      type,
      issuer: name,
      account: name,
      secret: fc.uint8Array({ minLength: 4, maxLength: 64 }).map(encodeBase32),
      algorithm: fc.constantFrom(...ALGORITHMS),
      digits: fc.integer(LIMITS.digits),
      period: fc.integer(LIMITS.period),
      counter: fc.maxSafeNat(),
    })
    fc.assert(
      fc.property(any, (made) => {
        const account: NewAccount = {
          ...made,
          digits: made.type === 'steam' ? 5 : made.digits,
          period: made.type === 'hotp' ? 30 : made.period,
          counter: made.type === 'hotp' ? made.counter : 0,
        }
        const { account: read, warnings } = parse(formatOtpauthUri(account))
        expect(read).toEqual(account)
        const codes = warnings.map(({ code }) => code)
        expect(codes.includes('label-raw') || codes.includes('label-issuer')).toBe(false)
        expect(/^[\x21-\x7e]+$/.test(formatOtpauthUri(account))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

interface Case {
  id: string
  uri: string
  recommended: {
    verdict: 'accept' | 'accept-with-warning' | 'either' | 'reject-or' | 'reject'
    type?: string
    issuer?: string
    account?: string
    algorithm?: string
    digits?: number
    period?: number | null
    counter?: number | null
    secret_hex?: string
  }
}

/** Cases that may be refused and are taken in the way that the collection names as the other fair one. */
const TAKEN: Readonly<Record<string, Partial<NewAccount>>> = {
  'label-bad-pct': { account: 'Example%ZZalice' },
  'alg-sha224': { algorithm: 'SHA224' },
  'alg-sha384': { algorithm: 'SHA384' },
  'scheme-otpauth-apple': { account: 'x' },
}
/** Cases that may be taken and are refused. */
const REFUSED: Readonly<Record<string, string>> = { 'per-90000': 'link-invalid', 'long-uri': 'text-too-long' }

const COLLECTION = new URL('../../../shared/fixtures/import/uris.json', import.meta.url)
const cases: readonly Case[] = existsSync(COLLECTION) ? JSON.parse(readFileSync(COLLECTION, 'utf-8')).cases : []

describe.runIf(existsSync(COLLECTION))('the shared collection of corner cases', () => {
  it('is whole', () => {
    expect(cases.length).toBeGreaterThan(100)
    const ids = cases.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([...Object.keys(TAKEN), ...Object.keys(REFUSED)]))
  })

  it.each(cases)('handles $id as proposed: $recommended.verdict', ({ id, uri, recommended }) => {
    const { verdict } = recommended
    const alternative = TAKEN[id]
    if (alternative !== undefined) {
      expect(verdict).toBe('reject-or')
      expect(parse(uri, 'warn').account).toMatchObject(alternative)
      return
    }
    if (verdict === 'reject' || verdict === 'reject-or' || id in REFUSED) {
      if (id in REFUSED) expect(verdict).toBe('either')
      let outcome: unknown
      try {
        outcome = parseOtpauthUri(uri, { oddLength: 'warn' })
      } catch (error) {
        outcome = error
      }
      // null: no link of this kind.
      expect(outcome === null || outcome instanceof UkpError).toBe(true)
      if (id in REFUSED) expect(outcome).toHaveProperty('reason', REFUSED[id])
      return
    }
    const { account, warnings } = parse(uri, 'warn')
    expect({
      ...account,
      secret: Buffer.from(decodeBase32(account.secret)).toString('hex'),
      period: account.type === 'hotp' ? null : account.period,
      counter: account.type === 'hotp' ? account.counter : null,
    }).toEqual({
      type: recommended.type,
      issuer: recommended.issuer?.normalize('NFC'),
      account: recommended.account?.normalize('NFC'),
      secret: recommended.secret_hex,
      algorithm: recommended.algorithm,
      digits: recommended.digits,
      period: recommended.period,
      counter: recommended.counter,
    })
    if (verdict === 'accept') expect(warnings).toEqual([])
    if (verdict === 'accept-with-warning') expect(warnings.length).toBeGreaterThan(0)
  })
})

describe.skipIf(existsSync(COLLECTION))('the shared collection of corner cases', () => {
  it.skip('is not compared: ../shared/fixtures/import/uris.json is not there', () => {})
})
