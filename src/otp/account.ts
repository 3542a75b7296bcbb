// An account: one stored secret with its name. Types, bounds and defaults; nothing here knows a file or a clock.

export type OtpType = 'totp' | 'hotp' | 'steam'
export type Algorithm = 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512'

export const OTP_TYPES: readonly OtpType[] = ['totp', 'hotp', 'steam']
export const ALGORITHMS: readonly Algorithm[] = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512']

/** Bounds of everything a code is computed from. RFC 4226 section 5.3 asks for 6 digits or more; 5 is Steam's and rare others'. */
export const LIMITS = {
  digits: { min: 5, max: 10 },
  /** Seconds. Above 300 s no service is known but privacyIDEA's day password (86 400 s). */
  period: { min: 1, max: 86_400 },
  /** I-JSON (RFC 7493 section 2.2): integers are exact up to 2^53 - 1. */
  counter: { min: 0, max: Number.MAX_SAFE_INTEGER },
  /** Base32 characters, 4 KiB like every string of the vault. */
  secret: { max: 4096 },
  text: { max: 4096 },
  note: { max: 65_536 },
  tags: { max: 64 },
} as const

/** What a code is computed from. */
export interface OtpParameters {
  readonly type: OtpType
  /** Base32 (RFC 4648 section 6), upper case, no padding, as typed: left-over bits are kept, compare by bytes. */
  readonly secret: string
  readonly algorithm: Algorithm
  readonly digits: number
  /** Seconds; meaningless for hotp (kept at 30). */
  readonly period: number
  /** The counter of the next code (RFC 4226 section 5.2); 0 unless hotp. */
  readonly counter: number
}

/** An account as read from a QR code, a link or a key, before it is in a vault. */
export interface NewAccount extends OtpParameters {
  /** '' when unknown. */
  readonly issuer: string
  /** User name at the issuer; '' when unknown. */
  readonly account: string
}

/** A secret that was replaced by a newer one (`add --replace`). */
export interface FormerSecret extends OtpParameters {
  readonly deletionCode: string | null
  /** ISO 8601, UTC: when it was replaced. */
  readonly replaced: string
}

/** An account in the vault. All times are ISO 8601 in UTC. */
export interface Account extends NewAccount {
  /** ULID, for life. */
  readonly id: string
  /** What the person calls it; unique among the accounts that are not in the trash. */
  readonly name: string
  readonly tags: readonly string[]
  readonly note: string
  /** Törlőkód: 8 decimal digits as text (leading zeros count), or null. */
  readonly deletionCode: string | null
  readonly created: string
  readonly modified: string
  /** Where it came from: "qr", "uri", "manual", "import:aegis". */
  readonly source: string
  /** When it was moved to the trash, or null. */
  readonly trashed: string | null
  readonly history: readonly FormerSecret[]
}

/** RFC 6238 section 4 and the Key Uri Format: what holds where a link is silent. */
export const DEFAULTS = { algorithm: 'SHA1', digits: 6, period: 30, counter: 0 } as const
/** Steam's own: 5 characters of its alphabet, SHA-1, 30 s. */
export const STEAM_DIGITS = 5
