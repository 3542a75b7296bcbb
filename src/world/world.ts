// What the outside offers a command. Types only: commands see the real parts through these, tests put others in.
import type { Account } from '../otp/account.ts'
import type { Credential } from '../vault/slots/slot.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { Checkup } from './checkup.ts'
import type { Backups, Copies } from './copies.ts'
import type { Clipboard, Screen } from './desktop.ts'
import type { Files, Pictures } from './files.ts'
import type { Keyring, Sessions } from './keys.ts'
import type { Progress } from './progress.ts'
import type { LiveScreen, Prompts, TextSink } from './terminal.ts'
import type { Access } from './vault.ts'

export type * from './checkup.ts'
export type * from './copies.ts'
export type * from './desktop.ts'
export type * from './files.ts'
export type * from './keys.ts'
export type * from './progress.ts'
export type * from './terminal.ts'
export type * from './vault.ts'

export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number
  sleep(ms: number): Promise<void>
  /** Minutes that this computer's clock is east of UTC at a moment, Unix time in milliseconds. */
  zoneMinutes(ms: number): number
}

/** Which codes were handed out on this computer, so that --fresh can avoid them. */
export interface HandedOut {
  /**
   * Claims the code of one time step.
   * @returns false when it was claimed before
   */
  claim(vaultId: string, account: Pick<Account, 'id'>, step: number): Promise<boolean>
}

/** Another program with its arguments. */
export interface ChildProgram {
  /** A path, or a name that is looked up in PATH. No shell reads it. */
  readonly program: string
  readonly args: readonly string[]
  /** Set in its environment, over what is there, and nowhere else. */
  readonly variables: Readonly<Record<string, string>>
}

/** How a program ended. */
export type Ended = { readonly exit: number } | { readonly signal: NodeJS.Signals }

export interface World {
  readonly platform: NodeJS.Platform
  readonly out: TextSink
  readonly err: TextSink
  /** All of standard input. @throws UkpError input-too-large */
  readStdin(limit: number): Promise<Uint8Array>
  readonly clock: Clock
  random(length: number): Uint8Array
  /** null when there is no controlling terminal or --no-input was given. */
  prompts(): Promise<Prompts | null>
  /**
   * Shows something on the whole controlling terminal, for as long as `show` runs; no question can be asked meanwhile.
   * Afterwards the terminal is as it was.
   * @throws UkpError no-live-terminal where there is none, or one that only prints (TERM=dumb), or with --no-input
   */
  live<T>(show: (screen: LiveScreen) => Promise<T>): Promise<T>
  /** Before anything is asked for that `live` would need. @throws UkpError no-live-terminal */
  demandLive(): Promise<void>
  readonly files: Files
  readonly pictures: () => Promise<Pictures>
  readonly progress: () => Promise<Progress>
  readonly clipboard: Clipboard
  readonly screen: () => Promise<Screen>
  readonly vault: Access
  /** Opens without a question and without a trace, for completion; null when that cannot be. */
  openQuietly(): Promise<OpenVault | null>
  readonly copies: () => Promise<Copies>
  readonly keyring: () => Promise<Keyring>
  readonly sessions: () => Promise<Sessions>
  /** What doctor looks at. */
  readonly checkup: () => Promise<Checkup>
  /** A passphrase that was not there before: from a file, or asked for twice. */
  newPassphrase(file: string | undefined): Promise<Uint8Array>
  /** A typed passphrase. @throws UkpError passphrase-invalid */
  passphraseCredential(typed: string): Credential
  /** The password of another app's file: the first line of a file that only its owner can read. */
  foreignPassword(file: string): Promise<string>
  /** A passphrase or key file that opens one of the other ways to unlock, to keep it under a new data key. */
  credentialFrom(kind: 'passphrase' | 'raw', file: string): Promise<Credential>
  readonly backups: () => Promise<Backups>
  readonly handedOut: HandedOut
  /**
   * Starts a program on our streams, passes signals on to it and waits for its end. Nothing can be asked afterwards.
   * @throws UkpError program-not-started
   */
  runProgram(child: ChildProgram): Promise<Ended>
}
