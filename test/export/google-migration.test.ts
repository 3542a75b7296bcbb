// Pictures for Google Authenticator: read by zbarimg, jimp and jsqr, decoded by a protobuf reader in Python and by ukp.
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { Jimp } from 'jimp'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import type { ExportFile } from '../../src/export/exporter.ts'
import { google } from '../../src/export/google-migration.ts'
import { labelled } from '../../src/export/label.ts'
import type { Account } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { missingParts, parseMigrationUri } from '../../src/otp/google-migration.ts'
import {
  account,
  anyAccounts,
  becauseOf,
  codeOf,
  hasPython,
  independent,
  inFolder,
  keyHex,
  NOW_MS,
  toolsWith,
  withoutPython,
  written,
} from './kit.ts'

const hasZbar = spawnSync('zbarimg', ['--version']).status === 0 || process.env.CI === 'true'
const taken = (accounts: readonly Account[]): Account[] => accounts.filter((one) => google.carry(one).taken)

/** The text of a picture, by two libraries that did not draw it. */
async function linkIn({ bytes }: ExportFile): Promise<string> {
  const { bitmap } = await Jimp.fromBuffer(Buffer.from(bytes))
  const found = jsqr.default(new Uint8ClampedArray(bitmap.data), bitmap.width, bitmap.height)
  if (found === null) throw new Error('no code')
  return found.data
}

const linksOf = async (accounts: readonly Account[]): Promise<string[]> =>
  await Promise.all((await google.write(accounts, toolsWith())).map(linkIn))

const many = (count: number, given: Partial<Account> = {}): Account[] =>
  Array.from({ length: count }, (_, i) => account({ name: `Minta:${i}`, account: String(i), ...given }))

/** How the app's payload names an account. */
function nameIn(one: Account): string {
  const { issuer, account: user } = labelled(one)
  return issuer !== '' || user.includes(':') ? `${issuer}:${user}` : user
}

describe('pictures for Google Authenticator', () => {
  it('hold ten accounts each, numbered in their names', async () => {
    expect((await google.write(many(10), toolsWith())).map(({ name }) => name)).toEqual(['google.png'])
    const files = await google.write(many(23), toolsWith())
    expect(files.map(({ name, accounts }) => [name, accounts])).toEqual([
      ['google-1-of-3.png', 10],
      ['google-2-of-3.png', 10],
      ['google-3-of-3.png', 3],
    ])
    const [first] = await google.write(many(95), toolsWith())
    expect(first?.name).toBe('google-01-of-10.png')
  })

  it('belong together by one batch id, and are read back in any order', async () => {
    const parts = (await linksOf(many(23))).map(parseMigrationUri)
    expect(parts.map((part) => [part?.version, part?.size, part?.index])).toEqual([
      [1, 3, 0],
      [1, 3, 1],
      [1, 3, 2],
    ])
    expect(new Set(parts.map((part) => part?.batchId)).size).toBe(1)
    expect(parts[0]?.batchId).toBeGreaterThan(0)
    expect(missingParts(parts.flatMap((part) => part ?? []).reverse())).toEqual([])
  })

  it('hold fewer accounts where ten would make a picture that no phone reads', async () => {
    const files = await google.write(many(10, { account: 'ő'.repeat(100) }), toolsWith())
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) expect((await linkIn(file)).length).toBeLessThan(1000)
  })

  it('have a batch id also where the random bytes are none', async () => {
    const [file] = await google.write(many(1), toolsWith({ random: (length) => new Uint8Array(length) }))
    expect(parseMigrationUri(await linkIn(file as ExportFile))?.batchId).toBe(1)
  })

  it('are read back by ukp as the same accounts', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        const parts = (await linksOf(accounts)).map(parseMigrationUri)
        const back = parts.flatMap((part) => part?.accounts ?? []).map((one) => one.account)
        const expected = taken(accounts).map((one) => ({
          type: one.type,
          ...labelled(one),
          secret: keyHex(one),
          algorithm: one.algorithm,
          digits: one.digits,
          period: 30,
          counter: one.counter,
        }))
        expect(back.map((one) => ({ ...one, secret: keyHex(one) }))).toEqual(expected)
        expect(parts.flatMap((part) => part?.refused ?? [])).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it.runIf(hasPython)(`give the codes of ukp to an independent decoder${withoutPython}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        const links = (await linksOf(accounts)).join('\n')
        const parts = independent<{ accounts: object[] }[]>('read_migration.py', [String(NOW_MS / 1000)], links)
        expect(parts.flatMap((part) => part.accounts)).toEqual(
          taken(accounts).map((one) => ({
            type: one.type,
            name: nameIn(one),
            issuer: one.issuer,
            key: keyHex(one),
            algorithm: one.algorithm,
            digits: one.digits,
            ...(one.type === 'hotp' ? { counter: one.counter } : {}),
            code: codeOf(one),
          })),
        )
      }),
      { numRuns: 12 },
    )
  })

  it.runIf(hasZbar)(`are read by zbarimg${hasZbar ? '' : ' (skipped: it is not installed)'}`, async () => {
    const accounts = many(23, { issuer: 'Ügyfélkapu+' })
    const files = await google.write(accounts, toolsWith())
    const texts = await inFolder((folder) =>
      written(folder, files).map((file) =>
        String(spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]).stdout).trim(),
      ),
    )
    expect(texts).toEqual(await Promise.all(files.map(linkIn)))
    const back = texts.map(parseMigrationUri).flatMap((part) => part?.accounts ?? [])
    expect(back.map((one) => one.account.account)).toEqual(accounts.map((one) => one.account))
  })

  it('hold no account of which the app would show a wrong code', () => {
    const against = (given: Partial<Account>) => becauseOf(google, given)
    expect(against({ period: 60 })).toEqual([{ what: 'period', value: 60 }])
    expect(against({ digits: 7, period: 29 })).toEqual([
      { what: 'digits', value: 7 },
      { what: 'period', value: 29 },
    ])
    expect(against({ algorithm: 'SHA384' })).toEqual([{ what: 'algorithm', value: 'SHA384' }])
    expect(against({ type: 'steam', digits: 5 })).toEqual([{ what: 'type', value: 'steam' }])
    expect(against({ type: 'hotp', digits: 8, period: 60 })).toBeNull()
    expect(against({ digits: 8, algorithm: 'SHA512' })).toBeNull()
  })

  it('say which counter may be passed over', () => {
    expect(google.carry(account({ type: 'hotp', counter: 5 }))).toMatchObject({
      doubtful: [
        { what: 'type', value: 'hotp' },
        { what: 'counter', value: 5 },
      ],
    })
  })

  it('take an account up to the size of the largest code, and not above', async () => {
    const edge = [...Array(400).keys()].map((i) => account({ secret: encodeBase32(new Uint8Array(1000 + 2 * i)) }))
    const largest = edge.findLast((one) => google.carry(one).taken) as Account
    const smallest = edge.find((one) => !google.carry(one).taken) as Account
    const [link = ''] = await linksOf([largest])
    expect(parseMigrationUri(link)?.accounts[0]?.account.secret).toBe(largest.secret)
    expect(google.carry(smallest)).toEqual({
      taken: false,
      because: [{ what: 'size', value: expect.any(Number) }],
    })
    expect(link.length).toBeGreaterThan(2200)
  })
})
