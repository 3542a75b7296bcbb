// What the outside offers a command. Types only: commands see the real parts through these, tests put others in.
import type { Account } from './otp/account.ts'
import type { Credential } from './vault/slots/slot.ts'
import type { OpenVault } from './vault/vault.ts'
import type { Checkup } from './world-checkup.ts'
import type { Clipboard, Screen } from './world-desktop.ts'
import type { Progress } from './world-progress.ts'
import type { Access } from './world-vault.ts'

export type * from './world-checkup.ts'
export type { Clipboard, ClipboardContent, ClipboardDescription, Screen } from './world-desktop.ts'
export type { Progress, Running } from './world-progress.ts'
export type { Access, Applied, ChangeOptions, Refreshed, Saved, SlotWork } from './world-vault.ts'

export interface TextSink {
  write(text: string): void
  /** Resolves once the text is out. When it cannot be written, the program ends and nothing after it happens. */
  writeNow(text: string): Promise<void>
  readonly isTerminal: boolean
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number
  /** Lines of the terminal; 24 where there is none. */
  readonly rows: number
  /** Whether colours are wanted here: a terminal, NO_COLOR, FORCE_COLOR, --no-color. */
  readonly color: boolean
}

export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number
  sleep(ms: number): Promise<void>
  /** Minutes that this computer's clock is east of UTC at a moment, Unix time in milliseconds. */
  zoneMinutes(ms: number): number
}

/** Questions on the controlling terminal. Ctrl-C throws UkpError cancelled. */
export interface Prompts {
  /** Nothing that is typed is shown, save a dot for each character. */
  secret(question: string): Promise<string>
  text(question: string): Promise<string>
  /** The safe answer, no, is the default. */
  confirm(question: string): Promise<boolean>
  /** `find` gives what may be chosen for what was typed so far, best first. */
  choose(question: string, find: (typed: string) => readonly { name: string; value: string }[]): Promise<string>
  /** A line on the terminal, for what belongs to the question. */
  tell(text: string): void
}

/** A key that was pressed; `clear` is Ctrl-U and Ctrl-W. `text` has what was typed when that is its name, else ''. */
export interface Key {
  readonly name:
    | 'text'
    | 'up'
    | 'down'
    | 'left'
    | 'right'
    | 'page-up'
    | 'page-down'
    | 'home'
    | 'end'
    | 'enter'
    | 'backspace'
    | 'clear'
    | 'escape'
    | 'tab'
  readonly text: string
}

/** The whole terminal, for a picture that changes. */
export interface LiveScreen {
  readonly color: boolean
  /** As it is now. */
  size(): { readonly columns: number; readonly rows: number }
  /** Shows these lines and nothing else; what is wider than the terminal is cut. */
  draw(lines: readonly string[]): void
  /**
   * What happens next: a key, another size of the terminal, or nothing within so many milliseconds.
   * @throws UkpError cancelled on Ctrl-C, Ctrl-D and when the terminal goes
   */
  next(waitMs: number): Promise<Key | 'resized' | 'tick'>
}

export interface Files {
  /** @throws UkpError file-not-found, file-unreadable, input-too-large */
  read(file: string, limit: number): Promise<Uint8Array>
  /** Whether it is a folder; false when it does not exist. */
  isFolder(file: string): Promise<boolean>
  /** The plain files of a folder, as paths in it, sorted; hidden ones are left out. @throws UkpError file-unreadable */
  list(folder: string): Promise<string[]>
  /** Bytes into a new file of mode 0600. @throws UkpError file-exists, write-failed */
  createPrivate(file: string, bytes: Uint8Array): Promise<void>
  /** All of them or none: what was written goes when a later one fails, or when the program is told to end. */
  createAllPrivate(files: readonly { readonly file: string; readonly bytes: Uint8Array }[]): Promise<void>
  /** A folder of mode 0700, where there is none yet. @throws UkpError write-failed, file-exists (a file of this name) */
  createFolder(folder: string): Promise<void>
  /** Whether there is anything of this name. */
  exists(file: string): Promise<boolean>
  /** Takes away a file that this command has just made and that turned out to be of no use. */
  remove(file: string): Promise<void>
  /** A file as a person types it, or as a terminal does when it is dropped there: quotes, escapes, file://, ~. */
  typedPath(typed: string): Promise<string>
}

/** Who else may have a file. */
export interface Whereabouts {
  /** The program that copies its folder to other computers, by name; null when none is known to. */
  readonly syncedBy: string | null
  /** Other users of this computer. */
  readonly othersCanRead: boolean
}

export interface Pictures {
  /**
   * The texts of all QR codes in a picture, each once; nothing when there is none.
   * @param file the name that an error tells
   * @throws UkpError picture-unreadable, picture-unsupported, picture-too-large, picture-too-costly
   */
  readQr(bytes: Uint8Array, file: string): Promise<readonly string[]>
  /** Where a picture lies. Never throws. */
  whereabouts(file: string): Promise<Whereabouts>
  /** Deletes a picture that `readQr` has read, if it is still the same. @throws UkpError picture-kept */
  remove(file: string): Promise<void>
}

/** The operating system's keyring. */
export interface Keyring {
  /** Keeps 32 bytes; proven by reading them back from another process. @throws UkpError no-keyring */
  store(vaultId: string, slotId: string, key: Uint8Array): Promise<void>
  /** The 32 bytes; null when there are none, or the keyring is locked or not there. Never throws. */
  load(vaultId: string, slotId: string): Promise<Uint8Array | null>
  /** false when there was nothing to forget, or the keyring is not there. */
  forget(vaultId: string, slotId: string): Promise<boolean>
}

/** Processes that hold a vault's data key for a while, so that the next commands need no way to unlock. */
export interface Sessions {
  /**
   * Whether there can be one, before anybody is asked for a passphrase.
   * @returns what will end one without a time, or one with a time besides it
   * @throws UkpError no-session
   */
  demand(how: { readonly timed: boolean }): Promise<'logout' | 'terminal' | 'time'>
  /**
   * Hands the key to a new session, which takes the place of the one before.
   * @param end milliseconds from now and Unix time in milliseconds; both null: until logout
   * @throws UkpError no-session
   */
  start(
    vaultId: string,
    dataKey: Uint8Array,
    end: { readonly forMs: number | null; readonly untilMs: number | null },
  ): Promise<void>
  /** false when there was none. */
  lock(vaultId: string): Promise<boolean>
  /** @returns how many there were */
  lockAll(): Promise<number>
}

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
