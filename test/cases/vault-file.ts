// For the cases of damaged and hostile files: a vault that is right, ukp on altered copies of it, and how a refusal looks.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { KEY, PYTHON, type Ran, ukp } from '../kit/ukp.ts'
import {
  account,
  byRecoveryKey,
  contentsWith,
  type HeaderJson,
  type Made,
  makeVault,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  type SlotJson,
  utf8,
} from '../vault/kit.ts'
import { home, type Measured, measured, placed, stateOf } from './place.ts'

export const keyFile = join(home.folder, 'vault.key')
export const BY_KEY = { UKP_KEY_FILE: keyFile }
export const BY_PASSPHRASE = { UKP_PASSPHRASE: PASSPHRASE }
export const linux = process.platform === 'linux'
export const WITHOUT_TERMINAL = PYTHON === null ? ' (skipped: no python3 to play a terminal)' : ''

export const EMPTY = /^Error: The vault file is empty: .*It was not touched\.\n/
export const TORN = /^Error: The vault file is cut off, its end is missing/
export const DAMAGED = /^Error: The vault file is damaged or was altered/
export const LIMITS = /^Error: The vault file is refused, it is outside the limits/
export const NO_VAULT_FILE = /^Error: This is not a vault of ukp: /
export const NEWER = /^Error: This vault was written by a newer version of ukp: .*\nNext step: Install the newer ukp/
export const NO_FILE = /^Error: This is not an ordinary file: /

writeFileSync(keyFile, RAW_KEY, { mode: 0o600 })
const recovery = await byRecoveryKey(RECOVERY_KEY)
if (recovery.type !== 'sealed') throw new Error('no recovery key')
/** Two accounts; a passphrase, a key and a recovery key open it. */
export const made: Made = await makeVault({
  contents: contentsWith([account(1), account(2)]),
  recipients: [recovery.publicKey],
})
export const bytes: Uint8Array = made.bytes

afterAll(() => {
  // No test of a refused file made a vault in the default place.
  expect(existsSync(home.vault)).toBe(false)
})

export const joined = (...parts: (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : part)))
export const slotOf = (header: HeaderJson, type: string): SlotJson =>
  header.slots.find((slot) => slot.type === type) ?? {}

export interface Using {
  readonly args?: readonly string[]
  /** What unlocks; nothing unless said: a file that is refused then was refused before any question. */
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

export function on(file: string, { args = ['list'], env = {}, stdin = '' }: Using = {}): Ran {
  return ukp(home, [...args, '--vault', file], { env: { ...env, ...stateOf(file) }, stdin })
}

/** A refusal is a sentence and the next step, says nothing of what is inside, and leaves no trace. */
export function expectRefusal(ran: Ran, exit: number, says: RegExp): void {
  expect({ exit: ran.exit, stdout: ran.stdout }, ran.stderr).toEqual({ exit, stdout: '' })
  expect(ran.stderr).toMatch(/^Error: [^\n]+\nNext step: [^\n]+\n$/)
  expect(ran.stderr).toMatch(says)
  for (const secret of [account(1).secret, '01234567', KEY, PASSPHRASE]) expect(ran.stderr).not.toContain(secret)
}

/** Runs ukp on a file of these bytes, which must be refused and stay as it is, with nothing beside it. */
export function refused(content: Uint8Array, exit: number, says: RegExp, using: Using = {}): void {
  const file = placed(content)
  const before = statSync(file)
  expectRefusal(on(file, using), exit, says)
  const after = statSync(file)
  expect([after.ino, after.mtimeMs, after.mode]).toEqual([before.ino, before.mtimeMs, before.mode])
  expect(Buffer.compare(readFileSync(file), content)).toBe(0)
  expect(readdirSync(dirname(file))).toEqual(['vault.ukp'])
}

export const ADD: Using = { args: ['add', 'papa', '--stdin'], env: BY_PASSPHRASE, stdin: KEY }

/** CPU of the cheapest of three runs: what a busy machine adds is not what is tested. */
export function cheapest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Measured {
  const [first, ...others] = [1, 2, 3].map(() => measured(args, env))
  if (first === undefined) throw new Error('not run')
  return others.reduce((best, one) => (one.cpuMs < best.cpuMs ? one : best), first)
}

/** CPU milliseconds of a ukp that looks at no vault. */
let versionMs: number | null = null
export function versionCpu(): number {
  versionMs ??= cheapest(['--version']).cpuMs
  return versionMs
}
