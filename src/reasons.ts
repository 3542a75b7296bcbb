// Everything that can go wrong, with what is told about it. errors.ts gives each its kind, messages/ its sentence.

/** What brings a damaged vault back. */
export interface Rescue {
  /** The newest good backup. */
  readonly backup: string
  /** What --vault was given as, so that the command is the whole one; null when it was not. */
  readonly vault: string | null
}

/** What a QR code holds that is no key: enough to tell it from others, nothing that may be secret. */
export type OtherCode =
  | { readonly kind: 'link'; readonly host: string }
  | { readonly kind: 'wifi' }
  /** In characters. */
  | { readonly kind: 'text'; readonly length: number }

/**
 * Every failure that ukp knows, with the facts its sentence needs.
 * Facts may hold names of files, accounts and options; never a secret, a passphrase, a code or a deletion code.
 */
export interface Facts {
  // usage
  'unknown-command': { command: string; suggestion: string | null }
  'unknown-option': { option: string; suggestion: string | null }
  'missing-argument': { argument: string }
  'too-many-arguments': Record<never, never>
  'missing-value': { option: string }
  'invalid-value': { option: string; allowed: string }
  'conflicting-options': { first: string; second: string }
  'secret-in-argument': Record<never, never>
  'missing-option': { option: string }
  /** `instead`: the command that has the same as JSON. */
  'not-as-json': { instead: string }
  'option-needed': { option: string; allowed: string }
  'dashes-needed': Record<never, never>
  'variable-twice': { name: string }
  /** `code`: what the system says, as ENOENT. */
  'program-not-started': { program: string; code: string }
  'export-needs-folder': Record<never, never>
  'export-to-terminal': Record<never, never>
  'target-password-short': { minimum: number }
  'target-password-mismatch': Record<never, never>
  'name-needed': Record<never, never>
  'for-one-account': { what: string; count: number }
  'name-taken': { name: string }
  'name-invalid': Record<never, never>
  'nothing-to-change': Record<never, never>
  'not-time-based': { name: string; option: string }
  'counter-at-end': { name: string }
  'passphrase-short': { minimum: number }
  'passphrase-mismatch': Record<never, never>
  'file-exists': { file: string }
  'recipient-invalid': Record<never, never>
  'last-way-in': Record<never, never>
  'keys-left': { names: readonly string[] }
  'passphrase-same': Record<never, never>
  'passphrase-is-recovery-key': Record<never, never>
  'recovery-key-there': { title: string }
  // not-found, ambiguous
  'account-not-found': { query: string; similar: readonly string[] }
  'account-in-trash': { name: string }
  'vault-has-no-accounts': Record<never, never>
  'all-in-trash': Record<never, never>
  'not-in-trash': { query: string }
  'field-empty': { name: string; field: 'account' | 'deletion-code' }
  ambiguous: { query: string; names: readonly string[] }
  'choose-one': { names: readonly string[] }
  'key-not-found': { id: string }
  'key-ambiguous': { names: readonly string[] }
  'nothing-to-restore': { name: string }
  'no-copies': Record<never, never>
  // locked
  'wrong-passphrase': Record<never, never>
  'wrong-key-file': { file: string }
  'no-terminal': Record<never, never>
  'new-vault-passphrase': Record<never, never>
  'credential-unsafe': { file: string }
  'credential-unreadable': { file: string }
  'passphrase-invalid': Record<never, never>
  'key-file-invalid': { file: string }
  'no-key-slot': Record<never, never>
  'no-passphrase-slot': Record<never, never>
  'recovery-key-invalid': { group: number | null }
  'wrong-recovery-key': Record<never, never>
  'no-recovery-slot': Record<never, never>
  'backup-locked': { file: string; option: string }
  'source-password-needed': { app: string }
  'source-password-wrong': { app: string }
  // the vault
  'no-vault': { file: string }
  'vault-lost': { file: string; backup: string }
  'vault-empty-file': { file: string; rescue?: Rescue }
  'vault-not-a-vault': { file: string; rescue?: Rescue }
  'vault-torn': { file: string; rescue?: Rescue }
  'vault-damaged': { file: string; part: string; rescue?: Rescue }
  'vault-limits': { file: string; part: string; rescue?: Rescue }
  'vault-not-a-file': { file: string }
  'vault-newer': { file: string }
  // bad-input
  'file-not-found': { file: string }
  'file-unreadable': { file: string; code: string }
  'folder-not-found': { file: string }
  'input-too-large': { file: string; limit: string }
  'input-not-text': Record<never, never>
  'input-empty': Record<never, never>
  'picture-not-found': { file: string }
  'picture-unreadable': { file: string }
  'picture-too-large': { file: string; limit: string }
  'picture-too-costly': { file: string }
  'picture-unsupported': { file: string; format: string }
  'qr-none': { file: string }
  'qr-not-otp': { file: string; holds: OtherCode }
  'qr-dap': { file: string }
  'key-empty': Record<never, never>
  'key-bad-character': { character: string; position: number; guess: string | null }
  'key-bad-length': { length: number }
  'key-too-short': { length: number }
  'key-too-long': { limit: number }
  'link-invalid': { part: string; value: string | null }
  'link-unknown-type': { type: string }
  'link-algorithm': { algorithm: string }
  'migration-damaged': Record<never, never>
  'migration-entry': { what: string }
  'migration-missing': { missing: readonly number[]; size: number }
  // `app`: the program that a file comes from.
  'import-unknown': { file: string }
  /** What the columns are called; … for what is no name of a column, and may be a key. */
  'import-table': { file: string; names: readonly string[] }
  'import-spreadsheet': { file: string }
  'import-not-format': { file: string; format: string }
  'import-damaged': { app: string }
  'import-costly': { app: string; cost: string }
  'import-restricted': { app: string }
  'import-no-export': { app: string }
  'import-empty': { file: string }
  'import-vault': { file: string }
  'export-nothing': { app: string }
  'entry-field': { field: string; value: string | null }
  'line-unknown': Record<never, never>
  'same-key': { name: string }
  'same-key-in-trash': { name: string }
  'same-key-differs': { name: string; field: string; here: number; there: number }
  'deletion-code-invalid': Record<never, never>
  'text-too-long': { field: string; limit: number }
  'too-many-tags': { limit: number }
  'vault-full': { limit: number }
  'key-slots-full': { limit: number }
  // the rest
  busy: { holder: string }
  'keys-changed': Record<never, never>
  'vault-older': { file: string; generation: number; seen: number }
  'vault-forked': { file: string; generation: number }
  /** Seconds that the clock is off. */
  'clock-wrong': { seconds: number; slow: boolean }
  'code-unknown': Record<never, never>
  'backup-rejected': { file: string; reason: string }
  // a vault on paper
  'page-to-terminal': Record<never, never>
  'paper-none': { file: string }
  'paper-missing': { missing: readonly number[]; size: number }
  /** Numbers of their saves. */
  'paper-mixed': { names: readonly string[] }
  /** Codes that it would take. */
  'paper-too-large': { codes: number; limit: number }
  partial: { taken: number; refused: number }
  'import-partial': { refused: number }
  'export-partial': { refused: number }
  'picture-kept': { file: string; code: string }
  'no-session': { reason: 'windows' | 'unmade' | 'unsafe' | 'long' | 'logout' | 'other'; folder: string }
  'no-live-terminal': Record<never, never>
  'no-keyring': { reason: 'module' | 'bus' | 'locked' | 'other' }
  /** Columns. */
  'window-narrow': { needed: number; columns: number }
  /** Lines. */
  'window-low': { needed: number; lines: number }
  /**
   * remote: no display, over SSH. program: the program that `install` brings is missing. terminal: none for --osc52.
   * `reading`: nothing was to be copied, but read or cleared.
   */
  'no-clipboard': {
    reason: 'display' | 'remote' | 'program' | 'terminal' | 'other'
    install?: string | null
    reading?: true
  }
  'clipboard-empty': Record<never, never>
  'clipboard-no-qr': Record<never, never>
  'clipboard-kept': Record<never, never>
  'screen-no-qr': Record<never, never>
  /** `install`: packages of which one is missing. refused: the system or the person did not allow it. */
  'no-screen': { reason: 'display' | 'remote' | 'program' | 'refused' | 'other'; install: string | null }
  'save-unconfirmed': { file: string }
  'write-failed': { file: string; code: string }
  'vault-read-only': { file: string }
  'link-broken': { file: string }
  'memory-short': Record<never, never>
  unexpected: { detail: string }
  'word-wrong': Record<never, never>
  cancelled: Record<never, never>
  // ukp enroll
  'enroll-unattended': Record<never, never>
  /** What is saved of the account in hand; `name` is null before there is any. `vault`: as --vault was given. */
  'enroll-stopped': {
    name: string | null
    /** The name of the line, when nothing is saved yet. */
    wanted: string | null
    deletionCode: boolean | null
    backup: boolean
    vault: string | null
  }
}
