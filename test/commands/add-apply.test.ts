// New accounts into a vault's contents: nothing twice, nothing lost, nothing overwritten.
import { describe, expect, it } from 'vitest'
import { applyNew, type Enrolment, replaceKey, type Work } from '../../src/commands/incoming/apply.ts'
import type { Candidate } from '../../src/commands/incoming/sources.ts'
import type { NewAccount } from '../../src/otp/account.ts'
import { allAccounts } from '../../src/vault/contents.ts'
import { encodeContents, parseContents } from '../../src/vault/contents-json.ts'
import { failure } from '../kit/failure.ts'
import { account, contentsWith, NOW, seeded } from '../vault/kit.ts'

const LATER = '2026-12-24T18:00:00.000Z'
const work: Work = { now: LATER, nowMs: Date.parse(LATER), random: seeded(1) }
const NEW_KEY = 'MFRGGZDFMZTWQ2LK'

function candidate(part: Partial<NewAccount> = {}): Candidate {
  const plain: NewAccount = {
    type: 'totp',
    issuer: '',
    account: '',
    secret: NEW_KEY,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    counter: 0,
    ...part,
  }
  return { account: plain, warnings: [], source: 'qr', origin: { file: 'qr.png', line: null } }
}

function enrolment(name: string, part: Partial<NewAccount> = {}, rest: Partial<Enrolment> = {}): Enrolment {
  return { candidate: candidate(part), name, tags: [], note: '', deletionCode: null, ...rest }
}

describe('applyNew', () => {
  it('stores an account with all that was given, at the end', () => {
    const before = contentsWith([account(1), { unreadable: { type: 'x' } }])
    const given = { tags: ['család'], note: 'x', deletionCode: '00123456' }
    const { contents, result } = applyNew(before, [enrolment('papa', { issuer: 'NAV', account: 'bela' }, given)], work)
    expect(contents.entries.slice(0, 2)).toEqual(before.entries)
    expect(contents.entries[2]).toMatchObject({
      ...candidate({ issuer: 'NAV', account: 'bela' }).account,
      ...given,
      name: 'papa',
      created: LATER,
      modified: LATER,
      source: 'qr',
      trashed: null,
      history: [],
      extra: {},
    })
    expect(result).toMatchObject({ added: [{ wanted: 'papa' }], replaced: [], same: [], refused: [] })
    expect(parseContents(encodeContents(contents))).toEqual(contents)
  })

  it('gives each its own id, with the time in it', () => {
    const { result } = applyNew(contentsWith([]), [enrolment('a'), enrolment('b', { secret: 'GEZDGNBV' })], work)
    const ids = result.added.map(({ account: { id } }) => id)
    expect(new Set(ids).size).toBe(2)
    expect(new Set(ids.map((id) => id.slice(0, 10))).size).toBe(1)
  })

  it('leaves a key that is there already as it is, whatever its last letter or its name', () => {
    const before = contentsWith([account(1, { secret: 'JBSWY3DPEHPK3PXPJBSX' })])
    const { contents, result } = applyNew(before, [enrolment('new name', { secret: 'JBSWY3DPEHPK3PXPJBSQ' })], work)
    expect(contents).toBe(before)
    expect(result).toEqual({
      added: [],
      replaced: [],
      completed: [],
      same: [{ name: 'mama 1', origin: candidate().origin, wanted: 'new name' }],
      refused: [],
    })
  })

  it('refuses a key that is there with other digits or another period, and says both', () => {
    const before = contentsWith([account(1, { secret: 'JBSWY3DPEHPK3PXPJBSX' }), account(2, { secret: NEW_KEY })])
    const incoming = [
      enrolment('eight', { secret: 'JBSWY3DPEHPK3PXPJBSX', digits: 8 }),
      enrolment('slow', { secret: NEW_KEY, period: 60 }),
    ]
    const { contents, result } = applyNew(before, incoming, work)
    expect(contents).toBe(before)
    expect(result.refused.map(({ error }) => error.facts)).toEqual([
      { name: 'mama 1', field: 'digits', here: 6, there: 8 },
      { name: 'mama 2', field: 'period', here: 30, there: 60 },
    ])
  })

  it('takes a key that is given twice once, and a higher counter of a key that is there', () => {
    const before = contentsWith([account(1, { type: 'hotp', secret: 'JBSWY3DPEHPK3PXPJBSX', counter: 7 })])
    const counted = (counter: number): Enrolment =>
      enrolment('counted', { type: 'hotp', secret: 'JBSWY3DPEHPK3PXPJBSX', counter })
    const { contents, result } = applyNew(before, [counted(9), counted(8), enrolment('a'), enrolment('b')], work)
    expect(result.added.map(({ account: { name } }) => name)).toEqual(['a'])
    expect(result.same.map(({ name }) => name)).toEqual(['mama 1', 'a'])
    expect(result.completed.map(({ account: { counter } }) => counter)).toEqual([9])
    expect(allAccounts(contents).map(({ counter }) => counter)).toEqual([9, 0])
    expect(applyNew(before, [counted(7)], work).contents).toBe(before)
    expect(applyNew(before, [counted(3)], work).contents).toBe(before)
  })

  it('refuses a key that is in the trash and says under which name', () => {
    const before = contentsWith([account(1, { secret: NEW_KEY, trashed: NOW, name: 'old' })])
    const { contents, result } = applyNew(before, [enrolment('new')], work)
    expect(contents).toBe(before)
    expect(result.refused).toMatchObject([
      { name: 'new', error: { reason: 'same-key-in-trash', facts: { name: 'old' } } },
    ])
  })

  it('takes the key of an active account for the same though the trash has it too', () => {
    const before = contentsWith([
      account(1, { secret: NEW_KEY, trashed: NOW, name: 'old' }),
      account(2, { secret: NEW_KEY, name: 'active' }),
    ])
    expect(applyNew(before, [enrolment('new')], work).result.same).toMatchObject([{ name: 'active' }])
  })

  it('numbers a name that is taken, also by another of the same call, but not by one in the trash', () => {
    const before = contentsWith([
      account(1, { name: 'Mama' }),
      account(2, { name: 'papa', secret: 'GEZDGNBV', trashed: NOW }),
    ])
    const enrolments = [
      enrolment('mama'),
      enrolment('máma', { secret: 'MFRGGZDF' }),
      enrolment('papa', { secret: 'NBSWY3DP' }),
    ]
    const { result } = applyNew(before, enrolments, work)
    expect(result.added.map((one) => [one.wanted, one.account.name])).toEqual([
      ['mama', 'mama (2)'],
      ['máma', 'máma (3)'],
      ['papa', 'papa'],
    ])
  })

  it('takes what it can of several', () => {
    const before = contentsWith([account(1)])
    const enrolments = [enrolment('same', { secret: 'JBSWY3DPEHPK3PXPJBSX' }), enrolment('new')]
    const { contents, result } = applyNew(before, enrolments, work)
    expect([result.added.length, result.same.length, allAccounts(contents).length]).toEqual([1, 1, 2])
  })
})

describe('replaceKey', () => {
  const old = account(1, {
    name: 'mama',
    tags: ['család'],
    note: 'old note',
    deletionCode: '00000007',
    extra: { icon: 'x' },
  })
  const before = contentsWith([account(0, { secret: 'GEZDGNBV' }), old, account(2, { secret: 'MFRGGZDF' })])

  it('keeps the old key and its deletion code in the history, in the place of the account', () => {
    const given = { tags: ['család', 'új'], deletionCode: '01234567' }
    const { contents, result } = replaceKey(before, 'mama', enrolment('mama', { digits: 8, period: 60 }, given), work)
    const [replaced] = result.replaced
    expect(replaced).toEqual({
      ...old,
      secret: NEW_KEY,
      digits: 8,
      period: 60,
      tags: ['család', 'új'],
      deletionCode: '01234567',
      modified: LATER,
      history: [
        {
          type: 'totp',
          secret: old.secret,
          algorithm: 'SHA1',
          digits: 6,
          period: 30,
          counter: 0,
          deletionCode: '00000007',
          replaced: LATER,
        },
      ],
    })
    expect(contents.entries[1]).toBe(replaced)
    expect(contents.entries[0]).toBe(before.entries[0])
    expect(parseContents(encodeContents(contents))).toEqual(contents)
  })

  it('does not give the new key the old deletion code', () => {
    expect(replaceKey(before, 'mama', enrolment('mama'), work).result.replaced[0]?.deletionCode).toBeNull()
  })

  it('puts the newest first in the history', () => {
    const once = replaceKey(before, 'mama', enrolment('mama'), work)
    const twice = replaceKey(once.contents, 'mama', enrolment('mama', { secret: 'NBSWY3DP' }), work)
    expect(twice.result.replaced[0]?.history.map(({ secret }) => secret)).toEqual([NEW_KEY, old.secret])
  })

  it('lets labels and notes of the source win where it has any', () => {
    const labels = replaceKey(
      before,
      'mama',
      enrolment('mama', { issuer: 'NAV', account: 'anna2' }, { note: 'new' }),
      work,
    )
    expect(labels.result.replaced[0]).toMatchObject({ name: 'mama', issuer: 'NAV', account: 'anna2', note: 'new' })
    const none = replaceKey(before, 'mama', enrolment('mama'), work)
    expect(none.result.replaced[0]).toMatchObject({ issuer: old.issuer, account: old.account, note: 'old note' })
  })

  it('takes exact names only, and none from the trash', () => {
    expect(failure(() => replaceKey(before, 'Mama', enrolment('Mama'), work))).toMatchObject({
      reason: 'account-not-found',
    })
    const trashed = contentsWith([{ ...old, trashed: NOW }])
    expect(failure(() => replaceKey(trashed, 'mama', enrolment('mama'), work))).toMatchObject({
      reason: 'account-not-found',
    })
  })

  it('refuses a key that is there already: its own, another account’s, or one in the trash', () => {
    const same = (secret: string, contents = before) =>
      failure(() => replaceKey(contents, 'mama', enrolment('mama', { secret }), work))
    expect(same('JBSWY3DPEHPK3PXPJBSQ')).toEqual({ reason: 'same-key', facts: { name: 'mama' } })
    expect(same('MFRGGZDF')).toEqual({ reason: 'same-key', facts: { name: 'mama 2' } })
    const trashed = contentsWith([old, account(2, { secret: NEW_KEY, trashed: NOW })])
    expect(same(NEW_KEY, trashed)).toEqual({ reason: 'same-key-in-trash', facts: { name: 'mama 2' } })
  })
})
