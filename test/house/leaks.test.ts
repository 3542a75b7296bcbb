// A sentinel key, deletion code and passphrase: through every verb and many mistakes, they come out only where a person
// asks for them. Nor do they stand in the arguments or the environment of what ukp starts.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropHome, newHome, type Ran, ukp } from '../kit/ukp.ts'

const SENTINEL = 'ONSW45DJNZSWYIDL'
const DELETION = '90817263'
const PASSPHRASE = 'sentinel of the vault'
const home = newHome()
const env = { UKP_PASSPHRASE: PASSPHRASE }
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
  return [...SPELLINGS, DELETION, PASSPHRASE].filter((secret) => text.includes(secret))
}

beforeAll(() => {
  expect(
    ukp(home, ['add', 'anna', '--stdin', '--deletion-code-stdin'], { stdin: `${link}\n${DELETION}\n`, env }).exit,
  ).toBe(0)
})
afterAll(() => dropHome(home))

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
    // Stands for xsel: writes down how it was called.
    writeFileSync(join(bin, 'xsel'), `#!/bin/sh\n{ echo "$@"; env; } >> ${seen}\ncat > /dev/null\n`)
    chmodSync(join(bin, 'xsel'), 0o755)
    const ran = ukp(home, ['code', 'anna', '--copy', '--at', '1700000000'], {
      env: { ...env, DISPLAY: ':0', PATH: `${bin}:${process.env.PATH}` },
    })
    expect(ran.exit).toBe(0)
    const called = readFileSync(seen, 'utf-8')
    expect(called).toContain('DISPLAY=:0')
    expect([...SPELLINGS, DELETION, PASSPHRASE, 'UKP_PASSPHRASE'].filter((secret) => called.includes(secret))).toEqual(
      [],
    )
    const code = ukp(home, ['code', 'anna', '-q', '--at', '1700000000'], { env }).stdout.trim()
    expect(called).not.toContain(code)
  })
})
