// Accounts for the exporters, at random and by hand, and the readers in Python that know nothing of ukp.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { Exporter, ExportFile, ExportTools } from '../../src/export/exporter.ts'
import { type Account, ALGORITHMS, LIMITS, OTP_TYPES } from '../../src/otp/account.ts'
import { decodeBase32, encodeBase32 } from '../../src/otp/base32.ts'
import { codeAt, codeOfCounter } from '../../src/otp/code.ts'
import type { Loss } from '../../src/otp/loss.ts'
import { seeded } from '../vault/kit.ts'

/** Made up; its last character holds bits beyond the last whole byte. */
export const KEY = 'JBSWY3DPEHPK3PXPJBSX'
export const PASSWORD = 'árvíztűrő tükörfúrógép'
/** Any moment. */
export const NOW_MS = 1_795_256_130_000

export function account(given: Partial<Account> = {}): Account {
  return {
    id: '01J0000000000000000000000A',
    name: 'Minta:anna',
    type: 'totp',
    issuer: 'Minta',
    account: 'anna',
    secret: KEY,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    counter: 0,
    tags: [],
    note: '',
    deletionCode: null,
    created: '2026-01-02T03:04:05.678Z',
    modified: '2026-02-03T04:05:06.789Z',
    source: 'manual',
    trashed: null,
    history: [],
    ...given,
  }
}

export function toolsWith(given: Partial<ExportTools> = {}): ExportTools {
  return { random: seeded(8), password: PASSWORD, ...given }
}

/** Why an exporter does not take such an account; null when it does. */
export function becauseOf(exporter: Exporter, given: Partial<Account>): readonly Loss[] | null {
  const carried = exporter.carry(account(given))
  return carried.taken ? null : carried.because
}

/** The one file of an exporter that writes one. */
export async function fileOf(
  exporter: Exporter,
  accounts: readonly Account[],
  tools = toolsWith(),
): Promise<ExportFile> {
  const files = await exporter.write(accounts, tools)
  const [file] = files
  if (file === undefined || files.length !== 1) throw new Error(`${files.length} files`)
  return file
}

export function textOf({ bytes }: Pick<ExportFile, 'bytes'>): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/** What ukp shows at a moment. */
export function codeOf(account: Account, atMs: number = NOW_MS): string {
  return account.type === 'hotp' ? codeOfCounter(account, account.counter) : codeAt(account, atMs).code
}

export function keyHex({ secret }: Pick<Account, 'secret'>): string {
  return Buffer.from(decodeBase32(secret)).toString('hex')
}

/** As ukp keeps names: NFC, no blanks around. */
const clean = (text: string): string => text.normalize('NFC').trim()
const PIECES = [':', '+', '%', ' ', '#', '&', '=', '/', '?', ',', ';', '"', "'", '\\', '\n', '\t', '<', '@', '-', '|']
const LETTERS = ['a', 'ű', 'u\u030b', 'Ő', 'ß', '秘', '😀', '\u202e', '\u200d', '%3A', '=1+1', 'con', '..']

/** Texts that names are made of, with everything that a format could stumble over. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return (
    fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength }),
        fc.string({ unit: fc.constantFrom(...PIECES, ...LETTERS), maxLength }),
      )
      .map(clean)
      // Links read the word null as nothing.
      .filter((text) => text !== 'null')
  )
}

/** Keys of every length, also of those that no encoder writes, with bits left over. */
export const anyKey: fc.Arbitrary<string> = fc
  .tuple(fc.uint8Array({ minLength: 5, maxLength: 64 }), fc.integer({ min: 0, max: 7 }))
  .map(([bytes, cut]) => {
    const key = encodeBase32(bytes)
    return key.slice(0, Math.max(7, key.length - cut))
  })

const USUAL = { algorithm: 'SHA1', digits: 6, period: 30, type: 'totp' } as const

/** Half of them with the parameters that everybody uses. */
export const anyAccount: fc.Arbitrary<Account> = fc
  .record({
    usual: fc.boolean(),
    type: fc.constantFrom(...OTP_TYPES),
    name: anyText(20).filter((name) => name !== ''),
    issuer: anyText(20),
    account: anyText(20),
    secret: anyKey,
    algorithm: fc.constantFrom(...ALGORITHMS),
    digits: fc.oneof(fc.integer(LIMITS.digits), fc.constantFrom(5, 6, 8, 10)),
    period: fc.oneof(fc.integer(LIMITS.period), fc.constantFrom(30, 60, 61, 120)),
    counter: fc.maxSafeNat(),
    note: fc.oneof(fc.constant(''), anyText(60)),
    tags: fc.uniqueArray(
      anyText(8).filter((tag) => tag !== ''),
      { maxLength: 3 },
    ),
  })
  .map(({ usual, ...given }) => account(usual ? { ...given, ...USUAL, counter: 0 } : given))
  .map((one) => ({ ...one, counter: one.type === 'hotp' ? one.counter : 0 }))

export const anyAccounts = fc.array(anyAccount, { minLength: 1, maxLength: 40 })

/** Debian's own: another python3 in the path need not have python3-cryptography. */
const PYTHON = '/usr/bin/python3'
export const hasPython =
  (existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import cryptography']).status === 0) || process.env.CI === 'true'
export const withoutPython = hasPython ? '' : ' (skipped: no python3-cryptography)'

/** Runs one of the readers. @returns the JSON that it prints, or its exit code when that is not 0 */
export function independent<T>(reader: string, args: readonly string[], input: string | Uint8Array = ''): T {
  const file = fileURLToPath(new URL(`../independent/${reader}`, import.meta.url))
  const ran = spawnSync(PYTHON, ['-B', file, ...args], { input, maxBuffer: 64 * 1024 * 1024 })
  if (ran.status === 4) return 4 as T
  if (ran.status !== 0) throw new Error(`${reader} left with ${ran.status}: ${String(ran.stderr)}`)
  return JSON.parse(String(ran.stdout)) as T
}

/** A new folder that is gone after the work. */
export async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-export-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes each file into a folder. @returns their paths */
export function written(folder: string, files: readonly Pick<ExportFile, 'name' | 'bytes'>[]): string[] {
  return files.map(({ name, bytes }) => {
    const file = join(folder, name)
    writeFileSync(file, bytes, { flag: 'wx' })
    return file
  })
}
