// The shape of an importer: one app's export in, accounts out. What a file holds decides whose it is, never its name.
import { UkpError } from '../errors.ts'
import type { NewAccount } from '../otp/account.ts'
import type { MigrationPart } from '../otp/google-migration.ts'
import type { Warning } from '../otp/warnings.ts'
import type { Source } from './source.ts'

/** One account as another app holds it. */
export interface ImportedEntry {
  readonly account: NewAccount
  readonly warnings: readonly Warning[]
  /** What the app calls it, where that is more than issuer and user name; null for the name from the label. */
  readonly name: string | null
  /** Groups, folders and categories. */
  readonly tags: readonly string[]
  readonly note: string
  readonly deletionCode: string | null
  /** In the app's own trash: it goes to the trash here. */
  readonly trashed: boolean
  /** Line of the file, from 1, where the format has lines. */
  readonly line: number | null
}

export interface RefusedEntry {
  /** What the person knows it by: name, label, issuer; null when it has none. */
  readonly name: string | null
  readonly line: number | null
  readonly error: UkpError
}

/** Said once for a file: what was in it and was left out. */
export type Remark =
  /** Passwords of logins: never read, never kept. */
  | 'passwords-left'
  /** Rows whose key column is empty were passed over. */
  | 'without-key'

export interface Imported {
  readonly entries: readonly ImportedEntry[]
  readonly refused: readonly RefusedEntry[]
  readonly remarks: ReadonlySet<Remark>
  /** Parts of an export that comes in several pieces (Google Authenticator). */
  readonly parts: readonly MigrationPart[]
  /** The file's content was encrypted: whoever finds it cannot read the keys. */
  readonly encrypted: boolean
}

export interface ImportTools {
  /**
   * The password of the file, as typed, of the app that wrote it (never the vault's).
   * @param attempt from 1; above 1 the one before was wrong
   * @throws UkpError source-password-needed, source-password-wrong, cancelled
   */
  password(app: string, attempt: number): Promise<string>
}

export interface Importer {
  /** The word of --format: lower case, with dashes. */
  readonly format: string
  /** The app's own name, for people. */
  readonly app: string
  /**
   * @returns null when the file is not of this format
   * @throws UkpError when it is, but cannot be read as a whole: import-damaged, import-costly, import-restricted,
   *   source-password-*
   */
  read(source: Source, tools: ImportTools): Promise<Imported | null> | Imported | null
  /**
   * Files of this format that nothing marks, so that another file could be taken for one and a password be asked for in
   * vain: for when the person named the format and `read` gave null. The same results and errors.
   */
  readUnmarked?(source: Source, tools: ImportTools): Promise<Imported | null>
}

/** The file is of the app, but cannot be read as a whole. */
export function damaged(app: string): UkpError<'import-damaged'> {
  return new UkpError('import-damaged', { app })
}

/** Asks for the file's password until `open` takes it. `open` gives null for a wrong one. */
export async function unlocked<T>(
  tools: ImportTools,
  app: string,
  open: (password: string) => Promise<T | null> | T | null,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const opened = await open(await tools.password(app, attempt))
    if (opened !== null) return opened
  }
}
