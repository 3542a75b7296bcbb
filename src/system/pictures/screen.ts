// A picture of the whole screen, by the programs that the session has for it, in turn. Those that write to a file only get one
// in a folder that nobody else can enter; it is gone when this returns, and when the program is told to end meanwhile.
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { type Facts, UkpError } from '../../errors.ts'
import type { Screen } from '../../world/world.ts'
import { CONTENT_LIMIT } from '../clipboard/offers.ts'
import { isRemote } from '../clipboard/way.ts'
import { CAPTURE, POWERSHELL, powershellArguments } from '../clipboard/windows.ts'
import { undoneBySignals } from '../files/output.ts'
import { programInPath, runBounded } from '../programs/bounded-program.ts'

interface Camera {
  readonly program: string
  /** Given the file to write to; without that, the picture comes on standard output. */
  readonly args: readonly string[] | ((file: string) => readonly string[])
  readonly base64?: true
}

const GNOME: Camera = { program: 'gnome-screenshot', args: (file) => ['-f', file] }
/** Those of wlroots compositors first: they need no file, and refuse at once where the compositor is another one. */
const WAYLAND: readonly Camera[] = [
  { program: 'grim', args: ['-t', 'png', '-'] },
  GNOME,
  { program: 'spectacle', args: (file) => ['-b', '-n', '-f', '-o', file] },
]
const X11: readonly Camera[] = [
  { program: 'maim', args: ['-f', 'png'] },
  { program: 'import', args: ['-silent', '-window', 'root', 'png:-'] },
  // Its - opens /dev/stdout anew, which cannot be done with the sockets that Node gives to programs.
  { program: 'scrot', args: (file) => ['-z', '-o', file] },
  GNOME,
]
const MACOS: readonly Camera[] = [{ program: 'screencapture', args: (file) => ['-x', '-t', 'png', file] }]
const WINDOWS: readonly Camera[] = [{ program: POWERSHELL, args: powershellArguments(CAPTURE), base64: true }]

/** What to install, by the names of the packages. */
const INSTALL = {
  wayland: 'grim (Sway, Hyprland, wlroots), gnome-screenshot (GNOME), spectacle (KDE)',
  x11: 'maim, scrot, imagemagick',
}
/** A program that waits for an answer that nobody gives is ended. */
const CAPTURE_MS = 10_000
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function systemScreen(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Screen {
  return {
    async capture() {
      const { cameras, install } = camerasOf(env, platform)
      let found = 0
      for (const camera of cameras) {
        const program = programInPath(camera.program, env)
        if (program === null) continue
        found += 1
        const picture = await captured(program, camera, env)
        if (picture !== null) return picture
      }
      if (found === 0) throw noScreen('program', install)
      // Without the right to record the screen, macOS gives an error and no picture.
      throw noScreen(platform === 'darwin' ? 'refused' : 'other')
    },
  }
}

function noScreen(reason: Facts['no-screen']['reason'], install: string | null = null): UkpError {
  return new UkpError('no-screen', { reason, install })
}

function camerasOf(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): { cameras: readonly Camera[]; install: string | null } {
  if (platform === 'darwin') return { cameras: MACOS, install: null }
  if (platform === 'win32') return { cameras: WINDOWS, install: null }
  // On a Wayland desktop, programs of X11 see black where the windows of others are.
  if (env.WAYLAND_DISPLAY) return { cameras: WAYLAND, install: INSTALL.wayland }
  if (env.DISPLAY) return { cameras: X11, install: INSTALL.x11 }
  throw noScreen(isRemote(env) ? 'remote' : 'display')
}

/** null when this program cannot do it here. */
async function captured(program: string, { args, base64 }: Camera, env: NodeJS.ProcessEnv): Promise<Uint8Array | null> {
  const bounds = { env, timeoutMs: CAPTURE_MS }
  if (typeof args === 'function')
    return await capturedInFile((file) => runBounded(program, args(file), { ...bounds, limit: 100_000 }), env)
  const limit = base64 ? Math.ceil(CONTENT_LIMIT * 1.4) : CONTENT_LIMIT
  const { exit, output } = await runBounded(program, args, { ...bounds, limit })
  if (exit !== 0) return null
  return pictureIn(base64 ? Buffer.from(output.toString('latin1'), 'base64') : output)
}

async function capturedInFile(
  capture: (file: string) => Promise<unknown>,
  env: NodeJS.ProcessEnv,
): Promise<Uint8Array | null> {
  // In memory only, where the system has such a folder for each user.
  const memory = env.XDG_RUNTIME_DIR
  const folder = await mkdtemp(join(memory && isAbsolute(memory) ? memory : tmpdir(), 'ukp-screen-')).catch(() =>
    mkdtemp(join(tmpdir(), 'ukp-screen-')),
  )
  const drop = (): void => rmSync(folder, { recursive: true, force: true })
  return await undoneBySignals(drop, async () => {
    try {
      const file = join(folder, 'screen.png')
      await writeFile(file, '', { mode: 0o600 })
      await capture(file)
      return pictureIn(await readFile(file))
    } catch {
      return null
    } finally {
      drop()
    }
  })
}

function pictureIn(bytes: Buffer): Uint8Array | null {
  return bytes.length <= CONTENT_LIMIT && bytes.subarray(0, PNG.length).equals(PNG) ? bytes : null
}
