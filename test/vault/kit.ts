// Vaults for tests: made with seeded randomness and a cheap key derivation, taken apart, altered, sealed again.
// Every key and passphrase here is made up.
import { UkpError } from '../../src/errors.ts'
import { type Contents, emptyContents, type StoredAccount } from '../../src/vault/contents.ts'
import { encodeEnvelope, parseEnvelope } from '../../src/vault/header.ts'
import type { KdfCost } from '../../src/vault/limits.ts'
import { pad } from '../../src/vault/padding.ts'
import { pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../src/vault/slots/raw.ts'
import { sealedSlotMaker } from '../../src/vault/slots/sealed.ts'
import type { Credential } from '../../src/vault/slots/slot.ts'
import { type KeyPair, sodium } from '../../src/vault/sodium.ts'
import { createVault, type OpenVault, openWithKey, type Random, unlock } from '../../src/vault/vault.ts'

export const FILE = 'test.ukp'
/** The least that a reader takes: about 10 ms. */
export const CHEAP: KdfCost = { passes: 1, memory: 8 * 1024 }
export const PASSPHRASE = 'correct horse battery'
export const RAW_KEY = Uint8Array.from({ length: 32 }, (_, i) => (i * 7 + 1) & 0xff)
/** The example of docs/vault-format.md. */
export const RECOVERY_KEY = 'UKPR-B9DNRD-QAYBXH-G62RKR-3CHJPT-CSV8D2-5N6PV7'
export const NOW = '2026-11-21T10:15:00.000Z'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const fromUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
export const byPassphrase = (text: string): Credential => ({ type: 'passphrase', bytes: utf8(text) })
export const byKey = (key: Uint8Array): Credential => ({ type: 'raw', key })
export const byPair = (pair: KeyPair): Credential => ({ type: 'sealed', ...pair })
/** @throws UkpError recovery-key-invalid */
export const byRecoveryKey = async (text: string): Promise<Credential> =>
  byPair(pairOfRecoveryKey(await sodium(), text))

/** Repeatable 32-bit numbers (xorshift32 with the shifts 13, 17, 5). */
export function numbers(seed: number): () => number {
  let state = (seed * 0x9e3779b1 + 1) >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}

/** Repeatable bytes in place of randomness. */
export function seeded(seed: number): Random {
  const next = numbers(seed)
  return (length) => Uint8Array.from({ length }, () => next() >>> 24)
}

export interface Making {
  readonly seed?: number
  readonly contents?: Contents
  readonly passphrases?: readonly string[]
  readonly keys?: readonly Uint8Array[]
  /** Keys that a keyring has; none unless said otherwise. */
  readonly keyringKeys?: readonly Uint8Array[]
  /** Public halves of recovery keys; none unless said otherwise. */
  readonly recipients?: readonly Uint8Array[]
}

export interface Made {
  readonly bytes: Uint8Array
  readonly vault: OpenVault
}

/** A vault of generation 1; one passphrase slot and one raw slot unless said otherwise. */
export async function makeVault(making: Making = {}): Promise<Made> {
  const { seed = 1, contents = emptyContents(NOW, 'device'), passphrases = [PASSPHRASE], keys = [RAW_KEY] } = making
  const { recipients = [], keyringKeys = [] } = making
  const random = seeded(seed)
  return await createVault(FILE, {
    contents,
    random,
    slots: (crypto, dataKey, vaultId) => [
      ...passphrases.map((text) =>
        passphraseSlotMaker(crypto, { passphrase: utf8(text), cost: CHEAP, random })(dataKey, vaultId),
      ),
      ...keys.map((key) => rawSlotMaker(crypto, { key, source: 'keyfile', random })(dataKey, vaultId)),
      ...keyringKeys.map((key) => rawSlotMaker(crypto, { key, source: 'keyring', random })(dataKey, vaultId)),
      ...recipients.map((publicKey) => sealedSlotMaker(crypto, { publicKey, random })(dataKey, vaultId)),
    ],
  })
}

export function account(n: number, part: Partial<StoredAccount> = {}): StoredAccount {
  return {
    id: `01JD7T0000${String(n).padStart(16, '0')}`,
    type: 'totp',
    name: `mama ${n}`,
    issuer: 'Ügyfélkapu+',
    account: 'kiss.anna',
    secret: 'JBSWY3DPEHPK3PXPJBSX',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    counter: 0,
    tags: [],
    note: '',
    deletionCode: '01234567',
    created: NOW,
    modified: NOW,
    source: 'qr',
    trashed: null,
    history: [],
    extra: {},
    ...part,
  }
}

/** Contents as they are read back. */
export function contentsWith(entries: Contents['entries'], part: Partial<Contents> = {}): Contents {
  return { ...emptyContents(NOW, 'device'), entries, extra: { ext: {} }, ...part }
}

/** Unlocks and opens. @returns null when no slot opens */
export async function opened(bytes: Uint8Array, credential: Credential): Promise<OpenVault | null> {
  const envelope = parseEnvelope(bytes, FILE)
  const unlocked = await unlock(envelope, credential)
  if (unlocked === null) return null
  const vault = await openWithKey(envelope, unlocked.dataKey)
  if (vault === null) throw new Error('a data key that was just checked does not open its vault')
  return vault
}

/** 'opened', 'no slot', or the reason of the failure; anything without a reason is thrown on. */
export async function outcome(bytes: Uint8Array, credential: Credential): Promise<string> {
  try {
    return (await opened(bytes, credential)) === null ? 'no slot' : 'opened'
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
}

/** As `outcome`, with the part or the group that is named: "vault-damaged header". */
export async function verdict(bytes: Uint8Array, credential: Credential): Promise<string> {
  try {
    return (await opened(bytes, credential)) === null ? 'no slot' : 'opened'
  } catch (error) {
    if (error instanceof UkpError) return reasonAndPart(error)
    throw error
  }
}

export function reasonAndPart({ reason, facts }: UkpError): string {
  const { part, group } = facts as { part?: string; group?: number | null }
  return [reason, part, group].filter((word) => word !== undefined && word !== null).join(' ')
}

/** The reason for which a file is refused before any key is looked at; 'taken' when it is not. */
export function refusal(bytes: Uint8Array): string {
  try {
    parseEnvelope(bytes, FILE)
    return 'taken'
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
}

export type SlotJson = Record<string, unknown>
export interface HeaderJson {
  [field: string]: unknown
  slots: SlotJson[]
}

/** Changes text of the first two lines, as somebody without a key can. */
export function edited(bytes: Uint8Array, edit: (text: string) => string): Uint8Array {
  const before = fromUtf8(bytes)
  const after = edit(before)
  if (before === after) throw new Error('the edit changed nothing')
  return utf8(after)
}

export function headerOf(bytes: Uint8Array): HeaderJson {
  return JSON.parse(fromUtf8(bytes).split('\n')[1] ?? '') as HeaderJson
}

/** Changes the header's JSON, as somebody without a key can. */
export function withHeader(bytes: Uint8Array, edit: (header: HeaderJson) => void): Uint8Array {
  return edited(bytes, (text) => {
    const [magic, , body] = text.split('\n')
    const header = headerOf(bytes)
    edit(header)
    return `${magic}\n${JSON.stringify(header)}\n${body}\n`
  })
}

/** Changes the first slot. */
export function withSlot(bytes: Uint8Array, edit: (slot: SlotJson) => void): Uint8Array {
  return withHeader(bytes, ({ slots }) => {
    const [first] = slots
    if (first === undefined) throw new Error('no slot')
    edit(first)
  })
}

export interface Resealing {
  readonly header?: (header: HeaderJson) => void
  /** JSON text of the contents. */
  readonly json?: string
  /** Takes the place of length, JSON and zeros. */
  readonly plain?: Uint8Array
}

/** Seals again with the data key, as another writer of the format could, right or wrong. */
export async function resealed({ bytes, vault }: Made, { header: edit, json, plain }: Resealing): Promise<Uint8Array> {
  const crypto = await sodium()
  const header = headerOf(bytes)
  edit?.(header)
  const lines = utf8(`ukp-vault/1\n${JSON.stringify(header)}\n`)
  const { nonce } = vault.envelope.header
  const key = crypto.subkey(vault.dataKey, 1)
  const text = json ?? (await payloadText(vault))
  return encodeEnvelope(lines, crypto.seal(key, nonce, plain ?? pad(utf8(text)), lines))
}

/** The decrypted JSON as it stands, read without the code under test. */
export async function payloadText(vault: OpenVault): Promise<string> {
  const crypto = await sodium()
  const { header, associated, sealed } = vault.envelope
  const plain = crypto.open(crypto.subkey(vault.dataKey, 1), header.nonce, sealed, associated)
  if (plain === null) throw new Error('the payload does not open')
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  return fromUtf8(plain.subarray(4, 4 + length))
}

/** Milliseconds of the fastest of three runs: what a busy machine adds is not what is tested. */
export function fastest(run: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}
