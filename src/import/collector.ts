// The entries of one foreign file, gathered one by one: what is wrong with one of them refuses that one only.
import { UkpError } from '../errors.ts'
import type { MigrationPart } from '../otp/google-migration.ts'
import { looksLikeSecret } from '../otp/secret-text.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { textOf } from './fields.ts'
import type { Imported, ImportedEntry, RefusedEntry, Remark } from './importer.ts'

/** Twice what a vault holds. A file of 32 MB can name 16 million, and the reasons for refusing them would take all memory. */
const MOST_ENTRIES = 2 * VAULT_LIMITS.entries

/**
 * Takes entries; what reading one of them throws refuses it.
 * @throws UkpError vault-full when there are more than any vault holds
 */
export class Collector {
  readonly #entries: ImportedEntry[] = []
  readonly #refused: RefusedEntry[] = []
  readonly #parts: MigrationPart[] = []
  readonly #remarks = new Set<Remark>()

  /**
   * @param label what a person knows the entry by
   * @param read gives null for what is no account at all (an item of a password manager without a key)
   */
  take(label: string, read: () => ImportedEntry | null, line: number | null = null): void {
    this.#checkRoom()
    try {
      const entry = read()
      if (entry !== null) this.#entries.push(line === null ? entry : { ...entry, line })
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      this.refuse(label, error, line)
    }
  }

  refuse(label: string, error: UkpError, line: number | null = null): void {
    this.#checkRoom()
    // A key in the column of names must not come out in a report.
    const name = label.trim() === '' || label.split(': ').some(looksLikeSecret) ? null : label.trim()
    this.#refused.push({ name, line, error })
  }

  remark(remark: Remark): void {
    this.#remarks.add(remark)
  }

  part(part: MigrationPart): void {
    this.#parts.push(part)
  }

  #checkRoom(): void {
    if (this.#entries.length + this.#refused.length >= MOST_ENTRIES)
      throw new UkpError('vault-full', { limit: VAULT_LIMITS.entries })
  }

  done({ encrypted = false } = {}): Imported {
    return {
      entries: this.#entries,
      refused: this.#refused,
      remarks: this.#remarks,
      parts: this.#parts,
      encrypted,
    }
  }
}

/** "Issuer: account" of what is known, for the report of a refused entry. */
export function labelText(...parts: readonly unknown[]): string {
  return parts
    .map(textOf)
    .filter((part) => part !== '')
    .join(': ')
}
