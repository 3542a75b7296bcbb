// A vault as bytes: made, unlocked, opened, sealed again. Knows no file, no clock and makes no randomness of its own.
import { UkpError } from '../errors.ts'
import { aeadOpen, type OpenAead } from './aead.ts'
import { encodeBase64url } from './base64url.ts'
import { type Contents, SCHEMA } from './contents.ts'
import { encodeContents, parseContents } from './contents-json.ts'
import { COMMITMENT, equalBytes, isKeyOf, PAYLOAD_KEY, subkey } from './data-key.ts'
import { isDamagedVaultId } from './diagnose.ts'
import { contentsFor } from './few-entries.ts'
import { type Envelope, encodeEnvelope, encodeHeader, type Header, parseEnvelope } from './header.ts'
import { VAULT_LIMITS } from './limits.ts'
import { pad, unpad } from './padding.ts'
import { openerOf } from './slots/index.ts'
import type { Credential, Slot, SlotOpener } from './slots/slot.ts'
import { type Crypto, sodium } from './sodium.ts'

/** A vault whose data key is at hand. */
export interface OpenVault {
  readonly envelope: Envelope
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  readonly contents: Contents
}

export type Random = (length: number) => Uint8Array

/** The data key, and what opened it. */
export interface Unlocked {
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  readonly slotId: string
  readonly credential: Credential
}

const NO_SLOT = { passphrase: 'no-passphrase-slot', raw: 'no-key-slot', sealed: 'no-recovery-slot' } as const

/**
 * Finds the data key with what a person brought. Slots are tried in the order of the file.
 * @returns null when the credential opens no slot of its kind
 * @throws UkpError no-key-slot, no-passphrase-slot, no-recovery-slot when the vault has no slot of that kind;
 *   vault-damaged when the key that a slot gives is not the key of this vault, or when one damaged character of the
 *   vault's id is why no slot opens
 */
export async function unlock(envelope: Envelope, credential: Credential): Promise<Unlocked | null> {
  const { header, file } = envelope
  const candidates = header.slots.filter((slot) => slot.type === credential.type)
  if (candidates.length === 0) throw new UkpError(NO_SLOT[credential.type], {})
  const refused: SlotOpener[] = []
  for (const slot of candidates) {
    const open = await openerOf(slot, credential)
    if (open === null) continue
    const dataKey = open(header.id)
    if (dataKey === null) {
      refused.push(open)
      continue
    }
    if (!isKeyOf(header.commit, dataKey)) throw new UkpError('vault-damaged', { file, part: 'header' })
    return { dataKey, slotId: slot.id, credential }
  }
  if (isDamagedVaultId(header.id, refused)) throw new UkpError('vault-damaged', { file, part: 'header' })
  return null
}

/**
 * Opens a vault whose data key is known already, for example from another copy of the same vault.
 * @returns null when it is not the key of this vault
 */
export async function openWithKey(envelope: Envelope, dataKey: Uint8Array): Promise<OpenVault | null> {
  return isKeyOf(envelope.header.commit, dataKey) ? await openUnlocked(envelope, dataKey) : null
}

/**
 * Opens a vault with what `unlock` gave for it: it is proven already that this is its key.
 * @param query where only what it finds is wanted: the contents need not have any other account then
 */
export async function openUnlocked(envelope: Envelope, dataKey: Uint8Array, query?: string): Promise<OpenVault> {
  return { envelope, dataKey, contents: openPayload(await aeadOpen(), envelope, dataKey, query) }
}

function openPayload(open: OpenAead, envelope: Envelope, dataKey: Uint8Array, query?: string): Contents {
  const { header, file } = envelope
  const damaged = (): UkpError => new UkpError('vault-damaged', { file, part: 'payload' })
  const key = subkey(dataKey, PAYLOAD_KEY)
  const padded = open(key, header.nonce, envelope.sealed, envelope.associated)
  key.fill(0)
  const data = padded === null ? null : unpad(padded)
  if (data === null) throw damaged()
  try {
    return (query === undefined ? null : contentsFor(data, query)) ?? parseContents(data)
  } catch {
    // The cause would quote the contents.
    throw damaged()
  }
}

/** What a new vault needs. */
export interface NewVault {
  readonly contents: Contents
  readonly random: Random
  /** Makes the slots for this data key and vault id; at least one. */
  readonly slots: (crypto: Crypto, dataKey: Uint8Array, vaultId: string) => readonly Slot[]
}

/** A fresh vault of generation 1 with its own data key. `file` is for messages only. */
export async function createVault(
  file: string,
  { contents, random, slots }: NewVault,
): Promise<{ bytes: Uint8Array; vault: OpenVault }> {
  const crypto = await sodium()
  const id = encodeBase64url(random(16))
  const dataKey = random(32)
  const header: Header = {
    id,
    generation: 1,
    nonce: random(24),
    commit: crypto.subkey(dataKey, COMMITMENT),
    slots: slots(crypto, dataKey, id),
    extra: {},
  }
  return await seal(header, dataKey, contents, file)
}

/** A change to an open vault. */
export interface Change {
  readonly contents: Contents
  /** Left out: the slots stay. */
  readonly slots?: readonly Slot[] | undefined
  /** A new data key, 32 bytes, that `slots` wrap; what has the old one then opens old copies only. */
  readonly dataKey?: Uint8Array | undefined
}

export interface Sealing {
  /** The bytes of the file that this one replaces. */
  readonly previous: Uint8Array
  readonly random: Random
  /** Id of the device that writes. */
  readonly writer: string
  /** The next generation is above this one too: another copy of the vault has been that far. */
  readonly atLeast?: number
  /** Hashes of copies that were joined into this save. */
  readonly joins?: readonly string[]
}

/**
 * Seals the next generation of an open vault, with a fresh nonce.
 * @throws UkpError vault-newer when the contents are of a schema that this version only reads; vault-full
 */
export async function sealNext(
  open: OpenVault,
  change: Change,
  options: Sealing,
): Promise<{ bytes: Uint8Array; vault: OpenVault }> {
  const { header, file } = open.envelope
  if (change.contents.schema > SCHEMA) throw new UkpError('vault-newer', { file })
  if (change.contents.entries.length > VAULT_LIMITS.entries)
    throw new UkpError('vault-full', { limit: VAULT_LIMITS.entries })
  const prev = await fileHash(options.previous)
  const { past: _before, ...vault } = { ...change.contents.vault, prev, writer: options.writer }
  const past = pastOf(change.contents, options.joins ?? [])
  const contents = { ...change.contents, vault: past.length === 0 ? vault : { ...vault, past } }
  const dataKey = change.dataKey ?? open.dataKey
  const next = {
    ...header,
    generation: Math.max(header.generation, options.atLeast ?? 0) + 1,
    nonce: options.random(24),
    commit: (await sodium()).subkey(dataKey, COMMITMENT),
    slots: change.slots ?? header.slots,
  }
  return await seal(next, dataKey, contents, file)
}

/** Saves by which another computer knows that its own last one is in here. */
const PAST = 12

function pastOf({ vault }: Contents, joins: readonly string[]): string[] {
  const all = [...joins, vault.prev, ...(vault.past ?? [])].filter((hash) => hash !== '')
  return [...new Set(all)].slice(0, PAST)
}

/**
 * Seals by libsodium, then opens what was sealed as every reader does, without it, and compares: a file that does not
 * open again is never handed out.
 */
async function seal(
  header: Header,
  dataKey: Uint8Array,
  contents: Contents,
  file: string,
): Promise<{ bytes: Uint8Array; vault: OpenVault }> {
  const crypto = await sodium()
  const data = encodeContents(contents)
  if (data.length + 4 > VAULT_LIMITS.payloadBytes) throw new UkpError('vault-full', { limit: VAULT_LIMITS.entries })
  const headerLines = encodeHeader(header)
  const key = crypto.subkey(dataKey, PAYLOAD_KEY)
  const sealed = crypto.seal(key, header.nonce, pad(data), headerLines)
  key.fill(0)
  const bytes = encodeEnvelope(headerLines, sealed)
  const vault = await openWithKey(parseEnvelope(bytes, file), dataKey)
  if (vault === null || !equalBytes(encodeContents(vault.contents), data)) {
    throw new UkpError('unexpected', { detail: 'the sealed vault does not open again' })
  }
  return { bytes, vault }
}

/** Same vault, same contents: what a backup has to prove. */
export function sameContents(a: OpenVault, b: OpenVault): boolean {
  const sameVault = a.envelope.header.id === b.envelope.header.id
  return sameVault && equalBytes(encodeContents(a.contents), encodeContents(b.contents))
}

/** 16 bytes of BLAKE2b over a whole vault file, base64url. Line ends count as LF: git may have changed them. */
export async function fileHash(bytes: Uint8Array): Promise<string> {
  const crlf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\r\n')
  const plain = crlf ? Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : bytes
  return encodeBase64url((await sodium()).hash(16, plain))
}
