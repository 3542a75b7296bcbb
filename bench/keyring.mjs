// A bus of its own with an unlocked gnome-keyring-daemon, for a row of the bench.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onPath } from './peers.mjs'

const SCRIPT =
  'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; cat'

/** @returns the address of the bus, or null when such a thing is not there. It ends with the bench */
export async function startKeyring(place, home) {
  if (!onPath('dbus-run-session') || !onPath('gnome-keyring-daemon')) return null
  const session = spawn('dbus-run-session', ['--', 'bash', '-c', SCRIPT], {
    env: home.env,
    stdio: ['pipe', 'pipe', 'ignore'],
    // Of a session of its own: Ctrl-C is for the bench, which then stops this one.
    detached: true,
  })
  place.atEnd(() => session.stdin.end())
  session.stdin.on('error', () => undefined)
  const lines = createInterface({ input: session.stdout })
  return new Promise((resolve) => {
    lines.once('line', (line) => resolve(line === '' ? null : line))
    session.once('exit', () => resolve(null))
    session.once('error', () => resolve(null))
  })
}
