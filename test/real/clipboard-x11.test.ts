// The clipboard on a real X server: exactly the digits, marked as a secret, gone when the code ends, left alone when somebody
// else has copied; and pictures and texts that other programs copied.
import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { BIN, dropHome, type Home, KEY, newHome, PASSPHRASE, type Ran, startUkp, ukp } from '../kit/ukp.ts'
import { DEMANDED, type Desktop, give, onPath, saidBy, startX, until } from './desktop-play.ts'

const there = onPath('Xvfb', 'xclip', 'xsel', 'tmux', 'xauth')
const OTHER = 'KRSXG5CTMVRXEZLU'
const link = (name: string, key: string): string => `otpauth://totp/Minta:${name}?secret=${key}&issuer=Minta`

describe.skipIf(!there && !DEMANDED)(
  `the X11 clipboard${there || DEMANDED ? '' : ' (skipped: no Xvfb, xclip, xsel, tmux, xauth)'}`,
  () => {
    let x: Desktop
    const home = newHome()
    const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Ran =>
      ukp(home, args, { env: { UKP_PASSPHRASE: PASSPHRASE, ...x.env, ...more } })
    const clipboard = (): string => saidBy(x, 'xclip', '-selection', 'clipboard', '-o')
    /** Quick codes live for six seconds. */
    const copyQuick = (): Ran => run(['code', 'quick', '--copy', '--min-remaining', '3'])

    beforeAll(async () => {
      x = await startX()
      for (const [name, key, period] of [
        ['quick', KEY, '6'],
        ['mama', OTHER, '30'],
      ] as const) {
        expect(
          ukp(home, ['add', name, '--stdin', '--period', period], { stdin: key, env: { UKP_PASSPHRASE: PASSPHRASE } })
            .exit,
        ).toBe(0)
      }
    })
    afterAll(() => {
      x.close()
      dropHome(home)
    })
    /** The processes that hold or clear the clipboard for this home; each ends by itself. */
    const helpers = (): string[] =>
      saidBy(x, 'ps', '-eo', 'pid,args')
        .split('\n')
        .filter((line) => line.includes('clipboard-process') && line.includes(join(BIN, '../..')))
    afterEach(async () => {
      give(x, 'end', 'xsel', '--clipboard', '--input')
      expect(await until(() => helpers().length === 0, 10_000)).toBe(true)
    })

    describe('ukp code --copy', () => {
      it('puts exactly the digits there, for xclip and xsel', () => {
        const ran = run(['code', 'mama', '--copy', '--min-remaining', '5'])
        expect(ran.stderr).toMatch(
          /Code of mama copied\. Valid for \d+ more seconds, then the clipboard is cleared\.\n$/,
        )
        expect(ran).toMatchObject({ exit: 0, stdout: '' })
        const digits = run(['code', 'mama', '-q']).stdout.trim()
        expect(clipboard()).toBe(digits)
        expect(saidBy(x, 'xsel', '--clipboard', '--output')).toBe(digits)
        expect(digits).toMatch(/^\d{6}$/)
      })

      it('says that it is a secret, and offers it by every name of a text', () => {
        run(['code', 'mama', '--copy', '--min-remaining', '5'])
        const targets = saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'TARGETS').trim().split('\n')
        expect(targets).toEqual(
          expect.arrayContaining([
            'TARGETS',
            'UTF8_STRING',
            'STRING',
            'TEXT',
            'text/plain',
            'text/plain;charset=utf-8',
          ]),
        )
        const digits = clipboard()
        for (const name of ['UTF8_STRING', 'STRING', 'TEXT', 'text/plain', 'text/plain;charset=utf-8']) {
          expect(saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', name), name).toBe(digits)
        }
        expect(saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'x-kde-passwordManagerHint')).toBe('secret')
        const refused = spawnSync('xclip', ['-selection', 'clipboard', '-o', '-t', 'image/png'], {
          env: { ...process.env, ...x.env },
          timeout: 5000,
        })
        expect(refused.status).toBe(1)
        expect(String(refused.stderr)).toContain('not available')
      })

      it('says with --json that it was copied', () => {
        const ran = run(['code', 'mama', '--copy', '--json'])
        expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true, name: 'mama', copied: true, code: clipboard() })
      })

      it('clears it when the code ends, after the program has ended', async () => {
        expect(copyQuick().exit).toBe(0)
        expect(clipboard()).toMatch(/^\d{6}$/)
        expect(await until(() => clipboard() === '', 10_000)).toBe(true)
      })

      it('leaves alone what somebody else copied meanwhile, and ends at once', async () => {
        copyQuick()
        expect(helpers()).toHaveLength(1)
        give(x, 'something else', 'xsel', '--clipboard', '--input')
        expect(await until(() => helpers().length === 0, 1500)).toBe(true)
        await wait(5000)
        expect(clipboard()).toBe('something else')
      })

      it('replaces the copy before it, whose end does not clear it', async () => {
        copyQuick()
        run(['code', 'mama', '--copy', '--min-remaining', '12'])
        expect(await until(() => helpers().length === 1, 2000)).toBe(true)
        const digits = clipboard()
        await wait(6500)
        expect(clipboard()).toBe(digits)
      })

      it('keeps it, and clears it in time, when the terminal is closed', async () => {
        const socket = join(home.folder, 'tmux')
        const tmux = (...args: string[]): void => {
          spawnSync('tmux', ['-S', socket, ...args], { env: { ...home.env, ...x.env, UKP_PASSPHRASE: PASSPHRASE } })
        }
        give(x, 'before', 'xsel', '--clipboard', '--input')
        tmux('-f', '/dev/null', 'new-session', '-d', 'sh')
        tmux('send-keys', `'${process.execPath}' '${BIN}' code quick --copy --min-remaining 5`, 'Enter')
        expect(await until(() => /^\d{6}$/.test(clipboard()), 15_000)).toBe(true)
        tmux('kill-server')
        expect(clipboard()).toMatch(/^\d{6}$/)
        expect(await until(() => clipboard() === '', 10_000)).toBe(true)
      })

      it('reaches a server that wants a cookie', async () => {
        const cookie = '0123456789abcdef0123456789abcdef'
        const file = join(home.folder, 'authority')
        const xauth = (number: string): void => {
          spawnSync('xauth', ['-f', file, 'add', number, '.', cookie])
        }
        // The server takes every cookie of the file, whatever number it is for.
        xauth(':0')
        const guarded = await startX('-auth', file)
        xauth(guarded.env.DISPLAY ?? '')
        try {
          const env = { ...guarded.env, UKP_PASSPHRASE: PASSPHRASE }
          const refused = ukp(home, ['code', 'mama', '--copy'], { env })
          expect(refused.exit).toBe(10)
          expect(refused.stdout).toMatch(/^\d{6}\n$/)
          const ran = ukp(home, ['code', 'mama', '--copy', '--min-remaining', '3'], {
            env: { ...env, XAUTHORITY: 'authority' },
          })
          expect(ran.exit).toBe(0)
          const with_ = { ...guarded, env: { ...guarded.env, XAUTHORITY: file } }
          expect(saidBy(with_, 'xsel', '--clipboard', '--output')).toMatch(/^\d{6}$/)
        } finally {
          guarded.close()
        }
      })
    })

    describe('ukp add --clipboard', () => {
      let fresh: Home
      beforeEach(() => {
        fresh = newHome()
      })
      afterEach(() => dropHome(fresh))
      const add = (...args: string[]): Ran =>
        ukp(fresh, ['add', '--clipboard', ...args], { env: { UKP_PASSPHRASE: PASSPHRASE, ...x.env } })
      const names = (): string[] => {
        const { stdout } = ukp(fresh, ['list', '--json'], { env: { UKP_PASSPHRASE: PASSPHRASE } })
        return (JSON.parse(stdout) as { accounts: { name: string }[] }).accounts.map(({ name }) => name)
      }
      const copyPicture = (bytes: Uint8Array, type = 'image/png'): void =>
        give(x, bytes, 'xclip', '-selection', 'clipboard', '-t', type, '-i')

      it('takes the QR code of a copied picture, and says that the key is still there', () => {
        copyPicture(qrPicture([link('mama', KEY)]))
        const ran = add()
        expect(ran.exit).toBe(0)
        expect(ran.stderr).toContain('The clipboard still holds the key.\n')
        expect(names()).toEqual(['Minta:mama'])
        expect(saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'TARGETS')).toContain('image/png')
      })

      it('takes a picture that comes in pieces', () => {
        const wide = spawnSync('convert', ['-', '-bordercolor', 'white', '-border', '900', 'BMP3:-'], {
          input: qrPicture([link('mama', KEY)]),
          maxBuffer: 1e8,
        })
        expect(wide.stdout.length).toBeGreaterThan(2_000_000)
        copyPicture(wide.stdout, 'image/bmp')
        expect(add().exit).toBe(0)
        expect(names()).toEqual(['Minta:mama'])
      })

      it('clears it with --clear-clipboard, and not with --yes', () => {
        copyPicture(qrPicture([link('mama', KEY)]))
        expect(add('--yes').stderr).not.toContain('cleared')
        expect(saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'TARGETS')).toContain('image/png')
        copyPicture(qrPicture([link('papa', OTHER)]))
        const ran = add('--clear-clipboard', '--json')
        expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true, clipboard: { cleared: true } })
        expect(saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'TARGETS')).toBe('')
      })

      it('asks before it takes several, and takes none where nobody can be asked', () => {
        copyPicture(qrPicture([link('mama', KEY), link('papa', OTHER)]))
        expect(add()).toMatchObject({ exit: 2 })
        expect(add('--yes').exit).toBe(0)
        expect(names()).toEqual(['Minta:mama', 'Minta:papa'])
      })

      it('takes a key or a link that was copied as text', () => {
        give(x, KEY, 'xsel', '--clipboard', '--input')
        expect(add('mama').exit).toBe(0)
        give(x, `${link('papa', OTHER)}\n`, 'xclip', '-selection', 'clipboard', '-i')
        expect(add().exit).toBe(0)
        expect(names()).toEqual(['mama', 'Minta:papa'])
      })

      it.each(['text/uri-list', 'x-special/gnome-copied-files'])(
        'takes the picture of a file that was copied (%s)',
        (type) => {
          const file = join(fresh.folder, 'képernyő kép.png')
          writeFileSync(file, qrPicture([link('mama', KEY)]))
          copyPicture(Buffer.from(`${type.startsWith('x-') ? 'copy\n' : ''}${pathToFileURL(file)}\r\n`), type)
          expect(add().exit).toBe(0)
          expect(names()).toEqual(['Minta:mama'])
        },
      )

      it('tells an empty clipboard and a picture without a QR code', () => {
        spawnSync('xsel', ['--clipboard', '--clear'], { env: { ...process.env, ...x.env } })
        const empty = add()
        expect(empty.exit).toBe(6)
        expect(empty.stderr).toContain('There is neither a picture nor text on the clipboard.')
        copyPicture(spawnSync('convert', ['-size', '200x200', 'xc:white', 'png:-']).stdout)
        const blank = add()
        expect(blank.exit).toBe(6)
        expect(blank.stderr).toContain('No QR code found in the picture on the clipboard.')
      })

      it('does not wait for a program that copied and does not answer', { timeout: 40_000 }, async () => {
        const owner = spawn('xclip', ['-quiet', '-selection', 'clipboard', '-t', 'image/png', '-i'], {
          env: { ...process.env, ...x.env },
          stdio: ['pipe', 'ignore', 'ignore'],
        })
        owner.stdin.end(qrPicture([link('mama', KEY)]))
        expect(
          await until(
            () => saidBy(x, 'xclip', '-selection', 'clipboard', '-o', '-t', 'TARGETS').includes('image/png'),
            5000,
          ),
        ).toBe(true)
        owner.kill('SIGSTOP')
        try {
          const began = Date.now()
          const ran = await startUkp(fresh, ['add', '--clipboard'], { env: { UKP_PASSPHRASE: PASSPHRASE, ...x.env } })
          expect(ran.exit).toBe(10)
          expect(Date.now() - began).toBeLessThan(15_000)
          expect(helpers()).toEqual([])
        } finally {
          owner.kill('SIGCONT')
          owner.kill()
        }
      })
    })
  },
)
