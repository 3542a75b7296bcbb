// andOTP's list: plain, and in its two encrypted forms, which nothing marks.
import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { andotp } from '../../../src/import/apps/andotp.ts'
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

const ENTRY = {
  secret: `${KEY}====`,
  issuer: 'Bank',
  label: 'mama',
  digits: 8,
  type: 'TOTP',
  algorithm: 'SHA256',
  thumbnail: 'Default',
  last_used: 0,
  used_frequency: 0,
  period: 60,
  tags: ['Family', 'Money'],
}

/** Bytes that look like chance and are the same in every run. */
function noise(length: number, seed: string): Buffer {
  const key = createHash('sha256').update(seed).digest()
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length))
}

function sealed(key: Uint8Array, nonce: Uint8Array, plain: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function newer(plain: string, password: string, rounds: number): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(rounds)
  const salt = noise(12, 'salt')
  const key = pbkdf2Sync(password, salt, rounds, 32, 'sha1')
  return Buffer.concat([head, salt, sealed(key, noise(12, 'nonce'), plain)])
}

function older(plain: string, password: string, nonce = noise(12, 'older')): Buffer {
  return sealed(createHash('sha256').update(password).digest(), nonce, plain)
}

const LIST = JSON.stringify([ENTRY, { ...ENTRY, issuer: 'Mail' }])

describe('a plain list of andOTP', () => {
  it('gives every field of an account', async () => {
    const imported = await readWith(andotp, [ENTRY])
    expect(accountsOf(imported)).toEqual([FULL_ACCOUNT])
    expect(imported?.entries[0]?.tags).toEqual(['Family', 'Money'])
    expect(imported?.encrypted).toBe(false)
  })

  it('takes HOTP and Steam, and what is missing as the app does', async () => {
    const [hotp, steam, bare] = accountsOf(
      await readWith(andotp, [
        { ...ENTRY, type: 'HOTP', period: undefined, counter: 7 },
        { ...ENTRY, type: 'STEAM', digits: 5 },
        { secret: KEY, label: 'mama', issuer: '', algorithm: null, tags: null },
      ]),
    )
    expect([hotp?.type, hotp?.counter]).toEqual(['hotp', 7])
    expect(steam?.type).toBe('steam')
    expect(bare).toMatchObject({ issuer: '', account: 'mama', algorithm: 'SHA1', digits: 6, period: 30 })
  })

  it('reads both names from the label of an old file only', async () => {
    const label = (one: object): object => ({ secret: KEY, ...one })
    const accounts = accountsOf(
      await readWith(andotp, [
        label({ label: 'Bank - Bank:mama' }),
        label({ label: 'Bank:mama' }),
        label({ label: 'mama' }),
        label({ label: 'Bank - mama', issuer: '' }),
      ]),
    )
    expect(accounts.map(({ issuer, account }) => [issuer, account])).toEqual([
      ['Bank', 'Bank:mama'],
      ['Bank', 'mama'],
      ['', 'mama'],
      ['', 'Bank - mama'],
    ])
  })

  it('refuses what it does not know by its name, and takes the rest', async () => {
    const imported = await readWith(andotp, [
      { ...ENTRY, type: 'MOTP' },
      { ...ENTRY, algorithm: 'MD5' },
      { ...ENTRY, secret: 'not a key 1' },
      { ...ENTRY, period: 0 },
      { ...ENTRY, secret: undefined },
      null,
      ENTRY,
    ])
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['Bank: mama', 'link-unknown-type'],
      ['Bank: mama', 'link-algorithm'],
      ['Bank: mama', 'key-bad-character'],
      ['Bank: mama', 'entry-field'],
      ['Bank: mama', 'key-empty'],
      [null, 'key-empty'],
    ])
  })
})

describe('an encrypted list of andOTP', () => {
  it('opens in the new form with the second password', async () => {
    const accounts = await expectOpens(andotp, newer(LIST, 'right', 1500), { password: 'right', app: 'andOTP' })
    expect(accounts.map(({ issuer }) => issuer)).toEqual(['Bank', 'Mail'])
  })

  it('is not asked about in the old form, before the format is named', async () => {
    const tools = toolsWith(['right'])
    const source = sourceOf(older(LIST, 'right'))
    expect(await andotp.read(source, tools)).toBeNull()
    expect(tools.asked).toEqual([])
    expect(accountsOf((await andotp.readUnmarked?.(source, tools)) ?? null)).toHaveLength(2)
    expect(await reasonOf(() => andotp.readUnmarked?.(source, toolsWith(['wrong'])))).toBe('source-password-wrong')
  })

  it('opens in the old form when its first bytes happen to be possible rounds', async () => {
    const nonce = noise(12, 'older')
    nonce.writeUInt32BE(1500)
    expect(accountsOf(await readWith(andotp, older(LIST, 'right', nonce), ['right']))).toHaveLength(2)
  })

  it('never spends rounds that no app writes', async () => {
    // An old file read as a new one would ask for billions: it is not taken, nor is a new one with few.
    for (const rounds of [0, 999, 2_000_001, 0xffff_ffff]) {
      const file = newer(LIST, 'right', 1000)
      expect(accountsOf(await readWith(andotp, file, ['right']))).toHaveLength(2)
      file.writeUInt32BE(rounds)
      expect(await readWith(andotp, file, ['right'])).toBeNull()
    }
  })

  it('is no password away when it opens to something else', async () => {
    for (const plain of ['{}', 'text'])
      expect(await reasonOf(() => readWith(andotp, newer(plain.padEnd(40), 'right', 1500), ['right']))).toBe(
        'source-password-wrong',
      )
  })

  it('is not seen in other binary files', async () => {
    const rounds = Buffer.from([0, 1, 0, 0])
    const files = [
      // A font, say: possible rounds, and bytes that are no noise.
      Buffer.concat([rounds, Buffer.alloc(4000, Buffer.from([0, 0, 200, 7, 0, 255]))]),
      Buffer.concat([rounds, noise(30, 'short')]),
      Buffer.concat([rounds, noise(5 * 1024 * 1024, 'long')]),
      noise(4000, 'noise'),
    ]
    await expectLeft(andotp, files)
    for (const file of files.slice(0, 1)) expect(await andotp.readUnmarked?.(sourceOf(file), toolsWith())).toBeNull()
  })
})

it('leaves the files of others', async () => {
  const raivo = { secret: KEY, label: 'mama', kind: 'TOTP', timer: '30' }
  for (const file of ['', '{}', '[]', [raivo], [{ name: 'a', accounts: [] }], [KEY], { ...ENTRY }]) {
    expect(await readWith(andotp, file)).toBeNull()
    expect(await andotp.readUnmarked?.(sourceOf(file), toolsWith())).toBeNull()
  }
})
