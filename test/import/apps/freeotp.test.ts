// FreeOTP: the preferences of version 1, and the serialised, encrypted backup of version 2.
import { createCipheriv, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { freeotp } from '../../../src/import/apps/freeotp.ts'
import {
  accountsOf,
  expectLeft,
  expectOpens,
  FULL_ACCOUNT,
  readWith,
  reasonOf,
  refusalsOf,
  sourceOf,
  toolsWith,
} from '../kit.ts'

const SECRET = Buffer.from('48656c6c6f21deadbeef4865', 'hex')
const KEY = 'JBSWY3DPEHPK3PXPJBSQ'

const signed = (bytes: Uint8Array): number[] => [...new Int8Array(bytes)]

const TOKEN = {
  algo: 'SHA256',
  digits: 8,
  issuerExt: 'Bank',
  issuerInt: 'Bank',
  label: 'mama',
  period: 60,
  type: 'TOTP',
}

describe('the preferences of FreeOTP 1', () => {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const preferences = (strings: Readonly<Record<string, unknown>>): string =>
    `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n${Object.entries(strings)
      .map(([name, value]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        return `    <string name="${escaped(name)}">${escaped(text)}</string>\n`
      })
      .join('')}</map>\n`

  it('give every field of an account', async () => {
    const xml = preferences({ 'Bank:mama': { ...TOKEN, secret: signed(SECRET) }, tokenOrder: ['Bank:mama'] })
    const imported = await readWith(freeotp, xml)
    expect(accountsOf(imported)).toEqual([{ ...FULL_ACCOUNT, secret: KEY }])
    expect(imported?.encrypted).toBe(false)
  })

  it('take the links of the first versions, and refuse what is neither', async () => {
    const link = `otpauth://hotp/Mail:papa?secret=${KEY}&counter=5`
    const imported = await readWith(
      freeotp,
      preferences({ tokenOrder: ['a', 'b'], a: link, b: 'nothing', c: { ...TOKEN, algo: 'MD5', secret: [1] } }),
    )
    expect(accountsOf(imported)).toMatchObject([{ type: 'hotp', issuer: 'Mail', account: 'papa', counter: 5 }])
    expect(refusalsOf(imported)).toEqual([
      ['b', 'entry-field'],
      ['Bank: mama', 'link-algorithm'],
    ])
  })

  it('are told from those of other apps', async () => {
    const others = [
      preferences({ 'com.authy.storage.tokens.authenticator.key': [{ name: 'Bank', decryptedSecret: KEY }] }),
      preferences({ setting: 'text' }),
      preferences({ tokenOrder: 'by name' }),
      '<map>',
      '<html><map></map></html>',
      '<map><string name="a">{"secret":"AAAA"}</string></map>',
    ]
    await expectLeft(freeotp, others)
  })
})

describe('the backup of FreeOTP 2', () => {
  const PASSWORD = 'correct horse'
  const MASTER = Buffer.alloc(32, 0x5a)
  const SALT = Buffer.alloc(32, 0xc3)

  interface Shape {
    readonly algorithm?: string
    readonly rounds?: unknown
    readonly bareNonce?: boolean
    readonly salt?: Uint8Array
  }

  function encrypted(key: Uint8Array, plain: Uint8Array, token: string, bareNonce = false): object {
    const nonce = Buffer.alloc(12, 0x81)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(token))
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    const octets = Buffer.concat([Buffer.from([4, 12]), nonce])
    const der = bareNonce ? octets : Buffer.concat([Buffer.from([0x30, 17]), octets, Buffer.from([2, 1, 16])])
    return { mCipher: 'AES/GCM/NoPadding', mCipherText: signed(sealed), mParameters: signed(der), mToken: token }
  }

  function masterKey({ algorithm = 'PBKDF2withHmacSHA512', rounds = 10, bareNonce, salt = SALT }: Shape = {}): string {
    const hash = algorithm.endsWith('SHA1') ? 'sha1' : 'sha512'
    const derived = pbkdf2Sync(PASSWORD, salt, 10, 32, hash)
    return JSON.stringify({
      mAlgorithm: algorithm,
      mEncryptedKey: encrypted(derived, MASTER, 'AES', bareNonce),
      mIterations: rounds,
      mSalt: signed(salt),
    })
  }

  const keyOf = (secret: Uint8Array, bareNonce = false): string =>
    JSON.stringify({ key: JSON.stringify(encrypted(MASTER, secret, 'HmacSHA256', bareNonce)) })

  const number = (size: 2 | 4, value: number): Buffer => {
    const bytes = Buffer.alloc(size)
    bytes.writeUIntBE(value, 0, size)
    return bytes
  }

  const javaText = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0x74]), number(2, Buffer.byteLength(text)), Buffer.from(text)])

  /** What ObjectOutputStream writes for a HashMap; `fields` as in the class of the Android version. */
  function javaMap(pairs: readonly (readonly [Buffer, Buffer])[], fields: readonly string[] = ['F', 'I']): Buffer {
    const names: Readonly<Record<string, string>> = { F: 'loadFactor', I: 'threshold', J: 'other', L: 'object' }
    const utf = (text: string): Buffer => Buffer.concat([number(2, text.length), Buffer.from(text)])
    return Buffer.concat([
      Buffer.from('aced00057372', 'hex'),
      utf('java.util.HashMap'),
      Buffer.from('0507dac1c31660d103', 'hex'),
      number(2, fields.length),
      ...fields.flatMap((type) => [Buffer.from(type), utf(names[type] as string)]),
      Buffer.from('7870', 'hex'),
      Buffer.alloc(fields.length * 4, 0x3f),
      Buffer.from('770800000020', 'hex'),
      number(4, pairs.length),
      ...pairs.flat(),
      Buffer.from('78', 'hex'),
    ])
  }

  const backup = (texts: Readonly<Record<string, string>>, fields?: readonly string[]): Buffer =>
    javaMap(
      Object.entries(texts).map(([name, text]) => [javaText(name), javaText(text)]),
      fields,
    )

  const FILE = backup({ masterKey: masterKey(), 'u1-token': JSON.stringify(TOKEN), u1: keyOf(SECRET) })

  it('gives every field of an account, with the second password', async () => {
    expect(await expectOpens(freeotp, FILE, { password: PASSWORD, app: 'FreeOTP' })).toEqual([
      { ...FULL_ACCOUNT, secret: KEY },
    ])
  })

  it('opens as older Android wrote it: SHA-1, one field, a bare nonce', async () => {
    const master = masterKey({ algorithm: 'PBKDF2withHmacSHA1', bareNonce: true })
    const texts = {
      masterKey: master,
      u1: keyOf(SECRET, true),
      'u1-token': JSON.stringify({ ...TOKEN, type: 'HOTP', counter: 4 }),
    }
    const [account] = accountsOf(await readWith(freeotp, backup(texts, ['F']), [PASSWORD]))
    expect([account?.type, account?.counter]).toEqual(['hotp', 4])
  })

  it("reads Java's own spelling of texts: NUL, characters beyond U+FFFF, long ones, one pointed at, none", async () => {
    const token = JSON.stringify({ ...TOKEN, label: 'x' }).replace('"x"', '"a\u0001\u0002ő"')
    const bytes = Buffer.from(token)
    // U+0001 and U+0002 stand for NUL and for a key (U+1F511), which Java writes as two surrogates.
    const spelled = Buffer.concat([
      bytes.subarray(0, bytes.indexOf(1)),
      Buffer.from('5c7530303030eda0bdedb491', 'hex'),
      bytes.subarray(bytes.indexOf(2) + 1),
    ])
    const text = Buffer.concat([Buffer.from([0x7c]), number(4, 0), number(4, spelled.length), spelled])
    const file = javaMap([
      [javaText('masterKey'), javaText(masterKey())],
      [javaText('u1'), javaText(keyOf(SECRET))],
      [javaText('u1-token'), text],
      // Handles: the class and the map, then six texts; the fourth text is the key of u1.
      [javaText('u2'), Buffer.concat([Buffer.from([0x71]), number(4, 0x7e0005)])],
      [javaText('u2-token'), javaText(JSON.stringify(TOKEN))],
      [javaText('u3'), Buffer.from([0x70])],
    ])
    const imported = await readWith(freeotp, file, [PASSWORD])
    expect(accountsOf(imported).map(({ account, secret }) => [account, secret])).toEqual([
      ['a\0🔑ő', KEY],
      ['mama', KEY],
    ])
  })

  it('refuses alone what has no key, no token, or another key', async () => {
    const texts = {
      masterKey: masterKey(),
      'a-token': JSON.stringify({ ...TOKEN, label: 'a' }),
      b: keyOf(SECRET),
      'c-token': JSON.stringify({ ...TOKEN, label: 'c' }),
      c: JSON.stringify({ key: JSON.stringify(encrypted(Buffer.alloc(32), SECRET, 'HmacSHA1')) }),
      'd-token': JSON.stringify({ ...TOKEN, label: 'd', algo: 'MD5' }),
      d: keyOf(SECRET),
      'e-token': '{broken',
      'f-token': JSON.stringify(TOKEN),
      f: keyOf(SECRET),
    }
    const imported = await readWith(freeotp, backup(texts), [PASSWORD])
    expect(accountsOf(imported).map(({ account }) => account)).toEqual(['', 'mama'])
    expect(refusalsOf(imported)).toEqual([
      ['Bank: a', 'entry-field'],
      ['Bank: c', 'entry-field'],
      ['Bank: d', 'link-algorithm'],
      [null, 'entry-field'],
    ])
  })

  it('is damaged before a password is asked for', async () => {
    const damaged = [
      FILE.subarray(0, 200),
      FILE.subarray(0, -1),
      backup({ masterKey: '{}' }),
      backup({ masterKey: masterKey({ algorithm: 'PBKDF2withHmacMD5' }) }),
      backup({ masterKey: masterKey({ salt: Buffer.alloc(16) }) }),
      backup({ masterKey: masterKey().replace('GCM', 'ECB') }),
      backup({ masterKey: masterKey() }, ['L']),
      javaMap([[javaText('masterKey'), Buffer.from('737200', 'hex')]]),
      javaMap([[javaText('masterKey'), Buffer.from('7100000000', 'hex')]]),
    ]
    for (const file of damaged) {
      const tools = toolsWith([PASSWORD])
      expect(await reasonOf(() => freeotp.read(sourceOf(file), tools))).toBe('import-damaged')
      expect(tools.asked).toEqual([])
    }
  })

  it('never spends what no app asks for', async () => {
    for (const [rounds, reason] of [
      [1_000_000_000, 'import-costly'],
      [0, 'import-damaged'],
      ['10', 'import-damaged'],
    ] as const) {
      const file = backup({ masterKey: masterKey({ rounds }) })
      expect(await reasonOf(() => readWith(freeotp, file, [PASSWORD]))).toBe(reason)
    }
    const many = Buffer.from(FILE)
    many.writeInt32BE(2_000_000_000, many.indexOf(Buffer.from('770800000020', 'hex')) + 6)
    const nothing = Array.from({ length: 20_000 }, () => [Buffer.from([0x70]), Buffer.from([0x70])] as const)
    for (const file of [many, javaMap([[javaText('masterKey'), javaText(masterKey())], ...nothing])])
      expect(await reasonOf(() => readWith(freeotp, file, [PASSWORD]))).toBe('import-damaged')
  })

  it('is told from what else Java writes', async () => {
    const others = [
      backup({ name: 'text' }),
      Buffer.from('aced0005740003616263', 'hex'),
      Buffer.from('aced0005', 'hex'),
      Buffer.from([0xac]),
    ]
    await expectLeft(freeotp, others)
  })
})

it('leaves the files of others', async () => {
  await expectLeft(freeotp, ['', '{}', '[]', 'otpauth://totp/a?secret=AAAA', Buffer.from([0, 255, 1])])
})
