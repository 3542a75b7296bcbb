// Little programs that use the keyring on a bus and in a home of their own, as a person's ukp would: with
// gnome-keyring-daemon unlocked, not unlocked, locked, stopped, or not there.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Home, newHome, ROOT } from '../kit/ukp.ts'

const DIST = join(ROOT, 'build')

export function onPath(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)))
}

/** The library's file, or null when it is not installed. */
export const LIBRARY = ((): string | null => {
  try {
    return createRequire(join(ROOT, 'package.json')).resolve('@napi-rs/keyring')
  } catch {
    return null
  }
})()

/** Key number n. */
export function keyOf(n: number): Buffer {
  return Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + n * 101 + 17) & 0xff))
}

/** How key number n would look if it came out anywhere. */
export function spellings(n: number): string[] {
  return (['base64url', 'base64', 'hex', 'latin1'] as const).map((encoding) => keyOf(n).toString(encoding))
}

/** Does what its argument says, [method, vault id, slot id, number of a key], and prints what came of each. */
const PROGRAM = `
import { existsSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
const { dist, calls, end } = JSON.parse(process.argv[2])
const { systemKeyring } = await import(dist + '/system/keyring.js')
const keyOf = (n) => Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + n * 101 + 17) & 0xff)
const ring = systemKeyring(process.env, process.platform)
const said = []
for (const [method, vault, slot, n] of calls) {
  const start = performance.now()
  let came
  try {
    const value = await ring[method](vault, slot, ...(n === undefined ? [] : [keyOf(n)]))
    came = { value: value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value }
  } catch (error) {
    came = { error: error.reason, facts: error.facts, shown: inspect(error, { showHidden: true, depth: 9 }) + error.stack }
  }
  said.push({ ...came, ms: performance.now() - start })
}
const left = () => {
  const keys = existsSync('/proc/keys') ? readFileSync('/proc/keys', 'latin1').split('\\n') : []
  return keys.filter((line) => calls.some(([, vault, slot]) => line.includes('keyring:' + vault + '/' + slot + '@ukp')))
}
// The kernel clears away what was unlinked or invalidated a little later.
for (let i = 0; i < 50 && left().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100))
const inKernel = left()
process.stdout.write('SAID ' + JSON.stringify({ said, inKernel, at: Date.now() }) + '\\n')
if (end === 'exit') process.exit(7)
`

export type Call = readonly [method: 'store' | 'load' | 'forget', vault: string, slot: string, key?: number]

export interface Said {
  readonly value?: string | boolean | null
  /** Reason of the UkpError that was thrown. */
  readonly error?: string
  readonly facts?: unknown
  readonly shown?: string
  readonly ms: number
}

export interface Played {
  readonly said: readonly Said[]
  /** Entries of these calls in the kernel's keyrings, as the program sees them at its end: some go with its session. */
  readonly inKernel: readonly string[]
  readonly exit: number | null
  /** Milliseconds from the last answer to the end of the program. */
  readonly ending: number
}

/** What the bus is like when the program runs; `plain` and `dead` have none of their own. */
export type Bus = 'plain' | 'dead' | 'unlocked' | 'not unlocked' | 'locked' | 'stopped' | 'without daemon'

export const UNLOCK = 'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;'
const SEND = 'dbus-send --session --print-reply'
const LOCK = `${SEND} --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null;`
const PID = `${SEND} --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets`
/** Until the daemon has its name on the bus. */
const NAMED = `for i in {1..50}; do ${PID} >/dev/null 2>&1 && break; sleep 0.1; done;`
const FIRST: Readonly<Record<Bus, string>> = {
  plain: '',
  dead: 'export DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere/bus;',
  unlocked: UNLOCK,
  'not unlocked': '',
  locked: UNLOCK + NAMED + LOCK,
  // A stopped daemon holds its name on the bus and answers nothing.
  stopped: `${UNLOCK} ${NAMED} P=$(${PID} | awk '/uint32/ { print $2 }'); trap "kill -CONT $P" EXIT; kill -STOP $P;`,
  'without daemon': '',
}
const BARE_BUS = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`

export interface How {
  /** Where the program is, when it is not the built one. */
  readonly dist?: string
  readonly env?: Readonly<Record<string, string>>
  readonly end?: 'exit'
  /** A session keyring of the kernel's own, as a login has; else that of whoever runs the tests. */
  readonly kernelSession?: boolean
}

export function homeWithBus(): Home {
  const home = newHome()
  writeFileSync(join(home.folder, 'program.mjs'), PROGRAM)
  writeFileSync(join(home.folder, 'bare.conf'), BARE_BUS)
  return home
}

export function start(home: Home, bus: Bus, calls: readonly Call[], how: How = {}): ChildProcess {
  const what = JSON.stringify({ dist: pathToFileURL(how.dist ?? DIST).href, calls, end: how.end })
  const program = [process.execPath, join(home.folder, 'program.mjs'), what]
  const inSession = how.kernelSession ? ['keyctl', 'session', '-', ...program] : program
  const shell = ['bash', '-c', `${FIRST[bus]} "$@"`, 'bash', ...inSession]
  const config = bus === 'without daemon' ? [`--config-file=${join(home.folder, 'bare.conf')}`] : []
  const words = ['plain', 'dead'].includes(bus) ? shell : ['dbus-run-session', ...config, '--', ...shell]
  return spawn(words[0] ?? '', words.slice(1), {
    env: { ...home.env, UKP_PASSPHRASE: 'for no child', ...how.env },
    cwd: home.folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  })
}

/** Waits for the end. @throws when a key stands in an error, wherever in it */
export async function ended(child: ChildProcess): Promise<Played> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let text = ''
  for await (const chunk of child.stdout ?? []) text += String(chunk)
  const end = Date.now()
  const { at, ...came } = JSON.parse(/^SAID (.*)$/m.exec(text)?.[1] ?? '') as Omit<Played, 'exit'> & { at: number }
  const shown = came.said.map((one) => one.shown ?? '').join('\n')
  if ([1, 2].flatMap(spellings).some((one) => shown.includes(one))) throw new Error('a key stands in an error')
  return { ...came, exit: await exited, ending: end - at }
}

export function play(home: Home, bus: Bus, calls: readonly Call[], how: How = {}): Promise<Played> {
  return ended(start(home, bus, calls, how))
}

/** What came of each call: the facts of an error, or the value. */
export function answers(played: Played): unknown[] {
  return played.said.map((one) => one.facts ?? one.value)
}

/** The processes that use the library for a program in this home. */
export function keyringProcesses(home: Home): { parent: number; words: string; environment: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'latin1')
        const environment = readFileSync(`/proc/${name}/environ`, 'latin1')
        const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'latin1'))?.[1])
        const ours = words.includes('keyring-process') && environment.includes(home.folder)
        return ours ? [{ parent, words, environment }] : []
      } catch {
        return []
      }
    })
}

export async function until<T>(look: () => T, holds: (seen: T) => boolean, ms: number): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(20)) {
    const seen = look()
    if (holds(seen)) return seen
  }
  return look()
}

/** A copy of the built program with this text as its library beside it, or without any. */
export function copyWith(home: Home, index: string | null): string {
  const folder = join(home.folder, index === null ? 'without' : 'with')
  cpSync(DIST, join(folder, 'build'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  if (index !== null) {
    const library = join(folder, 'node_modules', '@napi-rs', 'keyring')
    mkdirSync(library, { recursive: true })
    writeFileSync(join(library, 'package.json'), '{"type":"commonjs","main":"index.js"}')
    writeFileSync(join(library, 'index.js'), index)
  }
  return join(folder, 'build')
}

/** The real library, deaf to where an entry is to be kept: it falls back to the kernel's keyring. */
export const UNPINNED = `const real = require(${JSON.stringify(LIBRARY)})
exports.AsyncEntry = class { constructor(service, user) { return new real.AsyncEntry(service, user) } }
exports.Entry = real.Entry
`
