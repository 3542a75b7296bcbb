// What the program looks like in a terminal window, in both languages and two sizes, from synthetic accounts at a fixed
// moment: remakes docs/screens/. Needs tmux and faketime. Run by `npm run screens`; with a folder as argument it writes
// there instead.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enroll } from './enroll.mjs'
import { Window } from './tmux.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const target = process.argv[2] ?? join(root, 'docs', 'screens')
/** Its name is shown, so it is always the same. */
const HOME = '/tmp/anna'
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 15 },
]
const ACCOUNTS = [
  ['mama', 'JBSWY3DPEHPK3PXPGEZA', 'Ügyfélkapu+', 'kiss.anna', '12345678'],
  ['papa', 'KRUGKIDROVUWG2ZAMJZA', 'Ügyfélkapu+', 'kiss.bela', null],
  ['Őrsi nagymama', 'GEZDGNBVGY3TQOJQGEZA', 'Ügyfélkapu+', 'orsi.maria', '23456789'],
  ['könyvelés 🧾', 'MFRGGZDFMZTWQ2LKNNWA', 'Példa Számla', 'iroda@example.hu', null],
  ['github', 'NBSWY3DPO5XXE3DEEBTA', 'GitHub', 'kissanna', null],
]

function environment(language) {
  const faketime = spawnSync('sh', ['-c', 'ls /usr/lib/*/faketime/libfaketime.so.1'], { encoding: 'utf-8' })
  const preload = faketime.stdout.trim().split('\n')[0]
  if (!preload) throw new Error('faketime is needed: apt-get install faketime')
  const bin = join(HOME, 'bin')
  mkdirSync(bin, { recursive: true })
  const file = join(bin, 'ukp')
  const variables = `LD_PRELOAD='${preload}' FAKETIME='2026-11-21 10:15:13' FAKETIME_DONT_FAKE_MONOTONIC=1`
  writeFileSync(file, `#!/bin/sh\nexec env ${variables} '${process.execPath}' '${join(root, 'bin', 'ukp.js')}' "$@"\n`)
  chmodSync(file, 0o755)
  return {
    ...{ HOME, PATH: `${bin}:/usr/bin:/bin`, TERM: 'xterm-256color', TZ: 'Europe/Budapest', PS1: '$ ' },
    ...{ LC_ALL: 'C.UTF-8', UKP_LANG: language },
  }
}

function run(env, args, input = '') {
  const ran = spawnSync('ukp', args, { env, input, encoding: 'utf-8', cwd: HOME })
  if (ran.status !== 0) throw new Error(`ukp ${args.join(' ')}: ${ran.stderr}`)
}

/** A vault with some accounts, a key file and a backup. */
function fill(env) {
  const setup = { ...env, UKP_PASSPHRASE: 'correct horse battery' }
  for (const [name, key, issuer, account, deletionCode] of ACCOUNTS) {
    const options = ['--stdin', '--issuer', issuer, '--account', account, '--yes']
    const code = deletionCode === null ? [] : ['--deletion-code-stdin']
    run(setup, ['add', name, ...options, ...code], [key, deletionCode].filter(Boolean).join('\n'))
  }
  run(setup, ['key', 'add', 'key-file', join(HOME, 'key')])
  run(setup, ['backup'])
}

/** One window for one scene; what it shows is written each time `shot` is called. */
async function scene(name, { size, language, env }, play) {
  const window = new Window(size, env)
  const shot = (part = name) => {
    const file = `${part}.${language}.${size.columns}x${size.rows}.txt`
    writeFileSync(join(target, file), `${window.text()}\n`)
  }
  try {
    await window.shows('$')
    await play(window, shot)
  } finally {
    window.close()
  }
}

async function line(window, shot, typed, shown) {
  window.type(typed)
  window.press('Enter')
  await window.shows(shown)
  shot()
}

mkdirSync(target, { recursive: true })
for (const language of ['en', 'hu']) {
  rmSync(HOME, { recursive: true, force: true })
  const env = environment(language)
  fill(env)
  const open = { ...env, UKP_KEY_FILE: join(HOME, 'key') }
  for (const size of SIZES) {
    const setting = { size, language, env: open }
    await scene('list', setting, (window, shot) => line(window, shot, 'ukp list', 'github'))
    await scene('code', setting, (window, shot) => line(window, shot, 'ukp code mama', '■'))
    await scene('watch', setting, async (window, shot) => {
      await line(window, shot, 'ukp watch', 'papa')
      window.type('or')
      await window.shows('rsi nagymama')
      shot('watch-filter')
      window.press('C-c')
    })
    // On a new machine: with a vault of its own.
    rmSync(join(HOME, 'new'), { recursive: true, force: true })
    const fresh = { ...env, XDG_DATA_HOME: join(HOME, 'new'), XDG_STATE_HOME: join(HOME, 'new') }
    await scene('enroll', { size, language, env: fresh }, enroll(language, { home: HOME, root }))
  }
}
rmSync(HOME, { recursive: true, force: true })
