// The contract as scripts see it: standard output, JSON, exit codes. Through the real program, without a terminal.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BIN, dropHome, type Home, KEY, newHome, PASSPHRASE, PYTHON, play, ukp, ukpJson } from '../kit/ukp.ts'

let home: Home
const given = { UKP_PASSPHRASE: PASSPHRASE }

beforeEach(() => {
  home = newHome()
})
afterEach(() => dropHome(home))

function add(name: string, key: string, ...options: string[]): void {
  const ran = ukp(home, ['add', name, '--stdin', ...options], { stdin: key, env: given })
  expect(ran.stderr).not.toContain('Error')
  expect(ran.exit).toBe(0)
}

const ACCOUNT_KEYS = [
  'id',
  'name',
  'type',
  'issuer',
  'account',
  'algorithm',
  'digits',
  'period',
  'tags',
  'note',
  'created',
  'modified',
  'hasDeletionCode',
]

describe('ukp code', () => {
  it('prints the digits and a line feed, nothing else', () => {
    add('mama', KEY)
    const ran = ukp(home, ['code', 'mama', '--at', '1700000000'], { env: given })
    expect(ran).toEqual({ exit: 0, stdout: '421617\n', stderr: 'At that time valid for 10 more seconds.\n' })
    expect(ukp(home, ['code', 'mama', '--at', '2023-11-14T22:13:20Z', '--quiet'], { env: given })).toEqual({
      exit: 0,
      stdout: '421617\n',
      stderr: '',
    })
    expect(ukp(home, ['code', 'mama', '--at', '1700000000', '--lang', 'hu', '-q'], { env: given }).stdout).toBe(
      '421617\n',
    )
  })

  it('gives the JSON of the contract, with keys in its order', () => {
    add('mama', `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:kiss.anna?secret=${KEY}`)
    const { json, stderr } = ukpJson(home, ['code', 'mama', '--at', '1700000000'])
    expect(stderr).toBe('')
    expect(json).toEqual({
      ok: true,
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      name: 'mama',
      issuer: 'Ügyfélkapu+',
      account: 'kiss.anna',
      code: '421617',
      digits: 6,
      period: 30,
      remaining: 10,
      expiresAt: '2023-11-14T22:13:30.000Z',
    })
    expect(Object.keys(json)).toEqual([
      'ok',
      'id',
      'name',
      'issuer',
      'account',
      'code',
      'digits',
      'period',
      'remaining',
      'expiresAt',
    ])
  })

  it('is one ASCII line of JSON', () => {
    add('Édesanya', KEY)
    const { stdout } = ukpJson(home, ['code', 'edesanya'])
    expect(stdout).toMatch(/^[\u0020-\u007e]+\n$/)
  })

  it('says when a code is good that is not the present one', () => {
    add('mama', KEY)
    const later = ukp(home, ['code', 'mama', '--next'], { env: given })
    expect(later.stderr).toMatch(/^Valid in (?:[12]?\d|30) s, for 30 s\.\n$/)
    const then = ukp(home, ['code', 'mama', '--at', '1700000000'], { env: given })
    expect(then.stderr).toBe('At that time valid for 10 more seconds.\n')
  })

  it.runIf(process.platform !== 'win32')('is cancelled like any question while it waits for a new code', async () => {
    add('mama', KEY, '--period', '3600')
    expect(ukp(home, ['code', 'mama', '--fresh'], { env: given }).exit).toBe(0)
    const waiting = spawn(process.execPath, [BIN, 'code', 'mama', '--fresh'], { env: { ...home.env, ...given } })
    let said = ''
    waiting.stderr.on('data', (chunk: Buffer) => {
      // It has said so before it waits.
      if (said === '') setTimeout(() => waiting.kill('SIGINT'), 500)
      said += String(chunk)
    })
    const [exit] = (await once(waiting, 'close')) as [number | null]
    expect([exit, said.split('\n').slice(1)]).toEqual([130, ['Cancelled. Nothing was changed.', '']])
  })

  it.skipIf(PYTHON === null)('goes on asking after Ctrl-Z, and after it was stopped from outside', () => {
    add('mama', KEY)
    const [start, rest] = [PASSPHRASE.slice(0, 5), PASSPHRASE.slice(5)]
    const typed = [{ send: `${start}\u001a` }, { signal: 'STOP' }, { signal: 'CONT' }, { send: `${rest}\r` }]
    const played = play(home, ['code', 'mama', '--at', '1700000000'], [{ expect: 'Vault passphrase' }, ...typed])
    expect([played.missing, played.exit, played.stdout, played.echo]).toEqual([undefined, 0, '421617\n', true])
    expect(played.screen).not.toContain(start)
  })

  it('tells of its failure also where nobody reads the answer', () => {
    add('mama', KEY)
    const script = '{ sleep 0.5; "$@"; echo "$?" >&2; } | true'
    const ran = spawnSync('bash', ['-c', script, 'bash', process.execPath, BIN, 'code', 'nobody', '--json'], {
      env: { ...home.env, ...given },
    })
    expect(String(ran.stderr)).toBe('3\n')
  })

  it('gives the following code with --next, every code with --all', () => {
    add('mama', KEY)
    add('papa', 'JBSWY3DPEHPK3PXPGEZQ')
    const next = ukp(home, ['code', 'mama', '--at', '1700000000', '--next', '-q'], { env: given }).stdout
    expect(next).toBe(ukp(home, ['code', 'mama', '--at', '1700000030', '-q'], { env: given }).stdout)
    expect(next).not.toBe('421617\n')
    const { json } = ukpJson(home, ['code', '--all', '--at', '1700000000'])
    expect((json.codes as { name: string; code: string }[]).map(({ name, code }) => [name, code])).toEqual([
      ['mama', '421617'],
      ['papa', '130729'],
    ])
    expect(ukp(home, ['code', '--all', '--at', '1700000000', '-q'], { env: given }).stdout).toBe(
      '421617\tmama\t10\n130729\tpapa\t10\n',
    )
  })

  it('says of a table of later codes on a terminal when they are good, as of one code', () => {
    add('mama', KEY)
    const shown = (...args: string[]): string => play(home, args, [{ columns: 80 }], { env: given }).screen
    expect(shown('code', '--all', '--next')).toMatch(/mama +Valid in \d+ s, for 30 s\.\r\n/)
    expect(shown('code', '--all', '--at', '1700000000')).toContain('At that time valid for 10 more seconds.')
    expect(shown('code', '--all')).toMatch(/mama +\d+ s left\r\n/)
    expect(ukp(home, ['code', '--all', '--next', '-q'], { env: given }).stdout).toMatch(/^\d{6}\tmama\t\d+\n$/)
  })

  it('waits for a fresh code with --fresh, and for enough seconds with --min-remaining', () => {
    add('quick', KEY, '--period', '3')
    const step = (): number => Math.floor(Date.now() / 3000)
    const before = step()
    const codes = [1, 2, 3].map(() => ukp(home, ['code', 'quick', '--fresh', '-q'], { env: given }).stdout)
    expect(new Set(codes).size).toBe(3)
    expect(step() - before).toBeGreaterThanOrEqual(2)
    const { json } = ukpJson(home, ['code', 'quick', '--min-remaining', '3'])
    expect(json.remaining).toBe(3)
    expect(ukpJson(home, ['code', 'quick', '--min-remaining', '4']).json).toMatchObject({
      ok: false,
      kind: 'usage',
      exit: 2,
    })
  })

  it('works on a vault that cannot be written, and leaves it byte for byte', () => {
    add('mama', KEY)
    const before = readFileSync(home.vault)
    for (let i = 0; i < 3; i++) expect(ukp(home, ['code', 'mama'], { env: given }).exit).toBe(0)
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('counts HOTP up, and saves the counter before it shows the code', () => {
    // RFC 4226 appendix D.
    add('door', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '--type', 'hotp')
    const codes = [0, 1, 2].map(() => ukp(home, ['code', 'door', '-q'], { env: given }).stdout)
    expect(codes).toEqual(['755224\n', '287082\n', '359152\n'])
    expect(ukpJson(home, ['code', 'door']).json).toMatchObject({ code: '969429', counter: 3 })
    expect(ukpJson(home, ['show', 'door']).json).toMatchObject({ account: { counter: 4 } })
    for (const option of [['--next'], ['--at', '1'], ['--min-remaining', '5']]) {
      expect(ukpJson(home, ['code', 'door', ...option]).json).toMatchObject({ kind: 'usage', exit: 2 })
    }
    expect(ukpJson(home, ['code', '--all']).json).toMatchObject({ codes: [], skipped: ['door'] })
    expect(ukpJson(home, ['show', 'door']).json).toMatchObject({ account: { counter: 4 } })
  })

  it('shows Steam codes', () => {
    add('steam', 'STEAMKEY', '--type', 'steam')
    expect(ukp(home, ['code', 'steam', '--at', '1742298622', '-q'], { env: given }).stdout).toBe('NTK5M\n')
  })

  it('refuses moments and options that make no sense', () => {
    add('mama', KEY)
    for (const at of ['yesterday', '-5', '1e9', '2026-13-01T00:00:00Z', '2026-11-21T10:15:30']) {
      expect(ukpJson(home, ['code', 'mama', `--at=${at}`]).json).toMatchObject({ kind: 'usage', exit: 2 })
    }
    expect(ukpJson(home, ['code', 'mama', '--at', '5', '--fresh']).json).toMatchObject({ kind: 'usage' })
    expect(ukpJson(home, ['code', '--all', '--copy']).json).toMatchObject({ kind: 'usage' })
  })

  it('says 10 and shows the code all the same where there is no clipboard', () => {
    add('mama', KEY)
    const ran = ukp(home, ['code', 'mama', '--copy', '--at', '1700000000'], { env: given })
    expect(ran.exit).toBe(10)
    expect(ran.stdout).toBe('421617\n')
    expect(ran.stderr).toContain('The code could not be copied. There is no display')
  })
})

describe('ukp edit', () => {
  it('says how many tags an account may have, and changes nothing', () => {
    add('mama', KEY)
    const tags = Array.from({ length: 65 }, (_, i) => ['--tag', `tag${i}`]).flat()
    const ran = ukp(home, ['edit', 'mama', ...tags], { env: given })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('Too many tags: an account has at most 64.')
    expect(ukpJson(home, ['show', 'mama']).json).toMatchObject({ account: { tags: [] } })
  })
})

describe('ukp add', () => {
  it('reports what was added', () => {
    const { json, exit } = ukpJson(
      home,
      ['add', 'mama', '--stdin', '--tag', 'family', '--tag', 'tax', '--note', 'at home'],
      { stdin: KEY },
    )
    expect(exit).toBe(0)
    expect(Object.keys(json)).toEqual(['ok', 'added', 'same', 'changed', 'refused'])
    const [account] = json.added as Record<string, unknown>[]
    expect(Object.keys(account ?? {})).toEqual(ACCOUNT_KEYS)
    expect(account).toMatchObject({
      name: 'mama',
      tags: ['family', 'tax'],
      note: 'at home',
      digits: 6,
      period: 30,
      hasDeletionCode: false,
    })
  })

  it('takes 20-character keys without a warning, in any spelling', () => {
    const spellings = [
      'jbsw y3dp ehpk 3pxp geza',
      'JBSWY3DP-EHPK3PXP-GEZA',
      'JBSWY3DPEHPK3PXPGEZA====',
      '\tjbswy3dpehpk3pxpgeza \r',
    ]
    for (const key of spellings) {
      const own = newHome()
      const ran = ukp(own, ['add', 'mama', '--stdin'], { stdin: `${key}\n`, env: given })
      expect(ran.stderr).not.toMatch(/Note|Error/)
      expect(ukpJson(own, ['show', 'mama', '--reveal']).json).toMatchObject({ account: { secret: KEY } })
      dropHome(own)
    }
  })

  it.each([
    ['JBSWY3DPEHPK3PXPGEZ', 'with 19 characters', null],
    ['JBSWY3DPEHPK3PXPG', 'with 17 characters', null],
    ['JBSWY3DPEHPK3PXPGEZAAA', 'with 22 characters', null],
    ['JBSWY3DPEHPK3PX', null, 0],
    ['JBSWY3DP0HPK3PXPGEZA', '0 (character 9)', null],
    ['jbsw y3dp 1hpk', '1 (character 9)', null],
    ['JBSWY3DPEHPK8PXPGEZA', '8 (character 13)', null],
    ['JBSWY3DPEHPK9PXPGEZA', '9 (character 13)', null],
    ['====', 'The key is empty', null],
  ])('judges the key %s: %s', (key, sentence, exit) => {
    const ran = ukp(home, ['add', 'mama', '--stdin'], { stdin: key, env: given })
    expect(ran.exit).toBe(exit ?? 6)
    if (sentence !== null) expect(ran.stderr).toContain(sentence)
    if (sentence !== null) expect(ran.stderr).not.toContain('JBSW')
  })

  it('hints at a last character that no encoder writes', () => {
    expect(ukp(home, ['add', 'a', '--stdin'], { stdin: 'JBSWY3DPEHPK3PXPGEZB', env: given }).stderr).toContain(
      'Note: The last character',
    )
  })

  it('refuses the same key under another spelling of its last character', () => {
    add('mama', KEY)
    const { json, exit } = ukpJson(home, ['add', 'papa', '--stdin'], { stdin: 'JBSWY3DPEHPK3PXPGEZB' })
    expect(exit).toBe(6)
    expect(json).toMatchObject({ ok: false, kind: 'bad-input', same: [{ name: 'mama', file: null }], added: [] })
  })

  it('keeps a second account under the same label and marks both', () => {
    const link = (key: string): string => `otpauth://totp/Acme:anna?secret=${key}`
    ukp(home, ['add', '--stdin'], { stdin: link(KEY), env: given })
    const { json } = ukpJson(home, ['add', '--stdin'], { stdin: link('KRSXG5CTMVRXEZLU') })
    expect(json.added).toMatchObject([{ name: 'Acme:anna (2)' }])
    const { json: list } = ukpJson(home, ['list'])
    expect((list.accounts as { sameLabel: boolean }[]).map(({ sameLabel }) => sameLabel)).toEqual([true, true])
  })

  it('takes the good lines and names the bad ones', () => {
    const { json, exit } = ukpJson(home, ['add', '--stdin'], {
      stdin: `otpauth://totp/A:a?secret=${KEY}\n\notpauth://totp/B:b?secret=XX0X\nhello, world!\nKRSXG5CTMVRXEZLU\n`,
    })
    expect(exit).toBe(9)
    expect(json).toMatchObject({ ok: false, kind: 'partial', exit: 9, added: [{ name: 'A:a' }] })
    expect((json.refused as { line: number; kind: string }[]).map(({ line, kind }) => [line, kind])).toEqual([
      [3, 'bad-input'],
      [4, 'bad-input'],
      [5, 'usage'],
    ])
  })

  it('takes a Google export and says which part is missing', () => {
    const part = 'otpauth-migration://offline?data=ChkKCkhlbGxvId6tvu8SBWFsaWNlIAEoATACEAEYAyAAKE0%3D'
    const { json, exit } = ukpJson(home, ['add', '--stdin'], { stdin: part })
    expect(exit).toBe(9)
    expect(json.added).toMatchObject([{ name: 'alice' }])
    expect((json.refused as { message: string }[])[0]?.message).toContain('2, 3')
  })

  it('replaces a key and keeps the old one in the history', () => {
    add('mama', KEY)
    const { json } = ukpJson(home, ['add', 'mama', '--replace', '--stdin', '--deletion-code-stdin'], {
      stdin: 'KRSXG5CTMVRXEZLU\n01234567\n',
    })
    expect(json).toMatchObject({ ok: true, added: [], changed: [{ name: 'mama', hasDeletionCode: true }] })
    expect(ukpJson(home, ['show', 'mama', '--reveal']).json).toMatchObject({
      account: { secret: 'KRSXG5CTMVRXEZLU', deletionCode: '01234567' },
    })
    expect(ukp(home, ['show', 'mama'], { env: given }).stdout).toContain('Earlier keys\t1')
    expect(ukpJson(home, ['add', 'nobody', '--replace', '--stdin'], { stdin: 'MFRGGZDFMZTWQ2LK' }).json).toMatchObject({
      kind: 'not-found',
    })
  })

  it('shows with --dry-run what would come, never the key, and saves nothing', () => {
    const ran = ukp(home, ['add', '--stdin', '--dry-run', '--json'], {
      stdin: `otpauth://totp/Acme:anna?secret=${KEY}`,
    })
    expect(JSON.parse(ran.stdout)).toMatchObject({
      ok: true,
      dryRun: true,
      added: [{ issuer: 'Acme', account: 'anna', keyLength: 20 }],
    })
    expect(ran.stdout).not.toContain('JBSW')
    expect(ukp(home, ['list'], { env: given }).exit).toBe(5)
  })

  it('keeps digits, periods and algorithms, and refuses what is out of bounds', () => {
    add('one', KEY, '--digits', '8', '--period', '300', '--algorithm', 'sha-512')
    expect(ukpJson(home, ['show', 'one']).json).toMatchObject({
      account: { digits: 8, period: 300, algorithm: 'SHA512' },
    })
    for (const option of [
      ['--digits', '4'],
      ['--digits', '11'],
      ['--digits', '6.5'],
      ['--period', '0'],
      ['--period', 'x'],
      ['--algorithm', 'MD5'],
      ['--type', 'motp'],
      ['--counter', '-1'],
    ]) {
      const [name = '', value = ''] = option
      expect(
        ukpJson(home, ['add', 'two', '--stdin', `${name}=${value}`], { stdin: 'KRSXG5CTMVRXEZLU' }).json,
        option.join(' '),
      ).toMatchObject({ kind: 'usage', exit: 2 })
    }
  })

  it('needs a name where there is no label and nobody to ask', () => {
    expect(ukpJson(home, ['add', '--stdin'], { stdin: KEY }).json).toMatchObject({ kind: 'usage', exit: 2 })
    expect(ukpJson(home, ['add', 'x', '--stdin'], { stdin: '' }).json).toMatchObject({ kind: 'bad-input', exit: 6 })
  })

  it('makes files that are for their owner alone', () => {
    add('mama', KEY)
    add('papa', 'KRSXG5CTMVRXEZLU')
    expect(statSync(home.vault).mode & 0o777).toBe(0o600)
    expect(statSync(`${home.vault}.bak`).mode & 0o777).toBe(0o600)
    expect(statSync(join(home.folder, 'data', 'ukp')).mode & 0o777).toBe(0o700)
  })
})

describe('secrets on the command line', () => {
  it.each([
    [['add', 'mama', KEY]],
    [['add', 'mama', 'jbsw', 'y3dp', 'ehpk', '3pxp']],
    [['add', KEY]],
    [['add', `otpauth://totp/x?secret=${KEY}`]],
    [['add', 'mama', '--secret', KEY]],
    [['add', 'mama', `--secret=${KEY}`]],
    [['add', 'mama', '--key', KEY]],
    [['add', 'mama', '--password', 'hunter2hunter2']],
    [['add', 'mama', '--note', KEY, '--stdin']],
    [['add', 'mama', '--issuer', `otpauth://totp/x?secret=${KEY}`, '--stdin']],
    [['list', '--passphrase', 'hunter2hunter2']],
    [['edit', 'mama', '--name', KEY]],
    [['edit', 'mama', '--tag', KEY]],
    [['edit', 'mama', '--deletion-code', '04711042']],
    [['add', 'mama', '--qr', KEY]],
    [['add', 'mama', `--${KEY}`]],
    [['add', 'mama', `-k${KEY}`]],
  ])('are refused and not repeated: %j', (args) => {
    const ran = ukp(home, args, { stdin: KEY, env: given })
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('on the command line')
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/JBSW|hunter2|jbsw/)
    expect(ukp(home, ['list'], { env: given }).exit).toBe(5)
  })

  it('are not repeated where they are no argument of anything', () => {
    for (const args of [['code', KEY], [KEY], ['show', KEY], ['help', KEY], ['code', 'a', KEY]]) {
      const ran = ukp(home, args, { env: given })
      expect(ran.exit).not.toBe(0)
      expect(`${ran.stdout}${ran.stderr}`).not.toContain('JBSW')
    }
  })
})

describe('labels from outside', () => {
  const link = `otpauth://totp/Evil%1B%5D52%3Bc%3BQUJD%07:a%0Ab%E2%80%AEc?secret=${KEY}`

  it('are shown with their control characters made visible, in tables, sentences and JSON', () => {
    const added = ukp(home, ['add', '--stdin'], { stdin: link, env: given })
    const listed = ukp(home, ['list'], { env: given })
    const shown = ukp(home, ['show', 'evil'], { env: given })
    for (const text of [added.stderr, listed.stdout, shown.stdout]) {
      expect(text).toContain('<U+001B>')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202e]/)
    }
    expect(listed.stdout.split('\n')).toHaveLength(2)
    const { json, stdout } = ukpJson(home, ['list'])
    expect(stdout).toContain('\\u001b')
    expect((json.accounts as { issuer: string }[])[0]?.issuer).toBe('Evil\u001b]52;c;QUJD\u0007')
  })
})

describe('ukp remove and restore', () => {
  it('take exact names or ids, all or none', () => {
    add('mama', KEY)
    add('papa', 'KRSXG5CTMVRXEZLU')
    expect(ukpJson(home, ['remove', 'mama', 'Papa', '--yes']).json).toMatchObject({ kind: 'not-found', exit: 3 })
    expect((ukpJson(home, ['list']).json.accounts as unknown[]).length).toBe(2)
    const id = (ukpJson(home, ['list']).json.accounts as { id: string }[])[0]?.id ?? ''
    expect(ukpJson(home, ['remove', id, 'papa', '--yes']).json).toMatchObject({
      ok: true,
      removed: [{ name: 'mama' }, { name: 'papa' }],
    })
    expect((ukpJson(home, ['restore']).json.trash as unknown[]).length).toBe(2)
    expect(ukpJson(home, ['add', 'again', '--stdin'], { stdin: KEY }).json).toMatchObject({
      kind: 'bad-input',
      exit: 6,
    })
    expect(ukpJson(home, ['restore', 'mama']).json).toMatchObject({ restored: [{ name: 'mama' }] })
    expect(ukpJson(home, ['restore', 'mama']).json).toMatchObject({ kind: 'not-found' })
    expect(ukpJson(home, ['restore', 'papa', '--purge', '--yes']).json).toMatchObject({ removed: [{ name: 'papa' }] })
    expect(ukpJson(home, ['restore']).json).toMatchObject({ trash: [] })
  })

  it('gives a restored account another name when its own is taken', () => {
    add('mama', KEY)
    ukp(home, ['remove', 'mama', '--yes'], { env: given })
    add('mama', 'KRSXG5CTMVRXEZLU')
    expect(ukpJson(home, ['restore', 'mama']).json).toMatchObject({ restored: [{ name: 'mama (2)' }] })
  })
})

describe('the deletion code', () => {
  it('keeps leading zeros, is shown only when asked for, and is never in a list', () => {
    add('mama', KEY)
    expect(ukpJson(home, ['edit', 'mama', '--deletion-code-stdin'], { stdin: '0012 3456\n' }).json).toMatchObject({
      changed: [{ hasDeletionCode: true }],
    })
    for (const args of [['list'], ['show', 'mama'], ['list', '--json'], ['show', 'mama', '--json']]) {
      expect(ukp(home, args, { env: given }).stdout).not.toContain('00123456')
    }
    expect(ukp(home, ['show', 'mama', '--reveal'], { env: given }).stdout).toContain('00123456')
    for (const wrong of ['1234567', '123456789', '1234567a', '']) {
      expect(ukpJson(home, ['edit', 'mama', '--deletion-code-stdin'], { stdin: wrong }).json).toMatchObject({
        kind: 'bad-input',
        exit: 6,
      })
    }
  })
})

describe('ukp backup', () => {
  it('writes, verifies, lists, rotates', () => {
    add('mama', KEY)
    const made = ukpJson(home, ['backup', 'create']).json
    expect(made).toMatchObject({ ok: true, accounts: 1, generation: 2 })
    expect(Object.keys(made)).toEqual(['ok', 'file', 'accounts', 'generation', 'created', 'removed'])
    expect(statSync(made.file as string).mode & 0o777).toBe(0o600)
    expect(ukpJson(home, ['backup', 'verify', made.file as string]).json).toMatchObject({
      ok: true,
      accounts: 1,
      generation: 2,
    })
    for (let i = 0; i < 3; i++) expect(ukpJson(home, ['backup', '--keep', '2']).json.ok).toBe(true)
    expect((ukpJson(home, ['backup', 'list']).json.backups as unknown[]).length).toBe(2)
  })

  it('rejects a damaged backup with 8 and restores nothing from it', () => {
    add('mama', KEY)
    const file = join(home.folder, 'b.ukp')
    ukpJson(home, ['backup', 'create', file])
    const bytes = readFileSync(file)
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(ukpJson(home, ['backup', 'verify', file]).json).toMatchObject({ kind: 'rejected', exit: 8 })
    expect(ukpJson(home, ['backup', 'restore', file, '--vault', join(home.folder, 'new.ukp')]).json).toMatchObject({
      kind: 'rejected',
      exit: 8,
    })
    expect(ukpJson(home, ['list', '--vault', join(home.folder, 'new.ukp')]).json).toMatchObject({ kind: 'no-vault' })
  })

  it('does not overwrite what is not an older backup of this vault without being told', () => {
    add('mama', KEY)
    const file = join(home.folder, 'letter.txt')
    writeFileSync(file, 'a letter')
    expect(ukpJson(home, ['backup', 'create', file]).json).toMatchObject({ kind: 'usage', exit: 2 })
    expect(readFileSync(file, 'utf-8')).toBe('a letter')
    expect(ukpJson(home, ['backup', 'create', home.vault]).json).toMatchObject({ kind: 'usage', exit: 2 })
    const usb = join(home.folder, 'usb.ukp')
    expect(ukpJson(home, ['backup', 'create', usb]).json.ok).toBe(true)
    add('papa', 'KRSXG5CTMVRXEZLU')
    expect(ukpJson(home, ['backup', 'create', usb]).json).toMatchObject({ ok: true, accounts: 2 })
    const folder = join(home.folder, 'stick')
    mkdirSync(folder)
    expect(ukpJson(home, ['backup', 'create', folder]).json.file).toMatch(/\/stick\/vault-\d{4}-\d\d-\d\d-\d{6}\.ukp$/)
  })

  it('merges a backup of another vault by its own passphrase, keeping what is there', () => {
    add('mama', KEY)
    const other = join(home.folder, 'other.ukp')
    const otherEnv = { UKP_PASSPHRASE: 'another passphrase' }
    ukp(home, ['add', 'mama', '--stdin', '--vault', other], { stdin: 'KRSXG5CTMVRXEZLU', env: otherEnv })
    ukp(home, ['add', 'twin', '--stdin', '--vault', other], { stdin: KEY, env: otherEnv })
    expect(ukpJson(home, ['backup', 'restore', other, '--yes']).json).toMatchObject({ kind: 'locked', exit: 4 })
    const file = join(home.folder, 'pw')
    writeFileSync(file, 'another passphrase\n', { mode: 0o600 })
    const { json } = ukpJson(home, ['backup', 'restore', other, '--yes', '--backup-passphrase-file', file])
    expect(json).toMatchObject({ ok: true, restored: [{ name: 'mama (2)' }], same: [{ name: 'twin' }] })
  })
})

describe('ways to unlock', () => {
  it('go in the order of the contract, and an explicit one that fails is an error', () => {
    add('mama', KEY)
    const good = join(home.folder, 'good')
    const bad = join(home.folder, 'bad')
    writeFileSync(good, `${PASSPHRASE}\n`, { mode: 0o600 })
    writeFileSync(bad, 'wrong passphrase\n', { mode: 0o600 })
    const key = join(home.folder, 'key')
    expect(ukpJson(home, ['key', 'add', 'key-file', key, '--label', 'laptop']).json).toMatchObject({
      ok: true,
      key: { type: 'key-file', label: 'laptop' },
      file: key,
    })
    const exit = (args: string[], env: Record<string, string> = {}, stdin = ''): number | null =>
      ukp(home, ['code', 'mama', '-q', ...args], { env, stdin }).exit
    expect(exit(['--passphrase-file', good])).toBe(0)
    expect(exit(['--passphrase-file', bad], given)).toBe(4)
    expect(exit([], { UKP_PASSPHRASE_FILE: good, UKP_PASSPHRASE: 'nonsense' })).toBe(0)
    expect(exit(['--passphrase-fd', '0'], {}, `${PASSPHRASE}\n`)).toBe(0)
    expect(exit(['--passphrase-fd', '0'], given, 'nonsense\n')).toBe(4)
    expect(exit(['--key-file', key], { UKP_PASSPHRASE: 'nonsense' })).toBe(0)
    expect(exit(['--key-file', good], given)).toBe(4)
    expect(exit([], { UKP_KEY_FILE: key })).toBe(0)
    expect(exit([], { UKP_KEY_FILE: '', UKP_PASSPHRASE_FILE: '', UKP_PASSPHRASE: PASSPHRASE })).toBe(0)
    expect(exit([])).toBe(4)
    expect(ukpJson(home, ['key', 'list']).json.keys).toMatchObject([
      { type: 'passphrase' },
      { type: 'key-file', label: 'laptop' },
    ])
  })

  it('are refused when others can read them', () => {
    add('mama', KEY)
    const open = join(home.folder, 'open')
    writeFileSync(open, `${PASSPHRASE}\n`, { mode: 0o644 })
    const ran = ukp(home, ['code', 'mama', '--passphrase-file', open])
    expect(ran.exit).toBe(4)
    expect(ran.stderr).toContain('chmod 600')
  })

  it('refuse a short passphrase for a new vault, and make none', () => {
    expect(
      ukpJson(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { UKP_PASSPHRASE: 'seven77' } }).json,
    ).toMatchObject({ kind: 'usage', exit: 2 })
    expect(ukp(home, ['list'], { env: given }).exit).toBe(5)
  })
})

describe('vault files that are no vault', () => {
  it.each([
    ['empty', '', 'vault-damaged'],
    ['a letter', 'Dear mother,\n', 'vault-damaged'],
    ['newer', 'ukp-vault/2\n{}\nAAAA\n', 'vault-newer'],
    ['cut', 'ukp-vault/1\n{"format":', 'vault-damaged'],
  ])('are told apart: %s', (_what, text, kind) => {
    mkdirSync(join(home.folder, 'data', 'ukp'), { recursive: true })
    writeFileSync(home.vault, text)
    const { json } = ukpJson(home, ['code', 'mama'])
    expect(json).toMatchObject({ ok: false, kind, exit: 5 })
    expect(ukpJson(home, ['add', 'mama', '--stdin'], { stdin: KEY }).json).toMatchObject({ kind })
    expect(readFileSync(home.vault, 'utf-8')).toBe(text)
  })
})

describe('the command line', () => {
  it('takes global options before and after the verb', () => {
    add('mama', KEY)
    const vault = ['--vault', home.vault]
    expect(ukp(home, [...vault, '--json', 'list'], { env: { ...given, UKP_VAULT: '/nowhere' } }).exit).toBe(0)
    expect(ukp(home, ['list', ...vault, '--json'], { env: { ...given, UKP_VAULT: '/nowhere' } }).exit).toBe(0)
  })

  it('knows Hungarian verbs in every language, accents folded, and abbreviates none', () => {
    add('mama', KEY)
    for (const verb of ['kód', 'kod', 'KÓD', 'ko\u0301d'])
      expect(ukp(home, [verb, 'mama', '-q'], { env: given }).exit, verb).toBe(0)
    expect(ukp(home, ['lista', '-q'], { env: given }).exit).toBe(0)
    expect(ukp(home, ['--lang', 'hu', 'biztonsági-mentés', 'list', '-q'], { env: given }).exit).toBe(0)
    for (const verb of ['cod', 'rem', 'l', 'add-'])
      expect(ukpJson(home, [verb]).json, verb).toMatchObject({ kind: 'usage', exit: 2 })
    expect(ukp(home, ['súgó', 'kód'], { env: { UKP_LANG: 'hu' } }).stdout).toContain('Használat: ukp code')
  })

  it('ends every help with examples, on standard output', () => {
    for (const args of [
      ['--help'],
      ['help'],
      ['add', '--help'],
      ['help', 'backup', 'create'],
      ['key', 'add', 'key-file', '--help'],
      ['backup', 'restore', '-h'],
    ]) {
      const ran = ukp(home, args)
      expect(ran.exit, args.join(' ')).toBe(0)
      expect(ran.stdout, args.join(' ')).toMatch(/Examples:\n( {2}ukp .*\n)+/)
      expect(ran.stderr).toBe('')
    }
    expect(ukp(home, ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('says what is wrong with a line, in one sentence and a next step', () => {
    for (const args of [
      ['code', '--nonsense'],
      ['nonsense'],
      ['show'],
      ['code', 'a', 'b'],
      ['add', 'x', '--digits'],
      ['key'],
      ['list', '--lang', 'de'],
      [],
    ]) {
      const ran = ukp(home, args)
      expect(ran.exit, args.join(' ')).toBe(2)
      expect(ran.stdout, args.join(' ')).toBe('')
    }
    expect(ukp(home, ['code', '--cpoy']).stderr).toBe(
      'Error: Unknown option: --cpoy.\nNext step: Did you mean: --copy?\n',
    )
  })
})

describe('a damaged vault', () => {
  it('is kept under another name when a backup takes its place, after a question', () => {
    add('mama', KEY)
    const { json: made } = ukpJson(home, ['backup'])
    const damaged = readFileSync(home.vault)
    damaged[damaged.length - 100] = (damaged[damaged.length - 100] ?? 0) ^ 1
    writeFileSync(home.vault, damaged)
    expect(ukpJson(home, ['code', 'mama']).json).toMatchObject({ kind: 'vault-damaged', exit: 5 })
    const listed = ukp(home, ['backup', 'list', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject({ ok: true, backups: [{ file: made.file }] })
    const restore = ['backup', 'restore', made.file as string]
    expect(ukpJson(home, restore).json).toMatchObject({ kind: 'usage', exit: 2 })
    expect(readFileSync(home.vault).equals(damaged)).toBe(true)
    const { json } = ukpJson(home, [...restore, '--yes'])
    expect(json).toMatchObject({ ok: true, accounts: 1 })
    expect(readFileSync(json.aside as string).equals(damaged)).toBe(true)
    expect(ukp(home, ['code', 'mama', '-q', '--at', '1700000000'], { env: given }).stdout).toBe('421617\n')
  })

  it('is also helped by the file of the save before', () => {
    add('mama', KEY)
    add('papa', 'KRSXG5CTMVRXEZLU')
    writeFileSync(home.vault, '')
    expect(ukpJson(home, ['backup', 'restore', `${home.vault}.bak`, '--yes']).json).toMatchObject({
      ok: true,
      accounts: 1,
    })
  })
})

describe('what is not there', () => {
  it('is told from what is in the trash and from an empty vault', () => {
    add('mama', KEY)
    ukp(home, ['remove', 'mama', '--yes'], { env: given })
    expect(ukpJson(home, ['code', 'mama']).json).toMatchObject({
      kind: 'not-found',
      message: 'This account is in the trash: mama.',
    })
    ukp(home, ['restore', 'mama', '--purge', '--yes'], { env: given })
    expect(ukpJson(home, ['code']).json).toMatchObject({ kind: 'not-found', message: 'The vault is empty.' })
    expect(ukpJson(home, ['code', 'mama']).json).toMatchObject({ kind: 'not-found', message: 'The vault is empty.' })
  })
})

describe('names and ids', () => {
  it('are never mixed up: no name may look like an id, and a change hits the account it was decided for', () => {
    add('mama', KEY)
    const id = (ukpJson(home, ['list']).json.accounts as { id: string }[])[0]?.id ?? ''
    expect(ukpJson(home, ['add', id, '--stdin'], { stdin: 'KRSXG5CTMVRXEZLU' }).json).toMatchObject({
      kind: 'usage',
      exit: 2,
    })
    // A label from outside may: it is a name like any other, and mama keeps her key.
    ukp(home, ['add', '--stdin'], { stdin: `otpauth://totp/${id}?secret=KRSXG5CTMVRXEZLU`, env: given })
    expect(ukpJson(home, ['edit', 'mama', '--note', 'hello']).json).toMatchObject({ changed: [{ id, note: 'hello' }] })
    expect(ukpJson(home, ['show', 'mama', '--reveal']).json).toMatchObject({ account: { id, secret: KEY } })
    expect(ukpJson(home, ['remove', 'mama', '--yes']).json).toMatchObject({ removed: [{ id, name: 'mama' }] })
    expect(ukpJson(home, ['list']).json.accounts).toMatchObject([{ name: id }])
  })

  it('are quoted in every command that is suggested, so that a label cannot be a command', () => {
    const ran = ukp(home, ['add', '--stdin'], {
      stdin: `otpauth://totp/${encodeURIComponent(`"; touch PWNED; '$(id)`)}?secret=${KEY}`,
      env: given,
    })
    expect(ran.stderr).toContain(`Its code: ukp code '"; touch PWNED; '\\''$(id)'`)
    const dash = ukp(home, ['add', '--stdin'], { stdin: 'otpauth://totp/-rf?secret=KRSXG5CTMVRXEZLU', env: given })
    expect(dash.stderr).toContain('Its code: ukp code -- -rf')
    expect(ukp(home, ['code', '-q', '--at', '1700000000', '--', '-rf'], { env: given }).exit).toBe(0)
  })
})

describe('a vault that is gone while the save before is there', () => {
  it('is told, and no new vault is made over it', () => {
    add('mama', KEY)
    rmSync(home.vault)
    for (const args of [['list'], ['add', 'papa', '--stdin']]) {
      const { json } = ukpJson(home, args, { stdin: 'KRSXG5CTMVRXEZLU' })
      expect(json).toMatchObject({ kind: 'no-vault', exit: 5 })
      expect(json.hint).toContain('backup restore')
    }
    expect(ukpJson(home, ['backup', 'restore', `${home.vault}.bak`]).json).toMatchObject({ ok: true })
    expect(ukp(home, ['list'], { env: given }).exit).toBe(0)
  })
})

describe('backups that would do harm', () => {
  it('are not written onto the vault by another path, nor where no folder is, nor for a mistyped verb', () => {
    add('mama', KEY)
    const before = readFileSync(home.vault)
    const link = join(home.folder, 'link')
    symlinkSync(home.vault, link)
    for (const target of [link, `${home.vault}.bak`]) {
      expect(ukpJson(home, ['backup', 'create', target, '--yes']).json, target).toMatchObject({ kind: 'usage' })
    }
    for (const target of [join(home.folder, 'stick', 'x.ukp'), join(home.folder, 'stick/')]) {
      expect(ukpJson(home, ['backup', 'create', target]).json, target).toMatchObject({ kind: 'bad-input', exit: 6 })
    }
    expect(ukpJson(home, ['backup', 'create', join(home.folder, 'stick'), '--keep', '2']).json).toMatchObject({
      exit: 6,
    })
    const verify = ukpJson(home, ['backup', 'verfy'])
    expect(verify.json).toMatchObject({ kind: 'usage', exit: 2 })
    expect(verify.json.hint).toContain('ukp backup verify')
    expect(ukpJson(home, ['key', 'remove', 'x']).json.hint).not.toContain('ukp remove')
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })
})

describe('what cannot go on', () => {
  it('says so: a counter at its end, an answer onto a full disk', () => {
    add('door', KEY, '--type', 'hotp', '--counter', String(Number.MAX_SAFE_INTEGER))
    expect(ukpJson(home, ['code', 'door']).json).toMatchObject({ kind: 'bad-input', exit: 6 })
    expect(ukpJson(home, ['list']).json.ok).toBe(true)
    const full = spawnSync('sh', ['-c', '"$0" "$1" list --quiet > /dev/full', process.execPath, BIN], {
      env: { ...home.env, ...given },
    })
    expect(full.status).toBe(1)
    expect(String(full.stderr)).toMatch(/^Error: The file could not be written \(ENOSPC\): stdout\.\n/)
  })
})
