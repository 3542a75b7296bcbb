// An error is a kind with facts. The sentence and the next step stand in messages/, the exit code here.
// Numbers are frozen: scripts rely on them (docs/exit-codes.md). No sentence is ever built here.

/** Exit code of each kind of failure. Several kinds may share a number; a number never changes its meaning. */
export const EXIT = {
  unexpected: 1,
  usage: 2,
  'not-found': 3,
  ambiguous: 3,
  locked: 4,
  'no-vault': 5,
  'vault-damaged': 5,
  'vault-newer': 5,
  'bad-input': 6,
  busy: 7,
  rejected: 8,
  partial: 9,
  unavailable: 10,
  unconfirmed: 11,
  cancelled: 130,
} as const

export type Kind = keyof typeof EXIT

/** What brings a damaged vault back. */
export interface Rescue {
  /** The newest good backup. */
  readonly backup: string
  /** What --vault was given as, so that the command is the whole one; null when it was not. */
  readonly vault: string | null
}

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
  'not-in-trash': { query: string }
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
  'qr-not-otp': { file: string }
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
  'same-key': { name: string }
  'same-key-in-trash': { name: string }
  'deletion-code-invalid': Record<never, never>
  'text-too-long': { field: string; limit: number }
  'vault-full': { limit: number }
  'key-slots-full': { limit: number }
  // the rest
  busy: { holder: string }
  'keys-changed': Record<never, never>
  'vault-older': { file: string; generation: number; seen: number }
  'vault-forked': { file: string; generation: number }
  'code-unknown': Record<never, never>
  'backup-rejected': { file: string; reason: string }
  'backup-other-vault': { file: string }
  partial: { taken: number; refused: number }
  'no-keyring': { reason: 'module' | 'bus' | 'locked' | 'other' }
  'no-clipboard': { reason: 'display' | 'program' | 'other' }
  'save-unconfirmed': { file: string }
  'write-failed': { file: string; code: string }
  'vault-read-only': { file: string }
  'link-broken': { file: string }
  'memory-short': Record<never, never>
  unexpected: { detail: string }
  cancelled: Record<never, never>
}

export type Reason = keyof Facts

const KIND: Readonly<Record<Reason, Kind>> = {
  'unknown-command': 'usage',
  'unknown-option': 'usage',
  'missing-argument': 'usage',
  'too-many-arguments': 'usage',
  'missing-value': 'usage',
  'invalid-value': 'usage',
  'conflicting-options': 'usage',
  'secret-in-argument': 'usage',
  'missing-option': 'usage',
  'name-needed': 'usage',
  'for-one-account': 'usage',
  'name-taken': 'usage',
  'name-invalid': 'usage',
  'nothing-to-change': 'usage',
  'not-time-based': 'usage',
  'counter-at-end': 'bad-input',
  'passphrase-short': 'usage',
  'passphrase-mismatch': 'usage',
  'file-exists': 'usage',
  'recipient-invalid': 'usage',
  'last-way-in': 'usage',
  'keys-left': 'usage',
  'passphrase-same': 'usage',
  'passphrase-is-recovery-key': 'usage',
  'recovery-key-there': 'usage',
  'account-not-found': 'not-found',
  'account-in-trash': 'not-found',
  'vault-has-no-accounts': 'not-found',
  'not-in-trash': 'not-found',
  ambiguous: 'ambiguous',
  'choose-one': 'ambiguous',
  'key-not-found': 'not-found',
  'key-ambiguous': 'ambiguous',
  'nothing-to-restore': 'not-found',
  'no-copies': 'not-found',
  'wrong-passphrase': 'locked',
  'wrong-key-file': 'locked',
  'no-terminal': 'locked',
  'new-vault-passphrase': 'locked',
  'credential-unsafe': 'locked',
  'credential-unreadable': 'locked',
  'passphrase-invalid': 'locked',
  'key-file-invalid': 'locked',
  'no-key-slot': 'locked',
  'no-passphrase-slot': 'locked',
  'recovery-key-invalid': 'locked',
  'wrong-recovery-key': 'locked',
  'no-recovery-slot': 'locked',
  'backup-locked': 'locked',
  'no-vault': 'no-vault',
  'vault-lost': 'no-vault',
  'vault-empty-file': 'vault-damaged',
  'vault-not-a-vault': 'vault-damaged',
  'vault-torn': 'vault-damaged',
  'vault-damaged': 'vault-damaged',
  'vault-limits': 'vault-damaged',
  'vault-not-a-file': 'vault-damaged',
  'vault-newer': 'vault-newer',
  'file-not-found': 'bad-input',
  'file-unreadable': 'bad-input',
  'folder-not-found': 'bad-input',
  'input-too-large': 'bad-input',
  'input-not-text': 'bad-input',
  'input-empty': 'bad-input',
  'picture-not-found': 'bad-input',
  'picture-unreadable': 'bad-input',
  'picture-too-large': 'bad-input',
  'picture-too-costly': 'bad-input',
  'picture-unsupported': 'bad-input',
  'qr-none': 'bad-input',
  'qr-not-otp': 'bad-input',
  'qr-dap': 'bad-input',
  'key-empty': 'bad-input',
  'key-bad-character': 'bad-input',
  'key-bad-length': 'bad-input',
  'key-too-short': 'bad-input',
  'key-too-long': 'bad-input',
  'link-invalid': 'bad-input',
  'link-unknown-type': 'bad-input',
  'link-algorithm': 'bad-input',
  'migration-damaged': 'bad-input',
  'migration-entry': 'bad-input',
  'migration-missing': 'bad-input',
  'same-key': 'bad-input',
  'same-key-in-trash': 'bad-input',
  'deletion-code-invalid': 'bad-input',
  'text-too-long': 'bad-input',
  'vault-full': 'bad-input',
  'key-slots-full': 'usage',
  busy: 'busy',
  'keys-changed': 'busy',
  'vault-older': 'rejected',
  'vault-forked': 'rejected',
  'code-unknown': 'rejected',
  'backup-rejected': 'rejected',
  'backup-other-vault': 'rejected',
  partial: 'partial',
  'no-keyring': 'unavailable',
  'no-clipboard': 'unavailable',
  'save-unconfirmed': 'unconfirmed',
  'write-failed': 'unexpected',
  'vault-read-only': 'unexpected',
  'link-broken': 'unexpected',
  'memory-short': 'unexpected',
  unexpected: 'unexpected',
  cancelled: 'cancelled',
}

/** Any failure that a person is told about. `message` is the bare reason, so that a stray print leaks nothing. */
export class UkpError<R extends Reason = Reason> extends Error {
  override readonly name = 'UkpError'
  readonly reason: R
  readonly facts: Facts[R]

  constructor(reason: R, facts: Facts[R], options?: { cause?: unknown }) {
    super(reason, options)
    this.reason = reason
    this.facts = facts
  }

  get kind(): Kind {
    return KIND[this.reason]
  }

  get exitCode(): number {
    return EXIT[this.kind]
  }
}

/** Every reason, for tests and documents that must name them all. */
export const REASONS: readonly Reason[] = Object.keys(KIND) as Reason[]

/** Kind of a reason. */
export function kindOf(reason: Reason): Kind {
  return KIND[reason]
}

/** Narrows an unknown thrown value to a failure with this reason. */
export function isReason<R extends Reason>(error: unknown, reason: R): error is UkpError<R> {
  return error instanceof UkpError && error.reason === reason
}
