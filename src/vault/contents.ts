// What stands inside a vault: accounts, labels of slots, tombstones. contents-json.ts reads and writes it.
import { createHash } from 'node:crypto'
import type { OtpParameters } from '../otp/account.ts'
import { keyIdentity } from '../otp/same-key.ts'
import type { StoredAccount } from './entry.ts'
import { isObject, type Json, type JsonObject } from './strict-json.ts'

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
