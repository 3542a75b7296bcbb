// Other files that hold a vault: copies beside it, and backups. Types only.
import type { OpenVault } from '../vault/vault.ts'

/** Another copy of a vault beside it, as a sync client leaves one. */
export interface VaultCopy {
  readonly file: string
  readonly generation: number
  /** 16 bytes of BLAKE2b over the file, base64url. */
  readonly hash: string
}

/** Copies of a vault that are no backups. */
export interface Copies {
  /** Files beside the vault that hold the same vault under whatever name, other than the vault, its .bak and backups. */
  beside(vaultId: string): Promise<VaultCopy[]>
  /** Those of them that were not joined here yet. */
  unjoined(vaultId: string): Promise<VaultCopy[]>
  /** Remembers that these files, by their hash, are joined: they are no longer pointed out. */
  joined(vaultId: string, hashes: readonly string[]): Promise<void>
}

/** The passphrase of another file than the vault. */
export interface OwnPassphrase {
  /** A file that it stands in; left out where it was not given. */
  readonly file: string | undefined
  /** The option that gives such a file. */
  readonly option: string
}

/** A backup file, as far as it can be told without a key. */
export interface BackupFile {
  readonly file: string
  readonly vaultId: string
  readonly generation: number
  /** ISO 8601 UTC: the file's time. */
  readonly created: string
  readonly bytes: number
}

export interface Backups {
  /** Where backups of this vault go when nobody says otherwise. */
  readonly folder: string
  /** The default file for a moment, inside a folder. */
  defaultFile(folder: string, atMs: number): Promise<string>
  /** Every backup of the vault in its folder and where else this computer wrote one; newest first. null: of any vault. */
  list(vaultId: string | null): Promise<BackupFile[]>
  /** null when it is no backup, or gone. */
  describe(file: string): Promise<BackupFile | null>
  /** Whether this is the vault's own file or its .bak, also by another path or a link. */
  isVault(file: string): Promise<boolean>
  /** @throws UkpError file-not-found, backup-rejected */
  read(file: string): Promise<Uint8Array>
  write(file: string, bytes: Uint8Array, options: { replace: boolean }): Promise<void>
  /** Where a damaged vault goes when a backup takes its place. */
  asideFile(atMs: number): string
  /** Puts the bytes of a backup where the vault belongs; what is there is renamed to `aside`, or refused when that is null. */
  install(bytes: Uint8Array, options: { aside: string | null }): Promise<void>
  /** Remembers, outside the vault, that this computer wrote a verified backup. */
  remember(vaultId: string, file: string): Promise<void>
  /** Writes an automatic backup under the name of a moment. @returns the file */
  writeAutomatic(bytes: Uint8Array, atMs: number): Promise<string>
  /**
   * The oldest backups of this vault beyond so many, in the folder of `file` and of its kind (named by ukp, automatic or
   * not), oldest last; `file` itself is kept and counted.
   */
  surplus(vaultId: string, file: string, keep: number): Promise<string[]>
  /** Deletes old backups. @throws UkpError write-failed */
  remove(files: readonly string[]): Promise<void>
  /**
   * Opens a backup by the key of the open vault (`known`), else by a passphrase of its own (a file, or asked for); with
   * no vault at hand, by the same ways as a vault.
   * @throws UkpError of kinds locked and vault-damaged
   */
  open(file: string, bytes: Uint8Array, options: { known: OpenVault | null; own: OwnPassphrase }): Promise<OpenVault>
}
