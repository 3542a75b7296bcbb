// One account as it stands in the payload. Fields that ukp does not know are carried along in `extra`.
import {
  type Account,
  ALGORITHMS,
  DEFAULTS,
  type FormerSecret,
  LIMITS,
  OTP_TYPES,
  type OtpParameters,
  STEAM_DIGITS,
} from '../otp/account.ts'
import { isDeletionCode } from '../otp/deletion-code.ts'
import { isObject, type Json, type JsonObject } from './strict-json.ts'

/** A replaced secret with the fields that ukp does not know, where there are any. */
export interface StoredFormerSecret extends FormerSecret {
  readonly extra?: JsonObject
}

/** An account with the fields of its entry that ukp does not know. */
export interface StoredAccount extends Account {
  readonly history: readonly StoredFormerSecret[]
  readonly extra: JsonObject
}

/**
 * The present key with its deletion code, as it goes into the history.
 * @param replaced ISO 8601 UTC
 */
export function formerOf(account: OtpParameters & Pick<FormerSecret, 'deletionCode'>, replaced: string): FormerSecret {
  const { type, secret, algorithm, digits, period, counter, deletionCode: code } = account
  return { type, secret, algorithm, digits, period, counter, deletionCode: code, replaced }
}

/** Thrown inside this file only: the entry is not one that this version can read. */
class Unreadable extends Error {}

function oneOf<T extends string>(value: Json | undefined, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new Unreadable()
  return found
}

function integer(value: Json | undefined, bounds: { min: number; max: number }, absent: number): number {
  if (value === undefined) return absent
  if (typeof value !== 'number' || value < bounds.min || value > bounds.max) throw new Unreadable()
  return value
}

function text(value: Json | undefined, max: number = LIMITS.text.max): string {
  if (value === undefined) return ''
  if (typeof value !== 'string' || value.length > max) throw new Unreadable()
  return value
}

function textOrNull(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : text(value)
}

function texts(value: Json | undefined): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Unreadable()
  return value.map((one) => text(one))
}

function parameters(json: JsonObject): OtpParameters {
  const secret = text(json.secret)
  if (!/^[A-Z2-7]{2,4096}$/.test(secret)) throw new Unreadable()
  const type = oneOf(json.type, OTP_TYPES)
  return {
    type,
    secret,
    algorithm: json.algorithm === undefined ? DEFAULTS.algorithm : oneOf(json.algorithm, ALGORITHMS),
    digits: integer(json.digits, LIMITS.digits, type === 'steam' ? STEAM_DIGITS : DEFAULTS.digits),
    period: integer(json.period, LIMITS.period, DEFAULTS.period),
    counter: integer(json.counter, LIMITS.counter, DEFAULTS.counter),
  }
}

function deletionCode(value: Json | undefined): string | null {
  const code = textOrNull(value)
  if (code !== null && !isDeletionCode(code)) throw new Unreadable()
  return code
}

function formerSecret(json: Json): StoredFormerSecret {
  if (!isObject(json)) throw new Unreadable()
  const { type, secret, algorithm, digits, period, counter, deletionCode: code, replaced, ...extra } = json
  const known = { ...parameters(json), deletionCode: deletionCode(code), replaced: text(replaced) }
  return Object.keys(extra).length === 0 ? known : { ...known, extra }
}

/** @returns null when the entry has a type, or a field, that this version cannot read */
export function entryFromJson(json: JsonObject): StoredAccount | null {
  try {
    const { id, name, issuer, account, tags, note, created, modified, source, trashed, history, ...rest } = json
    const { type, secret, algorithm, digits, period, counter, deletionCode: code, ...extra } = rest
    const otp = parameters({ type, secret, algorithm, digits, period, counter } as JsonObject)
    if (text(id) === '') return null
    if (history !== undefined && !Array.isArray(history)) return null
    return {
      id: text(id),
      name: text(name) || [text(issuer), text(account)].filter((part) => part !== '').join(':') || text(id),
      ...otp,
      issuer: text(issuer),
      account: text(account),
      tags: texts(tags),
      note: text(note, LIMITS.note.max),
      deletionCode: deletionCode(code),
      created: text(created),
      modified: text(modified),
      source: text(source),
      trashed: textOrNull(trashed),
      history: (history ?? []).map(formerSecret),
      extra,
    }
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/** Fields in the order of docs/vault-format.md; what is empty by nature (trash, history, deletion code) is left out. */
export function entryToJson(stored: StoredAccount): JsonObject {
  const { extra, deletionCode: code, trashed, history, ...account } = stored
  const {
    id,
    type,
    name,
    issuer,
    account: user,
    secret,
    algorithm,
    digits,
    period,
    counter,
  } = account satisfies Partial<Account>
  const { tags, note, created, modified, source } = account
  return {
    ...{ id, type, name, issuer, account: user, secret, algorithm, digits, period, counter, tags, note },
    ...(code === null ? {} : { deletionCode: code }),
    ...{ created, modified, source },
    ...(trashed === null ? {} : { trashed }),
    ...(history.length === 0 ? {} : { history: history.map(({ extra: more, ...former }) => ({ ...former, ...more })) }),
    ...extra,
  }
}
