// What finding, opening and saving a vault are made of: handed in by real-world/, and by tests.
import type { Rescue, UkpError } from '../errors.ts'
import type { FileCalls } from '../store/files.ts'
import type { Memory } from '../store/memory.ts'
import type { KdfCost } from '../vault/limits.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { Clock } from '../world/world.ts'
import type { Opened } from './notes.ts'
import type { Standing } from './standing.ts'
import type { Unlocking } from './unlocking.ts'

export interface AccessParts {
  readonly file: string
  readonly unlocking: Unlocking
  readonly files: FileCalls
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  /** The verb, named to others who wait for the lock. */
  readonly command: string
  /** Id of this device, without meaning. */
  readonly writer: () => Promise<string>
  readonly memory: Memory
  /** Told what a person should know of a vault that was opened. */
  readonly onOpened: (opened: Opened) => Promise<void>
  /** Told after a save. */
  readonly onSaved: (vault: OpenVault) => Promise<void>
  /** Whether an older copy, or another branch, may be written over. @throws UkpError vault-older, vault-forked */
  readonly consent: (file: string, standing: Standing) => Promise<void>
  /** Whether a new vault may take the place of one that is gone. @throws UkpError vault-lost, cancelled */
  readonly consentToNew: (lost: UkpError<'vault-lost'>) => Promise<void>
  /** The newest good backup; `dataKey` is null when the vault was damaged before it could be unlocked. */
  readonly rescue: (dataKey: Uint8Array | null) => Promise<Rescue | null>
  /** Cost of new passphrase slots; lower only in tests. */
  readonly cost?: KdfCost
}
