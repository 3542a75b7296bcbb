// Ways to unlock, through the program: each opens the vault, a removed one never again, and the last one stays.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BIN, dropHome, type Home, KEY, newHome, PASSPHRASE, PYTHON, play, type Ran, ukp, ukpJson } from '../kit/ukp.ts'

let home: Home

beforeEach(() => {
  home = newHome()
  expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(0)
})
afterEach(() => dropHome(home))

/** A file for its owner only. */
function secretFile(name: string, text: string): string {
  const file = join(home.folder, name)
  writeFileSync(file, `${text}\n`)
  chmodSync(file, 0o600)
  return file
}

const code = (env: Record<string, string>, args: readonly string[] = []): Ran =>
  ukp(home, ['code', 'mama', '--at', '1700000000', ...args], { env })
const opens = (passphrase: string): boolean => code({ UKP_PASSPHRASE: passphrase }).stdout === '421617\n'
const json = (...args: string[]): Record<string, unknown> => {
  const ran = ukpJson(home, args)
  expect(ran, ran.stderr).toMatchObject({ exit: 0 })
  return ran.json
}
interface KeyLine {
  readonly id: string
  readonly type: string
  readonly label: string
  readonly recipient?: string
}
const keys = (): KeyLine[] => json('key', 'list').keys as KeyLine[]
const SECOND = 'a second passphrase'

describe('a second passphrase', () => {
  it('opens the vault beside the first', () => {
    json('key', 'add', 'passphrase', '--label', 'papa', '--new-passphrase-file', secretFile('second', SECOND))
    expect([opens(SECOND), opens(PASSPHRASE)]).toEqual([true, true])
    expect(keys().map(({ type, label }) => [type, label])).toEqual([
      ['passphrase', ''],
      ['passphrase', 'papa'],
    ])
  })

  it('is refused when it is short, or looks like a recovery key, and without a terminal it is asked for by its option', () => {
    const before = readFileSync(home.vault)
    for (const text of ['short', 'UKPR-B9DNRD-QAYBXH-G62RKR-3CHJPT-CSV8D2-5N6PV8']) {
      const ran = ukpJson(home, ['key', 'add', 'passphrase', '--new-passphrase-file', secretFile('bad', text)])
      expect(ran.exit).not.toBe(0)
    }
    const ran = ukpJson(home, ['key', 'add', 'passphrase'])
    expect(ran.exit).toBe(2)
    expect(ran.json.hint).toContain('--new-passphrase-file')
    expect(readFileSync(home.vault)).toEqual(before)
  })
})

describe('a recovery key', () => {
  it('is shown once, opens the vault, and stands in the vault by its public half only', () => {
    const made = json('key', 'add', 'recovery', '--label', 'paper')
    const recoveryKey = String(made.recoveryKey)
    expect(recoveryKey).toMatch(/^UKPR(-[0-9A-HJKMNP-TV-Z]{6}){6}$/)
    expect(opens(recoveryKey)).toBe(true)
    expect(opens(recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(true)
    expect(keys().at(-1)).toMatchObject({ type: 'recovery', label: 'paper', recipient: made.recipient })
    expect(readFileSync(home.vault, 'utf-8')).not.toContain(recoveryKey)
  })

  it('is told from a mistyped one by its group, and from another vault’s', () => {
    const recoveryKey = String(json('key', 'add', 'recovery').recoveryKey)
    const groups = recoveryKey.split('-')
    for (let group = 1; group <= 6; group++) {
      const wrong = groups.map((text, i) => (i === group ? `${text.slice(0, 5)}${text[5] === 'Z' ? 'Y' : 'Z'}` : text))
      const ran = ukpJson(home, ['code', 'mama'], { env: { UKP_PASSPHRASE: wrong.join('-') } })
      expect(ran).toMatchObject({ exit: 4, json: { kind: 'locked' } })
      expect(ran.json.message).toContain(`group ${group} of 6`)
    }
    const other = String(json('key', 'new', 'recovery').recoveryKey)
    const ran = ukpJson(home, ['code', 'mama'], { env: { UKP_PASSPHRASE: other } })
    expect(ran).toMatchObject({ exit: 4, json: { kind: 'locked' } })
    expect(ran.json.message).toContain('does not open')
  })

  it('of somebody else is added by its public half, and opens although nobody here saw it', () => {
    const admin = json('key', 'new', 'recovery')
    json('key', 'add', 'recovery', '--recipient', String(admin.recipient), '--label', 'admin')
    expect(opens(String(admin.recoveryKey))).toBe(true)
    const cut = ukpJson(home, ['key', 'add', 'recovery', '--recipient', `${admin.recipient}x`])
    expect(cut).toMatchObject({ exit: 2, json: { kind: 'usage' } })
    const secret = ukp(home, ['key', 'add', 'recovery', '--recipient', String(admin.recoveryKey)])
    expect(secret.exit).toBe(2)
    expect(`${secret.stdout}${secret.stderr}`).not.toContain(String(admin.recoveryKey).slice(5, 11))
  })

  it('lets a forgotten passphrase be changed', () => {
    const recoveryKey = String(json('key', 'add', 'recovery').recoveryKey)
    const env = { UKP_PASSPHRASE: recoveryKey }
    const ran = ukp(home, ['key', 'change', '--new-passphrase-file', secretFile('new', SECOND)], { env })
    expect(ran.exit).toBe(0)
    expect([opens(SECOND), opens(PASSPHRASE), opens(recoveryKey)]).toEqual([true, false, true])
  })
})

describe('the passphrase that is changed', () => {
  it('by choice keeps every other way, and old copies open with the old one', () => {
    const keyFile = join(home.folder, 'key')
    json('key', 'add', 'key-file', keyFile)
    const recoveryKey = String(json('key', 'add', 'recovery').recoveryKey)
    const old = join(home.folder, 'old.ukp')
    copyFileSync(home.vault, old)
    json('key', 'change', '--new-passphrase-file', secretFile('new', SECOND))
    expect([opens(SECOND), opens(PASSPHRASE), opens(recoveryKey)]).toEqual([true, false, true])
    expect(code({}, ['--key-file', keyFile]).stdout).toBe('421617\n')
    expect(code({ UKP_PASSPHRASE: PASSPHRASE }, ['--vault', old]).stdout).toBe('421617\n')
  })

  it('after others may know it gives a new data key: what is not at hand is lost after a question only', () => {
    const keyFile = join(home.folder, 'key')
    json('key', 'add', 'key-file', keyFile, '--label', 'server')
    const recoveryKey = String(json('key', 'add', 'recovery').recoveryKey)
    const before = readFileSync(home.vault)
    const file = secretFile('new', SECOND)
    for (const yes of [[], ['--yes']]) {
      const asked = ukpJson(home, ['key', 'change', '--compromised', '--new-passphrase-file', file, ...yes])
      expect(asked).toMatchObject({ exit: 2, json: { kind: 'usage' } })
      expect(asked.json.message).toContain('server')
    }
    expect(readFileSync(home.vault)).toEqual(before)
    const kept = ['--with-key-file', keyFile]
    const done = json('key', 'change', '--compromised', '--new-passphrase-file', file, ...kept)
    expect(done).toMatchObject({ rekeyed: true, dropped: [] })
    expect([opens(SECOND), opens(PASSPHRASE), opens(recoveryKey)]).toEqual([true, false, true])
    expect(code({}, ['--key-file', keyFile]).stdout).toBe('421617\n')
  })

  it('after others may know it is not the same again', () => {
    const file = secretFile('same', PASSPHRASE)
    const same = ukpJson(home, ['key', 'change', '--compromised', '--new-passphrase-file', file])
    expect(same).toMatchObject({ exit: 2, json: { kind: 'usage' } })
  })

  it('by choice of more work costs more, and never less than usual', () => {
    json('key', 'change', '--kdf', 'strong', '--new-passphrase-file', secretFile('new', SECOND))
    expect(readFileSync(home.vault, 'utf-8')).toContain('"m":262144')
    const env = { UKP_PASSPHRASE: SECOND }
    expect(ukp(home, ['key', 'change', '--new-passphrase-file', secretFile('new', SECOND)], { env }).exit).toBe(0)
    expect(readFileSync(home.vault, 'utf-8')).toContain('"m":262144')
  })
})

describe('a way that is removed', () => {
  it('never opens the vault again, though an old copy knew it', () => {
    const keyFile = join(home.folder, 'key')
    json('key', 'add', 'key-file', keyFile, '--label', 'laptop')
    const removed = json('key', 'remove', 'laptop', '--yes')
    expect(removed).toMatchObject({ removed: { type: 'key-file', label: 'laptop' }, dropped: [] })
    expect(code({}, ['--key-file', keyFile]).exit).toBe(4)
    expect(opens(PASSPHRASE)).toBe(true)
    // A backup from before was written first.
    const [backup = ''] = readdirSync(join(home.folder, 'data/ukp/backups'))
    expect(backup).toMatch(/^vault-auto-/)
    const old = join(home.folder, 'data/ukp/backups', backup)
    expect(code({}, ['--key-file', keyFile, '--vault', old]).stdout).toBe('421617\n')
    expect(statSync(old).mode & 0o777).toBe(0o600)
  })

  it('is not the last passphrase or recovery key, whatever else there is', () => {
    const [first] = keys()
    json('key', 'add', 'key-file', join(home.folder, 'key'))
    const before = readFileSync(home.vault)
    const ran = ukpJson(home, ['key', 'remove', first?.id ?? '', '--yes'])
    expect(ran).toMatchObject({ exit: 2, json: { kind: 'usage' } })
    expect(readFileSync(home.vault)).toEqual(before)
    json('key', 'add', 'recovery')
    json('key', 'remove', first?.id ?? '', '--yes', '--with-key-file', join(home.folder, 'key'))
    expect(code({}, ['--key-file', join(home.folder, 'key')]).stdout).toBe('421617\n')
    expect(opens(PASSPHRASE)).toBe(false)
  })

  it('is named exactly: an unknown one, and a label that stands twice, are refused', () => {
    for (const name of ['a', 'b']) json('key', 'add', 'key-file', join(home.folder, name), '--label', 'twice')
    expect(ukpJson(home, ['key', 'remove', 'twic', '--yes'])).toMatchObject({ exit: 3, json: { kind: 'not-found' } })
    expect(ukpJson(home, ['key', 'remove', 'twice', '--yes'])).toMatchObject({ exit: 3, json: { kind: 'ambiguous' } })
    expect(ukpJson(home, ['key', 'remove', '', '--yes'])).toMatchObject({ exit: 2, json: { kind: 'usage' } })
  })

  it.skipIf(PYTHON === null)('asks for the passphrase of another person, who may also be left out', () => {
    json('key', 'add', 'passphrase', '--label', 'papa', '--new-passphrase-file', secretFile('second', SECOND))
    const played = play(
      home,
      ['key', 'rekey'],
      [
        { expect: 'Vault passphrase' },
        { send: `${PASSPHRASE}\r` },
        { expect: 'papa' },
        { send: 'not it at all\r' },
        { expect: 'does not open' },
        { expect: 'papa' },
        { send: `${SECOND}\r` },
      ],
    )
    expect(played).toMatchObject({ exit: 0, echo: true })
    expect([opens(SECOND), opens(PASSPHRASE)]).toEqual([true, true])
    const dropped = play(
      home,
      ['key', 'rekey'],
      [
        { expect: 'Vault passphrase' },
        { send: `${PASSPHRASE}\r` },
        { expect: 'papa' },
        { send: '\r' },
        { expect: 'will be lost' },
        { send: 'y\r' },
      ],
    )
    expect(dropped.exit).toBe(0)
    expect(dropped.stderr).toContain('papa')
    expect([opens(SECOND), opens(PASSPHRASE)]).toEqual([false, true])
  })
})

describe('a recovery key for a full disk', () => {
  it('that cannot be written out is not added', () => {
    const before = readFileSync(home.vault)
    const script = `${process.execPath} ${BIN} key add recovery > /dev/full`
    const ran = spawnSync('bash', ['-c', script], { env: { ...home.env, UKP_PASSPHRASE: PASSPHRASE } })
    expect(ran.status).toBe(1)
    expect(readFileSync(home.vault)).toEqual(before)
  })
})

describe('the keyring', () => {
  it('is not there without a desktop: exit 10, nothing changed, no key left anywhere', () => {
    const before = readFileSync(home.vault)
    const ran = ukpJson(home, ['key', 'add', 'keyring'])
    expect(ran).toMatchObject({ exit: 10, json: { kind: 'unavailable' } })
    expect(readFileSync(home.vault)).toEqual(before)
    if (existsSync('/proc/keys')) expect(readFileSync('/proc/keys', 'utf-8')).not.toContain('@ukp')
  })
})
