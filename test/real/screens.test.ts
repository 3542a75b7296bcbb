// The screens of docs/screens: what the program shows in a window, in both languages and two sizes, from made-up accounts
// at a fixed moment. Compared with the files there; UKP_SCREENS=write remakes them (npm run screens).
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { hasTmux, openWindow, type Window } from '../kit/tmux.ts'
import { BIN, KEY, PASSPHRASE, ROOT } from '../kit/ukp.ts'

const SCREENS = join(ROOT, 'docs', 'screens')
const writes = process.env.UKP_SCREENS === 'write'
/** Shown on some screens, so it is always the same. */
const HOME = '/tmp/ukp-anna'
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 15 },
]
const ACCOUNTS = [
  ['mama', KEY, 'Ügyfélkapu+', 'minta.anna', '12345678'],
  ['papa', 'KRUGKIDROVUWG2ZAMJZA', 'Ügyfélkapu+', 'minta.bela', null],
  ['Őrsi nagymama', 'GEZDGNBVGY3TQOJQGEZA', 'Ügyfélkapu+', 'minta.maria', '23456789'],
  ['könyvelés 🧾', 'MFRGGZDFMZTWQ2LKNNWA', 'Példa Számla', 'iroda@example.hu', null],
  ['github', 'NBSWY3DPO5XXE3DEEBTA', 'GitHub', 'mintaanna', null],
] as const

/** What a step of the wizard shows once it waits. */
const WAITS = {
  en: {
    passphrase: 'your Ügyfélkapu password',
    again: 'Again:',
    source: 'Where is the QR code?',
    file: 'Picture file',
    name: 'Name, for example',
    code: 'accept it?',
    deletionCode: '____ ____',
    compare: 'digit by digit',
    backup: 'Its folder',
    picture: 'picture now?',
    end: 'Another person now?',
  },
  hu: {
    passphrase: 'ügyfélkapus jelszó',
    again: 'Még egyszer:',
    source: 'Hol van a QR-kód?',
    file: 'Képfájl',
    name: 'Név, például',
    code: 'Elfogadta a portál?',
    deletionCode: '____ ____',
    compare: 'számjegyenként',
    backup: 'mappája',
    picture: 'most a képet?',
    end: 'Következik még valaki?',
  },
} as const

type Language = keyof typeof WAITS
type Shot = (name: string) => void

const preload = spawnSync('sh', ['-c', 'ls /usr/lib/*/faketime/libfaketime.so.1'], { encoding: 'utf-8' })
  .stdout.split('\n')
  .find(Boolean)
const possible = hasTmux && preload !== undefined

/** Everything that runs there; the clock stands still. */
function environment(language: Language): Record<string, string> {
  rmSync(HOME, { recursive: true, force: true })
  const bin = join(HOME, 'bin')
  mkdirSync(bin, { recursive: true, mode: 0o700 })
  const variables = `LD_PRELOAD='${preload}' FAKETIME='2026-11-21 10:15:13' FAKETIME_DONT_FAKE_MONOTONIC=1`
  const program = join(bin, 'ukp')
  writeFileSync(program, `#!/bin/sh\nexec env ${variables} '${process.execPath}' '${BIN}' "$@"\n`)
  chmodSync(program, 0o755)
  copyFileSync(join(ROOT, 'test', 'fixtures', 'sample-screenshot.png'), join(HOME, 'qr.png'))
  chmodSync(join(HOME, 'qr.png'), 0o600)
  return {
    ...{ HOME, PATH: `${bin}:/usr/bin:/bin`, TERM: 'xterm-256color', TZ: 'Europe/Budapest' },
    ...{ LC_ALL: 'C.UTF-8', UKP_LANG: language },
  }
}

/** A vault with some accounts, a key file and a backup. */
function fill(env: Record<string, string>): void {
  const run = (args: readonly string[], input = ''): void => {
    const ran = spawnSync('ukp', args, { env: { ...env, UKP_PASSPHRASE: PASSPHRASE }, input, cwd: HOME })
    expect(String(ran.stderr)).not.toMatch(/Error|Hiba/)
    expect(ran.status).toBe(0)
  }
  for (const [name, key, issuer, account, deletionCode] of ACCOUNTS) {
    const options = ['--stdin', '--issuer', issuer, '--account', account, '--yes']
    const code = deletionCode === null ? [] : ['--deletion-code-stdin']
    run(['add', name, ...options, ...code], [key, deletionCode].filter(Boolean).join('\n'))
  }
  run(['key', 'add', 'key-file', join(HOME, 'key')])
  run(['backup'])
}

const flat = (text: string): string => text.replace(/\s+/g, ' ')

/** Waits until it is shown, wherever lines are broken, and nothing more comes. */
async function shown(window: Window, wanted: string): Promise<void> {
  await window.until((seen) => flat(seen).includes(wanted))
  let before = ''
  await window.until((seen) => {
    const still = seen === before
    before = seen
    return still
  })
}

async function answer(window: Window, typed: string, next: string): Promise<void> {
  window.type(typed)
  window.press('Enter')
  await shown(window, next)
}

async function everyDay(window: Window, shot: Shot): Promise<void> {
  for (const [name, line, end] of [
    ['list', 'ukp list', '5 '],
    ['code', 'clear; ukp code mama', '■'],
  ] as const) {
    await answer(window, line, end)
    shot(name)
  }
  await answer(window, 'clear; ukp watch', 'papa')
  shot('watch')
  window.type('or')
  await window.until((seen) => !seen.includes('github'))
  shot('watch-filter')
  window.press('C-c')
}

async function enroll(window: Window, shot: Shot, language: Language): Promise<void> {
  const waits = WAITS[language]
  await answer(window, 'ukp enroll', waits.passphrase)
  await answer(window, PASSPHRASE, waits.again)
  await answer(window, PASSPHRASE, waits.source)
  shot('enroll-1-source')
  await answer(window, '', waits.file)
  await answer(window, join(HOME, 'qr.png'), waits.name)
  shot('enroll-2-name')
  await answer(window, 'mama', waits.code)
  shot('enroll-3-code')
  await answer(window, '', waits.deletionCode)
  shot('enroll-4-deletion-code')
  window.type('12345678')
  await shown(window, waits.compare)
  shot('enroll-5-compare')
  // Enter right behind the digits would be the end of a paste.
  await wait(500)
  await answer(window, '', waits.backup)
  await answer(window, '', waits.picture)
  shot('enroll-6-picture')
  await answer(window, '', waits.end)
  shot('enroll-7-end')
  window.press('Enter')
}

const title = possible
  ? 'the screens of the documents'
  : 'the screens of the documents (skipped: no tmux or no faketime)'

describe.runIf(possible)(title, () => {
  afterAll(() => rmSync(HOME, { recursive: true, force: true }))
  const made: string[] = []

  describe.each(['en', 'hu'] as const)('in %s', (language) => {
    it.each(SIZES)('are what the program shows at $columns × $rows', async (size) => {
      const env = environment(language)
      const differing: string[] = []
      const play = async (home: Record<string, string>, scene: (window: Window, shot: Shot) => Promise<void>) => {
        const window = openWindow(HOME, home, size)
        const shot = (name: string): void => {
          const file = `${name}.${language}.${size.columns}x${size.rows}.txt`
          const text = `${window
            .lines()
            .map((line) => line.trimEnd())
            .join('\n')
            .trimEnd()}\n`
          made.push(file)
          if (writes) writeFileSync(join(SCREENS, file), text)
          else if (!existsSync(join(SCREENS, file)) || readFileSync(join(SCREENS, file), 'utf-8') !== text)
            differing.push(`${file}\n${text}`)
        }
        try {
          await shown(window, '$')
          await scene(window, shot)
        } finally {
          window.close()
        }
      }
      fill(env)
      await play({ ...env, UKP_KEY_FILE: join(HOME, 'key') }, everyDay)
      const fresh = { ...env, XDG_DATA_HOME: join(HOME, 'new'), XDG_STATE_HOME: join(HOME, 'new') }
      await play(fresh, (window, shot) => enroll(window, shot, language))
      expect(differing).toEqual([])
    })
  })

  it('are all that lie there', () => {
    const there = readdirSync(SCREENS).filter((name) => name.endsWith('.txt'))
    expect(there.sort()).toEqual(made.sort())
  })
})
