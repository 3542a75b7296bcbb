// An account as JSON for scripts: the keys of the contract, never the secret, never the deletion code.
import type { Account } from '../otp/account.ts'

export interface AccountJson {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly issuer: string
  readonly account: string
  readonly algorithm: string
  readonly digits: number
  readonly period?: number
  readonly counter?: number
  readonly tags: readonly string[]
  readonly note: string
  readonly created: string
  readonly modified: string
  readonly hasDeletionCode: boolean
}

export function accountJson(account: Account): AccountJson {
  const { id, name, type, issuer, account: user, algorithm, digits, tags, note, created, modified } = account
  const step = type === 'hotp' ? { counter: account.counter } : { period: account.period }
  const rest = { tags, note, created, modified, hasDeletionCode: account.deletionCode !== null }
  return { id, name, type, issuer, account: user, algorithm, digits, ...step, ...rest }
}
