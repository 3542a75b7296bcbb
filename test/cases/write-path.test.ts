// Cases 41 to 50 of the list of faults that a vault has to survive, through the whole program: protected places, links,
// modes, what stays beside the vault, and clocks. What needs a real broken disk is under test/faults.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { activeAccounts } from '../../src/vault/contents.ts'
import { BIN, KEY, PASSPHRASE, type Ran, type RunOptions, ukp, ukpJson } from '../kit/ukp.ts'
import {
  edit,
  emptyHome,
  expectRefused,
  fault,
  generationOf,
  homeWithVault,
  leftovers,
  namesIn,
  person,
  savedBy,
  start,
  type VaultHome,
  vaultIn,
} from './home.ts'

const posix = process.platform !== 'win32'
const root = process.getuid?.() === 0
const modeOf = (file: string): number => statSync(file).mode & 0o777
const given = { UKP_PASSPHRASE: PASSPHRASE }

/** Puts a command in front of the program. */
function via(home: VaultHome, before: readonly string[], args: readonly string[], options: RunOptions = {}): Ran {
  const [command = '', ...rest] = [...before, process.execPath, BIN, ...args]
  const ran = spawnSync(command, rest, {
    env: { ...home.env, ...options.env },
    cwd: home.folder,
    input: options.stdin ?? '',
    timeout: 60_000,
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

const OTHER = 65_534
const asOther = ['setpriv', `--reuid=${OTHER}`, `--regid=${OTHER}`, '--clear-groups']
const canBeOther = root && spawnSync(asOther[0] ?? '', [...asOther.slice(1), process.execPath, '-e', '']).status === 0
/** Root may write everywhere: the folder is looked at as somebody else, or as ourselves where we are nobody special. */
const unprivileged = !root || canBeOther

function giveAway(folder: string): void {
  chownSync(folder, OTHER, OTHER)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (lstatSync(path).isDirectory()) giveAway(path)
    else chownSync(path, OTHER, OTHER)
  }
}

describe.runIf(posix)('a place that is read-only', () => {
  it('case 41: a write-protected vault in a folder that is not is refused by name, stays protected and can be read', async () => {
    const home = await homeWithVault()
    chmodSync(home.vault, 0o444)
    for (const args of [
      ['edit', 'mama', '--note', 'x'],
      ['remove', 'mama', '--yes'],
      ['key', 'add', 'key-file', join(home.folder, 'second')],
    ]) {
      expectRefused(ukp(home, args), { exit: 1, saying: `The vault or its folder is read-only: ${home.vault}` })
    }
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    expect(modeOf(home.vault)).toBe(0o444)
    expect(readdirSync(dirname(home.vault))).toEqual(['vault.ukp'])
    expect(existsSync(join(home.folder, 'second'))).toBe(false)
    expect(ukp(home, ['code', 'mama']).exit).toBe(0)
  })

  it.runIf(unprivileged)(
    'case 41: in a folder that may not be written the same is said, and codes are shown',
    async () => {
      const home = await homeWithVault()
      const folder = dirname(home.vault)
      if (root) giveAway(home.folder)
      chmodSync(folder, 0o555)
      const prefix = root ? asOther : ['env']
      const ran = via(home, prefix, ['edit', 'mama', '--note', 'x'])
      const other = join(folder, 'new', 'v.ukp')
      const made = via(home, prefix, ['add', 'new', '--stdin', '--vault', other], { stdin: KEY, env: given })
      const read = via(home, prefix, ['code', 'mama'])
      chmodSync(folder, 0o700)
      expectRefused(ran, { exit: 1, saying: `The vault or its folder is read-only: ${home.vault}` })
      expectRefused(made, { exit: 1, saying: `The vault or its folder is read-only: ${other}` })
      expect(read.exit).toBe(0)
      expect(read.stdout).toMatch(/^\d{6}\n$/)
      expect(readdirSync(folder)).toEqual(['vault.ukp'])
      expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    },
  )

  it.runIf(unprivileged)('case 41: with --json it is one value with the same number', async () => {
    const home = await homeWithVault()
    chmodSync(home.vault, 0o444)
    const { exit, json, stderr } = ukpJson(home, ['edit', 'mama', '--note', 'x'], { env: { UKP_PASSPHRASE: '' } })
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' })
    expect(json).toMatchObject({ ok: false, exit: 1, message: expect.stringContaining('read-only') })
  })
})

describe.runIf(posix)('a vault that is a link', () => {
  it('case 42: has its target replaced, with .bak beside the target; the link stays', async () => {
    const home = await homeWithVault()
    const folder = dirname(home.vault)
    mkdirSync(join(home.folder, 'synced'))
    const target = join(home.folder, 'synced', 'real.ukp')
    renameSync(home.vault, target)
    symlinkSync('../../synced/real.ukp', home.vault)
    expect(edit(home, 'through a link')).toMatchObject({ exit: 0 })
    expect(readlinkSync(home.vault)).toBe('../../synced/real.ukp')
    expect(lstatSync(target).isFile()).toBe(true)
    expect(generationOf(target)).toBe(2)
    expect(readFileSync(`${target}.bak`).equals(home.first)).toBe(true)
    expect(readdirSync(folder)).toEqual(['vault.ukp'])
    expect(readdirSync(dirname(target)).sort()).toEqual(['real.ukp', 'real.ukp.bak'])
    expect(activeAccounts((await vaultIn(home)).contents)[0]?.note).toBe('through a link')
  })

  it.each([
    ['that dangles', 'nowhere.ukp'],
    ['that leads in a circle', 'vault.ukp'],
  ])('case 42: %s is refused by reading and writing verbs alike, and nothing is made', (_, target) => {
    const home = emptyHome()
    const folder = dirname(home.vault)
    mkdirSync(folder, { recursive: true })
    symlinkSync(target, home.vault)
    for (const [args, stdin] of [
      [['list'], ''],
      [['edit', 'mama', '--note', 'x'], ''],
      [['add', 'mama', '--stdin'], KEY],
    ] as const) {
      const ran = ukp(home, args, { stdin, env: given })
      expectRefused(ran, { exit: 1, saying: `The vault is a link that leads nowhere: ${home.vault}`, about: args[0] })
    }
    expect(readdirSync(folder)).toEqual(['vault.ukp'])
    expect(readlinkSync(home.vault)).toBe(target)
  })
})

describe.runIf(posix)('a link that somebody planted', () => {
  it('case 43: at the name of the lock is not followed: busy while it is young, taken away alone when it is old', async () => {
    const home = await homeWithVault()
    const lock = join(dirname(home.vault), '.vault.ukp.lock')
    const victim = join(home.folder, 'victim')
    writeFileSync(victim, 'keep me', { mode: 0o644 })
    symlinkSync(victim, lock)
    expectRefused(edit(home, 'x'), { exit: 7, saying: `Another ukp is using the vault: ${lock}` })
    expect(readlinkSync(lock)).toBe(victim)
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    spawnSync('touch', ['-h', '-d', '1 hour ago', lock])
    expect(edit(home, 'y').exit).toBe(0)
    expect(leftovers(home)).toEqual([])
    expect([readFileSync(victim, 'utf8'), modeOf(victim)]).toEqual(['keep me', 0o644])
  })

  it('case 43: at the names of guard, temporary file and .bak is not followed either', async () => {
    const home = await homeWithVault()
    const folder = dirname(home.vault)
    const victim = join(home.folder, 'victim')
    mkdirSync(join(home.folder, 'victims'))
    writeFileSync(victim, 'keep me', { mode: 0o644 })
    symlinkSync(join(home.folder, 'victims'), join(folder, '.vault.ukp.lock.steal'))
    symlinkSync(victim, join(folder, '.vault.ukp.tmp-0123456789abcdef'))
    symlinkSync(victim, `${home.vault}.bak`)
    expect(edit(home, 'x').exit).toBe(0)
    expect([readFileSync(victim, 'utf8'), modeOf(victim)]).toEqual(['keep me', 0o644])
    expect(readdirSync(join(home.folder, 'victims'))).toEqual([])
    expect(lstatSync(`${home.vault}.bak`).isFile()).toBe(true)
    expect(readFileSync(`${home.vault}.bak`).equals(home.first)).toBe(true)
  })
})

describe.runIf(posix)('modes', () => {
  it.each(['000', '022', '077'])(
    'case 44: under umask %s folders are 0700, and vault, .bak, lock, temporary file, key file and backup are 0600',
    async (mask) => {
      const home = { ...emptyHome() }
      const masked = (args: readonly string[], stdin = ''): Ran => {
        const script = `umask ${mask}; exec "$@"`
        const ran = spawnSync('sh', ['-c', script, 'sh', process.execPath, BIN, ...args], {
          env: { ...home.env, ...given },
          input: stdin,
          cwd: home.folder,
        })
        return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
      }
      expect(masked(['add', 'mama', '--stdin'], KEY).exit).toBe(0)
      expect(masked(['key', 'add', 'key-file', join(home.folder, 'key')]).exit).toBe(0)
      const before = process.umask(Number.parseInt(mask, 8))
      // Before its last rename a save has everything in the folder: lock, temporary file and .bak.
      const saving = start(home, ['edit', 'mama', '--note', 'x'], {
        env: { UKP_KEY_FILE: join(home.folder, 'key'), ...fault({ AT: 'rename \\.tmp-[0-9a-f]{16}$', DO: 'STOP' }) },
      })
      process.umask(before)
      await saving.stopped()
      const during = readdirSync(dirname(home.vault))
      const modes = during.map((name) => [name.replace(/[0-9a-f]{16}$/, '*'), modeOf(join(dirname(home.vault), name))])
      saving.child.kill('SIGCONT')
      expect((await saving.ended).exit).toBe(0)
      expect(Object.fromEntries(modes)).toMatchObject({
        '.vault.ukp.lock': 0o600,
        '.vault.ukp.tmp-*': 0o600,
        'vault.ukp': 0o600,
      })
      expect(new Set(modes.map(([, mode]) => mode))).toEqual(new Set([0o600]))
      expect(masked(['backup']).exit).toBe(0)
      const folder = dirname(home.vault)
      for (const name of [
        folder,
        join(folder, 'backups'),
        join(home.folder, 'data'),
        join(home.folder, 'state', 'ukp'),
      ]) {
        expect(modeOf(name), name).toBe(0o700)
      }
      const files = [home.vault, `${home.vault}.bak`, join(home.folder, 'key')]
      for (const name of readdirSync(join(folder, 'backups'))) files.push(join(folder, 'backups', name))
      expect(files).toHaveLength(4)
      for (const file of files) expect(modeOf(file), file).toBe(0o600)
    },
  )

  it.each([0o640, 0o604, 0o666])(
    'case 45: a vault that others can read (%o) is told at every opening and mended by a save',
    async (mode) => {
      const home = await homeWithVault()
      chmodSync(home.vault, mode)
      const warning = `Others on this computer can read ${home.vault}. Fix it with: chmod 600 ${home.vault}`
      const read = ukp(home, ['code', 'mama'])
      expect([read.exit, read.stderr.split('\n')[0]]).toEqual([0, warning])
      expect(ukp(home, ['code', 'mama', '-q']).stderr).toBe('')
      expect(modeOf(home.vault)).toBe(mode)
      const saved = edit(home, 'x')
      expect([saved.exit, saved.stderr]).toEqual([0, expect.stringContaining(warning)])
      expect([modeOf(home.vault), modeOf(`${home.vault}.bak`)]).toEqual([0o600, 0o600])
      expect(ukp(home, ['code', 'mama']).stderr).not.toContain('Others')
    },
  )
})

describe('a disk that does not confirm the name of the file', () => {
  it.each(['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'])(
    'case 46: %s when the folder is synced is a success',
    async (code) => {
      const home = await homeWithVault()
      const ran = edit(home, 'x', { env: fault({ AT: `sync /data/ukp$`, DO: code }) })
      expect(ran.exit).toBe(0)
      expect(generationOf(home.vault)).toBe(2)
    },
  )

  it.each(['EIO', 'ENOSPC'])('case 46: %s is exit 11: saved, and said that it is not sure', async (code) => {
    const home = await homeWithVault()
    const ran = edit(home, 'x', { env: fault({ AT: `sync /data/ukp$`, DO: code }) })
    expectRefused(ran, { exit: 11, saying: `Saved, but the disk did not confirm it: ${home.vault}` })
    expect(generationOf(home.vault)).toBe(2)
    expect(activeAccounts((await vaultIn(home)).contents)[0]?.note).toBe('x')
    expect(leftovers(home)).toEqual([])
    // What was saved so is no stranger afterwards.
    expect(edit(home, 'y')).toMatchObject({ exit: 0, stderr: expect.not.stringContaining('another way') })
  })
})

describe('what stays beside the vault', () => {
  it('case 47: .bak is always the complete save before, and opens by --vault', async () => {
    const home = await homeWithVault()
    for (let n = 1; n <= 5; n++) {
      const before = readFileSync(home.vault)
      expect(edit(home, `note ${n}`).exit).toBe(0)
      expect(readFileSync(`${home.vault}.bak`).equals(before)).toBe(true)
      expect([generationOf(`${home.vault}.bak`), generationOf(home.vault)]).toEqual([n, n + 1])
      const { json } = ukpJson(home, ['list', '--vault', `${home.vault}.bak`], { env: { UKP_PASSPHRASE: '' } })
      expect(json).toMatchObject({ ok: true, accounts: [{ name: 'mama', note: n === 1 ? '' : `note ${n - 1}` }] })
    }
    // A command that changes nothing, or fails, leaves it alone.
    const kept = readFileSync(`${home.vault}.bak`)
    const twin = join(home.folder, 'twin.ukp')
    writeFileSync(twin, readFileSync(home.vault), { mode: 0o600 })
    expect(ukp(home, ['merge', twin, '--yes']).exit).toBe(0)
    expect(ukp(home, ['edit', 'nobody', '--note', 'x']).exit).toBe(3)
    expect(readFileSync(`${home.vault}.bak`).equals(kept)).toBe(true)
    expect(readdirSync(dirname(home.vault))).toEqual(['vault.ukp', 'vault.ukp.bak'])
  })

  it('case 47: .bak opens also after a save that was killed right before, and right after, its last step', async () => {
    for (const at of ['rename \\.tmp-', 'sync /data/ukp$']) {
      const home = await homeWithVault()
      expect(edit(home, 'one').exit).toBe(0)
      const killed = start(home, ['edit', 'mama', '--note', 'two'], { env: fault({ AT: at, DO: 'KILL' }) })
      expect((await killed.ended).signal).toBe('SIGKILL')
      expect([1, 2]).toContain((await vaultIn(home, `${home.vault}.bak`)).envelope.header.generation)
      expect(edit(home, 'three').exit).toBe(0)
      expect(generationOf(home.vault) - generationOf(`${home.vault}.bak`)).toBe(1)
      expect(activeAccounts((await vaultIn(home)).contents)[0]?.note).toBe('three')
    }
  })

  it('case 48: a temporary file of a dead process is never read, and swept by the next save once it is an hour old', async () => {
    const home = await homeWithVault()
    const folder = dirname(home.vault)
    const newer = await savedBy(home.first, 'other', [person(2, 'from the leftover')])
    const [old, young] = ['.vault.ukp.tmp-00112233445566ff', '.vault.ukp.tmp-ff11223344556600']
    for (const name of [old, young]) writeFileSync(join(folder, name), newer, { mode: 0o600 })
    const twoHoursAgo = Date.now() / 1000 - 7200
    utimesSync(join(folder, old), twoHoursAgo, twoHoursAgo)
    expect(ukp(home, ['list']).stdout).not.toContain('leftover')
    expect(readdirSync(folder).sort()).toEqual([old, young, 'vault.ukp'])
    const saved = edit(home, 'x')
    expect([saved.exit, saved.stderr]).toEqual([0, expect.not.stringContaining('copy')])
    expect(readdirSync(folder).sort()).toEqual([young, 'vault.ukp', 'vault.ukp.bak'])
    expect(await namesIn(home)).toEqual(['mama'])
    expect(generationOf(home.vault)).toBe(2)
  })

  it('case 48: of a save that was killed while it wrote, only temporary file and lock are left, and neither is read', async () => {
    const home = await homeWithVault()
    const killed = start(home, ['edit', 'mama', '--note', 'x'], { env: fault({ AT: 'sync \\.tmp-', DO: 'KILL' }) })
    expect((await killed.ended).signal).toBe('SIGKILL')
    const left = leftovers(home)
    expect(left.map((name) => name.replace(/[0-9a-f]{16}$/, '*'))).toEqual(['.vault.ukp.lock', '.vault.ukp.tmp-*'])
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    expect(edit(home, 'y').exit).toBe(0)
    expect(leftovers(home)).toEqual(left.filter((name) => name.includes('tmp')))
    const file = join(dirname(home.vault), leftovers(home)[0] ?? '')
    utimesSync(file, 1_700_000_000, 1_700_000_000)
    expect(edit(home, 'z').exit).toBe(0)
    expect(leftovers(home)).toEqual([])
  })
})

describe('a clock that is wrong', () => {
  const at = (time: string): Record<string, string> => fault({ NOW: Date.parse(time) })

  it('case 50: set forward to 2106 and back to 1980 lets every save through, and the number of the save decides', async () => {
    const home = await homeWithVault()
    const years = ['2106-02-07T06:28:20Z', '1980-01-01T00:00:00Z', '2500-06-01T00:00:00Z', '1970-01-02T00:00:00Z']
    for (const [n, time] of years.entries()) {
      const ran = edit(home, `in ${time}`, { env: at(time) })
      expect({ exit: ran.exit, older: /older|another way/.test(ran.stderr) }, ran.stderr).toEqual({
        exit: 0,
        older: false,
      })
      expect(generationOf(home.vault)).toBe(n + 2)
    }
    const now = ukpJson(home, ['show', 'mama'], { env: { UKP_PASSPHRASE: '', ...at('2030-01-01T00:00:00Z') } })
    expect(now.json).toMatchObject({ ok: true, account: { note: 'in 1970-01-02T00:00:00Z' } })
    // An older save is told by its number, though it was written "later".
    writeFileSync(home.vault, readFileSync(`${home.vault}.bak`))
    expect(ukp(home, ['list'], { env: at('1975-01-01T00:00:00Z') }).stderr).toContain('older copy of the vault: save 4')
    expect(edit(home, 'x', { env: at('2200-01-01T00:00:00Z') }).exit).toBe(8)
  })

  it('case 50: a vault made in 2106 opens today, and the other way round; codes are of the time that is asked for', async () => {
    const home = emptyHome()
    const made = ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { ...given, ...at('2106-02-07T06:28:20Z') } })
    expect(made.exit).toBe(0)
    expect(ukp(home, ['code', 'mama', '-q', '--at', '1700000000'], { env: given }).stdout).toBe('421617\n')
    const late = '4294967305'
    const code = (env: Record<string, string>): string =>
      ukp(home, ['code', 'mama', '-q', '--at', late], { env }).stdout
    expect(code({ ...given, ...at('1980-01-01T00:00:00Z') })).toBe(code(given))
    expect(ukp(home, ['code', 'mama', '-q'], { env: { ...given, ...at('2106-02-07T06:28:26Z') } }).stdout).toMatch(
      /^\d{6}\n$/,
    )
  })

  it('case 50: waiting for a lock ends though the clock is far off', async () => {
    const home = await homeWithVault()
    writeFileSync(join(dirname(home.vault), '.vault.ukp.lock'), 'garbage')
    const began = performance.now()
    const ran = edit(home, 'x', { env: at('2106-02-07T06:28:20Z') })
    expectRefused(ran, { exit: 7, saying: basename(home.vault) })
    expect(performance.now() - began).toBeLessThan(25_000)
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
  })
})
