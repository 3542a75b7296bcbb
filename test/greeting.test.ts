// ukp alone, help in narrow and wide windows, sentences that fit, and progress: what a terminal shows.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerOf } from '../src/messages/yes-or-no.ts'
import { KDF_STRONG } from '../src/vault/limits.ts'
import { qrPicture } from './kit/qr-picture.ts'
import { BIN, dropHome, type Home, newHome, PASSPHRASE, PYTHON, play, ukp } from './kit/ukp.ts'
import { keyNumber, putVault } from './kit/vaults.ts'

let home: Home
beforeEach(() => {
  home = newHome()
})
afterEach(() => dropHome(home))

const WINDOW = { columns: 80, rows: 24 }
const linesOf = (screen: string): string[] => screen.trimEnd().split('\r\n')

/** Like `play`, with standard error on the terminal too: `play` keeps it apart. */
function onTerminal(
  args: readonly string[],
  columns: number,
  env: Record<string, string> = {},
): { screen: string; exit: number } {
  const script = [
    'import fcntl, os, pty, struct, sys, termios',
    'pid, fd = pty.fork()',
    'if pid == 0:',
    '    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))',
    '    os.execv(sys.argv[2], sys.argv[2:])',
    'out = b""',
    'try:',
    '    while True:',
    '        chunk = os.read(fd, 65536)',
    '        if not chunk: break',
    '        out += chunk',
    'except OSError: pass',
    'sys.stdout.buffer.write(out)',
    'sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
  ].join('\n')
  const ran = spawnSync(PYTHON ?? 'python3', ['-c', script, String(columns), process.execPath, BIN, ...args], {
    env: { TERM: 'xterm', ...home.env, ...env },
    cwd: home.folder,
    timeout: 60_000,
  })
  return { screen: String(ran.stdout), exit: ran.status ?? -1 }
}

describe('ukp alone', () => {
  it.each([
    ['en', 'The first step', 'ukp add <name>'],
    ['hu', 'Az első lépés', 'ukp add <név>'],
  ])('greets in %s where there is no vault, and says the first step', (language, title, step) => {
    for (const line of [[], ['--lang', language]]) {
      const { screen, exit } = play(home, line, [WINDOW], { env: { UKP_LANG: language } })
      expect(exit).toBe(0)
      expect(screen).toContain(`${title}:`)
      for (const word of [step, 'ukp enroll', 'ukp import', 'ukp help ugyfelkapu']) expect(screen).toContain(word)
      expect(linesOf(screen).length).toBeLessThan(12)
    }
  })

  it.each(['en', 'hu'])(
    'shows a short help in %s where there is one: one screen, with the way to the rest',
    async (language) => {
      await putVault(home, [{ name: 'mama' }])
      const { screen, exit } = play(home, [], [WINDOW], { env: { UKP_LANG: language } })
      expect(exit).toBe(0)
      expect(linesOf(screen).length).toBeLessThanOrEqual(24)
      expect(linesOf(screen).filter((line) => [...line].length > 80)).toEqual([])
      for (const word of ['ukp code', 'ukp watch', 'ukp enroll', 'ukp doctor', 'ukp list', 'ukp backup', 'ukp --help'])
        expect(screen).toContain(word)
    },
  )

  it('shows the short help on standard error where there is no terminal, with exit code 2', () => {
    const ran = ukp(home, [])
    expect([ran.exit, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toContain('ukp --help')
  })
})

describe('help', () => {
  it.each([40, 60, 80, 200])(
    'fits into %d columns, but for lines to copy',
    (columns) => {
      for (const line of [
        ['--help'],
        ['help', 'export'],
        ['help', 'backup', 'create'],
        ['help', 'ugyfelkapu'],
        ['help', 'environment'],
      ]) {
        for (const language of ['en', 'hu']) {
          const { screen } = play(home, line, [{ columns }], { env: { UKP_LANG: language } })
          const long = linesOf(screen).filter((one) => [...one].length > Math.min(columns, 100))
          expect(long.filter((one) => !/^ +(?:ukp|UKP_|DBUS_|eval)/.test(one))).toEqual([])
        }
      }
    },
    60_000,
  )

  it('puts texts under their options where there is little room', () => {
    const { screen } = play(home, ['help', 'lock'], [{ columns: 40 }])
    expect(screen).toContain('  --passphrase-file <file>\r\n      first line of this file')
  })

  it('knows the page of the portal by its names', () => {
    const page = ukp(home, ['help', 'ugyfelkapu']).stdout
    for (const name of ['Ügyfélkapu', 'ügyfélkapu+', 'UGYFELKAPU+']) expect(ukp(home, ['help', name]).stdout).toBe(page)
    for (const word of [
      '„Nem tudom beolvasni a kódot”',
      'TÖRLŐKÓD',
      'Beállítás másik eszközre',
      'kormányablak',
      'kau.gov.hu',
    ])
      expect(page).toContain(word)
  })
})

describe('sentences', () => {
  it('are broken between words on a terminal, and are one line in a pipe', () => {
    const line = ['code', 'mama', '--vault', 'no such place/vault.ukp']
    const { screen, exit } = onTerminal(line, 50)
    expect(exit).toBe(5)
    const words = screen.replaceAll('\r\n', ' ').trim()
    const piped = ukp(home, line).stderr
    expect(words).toBe(piped.replace('\n', ' ').trim())
    expect(piped.split('\n').length).toBe(3)
    expect(linesOf(screen).length).toBeGreaterThan(5)
    expect(linesOf(screen)).toContain("ukp --vault 'no such place/vault.ukp' import <file>.")
  })

  it('are broken before a question too, wherever standard error goes', () => {
    const env = { UKP_PASSPHRASE: PASSPHRASE, UKP_LANG: 'en' }
    // `play` keeps standard error apart from the terminal.
    const { screen } = play(home, ['add', 'mama'], [{ columns: 40 }, { expect: 'Secret key:' }, { send: '\u0003' }], {
      env,
    })
    const told = linesOf(screen.slice(0, screen.indexOf('Secret key:'))).slice(0, -1)
    expect(told.filter((line) => line.length > 40)).toEqual([])
    expect(told.length).toBeGreaterThan(1)
  })

  it('suggest commands for the vault of the line, also in JSON', () => {
    const [file, key] = [join(home.folder, 'x.ukp'), keyNumber(1)]
    const env = { UKP_PASSPHRASE: PASSPHRASE }
    expect(ukp(home, ['add', 'mama', '--stdin', '--vault', file], { stdin: key, env }).stderr).toContain(
      `ukp --vault ${file} code mama`,
    )
    expect(ukp(home, ['remove', 'mama', '--yes', `--vault=${file}`], { env }).stderr).toContain(
      `ukp --vault ${file} restore mama`,
    )
    const { hint } = JSON.parse(ukp(home, ['code', 'mama', '--json', '--vault', file], { env }).stdout)
    expect(hint).toContain(`ukp --vault ${file} `)
  })
})

describe('progress', () => {
  it.each([
    ['en', 'Deriving the key…'],
    ['hu', 'A kulcs kiszámítása…'],
  ])(
    'tells in %s that a key takes long to derive, on a terminal that wants it',
    (language, words) => {
      const env = { UKP_PASSPHRASE: PASSPHRASE, UKP_LANG: language }
      ukp(home, ['add', 'mama', '--stdin'], { stdin: keyNumber(1), env })
      expect(onTerminal(['code', 'mama'], 80, env).screen).not.toContain(words)
      const secret = join(home.folder, 'new.txt')
      writeFileSync(secret, 'another passphrase', { mode: 0o600 })
      expect(KDF_STRONG.memory).toBe(262_144)
      expect(ukp(home, ['key', 'change', '--kdf', 'strong', '--new-passphrase-file', secret], { env }).exit).toBe(0)
      const now = { ...env, UKP_PASSPHRASE: 'another passphrase' }
      const { screen } = onTerminal(['code', 'mama'], 80, now)
      expect(screen).toMatch(new RegExp(`^\\r${words}\\r\\r +\\r.*\\d{3} \\d{3}`))
      for (const line of [
        ['code', 'mama', '--quiet'],
        ['code', 'mama', '--json'],
      ])
        expect(onTerminal(line, 80, now).screen).not.toContain(words)
      expect(onTerminal(['code', 'mama'], 80, { ...now, TERM: 'dumb' }).screen).not.toContain(words)
      expect(ukp(home, ['code', 'mama'], { env: now }).stderr).not.toContain(words)
    },
    60_000,
  )

  it('counts pictures that take long, and leaves a clean line', () => {
    const pictures = Array.from({ length: 24 }, (_, i) => join(home.folder, 'pictures', `${i}.png`))
    mkdirSync(dirname(pictures[0] ?? ''))
    for (const [i, file] of pictures.entries())
      writeFileSync(file, qrPicture([`otpauth://totp/Bolt:u${i}?secret=${keyNumber(i)}`]))
    const env = { UKP_PASSPHRASE: PASSPHRASE }
    const { screen } = onTerminal(['add', '--dry-run', '--qr', ...pictures], 80, env)
    expect(screen).toMatch(/\rPictures read: \d+ of 24 *\r/)
    expect(screen).toMatch(/\r {20,}\rThe pictures hold 24|\r {20,}\r.*u0/)
    const folder = onTerminal(['import', '--dry-run', '--lang', 'hu', dirname(pictures[0] ?? '')], 80, env)
    expect(folder.screen).toMatch(/\rBeolvasott fájlok: \d+\/24 *\r/)
  }, 60_000)
})

describe('an answer', () => {
  it('is yes or no in both languages; just Enter is no', () => {
    expect(['i', 'I', 'igen', 'Igen ', 'y', 'yes'].map(answerOf)).toEqual([true, true, true, true, true, true])
    expect(['', ' ', 'n', 'nem', 'NO'].map(answerOf)).toEqual([false, false, false, false, false])
    expect(['x', 'ja', 'igenn', 'nope'].map(answerOf)).toEqual([null, null, null, null])
  })

  it('that is neither is taken away from the line, and asked for again', async () => {
    await putVault(home, [{ name: 'mama' }])
    const steps = [{ expect: 'mama?' }, { send: 'x\r' }, { expect: 'y or n' }, { send: 'igen\r' }]
    const played = play(home, ['remove', 'mama'], steps, { env: { UKP_PASSPHRASE: PASSPHRASE } })
    expect(played.exit).toBe(0)
    expect(played.stderr).toContain('ukp restore mama')
  })
})
