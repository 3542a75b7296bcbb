// An error is a kind with facts. The sentence and the next step stand in messages/, the exit code here.
// Numbers are frozen: scripts rely on them (docs/exit-codes.md). No sentence is ever built here.

import type { Facts } from './reasons.ts'

export type { Facts, OtherCode, Rescue } from './reasons.ts'

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
  'not-as-json': 'usage',
  'option-needed': 'usage',
  'dashes-needed': 'usage',
  'variable-twice': 'usage',
  'program-not-started': 'usage',
  'export-needs-folder': 'usage',
  'export-to-terminal': 'usage',
  'target-password-short': 'usage',
  'target-password-mismatch': 'usage',
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
  'all-in-trash': 'not-found',
  'not-in-trash': 'not-found',
  'field-empty': 'not-found',
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
  'source-password-needed': 'locked',
  'source-password-wrong': 'locked',
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
  'clipboard-empty': 'bad-input',
  'clipboard-no-qr': 'bad-input',
  'clipboard-kept': 'partial',
  'screen-no-qr': 'bad-input',
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
  'import-unknown': 'bad-input',
  'import-table': 'bad-input',
  'import-spreadsheet': 'bad-input',
  'import-not-format': 'bad-input',
  'import-damaged': 'bad-input',
  'import-costly': 'bad-input',
  'import-restricted': 'bad-input',
  'import-no-export': 'bad-input',
  'import-empty': 'bad-input',
  'import-vault': 'bad-input',
  'export-nothing': 'bad-input',
  'entry-field': 'bad-input',
  'line-unknown': 'bad-input',
  'same-key': 'bad-input',
  'same-key-in-trash': 'bad-input',
  'same-key-differs': 'bad-input',
  'deletion-code-invalid': 'bad-input',
  'text-too-long': 'bad-input',
  'too-many-tags': 'bad-input',
  'vault-full': 'bad-input',
  'key-slots-full': 'usage',
  busy: 'busy',
  'keys-changed': 'busy',
  'vault-older': 'rejected',
  'vault-forked': 'rejected',
  'code-unknown': 'rejected',
  'clock-wrong': 'rejected',
  'backup-rejected': 'rejected',
  'page-to-terminal': 'usage',
  'paper-none': 'bad-input',
  'paper-missing': 'bad-input',
  'paper-mixed': 'bad-input',
  'paper-too-large': 'bad-input',
  partial: 'partial',
  'import-partial': 'partial',
  'export-partial': 'partial',
  'picture-kept': 'partial',
  'no-session': 'unavailable',
  'no-live-terminal': 'unavailable',
  'no-keyring': 'unavailable',
  'no-clipboard': 'unavailable',
  'no-screen': 'unavailable',
  'window-low': 'unavailable',
  'window-narrow': 'unavailable',
  'save-unconfirmed': 'unconfirmed',
  'write-failed': 'unexpected',
  'vault-read-only': 'unexpected',
  'link-broken': 'unexpected',
  'memory-short': 'unexpected',
  unexpected: 'unexpected',
  'word-wrong': 'cancelled',
  cancelled: 'cancelled',
  'enroll-unattended': 'unavailable',
  'enroll-stopped': 'cancelled',
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
