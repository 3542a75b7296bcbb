// Desktops without a screen: a real X server (Xvfb) and a real Wayland compositor (sway, headless), and what tests do there.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface Desktop {
  /** What programs on it need beside their own environment. */
  readonly env: Readonly<Record<string, string>>
  close(): void
}

export function onPath(...names: readonly string[]): boolean {
  const folders = (process.env.PATH ?? '').split(':')
  return names.every((name) => folders.some((folder) => existsSync(join(folder, name))))
}

/** In CI nothing may be missing. */
export const DEMANDED = process.env.CI === 'true'

export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(50)) if (holds()) return true
  return holds()
}

/** An X server on a number that nobody has. */
export async function startX(...more: readonly string[]): Promise<Desktop> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset', ...more],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject)
    server.on('exit', () => reject(new Error('Xvfb ended')))
    server.stdio[3]?.on('data', (chunk) => resolve(String(chunk).trim()))
  })
  server.removeAllListeners('exit')
  return { env: { DISPLAY: `:${number}` }, close: () => void server.kill() }
}

/** A user who is not root: sway refuses root. */
const NOBODY = 65_534

/** A sway that shows a picture as its background. Root starts it as another user. */
export async function startSway(): Promise<Desktop & { show(picture: string): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-sway-'))
  chmodSync(folder, 0o700)
  const root = process.getuid?.() === 0
  if (root) chownSync(folder, NOBODY, NOBODY)
  const config = join(folder, 'config')
  writeFileSync(config, 'output HEADLESS-1 resolution 1280x900 position 0 0\nxwayland disable\n', { mode: 0o644 })
  const env = {
    ...{ PATH: process.env.PATH ?? '', HOME: folder, XDG_RUNTIME_DIR: folder, SWAYSOCK: join(folder, 'sway.sock') },
    ...{ WLR_BACKENDS: 'headless', WLR_RENDERER: 'pixman', WLR_LIBINPUT_NO_DEVICES: '1' },
  }
  const user = root ? { uid: NOBODY, gid: NOBODY } : {}
  const sway: ChildProcess = spawn('sway', ['--config', config], { env, stdio: 'ignore', cwd: '/', ...user })
  const sockets = (): string[] => readdirSync(folder).filter((name) => /^wayland-\d+$/.test(name))
  const there = await until(() => sockets().length > 0 && existsSync(env.SWAYSOCK), 20_000)
  if (!there) throw new Error('sway did not start')
  return {
    // A path is taken as it is, so that programs of another user find it too.
    env: { WAYLAND_DISPLAY: join(folder, sockets()[0] ?? '') },
    show(picture) {
      const told = spawnSync('swaymsg', ['output', '*', 'bg', picture, 'center', '#ffffff'], { env, ...user })
      if (told.status !== 0) throw new Error(String(told.stderr) + String(told.stdout))
    },
    close() {
      sway.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a program on a desktop says. */
export function saidBy(desktop: Desktop, program: string, ...args: readonly string[]): string {
  const env = { ...process.env, ...desktop.env }
  return String(spawnSync(program, args, { env, timeout: 10_000 }).stdout)
}

/** Hands something to a program on a desktop that stays in the background, as those that copy do. */
export function give(desktop: Desktop, input: string | Uint8Array, program: string, ...args: readonly string[]): void {
  const env = { ...process.env, ...desktop.env }
  const ran = spawnSync(program, args, { env, input, stdio: ['pipe', 'ignore', 'ignore'], timeout: 10_000 })
  if (ran.status !== 0) throw new Error(`${program} ended with ${ran.status}`)
}
