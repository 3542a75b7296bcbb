// What keeps keys of a vault outside of it: the system's keyring, and sessions. Types only.

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
