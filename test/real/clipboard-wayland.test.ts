// The clipboard on a real Wayland compositor (sway without a screen), by the real wl-clipboard.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, KEY, newHome, PASSPHRASE, type Ran, ukp } from '../kit/ukp.ts'
import { DEMANDED, give, onPath, saidBy, startSway, until } from './desktop-play.ts'

const there = onPath('sway', 'wl-copy', 'wl-paste')
const OTHER = 'KRSXG5CTMVRXEZLU'

describe.skipIf(!there && !DEMANDED)(
  `the Wayland clipboard${there || DEMANDED ? '' : ' (skipped: no sway, wl-clipboard)'}`,
  () => {
    let sway: Awaited<ReturnType<typeof startSway>>
    const home = newHome()
    const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Ran =>
      ukp(home, args, { env: { UKP_PASSPHRASE: PASSPHRASE, ...sway.env, ...more } })
    const clipboard = (): string => saidBy(sway, 'wl-paste', '--no-newline')
    const types = (): string[] => saidBy(sway, 'wl-paste', '--list-types').trim().split('\n').filter(Boolean)

    beforeAll(async () => {
      sway = await startSway()
      for (const [name, key, period] of [
        ['quick', KEY, '6'],
        ['mama', OTHER, '30'],
      ] as const) {
        const ran = ukp(home, ['add', name, '--stdin', '--period', period], {
          stdin: key,
          env: { UKP_PASSPHRASE: PASSPHRASE },
        })
        expect(ran.exit).toBe(0)
      }
    })
    afterAll(() => {
      sway.close()
      dropHome(home)
    })

    it('tells that nothing was copied yet', () => {
      const ran = run(['add', 'papa', '--clipboard'])
      expect(ran.stderr).toContain('There is neither a picture nor text on the clipboard.')
      expect(ran.exit).toBe(6)
    })

    it('gets exactly the digits', () => {
      expect(run(['code', 'mama', '--copy', '--min-remaining', '5'])).toMatchObject({ exit: 0, stdout: '' })
      expect(clipboard()).toBe(run(['code', 'mama', '-q']).stdout.trim())
      expect(clipboard()).toMatch(/^\d{6}$/)
      expect(types()).toEqual(expect.arrayContaining(['text/plain', 'text/plain;charset=utf-8', 'UTF8_STRING']))
    })

    it('is empty when the code ends: it offers nothing any more', async () => {
      run(['code', 'quick', '--copy', '--min-remaining', '3'])
      expect(clipboard()).toMatch(/^\d{6}$/)
      expect(await until(() => types().length === 0, 10_000)).toBe(true)
    })

    it('is left alone when somebody else has copied meanwhile', async () => {
      run(['code', 'quick', '--copy', '--min-remaining', '3'])
      give(sway, 'something else', 'wl-copy')
      await wait(7000)
      expect(clipboard()).toBe('something else')
    })

    it('is the one that counts where X11 is there too', () => {
      give(sway, 'before', 'wl-copy')
      expect(run(['code', 'mama', '--copy', '--min-remaining', '3'], { DISPLAY: ':9999' }).exit).toBe(0)
      expect(clipboard()).toMatch(/^\d{6}$/)
    })

    it('marks it as a secret where wl-copy can: from 2.3.0', () => {
      const bin = join(home.folder, 'bin')
      const seen = join(home.folder, 'seen')
      mkdirSync(bin)
      // Stands for wl-copy 2.3.0: writes down how it was called.
      const script = `#!/bin/sh\ncase "$1" in --help) echo '  --sensitive  Mark as a secret.'; exit 0 ;; esac\n{ echo "$@"; env; printf 'stdin '; cat; } > '${seen}'\n`
      writeFileSync(join(bin, 'wl-copy'), script)
      chmodSync(join(bin, 'wl-copy'), 0o755)
      const PATH = `${bin}:${process.env.PATH}`
      expect(run(['code', 'mama', '--copy', '--at', '1700000000'], { PATH, UKP_LANG: 'en' }).exit).toBe(0)
      const digits = run(['code', 'mama', '-q', '--at', '1700000000']).stdout.trim()
      const [args, ...rest] = readFileSync(seen, 'utf8').split('\n')
      expect(args).toBe('--sensitive --type text/plain;charset=utf-8')
      expect(rest.at(-1)).toBe(`stdin ${digits}`)
      expect(rest.slice(0, -1).filter((line) => line.includes(digits) || line.startsWith('UKP_'))).toEqual([])
    })

    it('gives pictures and texts to ukp add', () => {
      const picture = qrPicture([`otpauth://totp/Minta:papa?secret=JBSWY3DPEHPK3PXP&issuer=Minta`])
      give(sway, picture, 'wl-copy', '--type', 'image/png')
      const ran = run(['add', '--clipboard', '--clear-clipboard'])
      expect(ran.stderr).toContain('Added: Minta:papa')
      expect(ran.stderr).toContain('Clipboard cleared.')
      expect(types()).toEqual([])
      give(sway, 'GEZDGNBVGY3TQOJQ\n', 'wl-copy')
      expect(run(['add', 'github', '--clipboard']).exit).toBe(0)
      const file = join(home.folder, 'kép.png')
      writeFileSync(file, qrPicture(['otpauth://totp/Minta:anna?secret=MFRGGZDFMZTWQ2LK&issuer=Minta']))
      give(sway, `file://${encodeURI(file)}\r\n`, 'wl-copy', '--type', 'text/uri-list')
      expect(run(['add', '--clipboard']).stderr).toContain('Added: Minta:anna')
    })

    it('names what to install where wl-clipboard is not there', () => {
      const bin = join(home.folder, 'only')
      mkdirSync(bin)
      for (const [name, target] of [
        ['node', process.execPath],
        ['setsid', '/usr/bin/setsid'],
      ] as const) {
        writeFileSync(join(bin, name), `#!/bin/sh\nexec '${target}' "$@"\n`, { mode: 0o755 })
      }
      const ran = run(['code', 'mama', '--copy', '--at', '1700000000'], { PATH: bin })
      expect(ran.exit).toBe(10)
      expect(ran.stdout).toMatch(/^\d{6}\n$/)
      expect(ran.stderr).toContain('A program for the clipboard is missing.\nNext step: Install: wl-clipboard\n')
    })
  },
)
