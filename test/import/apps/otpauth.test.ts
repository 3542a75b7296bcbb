// Lists of links as text: what belongs to a list, what parts links, and what is said of a line that is none.
import { describe, expect, it } from 'vitest'
import { aegis } from '../../../src/import/apps/aegis.ts'
import { otpauth } from '../../../src/import/apps/otpauth.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

/** A migration link of one part out of two, with one account. */
function migrationLink(index: number, algorithm = 1): string {
  const field = (number: number, bytes: Uint8Array): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes])
  const entry = Buffer.concat([
    field(1, Buffer.from('Hello!!!!!', 'utf-8')),
    field(2, Buffer.from('béla', 'utf-8')),
    Buffer.from([4 << 3, algorithm, 5 << 3, 1, 6 << 3, 2]),
  ])
  const payload = Buffer.concat([field(1, entry), Buffer.from([2 << 3, 2, 3 << 3, 2, 4 << 3, index])])
  return `otpauth-migration://offline?data=${encodeURIComponent(payload.toString('base64'))}`
}

const formEncoded = (value: unknown): string => new URLSearchParams({ v: JSON.stringify(value) }).toString().slice(2)

describe('a list of links', () => {
  it('takes every field of each link, with the line where it stands', async () => {
    const imported = await readWith(
      otpauth,
      [
        LINK,
        '',
        `otpauth://hotp/K%C3%B6nyvt%C3%A1r:b%C3%A9la?secret=${KEY.toLowerCase()}&algorithm=SHA256&digits=8&counter=42`,
        `  otpauth://steam/Steam:cili?secret=${KEY}  `,
        `steam://${KEY}`,
        `apple-otpauth://totp/Mail:dani?secret=${KEY}&period=60`,
        migrationLink(0),
      ].join('\n'),
    )
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      { ...ACCOUNT, type: 'hotp', issuer: 'Könyvtár', account: 'béla', algorithm: 'SHA256', digits: 8, counter: 42 },
      { ...ACCOUNT, type: 'steam', issuer: 'Steam', account: 'cili', digits: 5 },
      { ...ACCOUNT, type: 'steam', issuer: 'Steam', account: '', digits: 5 },
      { ...ACCOUNT, issuer: 'Mail', account: 'dani', period: 60 },
      { ...ACCOUNT, issuer: '', account: 'béla', secret: 'JBSWY3DPEEQSCIJB' },
    ])
    expect(imported?.entries.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6, 7])
    expect(imported?.parts.map(({ index, size }) => [index, size])).toEqual([[0, 2]])
    expect(imported).toMatchObject({ refused: [], encrypted: false })
  })

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('counts lines that end with %s', async (_, end) => {
    const imported = await readWith(otpauth, [LINK, 'nothing', LINK, ''].join(end))
    expect(imported?.entries.map(({ line }) => line)).toEqual([1, 3])
    expect(imported?.refused.map(({ line }) => line)).toEqual([2])
  })

  it('takes a list with a byte order mark, and one in UTF-16', async () => {
    expect(accountsOf(await readWith(otpauth, `\ufeff${LINK}`))).toEqual([ACCOUNT])
    expect(accountsOf(await readWith(otpauth, Buffer.from(`\ufeff${LINK}\n`, 'utf16le')))).toEqual([ACCOUNT])
  })

  it('takes a key of a length that no encoder writes, with a warning', async () => {
    const imported = await readWith(otpauth, LINK.replace(KEY, 'JBSWY3DPEHPK3PXPJ'))
    expect(accountsOf(imported)).toEqual([{ ...ACCOUNT, secret: 'JBSWY3DPEHPK3PXPJ' }])
    expect(imported?.entries[0]?.warnings.map(({ code }) => code)).toEqual(['odd-length'])
  })

  it('passes over comments', async () => {
    const imported = await readWith(otpauth, `# from my phone\n  # ${LINK}\n${LINK}\n`)
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.refused).toEqual([])
  })

  it('refuses single lines by number and reason, and never repeats them', async () => {
    const lines = [
      LINK,
      'hunter2',
      KEY,
      `motp://Mail:anna?secret=${KEY}`,
      `otpauth://yaotp/anna?secret=${KEY}`,
      `otpauth://totp/anna?secret=${KEY}&algorithm=MD5`,
      'otpauth://totp/anna',
      'otpauth-migration://offline?data=invaliddata',
      `https://example.org/?secret=${KEY}`,
      'otpauth:totp',
    ]
    const imported = await readWith(otpauth, lines.join('\n'))
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.refused.map(({ name, line, error }) => [name, line, error.reason])).toEqual([
      [null, 2, 'line-unknown'],
      [null, 3, 'line-unknown'],
      [null, 4, 'link-unknown-type'],
      [null, 5, 'link-unknown-type'],
      [null, 6, 'link-algorithm'],
      [null, 7, 'link-invalid'],
      [null, 8, 'migration-damaged'],
      [null, 9, 'link-unknown-type'],
      [null, 10, 'link-invalid'],
    ])
    const said = JSON.stringify(imported?.refused.map(({ error }) => [error.message, error.facts]))
    for (const piece of [KEY, 'hunter2', 'anna', 'invaliddata', 'example']) expect(said).not.toContain(piece)
  })

  it('refuses an entry of a migration link by its name, and keeps the part', async () => {
    const imported = await readWith(otpauth, `${migrationLink(0)}\n${migrationLink(1, 4)}`)
    expect(accountsOf(imported).map(({ account: user }) => user)).toEqual(['béla'])
    expect(imported?.refused).toMatchObject([{ name: 'béla', line: 2, error: { reason: 'link-algorithm' } }])
    expect(imported?.parts.map(({ index }) => index)).toEqual([0, 1])
  })

  it('refuses a line of more than 100 kB alone', async () => {
    const imported = await readWith(otpauth, [LINK, `${LINK}&x=${'a'.repeat(100_000)}`, LINK].join('\n'))
    expect(accountsOf(imported)).toHaveLength(2)
    expect(imported?.refused).toMatchObject([{ name: null, line: 2, error: { reason: 'text-too-long' } }])
  })

  it('parts links by the comma before a link, and by no other', async () => {
    const imported = await readWith(
      otpauth,
      `otpauth://totp/Kov%C3%A1cs,Anna?secret=${KEY},otpauth://totp/A%2CB?secret=${KEY}&issuer=Bank, Budapest , steam://${KEY},\n${LINK},`,
    )
    expect(accountsOf(imported).map(({ issuer, account: user }) => [issuer, user])).toEqual([
      ['', 'Kovács,Anna'],
      ['Bank, Budapest', 'A,B'],
      ['Steam', ''],
      ['Bank', 'anna'],
    ])
    expect(imported?.entries.map(({ line }) => line)).toEqual([1, 1, 1, 2])
    expect(imported?.refused).toEqual([])
  })

  it('takes 10,000 links, one a line or all on one line, in less than 3 s of CPU', async () => {
    for (const separator of ['\n', ',']) {
      const started = process.cpuUsage()
      const links = Array.from({ length: 10_000 }, (_, i) => LINK.replace('anna', `anna${i}`))
      expect(accountsOf(await readWith(otpauth, links.join(separator)))).toHaveLength(10_000)
      expect(process.cpuUsage(started).user).toBeLessThan(3_000_000)
    }
  })

  it.each([
    ['5 million empty lines', `${'\n'.repeat(5_000_000)}${LINK}`, 1],
    ['200,000 empty lines before a word', `${'\n'.repeat(200_000)}x\n${LINK}`, 1],
    ['5 million blanks', `${' '.repeat(5_000_000)}\n${LINK}`, 1],
    ['a link with 5 million commas', `${LINK}\n${LINK}${','.repeat(5_000_000)}`, 1],
  ])('reads %s in linear time', async (_, text, accounts) => {
    const started = process.cpuUsage()
    expect(accountsOf(await readWith(otpauth, text))).toHaveLength(accounts)
    expect(process.cpuUsage(started).user).toBeLessThan(8_000_000)
  })

  it('refuses a file of more lines than any vault holds', async () => {
    expect(await reasonOf(() => readWith(otpauth, `${LINK}\n${'a\n'.repeat(100_001)}`))).toBe('vault-full')
  })

  it('takes a list after some words, but no table and no page with a link in it', async () => {
    expect(accountsOf(await readWith(otpauth, `My codes, keep them, please:\n${LINK}\n${LINK}`))).toHaveLength(2)
    expect(accountsOf(await readWith(otpauth, `hunter2\n${LINK}\nlogin: anna\nurl: https://example.org`))).toEqual([
      ACCOUNT,
    ])
    await expectLeft(otpauth, [
      `"Title","Password","Notes"\n"Bank","hunter2","\n${LINK}\n"\n`,
      `<Entry>\n${LINK}\n</Entry>`,
    ])
  })

  it.each([
    ['a bare key', KEY],
    ['words', 'Lorem ipsum dolor sit amet'],
    ['a link after a word', `QR-Code:${LINK}`],
    ['another scheme', 'otpauthmigration://offline?data=AAAA'],
    ['a note about Steam', 'Steam: anna\nmotp: no'],
    ['JSON with links', JSON.stringify({ links: [LINK] }, null, 2)],
    ['comments only', `# ${LINK}`],
    ['nothing', ''],
    ['bytes', Buffer.from([0xff, 0x00, 0x6f])],
  ])('leaves %s to others', async (_, file) => {
    expect(await readWith(otpauth, file)).toBe(null)
  })
})

describe('the display settings in links of Ente Auth', () => {
  const withDisplay = (value: string): string => `${LINK}&codeDisplay=${value}`

  it('become note, tags and trash', async () => {
    const display = {
      pinned: true,
      trashed: true,
      tags: ['Cég', 'e-mail'],
      note: 'a, b + c & "d"\nÁron #1',
      position: 0,
    }
    const imported = await readWith(otpauth, `${withDisplay(formEncoded(display))}\n${LINK}`)
    expect(imported?.entries.map(({ note, tags, trashed }) => ({ note, tags, trashed }))).toEqual([
      { note: 'a, b + c & "d"\nÁron #1', tags: ['Cég', 'e-mail'], trashed: true },
      { note: '', tags: [], trashed: false },
    ])
  })

  it('are read where commas are escaped twice, and where an unescaped # follows', async () => {
    const twice = formEncoded({ note: 'a b', tags: ['x', 'y'] }).replaceAll('%2C', '%252C')
    const imported = await readWith(otpauth, `${withDisplay(twice)}\n${withDisplay(formEncoded({ note: 'n' }))}#1`)
    expect(imported?.entries.map(({ note, tags }) => [note, tags])).toEqual([
      ['a b', ['x', 'y']],
      ['n', []],
    ])
  })

  it.each([
    ['no JSON', '%7B'],
    ['no escape', '%E1'],
    ['a text', '%22trashed%22'],
    ['null', 'null'],
    ['other types', formEncoded({ tags: 'x', note: 1, trashed: 'true' })],
    ['null values', formEncoded({ tags: null, note: null, trashed: null })],
    ['nothing', ''],
  ])('count as none when they are %s', async (_, value) => {
    const imported = await readWith(otpauth, withDisplay(value))
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.entries).toMatchObject([{ note: '', tags: [], trashed: false }])
  })

  it('cut a note that is longer than a note can be, and say so', async () => {
    const imported = await readWith(otpauth, `${withDisplay(formEncoded({ note: 'a'.repeat(70_000) }))}\n${LINK}`)
    expect(refusalsOf(imported)).toEqual([])
    expect(imported?.entries.map(({ note, warnings }) => [note.length, warnings.map(({ code }) => code)])).toEqual([
      [50_000, ['note-cut']],
      [0, []],
    ])
  })

  it('do not make the list a file of another importer', async () => {
    expect(await readWith(aegis, withDisplay('%7B%7D'))).toBe(null)
  })
})
