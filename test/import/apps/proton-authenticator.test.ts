// Exports of Proton Authenticator made here.
import { createCipheriv, randomBytes } from 'node:crypto'
import sodium from 'libsodium-wrappers-sumo'
import { describe, expect, it } from 'vitest'
import { aegis } from '../../../src/import/apps/aegis.ts'
import { protonAuthenticator } from '../../../src/import/apps/proton-authenticator.ts'
import { ACCOUNT, accountsOf, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

await sodium.ready

const LINK = `otpauth://totp/anna?secret=${KEY}&issuer=Bank&algorithm=SHA1&digits=6&period=30`

const entry = (uri: unknown, name: unknown = 'anna', note: unknown = null): object => ({
  id: 'i',
  content: { uri, entry_type: 'Totp', name },
  note,
})

const plain = (entries: unknown): Record<string, unknown> => ({ version: 1, entries })

function encrypted(text: string = JSON.stringify(plain([entry(LINK)]))): Record<string, unknown> {
  const salt = randomBytes(16)
  const key = sodium.crypto_pwhash(32, 'jelszó', salt, 2, 19_456 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('proton.authenticator.export.v1'))
  const content = Buffer.concat([nonce, cipher.update(text, 'utf-8'), cipher.final(), cipher.getAuthTag()])
  return { version: 1, salt: salt.toString('base64'), content: content.toString('base64') }
}

describe('Proton Authenticator', () => {
  it('takes links and notes of a plain export', async () => {
    const imported = await readWith(
      protonAuthenticator,
      plain([
        entry(LINK, 'anna', ' számla '),
        entry(`otpauth://totp/%3Ab%C3%A9la?secret=${KEY}&issuer=Mail&algorithm=SHA256&digits=8&period=60`, ':béla'),
        entry(`steam://${KEY.toLowerCase()}`, 'Játék'),
        { content: { uri: `otpauth://totp/?secret=${KEY}` } },
      ]),
    )
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      { ...ACCOUNT, issuer: 'Mail', account: 'béla', algorithm: 'SHA256', digits: 8, period: 60 },
      { ...ACCOUNT, type: 'steam', issuer: 'Steam', account: 'Játék', digits: 5 },
      { ...ACCOUNT, issuer: '', account: '' },
    ])
    expect(imported?.entries.map(({ note, name, trashed }) => [note, name, trashed])).toEqual([
      ['számla', null, false],
      ['', null, false],
      ['', null, false],
      ['', null, false],
    ])
    expect(imported).toMatchObject({ refused: [], encrypted: false })
  })

  it('refuses single entries by name, and takes the others', async () => {
    const imported = await readWith(
      protonAuthenticator,
      plain([
        entry(LINK),
        entry(`otpauth://yaotp/x?secret=${KEY}`, 'Yandex'),
        entry(`${LINK}&algorithm=MD5`, 'két'),
        entry(`motp://x?secret=${KEY}`, 'Mail'),
        entry(null, 'üres'),
        entry('not a key!', 7),
        5,
      ]),
    )
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(refusalsOf(imported)).toEqual([
      ['Yandex', 'link-unknown-type'],
      ['két', 'link-invalid'],
      ['Mail', 'link-unknown-type'],
      ['üres', 'key-empty'],
      [null, 'key-bad-character'],
      [null, 'key-empty'],
    ])
  })

  it('opens an encrypted export with its password', async () => {
    const imported = await readWith(protonAuthenticator, encrypted(), ['Jelszó', 'jelszó'])
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.encrypted).toBe(true)
  })

  it('says that a password is needed or wrong', async () => {
    const file = encrypted()
    expect(await reasonOf(() => readWith(protonAuthenticator, file))).toBe('source-password-needed')
    expect(await reasonOf(() => readWith(protonAuthenticator, file, ['x', '']))).toBe('source-password-wrong')
  })

  it.each([
    ['another version', { ...plain([entry(LINK)]), version: 2 }],
    ['another version, encrypted', { ...encrypted(), version: 2 }],
    ['no base64 inside', { ...encrypted(), content: '!' }],
    ['a short salt', { ...encrypted(), salt: 'AAAA' }],
    ['a salt that is no base64', { ...encrypted(), salt: '!' }],
    ['no JSON inside', encrypted('{"entries":[')],
    ['no entries inside', encrypted('{"version":1}')],
  ])('says that a file with %s is damaged', async (_, file) => {
    expect(await reasonOf(() => readWith(protonAuthenticator, file, ['jelszó']))).toBe('import-damaged')
  })

  it('takes an export without entries for what it is', async () => {
    expect(accountsOf(await readWith(protonAuthenticator, plain([])))).toEqual([])
  })

  it.each([
    ['entries of another app', plain([{ name: 'Bank', secret: KEY }])],
    ['entries without a version', { entries: [entry(LINK)] }],
    ['entries that are no list', plain({})],
    ['salt and content beside other fields', { ...encrypted(), iv: 'AAAA' }],
    ['content without a salt', { version: 1, content: 'AAAA' }],
    ['a list', [entry(LINK)]],
    ['a link', LINK],
  ])('leaves %s to others', async (_, file) => {
    expect(await readWith(protonAuthenticator, file)).toBe(null)
  })

  it('is not taken by the other importer of versions and entries', async () => {
    expect(await readWith(aegis, plain([entry(LINK)]))).toBe(null)
  })
})
