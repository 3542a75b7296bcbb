// Which clipboard there is here: told by the system, by the variables of the session and by the programs in PATH.
import { release } from 'node:os'
import type { ClipboardDescription } from '../../world/world.ts'
import { programInPath } from '../programs/bounded-program.ts'

export interface Found extends Pick<ClipboardDescription, 'way' | 'missing'> {
  /** Why there is none. */
  readonly reason: 'display' | 'remote' | 'program' | null
}

const found = (way: Found['way'], missing: string | null = null, reason: Found['reason'] = null): Found => ({
  ...{ way, missing, reason },
})

export function clipboardWay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, kernel = release()): Found {
  if (platform === 'darwin') return found('macos')
  if (platform === 'win32') return found('windows')
  if (platform === 'android') {
    const there = programInPath('termux-clipboard-set', env) !== null
    return there ? found('termux') : found('none', 'termux-api', 'program')
  }
  if (/microsoft/i.test(kernel) && programInPath('clip.exe', env) !== null) return found('wsl')
  const wayland = Boolean(env.WAYLAND_DISPLAY)
  if (wayland && programInPath('wl-copy', env) !== null) return found('wayland')
  // On a Wayland desktop the X11 clipboard is a bridge to the other one, mostly.
  if (env.DISPLAY) return found('x11', wayland ? 'wl-clipboard' : null)
  if (wayland) return found('none', 'wl-clipboard', 'program')
  return found('none', null, isRemote(env) ? 'remote' : 'display')
}

/** Whether somebody came over SSH. */
export function isRemote(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.SSH_TTY ?? env.SSH_CONNECTION)
}
