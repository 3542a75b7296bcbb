// Who holds a lock, and whether that program still lives. A pid alone says little: it is reused, it means another
// process in another container, and it belongs to a zombie until its parent looks. So the record also holds the start
// time, the boot id and the pid namespace.
import { createHash } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { errnoOf } from '../../errno.ts'
import type { FileCalls } from '../files.ts'

/** What tells one process from every other. null where the system does not say (macOS, Windows, no /proc). */
export interface Identity {
  readonly pid: number
  /** Start time in clock ticks since boot (proc(5), field 22 of stat). */
  readonly start: string | null
  readonly boot: string | null
  readonly ns: string | null
  /** Digest of the machine id: two machines may bear one name ("debian"), each with a live lock and its own boot id. */
  readonly machine: string | null
  readonly host: string
  /** Who runs it: on a network share the other person is the one to ask. '' where the system does not say. */
  readonly user: string
}

/** What stands in a lock file. */
export interface Owner extends Identity {
  /** The verb that runs, for the message. */
  readonly command: string
  /** Random, so that no two locks have the same bytes. */
  readonly token: string
}

/**
 * alive, dead: proven. foreign: on another machine or in another container, so only the age of its file can tell.
 * unproven: such a pid runs here, but whether it is the same process cannot be seen.
 */
export type Life = 'alive' | 'dead' | 'foreign' | 'unproven'

/** This process. */
export async function thisProcess(files: FileCalls): Promise<Identity> {
  const stat = await orNull(files.readFile('/proc/self/stat'))
  const boot = await orNull(files.readFile('/proc/sys/kernel/random/boot_id'))
  const machine = await orNull(files.readFile('/etc/machine-id'))
  return {
    pid: process.pid,
    start: stat === null ? null : (readStat(stat)?.start ?? null),
    boot: clean(boot, BOOT),
    ns: clean(await orNull(files.readlink('/proc/self/ns/pid')), NAMESPACE),
    machine: machine === null || machine.trim() === '' ? null : digest(machine.trim()),
    host:
      hostname()
        .replace(/[^\w.-]/g, '_')
        .slice(0, 255) || 'localhost',
    user: userName(),
  }
}

/** userInfo throws for a user without an entry, as in some containers. */
function userName(): string {
  try {
    return userInfo()
      .username.replace(/[^\p{L}\p{N}_.-]/gu, '_')
      .slice(0, 64)
  } catch {
    return ''
  }
}

/**
 * Whether the owner of a lock still lives, seen from this process.
 * Another boot of the same machine: dead. Same machine, boot and namespace: dead when there is no such process, it is a
 * zombie (kill(pid, 0) succeeds on those) or it started at another time.
 */
export async function lifeOf(owner: Identity, self: Identity, files: FileCalls): Promise<Life> {
  if (isElsewhere(owner, self)) return 'foreign'
  if (owner.boot !== null && self.boot !== null && owner.boot !== self.boot) return 'dead'
  if (owner.boot !== self.boot || owner.ns !== self.ns) return 'foreign'
  if (!runs(owner.pid)) return 'dead'
  const stat = readStat((await orNull(files.readFile(`/proc/${owner.pid}/stat`))) ?? '')
  // With hidepid, /proc shows no process of another user: not seen is not dead.
  if (stat === null) return 'unproven'
  if (/[ZXx]/.test(stat.state)) return 'dead'
  if (owner.start === null) return 'unproven'
  return stat.start === owner.start ? 'alive' : 'dead'
}

/** The holder as a message names it: 'pid 1234 (add)', of another person ', anna', elsewhere ', anna@nas'. */
export function describeOwner(owner: Owner, self: Identity): string {
  const who = owner.command === '' ? `pid ${owner.pid}` : `pid ${owner.pid} (${owner.command})`
  if (isElsewhere(owner, self)) return `${who}, ${owner.user === '' ? '' : `${owner.user}@`}${owner.host}`
  return owner.user === '' || owner.user === self.user ? who : `${who}, ${owner.user}`
}

/** One line of JSON. */
export function encodeOwner(owner: Owner): Uint8Array {
  const { pid, start, boot, ns, machine, host, user, command, token } = owner
  const named = COMMAND.test(command) ? command : ''
  return Buffer.from(`${JSON.stringify({ pid, start, boot, ns, machine, host, user, command: named, token })}\n`)
}

/** The record in a lock file, or null when it is not one (empty, torn, garbage). Unknown fields are ignored. */
export function parseOwner(bytes: Uint8Array): Owner | null {
  let found: unknown
  try {
    found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
  if (typeof found !== 'object' || found === null) return null
  const field = new Map(Object.entries(found))
  const pid: unknown = field.get('pid')
  const host = clean(field.get('host'), HOST)
  const token = clean(field.get('token'), TOKEN)
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1 || pid > 0x7fff_ffff) return null
  if (host === null || token === null) return null
  return {
    pid,
    start: clean(field.get('start'), DIGITS),
    boot: clean(field.get('boot'), BOOT),
    ns: clean(field.get('ns'), NAMESPACE),
    machine: clean(field.get('machine'), TOKEN),
    host,
    user: clean(field.get('user'), USER) ?? '',
    command: clean(field.get('command'), COMMAND) ?? '',
    token,
  }
}

const BOOT = /^[0-9a-f-]{16,64}$/
const NAMESPACE = /^pid:\[\d{1,20}\]$/
const USER = /^[\p{L}\p{N}_.-]{1,64}$/u
const HOST = /^[\w.-]{1,255}$/
const TOKEN = /^[0-9a-f]{1,64}$/
const DIGITS = /^\d{1,20}$/
const COMMAND = /^[a-z][a-z-]{0,31}$/

/** A lock file can hold anything, and parts of it are shown: what does not look right counts as not given. */
function clean(value: unknown, shape: RegExp): string | null {
  const text = typeof value === 'string' ? value.trim() : ''
  return shape.test(text) ? text : null
}

function isElsewhere(owner: Identity, self: Identity): boolean {
  if (owner.host !== self.host) return true
  return owner.machine !== null && self.machine !== null && owner.machine !== self.machine
}

/** Signal 0 asks only. EPERM means it runs and is someone else's. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) !== 'ESRCH'
  }
}

/** State and start time from /proc/PID/stat; the name before them may hold blanks and brackets. */
function readStat(text: string): { state: string; start: string } | null {
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ')
  const state = fields[0]
  const start = fields[19]
  return state && start && DIGITS.test(start) ? { state, start } : null
}

function digest(machine: string): string {
  return createHash('sha256').update(`ukp lock\n${machine}`).digest('hex').slice(0, 16)
}

async function orNull(text: Promise<string>): Promise<string | null> {
  try {
    return await text
  } catch {
    return null
  }
}
