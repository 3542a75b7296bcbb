// An account for scripts: the keys of the contract, and nothing secret.
import { describe, expect, it } from 'vitest'
import { accountJson } from '../../src/views/account-json.ts'
import { account, NOW } from '../vault/kit.ts'

describe('accountJson', () => {
  it('has the keys of the contract in their order', () => {
    expect(JSON.stringify(accountJson(account(1, { tags: ['család'], note: 'x' })))).toBe(
      '{"id":"01JD7T00000000000000000001","name":"mama 1","type":"totp","issuer":"Ügyfélkapu+","account":"kiss.anna",' +
        '"algorithm":"SHA1","digits":6,"period":30,"tags":["család"],"note":"x",' +
        `"created":"${NOW}","modified":"${NOW}","hasDeletionCode":true}`,
    )
  })

  it('has a counter in place of a period for a counted account', () => {
    const json = accountJson(account(1, { type: 'hotp', counter: 7, deletionCode: null }))
    expect(json).toMatchObject({ type: 'hotp', counter: 7, hasDeletionCode: false })
    expect(json).not.toHaveProperty('period')
    expect(accountJson(account(1, { type: 'steam' }))).not.toHaveProperty('counter')
  })

  it('never holds a secret, a deletion code, the history or unknown fields', () => {
    const former = {
      type: 'totp',
      secret: 'GEZDGNBV',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
      deletionCode: '00000007',
      replaced: NOW,
    } as const
    const text = JSON.stringify(accountJson(account(1, { history: [former], extra: { backupKey: 'MFRGGZDF' } })))
    for (const canary of ['JBSWY3DP', '01234567', 'GEZDGNBV', '00000007', 'MFRGGZDF'])
      expect(text).not.toContain(canary)
  })
})
