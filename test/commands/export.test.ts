// ukp export through the whole program: every format, the word for what is not encrypted, where files go and what is in
// the way, what the other app cannot hold, and the way back through ukp import.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EXPORTERS } from '../../src/export/index.ts'
import { errors } from '../../src/messages/en/errors/index.ts'
import { talk } from '../../src/messages/en/talk/index.ts'
import { readQrTexts } from '../../src/qr/read/read.ts'
import type { StoredAccount } from '../../src/vault/contents.ts'
import {
  dropHome,
  type Home,
  newHome,
  PASSPHRASE,
  PYTHON,
  play,
  type Ran,
  type RunOptions,
  ukp,
  ukpJson,
} from '../kit/ukp.ts'
import { keyNumber, putVault, storedIn } from '../kit/vaults.ts'

const DELETION_CODE = '04711042'
const FILE_PASSWORD = 'a word for the file'
/** Of an account that was enrolled twice: the earlier one. */
const EARLIER_KEY = 'MFRGGZDFMZTWQ2LK'
const EARLIER_CODE = '11223344'

/** Ügyfélkapu+ as it is, and what not every app can hold. */
const ACCOUNTS: readonly Partial<StoredAccount>[] = [
  { name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna', tags: ['family'], note: 'of the house' },
  { name: 'eight', issuer: 'Acme', account: 'bela', digits: 8, algorithm: 'SHA256' },
  { name: 'slow', issuer: 'Acme', account: 'cili', period: 60, tags: ['Family', 'work'] },
  { name: 'seven', issuer: 'Acme', account: 'dora', digits: 7, algorithm: 'SHA512' },
  { name: 'steam', issuer: 'Steam', account: 'emil', type: 'steam', digits: 5 },
  { name: 'counted', issuer: 'Acme', account: 'flora', type: 'hotp', counter: 41 },
  { name: 'gone', issuer: 'Acme', account: 'geza', trashed: '2026-01-01T00:00:00.000Z' },
]
const GONE_KEY = keyNumber(6)

const says = talk.export

let home: Home
let folder: string
beforeAll(async () => {
  home = newHome()
  const [mama, ...others] = ACCOUNTS
  const parameters = { algorithm: 'SHA1', digits: 6, period: 30, counter: 0 } as const
  const former = { type: 'totp', secret: EARLIER_KEY, ...parameters, deletionCode: EARLIER_CODE } as const
  const history = [{ ...former, replaced: '2026-01-01T00:00:00.000Z' }]
  await putVault(home, [{ ...mama, deletionCode: DELETION_CODE, history }, ...others])
})
afterAll(() => dropHome(home))
beforeEach(() => {
  folder = mkdtempSync(join(home.folder, 'out-'))
})

function exporting(args: readonly string[], options: RunOptions = {}): Ran {
  return ukp(home, ['export', ...args], { env: { UKP_PASSPHRASE: PASSPHRASE }, ...options })
}

function exportJson(args: readonly string[]): ReturnType<typeof ukpJson> {
  return ukpJson(home, ['export', ...args])
}

function passwordFile(content = `${FILE_PASSWORD}\n`): string {
  const file = join(folder, 'password.txt')
  writeFileSync(file, content, { mode: 0o600 })
  return file
}

/** What a format needs besides its name: a word, or a password. */
function allowed(format: string): string[] {
  return format === 'aegis-encrypted' ? ['--target-passphrase-file', passwordFile()] : ['--yes-plaintext']
}

const mode = (file: string): number => statSync(file).mode & 0o777
const PICTURES = ['google', 'qr-png', 'qr-svg']
const FORMATS = EXPORTERS.map(({ format }) => format)
const PLAIN = FORMATS.filter((format) => format !== 'aegis-encrypted')

describe('every format', () => {
  it.each(FORMATS)('is written for its owner only, and says what anyone can do with it: %s', (format) => {
    const output = join(folder, 'new')
    const ran = exporting(['mama', '--format', format, '--output', output, ...allowed(format)])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toBe('')
    const files = PICTURES.includes(format) ? readdirSync(output).map((name) => join(output, name)) : [output]
    expect(files).toHaveLength(1)
    expect(mode(files[0] ?? '')).toBe(0o600)
    if (PICTURES.includes(format)) expect(mode(output)).toBe(0o700)
    expect(ran.stderr).toContain(says.written(files[0] ?? '', 1))
    expect(ran.stderr.includes(says.anyone)).toBe(format !== 'aegis-encrypted')
    expect(ran.stderr.includes(says.sealed('Aegis'))).toBe(format === 'aegis-encrypted')
  })

  it.each(PLAIN)('never holds the deletion code, an earlier key or the trash: %s', async (format) => {
    const output = join(folder, 'new')
    const ran = exporting(['--format', format, '--output', output, ...allowed(format)])
    expect([0, 9]).toContain(ran.exit)
    const files = PICTURES.includes(format) ? readdirSync(output).map((name) => join(output, name)) : [output]
    const texts = await Promise.all(files.map(textsOf))
    expect(texts.join('').length).toBeGreaterThan(0)
    for (const hidden of [DELETION_CODE, EARLIER_KEY, EARLIER_CODE, GONE_KEY, 'geza'])
      expect(`${texts.join('\n')}${ran.stdout}${ran.stderr}`).not.toContain(hidden)
    for (const what of ['deletion-code', 'history'] as const)
      expect(ran.stderr).toContain(says.without(says.loss({ what, value: null }), ['mama']))
  })

  it('has to be named, and to exist', () => {
    for (const args of [[], ['--format', 'nonsense']]) {
      const ran = exporting([...args, '--yes-plaintext', '--output', join(folder, 'x')])
      expect(ran.exit).toBe(2)
      for (const format of FORMATS) expect(ran.stderr).toContain(format)
    }
  })
})

/** The text of a file; of a picture, what its codes say, and what is packed into them. */
async function textsOf(file: string): Promise<string> {
  const bytes = readFileSync(file)
  if (!file.endsWith('.png')) return String(bytes)
  const texts = (await readQrTexts(bytes, file)).map((text) => decodeURIComponent(text))
  const packed = texts.map((text) => Buffer.from(/[?&]data=(.*)/.exec(text)?.[1] ?? '', 'base64').toString('latin1'))
  return [...texts, ...packed].join('\n')
}

describe('what is not encrypted', () => {
  it.each(PLAIN)('needs --yes-plaintext where nobody can be asked; --yes is not enough: %s', (format) => {
    const output = join(folder, 'new')
    for (const answer of [[], ['--yes']]) {
      const ran = exporting(['mama', '--format', format, '--output', output, ...answer])
      expect(ran.exit).toBe(2)
      expect(ran.stderr).toContain('--yes-plaintext')
    }
    expect(existsSync(output)).toBe(false)
  })

  it('goes to standard output when that is no terminal', () => {
    for (const output of [[], ['--output', '-']]) {
      const ran = exporting(['mama', 'slow', '--format', 'otpauth', '--yes-plaintext', ...output])
      expect(ran.exit).toBe(0)
      expect(ran.stdout.split('\n')).toEqual([
        `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${keyNumber(0)}&issuer=%C3%9Cgyf%C3%A9lkapu%2B&algorithm=SHA1&digits=6&period=30`,
        `otpauth://totp/Acme:cili?secret=${keyNumber(2)}&issuer=Acme&algorithm=SHA1&digits=6&period=60`,
        '',
      ])
    }
  })

  it('stands in the JSON when it goes nowhere else', () => {
    const { json, exit } = exportJson(['mama', '--format', 'otpauth', '--yes-plaintext'])
    expect(exit).toBe(0)
    expect(json).toMatchObject({ ok: true, format: 'otpauth', encrypted: false, refused: [], files: [] })
    expect(json.exported).toMatchObject([{ name: 'mama', hasDeletionCode: true }])
    expect(json.content).toContain(`secret=${keyNumber(0)}`)
    expect(json.notes).toMatchObject([{ name: 'mama', doubtful: [] }])
  })

  it('stands in no JSON when it goes to a file', () => {
    const output = join(folder, 'links.txt')
    const { json, stdout } = exportJson(['mama', '--format', 'otpauth', '--yes-plaintext', '--output', output])
    expect(json.files).toEqual([{ file: output, accounts: 1 }])
    expect(json).not.toHaveProperty('content')
    expect(stdout).not.toContain(keyNumber(0))
  })

  it('that is pictures needs a folder', () => {
    for (const format of PICTURES) {
      expect(exporting(['mama', '--format', format, '--yes-plaintext']).exit).toBe(2)
      expect(exporting(['mama', '--format', format, '--yes-plaintext', '--output', '-']).exit).toBe(2)
    }
  })
})

describe.skipIf(PYTHON === null)(`on a terminal${PYTHON === null ? ' (skipped: no python3)' : ''}`, () => {
  const env = { UKP_PASSPHRASE: PASSPHRASE }

  it('keys are not written to it by accident', () => {
    const args = ['export', 'mama', '--format', 'otpauth', '--yes-plaintext']
    const played = play(home, args, [{ columns: 80 }], { env })
    expect(played.exit).toBe(2)
    expect(`${played.screen}${played.stderr}`).not.toContain(keyNumber(0))
    expect(played.stderr).toContain('--output <file>')
    for (const more of [['--output', '-'], ['--json']]) {
      const again = play(home, [...args, ...more], [{ columns: 80 }], { env })
      expect(again.exit).toBe(2)
      expect(`${again.screen}${again.stderr}`).not.toContain(keyNumber(0))
    }
  })

  it('another word than the one that is asked for writes nothing', () => {
    const output = join(folder, 'links.txt')
    const args = ['export', 'mama', '--format', 'otpauth', '--output', output]
    for (const word of ['y', 'yes', 'encrypted', '']) {
      const played = play(home, args, [{ expect: 'unencrypted:' }, { send: `${word}\r` }], { env })
      expect(played.exit).toBe(130)
      expect(played.stderr).toContain(errors['word-wrong']({}).message)
    }
    expect(existsSync(output)).toBe(false)
    expect(play(home, args, [{ expect: 'unencrypted:' }, { send: 'unencrypted\r' }], { env }).exit).toBe(0)
    expect(existsSync(output)).toBe(true)
  })

  it('what is in the way is told before anything is asked', () => {
    const output = join(folder, 'new')
    writeFileSync(output, 'mine')
    const asked = { otpauth: 'unencrypted:', 'aegis-encrypted': 'Password for the file', 'qr-png': 'unencrypted:' }
    for (const [format, question] of Object.entries(asked)) {
      const args = ['export', 'mama', '--format', format, '--output', output]
      const played = play(home, args, [{ expect: question }, { send: '\u0003' }], { env })
      expect(played.missing).toBe(question)
      expect(played.stderr).toContain(errors['file-exists']({ file: output }).message)
    }
  })
})

describe('where files go', () => {
  it('a file that is there is never overwritten, nor the file behind a link', () => {
    const output = join(folder, 'links.txt')
    writeFileSync(output, 'mine')
    const link = join(folder, 'link.txt')
    symlinkSync(join(folder, 'nowhere'), link)
    for (const file of [output, link]) {
      const ran = exporting(['mama', '--format', 'otpauth', '--yes-plaintext', '--output', file])
      expect(ran.exit).toBe(2)
      expect(ran.stderr).toContain(errors['file-exists']({ file }).message)
    }
    expect(readFileSync(output, 'utf-8')).toBe('mine')
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })

  it('of several pictures none is written when one is in the way', () => {
    writeFileSync(join(folder, 'slow.png'), 'mine')
    const ran = exporting(['mama', 'eight', 'slow', '--format', 'qr-png', '--yes-plaintext', '--output', folder])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain(errors['file-exists']({ file: join(folder, 'slow.png') }).message)
    expect(readdirSync(folder)).toEqual(['slow.png'])
    expect(readFileSync(join(folder, 'slow.png'), 'utf-8')).toBe('mine')
  })

  it('a folder that is there takes them, with what is in it left alone', () => {
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    expect(exporting(['mama', '--format', 'aegis', '--yes-plaintext', '--output', folder]).exit).toBe(0)
    expect(exporting(['mama', 'eight', '--format', 'qr-svg', '--yes-plaintext', '--output', folder]).exit).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['aegis.json', 'eight.svg', 'mama.svg', 'mine.txt'])
  })

  it('a folder cannot take the place of a file, nor lie in one that is not there', () => {
    const file = join(folder, 'mine.txt')
    writeFileSync(file, 'mine')
    const inTheWay = exporting(['mama', '--format', 'qr-png', '--yes-plaintext', '--output', file])
    expect(inTheWay.exit).toBe(2)
    const nowhere = join(folder, 'none', 'none')
    for (const format of ['qr-png', 'otpauth']) {
      const ran = exporting(['mama', '--format', format, '--yes-plaintext', '--output', nowhere])
      expect(ran.exit).toBeGreaterThan(0)
      expect(ran.stderr).toContain(join(folder, 'none'))
    }
    expect(readdirSync(folder)).toEqual(['mine.txt'])
  })
})

describe('what the other app cannot hold', () => {
  it('is named for each account with its values, and the others are written, exit 9', () => {
    const output = join(folder, 'google')
    const args = ['mama', 'eight', 'slow', 'seven', 'steam', 'counted', '--format', 'google', '--yes-plaintext']
    const { exit, json } = exportJson([...args, '--output', output])
    expect(exit).toBe(9)
    expect(json).toMatchObject({ ok: false, kind: 'partial', app: 'Google Authenticator' })
    expect((json.exported as { name: string }[]).map(({ name }) => name)).toEqual(['mama', 'eight', 'counted'])
    expect(json.refused).toEqual([
      { name: 'slow', because: [{ what: 'period', value: 60 }] },
      { name: 'seven', because: [{ what: 'digits', value: 7 }] },
      { name: 'steam', because: [{ what: 'type', value: 'steam' }] },
    ])
    expect(json.files).toEqual([{ file: join(output, 'google.png'), accounts: 3 }])
  })

  it('is said in words', () => {
    const ran = exporting(['slow', 'mama', '--format', 'google', '--dry-run'])
    expect(ran.exit).toBe(9)
    expect(ran.stderr).toContain(says.refused('Google Authenticator', 'period in seconds: 60', ['slow']))
    for (const what of ['name', 'note', 'tags', 'deletion-code'] as const)
      expect(ran.stderr).toContain(says.without(says.loss({ what, value: null }), ['mama']))
    expect(ran.stderr).not.toContain('of the house')
  })

  it.each([
    ['bitwarden', ['counted']],
    ['keepassxc', ['counted']],
    ['google', ['slow', 'seven', 'steam']],
    ['aegis', []],
    ['otpauth', []],
    ['qr-png', []],
  ])('refuses in %s: %j', (format, names) => {
    const { exit, json } = exportJson(['--format', format, '--dry-run'])
    expect((json.refused as { name: string }[]).map(({ name }) => name)).toEqual(names)
    expect(exit).toBe(names.length > 0 ? 9 : 0)
  })

  it('is a failure when it is all of them, exit 6', () => {
    const output = join(folder, 'new')
    for (const more of [['--yes-plaintext'], ['--dry-run']]) {
      const ran = exporting(['slow', 'steam', '--format', 'google', '--output', output, ...more])
      expect(ran.exit).toBe(6)
      expect(ran.stderr).toContain(errors['export-nothing']({ app: 'Google Authenticator' }).message)
    }
    expect(existsSync(output)).toBe(false)
  })

  it('is told where some programs pass over it', () => {
    const ran = exporting(['slow', '--format', 'otpauth', '--dry-run'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(says.doubtful('period in seconds: 60', ['slow']))
  })
})

describe('a dry run', () => {
  it.each(FORMATS)('writes nothing and needs neither word nor password: %s', (format) => {
    const output = join(folder, 'new')
    const ran = exporting(['mama', '--format', format, '--output', output, '--dry-run'])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toContain(says.dryRun(1))
    const { json, stdout } = exportJson(['mama', '--format', format, '--dry-run'])
    expect(json).toMatchObject({ ok: true, dryRun: true, files: [], exported: [{ name: 'mama' }] })
    expect(json).not.toHaveProperty('content')
    expect(stdout).not.toContain(keyNumber(0))
    expect(existsSync(output)).toBe(false)
  })
})

describe('the accounts', () => {
  const named = (args: readonly string[]): string[] => {
    const { json } = exportJson([...args, '--format', 'otpauth', '--dry-run'])
    return (json.exported as { name: string }[]).map(({ name }) => name)
  }

  it('are all but the trash, those named, or those with a tag', () => {
    expect(named([])).toEqual(['mama', 'eight', 'slow', 'seven', 'steam', 'counted'])
    expect(named(['slow', 'mama', 'slow', 'minta.anna'])).toEqual(['slow', 'mama'])
    expect(named(['--tag', 'FAMILY'])).toEqual(['mama', 'slow'])
    expect(named(['eight', '--tag', 'work', '--tag', 'nothing'])).toEqual(['eight', 'slow'])
  })

  it.each([
    ['nobody', ['nobody']],
    ['two', ['Acme']],
    ['one in the trash', ['gone']],
    ['one that is there and one that is not', ['mama', 'nobody']],
  ])('that are %s: exit 3, and nothing is written', (_, names) => {
    const output = join(folder, 'new')
    expect(exporting([...names, '--format', 'otpauth', '--yes-plaintext', '--output', output]).exit).toBe(3)
    expect(existsSync(output)).toBe(false)
  })

  it('with a tag that nobody has: exit 3, and the vault is not called empty', () => {
    const ran = exporting(['--tag', 'nothing', '--format', 'otpauth', '--yes-plaintext'])
    expect(ran.exit).toBe(3)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).not.toContain(errors['vault-has-no-accounts']({}).message)
  })

  it('are none in a vault that is empty or not there', async () => {
    const other = newHome()
    try {
      const args = ['export', '--format', 'otpauth', '--yes-plaintext']
      expect(ukp(other, args, { env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(5)
      await putVault(other, [])
      expect(ukp(other, args, { env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(3)
    } finally {
      dropHome(other)
    }
  })

  it('stay closed to a wrong passphrase', () => {
    const args = ['--format', 'otpauth', '--yes-plaintext']
    expect(exporting(args, { env: { UKP_PASSPHRASE: 'another passphrase' } })).toMatchObject({ exit: 4, stdout: '' })
  })
})

describe('the encrypted form', () => {
  it('opens with its own password, and not with that of the vault', async () => {
    const output = join(folder, 'aegis.json')
    expect(
      exporting(['mama', '--format', 'aegis-encrypted', '--output', output, ...allowed('aegis-encrypted')]).exit,
    ).toBe(0)
    const other = newHome()
    try {
      const args = (password: string): string[] => {
        const file = join(other.folder, 'password.txt')
        writeFileSync(file, `${password}\n`, { mode: 0o600 })
        return ['import', output, '--source-passphrase-file', file, '--yes']
      }
      expect(ukp(other, args(PASSPHRASE), { env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(4)
      expect(existsSync(other.vault)).toBe(false)
      expect(ukp(other, args(FILE_PASSWORD), { env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(0)
      expect(await storedIn(other)).toMatchObject([{ secret: keyNumber(0), note: 'of the house', tags: ['family'] }])
    } finally {
      dropHome(other)
    }
  })

  it('needs no word, and a password where nobody can be asked', () => {
    const output = join(folder, 'aegis.json')
    const ran = exporting(['mama', '--format', 'aegis-encrypted', '--output', output, '--yes-plaintext'])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('--target-passphrase-file')
    expect(existsSync(output)).toBe(false)
  })

  it.each([
    ['too short', 'seven77\n', 2],
    ['empty', '', 4],
  ])('refuses a password that is %s', (_, content, exit) => {
    const output = join(folder, 'aegis.json')
    const args = ['mama', '--format', 'aegis-encrypted', '--output', output]
    expect(exporting([...args, '--target-passphrase-file', passwordFile(content)]).exit).toBe(exit)
    expect(existsSync(output)).toBe(false)
  })

  it('goes through a pipe, too', () => {
    const ran = exporting(['mama', '--format', 'aegis-encrypted', ...allowed('aegis-encrypted')])
    expect(ran.exit).toBe(0)
    expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1, header: { slots: [{ type: 1 }] } })
  })

  it('is the only one that takes a password: a plain file is not written for one', () => {
    const output = join(folder, 'aegis.json')
    const args = ['mama', '--format', 'aegis', '--output', output, '--yes-plaintext']
    const ran = exporting([...args, '--target-passphrase-file', passwordFile()])
    expect(ran.exit).toBe(2)
    expect(existsSync(output)).toBe(false)
  })
})

describe('the way back', () => {
  const READ_AGAIN = FORMATS.filter((format) => format !== 'qr-svg')

  it.each(READ_AGAIN)('gives the same codes: %s', async (format) => {
    const output = join(folder, 'new')
    const written = exportJson(['--format', format, '--output', output, ...allowed(format)])
    const names = (written.json.exported as { name: string }[]).map(({ name }) => name)
    expect(names.length).toBeGreaterThanOrEqual(3)
    const other = newHome()
    try {
      await putVault(other, [])
      const source = format === 'aegis-encrypted' ? ['--source-passphrase-file', join(folder, 'password.txt')] : []
      const read = ukpJson(other, ['import', output, '--yes', ...source])
      expect([read.exit, read.json.refused]).toEqual([0, []])
      const [before, after] = [await codesIn(home), await codesIn(other)]
      const expected = new Map(ACCOUNTS.map(({ name = '' }, i) => [name, keyNumber(i)]))
      expect([...after.keys()].sort()).toEqual(names.map((name) => expected.get(name)).sort())
      for (const [key, code] of after) expect(code).toEqual(before.get(key))
    } finally {
      dropHome(other)
    }
  })
})

/** Key -> its code at a moment; of a counted one what the code comes from. */
async function codesIn(one: Home): Promise<Map<string, unknown>> {
  const { json } = ukpJson(one, ['code', '--all', '--at', '1700000000'])
  const codes = new Map((json.codes as { id: string; code: string }[]).map(({ id, code }) => [id, code]))
  const accounts = (await storedIn(one)).filter(({ trashed }) => trashed === null)
  return new Map(
    accounts.map(({ id, secret, type, algorithm, digits, counter }) => [
      secret,
      type === 'hotp' ? { type, algorithm, digits, counter } : (codes.get(id) ?? 'no code'),
    ]),
  )
}
