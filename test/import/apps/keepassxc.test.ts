import { describe, expect, it } from 'vitest'
import { keepassxc } from '../../../src/import/apps/keepassxc.ts'
import { decodeBase32 } from '../../../src/otp/base32.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const OTHER_KEY = 'KRUGKIDROVUWG2ZAMJZG653OEBTG66BA'

type Strings = Readonly<Record<string, string>>

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function entryXml(strings: Strings, { history = '', tags = '' } = {}): string {
  const pairs = Object.entries(strings).map(
    ([key, value]) => `<String><Key>${key}</Key><Value ProtectInMemory="True">${escaped(value)}</Value></String>`,
  )
  return `<Entry><UUID>x</UUID><Tags>${tags}</Tags>${pairs.join('')}<History>${history}</History></Entry>`
}

const groupXml = (name: string, uuid: string, inside: string): string =>
  `<Group><UUID>${uuid}</UUID><Name>${name}</Name>${inside}</Group>`

const fileXml = (inside: string, bin = ''): string =>
  `<?xml version="1.0"?>\n<KeePassFile><Meta><RecycleBinUUID>${bin}</RecycleBinUUID></Meta><Root>${groupXml('Base', 'top', inside)}</Root></KeePassFile>`

const entryFile = (strings: Strings): string => fileXml(entryXml({ Title: 'Mama', UserName: 'mama1', ...strings }))

async function onlyOf(strings: Strings) {
  const imported = await readWith(keepassxc, entryFile(strings))
  const [account, ...others] = accountsOf(imported)
  expect(others).toEqual([])
  expect(refusalsOf(imported)).toEqual([])
  if (account === undefined) throw new Error('nothing taken')
  return account
}

const CSV_HEADER = '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"'

describe('the XML of KeePass and KeePassXC', () => {
  it('takes the link in the string otp', async () => {
    expect(
      await onlyOf({ otp: `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank&digits=8&period=60&algorithm=SHA256` }),
    ).toEqual({ ...FULL_ACCOUNT, account: 'anna' })
  })

  it('takes Steam from the encoder of the link', async () => {
    const account = await onlyOf({ otp: `otpauth://totp/Steam:anna?secret=${KEY}&digits=5&encoder=steam` })
    expect(account).toMatchObject({ type: 'steam', digits: 5 })
  })

  it('takes title and user name for a link that names nothing', async () => {
    expect(await onlyOf({ otp: `otpauth://totp?secret=${KEY}` })).toMatchObject({ issuer: 'Mama', account: 'mama1' })
  })

  it('takes a bare key in otp, padded or not', async () => {
    expect(await onlyOf({ otp: `${KEY}====` })).toMatchObject({ secret: KEY, issuer: 'Mama', account: 'mama1' })
    expect(await onlyOf({ otp: 'MNQWEZDF======' })).toMatchObject({ secret: 'MNQWEZDF' })
  })

  it('takes further keys in otp_1 and otp_2', async () => {
    const imported = await readWith(
      keepassxc,
      entryFile({
        otp: `otpauth://totp/a:b?secret=${KEY}`,
        otp_1: `otpauth://totp/a:c?secret=${OTHER_KEY}`,
        otp_code: 'not one',
      }),
    )
    expect(accountsOf(imported).map(({ secret }) => secret)).toEqual([KEY, OTHER_KEY])
    expect(refusalsOf(imported)).toEqual([])
  })

  it('takes the settings of KeeOtp', async () => {
    expect(await onlyOf({ otp: `key=${KEY}%3D%3D%3D%3D&step=60&size=8&otpHashMode=Sha512` })).toEqual({
      ...FULL_ACCOUNT,
      issuer: 'Mama',
      account: 'mama1',
      algorithm: 'SHA512',
    })
    expect(await onlyOf({ otp: `key=${KEY}` })).toMatchObject({ algorithm: 'SHA1', digits: 6, period: 30 })
    expect(await onlyOf({ otp: `type=Hotp&key=${KEY}&counter=7` })).toMatchObject({ type: 'hotp', counter: 7 })
    expect(await onlyOf({ otp: `key=${KEY}&encoder=steam` })).toMatchObject({ type: 'steam' })
  })

  it('takes KeeOtp keys in other encodings', async () => {
    const bytes = Buffer.from('Hello!+/world?>', 'latin1')
    for (const [encoding, text] of [
      ['Base64', bytes.toString('base64')],
      ['Hex', bytes.toString('hex')],
      ['UTF8', bytes.toString('latin1').replace(/[&=]/g, '')],
    ] as const) {
      const { secret } = await onlyOf({ otp: `key=${text}&encoding=${encoding}` })
      expect(Buffer.from(decodeBase32(secret)).toString('latin1')).toBe('Hello!+/world?>')
    }
  })

  it('refuses unknown encodings, types and algorithms of KeeOtp by name', async () => {
    const bad = {
      'encoding=base58': 'entry-field',
      'type=yandex': 'link-unknown-type',
      'otpHashMode=MD5': 'link-algorithm',
    }
    for (const [setting, reason] of Object.entries(bad)) {
      const imported = await readWith(keepassxc, entryFile({ otp: `key=${KEY}&${setting}` }))
      expect(refusalsOf(imported)).toEqual([['Mama: mama1', reason]])
      expect(accountsOf(imported)).toEqual([])
    }
  })

  it('takes TOTP Seed with and without TOTP Settings', async () => {
    expect(await onlyOf({ 'TOTP Seed': 'jbsw y3dp ehpk 3pxp jbsx' })).toMatchObject({
      secret: KEY,
      digits: 6,
      period: 30,
    })
    expect(await onlyOf({ 'TOTP Seed': KEY, 'TOTP Settings': '60;8' })).toMatchObject({ digits: 8, period: 60 })
    expect(await onlyOf({ 'TOTP Seed': KEY, 'TOTP Settings': '30;6;https://time.example/' })).toMatchObject({
      digits: 6,
    })
    expect(await onlyOf({ 'TOTP Seed': KEY, 'TOTP Settings': '30;S' })).toMatchObject({ type: 'steam', digits: 5 })
  })

  it('refuses TOTP Settings that say something else', async () => {
    for (const settings of ['30;X', 'S;30', '0;6', '30;99']) {
      const imported = await readWith(keepassxc, entryFile({ 'TOTP Seed': KEY, 'TOTP Settings': settings }))
      expect(refusalsOf(imported)).toEqual([['Mama: mama1', 'entry-field']])
    }
  })

  it('takes TimeOtp of KeePass in its four encodings', async () => {
    const bytes = Buffer.from('12345678901234567890', 'latin1')
    const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    for (const strings of [
      { 'TimeOtp-Secret': '12345678901234567890' },
      { 'TimeOtp-Secret-Hex': bytes.toString('hex').toUpperCase() },
      { 'TimeOtp-Secret-Base32': base32 },
      { 'TimeOtp-Secret-Base64': bytes.toString('base64') },
    ]) {
      expect(await onlyOf(strings)).toMatchObject({
        type: 'totp',
        secret: base32,
        algorithm: 'SHA1',
        digits: 6,
        period: 30,
        issuer: 'Mama',
        account: 'mama1',
      })
    }
  })

  it('takes length, period and algorithm of TimeOtp', async () => {
    const settings = { 'TimeOtp-Length': '8', 'TimeOtp-Period': '15', 'TimeOtp-Algorithm': 'HMAC-SHA-512' }
    const account = await onlyOf({ 'TimeOtp-Secret-Base32': KEY, ...settings })
    expect(account).toMatchObject({ digits: 8, period: 15, algorithm: 'SHA512' })
  })

  it('refuses TimeOtp with an unknown algorithm, or a key that is not in its encoding', async () => {
    for (const [strings, reason] of [
      [{ 'TimeOtp-Secret-Base32': KEY, 'TimeOtp-Algorithm': 'HMAC-MD5' }, 'link-algorithm'],
      [{ 'TimeOtp-Secret-Hex': 'abc' }, 'entry-field'],
      [{ 'TimeOtp-Secret-Base64': '***' }, 'entry-field'],
      [{ 'TimeOtp-Secret-Base32': 'JBSWY3DP0' }, 'key-bad-character'],
    ] as const) {
      const imported = await readWith(keepassxc, entryFile(strings))
      expect(refusalsOf(imported)).toEqual([['Mama: mama1', reason]])
    }
  })

  it('takes HmacOtp with the counter of the next code', async () => {
    const account = await onlyOf({ 'HmacOtp-Secret-Base32': KEY, 'HmacOtp-Counter': '42' })
    expect(account).toMatchObject({ type: 'hotp', counter: 42, digits: 6, algorithm: 'SHA1' })
  })

  it('takes HmacOtp without a counter with a warning', async () => {
    const imported = await readWith(keepassxc, entryFile({ 'HmacOtp-Secret': 'a key of text' }))
    expect(imported?.entries.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([['counter-missing']])
  })

  it('takes a key once that an entry holds in several ways, and two different keys both', async () => {
    const twice = { otp: `otpauth://totp/Bank:anna?secret=${KEY}`, 'TimeOtp-Secret-Base32': KEY }
    expect(await onlyOf(twice)).toMatchObject({ issuer: 'Bank' })
    const two = await readWith(keepassxc, entryFile({ ...twice, 'TOTP Seed': OTHER_KEY }))
    expect(accountsOf(two).map(({ secret }) => secret)).toEqual([KEY, OTHER_KEY])
  })

  it('takes groups below the top one as a path, and tags', async () => {
    const entry = entryXml({ Title: 'Mama', otp: KEY }, { tags: 'család;adó,közös' })
    const imported = await readWith(keepassxc, fileXml(groupXml('Ügyfelek', 'a', groupXml('2026', 'b', entry))))
    expect(imported?.entries[0]?.tags).toEqual(['Ügyfelek/2026', 'család', 'adó', 'közös'])
  })

  it('takes no tags for an entry at the top', async () => {
    expect((await readWith(keepassxc, entryFile({ otp: KEY })))?.entries[0]?.tags).toEqual([])
  })

  it('takes entries in the recycle bin, however deep, as trashed', async () => {
    const inBin = groupXml(
      'Lomtár',
      'bin',
      entryXml({ Title: 'A', otp: KEY }) + groupXml('Régi', 'c', entryXml({ Title: 'B', otp: OTHER_KEY })),
    )
    const imported = await readWith(keepassxc, fileXml(inBin, 'bin'))
    expect(imported?.entries.map(({ trashed, tags }) => ({ trashed, tags }))).toEqual([
      { trashed: true, tags: [] },
      { trashed: true, tags: ['Régi'] },
    ])
  })

  it('takes nothing for trashed where there is no recycle bin', async () => {
    const imported = await readWith(keepassxc, fileXml(groupXml('Recycle Bin', '', entryXml({ Title: 'A', otp: KEY }))))
    expect(imported?.entries.map(({ trashed }) => trashed)).toEqual([false])
  })

  it('passes former versions of an entry over', async () => {
    const history = entryXml({ Title: 'Old', otp: OTHER_KEY })
    const imported = await readWith(keepassxc, fileXml(entryXml({ Title: 'Mama', otp: KEY }, { history })))
    expect(accountsOf(imported).map(({ secret }) => secret)).toEqual([KEY])
  })

  it('takes the notes, and the title as a name where it says more than the link', async () => {
    const file = entryFile({ otp: `otpauth://totp/Bank:anna?secret=${KEY}`, Notes: 'first line\nsecond line' })
    const imported = await readWith(keepassxc, file)
    expect(imported?.entries[0]).toMatchObject({ name: 'Mama', note: 'first line\nsecond line' })
    const same = await readWith(keepassxc, entryFile({ otp: `otpauth://totp/mama:mama1?secret=${KEY}` }))
    expect(same?.entries[0]?.name).toBeNull()
  })

  it('takes the good entries beside a bad one, and passes entries without a key over', async () => {
    const bad = entryXml({ Title: 'Bad', otp: 'JBSWY3DP1' })
    const imported = await readWith(
      keepassxc,
      fileXml(bad + entryXml({ Title: 'Login' }) + entryXml({ Title: 'Mama', otp: KEY })),
    )
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([['Bad', 'key-bad-character']])
  })

  it('says that passwords were left, and nothing of them', async () => {
    const imported = await readWith(keepassxc, entryFile({ otp: KEY, Password: 'hunter2hunter2' }))
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toContain('hunter2')
  })

  it('refuses a file that was cut, and the inside of a .kdbx file', async () => {
    for (const text of [
      entryFile({ otp: KEY }).slice(0, -20),
      entryFile({ otp: KEY }).replace('ProtectInMemory', 'Protected'),
      entryFile({ otp: KEY }).replace('ProtectInMemory="True"', 'Protected="1"'),
    ]) {
      expect(await reasonOf(() => readWith(keepassxc, text))).toBe('import-damaged')
    }
  })

  it('leaves other XML alone', async () => {
    await expectLeft(keepassxc, ['<map><string name="tokenOrder">[]</string></map>', '<html></html>', '<KeePass>', ''])
  })
})

describe('the CSV of KeePassXC', () => {
  const row = (group: string, title: string, user: string, totp: string, notes = ''): string =>
    [group, title, user, 'hunter2', '', notes, totp, '0', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(',')

  const csv = (...rows: string[]): string => [CSV_HEADER, ...rows, ''].join('\n')

  it('takes link, groups, note and line', async () => {
    const link = `otpauth://totp/Bank:anna?secret=${KEY}&period=30&digits=6&issuer=Bank`
    const text = csv(row('Base', 'A', 'a', link, 'two\nlines "here"'), row('Base/Clients/2026', 'Bank', 'anna', link))
    const imported = await readWith(keepassxc, text)
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'Bank', account: 'anna', secret: KEY },
      { issuer: 'Bank', account: 'anna', secret: KEY },
    ])
    expect(imported?.entries.map(({ tags, note, line, name }) => ({ tags, note, line, name }))).toEqual([
      { tags: [], note: 'two\nlines "here"', line: 2, name: 'A' },
      { tags: ['Clients/2026'], note: '', line: 4, name: null },
    ])
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  })

  it('takes rows of the recycle bin, in English and Hungarian, as trashed', async () => {
    const text = csv(
      row('Base/Recycle Bin', 'A', 'a', KEY),
      row('Base/Kuka/Régi', 'B', 'b', KEY),
      row('Base/Clients/Kuka', 'C', 'c', KEY),
    )
    const imported = await readWith(keepassxc, text)
    expect(imported?.entries.map(({ trashed, tags }) => ({ trashed, tags }))).toEqual([
      { trashed: true, tags: [] },
      { trashed: true, tags: ['Régi'] },
      { trashed: false, tags: ['Clients/Kuka'] },
    ])
  })

  it('takes a table that Excel saved with semicolons and a mark', async () => {
    const text = `\ufeff${csv(row('Base', 'A', 'a', KEY)).replaceAll('","', '";"')}`
    expect(accountsOf(await readWith(keepassxc, text))).toMatchObject([{ issuer: 'A', account: 'a', secret: KEY }])
  })

  it('passes rows without a key over and refuses a bad key by line', async () => {
    const imported = await readWith(
      keepassxc,
      csv(row('Base', 'A', 'a', ''), row('Base', 'B', 'b', 'no key!'), '"Base"'),
    )
    expect(accountsOf(imported)).toEqual([])
    expect(imported?.refused.map(({ name, line }) => ({ name, line }))).toEqual([{ name: 'B: b', line: 3 }])
  })

  it('leaves tables without its columns alone', async () => {
    await expectLeft(keepassxc, ['Title,URL,Username,Password,Notes,OTPAuth\n', 'név;kulcs\nMama;JBSWY3DP'])
  })
})
