// Real export files of other apps (../shared/fixtures/import, where it lies beside the project), each with a sidecar that
// says what must come out, and what the importers make of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UkpError } from '../../src/errors.ts'
import type { Imported, Importer } from '../../src/import/importer.ts'
import { IMPORTERS } from '../../src/import/index.ts'
import { Source } from '../../src/import/source.ts'
import { decodeBase32 } from '../../src/otp/base32.ts'
import { readQrTexts } from '../../src/qr/read/read.ts'
import { ROOT } from '../kit/ukp.ts'

const FIXTURES = join(ROOT, '../shared/fixtures/import')

export interface Expected {
  readonly type: string
  readonly issuer: string
  readonly account: string
  readonly secret_hex: string
  readonly algorithm: string
  readonly digits: number
  readonly period: number | null
  readonly counter: number | null
  readonly also_accept_issuer?: readonly string[]
  readonly also_accept_account?: readonly string[]
  readonly unsupported_ok?: string
}

export interface Sidecar {
  readonly file: string
  readonly app: string
  readonly password: string | null
  readonly must_fail: boolean
  readonly entries: readonly Expected[]
  readonly rejected: readonly unknown[]
}

export const sidecars = existsSync(FIXTURES)
  ? (readdirSync(FIXTURES, { recursive: true }) as string[])
      .filter((name) => name.endsWith('.expect.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf-8')) as Sidecar)
  : []

/** Of a picture, the texts of its QR codes, as `ukp import` reads them. */
export async function sourceOf({ file }: Sidecar): Promise<Source> {
  const bytes = readFileSync(join(FIXTURES, file))
  if (!/\.(?:png|jpe?g)$/.test(file)) return new Source(basename(file), bytes)
  const texts = await readQrTexts(bytes, file, { spentMs: () => 0, mostMs: 60_000 })
  return new Source(basename(file), Buffer.from(texts.join('\n')))
}

interface Claim {
  readonly format: string
  readonly imported: Imported | UkpError
}

/** What every importer says of a file; a claim is a result or a reason. Where none says anything, the format was named. */
export async function claims(source: Source, password: string | null): Promise<Claim[]> {
  const tools = {
    password: async (app: string, attempt: number): Promise<string> => {
      if (password === null) throw new UkpError('source-password-needed', { app })
      if (attempt > 1) throw new UkpError('source-password-wrong', { app })
      return password
    },
  }
  const importers = await Promise.all(IMPORTERS.map(({ load }) => load()))
  const found = await claimsOf(importers, (importer) => importer.read(source, tools))
  return found.length > 0
    ? found
    : await claimsOf(importers, (importer) => importer.readUnmarked?.(source, tools) ?? null)
}

async function claimsOf(
  importers: readonly Importer[],
  read: (importer: Importer) => Promise<Imported | null> | Imported | null,
): Promise<Claim[]> {
  const found: Claim[] = []
  for (const importer of importers) {
    try {
      const imported = await read(importer)
      if (imported !== null) found.push({ format: importer.format, imported })
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      found.push({ format: importer.format, imported: error })
    }
  }
  return found
}

export interface Flat {
  readonly type: string
  readonly issuer: string
  readonly account: string
  readonly key: string
  readonly algorithm: string
  readonly digits: number
  readonly step: string
}

export function expectedFlat(entry: Expected): Flat {
  const { type, issuer, account, secret_hex: key, algorithm, digits } = entry
  const step = type === 'hotp' ? `counter ${entry.counter ?? 0}` : `period ${entry.period}`
  return { type, issuer, account, key, algorithm, digits, step }
}

export function givenFlats(imported: Imported): Flat[] {
  return imported.entries.map(({ account: one }) => ({
    type: one.type,
    issuer: one.issuer,
    account: one.account,
    key: Buffer.from(decodeBase32(one.secret)).toString('hex'),
    algorithm: one.algorithm,
    digits: one.digits,
    step: one.type === 'hotp' ? `counter ${one.counter}` : `period ${one.period}`,
  }))
}

/** What is left on both sides once every expected entry took its match, by its own labels or by others that are fair. */
export function differences(expected: readonly Expected[], given: Flat[]): { missing: Flat[]; extra: Flat[] } {
  const extra = [...given]
  const missing: Flat[] = []
  for (const entry of expected) {
    const flat = expectedFlat(entry)
    const issuers = [flat.issuer, ...(entry.also_accept_issuer ?? [])]
    const accounts = [flat.account, ...(entry.also_accept_account ?? [])]
    const fits = (one: Flat, strict: boolean): boolean =>
      one.type === flat.type &&
      one.key === flat.key &&
      one.algorithm === flat.algorithm &&
      one.digits === flat.digits &&
      one.step === flat.step &&
      (strict ? one.issuer === flat.issuer : issuers.includes(one.issuer)) &&
      (strict ? one.account === flat.account : accounts.includes(one.account))
    let at = extra.findIndex((one) => fits(one, true))
    if (at < 0) at = extra.findIndex((one) => fits(one, false))
    if (at < 0) missing.push(flat)
    else extra.splice(at, 1)
  }
  return { missing, extra }
}

/** Of those that are equal in every field, one. */
export function distinct<T>(entries: readonly T[], flatOf: (entry: T) => Flat): T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(flatOf(entry)), entry])).values()]
}

export const isKnown = ({ type, unsupported_ok }: Expected): boolean =>
  ['totp', 'hotp', 'steam'].includes(type) && unsupported_ok === undefined
