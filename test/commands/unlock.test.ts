// ukp unlock and ukp lock as people and scripts see them, and what other verbs do by a session. Through the real program.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endSessions, sessionsOf, socketOf, until } from '../kit/sessions.ts'
import { BIN, dropHome, type Home, newHome, PASSPHRASE, PYTHON, play, type Ran, ukp, ukpJson } from '../kit/ukp.ts'
import { generationOf, putVault, storedIn } from '../kit/vaults.ts'
import { makeVault } from '../vault/kit.ts'

const given = { UKP_PASSPHRASE: PASSPHRASE }
let home: Home

beforeEach(async () => {
  home = newHome()
  await putVault(home, [{ name: 'mama', secret: 'JBSWY3DPEHPK3PXPGEZA' }])
})
afterEach(() => {
  endSessions(home)
  dropHome(home)
})

const code = (...args: string[]): Ran => ukp(home, ['code', 'mama', '--at', '1700000000', '-q', ...args])
const isOpen = (...args: string[]): boolean => code(...args).stdout === '421617\n'
const answer = (...args: string[]): unknown => JSON.parse(ukp(home, [...args, '--json']).stdout)
const posix = process.platform !== 'win32'

describe.runIf(posix)('ukp unlock', () => {
  it('keeps the vault open for a quarter of an hour, and says until when', () => {
    const began = Date.now()
    const ran = ukp(home, ['unlock'], { env: { ...given, TZ: 'UTC' } })
    expect(ran).toMatchObject({ exit: 0, stdout: '' })
    const time = /The vault is unlocked until (?:([\d-]+) )?(\d\d:\d\d:\d\d)\. To lock it before: ukp lock\n$/.exec(
      ran.stderr,
    )
    const day = time?.[1] ?? new Date(began).toISOString().slice(0, 10)
    const endsIn = Date.parse(`${day}T${time?.[2]}Z`) - began
    expect(endsIn).toBeGreaterThan(14.9 * 60_000)
    expect(endsIn).toBeLessThan(15.5 * 60_000)
    expect(isOpen()).toBe(true)
  })

  it('names the moment in JSON, null where there is none', () => {
    const began = Date.now()
    const { json, stderr } = ukpJson(home, ['unlock', '--for', '2h'])
    expect(stderr).toBe('')
    expect(json).toMatchObject({ ok: true, until: expect.stringMatching(/^\d{4}-.*Z$/) })
    expect(Date.parse(String(json.until)) - began).toBeGreaterThan(7_199_000)
    expect(ukpJson(home, ['unlock', '--until-logout']).json).toMatchObject({ ok: true, until: null })
  })

  it('says in the local day when that is another one, and the whole command for another vault', () => {
    const ran = ukp(home, ['unlock', '--for', '1d', '--vault', home.vault, '--lang', 'hu'], { env: given })
    expect(ran.stderr).toMatch(
      /^A széf nyitva marad eddig: \d{4}\. \d\d\. \d\d\. \d\d:\d\d:\d\d\. Zárolás hamarabb: ukp --vault \/.*vault\.ukp lock$/m,
    )
  })

  it('refuses a time that is none, and two that contradict each other', () => {
    expect(answer('unlock', '--for', '2d')).toMatchObject({ ok: false, kind: 'usage', exit: 2 })
    expect(ukp(home, ['unlock', '--for', '15'], { env: given }).stderr).toContain('30s, 15m, 2h, 1d')
    const both = ukp(home, ['unlock', '--for', '15m', '--until-logout'], { env: given })
    expect([both.exit, both.stderr.includes('--until-logout')]).toEqual([2, true])
    expect(sessionsOf(home)).toEqual([])
  })

  it('needs a key of the vault itself: a session does not prolong itself', () => {
    expect(ukp(home, ['unlock', '--for', '1h'], { env: given }).exit).toBe(0)
    expect(ukp(home, ['unlock', '--for', '2h']).exit).toBe(4)
    expect(isOpen()).toBe(true)
  })

  it('starts nothing with a wrong passphrase, and makes no vault', () => {
    expect(ukp(home, ['unlock'], { env: { UKP_PASSPHRASE: 'incorrect horse' } }).exit).toBe(4)
    rmSync(home.vault)
    expect(ukp(home, ['unlock'], { env: given }).exit).toBe(5)
    expect([sessionsOf(home), existsSync(home.vault)]).toEqual([[], false])
  })

  it('takes the folder for temporary files where the login has none of its own', async () => {
    const run = join(home.folder, 'run')
    const tmp = { XDG_RUNTIME_DIR: '', TMPDIR: run }
    expect(ukp(home, ['unlock'], { env: { ...given, ...tmp } }).exit).toBe(0)
    expect(existsSync(join(run, `ukp-${process.getuid?.()}`))).toBe(true)
    expect(ukp(home, ['code', 'mama', '-q'], { env: tmp }).exit).toBe(0)
    expect(isOpen()).toBe(false)
    const deep = join(home.folder, 'd'.repeat(100))
    mkdirSync(deep)
    for (const env of [
      { ...tmp, XDG_RUNTIME_DIR: deep },
      { ...tmp, XDG_RUNTIME_DIR: join(home.folder, 'none') },
    ]) {
      expect(ukp(home, ['code', 'mama', '-q'], { env }).exit).toBe(0)
    }
    const nowhere = ukp(home, ['unlock', '--json'], { env: { ...given, XDG_RUNTIME_DIR: deep, TMPDIR: deep } })
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ ok: false, kind: 'unavailable', exit: 10 })
    const nothing = ukp(home, ['unlock', '--until-logout', '--json'], { env: { ...given, ...tmp } })
    expect(JSON.parse(nothing.stdout)).toMatchObject({ exit: 10, hint: expect.stringContaining('--for 8h') })
  })
})

describe.runIf(posix)('ukp lock', () => {
  it('locks, says so, and is no failure when nothing was unlocked', () => {
    ukp(home, ['unlock'], { env: given })
    expect(ukp(home, ['lock'])).toEqual({ exit: 0, stdout: '', stderr: 'The vault is locked.\n' })
    expect(ukp(home, ['lock'])).toEqual({ exit: 0, stdout: '', stderr: 'Nothing was unlocked.\n' })
    expect(code().exit).toBe(4)
    expect(answer('lock')).toEqual({ ok: true, locked: 0 })
  })

  it('finds what another shell unlocked, which had another folder for it', async () => {
    const elsewhere = { XDG_RUNTIME_DIR: '', TMPDIR: join(home.folder, 'run') }
    for (const line of [['lock'], ['lock', '--all']]) {
      expect(ukp(home, ['unlock'], { env: { ...given, ...elsewhere } }).exit).toBe(0)
      expect(JSON.parse(ukp(home, [...line, '--json'], { env: { TMPDIR: elsewhere.TMPDIR } }).stdout)).toEqual({
        ok: true,
        locked: 1,
      })
      await until(() => sessionsOf(home).length === 0)
    }
  })

  it('locks where the vault cannot be read', () => {
    ukp(home, ['unlock'], { env: given })
    renameSync(home.vault, `${home.vault}.away`)
    symlinkSync('nowhere', home.vault)
    expect(answer('lock')).toEqual({ ok: true, locked: 1 })
    rmSync(home.vault)
    renameSync(`${home.vault}.away`, home.vault)
  })

  it.runIf(process.platform === 'linux')('leaves no lock and no pipe held that was open where it was unlocked', () => {
    const flock = join(home.folder, 'flock')
    const script = 'exec 200>"$1"; flock 200; shift; "$@"'
    const ran = spawnSync('bash', ['-c', script, 'bash', flock, process.execPath, BIN, 'unlock', '-q'], {
      env: { ...home.env, ...given },
    })
    expect([ran.status, String(ran.stderr)]).toEqual([0, ''])
    expect(sessionsOf(home)).toHaveLength(1)
    expect(spawnSync('flock', ['-n', flock, 'true']).status).toBe(0)
    expect(answer('lock')).toEqual({ ok: true, locked: 1 })
  })

  it('needs no key, and no vault either where it is known which one was there', async () => {
    ukp(home, ['list'], { env: given })
    for (const spoil of [
      () => rmSync(home.vault),
      () => writeFileSync(home.vault, 'no vault at all\n'),
      () => writeFileSync(home.vault, 'ukp-vault/9\n{}\nx\n'),
    ]) {
      const whole = readFileSync(home.vault)
      expect(ukp(home, ['unlock'], { env: given }).exit).toBe(0)
      spoil()
      expect(answer('lock')).toEqual({ ok: true, locked: 1 })
      await until(() => sessionsOf(home).length === 0)
      writeFileSync(home.vault, whole)
    }
  })

  it('says when it cannot know which vault was there, and makes none', () => {
    const empty = newHome()
    const ran = ukp(empty, ['lock'])
    expect([ran.exit, ran.stderr.includes('ukp lock --all')]).toEqual([0, true])
    expect(existsSync(empty.vault)).toBe(false)
    dropHome(empty)
  })

  it('locks one of two vaults, which have two sessions', async () => {
    const other = join(home.folder, 'other.ukp')
    writeFileSync(other, (await makeVault({ seed: 99, passphrases: [PASSPHRASE] })).bytes, { mode: 0o600 })
    for (const vault of [home.vault, other]) {
      expect(ukp(home, ['unlock', '--vault', vault], { env: given }).exit).toBe(0)
    }
    const opens = (vault: string): boolean => ukp(home, ['list', '--vault', vault]).exit === 0
    expect([opens(home.vault), opens(other), sessionsOf(home).length]).toEqual([true, true, 2])
    expect(answer('lock', '--vault', other)).toEqual({ ok: true, locked: 1 })
    expect([opens(home.vault), opens(other)]).toEqual([true, false])
    ukp(home, ['unlock', '--vault', other], { env: given })
    expect(answer('lock', '--all')).toEqual({ ok: true, locked: 2 })
    expect([opens(home.vault), opens(other)]).toEqual([false, false])
    expect(ukp(home, ['lock', '--all']).stderr).toBe('Nothing was unlocked.\n')
    await until(() => sessionsOf(home).length === 0)
  })
})

describe.runIf(posix)('by a session', () => {
  beforeEach(() => {
    expect(ukp(home, ['unlock'], { env: given }).exit).toBe(0)
  })

  it('a way that is named is used, and its mistake is one', () => {
    expect(ukp(home, ['list'], { env: { UKP_PASSPHRASE: 'incorrect horse' } }).exit).toBe(4)
    expect(code('--key-file', join(home.folder, 'none')).exit).toBe(4)
    expect(isOpen()).toBe(true)
  })

  it('accounts are added, changed and shown, and a vault that was saved meanwhile opens', async () => {
    const added = ukp(home, ['add', 'papa', '--stdin'], { stdin: 'KRSXG5CTMVRXEZLU' })
    expect([added.exit, added.stderr.includes('Added: papa')]).toEqual([0, true])
    expect(ukp(home, ['edit', 'papa', '--tag', 'x']).exit).toBe(0)
    expect(ukp(home, ['edit', 'mama', '--note', 'y'], { env: given }).exit).toBe(0)
    expect(generationOf(home)).toBe(4)
    expect(ukp(home, ['backup']).exit).toBe(0)
    expect(isOpen()).toBe(true)
    expect((await storedIn(home)).map(({ name }) => name)).toEqual(['mama', 'papa'])
  })

  it('the ways to unlock are not changed: one of them has to be shown', () => {
    const before = readFileSync(home.vault)
    writeFileSync(join(home.folder, 'new'), 'a new passphrase\n', { mode: 0o600 })
    const slot = (answer('key', 'list') as { keys: { id: string; type: string }[] }).keys.find(
      ({ type }) => type === 'key-file',
    )
    for (const args of [
      ['key', 'rekey', '--drop-others'],
      ['key', 'change', '--new-passphrase-file', 'new'],
      ['key', 'remove', slot?.id ?? '', '--yes', '--drop-others'],
      ['key', 'add', 'passphrase', '--new-passphrase-file', 'new'],
      ['key', 'add', 'key-file', 'second'],
      ['key', 'add', 'recovery'],
    ]) {
      expect([ukp(home, args).exit, args.join(' ')]).toEqual([4, args.join(' ')])
    }
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('nothing opens after a new data key, and the session is locked', async () => {
    expect(ukp(home, ['key', 'rekey', '--drop-others'], { env: given }).exit).toBe(0)
    await until(() => sessionsOf(home).length === 0)
    expect(existsSync(socketOf(home))).toBe(false)
    expect(code().exit).toBe(4)
  })

  it('nothing opens that got a new data key elsewhere; the next way is tried', () => {
    // Another computer, which cannot reach the session.
    const elsewhere = { ...given, XDG_RUNTIME_DIR: '', TMPDIR: join(home.folder, 'run') }
    expect(ukp(home, ['key', 'rekey', '--drop-others'], { env: elsewhere }).exit).toBe(0)
    expect(sessionsOf(home)).toHaveLength(1)
    expect(code().exit).toBe(4)
    expect(ukp(home, ['list'], { env: given }).exit).toBe(0)
    if (PYTHON === null) return
    const played = play(home, ['code', 'mama'], [{ expect: 'Vault passphrase' }, { send: `${PASSPHRASE}\r` }])
    expect([played.missing, played.exit]).toEqual([undefined, 0])
  })

  it.skipIf(PYTHON === null)('nobody is asked on a terminal', () => {
    const played = play(home, ['code', 'mama', '--at', '1700000000'], [])
    expect([played.exit, played.stdout, played.screen]).toEqual([0, '421617\n', ''])
  })
})
