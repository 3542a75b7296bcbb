// What stands inside a vault: accounts, labels of slots, tombstones. Strict about what ukp knows, careful with the
// rest: unknown fields are kept and written back, and an entry that cannot be read never locks the others out.
import { createHash } from 'node:crypto'
import type { OtpParameters } from '../otp/account.ts'
import { keyIdentity } from '../otp/incoming.ts'
import { entryFromJson, entryToJson, type StoredAccount } from './entry.ts'
import { VAULT_LIMITS } from './limits.ts'
import { isObject, type Json, type JsonObject, parseStrictJson } from './strict-json.ts'

export type { StoredAccount } from './entry.ts'

/** An entry of a type, or with a field, that this version cannot read. Kept as it is. */
export interface UnreadableEntry {
  readonly unreadable: Json
}

export type Entry = StoredAccount | UnreadableEntry

export interface SlotLabel {
  readonly label: string
  readonly created: string
  readonly extra: JsonObject
}

export interface Tombstone {
  readonly id: string
  /** ISO 8601 UTC. */
  readonly at: string
  /** Digests of the keys that went: another key under this id was never seen by who deleted it. Left out: every key. */
  readonly keys?: readonly string[]
  readonly extra: JsonObject
}

export interface Contents {
  /** 1 is what ukp writes; a higher one is read only. */
  readonly schema: number
  readonly vault: {
    readonly name: string
    readonly created: string
    /** BLAKE2b, 16 bytes, of the file before this save, base64url; '' in the first. */
    readonly prev: string
    /** Hashes of the saves before `prev`, and of copies that were joined, newest first; left out where there are none. */
    readonly past?: readonly string[]
    /** The device that wrote it, an id without meaning. */
    readonly writer: string
    /** When the vault got its present data key, ISO 8601 UTC; left out for its first. */
    readonly rekeyed?: string
    /** Ids of slots that were taken away, so that another copy does not bring them back. */
    readonly removedKeys?: readonly string[]
    readonly extra: JsonObject
  }
  readonly slots: Readonly<Record<string, SlotLabel>>
  readonly entries: readonly Entry[]
  readonly deleted: readonly Tombstone[]
  /** Top-level fields that ukp does not know. */
  readonly extra: JsonObject
}

export const SCHEMA = 1

/** The decrypted payload is not contents; the message holds no piece of it. */
export class ContentsError extends Error {
  override readonly name = 'ContentsError'
}

export function emptyContents(created: string, writer: string): Contents {
  const vault = { name: '', created, prev: '', writer, extra: {} }
  return { schema: SCHEMA, vault, slots: {}, entries: [], deleted: [], extra: {} }
}

/** Every readable account, trash included, in the order of the file. */
export function allAccounts(contents: Contents): StoredAccount[] {
  return contents.entries.filter((entry): entry is StoredAccount => !('unreadable' in entry))
}

/** The accounts that are not in the trash. */
export function activeAccounts(contents: Contents): StoredAccount[] {
  return allAccounts(contents).filter((account) => account.trashed === null)
}

/** The accounts in the trash. */
export function trashedAccounts(contents: Contents): StoredAccount[] {
  return allAccounts(contents).filter((account) => account.trashed !== null)
}

/** Id and type of the entries that this version cannot read, as far as they have any. */
export function unreadableEntries(contents: Contents): { id: string | null; type: string | null }[] {
  const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)
  return contents.entries.flatMap((entry) => {
    if (!('unreadable' in entry)) return []
    const json = isObject(entry.unreadable) ? entry.unreadable : {}
    return [{ id: textOrNull(json.id), type: textOrNull(json.type) }]
  })
}

export function unreadableCount(contents: Contents): number {
  return contents.entries.length - allAccounts(contents).length
}

/** Replaces the accounts with these ids; null removes one. Everything else stays where it is. */
export function withAccounts(contents: Contents, changed: ReadonlyMap<string, StoredAccount | null>): Contents {
  const entries = contents.entries.flatMap((entry): Entry[] => {
    if ('unreadable' in entry) return [entry]
    const replacement = changed.get(entry.id)
    if (replacement === undefined) return [entry]
    return replacement === null ? [] : [replacement]
  })
  return { ...contents, entries }
}

/**
 * For good: the entries go, their ids stay as tombstones, so that another copy of the vault cannot bring them back.
 * @param at ISO 8601 UTC
 */
export function purged(contents: Contents, accounts: readonly StoredAccount[], at: string): Contents {
  const gone = new Map(accounts.map(({ id }) => [id, null] as const))
  const deleted = accounts.map((account): Tombstone => ({ id: account.id, at, keys: keysOf(account), extra: {} }))
  return { ...withAccounts(contents, gone), deleted: [...contents.deleted, ...deleted] }
}

function keysOf(account: StoredAccount): string[] {
  return [...new Set([account, ...account.history].map(keyDigest))]
}

/** Names a key without holding it. */
export function keyDigest(key: OtpParameters): string {
  return createHash('sha256')
    .update(`ukp key\n${keyIdentity(key)}`)
    .digest('base64url')
    .slice(0, 22)
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') throw new ContentsError('text expected')
  return value
}

function objectOf(value: Json | undefined): JsonObject {
  if (value === undefined) return {}
  if (!isObject(value)) throw new ContentsError('object expected')
  return value
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new ContentsError('list expected')
  return value
}

/**
 * @param bytes UTF-8 JSON of the payload
 * @throws ContentsError, StrictJsonError, TypeError (not UTF-8); none of them holds a piece of the payload
 */
export function parseContents(bytes: Uint8Array): Contents {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const json = parseStrictJson(text, VAULT_LIMITS.nesting)
  if (!isObject(json)) throw new ContentsError('object expected')
  const { schema, vault: vaultJson, slots, entries: entriesJson, deleted, ...extra } = json
  if (typeof schema !== 'number' || schema < 1) throw new ContentsError('schema expected')
  const { name, created, prev, writer, past, rekeyed, removedKeys, ...vaultExtra } = objectOf(vaultJson)
  objectOf(extra.ext)
  const list = listOf(entriesJson)
  if (list.length > VAULT_LIMITS.entries) throw new ContentsError('too many entries')
  return {
    schema,
    vault: {
      name: textOf(name),
      created: textOf(created),
      prev: textOf(prev),
      writer: textOf(writer),
      ...(past === undefined ? {} : { past: listOf(past).map(textOf) }),
      ...(rekeyed === undefined ? {} : { rekeyed: textOf(rekeyed) }),
      ...(removedKeys === undefined ? {} : { removedKeys: listOf(removedKeys).map(textOf) }),
      extra: vaultExtra,
    },
    slots: Object.fromEntries(Object.entries(objectOf(slots)).map(([id, value]) => [id, slotLabelFromJson(value)])),
    entries: entriesFromJson(list),
    deleted: listOf(deleted).map(tombstoneFromJson),
    extra,
  }
}

/** An id that stands twice makes the later entry unreadable: it is kept, and no command can mix the two up. */
function entriesFromJson(list: readonly Json[]): Entry[] {
  const ids = new Set<string>()
  return list.map((json) => {
    const account = isObject(json) ? entryFromJson(json) : null
    if (account === null || ids.has(account.id)) return { unreadable: json }
    ids.add(account.id)
    return account
  })
}

function slotLabelFromJson(json: Json): SlotLabel {
  const { label, created, ...extra } = objectOf(json)
  return { label: textOf(label), created: textOf(created), extra }
}

function tombstoneFromJson(json: Json): Tombstone {
  const { id, at, keys, ...extra } = objectOf(json)
  const known = keys === undefined ? {} : { keys: listOf(keys).map(textOf) }
  textOf(extra.joined)
  return { id: textOf(id), at: textOf(at), ...known, extra }
}

/** One entry a line, so that a reader can find one without parsing all. Exactly what `parseContents` reads. */
export function encodeContents(contents: Contents): Uint8Array {
  const { name, created, prev, writer, past, rekeyed, removedKeys, extra } = contents.vault
  // What is undefined is left out; the order is fixed, so that equal contents are equal bytes.
  const vault = { name, created, prev, writer, past, rekeyed, removedKeys, ...extra }
  const slots = Object.entries(contents.slots).map(([id, slot]) => [
    id,
    { label: slot.label, created: slot.created, ...slot.extra },
  ])
  const entries = contents.entries.map((entry) =>
    JSON.stringify('unreadable' in entry ? entry.unreadable : entryToJson(entry)),
  )
  const fields = [
    ['schema', String(contents.schema)],
    ['vault', JSON.stringify(vault)],
    ['slots', JSON.stringify(Object.fromEntries(slots))],
    ['entries', `[\n${entries.join(',\n')}\n]`],
    ['deleted', JSON.stringify(contents.deleted.map(({ id, at, keys, extra: more }) => ({ id, at, keys, ...more })))],
    ...Object.entries({ ext: {}, ...contents.extra }).map(([key, value]) => [key, JSON.stringify(value)]),
  ]
  const text = `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',\n')}}`
  return new TextEncoder().encode(text)
}
