// ukp watch in a real terminal (tmux): what is seen, what keys do, the real clipboard, and a clean terminal afterwards.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasTmux, openWindow, type Window } from '../kit/tmux.ts'
import { BIN, dropHome, type Home, newHome, PASSPHRASE, ukp } from '../kit/ukp.ts'
import { keyNumber, putVault } from '../kit/vaults.ts'

const demanded = process.env.CI === 'true'
const hasX = ['Xvfb', 'xclip'].every((name) => existsSync(`/usr/bin/${name}`))
const skipped = !hasTmux && !demanded
const DISPLAY = ':96'

/** The shell waits; tmux leaves blanks at the end of a line out. */
const PROMPT = /^\$ ?$/m

const FAMILY = [
  { name: 'mama', issuer: 'Ügyfélkapu+', account: 'kiss.anna' },
  { name: 'Édesapa', issuer: 'Ügyfélkapu+', account: 'kiss.bela' },
  { name: 'GitHub', issuer: 'GitHub', account: 'bela' },
  { name: '👨‍👩‍👧‍👦 日本 őű', issuer: 'Bank', account: 'x' },
  { name: 'vpn-token', type: 'hotp' as const, counter: 3 },
]

describe.skipIf(skipped)(`ukp watch in a terminal${skipped ? ' (skipped: no tmux)' : ''}`, () => {
  let home: Home
  let window: Window
  beforeEach(async () => {
    home = newHome()
    await putVault(home, FAMILY)
    window = openWindow(home.folder, { ...home.env, UKP_PASSPHRASE: PASSPHRASE }, { columns: 80, rows: 24 })
    await window.until(PROMPT)
    window.type(`ukp() { "${process.execPath}" "${BIN}" "$@"; }; clear; echo earlier text`)
    window.press('Enter')
    await window.until(/^earlier text$/m)
  })
  afterEach(() => {
    window.close()
    dropHome(home)
  })

  async function watch(args = ''): Promise<string> {
    window.type(`ukp watch ${args} 2>${home.folder}/err`)
    window.press('Enter')
    return await window.until('Enter copies')
  }

  const settings = (): string => String(spawnSync('stty', ['-a', '-F', window.tell('#{pane_tty}')]).stdout)

  /** The shell is back, its own text too, the cursor is seen, and the terminal is set as it was. */
  async function expectClean(before: string): Promise<void> {
    const text = await window.until(PROMPT)
    expect(text).toContain('earlier text')
    expect(text).not.toContain('Enter copies')
    expect(window.tell('#{cursor_flag} #{alternate_on} #{wrap_flag}')).toBe('1 0 1')
    expect(settings()).toBe(before)
    window.type('echo "ends $?"')
    window.press('Enter')
  }

  it('shows accounts in Hungarian order, with codes that are those of ukp code, at 80 and at 40 columns', async () => {
    const text = await watch()
    const lines = text.split('\n')
    expect(lines[0]).toBe('5 accounts')
    expect(lines[1]).toMatch(/^ {2}Name +Issuer +User name +Code$/)
    expect([...text.matchAll(/^[> ] (Édesapa|GitHub|mama|vpn-token)/gm)].map(([, name]) => name)).toEqual([
      ...['Édesapa', 'GitHub', 'mama', 'vpn-token'],
    ])
    expect(lines.filter((line) => /\d{3} \d{3} +\d+ s {2}(?:[■□]{10}|→ \d{3} \d{3})$/.test(line))).toHaveLength(4)
    expect(text).toContain('counted: ukp code')
    window.resize(40, 15)
    const narrow = await window.until(/^> .*\d{3} \d{3} +\d+ s/m)
    expect(narrow.split('\n').filter((line) => line !== '')[0]).toBe('5 accounts')
    expect(narrow).toContain('Enter copies · q leaves · type to filter')
    window.resize(80, 5)
    await window.until(/^5 accounts\n> [^\n]+\n {2}[^\n]+\n[^\n]*\nEnter copies/)
    const shown = [...text.matchAll(/^[> ] mama .*?(\d{3}) (\d{3})/gm)].map((match) => `${match[1]}${match[2]}`)
    window.press('q')
    const codes = [0, 1].map((ago) => String(Math.floor(Date.now() / 1000) - 30 * ago))
    const given = codes.map((at) => ukp(home, ['code', 'mama', '--at', at], { env: { UKP_PASSPHRASE: PASSPHRASE } }))
    expect(given.map(({ stdout }) => stdout.trim())).toContain(shown[0])
  })

  it('filters, chooses and clears, and leaves by q with 0 and a clean terminal', async () => {
    const before = settings()
    await watch()
    window.type('gh')
    expect(await window.until('Filter: gh_  1 of 5')).toMatch(/^> GitHub/m)
    window.press('Escape')
    await window.until('5 accounts')
    window.press('Home', 'Down')
    await window.until(/^> Édesapa/m)
    window.press('End')
    await window.until(/^> vpn-token/m)
    window.press('Enter')
    await window.until('Counted: a code is used once. To get one: ukp code vpn-token')
    window.type('/quick')
    await window.until('Nothing found. Escape clears the filter.')
    window.press('C-u', 'Tab', 'Left', 'C-l')
    await window.until('5 accounts')
    window.press('q')
    await expectClean(before)
    await window.until('ends 0')
    expect(readFileSync(join(home.folder, 'err'), 'utf8')).not.toContain('Error')
  })

  it('begins with a filter, and says as ukp code does that nothing is found', async () => {
    expect(await watch('edesapa')).toContain('Filter: edesapa_  1 of 5')
    window.press('C-c')
    await window.until(PROMPT)
    window.type('clear; ukp watch nobody; echo "ends $?"')
    window.press('Enter')
    expect(await window.until('ends 3')).toContain('No such account: nobody')
  })

  it.each([
    ['Ctrl-C', (): unknown => window.press('C-c'), 130],
    ['SIGINT', (pid: number): unknown => process.kill(pid, 'SIGINT'), 130],
    ['SIGTERM', (pid: number): unknown => process.kill(pid, 'SIGTERM'), 143],
    ['SIGHUP', (pid: number): unknown => process.kill(pid, 'SIGHUP'), 129],
  ] as const)('leaves a clean terminal after %s', async (_name, end, exit) => {
    const before = settings()
    await watch()
    end(pidOf(window))
    await expectClean(before)
    await window.until(`ends ${exit}`)
  })

  it('goes on after it was stopped from outside, and leaves a clean terminal', async () => {
    const before = settings()
    await watch()
    process.kill(pidOf(window), 'SIGSTOP')
    // The shell cannot know that the screen is not its own.
    await window.until(/\$$/m)
    window.type('fg')
    window.press('Enter')
    await window.until(/ filter$/m)
    window.type('gh')
    await window.until('Filter: gh_')
    window.press('Escape')
    await window.until('5 accounts')
    window.press('q')
    await expectClean(before)
    await window.until('ends 0')
  })

  it('locks after the time without a key, and asks for the passphrase again', async () => {
    const before = settings()
    window.type('unset UKP_PASSPHRASE')
    window.press('Enter')
    window.type('ukp watch --lock-after 2s')
    window.press('Enter')
    await window.until('Vault passphrase:')
    window.type(PASSPHRASE)
    window.press('Enter')
    await window.until(/^> /m)
    const locked = await window.until('Locked, because no key was pressed for a while.')
    expect(locked).not.toMatch(/mama|\d{3} \d{3}/)
    window.press('Enter')
    for (const wrong of ['one', 'two', 'three']) {
      await window.until(/Vault passphrase: *$/m)
      window.type(wrong)
      window.press('Enter')
      await wait(300)
    }
    expect(await window.until('Enter unlocks, q leaves.')).toContain('Wrong vault passphrase.')
    window.press('Enter')
    await window.until(/Vault passphrase: *$/m)
    window.type(PASSPHRASE)
    window.press('Enter')
    expect(await window.until(/^> /m)).toContain('mama')
    await window.until('Enter unlocks, q leaves.')
    window.press('q')
    await expectClean(before)
    await window.until('ends 0')
  })

  it('shows what another ukp saves, locks when the data key is another one, and says when the file is gone', async () => {
    await watch()
    const env = { UKP_PASSPHRASE: PASSPHRASE }
    expect(ukp(home, ['add', 'papa', '--stdin'], { stdin: keyNumber(40), env }).exit).toBe(0)
    expect(await window.until('The vault was saved by another ukp')).toMatch(/papa .*\d{3} \d{3}/)
    expect(ukp(home, ['key', 'rekey', '--drop-others', '--yes'], { env }).exit).toBe(0)
    expect(await window.until('Locked, because the vault got a new data key.')).not.toContain('papa')
    window.press('Enter')
    await window.until('6 accounts')
    spawnSync('mv', [home.vault, `${home.vault}.away`])
    expect(await window.until('What is shown was read before.')).toContain('papa')
    spawnSync('mv', [`${home.vault}.away`, home.vault])
    for (let i = 0; i < 60 && window.text().includes('What is shown'); i++) await wait(100)
    expect(window.text()).not.toContain('What is shown')
    window.press('q')
  })

  it('is refused before anything is asked where nothing can be drawn, and as JSON', () => {
    for (const args of [['watch'], ['figyel', '--no-input']]) {
      const ran = ukp(home, args)
      expect([ran.exit, ran.stdout]).toEqual([10, ''])
      expect(ran.stderr).toContain('This needs a terminal that can be drawn on')
    }
    expect(ukp(home, ['watch', '--lock-after', '2w']).exit).toBe(2)
  })

  it('says why when there is no clipboard', async () => {
    await watch()
    window.press('Enter')
    expect(await window.until('The code could not be copied.')).toContain('5 accounts')
    window.press('q')
  })

  describe.skipIf(!hasX && !demanded)(`with a clipboard${hasX ? '' : ' (skipped: no Xvfb, xclip)'}`, () => {
    let server: ChildProcess | null = null
    const clipboard = (): string =>
      String(spawnSync('xclip', ['-selection', 'clipboard', '-o'], { env: { ...process.env, DISPLAY } }).stdout)
    beforeAll(async () => {
      server = spawn('Xvfb', [DISPLAY, '-screen', '0', '640x480x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
      for (let i = 0; i < 100 && !existsSync(`/tmp/.X11-unix/X${DISPLAY.slice(1)}`); i++) await wait(100)
    })
    afterAll(() => void server?.kill())

    it('copies exactly the digits of the selected code by Enter', async () => {
      window.type(`export DISPLAY=${DISPLAY}`)
      window.press('Enter')
      await watch('mama')
      window.press('Enter')
      const text = await window.until(/Copied, cleared in \d+ s: mama/)
      const [, first, second] = /^> mama .*?(\d{3}) (\d{3})/m.exec(text) ?? []
      expect(clipboard()).toBe(`${first}${second}`)
      window.press('C-c')
    })
  })
})

/** The program that the shell of the window waits for. */
function pidOf(window: Window): number {
  const ran = spawnSync('ps', ['-o', 'pid=', '--ppid', window.tell('#{pane_pid}')])
  return Number(String(ran.stdout).trim().split(/\s+/)[0])
}
