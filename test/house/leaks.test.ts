// A sentinel key, deletion code and passphrase: through every verb and many mistakes, they come out only where a person
// asks for them. Nor do they stand in the arguments or the environment of what ukp starts.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aegisEncrypted } from '../../src/export/aegis-encrypted.ts'
import { EXPORTERS } from '../../src/export/index.ts'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, newHome, PASSPHRASE as QUICK_PASSPHRASE, type Ran, ukp } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'
import { account, seeded } from '../vault/kit.ts'

const SENTINEL = 'ONSW45DJNZSWYIDL'
const DELETION = '90817263'
const PASSPHRASE = 'sentinel of the vault'
const FILE_PASSWORD = 'sentinel of the file'
const home = newHome()
/** The same account in a vault whose key is derived in no time. */
const quick = newHome()
/** What other apps wrote, and what is written for them. */
const files = mkdtempSync(join(tmpdir(), 'ukp-leaks-'))
const env = { UKP_PASSPHRASE: PASSPHRASE }
const quickEnv = { UKP_PASSPHRASE: QUICK_PASSPHRASE }
const link = `otpauth://totp/Acme:anna?secret=${SENTINEL}&issuer=Acme`

/** Every spelling in which the key could come out. */
const SPELLINGS = [
  SENTINEL,
  SENTINEL.toLowerCase(),
  SENTINEL.match(/.{4}/g)?.join(' ') ?? '',
  'sentinel k',
  Buffer.from('sentinel k').toString('base64').slice(0, 12),
  Buffer.from('sentinel k').toString('hex'),
]

function leaks({ stdout, stderr }: Ran): string[] {
  const text = `${stdout}${stderr}`
  return [...SPELLINGS, DELETION, PASSPHRASE, QUICK_PASSPHRASE, FILE_PASSWORD].filter((secret) => text.includes(secret))
}

function put(name: string, content: string | Uint8Array, mode = 0o600): string {
  const file = join(files, name)
  writeFileSync(file, content, { mode })
  chmodSync(file, mode)
  return file
}

/** An entry of Aegis whose fields are given, the key in each of them in turn. */
function aegisWith(entry: object, info: object = {}): string {
  const whole = { type: 'totp', name: 'anna', issuer: 'Acme', note: '', ...entry }
  const fields = { secret: SENTINEL, algo: 'SHA1', digits: 6, period: 30, ...info }
  const db = { version: 3, entries: [{ ...whole, info: fields }], groups: [] }
  return JSON.stringify({ version: 1, header: { slots: null, params: null }, db })
}

beforeAll(async () => {
  await putVault(quick, [{ name: 'anna', issuer: 'Acme', account: 'anna', secret: SENTINEL, deletionCode: DELETION }])
  expect(
    ukp(home, ['add', 'anna', '--stdin', '--deletion-code-stdin'], { stdin: `${link}\n${DELETION}\n`, env }).exit,
  ).toBe(0)
})
afterAll(() => {
  dropHome(home)
  dropHome(quick)
  rmSync(files, { recursive: true })
})

describe('secrets', () => {
  it.each([
    [['list']],
    [['list', '--json']],
    [['code', 'anna']],
    [['code', 'anna', '--json']],
    [['code', '--all', '--json']],
    [['show', 'anna']],
    [['show', 'anna', '--json']],
    [['backup']],
    [['backup', '--json']],
    [['backup', 'list']],
    [['backup', 'paper', 'sheet.html']],
    [['backup', 'paper', 'vault.html', '--encrypted']],
    [['backup', 'paper', SENTINEL, '--yes-plaintext']],
    [['backup', 'paper', 'sheet.html', SENTINEL, '--yes-plaintext', '--json']],
    [['unlock', '--for', '1s']],
    [['unlock', '--for', '1s', '--json']],
    [['lock']],
    [['key', 'list', '--json']],
    [['key', 'add', 'key-file', 'k', '--json']],
    [['edit', 'anna', '--note', 'hello', '--json']],
    [['remove', 'anna', '--yes', '--json']],
    [['restore']],
    [['restore', 'anna', '--json']],
    [['verify', '000000']],
    [['verify', SENTINEL]],
    [['verify', DELETION, '--json']],
    [['nonsense', SENTINEL]],
    [['code', SENTINEL]],
    [['add', 'x', SENTINEL]],
    [['add', 'x', `--secret=${SENTINEL}`]],
    [['add', link]],
    [['code', link, '--json']],
    [['edit', SENTINEL, '--name', link]],
    [['--vault', `/nowhere/${DELETION}x`, 'code']],
  ])('do not come out of %j', (args) => {
    const ran = ukp(home, args, { env })
    expect(`${ran.stdout}${ran.stderr}`.length).toBeGreaterThan(0)
    const allowed = args.some((arg) => arg.includes('/nowhere')) ? [DELETION] : []
    expect(leaks(ran).filter((secret) => !allowed.includes(secret))).toEqual([])
  })

  it.each([
    [['add', 'x', '--stdin'], SENTINEL],
    [['add', 'x', '--stdin', '--json'], `${SENTINEL}0`],
    [['add', 'x', '--stdin'], `${SENTINEL}A`],
    [['add', 'x', '--stdin', '--json'], `${link}&digits=${SENTINEL}`],
    [['add', 'x', '--stdin'], `${link}&algorithm=${SENTINEL}`],
    [['add', 'x', '--stdin'], link.replace('totp', SENTINEL)],
    [['add', 'x', '--stdin', '--json'], link.replace('secret=', 'secret=%ZZ')],
    [['add', 'x', '--stdin'], `{"secret":"${SENTINEL}"}`],
    [['add', 'x', '--stdin', '--json'], `otpauth-migration://offline?data=${SENTINEL}`],
    [['add', 'x', '--stdin', '--dry-run', '--json'], `${SENTINEL}MFRGGZDF`],
    [['add', 'x', '--stdin', '--dry-run'], `${link.replace('ONSW', 'NNSW')}`],
    [['add', 'x', '--qr', '-'], link],
    [['edit', 'anna', '--deletion-code-stdin'], `${DELETION}1`],
    [['add', 'y', '--stdin', '--deletion-code-stdin'], `MFRGGZDFMZTWQ2LK\n${DELETION}9`],
  ])('that were handed over and refused do not come back: %j', (args, stdin) => {
    expect(leaks(ukp(home, args, { stdin, env }))).toEqual([])
  })

  it('do not come out of a wrong passphrase, an unsafe file or a damaged vault', () => {
    const file = join(home.folder, 'pw')
    writeFileSync(file, `${PASSPHRASE}\n`)
    chmodSync(file, 0o644)
    const damaged = join(home.folder, 'damaged.ukp')
    const bytes = readFileSync(home.vault)
    bytes[bytes.length - 50] = (bytes[bytes.length - 50] ?? 0) ^ 1
    writeFileSync(damaged, bytes)
    const runs = [
      ukp(home, ['code', 'anna', '--passphrase-file', file]),
      ukp(home, ['code', 'anna', '--vault', damaged], { env }),
      ukp(home, ['code', 'anna'], { env: { UKP_PASSPHRASE: `${PASSPHRASE} ` } }),
      ukp(home, ['code', 'anna', '--passphrase-fd', '0'], { stdin: `${PASSPHRASE}x` }),
      ukp(home, ['code', 'anna', '--key-file', file]),
    ]
    for (const ran of runs) {
      expect(ran.exit).toBeGreaterThan(0)
      expect(leaks(ran)).toEqual([])
    }
  })

  it.each([
    ['the key that is there', link],
    ['the key with another algorithm', `${link}&algorithm=SHA256`],
    ['the key with other digits', `${link}&digits=8`],
    ['a bare key in a line', `${link}\n${SENTINEL}\n`],
    ['nothing but a bare key', `${SENTINEL}\n`],
    ['a key with an impossible letter', `${link}\notpauth://totp/x?secret=${SENTINEL}0`],
    ['a key where digits belong', `${link}&digits=${SENTINEL}`],
    ['a key where the type belongs', link.replace('totp', SENTINEL)],
    ['a key where a scheme belongs', `${link}\n${SENTINEL.slice(0, 12)}://x?secret=${SENTINEL}`],
    ['a migration link that is damaged', `otpauth-migration://offline?data=${SENTINEL}`],
    ['a table', `név;titkos kulcs;törlőkód\nmama;${SENTINEL}MFRGGZDF;${DELETION}\n`],
    ['a table whose columns are mixed up', `név;titkos kulcs;törlőkód\nmama;${DELETION};${SENTINEL}\n`],
    ['a table with a damaged cell', `név;titkos kulcs;törlőkód\nmama;"${SENTINEL};${DELETION}\n`],
    ['a table without a name', `név;titkos kulcs;felhasználónév\n;${SENTINEL}MFRGGZDF;\n`],
    ['a table with a key as a name', `név;titkos kulcs;törlőkód\n${SENTINEL};${SENTINEL}9;${DELETION}\n`],
    ['a table without a header', `mama;${SENTINEL};${DELETION}\npapa;;\n`],
    ['a table whose first cell has more than a key', `mama;key ${SENTINEL};x\npapa;;\n`],
    ['logins without a header', `example.com,anna,${FILE_PASSWORD}\nexample.org,bela,x\n`],
    ['an app with an unknown type', aegisWith({ type: SENTINEL })],
    ['an app with an unknown algorithm', aegisWith({}, { algo: SENTINEL })],
    ['an app with wrong digits', aegisWith({}, { digits: SENTINEL })],
    ['an app with a wrong period', aegisWith({}, { period: SENTINEL })],
    ['an app with a wrong counter', aegisWith({ type: 'hotp' }, { counter: SENTINEL })],
    ['an app with a wrong key', aegisWith({}, { secret: `${SENTINEL}!` })],
    ["an app's file that is cut", aegisWith({}).slice(0, -20)],
    [
      'a login with a link that is broken',
      `{"encrypted":false,"items":[{"type":1,"name":"x","login":{"totp":"x://${SENTINEL}"}}]}`,
    ],
    ['JSON of nobody', `{"secret":"${SENTINEL}"}`],
  ])('do not come out of an import: %s', (_, content) => {
    const file = put('import', content)
    for (const args of [['--dry-run'], ['--dry-run', '--json']]) {
      const ran = ukp(quick, ['import', file, ...args], { env: quickEnv })
      expect(`${ran.stdout}${ran.stderr}`.length).toBeGreaterThan(0)
      expect(leaks(ran)).toEqual([])
    }
  })

  it('do not come out of an import that saves, that is refused, or that cannot open a file', async () => {
    const accounts = [account(1, { secret: SENTINEL, deletionCode: null })]
    const [sealed] = await aegisEncrypted.write(accounts, { random: seeded(1), password: FILE_PASSWORD })
    const encrypted = put('aegis.json', sealed?.bytes ?? '')
    const picture = put('a.png', qrPicture([`${link}&digits=8`, `otpauth://totp/x?secret=${SENTINEL}1`]))
    const list = put('links.txt', `${link}&algorithm=SHA512\n`)
    const withPassword = (mode: number, content = `${FILE_PASSWORD}\n`): string[] => [
      '--source-passphrase-file',
      put('password', content, mode),
    ]
    const runs = [
      () => ukp(home, ['import', list], { env }),
      () => ukp(home, ['import', list, '--format', 'aegis', '--yes'], { env }),
      () => ukp(home, ['import', list, '--tag', SENTINEL, '--yes'], { env }),
      () => ukp(home, ['import', list, '--yes'], { env: { UKP_PASSPHRASE: `${PASSPHRASE} ` } }),
      () => ukp(home, ['import', SENTINEL, '--yes'], { env }),
      () => ukp(home, ['import', link, '--yes', '--json'], { env }),
      () => ukp(home, ['import', picture, '--yes'], { env }),
      () => ukp(home, ['import', '-', '--yes', '--json'], { env, stdin: `${SENTINEL}\n` }),
      () => ukp(home, ['import', encrypted, '--yes'], { env }),
      () => ukp(home, ['import', encrypted, '--yes', ...withPassword(0o600, `${FILE_PASSWORD}!\n`)], { env }),
      () => ukp(home, ['import', encrypted, '--yes', '--json', ...withPassword(0o644)], { env }),
      () => ukp(home, ['import', encrypted, '--dry-run', '--json', ...withPassword(0o600)], { env }),
      () => ukp(home, ['import', list, '--yes', '--json'], { env }),
    ]
    for (const run of runs) {
      const ran = run()
      expect(`${ran.stdout}${ran.stderr}`.length).toBeGreaterThan(0)
      expect(leaks(ran)).toEqual([])
    }
  })

  it.each(EXPORTERS.map(({ format }) => format))('do not come out of an export that goes to a file: %s', (format) => {
    const output = join(files, `export-${format}`)
    const allowed = ['--yes-plaintext', '--target-passphrase-file', put('password', `${FILE_PASSWORD}\n`)]
    const granted = format === 'aegis-encrypted' ? allowed.slice(1) : allowed.slice(0, 1)
    const args = ['export', 'anna', '--format', format]
    const runs = [
      ukp(quick, [...args, '--dry-run'], { env: quickEnv }),
      ukp(quick, [...args, '--dry-run', '--json'], { env: quickEnv }),
      ukp(quick, [...args, '--output', output], { env: quickEnv }),
      ukp(quick, [...args, '--output', output, ...granted, '--json'], { env: quickEnv }),
      ukp(quick, [...args, '--output', output, ...granted], { env: quickEnv }),
    ]
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 2, 0, 2])
    for (const ran of runs) {
      expect(`${ran.stdout}${ran.stderr}`.length).toBeGreaterThan(0)
      expect(leaks(ran)).toEqual([])
    }
  })

  it('do not come out of an export that fails', () => {
    const password = (content: string, mode = 0o600): string[] => [
      '--target-passphrase-file',
      put('password', content, mode),
    ]
    const sealed = ['export', 'anna', '--format', 'aegis-encrypted']
    const plain = ['export', '--yes-plaintext', '--format']
    const runs = [
      ukp(home, [...sealed, ...password(`${FILE_PASSWORD}\n`, 0o644)], { env }),
      ukp(home, [...sealed, ...password('sentine')], { env }),
      ukp(home, [...plain, 'otpauth', SENTINEL], { env }),
      ukp(home, [...plain, 'otpauth', link, '--json'], { env }),
      ukp(home, [...plain, 'otpauth', '--tag', SENTINEL], { env }),
      ukp(home, [...plain, SENTINEL, 'anna'], { env }),
      ukp(home, [...plain, 'otpauth', 'anna'], { env: { UKP_PASSPHRASE: `${PASSPHRASE} ` } }),
      ukp(home, [...plain, 'qr-png', 'anna'], { env }),
      ukp(home, [...plain, 'otpauth', 'anna', '--output', join(files, 'none', 'none')], { env }),
    ]
    for (const ran of runs) {
      expect(ran.exit).toBeGreaterThan(0)
      expect(leaks(ran)).toEqual([])
    }
  })

  it('come out of an export to a pipe, save the deletion code', () => {
    const ran = ukp(home, ['export', 'anna', '--format', 'otpauth', '--yes-plaintext'], { env })
    expect(leaks(ran)).toEqual([SENTINEL])
    expect(leaks({ ...ran, stdout: '' })).toEqual([])
  })

  it('come out of show when they are asked for', () => {
    const revealed = ukp(home, ['show', 'anna', '--reveal'], { env })
    expect(leaks(revealed)).toEqual([SENTINEL.match(/.{4}/g)?.join(' '), DELETION])
    expect(leaks(ukp(home, ['show', 'anna', '--uri', '-q'], { env }))).toEqual([SENTINEL])
  })

  it('stand in no file that ukp wrote, and in none that others can read', () => {
    const files = (readdirSync(home.folder, { recursive: true }) as string[])
      .map((name) => join(home.folder, name))
      .filter((name) => statSync(name).isFile() && !name.endsWith('/pw'))
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const text = readFileSync(file, 'latin1')
      expect(
        [...SPELLINGS, DELETION, PASSPHRASE].filter((secret) => text.includes(secret)),
        file,
      ).toEqual([])
    }
  })

  it('are not in the arguments or the environment of the clipboard programs', () => {
    const bin = join(home.folder, 'bin')
    mkdirSync(bin)
    const seen = join(home.folder, 'seen')
    // No X server has this number: a real one would be asked directly.
    // Stands for xsel: writes down how it was called.
    writeFileSync(join(bin, 'xsel'), `#!/bin/sh\n{ echo "$@"; env; } >> ${seen}\ncat > /dev/null\n`)
    chmodSync(join(bin, 'xsel'), 0o755)
    const ran = ukp(home, ['code', 'anna', '--copy', '--at', '1700000000'], {
      env: { ...env, DISPLAY: ':4321', PATH: `${bin}:${process.env.PATH}` },
    })
    expect(ran.exit).toBe(0)
    const called = readFileSync(seen, 'utf-8')
    expect(called).toContain('DISPLAY=:4321')
    expect([...SPELLINGS, DELETION, PASSPHRASE, 'UKP_PASSPHRASE'].filter((secret) => called.includes(secret))).toEqual(
      [],
    )
    const code = ukp(home, ['code', 'anna', '-q', '--at', '1700000000'], { env }).stdout.trim()
    expect(called).not.toContain(code)
  })
})
