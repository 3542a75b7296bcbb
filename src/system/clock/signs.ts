// What the system says of its clock: whether something keeps it right. Nobody is asked over any network: chronyc is given
// the socket of its file, because without one it sends a packet to its own computer.
import { existsSync } from 'node:fs'
import type { ClockSigns } from '../../world/world.ts'
import { askProgram } from '../programs/bounded-program.ts'

type Ask = (program: string, args: readonly string[]) => Promise<string | null>

/** Made by systemd-timesyncd once it has set the clock since the computer was started. */
const SET_BY_SYSTEMD = '/run/systemd/timesync/synchronized'
const CHRONY_SOCKETS = ['/run/chrony/chronyd.sock', '/var/run/chrony/chronyd.sock']

export async function clockSigns(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  outside: { ask: Ask; exists: (file: string) => boolean } = {
    ask: (program, args) => askProgram(program, args, env),
    exists: existsSync,
  },
): Promise<ClockSigns> {
  const { ask, exists } = outside
  if (platform === 'win32') return signs(windows(await ask('w32tm', ['/query', '/status'])), 'w32tm')
  // systemsetup of macOS wants an administrator, and its time service keeps no status that others can read.
  if (platform === 'darwin') return signs(null, '')
  const systemd = await ask('timedatectl', ['show', '--property=NTPSynchronized'])
  const said = /^NTPSynchronized=(yes|no)$/m.exec(systemd ?? '')?.[1]
  if (said !== undefined) return signs(said === 'yes', 'timedatectl', true)
  if (exists(SET_BY_SYSTEMD)) return signs(true, 'systemd-timesyncd')
  const socket = CHRONY_SOCKETS.find(exists)
  if (socket !== undefined) {
    const chrony = leap(/^Leap status\s*: (.+)$/m.exec((await ask('chronyc', ['-h', socket, 'tracking'])) ?? '')?.[1])
    if (chrony !== null) return signs(chrony, 'chronyc')
  }
  // That of Debian wants the option, that of busybox has none.
  const kernel = (await ask('adjtimex', ['--print'])) ?? (await ask('adjtimex', []))
  return signs(unsynchronisedBit(kernel), 'adjtimex')
}

function signs(synchronised: boolean | null, by: string, systemd = false): ClockSigns {
  return { synchronised, by: synchronised === null ? null : by, systemd }
}

function leap(status: string | undefined): boolean | null {
  return status === undefined ? null : status.trim() !== 'Not synchronised'
}

/** The words are in the language of Windows; the leap indicator in front of them is not: 3 is not synchronised. */
function windows(status: string | null): boolean | null {
  const indicator = /^[^:\n]+:\s*([0-3])\s*\(/.exec(status ?? '')?.[1]
  return indicator === undefined ? null : indicator !== '3'
}

/** STA_UNSYNC of adjtimex(2). */
const UNSYNCHRONISED = 0x40

function unsynchronisedBit(printed: string | null): boolean | null {
  const status = /^\s*status:\s*(0x[0-9a-f]+|\d+)/im.exec(printed ?? '')?.[1]
  return status === undefined ? null : (Number(status) & UNSYNCHRONISED) === 0
}
