// A home with a vault whose key derivation is cheap and that a key file opens, for whole programs by the hundred; the
// program with a fault in it (preload.mjs); and what every refusal has to look like.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, expect } from 'vitest'
import type { StoredAccount } from '../../src/vault/contents.ts'
import { type OpenVault, openWithKey, sealNext } from '../../src/vault/vault.ts'
import { BIN, dropHome, type Home, newHome, type Ran, ROOT, type RunOptions, ukp } from '../kit/ukp.ts'
import {
  account,
  byKey,
  contentsWith,
  headerOf,
  type Making,
  makeVault,
  opened,
  RAW_KEY,
  seeded,
} from '../vault/kit.ts'

export interface VaultHome extends Home {
  readonly keyFile: string
  /** The vault as it was first written. */
  readonly first: Buffer
}

const homes: Home[] = []
afterAll(() => {
  for (const home of homes) dropHome(home)
})

/** Homes are removed after the tests of the file. */
export function emptyHome(): Home {
  const home = newHome()
  homes.push(home)
  return home
}

/** An account with a key of its own; names are said, ids follow the number. */
export function person(n: number, name: string, part: Partial<StoredAccount> = {}): StoredAccount {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const secret = `${letters[n % 32]}${letters[Math.floor(n / 32) % 32]}MFRGGZDFMZTWQ2PK`
  return account(n, { name, account: `user.${n}`, secret, ...part })
}

let seed = 6000

/** A vault of save 1 with `mama` in it; UKP_KEY_FILE is set. */
export async function homeWithVault(making: Making = {}): Promise<VaultHome> {
  const home = emptyHome()
  const keyFile = join(home.folder, 'key')
  writeFileSync(keyFile, RAW_KEY, { mode: 0o600 })
  const { bytes } = await makeVault({ seed: seed++, contents: contentsWith([person(1, 'mama')]), ...making })
  mkdirSync(dirname(home.vault), { recursive: true, mode: 0o700 })
  writeFileSync(home.vault, bytes, { mode: 0o600 })
  return { ...home, env: { ...home.env, UKP_KEY_FILE: keyFile }, keyFile, first: Buffer.from(bytes) }
}

const PRELOAD = join(ROOT, 'test', 'cases', 'preload.mjs')

/** Environment for a program with a fault in it; the names without UKP_TEST_. */
export function fault(what: Readonly<Record<string, string | number>>): Record<string, string> {
  const named = Object.entries(what).map(([name, value]) => [`UKP_TEST_${name}`, String(value)])
  return { NODE_OPTIONS: `--import=${PRELOAD}`, ...Object.fromEntries(named) }
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ran & { signal: string | null }>
  /** Until the process has stopped itself. */
  stopped(): Promise<void>
}

/** The program as a process whose pid is known; without a terminal. */
export function start(home: Home, args: readonly string[], { stdin = '', env = {} }: RunOptions = {}): Started {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...home.env, ...env },
    cwd: home.folder,
    detached: true,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk)
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  let running = true
  const ended = new Promise<Ran & { signal: string | null }>((done) =>
    child.once('close', (exit, signal) => {
      running = false
      done({ exit, stdout, stderr, signal })
    }),
  )
  const stopped = async (): Promise<void> => {
    while (stateOf(child.pid ?? 0) !== 'T') {
      if (!running) throw new Error(`ended instead of stopping: ${stderr}`)
      await new Promise((next) => setTimeout(next, 10))
    }
  }
  return { child, ended, stopped }
}

/** The letter of proc(5): R, S, T (stopped), Z (zombie); '' when there is none. */
export function stateOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? ''
  } catch {
    return ''
  }
}

/** The vault's file, opened with the key file's key. */
export async function vaultIn(home: Home, file = home.vault): Promise<OpenVault> {
  const vault = await opened(readFileSync(file), byKey(RAW_KEY))
  if (vault === null) throw new Error('the key does not open the vault')
  return vault
}

export async function namesIn(home: Home, file = home.vault): Promise<string[]> {
  const { contents } = await vaultIn(home, file)
  return contents.entries.map((entry) => ('unreadable' in entry ? '?' : entry.name))
}

export const generationOf = (file: string): number => headerOf(readFileSync(file)).gen as number

/** The next save of the vault, by a program without any lock. */
export async function savedBy(bytes: Uint8Array, writer: string, more: readonly StoredAccount[]): Promise<Uint8Array> {
  const vault = await opened(bytes, byKey(RAW_KEY))
  if (vault === null) throw new Error('the key does not open the vault')
  const contents = { ...vault.contents, entries: [...vault.contents.entries, ...more] }
  const next = await sealNext(vault, { contents }, { previous: bytes, random: seeded(seed++), writer })
  if ((await openWithKey(next.vault.envelope, vault.dataKey)) === null) throw new Error('does not open')
  return next.bytes
}

/** Names in the vault's folder that begin with a dot: locks and temporary files. */
export function leftovers(home: Home): string[] {
  return readdirSync(dirname(home.vault)).filter((name) => name.startsWith(`.${basename(home.vault)}.`))
}

/** Keys of every account here, the key file's, the passphrase: none may be in any output. */
const SECRETS = [
  'MFRGGZDFMZTWQ2',
  'JBSWY3DPEHPK3PX',
  'correct horse',
  Buffer.from(RAW_KEY).toString('hex').slice(0, 16),
  Buffer.from(RAW_KEY).toString('base64').slice(0, 16),
]

export function expectNoSecret(...texts: readonly string[]): void {
  for (const text of texts) for (const secret of SECRETS) expect(text).not.toContain(secret)
}

/** One sentence and one next step on standard error, nothing on standard output, no secret, the vault as it was. */
export function expectRefused(
  ran: Ran,
  { exit, saying, about = '' }: { exit: number; saying: RegExp | string; about?: string },
): void {
  expect(ran.exit, `${about} ${ran.stderr}`).toBe(exit)
  expect(ran.stdout, about).toBe('')
  const lines = ran.stderr.trimEnd().split('\n')
  const error = lines.findIndex((line) => line.startsWith('Error: '))
  expect(error, `${about} ${ran.stderr}`).toBeGreaterThanOrEqual(0)
  expect(lines.slice(error + 1).length, ran.stderr).toBeLessThanOrEqual(1)
  expect(lines[error + 1] ?? 'Next step: ', ran.stderr).toMatch(/^Next step: /)
  expect(ran.stderr, about).toMatch(saying)
  expectNoSecret(ran.stdout, ran.stderr)
}

/** A save that is easy to tell: the note of `mama`. */
export function edit(home: Home, note: string, options: RunOptions = {}): Ran {
  return ukp(home, ['edit', 'mama', '--note', note], options)
}
