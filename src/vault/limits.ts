// Bounds of the format ukp-vault/1, checked before any memory is taken or any key derived (docs/vault-format.md).

export const VAULT_LIMITS = {
  fileBytes: 48 * 1024 * 1024,
  headerBytes: 64 * 1024,
  payloadBytes: 32 * 1024 * 1024,
  slots: 16,
  passphraseSlots: 8,
  entries: 50_000,
  nesting: 32,
  passphraseBytes: 4096,
} as const

/** Argon2id bounds of a reader: memory in KiB, work in KiB-passes. The largest slot costs about 4.3 s of CPU. */
export const KDF_LIMITS = {
  memory: { min: 8 * 1024, max: 512 * 1024 },
  passes: { min: 1, max: 16 },
  slotWork: 4096 * 1024,
  totalWork: 8192 * 1024,
} as const

/** What a new passphrase slot costs. RFC 9106 section 4, second recommended option, with one lane: libsodium has p=1 only. */
export const KDF_STANDARD: KdfCost = { passes: 3, memory: 64 * 1024 }

/** For a passphrase that has to stand more: about 0.85 s of CPU, 312 MiB. */
export const KDF_STRONG: KdfCost = { passes: 3, memory: 256 * 1024 }

/** Argon2id cost; memory in KiB. */
export interface KdfCost {
  readonly passes: number
  readonly memory: number
}

/** Shortest passphrase, in characters, that a new slot takes. */
export const PASSPHRASE_MINIMUM = 8
