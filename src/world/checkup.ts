// What `ukp doctor` asks of the outside. Types only; each looks and changes nothing.
import type { TimeFailure } from '../findings.ts'
import type { BackupFile } from './copies.ts'

/** What the system says of its clock, without any network. */
export interface ClockSigns {
  /** null: nothing here says. */
  readonly synchronised: boolean | null
  /** Who says so; null when nobody does. */
  readonly by: string | null
  /** Whether `timedatectl` is there to set it right. */
  readonly systemd: boolean
}

/** What a time server said. */
export type TimeAnswer =
  | {
      /** What the clock here lacks: positive when it is slow. */
      readonly offsetMs: number
      /** There and back, without what the server took. */
      readonly delayMs: number
      /** How many answers the best was chosen of. */
      readonly samples: number
    }
  | { readonly failed: TimeFailure; readonly code: string }

export interface FileTime {
  readonly file: string
  /** Unix milliseconds. */
  readonly ms: number
}

/** Files that other users of this computer can get at. */
export interface Permissions {
  /** How many were looked at. */
  readonly looked: number
  readonly readable: readonly string[]
  readonly writable: readonly string[]
}

export type LockState =
  | { readonly is: 'free' }
  | { readonly is: 'held'; readonly holder: string }
  | { readonly is: 'left'; readonly file: string }

export interface BackupSigns {
  /** Newest first. */
  readonly list: readonly BackupFile[]
  /** Named as backups, and none, or damaged as far as the key at hand can tell. */
  readonly unreadable: readonly string[]
  /** Whether one of them is on another disk than the vault. */
  readonly elsewhere: boolean
  /** Written by this computer to a folder that is not there now. */
  readonly away: readonly string[]
}

export interface Computer {
  /** The locale's name, '' when none is set. */
  readonly locale: string
  /** Whether letters beyond ASCII are written as the terminal expects them. */
  readonly utf8: boolean
  /** TERM says that the terminal can do nothing. */
  readonly dumb: boolean
  /** As process.version, without the v. */
  readonly node: string
  /** Whether the compiled form of the program is kept beside it. */
  readonly compiled: 'kept' | 'not-yet' | 'read-only'
}

export interface FoundPictures {
  readonly folders: readonly string[]
  /** Newest first. */
  readonly files: readonly string[]
  /** How many more there are. */
  readonly left: number
}

export interface Checkup {
  clockSigns(): Promise<ClockSigns>
  /** The only thing here that uses the network. */
  askTimeServer(host: string, port: number): Promise<TimeAnswer>
  /** Of the vault, its backups and the program. */
  fileTimes(): Promise<readonly FileTime[]>
  /** null where they say nothing (Windows). */
  permissions(): Promise<Permissions | null>
  /** The program that copies the vault's folder to other computers, by name; null when none is known to. */
  syncedBy(): Promise<string | null>
  lock(): Promise<LockState>
  /** @param key the vault's data key, 32 bytes; null when it was not opened */
  backups(vaultId: string | null, key: Uint8Array | null): Promise<BackupSigns>
  keyring(): Promise<'there' | 'locked' | 'module' | 'bus' | 'other'>
  session(): Promise<{ readonly is: 'there' | 'windows' | 'unmade' | 'unsafe'; readonly folder: string }>
  /** The native code that derives keys; null where there is none. */
  derivation(): Promise<string | null>
  computer(): Promise<Computer>
  /**
   * Pictures by the ends of their names, in folders and two levels below, never through a link.
   * @param folders empty: the vault's folder and those where pictures come to lie
   * @throws UkpError folder-not-found
   */
  pictures(folders: readonly string[], most: number): Promise<FoundPictures>
}
