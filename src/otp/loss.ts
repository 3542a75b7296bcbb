// What another app, or its file, cannot hold of an account. The words of each stand in messages/.

/** Why an account, or a part of it, does not come through. `value` says more where that is no secret. */
export interface Loss {
  readonly what: LossKind
  readonly value: string | number | null
}

export type LossKind =
  /** hotp, steam */
  | 'type'
  /** SHA224 and so on */
  | 'algorithm'
  | 'digits'
  /** Seconds. */
  | 'period'
  | 'counter'
  /** The key alone is longer than the app takes: its bytes. */
  | 'secret'
  /** The link is longer than a QR code holds: its bytes. */
  | 'size'
  /** What the person calls the account. */
  | 'name'
  | 'issuer'
  /** The user name. */
  | 'account'
  /** No value: a note may be private. */
  | 'note'
  /** Joined with ", ". */
  | 'tags'
  /** No value: it ends Ügyfélkapu+. */
  | 'deletion-code'
  /** How many earlier keys. */
  | 'history'
