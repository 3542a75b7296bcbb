// A vault that the keyring of the desktop opens: through the whole program, with a real Secret Service.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BIN, dropHome, type Home, KEY, PASSPHRASE, type Ran, ukp } from '../kit/ukp.ts'
import { homeWithBus, LIBRARY, onPath, UNLOCK } from './keyring-play.ts'

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => !onPath(name))
const wanting = [...missing, ...(LIBRARY === null ? ['@napi-rs/keyring'] : [])]
const saying = wanting.length === 0 ? '' : ` (skipped: no ${wanting.join(', ')})`

let home: Home
beforeEach(() => {
  home = homeWithBus()
  writeFileSync(join(home.folder, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
  expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(0)
})
afterEach(() => dropHome(home))

/** Lines of a shell in one session of a private bus; `ukp` is the program, without any terminal. */
function session(lines: readonly string[], { unlocked = true } = {}): Ran {
  const script = [
    `ukp() { setsid --wait ${JSON.stringify(process.execPath)} ${JSON.stringify(BIN)} "$@" </dev/null; }`,
    unlocked ? UNLOCK : '',
    ...lines,
  ].join('\n')
  const ran = spawnSync('dbus-run-session', ['--', 'bash', '-c', script], {
    env: home.env,
    cwd: home.folder,
    timeout: 120_000,
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

const ADD = 'ukp key add keyring --label desk --passphrase-file passphrase -q'
const CODE = 'ukp code mama --at 1700000000 -q'

describe.skipIf(wanting.length > 0)(`a vault with the keyring as a way in${saying}`, () => {
  it('opens without a passphrase while the keyring is open, also in the next session', () => {
    expect(session([ADD, CODE])).toMatchObject({ exit: 0, stdout: '421617\n' })
    expect(session([CODE])).toMatchObject({ exit: 0, stdout: '421617\n' })
    const list = session(['ukp key list --json']).stdout
    expect(JSON.parse(list)).toMatchObject({ keys: [{ type: 'passphrase' }, { type: 'keyring', label: 'desk' }] })
  })

  it('case 33: falls through without a bus, with a locked keyring and with its entry gone, and leaves nothing in the kernel', () => {
    expect(session([ADD]).exit).toBe(0)
    expect(ukp(home, ['code', 'mama'])).toMatchObject({ exit: 4, stdout: '' })
    expect(session([CODE], { unlocked: false })).toMatchObject({ exit: 4, stdout: '' })
    const given = session([`${CODE} --passphrase-file passphrase`], { unlocked: false })
    expect(given).toMatchObject({ exit: 0, stdout: '421617\n' })
    const keyrings = join(home.folder, 'data/keyrings')
    expect(existsSync(keyrings)).toBe(true)
    expect(session([`rm -r ${JSON.stringify(keyrings)}`], { unlocked: false }).exit).toBe(0)
    expect(session([CODE])).toMatchObject({ exit: 4, stdout: '' })
    if (existsSync('/proc/keys')) expect(readFileSync('/proc/keys', 'latin1')).not.toContain('@ukp')
  })

  it('gives names for completion, and none in a moment where the keyring is locked', () => {
    expect(session([ADD]).exit).toBe(0)
    expect(session(['ukp completion names'])).toMatchObject({ exit: 0, stdout: 'mama\n' })
    const began = performance.now()
    expect(session(['ukp completion names'], { unlocked: false })).toMatchObject({ exit: 0, stdout: '' })
    expect(performance.now() - began).toBeLessThan(4500)
  })

  it('opens after a new data key as before, and no more once it is removed', () => {
    expect(session([ADD, 'ukp key rekey --passphrase-file passphrase --yes -q', CODE])).toMatchObject({
      exit: 0,
      stdout: '421617\n',
    })
    const removed = session(['ukp key remove desk --passphrase-file passphrase --yes -q', CODE])
    expect(removed).toMatchObject({ exit: 4, stdout: '' })
    expect(ukp(home, ['code', 'mama', '--at', '1700000000'], { env: { UKP_PASSPHRASE: PASSPHRASE } }).stdout).toBe(
      '421617\n',
    )
  })

  it('never has it as the only way in', () => {
    const [first] = JSON.parse(session([ADD, 'ukp key list --json']).stdout).keys as { id: string }[]
    const ran = session([`ukp key remove ${first?.id} --yes --json`])
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, kind: 'usage', exit: 2 })
  })
})
