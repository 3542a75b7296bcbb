// The contents of a vault as JSON, both ways. Strict about what ukp knows, careful with the rest: unknown fields are kept
// and written back, and an entry that cannot be read never locks the others out.
import type { Contents, Entry, SlotLabel, Tombstone } from './contents.ts'
import { entryFromJson, entryToJson } from './entry.ts'
import { VAULT_LIMITS } from './limits.ts'
import { isObject, type Json, type JsonObject, parseStrictJson } from './strict-json.ts'

/** The decrypted payload is not contents; the message holds no piece of it. */
export class ContentsError extends Error {
  override readonly name = 'ContentsError'
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
