import { describe, expect, it } from 'vitest'
import { kdbx } from '../../../src/import/apps/kdbx.ts'
import { parseXml, type XmlElement } from '../../../src/import/containers/xml.ts'
import { innerStream } from '../../../src/import/kdbx/ciphers.ts'
import { plainValues } from '../../../src/import/kdbx/values.ts'
import { EMPTY, KEY, OTHER_KEY, string, XML } from '../kdbx-sample.ts'
import { type KdbxOptions, kdbxOf, PASSWORD } from '../kdbx-writer.ts'
import { ACCOUNT, accountsOf, readWith, reasonOf, sourceOf, toolsWith } from '../kit.ts'

const EVERY: KdbxOptions[] = [
  ...(['aes', 'chacha20', 'twofish'] as const).flatMap((cipher) =>
    ([3, 4] as const).flatMap((version) => [true, false].map((compressed) => ({ cipher, version, compressed }))),
  ),
  { version: 4, kdf: 'argon2id' },
  { version: 4, kdf: 'aes' },
  { version: 4, inner: 'salsa20' },
  { version: 3, inner: 'chacha20' },
  { version: 4, blockSize: 7 },
  { version: 3, blockSize: 7 },
  { version: 4, blockSize: 1024 * 1024 },
]

const read = async (xml: string, options?: KdbxOptions, passwords = [PASSWORD]) =>
  await readWith(kdbx, await kdbxOf(xml, options), passwords)

describe('a KeePass database', () => {
  it.each(EVERY.map((options) => [JSON.stringify(options), options] as const))('opens: %s', async (_, options) => {
    const imported = await read(XML, options)
    expect(imported?.entries.map(({ account }) => account)).toEqual([
      { ...ACCOUNT, digits: 8, period: 45 },
      { ...ACCOUNT, issuer: 'Posta', account: 'béla', secret: OTHER_KEY },
      {
        type: 'totp',
        issuer: 'Old',
        account: 'gone',
        secret: KEY,
        algorithm: 'SHA1',
        digits: 8,
        period: 45,
        counter: 0,
      },
    ])
    expect(imported?.entries.map(({ tags, trashed, note }) => ({ tags, trashed, note }))).toEqual([
      { tags: [], trashed: false, note: 'első sor\nmásodik' },
      { tags: ['Család'], trashed: false, note: '' },
      { tags: [], trashed: true, note: '' },
    ])
    expect(imported?.refused).toEqual([])
    expect(imported?.encrypted).toBe(true)
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toMatch(/jelszo/)
  })

  it('opens without an account in it', async () => {
    const imported = await read(EMPTY)
    expect(accountsOf(imported)).toEqual([])
    expect(imported?.encrypted).toBe(true)
  })

  it('asks again after a wrong password', async () => {
    for (const version of [3, 4] as const) {
      for (const cipher of ['aes', 'chacha20', 'twofish'] as const) {
        const tools = toolsWith(['nem ez', '', PASSWORD])
        const imported = await kdbx.read(sourceOf(await kdbxOf(XML, { version, cipher })), tools)
        expect(imported?.entries).toHaveLength(3)
        expect(tools.asked).toEqual(['KeePass', 'KeePass', 'KeePass'])
        expect(await reasonOf(() => read(XML, { version, cipher }, ['nem ez']))).toBe('source-password-wrong')
        expect(await reasonOf(() => read(XML, { version, cipher }, []))).toBe('source-password-needed')
      }
    }
  })

  it('keeps one broken value to itself', async () => {
    const broken = XML.replace(OTHER_KEY, 'not-base32-1').replace('anna<', '\u{fffd}<')
    const imported = await read(broken.replaceAll(OTHER_KEY, '018!'), { compressed: false })
    expect(imported?.entries).toHaveLength(2)
    expect(imported?.refused).toHaveLength(1)
  })

  it('spoils no more than the value that a byte which is no UTF-8 stands in', async () => {
    const content = (right: Buffer): Buffer => {
      right[right.indexOf('Bank')] = 0xff
      return right
    }
    const imported = await read(XML, { content })
    expect(imported?.entries).toHaveLength(3)
    expect(imported?.refused).toEqual([])
  })

  it('passes over fields that it does not know', async () => {
    const header = { 1: Buffer.from('comment'), 12: Buffer.alloc(70_000), 77: Buffer.alloc(3) }
    expect(accountsOf(await read(XML, { header, innerHeader: { 9: Buffer.alloc(9) } }))).toHaveLength(3)
    expect(accountsOf(await read(XML, { version: 3, header: { 1: Buffer.from('comment') } }))).toHaveLength(3)
  })
})

describe('protected values', () => {
  it('of passwords and of former versions are passed without being decrypted', async () => {
    const root = await parseXml(
      `<a>${string('Password', 'AAAA')}${string('Title', 'AAAA')}` +
        `<History>${string('otp', 'AAAA')}</History>` +
        `${string('otp', 'AAAA')}</a>`,
    )
    if (root === null) expect.fail()
    const inner = { cipher: 'chacha20', key: Buffer.alloc(64, 5) } as const
    const stream = innerStream(inner)
    const [, second, , fourth] = [1, 2, 3, 4].map(() => Buffer.from(stream(Buffer.alloc(3))).toString('utf-8'))
    const valuesOf = (element: XmlElement): string[] =>
      element.name === 'Value' ? [element.text] : element.children.flatMap(valuesOf)
    expect(valuesOf(plainValues(root, inner))).toEqual(['AAAA', second, 'AAAA', fourth])
  })
})

describe('what is no KeePass database', () => {
  it('is left to others', async () => {
    const kdb = Buffer.from('03d9a29a65fb4bb50200000004000300', 'hex')
    for (const content of [
      Buffer.alloc(0),
      kdb,
      '<KeePassFile/>',
      (await kdbxOf(EMPTY)).subarray(0, 7),
      Buffer.alloc(99),
    ])
      expect(await readWith(kdbx, content)).toBeNull()
  })
})
