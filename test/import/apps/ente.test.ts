// Encrypted exports of Ente Auth, sealed here with libsodium's own functions.
import sodium from 'libsodium-wrappers-sumo'
import { describe, expect, it } from 'vitest'
import { ente } from '../../../src/import/apps/ente.ts'
import { otpauth } from '../../../src/import/apps/otpauth.ts'
import { sodium as ourSodium } from '../../../src/vault/sodium.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, reasonOf } from '../kit.ts'

await sodium.ready

const NOTE = '%7B%22trashed%22%3Atrue%2C%22tags%22%3A%5B%22C%C3%A9g%22%5D%2C%22note%22%3A%22a+b%22%7D'
const LIST = [
  `otpauth://totp/Bank:anna?algorithm=Algorithm.sha1&digits=6&issuer=Bank&period=30&secret=${KEY}&codeDisplay=${NOTE}`,
  `otpauth://hotp/Mail:b%2Cc?algorithm=sha256&digits=8&issuer=Mail&period=30&secret=${KEY}`,
  'otpauth://totp/x?secret=A',
  '',
].join('\n')

const SALT = Buffer.alloc(16, 3)

interface Making {
  readonly text?: string | Uint8Array
  readonly tag?: number
  readonly change?: object
  readonly kdf?: object
}

/** The derivation is libsodium's here, as in the app. */
function fileOf({ text = LIST, tag = 0, change = {}, kdf = {} }: Making = {}): object {
  const key = sodium.crypto_pwhash(32, 'jelszó', SALT, 1, 8192 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
  const sealed = sodium.crypto_secretstream_xchacha20poly1305_push(state, text, null, tag)
  return {
    version: 1,
    kdfParams: { memLimit: 8192 * 1024, opsLimit: 1, salt: SALT.toString('base64'), ...kdf },
    encryptedData: Buffer.from(sealed).toString('base64'),
    encryptionNonce: Buffer.from(header).toString('base64'),
    ...change,
  }
}

describe('an encrypted export of Ente Auth', () => {
  it.each([
    ['the app, which marks the message as one of many', sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE],
    ['the command line, which marks it as the last', sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL],
  ])('opens as written by %s', async (_, tag) => {
    const imported = await readWith(ente, fileOf({ tag }), ['Jelszó', 'jelszó'])
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      { ...ACCOUNT, type: 'hotp', issuer: 'Mail', account: 'b,c', algorithm: 'SHA256', digits: 8 },
    ])
    expect(imported?.entries).toMatchObject([
      { note: 'a b', tags: ['Cég'], trashed: true, line: 1 },
      { note: '', tags: [], trashed: false, line: 2 },
    ])
    expect(imported?.refused).toMatchObject([{ name: null, line: 3, error: { reason: 'key-too-short' } }])
    expect(imported?.encrypted).toBe(true)
  })

  it('says that a password is needed or wrong', async () => {
    const file = fileOf()
    expect(await reasonOf(() => readWith(ente, file))).toBe('source-password-needed')
    expect(await reasonOf(() => readWith(ente, file, ['jelszo', 'JELSZÓ']))).toBe('source-password-wrong')
  })

  it('leaves out a part of a KiB, as libsodium does', async () => {
    const file = fileOf({ kdf: { memLimit: 8192 * 1024 + 1023 } })
    expect(accountsOf(await readWith(ente, file, ['jelszó']))).toHaveLength(2)
  })

  it.each([
    ['64 GiB', { memLimit: 64 * 2 ** 30 }, 'import-costly'],
    ['a billion passes', { opsLimit: 1e9 }, 'import-costly'],
    ['no passes', { opsLimit: 0 }, 'import-damaged'],
    ['half a pass', { opsLimit: 0.5 }, 'import-damaged'],
    ['memory below zero', { memLimit: -1 }, 'import-damaged'],
    ['memory as a text', { memLimit: '8388608' }, 'import-damaged'],
    ['no salt', { salt: undefined }, 'import-damaged'],
    ['a salt of four bytes', { salt: 'AAAAAA==' }, 'import-damaged'],
  ])('refuses %s before it costs anything', async (_, kdf, reason) => {
    const started = process.cpuUsage()
    const file = fileOf({ kdf })
    expect(await reasonOf(() => readWith(ente, file, ['jelszó']))).toBe(reason)
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
  })

  it.each([
    ['another version', { change: { version: 2 } }],
    ['no nonce', { change: { encryptionNonce: undefined } }],
    ['data that is no base64', { change: { encryptedData: 'é' } }],
    ['text that is no UTF-8', { text: Buffer.from([0xff, 0xfe, 0x41]) }],
  ])('says that a file with %s is damaged', async (_, making) => {
    const file = fileOf(making)
    expect(await reasonOf(() => readWith(ente, file, ['jelszó']))).toBe('import-damaged')
  })

  it('leaves plain lists and other JSON to others', async () => {
    await expectLeft(ente, [LIST, { version: 1, encryptedData: 'AAAA' }, { kdfParams: {}, version: 1 }, []])
    expect(await readWith(otpauth, fileOf())).toBe(null)
    expect(accountsOf(await readWith(otpauth, LIST))).toHaveLength(2)
  })
})

describe('a stream of one message', () => {
  const key = Buffer.alloc(32, 1)
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
  const sealed = sodium.crypto_secretstream_xchacha20poly1305_push(state, 'one', null, 0)
  const second = sodium.crypto_secretstream_xchacha20poly1305_push(state, 'two', null, 3)

  it('opens with its key and header only, whole and unchanged', async () => {
    const crypto = await ourSodium()
    expect(Buffer.from(crypto.openStream(key, header, sealed) ?? []).toString('utf-8')).toBe('one')
    expect(crypto.openStream(Buffer.alloc(32, 2), header, sealed)).toBe(null)
    expect(crypto.openStream(key, new Uint8Array(24), sealed)).toBe(null)
    expect(crypto.openStream(key, header.subarray(1), sealed)).toBe(null)
    expect(crypto.openStream(key, header, sealed.subarray(0, -1))).toBe(null)
    expect(crypto.openStream(key, header, sealed.subarray(0, 16))).toBe(null)
    expect(crypto.openStream(key, header, second)).toBe(null)
    expect(
      crypto.openStream(
        key,
        header,
        sealed.map((byte, i) => (i === 5 ? byte ^ 1 : byte)),
      ),
    ).toBe(null)
  })

  it('does not open when it is marked as anything but the only or the last message', async () => {
    const crypto = await ourSodium()
    for (const tag of [1, 2]) {
      const stream = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
      const other = sodium.crypto_secretstream_xchacha20poly1305_push(stream.state, 'x', null, tag)
      expect(crypto.openStream(key, stream.header, other)).toBe(null)
    }
  })
})
