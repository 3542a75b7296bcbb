// Runs the independent reader, test/independent/reader.py. It needs Python with PyNaCl; where that is missing the tests
// say so in their titles, and with CI=true it may not be missing.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const READER = fileURLToPath(new URL('../independent/reader.py', import.meta.url))
/** Debian's own: another python3 in the path need not have python3-nacl. */
const PYTHON = '/usr/bin/python3'

export const hasReader = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import nacl']).status === 0
/** Whether the tests with the reader run. */
export const wantsReader = hasReader || process.env.CI === 'true'
export const skippedWithoutReader = wantsReader ? '' : ' (skipped: no python3-nacl)'

export interface ReaderRun {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

export function runReader(...args: string[]): ReaderRun {
  const ran = spawnSync(PYTHON, [READER, ...args], { maxBuffer: 256 * 1024 * 1024 })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

/** A new folder that is gone after the work. */
export async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-vectors-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A vault and what is tried on it: what a test case file holds. */
export interface ReaderCase {
  /** Name of the file. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly kind: 'passphrase' | 'key' | 'recovery'
  /** Raw bytes of the credential; UTF-8 for a text. */
  readonly credential: Uint8Array
  /** More lines `key: value`. */
  readonly notes?: Readonly<Record<string, string>>
}

export interface Judgement {
  readonly case: string
  readonly class: 'opened' | 'credential' | 'damaged' | 'newer'
  readonly why?: string
  /** Of a recovery key: the mistyped group, from 1. */
  readonly group?: number | null
  /** SHA-256 of the contents as JSON with sorted keys. */
  readonly digest?: string
  /** The entries in their order, null for one that cannot be read; codes at the case's `time` in its notes, else at 0. */
  readonly accounts?: readonly (ReadAccount | null)[]
}

export interface ReadAccount {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly trashed: boolean
  /** null where the counter is at its end. */
  readonly code: string | null
}

/** One file of a test case, in the manner of age's testkit: lines `key: value`, an empty line, the vault. */
export function caseFile({ bytes, kind, credential, notes = {} }: ReaderCase): Uint8Array {
  const lines = [...Object.entries(notes), ['credential', `${kind} ${Buffer.from(credential).toString('hex')}`]]
  return Buffer.concat([Buffer.from(`${lines.map(([key, value]) => `${key}: ${value}`).join('\n')}\n\n`), bytes])
}

/** What the reader makes of all these cases, in one run. */
export async function judgements(cases: Iterable<ReaderCase>): Promise<ReadonlyMap<string, Judgement>> {
  return await inFolder((folder) => {
    for (const one of cases) writeFileSync(join(folder, one.name), caseFile(one))
    return new Map(readerLines<Judgement>('--cases', folder).map((line) => [line.case, line]))
  })
}

/** What a text is as a recovery key or as `ukp1…`. */
export interface RecoveryReport {
  readonly seed?: string
  readonly secret?: string
  readonly public?: string
  readonly recipient?: string
  readonly refused?: string
  readonly group?: number | null
}

/** What the reader makes of these texts, in order; no text may hold a line feed. */
export async function recoveryReports(texts: readonly string[]): Promise<readonly RecoveryReport[]> {
  return await inFolder((folder) => {
    const file = join(folder, 'texts')
    writeFileSync(file, `${texts.join('\n')}\n`)
    return readerLines<RecoveryReport>('--recovery-keys', file)
  })
}

function readerLines<T>(...args: string[]): T[] {
  const { exit, stdout, stderr } = runReader(...args)
  if (exit !== 0) throw new Error(`the reader left with ${exit}: ${stderr}`)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}
