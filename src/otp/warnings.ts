// What a reader noticed and took all the same. The sentence of each stands in messages/.
import type { NewAccount } from './account.ts'

export interface WarningFacts {
  /** The link's label and its issuer parameter name different issuers; the parameter won. */
  'label-issuer': { label: string; parameter: string }
  'label-missing': Record<never, never>
  /** A raw # or a malformed percent escape stood in the label and was taken as it is. */
  'label-raw': Record<never, never>
  /** No encoder writes this length; the left-over bits were dropped. */
  'odd-length': { length: number }
  /** The bits after the last byte are not zero: probably the last character is mistyped. */
  'unusual-end': Record<never, never>
  'short-key': { bits: number }
  'counter-missing': Record<never, never>
  'type-missing': Record<never, never>
  /** The issuer is Steam, whose codes are letters and digits, and the link does not say which kind it is. */
  'steam-issuer': { taken: 'totp' | 'steam' }
  'few-digits': { digits: number }
  /** In characters. */
  'note-cut': { limit: number }
  'long-period': { period: number }
  /** A spreadsheet drops the zeros at the start of what it takes for a number; the account was taken without the code. */
  'deletion-code-short': { length: number }
  'deletion-code-wrong': Record<never, never>
}

export type WarningCode = keyof WarningFacts

export type Warning = { [C in WarningCode]: { readonly code: C; readonly facts: WarningFacts[C] } }[WarningCode]

/** An account out of a link, a QR code or a file, with what was noticed on the way. */
export interface ReadAccount {
  readonly account: NewAccount
  readonly warnings: readonly Warning[]
}
