// totp-cli's dump: YAML, and JSON as it was before.
import { describe, expect, it } from 'vitest'
import { totpCli } from '../../../src/import/apps/totp-cli.ts'
import { accountsOf, expectLeft, FULL_ACCOUNT, KEY, readWith, refusalsOf } from '../kit.ts'

const ACCOUNT = { ...FULL_ACCOUNT, issuer: 'family', account: 'bank' }

const YAML = `- name: family
  accounts:
    - name: bank
      token: ${KEY}
      prefix: ""
      algorithm: sha256
      length: 8
      timePeriod: 60
    - name: mail
      token: "2345672345672345"
      prefix: ab-
      length: 0
- name: empty
  accounts: []
`

describe('a dump of totp-cli', () => {
  it('gives every field of an account, from YAML', async () => {
    const imported = await readWith(totpCli, YAML)
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      { ...ACCOUNT, account: 'mail', secret: '2345672345672345', algorithm: 'SHA1', digits: 6, period: 30 },
    ])
    // What the program writes in front of each code is kept where a person finds it.
    expect(imported?.entries.map(({ note }) => note)).toEqual(['', 'prefix: ab-'])
  })

  it('gives the same from JSON, and from the JSON of the first versions', async () => {
    const account = { name: 'bank', token: KEY, prefix: '', algorithm: 'sha256', length: 8, timePeriod: 60 }
    expect(accountsOf(await readWith(totpCli, [{ name: 'family', accounts: [account] }]))).toEqual([ACCOUNT])
    const old = {
      Filename: 'x',
      Password: 'y',
      Namespaces: [{ Name: 'family', Accounts: [{ Name: 'bank', Token: KEY }] }],
    }
    expect(accountsOf(await readWith(totpCli, old))).toMatchObject([{ issuer: 'family', account: 'bank', digits: 6 }])
  })

  it('never turns a key of digits into a number', async () => {
    const yaml = '- name: a\n  accounts:\n  - name: b\n    token: 0234567234567234567\n  - token: 234567e2\n'
    const imported = await readWith(totpCli, yaml)
    expect(imported?.refused.map(({ error }) => error.facts)).toMatchObject([{ character: '0', position: 1 }])
    expect(accountsOf(imported)).toMatchObject([{ account: '', secret: '234567E2' }])
  })

  it('refuses what is wrong alone', async () => {
    const imported = await readWith(totpCli, [
      {
        name: 'family',
        accounts: [
          { name: 'a', token: KEY, algorithm: 'md5' },
          { name: 'b', token: '' },
          { name: 'c', token: KEY, length: 99 },
          'text',
          { name: 'd', token: KEY },
        ],
      },
      { name: 'none', accounts: null },
    ])
    expect(accountsOf(imported)).toHaveLength(1)
    expect(refusalsOf(imported)).toEqual([
      ['family: a', 'link-algorithm'],
      ['family: b', 'key-empty'],
      ['family: c', 'entry-field'],
      ['family', 'key-empty'],
    ])
  })

  it('shares a few accounts by aliases, and no more', async () => {
    const shared = `- name: a\n  accounts: &all\n  - name: b\n    token: ${KEY}\n`
    const users = (count: number): string => shared + '- name: c\n  accounts: *all\n'.repeat(count)
    expect(accountsOf(await readWith(totpCli, users(2)))).toHaveLength(3)
    expect(await readWith(totpCli, users(100))).toBeNull()
  })

  it('takes comments, marks and the line ends of Windows', async () => {
    const yaml = `---\n# mine\n${YAML}\n  # end\n`.replaceAll('\n', '\r\n')
    expect(accountsOf(await readWith(totpCli, yaml))).toHaveLength(2)
  })

  it('is done at once with YAML that takes a parser minutes', { timeout: 5000 }, async () => {
    const start = `- name: a\n  accounts:\n  - token: ${KEY}\n`
    const letters = (i: number): string => String(i).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string)
    const names = Array.from({ length: 40_000 }, (_, i) => `    x${letters(i)}:\n`).join('')
    for (const rest of [
      '? '.repeat(2000),
      '    b: ? ? ?',
      `    b: ${'['.repeat(500_000)}`,
      `  ${'- '.repeat(100_000)}`,
      '    b: |\n',
    ])
      expect(await readWith(totpCli, start + rest)).toBeNull()
    expect(accountsOf(await readWith(totpCli, start + names))).toHaveLength(1)
    expect(await readWith(totpCli, `${'\n'.repeat(900_000)}x`)).toBeNull()
    expect(await readWith(totpCli, `${start}    b: ${' '.repeat(900_000)}x\u2028y\n`)).not.toBeNull()
  })

  it('leaves the files of others', async () => {
    const others = [
      '',
      '[]',
      '{}',
      [{ name: 'a', accounts: [] }],
      [{ name: 'a', accounts: [{ name: 'b', secret: KEY }] }],
      [{ accounts: [{ token: KEY }] }],
      'accounts: "one\ntoken: two',
      'accounts: one\ntoken: two',
      `${YAML}#${' '.repeat(1_000_000)}`,
    ]
    await expectLeft(totpCli, others)
  })
})
