// For the cases of passphrases, recovery keys, key files and the keyring: a vault with the ways in that a test wants, ukp
// on it, at a terminal or without one, and how a refusal looks.
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { type Played, PYTHON, play, type Ran, type Step, ukp } from '../kit/ukp.ts'
import { account, contentsWith, headerOf, makeVault, PASSPHRASE, resealed } from '../vault/kit.ts'
import { home, placed, stateOf } from './place.ts'

export const linux = process.platform === 'linux'
export const hasTerminal = PYTHON !== null
export const WITHOUT_TERMINAL = hasTerminal ? '' : ' (skipped: no python3 to play a terminal)'
export const ASKS = 'Vault passphrase:'
export const ASKS_FOR_EITHER = 'Vault passphrase (or recovery key):'
export const WRONG = /^Error: Wrong vault passphrase\.\nNext step: [^\n]+\n$/
export const NEW_PASSPHRASE = 'quite another passphrase'

export const onPath = (name: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)))

export const secretFile = (content: Uint8Array | string): string => placed(content, 'secret')

export interface Giving {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
}

export function on(vault: string, args: readonly string[], { env = {}, stdin = '' }: Giving = {}): Ran {
  return ukp(home, [...args, '--vault', vault], { env: { ...env, ...stateOf(vault) }, stdin })
}

/** The same at a terminal. */
export function typing(vault: string, args: readonly string[], steps: readonly Step[]): Played {
  return play(home, [...args, '--vault', vault], steps, { env: stateOf(vault) })
}

export const by = (passphrase: string): Giving => ({ env: { UKP_PASSPHRASE: passphrase } })

/** A refusal is a sentence and the next step; before it stands at most what was said of a vault that was opened. */
export function expectRefusal(ran: Ran, exit: number, says: RegExp): void {
  expect({ exit: ran.exit, stdout: ran.stdout }, ran.stderr).toEqual({ exit, stdout: '' })
  const notes = /^(?:(?!Error)[^\n]+\n)*/.exec(ran.stderr)?.[0] ?? ''
  const told = ran.stderr.slice(notes.length)
  expect(told).toMatch(/^Error: [^\n]+\nNext step: [^\n]+\n$/)
  expect(told).toMatch(says)
  if (exit === 4) expect(notes).toBe('')
}

/** Runs ukp on a vault that must stay as it is, with nothing new beside it. */
export function refused(vault: string, args: readonly string[], giving: Giving, exit: number, says: RegExp): void {
  const before = readFileSync(vault)
  const beside = readdirSync(dirname(vault))
  expectRefusal(on(vault, args, giving), exit, says)
  expect(Buffer.compare(readFileSync(vault), before)).toBe(0)
  expect(readdirSync(dirname(vault))).toEqual(beside)
}

export function expectOpen(ran: Ran): void {
  expect([ran.exit, ran.stdout.includes('mama 1')], ran.stderr).toEqual([0, true])
}

export interface Ways {
  readonly passphrases?: readonly string[]
  readonly keys?: readonly Uint8Array[]
  readonly recoveryKey?: string
  /** The raw slots are said to be of the keyring. */
  readonly keyring?: boolean
}

/** Bytes of a vault with one account and these ways in. */
export async function vaultWith({ passphrases = [PASSPHRASE], keys = [], recoveryKey, keyring = false }: Ways = {}) {
  const pair = recoveryKey === undefined ? null : pairOfRecoveryKey(await sodium(), recoveryKey)
  const recipients = pair === null ? [] : [pair.publicKey]
  const made = await makeVault({ contents: contentsWith([account(1)]), passphrases, keys, recipients })
  if (!keyring) return made.bytes
  return await resealed(made, {
    header: ({ slots }) => {
      for (const slot of slots) if (slot.type === 'raw') slot.src = 'keyring'
    },
  })
}

export const slotId = (vault: string, type: string): string =>
  String(headerOf(readFileSync(vault)).slots.find((slot) => slot.type === type)?.id)

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}
