// Files made to exhaust memory or time, given to all importers: each ends as nobody's, as refused, or as an import with
// little in it, within two seconds of processor time each and 600 MiB. Many of them once took longer, or all memory.
import { createCipheriv, createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { claimOf, lyingZip } from '../import/hostile-kit.ts'
import { OTHER_KEY } from '../import/kdbx-sample.ts'
import { kdbxOf, PASSWORD } from '../import/kdbx-writer.ts'

const KEY = OTHER_KEY
const MARKS = '\u0301'.repeat(1_000_000)
const MB = 1024 * 1024

/** What nobody claims. */
const FOREIGN: Readonly<Record<string, () => unknown>> = {
  'nothing at all': () => '',
  'a hundred levels of JSON': () => '['.repeat(100) + ']'.repeat(100),
  'ten thousand levels of JSON': () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  'a million levels of JSON': () => '['.repeat(1_000_000) + ']'.repeat(1_000_000),
  'five million levels of JSON': () => '['.repeat(5 * MB) + ']'.repeat(5 * MB),
  'JSON that never closes': () => '{"a":'.repeat(2 * MB),
  'JSON of fifteen million numbers': () => `[${'1,'.repeat(15 * MB)}1]`,
  'JSON of a million objects': () => `[${'{"a":1},'.repeat(1_000_000)}{}]`,
  'JSON of a million names': () => `{${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":{}`).join()}}`,
  'a hundred levels of XML': () => '<a>'.repeat(100) + '</a>'.repeat(100),
  'a million levels of XML': () => '<map>'.repeat(1_000_000) + '</map>'.repeat(1_000_000),
  'two million elements of XML': () => `<map>${'<a/>'.repeat(2 * MB)}</map>`,
  'a million attributes': () => `<map ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}="1"`).join(' ')}></map>`,
  'XML without an end': () => `<map><string name="tokenOrder">${'<'.repeat(8 * MB)}`,
  'a declaration without an end': () => `<?xml ${' '.repeat(8 * MB)}`,
  'entities within entities': () => entityBomb(),
  'two million entities': () => `<!DOCTYPE map [${'<!ENTITY a "b">'.repeat(2_000_000)}]><map/>`,
  'one line of 30 MB': () => 'a'.repeat(30 * MB),
  'one line of 30 MB in UTF-16': () =>
    Buffer.concat([Buffer.of(255, 254), Buffer.from('a'.repeat(15 * MB), 'utf-16le')]),
  'five million lines': () => 'a\n'.repeat(5 * MB),
  'a million empty lines': () => '\n'.repeat(999_000),
  'ten million empty lines': () => '\n'.repeat(10 * MB),
  'carriage returns': () => '\r'.repeat(999_000),
  'two million line separators of Unicode': () => '\u2028'.repeat(2 * MB),
  blanks: () => ' '.repeat(10 * MB),
  'empty lines and a word of totp-cli': () => `${'\n'.repeat(400_000)}token: a`,
  'commas, as a header': () => ','.repeat(10 * MB),
  'quotes, as a header': () => '"'.repeat(10 * MB),
  'marks on a letter, as a header': () => `a${MARKS},b\n1,2\n`,
  'base64 with its padding in the middle': () => `${'aB3'.repeat(30)}${'='.repeat(MB)}x`,
  zeros: () => Buffer.alloc(10 * MB),
  ones: () => Buffer.alloc(10 * MB, 255),
  'a ZIP of nothing else': () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(10 * MB)]),
  'a ZIP of ends': () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(MB, Buffer.from('PK\x05\x06'))]),
  'a ZIP of ten thousand files': () =>
    lyingZip(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, data: Buffer.alloc(0) }))),
}

/** What one importer claims. */
const CLAIMED: Readonly<Record<string, readonly [claim: string, make: () => unknown]>> = {
  'a million links': ['otpauth vault-full', () => `otpauth://totp/a?secret=${KEY}\n`.repeat(700_000)],
  'three million links without anything': ['otpauth vault-full', () => 'otpauth://\n'.repeat(2_800_000)],
  'a link of 30 MB': ['otpauth', () => `otpauth://totp/${'a'.repeat(30 * MB)}`],
  'a link of WinAuth without an end': [
    'otpauth',
    () => `otpauth://totp/a?secret=A&digits=6${'&a='.repeat(9 * MB)}&icon=x`,
  ],
  'links of WinAuth': ['winauth vault-full', () => `otpauth://totp/a?secret=${KEY}&digits=6&icon=x\n`.repeat(200_000)],
  'a key of 25 MB': ['andotp', () => JSON.stringify([{ label: 'a', secret: 'A'.repeat(25 * MB) }])],
  'a type of 25 MB': ['andotp', () => JSON.stringify([{ label: 'a', secret: KEY, type: 'T'.repeat(25 * MB) }])],
  'an algorithm of 25 MB': [
    'andotp',
    () => JSON.stringify([{ label: 'a', secret: KEY, algorithm: '1'.repeat(25 * MB) }]),
  ],
  'marks everywhere': [
    'andotp',
    () =>
      JSON.stringify([{ label: MARKS, issuer: MARKS, secret: MARKS, type: MARKS, algorithm: MARKS, tags: [MARKS] }]),
  ],
  'one large group of many accounts': [
    'aegis',
    () => {
      const entries = new Array(9000).fill({ type: 'totp', name: 'a', groups: ['g'], info: { secret: KEY } })
      return aegisOf({ entries, groups: [{ uuid: 'g', name: 'ő'.repeat(2 * MB) }] })
    },
  ],
  'one account in many groups': [
    'aegis',
    () => {
      const entries = [{ type: 'totp', name: 'a', groups: new Array(900_000).fill('g'), info: { secret: KEY } }]
      return aegisOf({ entries, groups: [{ uuid: 'g', name: 'x' }] })
    },
  ],
  'a salt of 14 MB': [
    'aegis import-damaged',
    () => JSON.stringify({ version: 1, header: { slots: [{ type: 1, salt: '00'.repeat(14 * MB) }] }, db: 'AAAA' }),
  ],
  'base64 that is padding alone': [
    'ente import-damaged',
    () =>
      JSON.stringify({ version: 1, kdfParams: {}, encryptionNonce: 'AA', encryptedData: `${'='.repeat(10 * MB)}x` }),
  ],
  'many accounts in many categories, by one key': [
    'stratum',
    () =>
      JSON.stringify({
        Authenticators: new Array(9000).fill({ Type: 2, Issuer: 'a', Username: 'b', Secret: KEY, Algorithm: 0 }),
        Categories: [{ Id: 'c', Name: 'n' }],
        AuthenticatorCategories: new Array(200_000).fill({ CategoryId: 'c', AuthenticatorSecret: KEY }),
      }),
  ],
  'groups with long names': [
    'keepassxc',
    () => keepassOf(`<Name>${'x'.repeat(100_000)}</Name>`, 80, '<Entry/>'.repeat(100_000)),
  ],
  'an entry with ten million tags': [
    'keepassxc',
    () => keepassOf('', 1, `<Entry><Tags>${'a;'.repeat(10 * MB)}</Tags></Entry>`),
  ],
  'a value of three million pairs': [
    'keepassxc',
    () =>
      keepassOf(
        '',
        1,
        `<Entry><String><Key>otp</Key><Value>key=${KEY}${'&amp;a='.repeat(3 * MB)}</Value></String></Entry>`,
      ),
  ],
  'deep JSON in preferences': [
    'authy import-damaged',
    () => `<map><string name="com.authy.storage.tokens.authenticator.key">${'['.repeat(20 * MB)}</string></map>`,
  ],
  'a row of thirty million cells': ['lastpass import-damaged', () => LASTPASS + ','.repeat(30 * MB)],
  'a cell of 30 MB': ['lastpass import-damaged', () => `${LASTPASS}a,b,c,${'A'.repeat(30 * MB)}`],
  'a quote that never closes': ['lastpass import-damaged', () => `${LASTPASS}"${'a'.repeat(8 * MB)}`],
  'ten million empty rows': ['lastpass import-damaged', () => LASTPASS + '\n'.repeat(10 * MB)],
  'half a million rows': ['lastpass import-damaged', () => LASTPASS + 'a,b,c,,e,f,g,h\n'.repeat(500_000)],
  'thirty thousand short rows': ['lastpass', () => LASTPASS + '\n'.repeat(29_000)],
  'four million labels in a cell': ['csv import-damaged', () => `név;kulcs;címkék\na;${KEY};${'a,'.repeat(4 * MB)}`],
  'a Java text of 10 MB': ['freeotp import-damaged', () => javaMap(Buffer.alloc(10 * MB, 'a'))],
  'a list of ten million pointers in circles': [
    'otp-auth import-damaged',
    () => inOtpAuth(plistOfPointers(10_000_000)),
  ],
}

const LASTPASS = 'url,username,password,totp,extra,name,grouping,fav\n'

/** The files that importers read in a ZIP. */
const IN_ZIP: readonly (readonly [name: string, format: string])[] = [
  ['export.data', '1password'],
  ['credentials.csv', 'dashlane'],
  ['data.json', 'proton-pass'],
  ['raivo-otp-export.json', 'raivo'],
  ['Accounts.txt', 'authenticator-plus'],
  ['a.txt', 'winauth'],
]

describe('a hostile file', () => {
  it.each(Object.entries(FOREIGN))('is nobody’s: %s', async (_, make) => {
    expect(await claimOf(make(), ['x'])).toBeNull()
  })

  it.each(Object.entries(CLAIMED))('costs little: %s', async (_, [claim, make]) => {
    const { format, reason } = (await claimOf(make(), ['x'])) ?? {}
    expect([format, ...(reason === null ? [] : [reason])].join(' ')).toBe(claim)
  })
})

describe('a hostile ZIP', () => {
  const bomb = deflateRawSync(Buffer.alloc(512 * MB))
  const none = Buffer.alloc(0)

  it.each(IN_ZIP)('does not unfold: %s', async (name, format) => {
    const claim = (size: number) => claimOf(lyingZip([{ name, data: none, packed: bomb, size }]))
    expect(await claim(512 * MB)).toEqual({ format, reason: 'import-costly' })
    // Less in the header than there is.
    for (const size of [0, 10, 60 * MB]) expect((await claim(size))?.reason).toMatch(/^import-(?:damaged|costly)$/)
  })

  it.each(IN_ZIP)('may lie about its sizes and places: %s', async (name) => {
    const data = Buffer.from('{"accounts": []}')
    for (const lie of [
      { size: 0 },
      { size: 0xffffffff },
      { packedSize: 0 },
      { packedSize: 0x7fffffff },
      { packedSize: 0xffffffff },
      { offset: 0x7fffffff },
      { offset: 0xffffffff },
    ]) {
      const claim = await claimOf(lyingZip([{ name, data, ...lie }]))
      expect(claim === null || claim.reason !== null).toBe(true)
    }
  })
})

describe('a hostile KeePass database', () => {
  it('costs little inside, too', async () => {
    for (const xml of [
      '<a>'.repeat(100_000),
      `<KeePassFile>${'<a/>'.repeat(10 * MB)}</KeePassFile>`,
      `<KeePassFile a="${'x'.repeat(30 * MB)}"/>`,
    ]) {
      const file = await kdbxOf(xml, { blockSize: MB })
      expect((await claimOf(file, [PASSWORD]))?.format).toBe('kdbx')
    }
  })
})

function entityBomb(): string {
  const names = [...'abcdefghijklmnopqrst']
  const entities = names.map((name, i) => `<!ENTITY ${name} "${i === 0 ? 'x' : `&${names[i - 1]};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE map [${entities.join('')}]><map><string name="tokenOrder">&t;</string></map>`
}

function aegisOf(db: object): string {
  return JSON.stringify({ version: 1, header: { slots: null, params: null }, db: { version: 3, ...db } })
}

function keepassOf(name: string, depth: number, inside: string): string {
  const groups = `<Group>${name}`.repeat(depth + 1) + inside + '</Group>'.repeat(depth + 1)
  return `<KeePassFile><Root>${groups}</Root></KeePassFile>`
}

/** One pair of a name that FreeOTP knows and a long text. */
function javaMap(text: Buffer): Buffer {
  const length = Buffer.alloc(8)
  length.writeUInt32BE(text.length, 4)
  return Buffer.concat([
    Buffer.from('aced00057372', 'hex'),
    Buffer.from('\0\x11java.util.HashMap'),
    Buffer.from('0507dac1c31660d103000078707708000000200000000174', 'hex'),
    Buffer.from('\0\x09masterKey|'),
    length,
    text,
    Buffer.from('x'),
  ])
}

/** An array of pointers to itself. */
function plistOfPointers(count: number): Buffer {
  const trailer = Buffer.alloc(32)
  trailer.set([4, 2], 6)
  trailer.writeBigUInt64BE(1n, 8)
  trailer.writeBigUInt64BE(BigInt(8 + 6 + 2 * count), 24)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(count)
  const array = Buffer.concat([Buffer.of(0xaf, 0x12), size, Buffer.alloc(2 * count)])
  return Buffer.concat([Buffer.from('bplist00'), array, Buffer.of(0, 0, 0, 8), trailer])
}

/** The outer layer of OTP Auth, under the app's own password. */
function inOtpAuth(plist: Buffer): Buffer {
  const key = createHash('sha256').update('Authenticator').digest()
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16))
  return Buffer.concat([cipher.update(plist), cipher.final()])
}
