// The outside of a vault file: three lines, a JSON header in the clear, its limits. No key is needed here.
import { isAscii } from 'node:buffer'
import { UkpError } from '../errors.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { KDF_LIMITS, VAULT_LIMITS } from './limits.ts'
import { slotKind } from './slots/index.ts'
import type { Slot } from './slots/slot.ts'
import { isObject, type Json, type JsonObject, parseStrictJson } from './strict-json.ts'

const MAGIC = 'ukp-vault/1'
export const CIPHER = 'xchacha20poly1305-ietf'

export interface Header {
  /** 16 bytes, base64url: the vault's identity for life, in clear. */
  readonly id: string
  /** Grows by one with every save. */
  readonly generation: number
  /** 24 bytes, fresh for every save. */
  readonly nonce: Uint8Array
  /** 32 bytes; commits to the data key, since the cipher alone does not. */
  readonly commit: Uint8Array
  readonly slots: readonly Slot[]
  /** Header fields that ukp does not know, written back as they were. */
  readonly extra: JsonObject
}

/** A vault file that was looked at but not opened. */
export interface Envelope {
  /** Only for messages. */
  readonly file: string
  readonly header: Header
  /** The first two lines exactly as they stand, with their line feeds: the associated data of the payload. */
  readonly associated: Uint8Array
  /** Ciphertext || tag. */
  readonly sealed: Uint8Array
}

/** How a vault of any version begins. */
const ANY_MAGIC = 'ukp-vault/'
/** Bytes that `isVault` looks at. */
export const ANY_MAGIC_BYTES = ANY_MAGIC.length

/** Whether a file is a vault of any version, by its first bytes. */
export function isVault(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, ANY_MAGIC_BYTES)).toString('latin1') === ANY_MAGIC
}

/**
 * @param file name for messages only
 * @throws UkpError vault-empty-file, vault-not-a-vault, vault-newer, vault-torn, vault-limits, vault-damaged
 */
export function parseEnvelope(bytes: Uint8Array, file: string): Envelope {
  if (bytes.length === 0) throw new UkpError('vault-empty-file', { file })
  if (bytes.length > VAULT_LIMITS.fileBytes) throw new UkpError('vault-limits', { file, part: 'size' })
  // Before anything else is looked at: what follows in a newer format need not even be text.
  checkVersion(bytes, file)
  const { magic, headerLine, sealed } = asWritten(bytes) ?? byRules(bytes, file)
  if (Buffer.byteLength(headerLine) > VAULT_LIMITS.headerBytes)
    throw new UkpError('vault-limits', { file, part: 'header' })
  const header = parseHeader(headerLine, file)
  if (sealed === null) throw new UkpError('vault-damaged', { file, part: 'body' })
  if (sealed.length > VAULT_LIMITS.payloadBytes + 16) throw new UkpError('vault-limits', { file, part: 'payload' })
  return { file, header, associated: new TextEncoder().encode(`${magic}\n${headerLine}\n`), sealed }
}

/** The three lines. */
interface Lines {
  readonly magic: string
  readonly headerLine: string
  /** null when the third is not base64url. */
  readonly sealed: Uint8Array | null
}

/** As `encodeEnvelope` writes them, found without looking at each letter; null when they are anything else. */
function asWritten(bytes: Uint8Array): Lines | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const first = MAGIC.length
  const second = whole.indexOf('\n', first + 1)
  const third = whole.indexOf('\n', second + 1)
  const head = whole.subarray(0, second)
  const plain = second > 0 && third === whole.length - 1 && isAscii(head) && !head.includes('\r')
  if (!plain || whole.toString('latin1', 0, first + 1) !== `${MAGIC}\n`) return null
  const sealed = decodeBase64url(whole.toString('latin1', second + 1, third), null)
  return sealed === null ? null : { magic: MAGIC, headerLine: head.toString('latin1', first + 1), sealed }
}

/** @throws UkpError vault-not-a-vault, vault-torn, vault-damaged */
function byRules(bytes: Uint8Array, file: string): Lines {
  const text = decodeText(bytes, file).replaceAll('\r\n', '\n')
  checkMagic(text, file)
  const lines = text.split('\n', 5)
  // A save is whole or not there, so a file that ends too early was cut by something else: a copy, a sync, a stick.
  if (lines.length < 4) throw new UkpError('vault-torn', { file })
  const [magic, headerLine, body, last] = lines
  if (lines.length !== 4 || last !== '' || magic === undefined || headerLine === undefined || body === undefined) {
    throw new UkpError('vault-damaged', { file, part: 'structure' })
  }
  return { magic, headerLine, sealed: decodeBase64url(body, null) }
}

function decodeText(bytes: Uint8Array, file: string): string {
  try {
    // ignoreBOM: a BOM is then part of the text, and refused with everything else that is not the magic line.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // One flipped bit is enough to end here: what begins as a vault was one.
    if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC) {
      throw new UkpError('vault-damaged', { file, part: 'structure' })
    }
    throw new UkpError('vault-not-a-vault', { file })
  }
}

function checkVersion(bytes: Uint8Array, file: string): void {
  const first = Buffer.from(bytes.subarray(0, 20)).toString('latin1')
  const version = /^ukp-vault\/([1-9][0-9]{0,5})\r?\n/.exec(first)?.[1]
  if (version !== undefined && Number(version) > 1) throw new UkpError('vault-newer', { file })
}

function checkMagic(text: string, file: string): void {
  if (text.startsWith(`${MAGIC}\n`)) return
  // A file cut inside its first line was a vault.
  if (MAGIC.startsWith(text)) throw new UkpError('vault-torn', { file })
  if (text.startsWith('ukp-vault')) throw new UkpError('vault-damaged', { file, part: 'structure' })
  throw new UkpError('vault-not-a-vault', { file })
}

function parseHeader(line: string, file: string): Header {
  const damaged = (): UkpError => new UkpError('vault-damaged', { file, part: 'header' })
  let json: Json
  try {
    json = parseStrictJson(line, VAULT_LIMITS.nesting)
  } catch {
    throw damaged()
  }
  if (!isObject(json)) throw damaged()
  const { format, v, id, gen, cipher, nonce, commit, slots, ...extra } = json
  if (format !== 'ukp-vault') throw damaged()
  if (v !== 1) throw typeof v === 'number' && v > 1 ? new UkpError('vault-newer', { file }) : damaged()
  checkCritical(extra.crit, file)
  if (cipher !== CIPHER || typeof gen !== 'number' || gen < 1) throw damaged()
  if (typeof id !== 'string' || decodeBase64url(id, 16) === null) throw damaged()
  const nonceBytes = decodeBase64url(nonce, 24)
  const commitBytes = decodeBase64url(commit, 32)
  if (nonceBytes === null || commitBytes === null || !Array.isArray(slots)) throw damaged()
  return {
    id,
    generation: gen,
    nonce: nonceBytes,
    commit: commitBytes,
    slots: parseSlots(slots, file),
    extra,
  }
}

/** Names of header fields that a reader must know; ukp-vault/1 has none. */
function checkCritical(crit: Json | undefined, file: string): void {
  if (crit === undefined) return
  const names = Array.isArray(crit) && crit.every((name) => typeof name === 'string')
  if (!names) throw new UkpError('vault-damaged', { file, part: 'header' })
  if (crit.length > 0) throw new UkpError('vault-newer', { file })
}

function parseSlots(list: readonly Json[], file: string): Slot[] {
  const damaged = (): UkpError => new UkpError('vault-damaged', { file, part: 'slots' })
  if (list.length < 1) throw damaged()
  if (list.length > VAULT_LIMITS.slots) throw new UkpError('vault-limits', { file, part: 'slots' })
  let work = 0
  const slots: Slot[] = []
  for (const json of list) {
    if (!isObject(json) || typeof json.id !== 'string' || typeof json.type !== 'string') throw damaged()
    if (decodeBase64url(json.id, 8) === null || slots.some((slot) => slot.id === json.id)) throw damaged()
    const kind = slotKind(json.type)
    const cost = kind === null ? 0 : kind.cost(json)
    if (cost === null) throw new UkpError('vault-limits', { file, part: 'slots' })
    work += cost
    slots.push({ id: json.id, type: json.type, json })
  }
  const passphrases = slots.filter((slot) => slot.type === 'passphrase').length
  if (passphrases > VAULT_LIMITS.passphraseSlots || work > KDF_LIMITS.totalWork) {
    throw new UkpError('vault-limits', { file, part: 'slots' })
  }
  return slots
}

/** The first two lines of a vault file, with their line feeds. */
export function encodeHeader(header: Header): Uint8Array {
  const json = {
    format: 'ukp-vault',
    v: 1,
    id: header.id,
    gen: header.generation,
    cipher: CIPHER,
    nonce: encodeBase64url(header.nonce),
    commit: encodeBase64url(header.commit),
    slots: header.slots.map((slot) => slot.json),
    ...header.extra,
  }
  return new TextEncoder().encode(`${MAGIC}\n${JSON.stringify(json)}\n`)
}

/** The whole file: header lines and sealed payload. */
export function encodeEnvelope(headerLines: Uint8Array, sealed: Uint8Array): Uint8Array {
  return Buffer.concat([headerLines, Buffer.from(encodeBase64url(sealed)), Buffer.from('\n')])
}
