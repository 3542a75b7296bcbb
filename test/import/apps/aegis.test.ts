// Aegis vaults made here: every kind of entry, and slots in every order.
import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aegis } from '../../../src/import/apps/aegis.ts'
import { ACCOUNT, accountsOf, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const info = { secret: KEY, algo: 'SHA1', digits: 6, period: 30 }
const totp = { type: 'totp', uuid: 'u1', name: 'anna', issuer: 'Bank', note: '', favorite: false, icon: null, info }

const vault = (entries: unknown, more: object = {}): object => ({
  version: 1,
  header: { slots: null, params: null },
  db: { version: 3, entries, groups: [], ...more },
})

function sealed(key: Uint8Array, plain: Uint8Array): { text: Buffer; params: { nonce: string; tag: string } } {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return { text, params: { nonce: nonce.toString('hex'), tag: cipher.getAuthTag().toString('hex') } }
}

const MASTER = Buffer.alloc(32, 7)

function passwordSlot(password: string, more: object = {}): object {
  const salt = randomBytes(32)
  const { text, params } = sealed(scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 }), MASTER)
  return {
    type: 1,
    uuid: 's',
    key: text.toString('hex'),
    key_params: params,
    n: 16,
    r: 8,
    p: 1,
    salt: salt.toString('hex'),
    ...more,
  }
}

const biometricSlot = {
  type: 2,
  uuid: 'b',
  key: '00'.repeat(32),
  key_params: { nonce: '00'.repeat(12), tag: '00'.repeat(16) },
}

function encrypted(slots: readonly object[], plain: string = JSON.stringify(vaultDb)): Record<string, unknown> {
  const { text, params } = sealed(MASTER, Buffer.from(plain, 'utf-8'))
  return { version: 1, header: { slots, params }, db: text.toString('base64') }
}

const vaultDb = { version: 3, entries: [totp], groups: [] }
describe('Aegis', () => {
  it('takes every field of a plain vault', async () => {
    const imported = await readWith(
      aegis,
      vault(
        [
          {
            ...totp,
            note: ' számla \n',
            groups: ['g2', 'gone', 'g1'],
            info: { secret: KEY.toLowerCase(), algo: 'SHA256', digits: 8, period: 60 },
          },
          { ...totp, type: 'hotp', info: { secret: KEY, algo: 'SHA512', digits: 7, counter: 42 } },
          { ...totp, type: 'steam', info: { secret: KEY, algo: 'SHA1', digits: 5, period: 30 } },
        ],
        {
          groups: [
            { uuid: 'g1', name: 'Cég' },
            { uuid: 'g2', name: 'Otthon' },
          ],
        },
      ),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, algorithm: 'SHA256', digits: 8, period: 60 },
      { ...ACCOUNT, type: 'hotp', algorithm: 'SHA512', digits: 7, counter: 42 },
      { ...ACCOUNT, type: 'steam', digits: 5 },
    ])
    expect(imported?.entries[0]).toMatchObject({
      tags: ['Otthon', 'Cég'],
      note: 'számla',
      name: null,
      trashed: false,
      line: null,
    })
    expect(imported?.encrypted).toBe(false)
    expect(imported?.refused).toEqual([])
  })

  it('takes the group of an older vault, which stands in the entry itself', async () => {
    const imported = await readWith(aegis, {
      version: 1,
      header: { slots: null, params: null },
      db: {
        version: 1,
        entries: [
          { ...totp, group: 'Cég' },
          { ...totp, group: null },
        ],
      },
    })
    expect(imported?.entries.map(({ tags }) => tags)).toEqual([['Cég'], []])
  })

  it('takes missing and null fields as their defaults', async () => {
    const imported = await readWith(
      aegis,
      vault([
        { type: 'totp', name: 'anna', issuer: null, note: null, info: { secret: KEY, algo: null } },
        { type: 'hotp', info: { secret: KEY } },
      ]),
    )
    expect(accountsOf(imported)).toEqual([
      { ...ACCOUNT, issuer: '' },
      { ...ACCOUNT, type: 'hotp', issuer: '', account: '' },
    ])
    expect(imported?.entries[1]?.warnings.map(({ code }) => code)).toContain('counter-missing')
  })

  it('refuses kinds, algorithms and keys that it cannot keep, each by name, and takes the others', async () => {
    const imported = await readWith(
      aegis,
      vault([
        {
          ...totp,
          type: 'motp',
          issuer: 'Mail',
          info: { secret: 'c0ffee', algo: 'MD5', digits: 6, period: 10, pin: '1' },
        },
        { ...totp, type: 'yandex', issuer: '', info: { ...info, pin: '1' } },
        { ...totp, info: { ...info, algo: 'MD5' } },
        { ...totp, info: { ...info, digits: 12 } },
        { ...totp, info: { ...info, secret: '' } },
        { ...totp, name: null, issuer: null, info: null },
        17,
        totp,
      ]),
    )
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(refusalsOf(imported)).toEqual([
      ['Mail: anna', 'link-unknown-type'],
      ['anna', 'link-unknown-type'],
      ['Bank: anna', 'link-algorithm'],
      ['Bank: anna', 'entry-field'],
      ['Bank: anna', 'key-empty'],
      [null, 'key-empty'],
      [null, 'key-empty'],
    ])
  })

  it.each([
    ['as the only slot', [passwordSlot('jelszó')]],
    ['as the second of two password slots', [passwordSlot('másik', { is_backup: true }), passwordSlot('jelszó')]],
    ['after a slot of the phone, which has no salt', [biometricSlot, passwordSlot('jelszó')]],
    ['in a slot whose type is the text "1"', [biometricSlot, passwordSlot('jelszó', { type: '1' })]],
    ['in a repaired slot', [passwordSlot('jelszó', { repaired: true })]],
  ])('opens an encrypted vault with the password %s', async (_, slots) => {
    const imported = await readWith(aegis, encrypted(slots), ['nem', 'jelszó'])
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.encrypted).toBe(true)
  })

  it('opens a vault whose base64 has escaped slashes', async () => {
    const text = JSON.stringify(encrypted([passwordSlot('jelszó')])).replaceAll('/', '\\/')
    expect(accountsOf(await readWith(aegis, text, ['jelszó']))).toEqual([ACCOUNT])
  })

  it('says that a password is needed or wrong', async () => {
    const file = encrypted([passwordSlot('jelszó'), passwordSlot('másik')])
    expect(await reasonOf(() => readWith(aegis, file))).toBe('source-password-needed')
    expect(await reasonOf(() => readWith(aegis, file, ['Jelszó', '']))).toBe('source-password-wrong')
  })

  it.each([
    ['n of 2^24', { n: 2 ** 24 }, 'import-costly'],
    ['r of 2^20', { r: 2 ** 20 }, 'import-costly'],
    ['p of 2^26', { p: 2 ** 26 }, 'import-costly'],
    ['n that is no power of two', { n: 1000 }, 'import-damaged'],
    ['n as a text', { n: '16' }, 'import-damaged'],
    ['no salt', { salt: undefined }, 'import-damaged'],
    ['a salt that is not hexadecimal', { salt: 'zz' }, 'import-damaged'],
    ['a short nonce', { key_params: { nonce: '00', tag: '00'.repeat(16) } }, 'import-damaged'],
    ['a short tag', { key_params: { nonce: '00'.repeat(12), tag: '00' } }, 'import-damaged'],
  ])('refuses a slot with %s before it costs anything', async (_, more, reason) => {
    const started = process.cpuUsage()
    expect(await reasonOf(() => readWith(aegis, encrypted([passwordSlot('jelszó', more)]), ['jelszó']))).toBe(reason)
    expect(process.cpuUsage(started).user).toBeLessThan(500_000)
  })

  it('refuses a vault with more slots than the app ever writes', async () => {
    const slots = Array.from({ length: 9 }, () => passwordSlot('jelszó'))
    expect(await reasonOf(() => readWith(aegis, encrypted(slots), ['jelszó']))).toBe('import-costly')
  })

  it.each([
    ['no password slot', { ...encrypted([biometricSlot]) }],
    ['a database that is not base64', { ...encrypted([passwordSlot('jelszó')]), db: '!' }],
    ['an altered database', { ...encrypted([passwordSlot('jelszó')]), db: Buffer.alloc(64).toString('base64') }],
    ['a database that is no JSON', encrypted([passwordSlot('jelszó')], '{"entries":[')],
    ['a database without entries', encrypted([passwordSlot('jelszó')], '{"version":3}')],
    ['no parameters', { ...encrypted([]), header: { slots: [passwordSlot('jelszó')], params: null } }],
    ['no entries', vault(undefined)],
    ['entries that are no list', vault({})],
  ])('says that a vault with %s is damaged', async (_, file) => {
    expect(await reasonOf(() => readWith(aegis, file, ['jelszó']))).toBe('import-damaged')
  })

  it.each([
    ['text', 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXPJBSX'],
    ['a list', [totp]],
    ['a list of entries without a header', { version: 1, entries: [totp] }],
    ['null', 'null'],
    ['broken JSON', '{"version":1,"header":{},"db":'],
  ])('leaves %s to others', async (_, file) => {
    expect(await readWith(aegis, file)).toBe(null)
  })
})
