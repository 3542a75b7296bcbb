// KeePassXC's table is read back by ukp's own importer and by Python's CSV reader; its links as KeePassXC 2.7.4 reads them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepassxc } from '../../src/export/keepassxc.ts'
import { keepassxc as importer } from '../../src/import/apps/keepassxc.ts'
import type { Account } from '../../src/otp/account.ts'
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

const taken = (accounts: readonly Account[]): Account[] => accounts.filter((one) => keepassxc.carry(one).taken)

describe("KeePassXC's table", () => {
  it('has the columns that KeePassXC writes, quoted, without a mark in front', async () => {
    const { name, bytes } = await fileOf(keepassxc, [
      account({ name: 'mama', issuer: 'Ügyfélkapu+', tags: ['család'], note: 'idézőjel: " és\núj sor' }),
      account({ type: 'steam', digits: 5, issuer: 'Steam', created: '', modified: 'x' }),
    ])
    expect(name).toBe('keepassxc.csv')
    const uk = `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:anna?secret=${KEY}&issuer=%C3%9Cgyf%C3%A9lkapu%2B`
    const steam = `otpauth://totp/Steam:anna?secret=${KEY}&issuer=Steam&algorithm=SHA1&digits=5&period=30&encoder=steam`
    expect(textOf({ bytes })).toBe(
      [
        '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
        `"Root/család","mama","anna","","","idézőjel: "" és`,
        `új sor","${uk}&algorithm=SHA1&digits=6&period=30","0","2026-02-03T04:05:06Z","2026-01-02T03:04:05Z"`,
        `"Root","Minta:anna","anna","","","","${steam}","0","",""`,
        '',
      ].join('\n'),
    )
  })

  it('is read back by ukp as the same accounts', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        fc.pre(taken(accounts).length > 0)
        const imported = await readWith(importer, (await fileOf(keepassxc, accounts)).bytes)
        expect(imported?.refused).toEqual([])
        const entries = imported?.entries ?? []
        expect(entries.map(({ account: one }) => [one.type, keyHex(one), codeOf(account(one))])).toEqual(
          taken(accounts).map((one) => [one.type, keyHex(one), codeOf(one)]),
        )
        for (const [i, one] of taken(accounts).entries()) {
          if (one.issuer === '') continue
          expect(entries[i]?.account.issuer).toBe(one.issuer)
          if (one.account !== '') expect(entries[i]?.account.account).toBe(one.account)
        }
      }),
    )
  })

  it.runIf(hasPython)(
    `has rows of ten cells to an independent reader, with titles and keys${withoutPython}`,
    async () => {
      await fc.assert(
        fc.asyncProperty(anyAccounts, async (accounts) => {
          fc.pre(taken(accounts).length > 0)
          const table = (await fileOf(keepassxc, accounts)).bytes
          const [header, ...rows] = independent<string[][]>('read_table.py', [], table)
          expect(header).toHaveLength(10)
          expect(rows.map((row) => row.length)).toEqual(taken(accounts).map(() => 10))
          expect(rows.map((row) => row[1]?.trim().replace(/([;\t\r\n]) /g, '$1'))).toEqual(
            taken(accounts).map(({ name }) =>
              name
                .replaceAll('\0', '')
                .trim()
                .replace(/([;\t\r\n]) /g, '$1'),
            ),
          )
          const links = rows.map((row) => row[6]).join('\n')
          const read = independent<{ code: string; key: string }[]>(
            'read_links.py',
            ['keepassxc', String(NOW_MS / 1000)],
            links,
          )
          expect(read.map(({ key, code }) => [key, code])).toEqual(
            taken(accounts).map((one) => [keyHex(one), codeOf(one)]),
          )
        }),
        { numRuns: 15 },
      )
    },
  )

  it('has no account of which KeePassXC would show a wrong code', () => {
    const against = (given: Partial<Account>) => becauseOf(keepassxc, given)
    expect(against({ type: 'hotp' })).toEqual([{ what: 'type', value: 'hotp' }])
    expect(against({ algorithm: 'SHA384' })).toEqual([{ what: 'algorithm', value: 'SHA384' }])
    expect(against({ digits: 10 })).toEqual([{ what: 'digits', value: 10 }])
    expect(against({ period: 61 })).toEqual([{ what: 'period', value: 61 }])
    expect(against({ type: 'steam', digits: 5, period: 60 })).toEqual([{ what: 'period', value: 60 }])
    expect(against({ type: 'steam', digits: 5 })).toBeNull()
    expect(against({ period: 60, digits: 9, algorithm: 'SHA512' })).toBeNull()
  })

  it('says what KeePassXC has no place for: the issuer beside another title, and tags after the first', () => {
    expect(keepassxc.carry(account({ name: 'mama', tags: ['a', 'b', 'c'] }))).toEqual({
      taken: true,
      without: [
        { what: 'issuer', value: 'Minta' },
        { what: 'tags', value: 'b, c' },
      ],
      doubtful: [],
    })
    expect(keepassxc.carry(account({ name: 'Minta' }))).toMatchObject({ without: [] })
  })
})
