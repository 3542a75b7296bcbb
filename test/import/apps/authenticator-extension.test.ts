// The browser extension Authenticator: its object of entries, in the clear and in its three encrypted forms.
import { createCipheriv, createHash } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { authenticatorExtension } from '../../../src/import/apps/authenticator-extension.ts'
import {
  accountsOf,
  expectLeft,
  expectOpens,
  FULL_ACCOUNT,
  KEY,
  readWith,
  reasonOf,
  refusalsOf,
  sourceOf,
  toolsWith,
} from '../kit.ts'

const BYTES = '48656c6c6f21deadbeef4865'
/** The key that these bytes are. */
const FROM_BYTES = 'JBSWY3DPEHPK3PXPJBSQ'

const ENTRY = {
  account: 'mama',
  issuer: 'Bank',
  secret: KEY,
  type: 'totp',
  algorithm: 'SHA256',
  digits: 8,
  period: 60,
  encrypted: false,
  hash: 'h1',
  index: 0,
  dataType: 'OTPStorage',
}

/** CryptoJS.AES.encrypt(plain, phrase).toString() */
function cryptoJs(plain: string | Uint8Array, phrase: string): string {
  const salt = Buffer.from('0123456789abcdef', 'hex')
  const blocks: Buffer[] = []
  for (let last = Buffer.alloc(0), i = 0; i < 3; i++) {
    last = createHash('md5')
      .update(Buffer.concat([last, Buffer.from(phrase), salt]))
      .digest()
    blocks.push(last)
  }
  const derived = Buffer.concat(blocks)
  const cipher = createCipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from('Salted__'), salt, sealed]).toString('base64')
}

describe('an export of the extension in the clear', () => {
  it('gives every field of an account', async () => {
    const imported = await readWith(authenticatorExtension, { h1: ENTRY })
    expect(accountsOf(imported)).toEqual([FULL_ACCOUNT])
    expect(imported?.encrypted).toBe(false)
  })

  it('reads keys as the app does: hexadecimal, marked, spaced', async () => {
    const one = (secret: string, type?: string): object => ({ ...ENTRY, secret, type })
    const accounts = accountsOf(
      await readWith(authenticatorExtension, {
        hex: one(BYTES, 'hex'),
        hhex: { ...one(BYTES.toUpperCase(), 'hhex'), counter: 4 },
        unsaid: one(BYTES, 'totp'),
        counted: one(BYTES, 'hotp'),
        battle: one(`blz-${KEY}`, 'totp'),
        older: one(`bliz-${KEY}`),
        typed: { ...one(KEY, 'battle'), digits: undefined },
        steam: one(`stm-${KEY}`, 'totp'),
        said: one(KEY, 'steam'),
        spaced: one('jbsw y3dp ehpk 3pxp jbsx'),
        // Base32 and hexadecimal at once is base32.
        both: one('abcdef23'),
      }),
    )
    expect(accounts.map(({ type, secret, digits }) => [type, secret, digits])).toEqual([
      ['totp', FROM_BYTES, 8],
      ['hotp', FROM_BYTES, 8],
      ['totp', FROM_BYTES, 8],
      ['hotp', FROM_BYTES, 8],
      ['totp', KEY, 8],
      ['totp', KEY, 8],
      ['totp', KEY, 8],
      ['steam', KEY, 5],
      ['steam', KEY, 5],
      ['totp', KEY, 8],
      ['totp', 'ABCDEF23', 8],
    ])
    expect(accounts[1]?.counter).toBe(4)
  })

  it('takes fields that are missing, and algorithms by number', async () => {
    const imported = await readWith(authenticatorExtension, {
      bare: { secret: KEY },
      numbered: { ...ENTRY, algorithm: 3 },
      UserSettings: { theme: 'dark' },
      LocalStorage: { offset: 0 },
    })
    expect(refusalsOf(imported)).toEqual([])
    expect(accountsOf(imported)).toMatchObject([
      { type: 'totp', issuer: '', account: '', algorithm: 'SHA1', digits: 6, period: 30 },
      { algorithm: 'SHA512' },
    ])
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(authenticatorExtension, {
      a: { ...ENTRY, type: 'motp' },
      b: { ...ENTRY, algorithm: 'GOST3411_2012_256' },
      c: { ...ENTRY, algorithm: 9 },
      d: { ...ENTRY, type: 'hex', secret: 'abc' },
      e: { ...ENTRY, secret: undefined },
      f: { ...ENTRY, secret: 'not a key 1' },
      g: ENTRY,
    })
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'key-empty'],
      ['Bank: mama', 'key-bad-character'],
    ])
  })
})

describe('an encrypted export of the extension', () => {
  const PASSWORD = 'correct horse'
  const sealedEntry = (phrase: string, secret = KEY): object => ({
    ...ENTRY,
    secret: cryptoJs(secret, phrase),
    encrypted: true,
  })

  const opens = async (file: object): Promise<void> => {
    const accounts = await expectOpens(authenticatorExtension, file, {
      password: PASSWORD,
      app: 'Authenticator Extension',
    })
    expect(accounts).toEqual([FULL_ACCOUNT])
  }

  /** Version 3: the phrase is the hash of the password as an encoded hash has it. */
  async function phraseOf(password: string, salt: string): Promise<string> {
    const parameters = { salt, iterations: 2, memorySize: 19_456, parallelism: 1, hashLength: 32 }
    const encoded = await argon2id({ password, ...parameters, outputType: 'encoded' })
    return encoded.split('$')[5] as string
  }

  const keyOf = (id: string, salt: string): object => ({ dataType: 'Key', id, salt, hash: '$argon2id$', version: 3 })
  const wrapped = (id: string, phrase: string, entry: object): object => ({
    dataType: 'EncOTPStorage',
    keyId: id,
    data: cryptoJs(JSON.stringify(entry), phrase),
    index: 0,
  })

  it('opens where the password encrypts each key', async () => {
    await opens({ h1: sealedEntry(PASSWORD) })
  })

  it('opens where the password encrypts a random key', async () => {
    const random = Buffer.alloc(120, 0xa7)
    const key = { enc: cryptoJs(random, PASSWORD), hash: '$argon2id$v=19$m=16384,t=1,p=1$AAAA$AAAA' }
    await opens({ h1: sealedEntry(random.toString('hex')), key })
  })

  it('opens where a hash of the password encrypts each entry', async () => {
    const phrase = await phraseOf(PASSWORD, '1a2b3c4d5e6f7081')
    await opens({ h1: wrapped('k1', phrase, ENTRY), k1: keyOf('k1', '1a2b3c4d5e6f7081') })
  })

  it('keeps what another password encrypts closed, and takes the rest', async () => {
    const phrase = await phraseOf(PASSWORD, '1a2b3c4d5e6f7081')
    const file = {
      a: wrapped('k1', phrase, ENTRY),
      b: wrapped('k2', 'another', ENTRY),
      c: sealedEntry('another'),
      d: { ...ENTRY, issuer: 'Open' },
      k1: keyOf('k1', '1a2b3c4d5e6f7081'),
      k2: keyOf('k2', 'ffffffffffffffff'),
    }
    const imported = await readWith(authenticatorExtension, file, [PASSWORD])
    expect(accountsOf(imported).map(({ issuer }) => issuer)).toEqual(['Bank', 'Open'])
    expect(refusalsOf(imported)).toEqual([
      [null, 'source-password-wrong'],
      ['Bank: mama', 'source-password-wrong'],
    ])
  })

  it('is not taken for opened because the padding happens to fit', async () => {
    for (const file of [{ h1: sealedEntry(PASSWORD, '\u0001\u0002') }, { h1: wrapped('none', PASSWORD, [1]) }])
      expect(await reasonOf(() => readWith(authenticatorExtension, file, [PASSWORD]))).toBe('source-password-wrong')
  })

  it('is damaged or too costly before a password is asked for or spent', async () => {
    const tools = toolsWith([PASSWORD])
    for (const secret of [KEY, cryptoJs(KEY, PASSWORD).slice(0, 30), '']) {
      const file = sourceOf({ h1: { ...ENTRY, secret, encrypted: true } })
      expect(await reasonOf(() => authenticatorExtension.read(file, tools))).toBe('import-damaged')
    }
    expect(tools.asked).toEqual([])
    const keys = Array.from({ length: 17 }, (_, i) => [`k${i}`, keyOf(`k${i}`, '1a2b3c4d5e6f7081')])
    const many = { h1: sealedEntry(PASSWORD), ...Object.fromEntries(keys) }
    expect(await reasonOf(() => readWith(authenticatorExtension, many, [PASSWORD]))).toBe('import-costly')
  })
})

it('leaves the files of others', async () => {
  const others = [
    '',
    '[]',
    '{}',
    { a: { secret: KEY } },
    { a: ENTRY, b: 1 },
    ENTRY,
    { hash: {} },
    { UserSettings: ENTRY },
  ]
  await expectLeft(authenticatorExtension, others)
})
