// Aegis files are read back by ukp's own importer, and by a reader in Python written from Aegis's description.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aegis } from '../../src/export/aegis.ts'
import { aegisEncrypted } from '../../src/export/aegis-encrypted.ts'
import { labelled } from '../../src/export/label.ts'
import { aegis as importer } from '../../src/import/apps/aegis.ts'
import { type Account, STEAM_DIGITS } from '../../src/otp/account.ts'
import { readWith } from '../import/kit.ts'
import {
  account,
  anyAccounts,
  codeOf,
  fileOf,
  hasPython,
  independent,
  inFolder,
  KEY,
  keyHex,
  NOW_MS,
  PASSWORD,
  textOf,
  toolsWith,
  withoutPython,
  written,
} from './kit.ts'

const taken = (accounts: readonly Account[]): Account[] => accounts.filter((one) => aegis.carry(one).taken)

/** What the reader in Python says of an account. */
function inPython(one: Account): object {
  const { issuer, account: user } = labelled(one)
  return {
    type: one.type,
    issuer,
    account: user,
    key: keyHex(one),
    algorithm: one.algorithm,
    digits: one.digits,
    ...(one.type === 'hotp' ? { counter: one.counter } : { period: one.period }),
    note: one.note,
    groups: one.tags,
    code: codeOf(one),
  }
}

async function readInPython(bytes: Uint8Array, password = ''): Promise<unknown> {
  return await inFolder((folder) => {
    const [file = '', secret = ''] = written(folder, [
      { name: 'aegis.json', bytes },
      { name: 'password', bytes: Buffer.from(password) },
    ])
    return independent('read_aegis.py', [file, String(NOW_MS / 1000), secret])
  })
}

describe('a plain Aegis file', () => {
  it('has the shape that Aegis writes', async () => {
    const { name, bytes } = await fileOf(aegis, [account({ tags: ['család'], note: 'két sor\nitt' })])
    expect(name).toBe('aegis.json')
    const file = JSON.parse(textOf({ bytes }))
    const [group] = file.db.groups
    expect(file).toEqual({
      version: 1,
      header: { slots: null, params: null },
      db: {
        version: 3,
        entries: [
          {
            type: 'totp',
            uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
            name: 'anna',
            issuer: 'Minta',
            note: 'két sor\nitt',
            favorite: false,
            icon: null,
            info: { secret: KEY, algo: 'SHA1', digits: 6, period: 30 },
            groups: [group.uuid],
          },
        ],
        groups: [{ uuid: expect.any(String), name: 'család' }],
        icons_optimized: true,
      },
    })
  })

  it('is read back by ukp as the same accounts, with notes and tags', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        fc.pre(taken(accounts).length > 0)
        const imported = await readWith(importer, (await fileOf(aegis, accounts)).bytes)
        expect(imported?.refused).toEqual([])
        expect(imported?.encrypted).toBe(false)
        expect(
          imported?.entries.map(({ account: one, tags, note }) => ({ ...one, secret: keyHex(one), tags, note })),
        ).toEqual(
          taken(accounts).map((one) => ({
            type: one.type,
            ...labelled(one),
            secret: keyHex(one),
            algorithm: one.algorithm,
            digits: one.type === 'steam' ? STEAM_DIGITS : one.digits,
            period: one.type === 'hotp' ? 30 : one.period,
            counter: one.counter,
            tags: one.tags,
            note: one.note,
          })),
        )
      }),
    )
  })

  it.runIf(hasPython)(`gives the codes of ukp to an independent reader${withoutPython}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        fc.pre(taken(accounts).length > 0)
        expect(await readInPython((await fileOf(aegis, accounts)).bytes)).toEqual(taken(accounts).map(inPython))
      }),
      { numRuns: 15 },
    )
  })

  it('leaves out what Aegis does not compute, and says so', () => {
    expect(aegis.carry(account({ algorithm: 'SHA384' }))).toEqual({
      taken: false,
      because: [{ what: 'algorithm', value: 'SHA384' }],
    })
    for (const type of ['hotp', 'steam'] as const) expect(aegis.carry(account({ type }))).toMatchObject({ taken: true })
    expect(aegis.carry(account({ name: 'mama', note: 'n', tags: ['a', 'b'] }))).toEqual({
      taken: true,
      without: [{ what: 'name', value: 'mama' }],
      doubtful: [],
    })
  })
})

describe('an encrypted Aegis file', () => {
  const accounts = [account({ tags: ['a'] }), account({ type: 'hotp', counter: 7 }), account({ issuer: 'Ügyfélkapu+' })]

  it('has one password slot of the cost that Aegis uses, and no name or key in clear', async () => {
    const text = textOf(await fileOf(aegisEncrypted, accounts))
    const hex = (bytes: number): unknown => expect.stringMatching(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
    const sealing = { nonce: hex(12), tag: hex(16) }
    const slot = { type: 1, uuid: expect.any(String), key: hex(32), key_params: sealing, n: 32768, r: 8, p: 1 }
    expect(JSON.parse(text)).toEqual({
      version: 1,
      header: { slots: [{ ...slot, salt: hex(32), repaired: true, is_backup: false }], params: sealing },
      db: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    })
    expect(text).not.toMatch(/anna|Minta|JBSWY3DP/)
  })

  it('is opened by ukp with the password, and not with another', async () => {
    const { bytes } = await fileOf(aegisEncrypted, accounts)
    const imported = await readWith(importer, bytes, [PASSWORD])
    expect(imported?.encrypted).toBe(true)
    expect(imported?.entries.map((entry) => [entry.account.issuer, codeOf(account(entry.account))])).toEqual(
      accounts.map((one) => [one.issuer, codeOf(one)]),
    )
    await expect(readWith(importer, bytes, [`${PASSWORD} `])).rejects.toMatchObject({ reason: 'source-password-wrong' })
  })

  it('takes a password in decomposed letters for the same in composed ones, which phones type', async () => {
    const { bytes } = await fileOf(aegisEncrypted, accounts, toolsWith({ password: PASSWORD.normalize('NFD') }))
    expect(await readWith(importer, bytes, [PASSWORD.normalize('NFC')])).not.toBeNull()
  })

  it('asks its caller for a password', async () => {
    for (const password of [null, ''])
      await expect(aegisEncrypted.write(accounts, toolsWith({ password }))).rejects.toThrow(RangeError)
  })

  it.runIf(hasPython)(`is opened by an independent reader, with the codes of ukp${withoutPython}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, fc.string({ unit: 'grapheme', minLength: 1 }), async (random, typed) => {
        fc.pre(taken(random).length > 0)
        const password = typed.normalize('NFC')
        const { bytes } = await fileOf(aegisEncrypted, random, toolsWith({ password }))
        expect(await readInPython(bytes, password)).toEqual(taken(random).map(inPython))
        expect(await readInPython(bytes, `${password}x`)).toBe(4)
      }),
      { numRuns: 6 },
    )
  })

  it('never uses a random value twice', async () => {
    const drawn: string[] = []
    const { random } = toolsWith()
    const noted = (length: number): Uint8Array => {
      const bytes = random(length)
      drawn.push(Buffer.from(bytes).toString('hex'))
      return bytes
    }
    await aegisEncrypted.write(accounts, toolsWith({ random: noted }))
    // Master key, salt, two nonces, the ids of the slot, a group and the entries.
    expect(drawn.map((hex) => hex.length / 2).sort((a, b) => a - b)).toEqual([12, 12, 16, 16, 16, 16, 16, 32, 32])
    expect(new Set(drawn).size).toBe(drawn.length)
  })
})
