// ukp add --screen on a real X server and a real Wayland compositor, by each of the programs that take pictures there.
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, type Ran, ukp } from '../kit/ukp.ts'
import { DEMANDED, type Desktop, onPath, saidBy, startSway, startX, until } from './desktop-play.ts'

const there = onPath('Xvfb', 'sway', 'swaybg', 'grim', 'maim', 'scrot', 'import', 'display')
const link = (name: string, key: string): string => `otpauth://totp/Minta:${name}?secret=${key}&issuer=Minta`
const OTHER = 'KRSXG5CTMVRXEZLU'

/** A PATH with these programs only, beside what the tests themselves start. */
function pathWith(home: Home, ...names: readonly string[]): string {
  const bin = join(home.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const name of ['setsid', ...names]) {
    const file = (process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, name))
      .find((one) => existsSync(one))
    symlinkSync(file ?? '', join(bin, name))
  }
  return bin
}

/** What ukp made for a picture in a file, or left. */
const leftIn = (...folders: readonly string[]): string[] =>
  folders.flatMap((folder) => readdirSync(folder)).filter((name) => name.startsWith('ukp-screen-'))

describe.skipIf(!there && !DEMANDED)(
  `ukp add --screen${there || DEMANDED ? '' : ' (skipped: no Xvfb, sway, grim, maim, scrot, imagemagick)'}`,
  () => {
    let home: Home
    let desktop: Desktop
    beforeEach(() => {
      home = newHome()
    })
    afterEach(() => dropHome(home))
    const add = (PATH: string, ...args: string[]): Ran =>
      ukp(home, ['add', '--screen', ...args], { env: { UKP_PASSPHRASE: PASSPHRASE, ...desktop.env, PATH } })
    const before = leftIn(tmpdir())
    afterEach(() => {
      expect(leftIn(tmpdir(), join(home.folder, 'run')).filter((name) => !before.includes(name))).toEqual([])
    })

    describe('on X11', () => {
      let shown: ChildProcess | null = null
      beforeAll(async () => {
        desktop = await startX()
      })
      afterAll(() => desktop.close())
      afterEach(() => {
        shown?.kill()
        shown = null
      })
      async function show(...texts: string[]): Promise<void> {
        const file = join(home.folder, 'shown.png')
        writeFileSync(file, qrPicture(texts))
        shown = spawn('display', ['-geometry', '+200+150', file], {
          env: { ...process.env, ...desktop.env },
          stdio: 'ignore',
        })
        const drawn = (): boolean =>
          saidBy(desktop, 'import', '-silent', '-window', 'root', '-unique', '-format', '%k', 'info:-') !== '1'
        expect(await until(drawn, 10_000)).toBe(true)
      }

      it.each(['maim', 'import', 'scrot'])('reads the QR code by %s', async (program) => {
        await show(link('mama', KEY))
        const ran = add(pathWith(home, program))
        expect(ran.stderr).toContain('Added: Minta:mama')
        expect(ran.exit).toBe(0)
      })

      it('reads it by a program that writes a file only, which nobody else can read and which is gone afterwards', async () => {
        await show(link('mama', KEY))
        const seen = join(home.folder, 'seen')
        const bin = pathWith(home, 'sh', 'stat', 'dirname', 'maim')
        renameSync(join(bin, 'maim'), join(bin, 'other-name'))
        // Stands for gnome-screenshot -f FILE, which wants a GNOME session.
        const script = `#!/bin/sh\n{ stat -c '%a' "$2"; stat -c '%a' "$(dirname "$2")"; } > '${seen}'\nexec other-name "$2"\n`
        writeFileSync(join(bin, 'gnome-screenshot'), script, { mode: 0o755 })
        const ran = add(bin)
        expect(ran.stderr).toContain('Added: Minta:mama')
        expect(readFileSync(seen, 'utf8')).toBe('600\n700\n')
      })

      it('goes on with the next program where one fails', async () => {
        await show(link('mama', KEY))
        const bin = pathWith(home, 'sh', 'scrot')
        for (const name of ['maim', 'import']) writeFileSync(join(bin, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
        expect(add(bin).stderr).toContain('Added: Minta:mama')
      })

      it('asks before it takes several', async () => {
        await show(link('mama', KEY), link('papa', OTHER))
        const bin = pathWith(home, 'maim')
        expect(add(bin).exit).toBe(2)
        expect(JSON.parse(add(bin, '--yes', '--json').stdout)).toMatchObject({
          ok: true,
          added: [{ name: 'Minta:mama' }, { name: 'Minta:papa' }],
        })
      })

      it('says what helps where there is no QR code, and no program', () => {
        const none = add(pathWith(home, 'maim'))
        expect(none.exit).toBe(6)
        expect(none.stderr).toContain('No QR code found on the screen.\nNext step: Make the QR code bigger')
        renameSync(join(home.folder, 'bin', 'maim'), join(home.folder, 'maim'))
        const missing = add(join(home.folder, 'bin'))
        expect(missing.exit).toBe(10)
        expect(missing.stderr).toContain('Install one of: maim, scrot, imagemagick. Or copy a picture of the QR code')
      })
    })

    describe('on Wayland', () => {
      let sway: Awaited<ReturnType<typeof startSway>>
      beforeAll(async () => {
        sway = await startSway()
        desktop = sway
      })
      afterAll(() => sway.close())

      it('reads the QR code by grim', async () => {
        const none = add(pathWith(home, 'grim'))
        expect(none.exit).toBe(6)
        const file = join(tmpdir(), `ukp-shown-${process.pid}.png`)
        writeFileSync(file, qrPicture([link('mama', KEY)]), { mode: 0o644 })
        sway.show(file)
        const bin = join(home.folder, 'bin')
        // The background comes a moment later.
        let ran = none
        const added = (): boolean => {
          ran = add(bin)
          return ran.exit === 0
        }
        expect(await until(added, 15_000)).toBe(true)
        rmSync(file)
        expect(ran.stderr).toContain('Added: Minta:mama')
      })

      it('names what to install', () => {
        const ran = add(pathWith(home))
        expect(ran.exit).toBe(10)
        expect(ran.stderr).toContain(
          'Install one of: grim (Sway, Hyprland, wlroots), gnome-screenshot (GNOME), spectacle (KDE).',
        )
      })
    })
  },
)
