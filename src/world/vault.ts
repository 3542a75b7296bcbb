// The vault as world.ts offers it to commands: opened, made and saved. Types only.
import type { Contents } from '../vault/contents.ts'
import type { Slot } from '../vault/slots/slot.ts'
import type { Crypto } from '../vault/sodium.ts'
import type { OpenVault, Unlocked } from '../vault/vault.ts'

/** How a vault is made or opened, and what to ask for. */
export interface Access {
  /** The vault file, absolute. */
  readonly file: string
  exists(): Promise<boolean>
  /**
   * What is saved now, by the data key of a vault that is open: nothing is asked. The very same vault where nothing was
   * saved since; then only the time of the file is looked at.
   * @throws UkpError keys-changed when the key is no longer the vault's, no-vault, vault kinds, file-unreadable
   */
  refreshed(vault: OpenVault): Promise<Refreshed>
  /** The vault's id, which stands in clear, or of the one that was here before; null when it is not known. */
  identity(): Promise<string | null>
  /** Opens for reading: no lock, nothing written. @throws UkpError no-vault, locked kinds, vault kinds */
  open(): Promise<OpenVault>
  /** The same, where only what a query finds will be read: the contents need not have any other account then. */
  openFor(query: string): Promise<OpenVault>
  /** Opens by a way of the vault itself, never by a session, and tells which: for changing the ways to unlock. */
  openWithWay(): Promise<{ vault: OpenVault; way: Unlocked }>
  /**
   * Asks whether an older copy, or another branch, may be saved over, once for each state of the file.
   * @throws UkpError vault-older, vault-forked, cancelled
   */
  demandConsent(vault: OpenVault, options: ChangeOptions): Promise<void>
  /** The number of the last save of a vault that this computer saw; null when it saw none. */
  lastSeen(vaultId: string): Promise<number | null>
  /** Whether a new vault may be made: not in the place of one that is gone. @throws UkpError vault-lost, cancelled */
  demandNew(): Promise<void>
  /** Opens, or makes a new vault with a passphrase that is asked for twice or given by file, fd or environment. */
  openOrCreate(): Promise<{ vault: OpenVault; created: boolean }>
  /**
   * Saves a change. `apply` may run again when somebody else saved in between, on what is there then; what it throws
   * leaves the file as it is. Returning the same contents and slots saves nothing.
   */
  change<T>(
    vault: OpenVault,
    apply: (contents: Contents, slots: SlotWork) => Applied<T>,
    options?: ChangeOptions,
  ): Promise<Saved<T>>
}

export interface Refreshed {
  readonly vault: OpenVault
  /** It is an older copy than this computer has seen, or another branch. */
  readonly suspect: boolean
}

export interface ChangeOptions {
  /** Hashes of other copies that this change joins: what this computer saw of them is not written over. */
  readonly joins?: readonly string[]
  /** Saves only to settle which copy is the newest, when one of `joins` is the one that this computer saw. */
  readonly settles?: boolean
}

export interface Applied<T> {
  readonly contents: Contents
  readonly slots?: readonly Slot[]
  /** A new data key, 32 bytes, that `slots` wrap. */
  readonly dataKey?: Uint8Array
  /** The save gets a number above this one: the other copy's, when two are joined. */
  readonly atLeast?: number
  readonly result: T
}

export interface Saved<T> {
  readonly vault: OpenVault
  readonly result: T
}

/** What a change of slots needs. */
export interface SlotWork {
  readonly crypto: Crypto
  readonly dataKey: Uint8Array
  readonly vaultId: string
  readonly slots: readonly Slot[]
}
