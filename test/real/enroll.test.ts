// The whole of ukp enroll on a real terminal: a picture on a real X clipboard, the code judged by oathtool, the backup by
// ukp backup verify; and what is left when it is interrupted, at every step and in every way.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { type ShellWindow, shellWindow } from '../kit/shell-window.ts'
import { hasTmux } from '../kit/tmux.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, ukp, ukpJson } from '../kit/ukp.ts'

const has = (program: string): boolean => spawnSync('which', [program], { stdio: 'ignore' }).status === 0
const X11 = hasTmux && ['Xvfb', 'xclip', 'oathtool'].every(has)
const DELETION_CODE = '04711042'
const LINK = `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${KEY}`
const OTHER_LINK = 'otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=KRSXG5CTMVRXEZLUKNSQ'
/** Longer than what counts as pasted. */
const LOOKED_MS = 500

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What each question shows, by the language. */
const SHOWN = {
  en: {
    passphrase: 'Choose a vault passphrase',
    again: 'Again:',
    source: 'Where is the QR code?',
    file: 'Picture file (Enter: back):',
    name: 'Name, for example mama:',
    code: 'Did the portal accept it?',
    rejected: 'What now?',
    deletion: 'Type them here.',
    compare: 'Compare with the portal',
    later: 'Leave it out all the same?',
    folder: 'Its folder (Enter: no):',
    picture: 'Delete the picture now?',
    clipboard: 'Clear the clipboard now?',
    saved: 'Saved: key ✓ deletion code ✓ backup ✓',
    another: 'Another person now?',
    open: 'Something is still missing here.',
    yes: 'y',
    back: 'b',
  },
  hu: {
    passphrase: 'Új széfjelszó',
    again: 'Még egyszer:',
    source: 'Hol van a QR-kód?',
    file: 'Képfájl (Enter: vissza):',
    name: 'Név, például mama:',
    code: 'Elfogadta a portál?',
    rejected: 'Mi legyen most?',
    deletion: 'Írja be ide.',
    compare: 'Hasonlítsa össze a portállal',
    later: 'Mégis kimarad?',
    folder: 'A mappája (Enter: nem):',
    picture: 'Törli most a képet?',
    clipboard: 'Kiürüljön most a vágólap?',
    saved: 'Elmentve: kulcs ✓ törlőkód ✓ biztonsági mentés ✓',
    another: 'Következik még valaki?',
    open: 'Itt még hiányzik valami.',
    yes: 'i',
    back: 'v',
  },
} as const
type Shown = (typeof SHOWN)['en' | 'hu']

let home: Home
let window: ShellWindow | null = null
let server: ChildProcess | null = null

beforeEach(() => {
  home = newHome()
  writeFileSync(join(home.folder, 'kép 1.png'), qrPicture([LINK]))
  writeFileSync(join(home.folder, 'új kód.png'), qrPicture([OTHER_LINK]))
  writeFileSync(join(home.folder, 'sima.png'), qrPicture(['https://example.org/']))
})
afterEach(() => {
  window?.end()
  window = null
  server?.kill()
  server = null
  dropHome(home)
})

const file = (name: string): string => join(home.folder, name)

async function terminal(
  size: { columns: number; rows: number },
  env: Readonly<Record<string, string>> = {},
): Promise<ShellWindow> {
  window = await shellWindow(home, size, env)
  return window
}

/** Waits for the question and types the answer with Enter. */
async function answer(t: ShellWindow, question: string, text = ''): Promise<void> {
  await t.until(question)
  await pause(150)
  if (text !== '') t.type(text)
  t.press('Enter')
}

/** The deletion code, typed and compared. */
async function typeDeletionCode(t: ShellWindow, words: Shown): Promise<string> {
  await t.until(words.deletion)
  t.type(DELETION_CODE)
  const seen = await t.until(words.compare)
  await pause(LOOKED_MS)
  t.press('Enter')
  return seen
}

interface Stored {
  readonly accounts: { readonly name: string; readonly hasDeletionCode: boolean }[]
  readonly backups: string[]
}

/** What the vault has now, and whether every backup is good. */
function stored(): Stored {
  const env = { UKP_PASSPHRASE: PASSPHRASE }
  const accounts = ukpJson(home, ['list']).json.accounts as Stored['accounts']
  const { backups } = ukpJson(home, ['backup', 'list']).json as { backups: { file: string }[] }
  for (const one of backups) expect(ukp(home, ['backup', 'verify', one.file], { env }).exit).toBe(0)
  return {
    accounts: accounts.map(({ name, hasDeletionCode }) => ({ name, hasDeletionCode })),
    backups: backups.map((one) => one.file),
  }
}

function deletionCodeIn(backup: string): string | null {
  const { json } = ukpJson(home, ['show', 'mama', '--reveal', '--vault', backup])
  return (json as { account: { deletionCode: string | null } }).account.deletionCode
}

function expectClean(t: ShellWindow): void {
  expect(t.state()).toEqual({ cursor: true, wrap: true, alternate: false })
}

function judged(): string[] {
  const now = Math.floor(Date.now() / 1000)
  return [now - 30, now].map((at) =>
    spawnSync('oathtool', ['-b', '--totp', '-N', `@${at}`, KEY], { encoding: 'utf-8' }).stdout.trim(),
  )
}

async function xServer(): Promise<string> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  server = child
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()))
    child.once('exit', () => reject(new Error('Xvfb ended')))
  })
  return `:${number}`
}

describe.runIf(X11)('ukp enroll with a picture on an X clipboard', () => {
  it.each([
    ['hu', 80, 24],
    ['en', 80, 24],
    ['hu', 40, 15],
    ['en', 40, 15],
  ] as const)('goes from the QR code to the backup, in %s at %i x %i', async (language, columns, rows) => {
    const words = SHOWN[language]
    const env = { DISPLAY: await xServer(), UKP_LANG: language }
    const copied = spawnSync('xclip', ['-selection', 'clipboard', '-t', 'image/png', '-i', file('kép 1.png')], {
      env: { ...home.env, ...env },
      stdio: 'ignore',
    })
    expect(copied.status).toBe(0)
    const t = await terminal({ columns, rows }, env)
    t.run('enroll')
    await answer(t, words.passphrase, PASSPHRASE)
    await answer(t, words.again, PASSPHRASE)
    await answer(t, words.source, '2')
    await answer(t, words.name, 'mama')
    // With too few seconds left it says to wait, and nothing else.
    const screen = await t.until('„Azonosító”')
    const shown = /(\d{3}) (\d{3}) {2}[■□]{10}/.exec(screen)
    expect(judged()).toContain(`${shown?.[1]}${shown?.[2]}`)
    expect(screen).toContain('██')
    expect(screen).toContain('„Azonosító”')
    expect(screen.split('\n').length).toBeLessThanOrEqual(rows)
    // An interruption from here on loses nothing.
    expect(stored().accounts).toEqual([{ name: 'mama', hasDeletionCode: false }])
    t.press('Enter')
    expect(await typeDeletionCode(t, words)).toContain('0471 1042')
    await answer(t, words.folder)
    await answer(t, words.clipboard, words.yes)
    await t.until(words.saved)
    await answer(t, words.another)
    expect(await t.ended()).toEqual({ exit: 0, echo: true })
    expectClean(t)
    // Of the deletion code nothing is left to scroll back to, nor of the key.
    const history = t.history().replace(/\s/g, '')
    expect(history).not.toContain(DELETION_CODE)
    expect(history).not.toContain(KEY)
    const { accounts, backups } = stored()
    expect(accounts).toEqual([{ name: 'mama', hasDeletionCode: true }])
    expect(backups.map(deletionCodeIn)).toEqual([DELETION_CODE])
    const left = spawnSync('xclip', ['-selection', 'clipboard', '-t', 'image/png', '-o'], {
      env: { ...home.env, ...env },
      timeout: 5000,
    })
    expect(left.stdout.length).toBe(0)
  })
})

/** Plays what is left, whatever it is, until the summary and the end. */
async function finish(t: ShellWindow, words: Shown): Promise<void> {
  const replies: readonly (readonly [string, string])[] = [
    [words.open, ''],
    [words.source, '1'],
    [words.file, file('kép 1.png')],
    [words.name, 'mama'],
    [words.code, ''],
    [words.folder, ''],
    [words.picture, ''],
  ]
  for (let turn = 0; turn < 20; turn++) {
    const seen = await t.until(
      new RegExp([...replies.map(([question]) => question), words.deletion, words.another].map(escaped).join('|')),
    )
    const flat = seen.replace(/\s+/g, ' ')
    const last = (question: string): number => flat.lastIndexOf(question)
    if (last(words.another) >= 0) {
      expect(flat).toContain(words.saved)
      await answer(t, words.another)
      return
    }
    const [question, reply] = [...replies, [words.deletion, ''] as const].sort(
      (a, b) => last(b[0]) - last(a[0]),
    )[0] ?? ['', '']
    if (question === words.deletion) await typeDeletionCode(t, words)
    else await answer(t, question, reply)
    // The next one, not this one once more.
    for (let i = 0; i < 100 && t.screen() === seen; i++) await pause(60)
    await pause(300)
  }
  throw new Error(`no end:\n${t.screen()}`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

type Step =
  | 'passphrase'
  | 'source'
  | 'file'
  | 'name'
  | 'code'
  | 'rejected'
  | 'deletion'
  | 'compare'
  | 'later'
  | 'folder'
  | 'picture'
  | 'another'

/** Goes on to a step and leaves it unanswered. */
async function goTo(step: Step, t: ShellWindow, words: Shown): Promise<void> {
  const way: readonly (readonly [Step, () => Promise<void>])[] = [
    [
      'passphrase',
      async () => {
        await answer(t, words.passphrase, PASSPHRASE)
        await answer(t, words.again, PASSPHRASE)
      },
    ],
    ['source', async () => await answer(t, words.source, '1')],
    ['file', async () => await answer(t, words.file, `'${file('kép 1.png')}' `)],
    ['name', async () => await answer(t, words.name, 'mama')],
    ['code', async () => t.press('n')],
    [
      'rejected',
      async () => {
        await answer(t, words.rejected)
        await answer(t, words.code)
      },
    ],
    ['deletion', async () => t.type(DELETION_CODE)],
    ['compare', async () => t.press('Escape')],
    [
      'later',
      async () => {
        await answer(t, words.later)
        await typeDeletionCode(t, words)
      },
    ],
    ['folder', async () => await answer(t, words.folder)],
    ['picture', async () => await answer(t, words.picture)],
    ['another', async () => undefined],
  ]
  for (const [one, leave] of way) {
    await t.until(words[one])
    if (one === step) return
    await leave()
  }
}

const STEPS: readonly Step[] = [
  'passphrase',
  'source',
  'file',
  'name',
  'code',
  'rejected',
  'deletion',
  'compare',
  'later',
  'folder',
  'picture',
  'another',
]
/** From here on there is an account, a deletion code, a backup. */
const since = (step: Step, first: Step): boolean => STEPS.indexOf(step) >= STEPS.indexOf(first)

describe.runIf(hasTmux)('ukp enroll, interrupted', () => {
  it.each(STEPS)('by Ctrl-C at the step %s says what is saved, and goes on', async (step) => {
    const words = SHOWN.hu
    const t = await terminal({ columns: 80, rows: 24 }, { UKP_LANG: 'hu' })
    t.run('enroll')
    await goTo(step, t, words)
    await pause(200)
    t.press('C-c')
    // At the last question all is done, and it means no.
    expect(await t.ended()).toEqual({ exit: step === 'another' ? 0 : 130, echo: true })
    expectClean(t)
    // The terminal breaks a long line anywhere.
    const said = t.screen().replace(/\s+/g, '')
    const expected =
      step === 'another'
        ? 'Elmentve: kulcs ✓ törlőkód ✓ biztonsági mentés ✓'
        : since(step, 'folder')
          ? 'Megszakítva. Minden el van mentve: mama (kulcs, törlőkód, biztonsági mentés).'
          : since(step, 'code')
            ? 'Megszakítva. Elmentve: mama (kulcs). Folytatás: ukp enroll mama'
            : 'Megszakítva. Új bejegyzés nem lett elmentve. Újrakezdés: ukp enroll'
    expect(said).toContain(expected.replace(/\s+/g, ''))
    await goOn(step, t, words)
  })

  it.each(STEPS.flatMap((step) => [[step, 'HUP'] as const, [step, 'KILL'] as const]))(
    'at the step %s by SIG%s goes on',
    async (step, signal) => {
      const words = SHOWN.en
      const t = await terminal({ columns: 80, rows: 24 }, { UKP_LANG: 'en' })
      t.run('enroll')
      await goTo(step, t, words)
      await pause(200)
      for (const pid of t.pids()) process.kill(pid, `SIG${signal}`)
      if (signal === 'HUP') {
        expect(await t.ended()).toEqual({ exit: 129, echo: true })
        expectClean(t)
      } else {
        // Nobody can clean up then; a new window is what a person would open.
        t.end()
      }
      const next = signal === 'HUP' ? t : await terminal({ columns: 80, rows: 24 }, { UKP_LANG: 'en' })
      await goOn(step, next, words)
    },
  )

  /** The same command again ends with everything saved, once. */
  async function goOn(step: Step, t: ShellWindow, words: Shown): Promise<void> {
    const before = step === 'passphrase' ? null : stored()
    if (before !== null) {
      expect(before.accounts).toEqual(
        since(step, 'code') ? [{ name: 'mama', hasDeletionCode: since(step, 'folder') }] : [],
      )
      expect(before.backups.length).toBe(since(step, 'folder') ? 1 : 0)
    }
    if (!since(step, 'folder')) {
      t.run('enroll', '--lang', words === SHOWN.hu ? 'hu' : 'en', ...(since(step, 'code') ? ['mama'] : []))
      if (step === 'passphrase') {
        await answer(t, words.passphrase, PASSPHRASE)
        await answer(t, words.again, PASSPHRASE)
      } else await answer(t, words === SHOWN.hu ? 'Széfjelszó:' : 'Vault passphrase:', PASSPHRASE)
      await finish(t, words)
      expect(await t.ended()).toEqual({ exit: 0, echo: true })
      expectClean(t)
    }
    const { accounts, backups } = stored()
    expect(accounts).toEqual([{ name: 'mama', hasDeletionCode: true }])
    expect(deletionCodeIn(backups[0] ?? '')).toBe(DELETION_CODE)
    expect(existsSync(file('kép 1.png'))).toBe(true)
  }
})

describe.runIf(hasTmux)('ukp enroll', () => {
  async function withVault(...args: readonly string[]): Promise<ShellWindow> {
    const t = await terminal({ columns: 80, rows: 24 }, { UKP_PASSPHRASE: PASSPHRASE, UKP_LANG: 'hu' })
    t.run(...args)
    return t
  }
  const words = SHOWN.hu

  it('asks again for a wrong picture, and deletes the right one when told so, with --yes too', async () => {
    const t = await withVault('enroll', 'mama', '--yes', '--qr', file('sima.png'))
    await t.until('nem hitelesítő')
    await answer(t, words.source, '1')
    await answer(t, words.file, file('nincs.png'))
    await t.until('Nincs ilyen kép')
    await answer(t, words.file, file('kép 1.png').replaceAll(' ', '\\ '))
    await answer(t, words.code)
    await typeDeletionCode(t, words)
    await answer(t, words.folder)
    await answer(t, words.picture, words.yes)
    await t.until('A kép törölve')
    await answer(t, words.another)
    expect(await t.ended()).toEqual({ exit: 0, echo: true })
    expect(existsSync(file('kép 1.png'))).toBe(false)
    expect(existsSync(file('sima.png'))).toBe(true)
  })

  it('takes a new QR code of the same account for its new key when the code is not accepted', async () => {
    const t = await withVault('enroll', 'mama', '--qr', file('kép 1.png'))
    await t.until(words.code)
    t.press('n')
    await answer(t, words.rejected, '2')
    await answer(t, words.source, '1')
    await answer(t, words.file, file('új kód.png'))
    await answer(t, words.code)
    await typeDeletionCode(t, words)
    await answer(t, words.folder)
    await t.until('új kód.png')
    await answer(t, words.picture)
    await answer(t, words.another)
    expect((await t.ended()).exit).toBe(0)
    expect(stored().accounts).toEqual([{ name: 'mama', hasDeletionCode: true }])
    const { account } = ukpJson(home, ['show', 'mama', '--reveal']).json as { account: { secret: string } }
    expect(account.secret).toBe('KRSXG5CTMVRXEZLUKNSQ')
  })

  it('goes back from the deletion code to the code, and puts it off after a warning', async () => {
    const t = await withVault('enroll', 'mama', '--qr', file('kép 1.png'))
    await answer(t, words.code)
    await t.until(words.deletion)
    t.press(words.back)
    await answer(t, words.code)
    await t.until(words.deletion)
    t.press('Escape')
    await answer(t, words.later, words.yes)
    await answer(t, words.folder)
    await answer(t, words.picture)
    await t.until('törlőkód – (hiányzik)')
    await answer(t, words.another)
    expect((await t.ended()).exit).toBe(0)
    expect(stored().accounts).toEqual([{ name: 'mama', hasDeletionCode: false }])
  })

  it('does one person after the other, and says to log out first', async () => {
    const t = await withVault('enroll', 'mama', '--qr', file('kép 1.png'))
    await answer(t, words.code)
    await typeDeletionCode(t, words)
    await answer(t, words.folder)
    await answer(t, words.picture)
    await answer(t, words.another, words.yes)
    await t.until('Előbb lépjen ki a portálon')
    await answer(t, words.source, '4')
    await answer(t, 'Titkos kulcs (Enter: vissza):', 'GEZDGNBVGY3TQOJQGEZA')
    await answer(t, words.name, 'papa')
    await answer(t, words.code)
    await typeDeletionCode(t, words)
    await answer(t, words.folder, file('.'))
    await t.until('ukp code papa')
    await answer(t, words.another)
    expect((await t.ended()).exit).toBe(0)
    expect(stored().accounts.map(({ name }) => name)).toEqual(['mama', 'papa'])
    expect(stored().backups.length).toBe(3)
  })

  it('ends with exit 4 after three wrong passphrases, and nothing is changed', async () => {
    expect(ukp(home, ['add', 'papa', '--stdin'], { stdin: KEY, env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(0)
    const t = await terminal({ columns: 80, rows: 24 }, { UKP_LANG: 'hu' })
    t.run('enroll', 'mama')
    for (let i = 0; i < 3; i++) {
      await answer(t, 'Széfjelszó:', 'rossz széfjelszó')
      await pause(1200)
    }
    expect(await t.ended()).toEqual({ exit: 4, echo: true })
    expect(stored().accounts.map(({ name }) => name)).toEqual(['papa'])
  })

  it('is refused at once without a terminal, with --json and with --no-input', async () => {
    const env = { UKP_PASSPHRASE: PASSPHRASE }
    const unattended = ukp(home, ['enroll', 'mama', '--qr', file('kép 1.png')], { env })
    expect([unattended.exit, unattended.stdout]).toEqual([10, ''])
    expect(unattended.stderr).toContain('ukp add')
    expect(ukpJson(home, ['enroll']).json).toMatchObject({ ok: false, kind: 'usage', exit: 2 })
    const t = await withVault('enroll', '--no-input')
    expect((await t.ended()).exit).toBe(10)
    expect(existsSync(home.vault)).toBe(false)
  })
})
