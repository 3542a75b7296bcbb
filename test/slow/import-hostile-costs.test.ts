// Files that ask for more time or memory than an app ever does before their password can be tried: refused before any
// of it is spent. The most that is taken stands in src/import/ciphers/derive.ts; those of KeePass are in kdbx-damaged.test.ts.
import { createCipheriv, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { claimOf } from '../import/hostile-kit.ts'
import { preferencesFile } from '../import/preferences-file.ts'

const SEALING = { nonce: '00'.repeat(12), tag: '00'.repeat(16) }
const SLOT = { type: 1, key: '00'.repeat(32), key_params: SEALING, salt: '00'.repeat(32), n: 2, r: 1, p: 1 }
const SEALED = `2.${'A'.repeat(22)}==|AAAA|${'A'.repeat(43)}=`

const aegis = (...slots: readonly object[]): object => ({ version: 1, header: { slots, params: SEALING }, db: 'AAAA' })

const bitwarden = (kdf: object): object => ({
  encrypted: true,
  passwordProtected: true,
  salt: 'salt',
  encKeyValidation_DO_NOT_EDIT: SEALED,
  data: SEALED,
  ...kdf,
})

const ente = (memLimit: unknown, opsLimit: unknown): object => ({
  version: 1,
  kdfParams: { memLimit, opsLimit, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' },
  encryptedData: 'AAAA',
  encryptionNonce: 'A'.repeat(32),
})

/** Argon2id or PBKDF2. */
const argon = (kdfMemory: unknown, kdfIterations: unknown, kdfParallelism: unknown): object =>
  bitwarden({ kdfType: 1, kdfMemory, kdfIterations, kdfParallelism })
const pbkdf2 = (kdfIterations: unknown): object => bitwarden({ kdfType: 0, kdfIterations })

const GIB = 1024 ** 3

const COSTLY: readonly (readonly [what: string, file: object])[] = [
  ['scrypt of 2 GiB', aegis({ ...SLOT, n: 2 ** 21, r: 8 })],
  ['scrypt with a large r', aegis({ ...SLOT, r: 2 ** 29 })],
  ['scrypt with a large p', aegis({ ...SLOT, n: 2 ** 15, r: 8, p: 2 ** 20 })],
  ['scrypt in many slots', aegis(...new Array(9).fill(SLOT))],
  ['PBKDF2 above the bound', pbkdf2(5_000_001)],
  ['PBKDF2 without end', pbkdf2(2 ** 52)],
  ['Argon2 of more than 1 GiB', argon(1025, 1, 1)],
  ['Argon2 of a TiB', argon(1024 * 1024, 1, 1)],
  ['Argon2 of too many passes', argon(1024, 33, 4)],
  ['Argon2 of passes without end', argon(1, 2 ** 40, 1)],
  ['Argon2 of many lanes', argon(64, 1, 257)],
  ['libsodium’s Argon2 above the bound', ente(GIB + 1024, 1)],
  ['libsodium’s Argon2 of too many passes', ente(GIB, 33)],
]

const SENSELESS: readonly (readonly [what: string, file: object])[] = [
  ...[0, 1, 3, -2, 2.5, 1e308, '16', null, {}].map((n) => [`scrypt with n ${n}`, aegis({ ...SLOT, n })] as const),
  ...[0, -1, 0.5, 2 ** 53, 'x', null].map((p) => [`scrypt with p ${p}`, aegis({ ...SLOT, p })] as const),
  ...[0, -1, 1.5, 1e308, '5000', null, {}].map((n) => [`PBKDF2 of ${n} rounds`, pbkdf2(n)] as const),
  ...[0, -1, 0.0001, 1e308, '64', null, {}].map((n) => [`Argon2 of ${n} MiB`, argon(n, 1, 1)] as const),
  ...[0, -1, 1.5, 1e308, '3', null, {}].map((n) => [`Argon2 of ${n} passes`, argon(64, n, 1)] as const),
  ...[0, -1, 1.5, 1e308, '4', null, {}].map((n) => [`Argon2 of ${n} lanes`, argon(64, 1, n)] as const),
  ...[0, -1, 1, 1e308, '65536', null, {}].map((n) => [`libsodium’s Argon2 of ${n} bytes`, ente(n, 1)] as const),
  ...[0, -1, 1.5, 1e308, '1', null, {}].map((n) => [`libsodium’s Argon2 of ${n} passes`, ente(65_536, n)] as const),
]

describe('a derivation that costs too much', () => {
  it.each(COSTLY)('is refused before it begins: %s', async (_, file) => {
    expect((await claimOf(JSON.stringify(file), ['x']))?.reason).toBe('import-costly')
  })

  it.each(SENSELESS)('is refused when it makes no sense: %s', async (_, file) => {
    expect((await claimOf(JSON.stringify(file), ['x']))?.reason).toBe('import-damaged')
  })

  it('is refused when there are too many of them', async () => {
    const token = { name: 'a', encryptedSecret: 'AAAA', salt: 's' }
    const file = preferencesFile({
      'com.authy.storage.tokens.authenticator.key': JSON.stringify(new Array(5001).fill(token)),
    })
    expect(await claimOf(file, ['x'])).toEqual({ format: 'authy', reason: 'import-costly' })
    const entry = [
      'e',
      {
        dataType: 'EncOTPStorage',
        data: Buffer.from(`Salted__${'x'.repeat(40)}`).toString('base64'),
        keyId: 'k0',
        hash: 'e',
      },
    ]
    const keys = Array.from({ length: 17 }, (_, i) => [
      `k${i}`,
      { dataType: 'Key', id: `k${i}`, salt: 'salt of a key' },
    ])
    const extension = JSON.stringify(Object.fromEntries([entry, ...keys]))
    expect(await claimOf(extension, ['x'])).toEqual({ format: 'authenticator-extension', reason: 'import-costly' })
  })

  it('is not followed by a pattern that never ends', async () => {
    const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync('x', 's', 1000, 32, 'sha1'), Buffer.alloc(16))
    const sealed = Buffer.concat([cipher.update(`${' '.repeat(2_000_000)}!`), cipher.final()]).toString('base64')
    const token = { name: 'a', encryptedSecret: sealed, salt: 's' }
    const file = preferencesFile({ 'com.authy.storage.tokens.authenticator.key': JSON.stringify([token]) })
    expect(await claimOf(file, ['x'])).toEqual({ format: 'authy', reason: 'source-password-wrong' })
  })
})
