// The clipboard on a real X server: exactly the digits, gone when the code ends, left alone when it has changed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropHome, KEY, newHome, PASSPHRASE, ukp } from '../kit/ukp.ts'

const there = ['Xvfb', 'xclip', 'xsel'].every((name) =>
  ['/usr/bin', '/usr/local/bin'].some((folder) => existsSync(`${folder}/${name}`)),
)
const demanded = process.env.CI === 'true'
const DISPLAY = ':97'
const home = newHome()
const env = { UKP_PASSPHRASE: PASSPHRASE, DISPLAY }
let server: ChildProcess | null = null

function clipboard(): string {
  return String(spawnSync('xclip', ['-selection', 'clipboard', '-o'], { env: { ...process.env, DISPLAY } }).stdout)
}

function setClipboard(text: string): void {
  spawnSync('xsel', ['--clipboard', '--input'], { input: text, env: { ...process.env, DISPLAY } })
}

async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(100)) if (holds()) return true
  return holds()
}

describe.skipIf(!there && !demanded)(
  `the clipboard${there || demanded ? '' : ' (skipped: no Xvfb, xclip, xsel)'}`,
  () => {
    beforeAll(async () => {
      server = spawn('Xvfb', [DISPLAY, '-screen', '0', '640x480x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
      await until(
        () => spawnSync('xsel', ['--clipboard', '--output'], { env: { ...process.env, DISPLAY } }).status === 0,
        10_000,
      )
      for (const [name, key, period] of [
        ['quick', KEY, '4'],
        ['mama', 'KRSXG5CTMVRXEZLU', '30'],
      ] as const) {
        expect(ukp(home, ['add', name, '--stdin', '--period', period], { stdin: key, env }).exit).toBe(0)
      }
    })
    afterAll(() => {
      server?.kill()
      dropHome(home)
    })

    it('gets exactly the digits: no blank, no line feed', () => {
      const ran = ukp(home, ['code', 'mama', '--copy'], { env })
      expect(ran.exit).toBe(0)
      expect(ran.stdout).toBe('')
      expect(ran.stderr).toMatch(
        /^Code of mama copied\. Valid for \d+ more seconds, then the clipboard is cleared\.\n$/,
      )
      expect(clipboard()).toMatch(/^\d{6}$/)
      expect(clipboard()).toBe(ukp(home, ['code', 'mama', '-q'], { env }).stdout.trim())
    })

    it('says with --json that it was copied', () => {
      const ran = ukp(home, ['code', 'mama', '--copy', '--json'], { env })
      expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true, name: 'mama', copied: true, code: clipboard() })
    })

    it('is cleared when the code ends, after the program has ended', async () => {
      ukp(home, ['code', 'quick', '--copy', '--min-remaining', '3'], { env })
      expect(clipboard()).toMatch(/^\d{6}$/)
      expect(await until(() => clipboard() === '', 10_000)).toBe(true)
    })

    it('is left alone when something else was copied meanwhile', async () => {
      ukp(home, ['code', 'quick', '--copy', '--min-remaining', '3'], { env })
      setClipboard('something else')
      await wait(7000)
      expect(clipboard()).toBe('something else')
    })
  },
)
