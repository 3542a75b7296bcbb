// Bitwarden's JSON is read back by ukp's own importer, and its keys as the sources of Bitwarden read them, in Python.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitwarden } from '../../src/export/bitwarden.ts'
import { bitwarden as importer } from '../../src/import/apps/bitwarden.ts'
import type { Account } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { readWith } from '../import/kit.ts'
import {
  account,
  anyAccounts,
  becauseOf,
  codeOf,
  fileOf,
  hasPython,
  independent,
  KEY,
  keyHex,
  NOW_MS,
  textOf,
  withoutPython,
} from './kit.ts'

const taken = (accounts: readonly Account[]): Account[] => accounts.filter((one) => bitwarden.carry(one).taken)
const read = async (accounts: readonly Account[]) => JSON.parse(textOf(await fileOf(bitwarden, accounts)))

describe("Bitwarden's JSON", () => {
  it('has a login for each account, in the folder of its first tag', async () => {
    const file = await read([account({ tags: ['család', 'fontos'], note: 'megjegyzés', name: 'mama' }), account()])
    const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(file).toMatchObject({ encrypted: false, folders: [{ id, name: 'család' }] })
    const totp = `otpauth://totp/Minta:anna?secret=${KEY}&issuer=Minta&algorithm=SHA1&digits=6&period=30`
    expect(file.items).toEqual([
      {
        passwordHistory: null,
        revisionDate: '2026-02-03T04:05:06Z',
        creationDate: '2026-01-02T03:04:05Z',
        deletedDate: null,
        id,
        organizationId: null,
        folderId: file.folders[0].id,
        type: 1,
        reprompt: 0,
        name: 'mama',
        notes: 'megjegyzés',
        favorite: false,
        fields: [],
        login: { uris: [], fido2Credentials: [], username: 'anna', password: null, totp },
        collectionIds: null,
      },
      expect.objectContaining({ folderId: null, name: 'Minta:anna', notes: null }),
    ])
  })

  it('is read back by ukp as the same accounts', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        fc.pre(taken(accounts).length > 0)
        const imported = await readWith(importer, (await fileOf(bitwarden, accounts)).bytes)
        expect(imported?.refused).toEqual([])
        expect(imported?.remarks.size).toBe(0)
        const entries = imported?.entries ?? []
        expect(entries.map(({ account: one }) => [one.type, keyHex(one), codeOf(account(one))])).toEqual(
          taken(accounts).map((one) => [one.type, keyHex(one), codeOf(one)]),
        )
        expect(entries.map(({ tags, note }) => ({ tags, note }))).toEqual(
          taken(accounts).map(({ tags, note }) => ({ tags: tags.slice(0, 1), note })),
        )
        for (const [i, one] of taken(accounts).entries()) {
          // steam:// has no label, and what has no name of its own is called as the item.
          if (one.type !== 'totp' || one.issuer + one.account === '') continue
          expect(entries[i]?.account).toMatchObject({ issuer: one.issuer || one.name, account: one.account })
        }
      }),
    )
  })

  it.runIf(hasPython)(`gives the codes of ukp as Bitwarden's sources read its keys${withoutPython}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        fc.pre(taken(accounts).length > 0)
        const keys: string[] = (await read(accounts)).items.map((item: { login: { totp: string } }) => item.login.totp)
        const codes = independent<{ code: string; key: string }[]>(
          'read_links.py',
          ['bitwarden', String(NOW_MS / 1000)],
          keys.join('\n'),
        )
        expect(codes.map(({ key, code }) => [key, code])).toEqual(
          taken(accounts).map((one) => [keyHex(one), codeOf(one)]),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('writes no account of which Bitwarden would show a wrong code', () => {
    const against = (given: Partial<Account>) => becauseOf(bitwarden, given)
    expect(against({ type: 'hotp' })).toEqual([{ what: 'type', value: 'hotp' }])
    expect(against({ algorithm: 'SHA224' })).toEqual([{ what: 'algorithm', value: 'SHA224' }])
    expect(against({ digits: 10 })).toEqual([{ what: 'digits', value: 10 }])
    expect(against({ type: 'steam', digits: 5, period: 60 })).toEqual([{ what: 'period', value: 60 }])
    expect(against({ type: 'steam', digits: 5, algorithm: 'SHA256' })).toEqual([{ what: 'algorithm', value: 'SHA256' }])
    expect(against({ type: 'steam', digits: 5 })).toBeNull()
    expect(against({ digits: 9, period: 86_400, algorithm: 'SHA512' })).toBeNull()
  })

  it('writes Steam as steam:// and the key', async () => {
    const file = await read([account({ type: 'steam', digits: 5, issuer: 'Gőz' })])
    expect(file.items[0].login.totp).toBe(`steam://${KEY}`)
    expect(bitwarden.carry(account({ type: 'steam', digits: 5, issuer: 'Gőz' }))).toMatchObject({
      without: [{ what: 'issuer', value: 'Gőz' }],
    })
  })

  it('stays below the lengths for which its server refuses a whole import', async () => {
    const long = account({
      name: 'ő'.repeat(256),
      issuer: 'ű'.repeat(3000),
      account: 'á'.repeat(4000),
      note: '😀'.repeat(30_000),
      tags: ['é'.repeat(4000)],
    })
    expect(bitwarden.carry(long)).toEqual({
      taken: true,
      without: [
        { what: 'account', value: long.account },
        { what: 'note', value: null },
        { what: 'tags', value: long.tags[0] },
      ],
      doubtful: [],
    })
    const { items, folders } = await read([long])
    const [{ name, notes, login }] = items
    expect(name).toBe(long.name)
    expect(login.totp).toBe(`otpauth://totp/?secret=${KEY}&algorithm=SHA1&digits=6&period=30`)
    for (const text of [name, login.username, login.totp, folders[0].name]) expect(encrypted(text)).toBeLessThan(1000)
    expect(encrypted(notes)).toBeLessThan(10_000)
    expect(notes).toBe('😀'.repeat(1750))
  })

  it('takes no key that is too long for it', () => {
    const secret = encodeBase32(new Uint8Array(400))
    expect(bitwarden.carry(account({ secret }))).toEqual({ taken: false, because: [{ what: 'secret', value: 400 }] })
  })

  it('leaves out a time that is none', async () => {
    const file = await read([account({ created: '', modified: 'tegnap' })])
    expect(file.items[0]).toMatchObject({ creationDate: null, revisionDate: null })
  })
})

/** Characters of "2.iv|ciphertext|mac", AES-256-CBC and HMAC-SHA256 in base64. */
function encrypted(text: string): number {
  const base64 = (bytes: number): number => 4 * Math.ceil(bytes / 3)
  return 2 + base64(16) + 1 + base64(16 * (Math.floor(Buffer.byteLength(text) / 16) + 1)) + 1 + base64(32)
}
