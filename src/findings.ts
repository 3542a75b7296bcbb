// Everything that `ukp doctor` can find, with what is told about it. messages/ gives each its sentence and its remedy.

/** broken: something does not work, or codes are refused. warning: something to be done. note: to be known. */
export type FindingState = 'ok' | 'note' | 'warning' | 'broken'

/** In the order in which they are shown. */
export const FINDING_GROUPS = ['clock', 'vault', 'backups', 'accounts', 'pictures', 'computer'] as const
export type FindingGroup = (typeof FINDING_GROUPS)[number]

/** Where the clock is set right: by a command, or in the settings. */
export type ClockSystem = 'systemd' | 'windows' | 'macos' | 'other'

/** Why a time server gave no time. name: not found. kiss: it asks to be left alone, with its code. */
export type TimeFailure =
  | 'name'
  | 'unreachable'
  | 'refused'
  | 'silent'
  | 'forged'
  | 'garbled'
  | 'unsynchronised'
  | 'kiss'

/** Names of files and accounts, numbers and dates; never a secret, a code, a deletion code or what a picture holds. */
export interface FindingFacts {
  'clock-synchronised': { by: string }
  'clock-unsynchronised': { by: string; system: ClockSystem }
  'clock-unknown': { system: ClockSystem }
  /** The clock is so many seconds before the time of this file, ISO 8601 UTC. */
  'clock-behind': { seconds: number; newest: string; file: string; system: ClockSystem }
  /** Positive: the clock is slow. Milliseconds of the way there and back. */
  'clock-offset': { seconds: number; server: string; samples: number; delayMs: number; system: ClockSystem }
  /** `code` is a code of the system or of the server, or ''. */
  'time-server-failed': { server: string; reason: TimeFailure; code: string }

  'vault-missing': { file: string }
  'vault-file': { file: string; format: string; generation: number; bytes: number; opened: boolean }
  /** The sentence is that of the failure. */
  'vault-broken': { kind: string; exit: number }
  'vault-locked': { kind: string; exit: number }
  'permissions-fine': { files: number }
  'permissions-unknown': Record<never, never>
  'permissions-readable': { files: readonly string[] }
  'permissions-writable': { files: readonly string[] }
  'vault-local': { folder: string }
  'vault-synced': { folder: string; service: string }
  'vault-alone': Record<never, never>
  'vault-copies': { files: readonly string[] }
  'vault-busy': { holder: string }
  'lock-left': { file: string }

  'backup-none': Record<never, never>
  /** `created` ISO 8601 UTC; `days` since then. */
  'backup-current': { file: string; created: string; days: number }
  'backup-old': { file: string; created: string; days: number }
  /** The vault was not opened, or is gone: whether anything was saved since cannot be told. */
  'backup-there': { file: string; created: string; days: number }
  'backup-unreadable': { files: readonly string[] }
  'backup-same-disk': { folder: string }
  'backup-away': { files: readonly string[] }

  'accounts-unseen': Record<never, never>
  'accounts-none': Record<never, never>
  'accounts-fine': { count: number }
  'deletion-code-missing': { names: readonly string[] }
  'same-label': { names: readonly string[] }
  'earlier-keys': { names: readonly string[] }
  'entries-unreadable': { count: number }

  'picture-with-key': { file: string; service: string | null; othersCanRead: boolean }
  'pictures-fine': { looked: number; folders: readonly string[] }
  'pictures-looked': { looked: number; folders: readonly string[] }
  /** `left` were not looked at: there are too many, or it would take too long. */
  'pictures-left': { looked: number; left: number }

  clipboard: { way: string }
  'clipboard-open': { way: string; missing: string | null }
  'clipboard-none': { missing: string | null }
  keyring: Record<never, never>
  'keyring-locked': Record<never, never>
  'keyring-none': { reason: 'module' | 'bus' | 'other' }
  session: Record<never, never>
  'session-none': { reason: 'windows' | 'unmade' | 'unsafe'; folder: string }
  'derivation-native': { by: string }
  'derivation-slow': Record<never, never>
  terminal: { columns: number; rows: number; color: boolean }
  'terminal-none': Record<never, never>
  'terminal-narrow': { columns: number; rows: number }
  'terminal-dumb': Record<never, never>
  'terminal-encoding': { locale: string }
  /** `until`: the day on which its makers end their support; null when it is not known. */
  node: { version: string; until: string | null }
  'node-ended': { version: string; until: string }
  'node-unsupported': { version: string; needed: string }
  'start-fast': Record<never, never>
  'start-slow': { reason: 'not-yet' | 'read-only' }
}

export type FindingId = keyof FindingFacts

/** Those whose sentence is that of a failure. */
export type FailureFinding = 'vault-broken' | 'vault-locked'

const TABLE: Readonly<Record<FindingId, readonly [FindingGroup, FindingState]>> = {
  'clock-synchronised': ['clock', 'ok'],
  'clock-unsynchronised': ['clock', 'warning'],
  'clock-unknown': ['clock', 'note'],
  'clock-behind': ['clock', 'warning'],
  // As found: the seconds decide.
  'clock-offset': ['clock', 'ok'],
  'time-server-failed': ['clock', 'warning'],
  'vault-missing': ['vault', 'note'],
  'vault-file': ['vault', 'ok'],
  'vault-broken': ['vault', 'broken'],
  'vault-locked': ['vault', 'broken'],
  'permissions-fine': ['vault', 'ok'],
  'permissions-unknown': ['vault', 'note'],
  'permissions-readable': ['vault', 'warning'],
  'permissions-writable': ['vault', 'warning'],
  'vault-local': ['vault', 'ok'],
  'vault-synced': ['vault', 'note'],
  'vault-alone': ['vault', 'ok'],
  'vault-copies': ['vault', 'warning'],
  'vault-busy': ['vault', 'note'],
  'lock-left': ['vault', 'note'],
  'backup-none': ['backups', 'warning'],
  'backup-current': ['backups', 'ok'],
  'backup-old': ['backups', 'warning'],
  'backup-there': ['backups', 'ok'],
  'backup-unreadable': ['backups', 'warning'],
  'backup-same-disk': ['backups', 'note'],
  'backup-away': ['backups', 'note'],
  'accounts-unseen': ['accounts', 'note'],
  'accounts-none': ['accounts', 'note'],
  'accounts-fine': ['accounts', 'ok'],
  'deletion-code-missing': ['accounts', 'warning'],
  'same-label': ['accounts', 'note'],
  'earlier-keys': ['accounts', 'note'],
  'entries-unreadable': ['accounts', 'note'],
  'picture-with-key': ['pictures', 'warning'],
  'pictures-fine': ['pictures', 'ok'],
  'pictures-looked': ['pictures', 'ok'],
  'pictures-left': ['pictures', 'note'],
  clipboard: ['computer', 'ok'],
  'clipboard-open': ['computer', 'note'],
  'clipboard-none': ['computer', 'note'],
  keyring: ['computer', 'ok'],
  'keyring-locked': ['computer', 'note'],
  'keyring-none': ['computer', 'note'],
  session: ['computer', 'ok'],
  'session-none': ['computer', 'note'],
  'derivation-native': ['computer', 'ok'],
  'derivation-slow': ['computer', 'note'],
  terminal: ['computer', 'ok'],
  'terminal-none': ['computer', 'ok'],
  'terminal-narrow': ['computer', 'note'],
  'terminal-dumb': ['computer', 'note'],
  'terminal-encoding': ['computer', 'note'],
  node: ['computer', 'ok'],
  'node-ended': ['computer', 'note'],
  'node-unsupported': ['computer', 'warning'],
  'start-fast': ['computer', 'ok'],
  'start-slow': ['computer', 'note'],
}

/** Every id, in the order of the groups. */
export const FINDINGS: readonly FindingId[] = Object.keys(TABLE) as FindingId[]

export function groupOf(id: FindingId): FindingGroup {
  return TABLE[id][0]
}

/** The state of a finding, where nothing that was found decides. */
export function usualState(id: FindingId): FindingState {
  return TABLE[id][1]
}

/** What was found, and how grave it is. */
export interface Finding<Id extends FindingId = FindingId> {
  readonly id: Id
  readonly state: FindingState
  readonly facts: FindingFacts[Id]
}

export function finding<Id extends FindingId>(
  id: Id,
  facts: FindingFacts[Id],
  state: FindingState = usualState(id),
): Finding<Id> {
  return { id, state, facts }
}

/** Seconds that a clock may be off before a word is said, before most codes fail, and before all do: one period. */
export const CLOCK_SECONDS = { note: 2, warning: 10, broken: 30 } as const

export function clockState(seconds: number): FindingState {
  const off = Math.abs(seconds)
  if (off >= CLOCK_SECONDS.broken) return 'broken'
  return off >= CLOCK_SECONDS.warning ? 'warning' : off >= CLOCK_SECONDS.note ? 'note' : 'ok'
}
