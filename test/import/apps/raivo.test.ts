// Raivo OTP's export: its archive, and the list inside.
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { raivo } from '../../../src/import/apps/raivo.ts'
import { accountsOf, expectLeft, expectOpens, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'

const ENTRY = {
  issuer: 'Bank',
  account: 'mama',
  secret: KEY,
  algorithm: 'SHA256',
  digits: '8',
  kind: 'TOTP',
  timer: '60',
  counter: '0',
  pinned: 'true',
  iconType: '',
  iconValue: '',
}

/** WinZip AES-256 where there is a password. */
async function archive(files: Readonly<Record<string, string>>, password?: string): Promise<Uint8Array> {
  configure({ useWebWorkers: false })
  const writer = new ZipWriter(
    new Uint8ArrayWriter(),
    password === undefined ? {} : { password, encryptionStrength: 3 },
  )
  for (const [name, content] of Object.entries(files))
    await writer.add(name, new Uint8ArrayReader(Buffer.from(content)))
  return await writer.close()
}

describe('the list of Raivo OTP', () => {
  it('gives every field of an account', async () => {
    const imported = await readWith(raivo, [ENTRY])
    expect(accountsOf(imported)).toEqual([FULL_ACCOUNT])
    expect(imported?.encrypted).toBe(false)
  })

  it('takes HOTP, and what is missing or empty', async () => {
    const accounts = accountsOf(
      await readWith(raivo, [
        { ...ENTRY, kind: 'HOTP', counter: '9' },
        { kind: 'TOTP', timer: '', digits: '', algorithm: '', issuer: 'Bank', secret: 'jbsw y3dp ehpk 3pxp jbsx' },
      ]),
    )
    expect(accounts).toMatchObject([
      { type: 'hotp', counter: 9 },
      { issuer: 'Bank', account: '', secret: KEY, algorithm: 'SHA1', digits: 6, period: 30 },
    ])
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(raivo, [
      { ...ENTRY, kind: 'STEAMY' },
      { ...ENTRY, algorithm: 'MD5' },
      { ...ENTRY, secret: 'Secret1One' },
      { ...ENTRY, timer: 'soon' },
      'text',
      ENTRY,
    ])
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'key-bad-character'],
      ['Bank: mama', 'entry-field'],
      [null, 'key-empty'],
    ])
  })
})

describe('the archive of Raivo OTP', () => {
  const FILES = { 'raivo-otp-export.html': '<html>', 'raivo-otp-export.json': JSON.stringify([ENTRY]) }

  it('opens with the second password', async () => {
    const file = await archive(FILES, 'right')
    expect(await expectOpens(raivo, file, { password: 'right', app: 'Raivo OTP' })).toEqual([FULL_ACCOUNT])
  })

  it('needs no password where it has none', async () => {
    const imported = await readWith(raivo, await archive(FILES))
    expect(accountsOf(imported)).toEqual([FULL_ACCOUNT])
    expect(imported?.encrypted).toBe(false)
  })

  it('is damaged when the list in it is none', async () => {
    const damaged = { reason: 'import-damaged', facts: { app: 'Raivo OTP' } }
    const message = await archive({ 'raivo-otp-export.json': '{"message": "Could not convert OTPs to JSON"}' })
    await expect(readWith(raivo, message)).rejects.toMatchObject(damaged)
    const broken = Buffer.from(await archive(FILES))
    broken.fill(
      0xff,
      broken.lastIndexOf('raivo-otp-export.json', 300) + 21,
      broken.indexOf('PK\u0001\u0002', 'latin1') - 20,
    )
    await expect(readWith(raivo, broken)).rejects.toMatchObject(damaged)
  })

  it('is told from other archives', async () => {
    await expectLeft(raivo, [
      await archive({ 'data.json': FILES['raivo-otp-export.json'] }),
      Buffer.from('PK\u0003\u0004 and nothing more', 'latin1'),
    ])
  })
})

it('leaves the files of others', async () => {
  await expectLeft(raivo, ['', '[]', '{}', [{ ...ENTRY, kind: undefined }], [{ ...ENTRY, timer: undefined }], ENTRY])
})
