// Stratum's backups: plain, encrypted in two ways, and its page.
import { createCipheriv, pbkdf2Sync } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { stratum } from '../../../src/import/apps/stratum.ts'
import { accountsOf, expectLeft, expectOpens, FULL_ACCOUNT, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const ENTRY = {
  Type: 2,
  Icon: null,
  Issuer: 'Bank',
  Username: 'mama',
  Secret: KEY,
  Pin: null,
  Algorithm: 1,
  Digits: 8,
  Period: 60,
  Counter: 0,
  Ranking: 0,
}

const backupOf = (...entries: object[]): object => ({
  Authenticators: entries,
  Categories: [
    { Id: 'c1', Name: 'Family' },
    { Id: 'c2', Name: 'Money' },
  ],
  AuthenticatorCategories: [
    { CategoryId: 'c1', AuthenticatorSecret: KEY },
    { CategoryId: 'c2', AuthenticatorSecret: KEY },
    { CategoryId: 'gone', AuthenticatorSecret: KEY },
    { CategoryId: 'c1', AuthenticatorSecret: 'AAAAAAAA' },
  ],
  CustomIcons: [],
})

async function strong(plain: string, password: string): Promise<Uint8Array> {
  const [salt, nonce] = [Buffer.alloc(16, 7), Buffer.alloc(12, 9)]
  const key = await argon2id({
    password,
    salt,
    iterations: 3,
    memorySize: 65_536,
    parallelism: 4,
    hashLength: 32,
    outputType: 'binary',
  })
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return Buffer.concat([Buffer.from('AUTHENTICATORPRO'), salt, nonce, sealed])
}

function legacy(plain: string, password: string): Uint8Array {
  const [salt, iv] = [Buffer.alloc(20, 3), Buffer.alloc(16, 5)]
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, 64_000, 32, 'sha1'), iv)
  return Buffer.concat([Buffer.from('AuthenticatorPro'), salt, iv, cipher.update(plain), cipher.final()])
}

describe('a plain backup of Stratum', () => {
  it('gives every field of an account', async () => {
    const imported = await readWith(stratum, backupOf(ENTRY))
    expect(accountsOf(imported)).toEqual([FULL_ACCOUNT])
    expect(imported?.entries[0]?.tags).toEqual(['Family', 'Money'])
    expect(imported?.encrypted).toBe(false)
  })

  it('takes HOTP with its counter, and Steam', async () => {
    const [hotp, steam] = accountsOf(
      await readWith(stratum, backupOf({ ...ENTRY, Type: 1, Counter: 12 }, { ...ENTRY, Type: 4, Digits: 5 })),
    )
    expect([hotp?.type, hotp?.counter]).toEqual(['hotp', 12])
    expect([steam?.type, steam?.digits]).toEqual(['steam', 5])
  })

  it('takes fields that are missing or null', async () => {
    const bare = { Type: 2, Secret: KEY.toLowerCase(), Issuer: null, Username: null, Algorithm: null }
    const [account] = accountsOf(await readWith(stratum, { Authenticators: [bare] }))
    expect(account).toMatchObject({ issuer: '', account: '', algorithm: 'SHA1', digits: 6, period: 30, secret: KEY })
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(
      stratum,
      backupOf(
        { ...ENTRY, Issuer: 'A', Type: 3, Secret: 'e3152afee62599c8' },
        { ...ENTRY, Issuer: 'B', Type: 5 },
        { ...ENTRY, Issuer: 'C', Type: 9 },
        { ...ENTRY, Issuer: 'D', Algorithm: 7 },
        { ...ENTRY, Issuer: 'E', Secret: '' },
        { ...ENTRY, Issuer: 'F', Digits: 60 },
        { ...ENTRY, Issuer: 'G' },
      ),
    )
    expect(accountsOf(imported).map(({ issuer }) => issuer)).toEqual(['G'])
    expect(imported?.refused.map(({ name, error }) => [name, error.reason, error.facts])).toEqual([
      ['A: mama', 'link-unknown-type', { type: 'motp' }],
      ['B: mama', 'link-unknown-type', { type: 'yandex' }],
      ['C: mama', 'link-unknown-type', { type: '9' }],
      ['D: mama', 'link-algorithm', { algorithm: '7' }],
      ['E: mama', 'key-empty', {}],
      ['F: mama', 'entry-field', { field: 'digits', value: '60' }],
    ])
  })
})

describe('an encrypted backup of Stratum', () => {
  it('opens with the second password, in the form of today', async () => {
    const file = await strong(JSON.stringify(backupOf(ENTRY)), 'right')
    expect(await expectOpens(stratum, file, { password: 'right', app: 'Stratum' })).toEqual([FULL_ACCOUNT])
  })

  it('opens with the second password, in the old form', async () => {
    const file = legacy(JSON.stringify(backupOf(ENTRY)), 'right')
    expect(await expectOpens(stratum, file, { password: 'right', app: 'Stratum' })).toEqual([FULL_ACCOUNT])
  })

  it('is not taken for opened because the padding happens to fit', async () => {
    // The padding is right and what comes out is no backup, as once in 256 wrong passwords.
    for (const plain of ['\u0001\u0002', '[]', '{"Categories":[]}']) {
      expect(await reasonOf(() => readWith(stratum, legacy(plain, 'right'), ['right']))).toBe('source-password-wrong')
    }
  })

  it('is damaged when it is cut, or opens to something else', async () => {
    const damaged = { reason: 'import-damaged', facts: { app: 'Stratum' } }
    const whole = await strong('{"Other":[]}', 'right')
    await expect(readWith(stratum, whole, ['right'])).rejects.toMatchObject(damaged)
    for (const file of [whole.subarray(0, 16), whole.subarray(0, 50), legacy('{}', 'right').subarray(0, 60)])
      await expect(readWith(stratum, file)).rejects.toMatchObject(damaged)
  })
})

describe('the page of Stratum', () => {
  const row = (link: string): string => `<tr>
    <td>Bank</td>
    <td><code>${link}</code></td>
    <td><img src="data:image/png;base64,AAAA"></td>
  </tr>`

  it('gives the links in its table', async () => {
    const page = `<!doctype html><html><body><table>${row(
      `otpauth://totp/Bank%3Amama?secret=${KEY}&issuer=Bank&digits=8`,
    )}${row('motp://Work:mama?secret=00')}${row(`steam://${KEY}`)}</table></body></html>`
    const imported = await readWith(stratum, page)
    expect(accountsOf(imported).map(({ type, issuer, digits }) => [type, issuer, digits])).toEqual([
      ['totp', 'Bank', 8],
      ['steam', 'Steam', 5],
    ])
    expect(refusalsOf(imported)).toEqual([[null, 'link-unknown-type']])
  })
})

it('leaves the files of others', async () => {
  await expectLeft(stratum, [
    '',
    '{}',
    '[]',
    '{"Authenticators":{}}',
    '<html><code>rm -rf</code></html>',
    'AUTHENTICATOR',
  ])
})
