// Two copies of one vault become one: what each rule does, and what holds for any two or three copies.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReason } from '../../src/errors.ts'
import { fold } from '../../src/otp/fold.ts'
import { keyIdentity } from '../../src/otp/same-key.ts'
import {
  activeAccounts,
  allAccounts,
  type Contents,
  purged,
  type StoredAccount,
  unreadableCount,
} from '../../src/vault/contents.ts'
import { encodeContents, parseContents } from '../../src/vault/contents-json.ts'
import type { StoredFormerSecret } from '../../src/vault/entry.ts'
import { mergeContents } from '../../src/vault/merge.ts'
import type { Json } from '../../src/vault/strict-json.ts'
import { account, contentsWith, fastest, fromUtf8, NOW, utf8 } from './kit.ts'

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`
const KEYS = ['JBSWY3DPEHPK3PXPJBSX', 'GEZDGNBVGY3TQOJQGEZA', 'MFRGGZDFMZTWQ2LKNNWG', 'NBSWY3DPO5XXE3DEEEQQ'] as const
const [KEY, KEY2, KEY3] = KEYS
/** The same bytes as KEY: the last four bits are dropped. */
const KEY_SPELLED_OTHERWISE = 'JBSWY3DPEHPK3PXPJBSW'

const id = (n: number): string => account(n).id
const merged = (ours: Contents, theirs: Contents): Contents => mergeContents(ours, theirs).contents
const report = (ours: Contents, theirs: Contents) => mergeContents(ours, theirs).report
const byId = (contents: Contents) => Object.fromEntries(allAccounts(contents).map((one) => [one.id, one]))
const names = (contents: Contents): string[] => allAccounts(contents).map(({ name }) => name)
const tombstone = (n: number, at: string, extra = {}) => ({ id: id(n), at, extra })

/** The one account of both merges, which must be the same whoever asks. */
function joined(a: Partial<StoredAccount>, b: Partial<StoredAccount>): StoredAccount {
  const [ours, theirs] = [contentsWith([account(1, a)]), contentsWith([account(1, b)])]
  expect(allAccounts(merged(theirs, ours))).toEqual(allAccounts(merged(ours, theirs)))
  const [one, ...more] = allAccounts(merged(ours, theirs))
  if (one === undefined || more.length > 0) throw new Error('not one account')
  return one
}

const former = (part: Partial<StoredFormerSecret> = {}): StoredFormerSecret => ({
  type: 'totp',
  secret: KEY2,
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  counter: 0,
  deletionCode: null,
  replaced: day(1),
  ...part,
})

describe('an account in one copy only', () => {
  it('of the other copy is taken over, behind ours and in its order', () => {
    const ours = contentsWith([account(5), account(2)])
    const theirs = contentsWith([account(4, { secret: KEY2 }), account(5), account(3, { secret: KEY3 })])
    expect(names(merged(ours, theirs))).toEqual(['mama 5', 'mama 2', 'mama 4', 'mama 3'])
    expect(report(ours, theirs)).toEqual({
      added: [
        { account: account(4, { secret: KEY2 }), wanted: 'mama 4' },
        { account: account(3, { secret: KEY3 }), wanted: 'mama 3' },
      ],
      changed: [],
      removed: [],
      kept: [],
      same: 1,
      sameKey: [],
      unreadable: 0,
    })
  })

  it('stays when it is ours, without a word', () => {
    const ours = contentsWith([account(1)])
    expect(mergeContents(ours, contentsWith([]))).toMatchObject({ contents: ours, report: { same: 0, kept: [] } })
    expect(merged(ours, contentsWith([]))).toBe(ours)
  })

  it.each([day(5), day(6)])('goes when the other copy deleted it for good on %s, after its last change', (at) => {
    const one = account(1, { modified: day(5) })
    const [ours, theirs] = [contentsWith([one]), contentsWith([], { deleted: [tombstone(1, at)] })]
    expect(merged(ours, theirs)).toMatchObject({ entries: [], deleted: [tombstone(1, at)] })
    expect(report(ours, theirs).removed).toEqual([one])
    expect(merged(theirs, ours)).toBe(theirs)
    expect(report(theirs, ours)).toMatchObject({ removed: [], added: [] })
  })

  it('wins over an older tombstone, which goes', () => {
    const one = account(1, { modified: day(5) })
    const [ours, theirs] = [contentsWith([one]), contentsWith([], { deleted: [tombstone(1, day(4))] })]
    expect(merged(ours, theirs)).toBe(ours)
    expect(merged(theirs, ours)).toMatchObject({ entries: [one], deleted: [] })
    expect(report(theirs, ours).added).toEqual([{ account: one, wanted: one.name }])
  })

  it('is compared as a time, whatever the zone is written like', () => {
    const one = account(1, { modified: '2026-11-05T09:30:00+02:00' })
    const ours = contentsWith([one])
    const deleted = (at: string) => contentsWith([], { deleted: [tombstone(1, at)] })
    expect(merged(ours, deleted('2026-11-05T07:30:00Z')).entries).toEqual([])
    expect(merged(ours, deleted('2026-11-05T07:29:59.999Z'))).toBe(ours)
  })

  it('in the trash of the other copy is taken over into the trash', () => {
    const theirs = contentsWith([account(1, { trashed: NOW })])
    expect(merged(contentsWith([]), theirs).entries).toEqual(theirs.entries)
  })
})

describe('an account in both copies', () => {
  it('has every field of the newer edit', () => {
    const newer = account(1, {
      name: 'papa',
      issuer: 'NAV',
      account: 'x',
      tags: ['b'],
      note: 'new',
      trashed: day(9),
      digits: 8,
      period: 60,
      source: 'manual',
      deletionCode: '11111111',
      modified: day(9),
    })
    const older = { tags: ['a'], note: 'old', deletionCode: '11111111', modified: day(2) }
    expect(joined(older, newer)).toEqual(newer)
  })

  it('is reported as changed, kept or same', () => {
    const ours = contentsWith([
      account(1, { modified: day(1) }),
      account(2, { modified: day(3), secret: KEY2 }),
      account(3, { secret: KEY3 }),
    ])
    const theirs = contentsWith([
      account(1, { modified: day(2), name: 'papa' }),
      account(2, { modified: day(2), secret: KEY2, name: 'old' }),
      account(3, { secret: KEY3 }),
    ])
    const found = report(ours, theirs)
    expect(found.changed.map(({ name }) => name)).toEqual(['papa'])
    expect(found.kept.map(({ name }) => name)).toEqual(['mama 2'])
    expect(found.same).toBe(1)
  })

  it('keeps a key that the newer edit overwrites, with its deletion code', () => {
    const one = joined(
      { secret: KEY2, deletionCode: '22222222', digits: 8, modified: day(1) },
      { secret: KEY, deletionCode: null, modified: day(2) },
    )
    expect(one).toMatchObject({ secret: KEY, deletionCode: null, modified: day(2) })
    expect(one.history).toEqual([former({ digits: 8, deletionCode: '22222222', replaced: day(2) })])
  })

  it('does not write a key into the history twice', () => {
    const history = [former({ deletionCode: '22222222' })]
    expect(
      joined({ secret: KEY2, deletionCode: '22222222', modified: day(1) }, { history, modified: day(2) }).history,
    ).toEqual(history)
    expect(
      joined({ secret: KEY2, deletionCode: null, modified: day(1) }, { history, modified: day(2) }).history,
    ).toEqual(history)
    expect(joined({ secret: KEY_SPELLED_OTHERWISE, modified: day(1) }, { modified: day(2) }).history).toEqual([])
  })

  it('keeps a deletion code that the history does not know', () => {
    const history = [former({ replaced: day(1) })]
    const one = joined({ secret: KEY2, deletionCode: '22222222', modified: day(1) }, { history, modified: day(2) })
    expect(one.history.map(({ deletionCode }) => deletionCode)).toEqual(['22222222', null])
  })

  it('keeps the deletion code of the older edit when the newer one has the same key and none', () => {
    const older = { deletionCode: '22222222', modified: day(1) }
    expect(joined(older, { deletionCode: null, modified: day(2) }).deletionCode).toBe('22222222')
    expect(joined(older, { deletionCode: '33333333', modified: day(2) }).deletionCode).toBe('33333333')
    expect(joined(older, { deletionCode: null, secret: KEY2, modified: day(2) }).deletionCode).toBeNull()
  })

  it('has the history of both, newest first, one for each key and deletion code', () => {
    const one = joined(
      { modified: day(1), history: [former({ replaced: day(5), extra: { by: 'x' } }), former({ secret: KEY3 })] },
      {
        modified: day(2),
        history: [former({ replaced: day(7) }), former({ deletionCode: '22222222', replaced: day(6) })],
      },
    )
    expect(one.history).toEqual([
      former({ replaced: day(7), extra: { by: 'x' } }),
      former({ deletionCode: '22222222', replaced: day(6) }),
      former({ secret: KEY3 }),
    ])
  })

  it('has the key that replaced the other one, though the account was renamed later where nobody knew of it', () => {
    const replaced = {
      secret: KEY2,
      deletionCode: '00000002',
      history: [former({ secret: KEY, deletionCode: '01234567' })],
      modified: day(2),
    }
    const renamed = { name: 'anya', secret: KEY, modified: day(3) }
    expect(joined(replaced, renamed)).toMatchObject({
      name: 'anya',
      secret: KEY2,
      deletionCode: '00000002',
      modified: day(3),
    })
    expect(joined(replaced, renamed).history.map(({ secret }) => secret)).toEqual([KEY])
    // Both know both keys: the earlier one was brought back on purpose.
    const broughtBack = { secret: KEY, history: [former({ secret: KEY2 })], modified: day(4) }
    expect(joined(replaced, broughtBack)).toMatchObject({ secret: KEY, modified: day(4) })
  })

  it('of counted codes has the higher counter of one key', () => {
    const hotp = { type: 'hotp', modified: day(1) } as const
    expect(joined({ ...hotp, counter: 9 }, { ...hotp, counter: 7, modified: day(2) }).counter).toBe(9)
    expect(joined({ ...hotp, counter: 9 }, { ...hotp, counter: 7 }).counter).toBe(9)
    expect(joined({ ...hotp, counter: 9, secret: KEY2 }, { ...hotp, counter: 7, modified: day(2) }).counter).toBe(7)
  })

  it('keeps a note that the newer edit does not have, and every unknown field', () => {
    const one = joined(
      { modified: day(1), note: 'door 3', extra: { icon: 'a', shelf: 1, deep: { x: 1, y: 1 } } },
      { modified: day(2), extra: { icon: 'b', deep: { x: 2 } } },
    )
    expect(one).toMatchObject({ note: 'door 3', extra: { icon: 'b', shelf: 1, deep: { x: 2 } } })
    expect(joined({ modified: day(1), note: 'old' }, { modified: day(2), note: 'new' }).note).toBe('new')
  })

  it('is decided by what it holds when both were changed at one moment', () => {
    const one = joined({ name: 'a', secret: KEY }, { name: 'b', secret: KEY2 })
    expect(one).toMatchObject({ name: 'b', secret: KEY2, history: [{ secret: KEY }] })
    expect(joined({ trashed: NOW, name: 'z' }, {})).toMatchObject({ trashed: null })
    expect(joined({ note: 'a' }, { note: 'b' }).note).toBe('b')
    expect(joined({ extra: { x: 1, y: 'a' } }, { extra: { x: 2, y: { z: 1 } } }).extra).toEqual({ x: 2, y: { z: 1 } })
    expect(joined({ tags: ['a', 'b'] }, { tags: ['b', 'c'] }).tags).toEqual(['a', 'b', 'c'])
  })

  it('takes a time over no time, and compares what is no time as text', () => {
    expect(joined({ modified: 'yesterday', name: 'a' }, { modified: day(1), name: 'b' }).name).toBe('b')
    expect(joined({ modified: '', name: 'a' }, { modified: day(1), name: 'b' }).name).toBe('b')
    expect(joined({ modified: 'x', name: 'b' }, { modified: 'y', name: 'a' }).name).toBe('a')
    // Without a zone it would be another moment on every computer.
    expect(joined({ modified: '2027-01-01T00:00:00', name: 'a' }, { modified: day(1), name: 'b' }).name).toBe('b')
  })

  it('was created when the earlier copy says', () => {
    expect(joined({ created: day(3), modified: day(9) }, { created: day(2), modified: day(3) }).created).toBe(day(2))
    expect(joined({ created: '', modified: day(9) }, { created: day(2), modified: day(3) }).created).toBe(day(2))
  })
})

describe('a key under two ids', () => {
  const older = account(1, { name: 'mama', tags: ['a'], modified: day(1), note: 'door 3' })
  const newer = account(2, { name: 'anya', tags: ['b'], modified: day(2), secret: KEY_SPELLED_OTHERWISE })
  const [ours, theirs] = [contentsWith([older]), contentsWith([newer])]

  it('becomes one account: the older id, the newer fields, the tags of both', () => {
    const expected = { ...newer, id: id(1), tags: ['a', 'b'], note: 'door 3' }
    expect(merged(ours, theirs).entries).toEqual([expected])
    expect(merged(theirs, ours).entries).toEqual([expected])
  })

  it('leaves a tombstone of the other id that both computers write alike', () => {
    const deleted = [tombstone(2, day(2), { joined: id(1) })]
    expect(merged(ours, theirs).deleted).toEqual(deleted)
    expect(merged(theirs, ours).deleted).toEqual(deleted)
  })

  it('is reported by name, neither as added nor as removed', () => {
    expect(report(ours, theirs)).toMatchObject({ added: [], removed: [], sameKey: [{ name: 'anya', as: 'anya' }] })
    expect(report(theirs, ours)).toMatchObject({ added: [], removed: [], sameKey: [{ name: 'mama', as: 'anya' }] })
  })

  it('stays joined when the other copy comes again, also after an edit there', () => {
    const first = merged(ours, theirs)
    expect(merged(first, theirs)).toBe(first)
    const edited = contentsWith([{ ...newer, name: 'nagyi', modified: day(3) }])
    const second = merged(first, edited)
    expect(names(second)).toEqual(['nagyi'])
    expect(second.deleted).toEqual([tombstone(2, day(3), { joined: id(1) })])
  })

  it('goes from our copy when the other one has joined it', () => {
    const whole = merged(contentsWith([older]), theirs)
    const again = mergeContents(theirs, whole)
    expect(again.contents.entries).toEqual(whole.entries)
    expect(again.report).toMatchObject({ added: [], removed: [], sameKey: [{ name: 'anya', as: 'anya' }] })
  })

  it('does not lose a key that a third copy holds under the id that went', () => {
    const third = contentsWith([{ ...newer, secret: KEY3, modified: day(1) }])
    const all = merged(merged(ours, theirs), third)
    expect(allAccounts(all)).toMatchObject([{ id: id(1), secret: newer.secret, history: [{ secret: KEY3 }] }])
    expect(merged(all, third)).toBe(all)
  })

  it('has the same unknown fields when three states of it come together again', () => {
    const ours = contentsWith([
      account(2, { modified: day(1), extra: { x: { a: 2, b: 1 } } }),
      account(5, { modified: day(5), extra: { x: { a: 1 } } }),
    ])
    const deleted = [tombstone(5, day(5), { joined: id(2) })]
    const whole = merged(ours, contentsWith([account(2, { modified: day(3), extra: { x: 0 } })], { deleted }))
    expect(allAccounts(whole).map((one) => one.extra)).toEqual([{ x: { a: 1 } }])
    expect(merged(whole, ours)).toBe(whole)
  })

  it('is deleted for good when the other copy deleted what it was joined into', () => {
    const whole = merged(ours, theirs)
    const deletedThere = purged(whole, allAccounts(whole), day(8))
    expect(merged(theirs, deletedThere).entries).toEqual([])
    expect(report(theirs, deletedThere).removed).toEqual([newer])
  })

  it.each<[string, Contents, Contents]>([
    ['one copy holds both', contentsWith([older]), contentsWith([older, newer])],
    ['a copy holds the key twice', contentsWith([older, account(3)]), contentsWith([newer])],
    ['one is in the trash', contentsWith([{ ...older, trashed: NOW }]), contentsWith([newer])],
    [
      'one id holds another key in the other copy',
      contentsWith([older]),
      contentsWith([newer, account(1, { secret: KEY2 })]),
    ],
  ])('is left alone when %s', (_, a, b) => {
    const every = new Set([...Object.keys(byId(a)), ...Object.keys(byId(b))])
    expect(Object.keys(byId(merged(a, b))).sort()).toEqual([...every].sort())
    expect(report(a, b).sameKey).toEqual([])
  })
})

describe('a name', () => {
  it('that two accounts would have is given to the older id, whatever its case and accents', () => {
    const [ours, theirs] = [
      contentsWith([account(2, { name: 'Édesanya', secret: KEY2 })]),
      contentsWith([account(1, { name: 'edesanya' })]),
    ]
    expect(names(merged(ours, theirs))).toEqual(['Édesanya (2)', 'edesanya'])
    expect(names(merged(theirs, ours))).toEqual(['edesanya', 'Édesanya (2)'])
    expect(report(ours, theirs).changed.map(({ name }) => name)).toEqual(['Édesanya (2)'])
    expect(report(theirs, ours).added).toMatchObject([{ account: { name: 'Édesanya (2)' }, wanted: 'Édesanya' }])
    expect(merged(merged(theirs, ours), ours)).toEqual(merged(theirs, ours))
  })

  it('that one copy had twice already is left alone', () => {
    const twins = [account(1, { name: 'mama' }), account(2, { name: 'mama', secret: KEY2 })]
    expect(names(merged(contentsWith([]), contentsWith(twins)))).toEqual(['mama', 'mama'])
    const ours = contentsWith(twins)
    expect(merged(ours, ours)).toBe(ours)
  })

  it('in the trash takes no name away', () => {
    const ours = contentsWith([account(1, { name: 'mama', trashed: NOW })])
    const theirs = contentsWith([account(2, { name: 'mama', secret: KEY2 })])
    expect(names(merged(ours, theirs))).toEqual(['mama', 'mama'])
  })
})

describe('tombstones', () => {
  it('of both are kept, the latest of each id, with every unknown field', () => {
    const ours = contentsWith([], { deleted: [tombstone(1, day(1), { by: 'a', x: 1 }), tombstone(2, day(1))] })
    const theirs = contentsWith([], { deleted: [tombstone(3, day(1)), tombstone(1, day(2), { by: 'b' })] })
    expect(merged(ours, theirs).deleted).toEqual([
      tombstone(1, day(2), { by: 'b', x: 1 }),
      tombstone(2, day(1)),
      tombstone(3, day(1)),
    ])
  })

  it('of one moment are the same on both computers', () => {
    const [ours, theirs] = [{ by: 'a' }, { by: 'b' }].map((extra) =>
      contentsWith([], { deleted: [tombstone(1, day(1), extra)] }),
    ) as [Contents, Contents]
    expect(merged(ours, theirs).deleted).toEqual(merged(theirs, ours).deleted)
  })

  it('of an account that lives beside them say nothing', () => {
    const stale = [tombstone(5, '', { joined: id(4) })]
    const theirs = contentsWith([account(5, { modified: '' }), account(4, { secret: KEY2 })], { deleted: stale })
    const whole = merged(contentsWith([account(1, { modified: '' })]), theirs)
    expect(whole.deleted).toEqual([tombstone(5, '', { joined: id(1) })])
    expect(merged(whole, theirs)).toBe(whole)
  })

  it('that name a later id as the joined one, or go round, end nowhere', () => {
    const deleted = [tombstone(1, day(9), { joined: id(2) }), tombstone(2, day(9), { joined: id(1) })]
    expect(merged(contentsWith([account(2, { modified: day(1) })]), contentsWith([], { deleted })).entries).toEqual([])
  })
})

describe('an entry that cannot be read', () => {
  const strange = (part: Record<string, Json> = {}) => ({ unreadable: { id: 's', type: 'passkey', ...part } })

  it('is taken over once, whatever order its fields have', () => {
    const theirs = contentsWith([strange({ a: 1, b: 2 }), { unreadable: 'x' }, { unreadable: 'x' }])
    const ours = contentsWith([strange({ b: 2, a: 1 })])
    expect(merged(ours, theirs).entries).toEqual([...ours.entries, { unreadable: 'x' }])
    expect(report(ours, theirs).unreadable).toBe(1)
  })

  it('that differs under one id is there twice', () => {
    const both = merged(contentsWith([strange({ a: 1 })]), contentsWith([strange({ a: 2 })]))
    expect(unreadableCount(both)).toBe(2)
  })

  it('with the id of an account stands beside it', () => {
    const [readable, unreadable] = [contentsWith([account(1)]), contentsWith([strange({ id: id(1) })])]
    expect(merged(readable, unreadable).entries).toEqual([...readable.entries, ...unreadable.entries])
    expect(merged(unreadable, readable).entries).toEqual([...unreadable.entries, ...readable.entries])
  })

  it('behind an account of the same id keeps that from being joined by its key', () => {
    const twin = account(2, { secret: KEY2 })
    const json = JSON.parse(fromUtf8(encodeContents(contentsWith([account(2), account(3)]))))
    json.entries[1] = { ...twin, trashed: undefined }
    const ours = parseContents(utf8(JSON.stringify(json)))
    const whole = merged(contentsWith([account(1)]), ours)
    expect(Object.keys(byId(whole))).toEqual([id(1), id(2)])
    expect(parseContents(encodeContents(whole))).toEqual(whole)
  })

  it('behind an account of the same id never comes up in its place', () => {
    const json = JSON.parse(fromUtf8(encodeContents(contentsWith([account(1), account(2)]))))
    json.entries[1].id = id(1)
    const ours = parseContents(utf8(JSON.stringify(json)))
    const theirs = contentsWith([], { deleted: [tombstone(1, day(30))] })
    expect(unreadableCount(ours)).toBe(1)
    expect(merged(ours, theirs).entries).toEqual(ours.entries)
    expect(merged(theirs, ours).entries).toEqual(ours.entries)
  })
})

describe('the rest of a vault', () => {
  it('is ours, with what only the other copy has', () => {
    const slot = (label: string, extra = {}) => ({ label, created: day(1), extra })
    const vault = { created: day(2), prev: 'p', writer: 'w' }
    const ours = contentsWith([], {
      vault: { ...vault, name: '', extra: { colour: 'red' } },
      slots: { A: slot('ours'), B: slot('') },
      extra: { ext: { a: 1 }, shelves: [1] },
    })
    const theirs = contentsWith([], {
      vault: { created: day(1), name: 'family', prev: 'q', writer: 'v', extra: { colour: 'blue', size: 1 } },
      slots: { A: slot('theirs', { icon: 1 }), B: slot('usb'), C: slot('c') },
      extra: { ext: { a: 2, b: 3 }, shelves: [2], more: null },
    })
    expect(merged(ours, theirs)).toEqual({
      schema: 1,
      vault: { name: 'family', created: day(1), prev: 'p', writer: 'w', extra: { colour: 'red', size: 1 } },
      slots: { A: slot('ours', { icon: 1 }), B: slot('usb'), C: slot('c') },
      entries: [],
      deleted: [],
      extra: { ext: { a: 1, b: 3 }, shelves: [1], more: null },
    })
  })

  it('of a newer version is refused, whichever side it is on', () => {
    const [old, newer] = [contentsWith([]), contentsWith([], { schema: 2 })]
    for (const [a, b] of [
      [old, newer],
      [newer, old],
    ] as const) {
      let caught: unknown
      try {
        mergeContents(a, b)
      } catch (error) {
        caught = error
      }
      expect(isReason(caught, 'vault-newer') && caught.facts).toEqual({ file: '' })
    }
  })
})

// Few ids, keys, names and times, so that every kind of clash comes up in a few hundred runs.
const time = fc.constantFrom('', '1. März', ...[1, 2, 3, 4, 5].map(day), '2026-11-03T09:00:00+01:00')
const text = fc.constantFrom('', 'a', 'b')
const json: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(0, 1, 'x', null, [1], { a: 1 }, { a: 2, b: 1 })
const extra = fc.dictionary(fc.constantFrom('x', 'y'), json, { maxKeys: 2 })
const parameters = {
  type: fc.constantFrom('totp', 'hotp'),
  secret: fc.constantFrom(...KEYS, KEY_SPELLED_OTHERWISE),
  algorithm: fc.constantFrom('SHA1', 'SHA256'),
  digits: fc.constantFrom(6, 8),
  period: fc.constant(30),
  counter: fc.nat(3),
  deletionCode: fc.constantFrom(null, '11111111', '22222222'),
}
const spread = <T extends object>([fields, more]: [T, object]): object => ({ ...more, ...fields })
const formerJson = fc.tuple(fc.record({ ...parameters, replaced: time }), extra).map(spread)
const accountJson = fc
  .tuple(
    fc.record({
      ...parameters,
      id: fc.integer({ min: 1, max: 5 }).map(id),
      name: fc.constantFrom('mama', 'Mámá', 'papa', 'papa (2)'),
      issuer: text,
      account: fc.constant(''),
      tags: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
      note: text,
      created: time,
      modified: time,
      source: fc.constantFrom('qr', 'manual'),
      trashed: fc.option(time, { freq: 4 }),
      history: fc.array(formerJson, { maxLength: 3 }),
    }),
    extra,
  )
  .map(spread)
const strangeJson = fc.constantFrom<Json[]>(
  'x',
  1,
  { id: id(1), type: 'passkey' },
  { id: id(2), type: 'passkey', a: 1 },
  {
    id: id(2),
    a: 2,
  },
)
const tombstoneJson = fc.record(
  { id: fc.integer({ min: 1, max: 6 }).map(id), at: time, joined: fc.integer({ min: 1, max: 6 }).map(id) },
  { requiredKeys: ['id', 'at'] },
)
const vaultJson = fc.record({ name: text, created: time, prev: text, writer: text })
const slotJson = fc.record({ label: text, created: time })

function copies(deleted: fc.Arbitrary<object[]>): fc.Arbitrary<Contents> {
  return fc
    .record({
      schema: fc.constant(1),
      vault: vaultJson,
      slots: fc.dictionary(fc.constantFrom('A', 'B', 'constructor'), slotJson, { maxKeys: 2 }),
      entries: fc.array(fc.oneof({ weight: 6, arbitrary: accountJson }, { weight: 1, arbitrary: strangeJson }), {
        maxLength: 6,
      }),
      deleted,
      more: json,
    })
    .map((contents) => frozen(parseContents(encodeContents(parseContents(utf8(JSON.stringify(contents)))))))
}
const copy = copies(fc.array(tombstoneJson, { maxLength: 3 }))
/** Tombstones that say "joined" come from a merge only, as in life; made up ones can name an account that never was. */
const plain = copies(fc.array(tombstoneJson, { maxLength: 3 }).map((all) => all.map(({ id, at }) => ({ id, at }))))
const worked = fc.oneof(
  plain,
  fc.tuple(plain, plain).map(([a, b]) => frozen(parseContents(encodeContents(merged(a, b))))),
)

/** A copy that is written to by mistake throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/** Every key that a copy holds, replaced ones too. */
function keysOf(contents: Contents): string[] {
  const keys = allAccounts(contents).flatMap((one) => [one, ...one.history].map(keyIdentity))
  return [...new Set(keys)].sort()
}

/** Pairs of active accounts with one name. */
function namesakes(contents: Contents): string[] {
  const active = activeAccounts(contents)
  return active.flatMap((one) =>
    active
      .filter((other) => one.id < other.id && fold(one.name) === fold(other.name))
      .map((other) => `${one.id} ${other.id}`),
  )
}

/** Ids that were deleted for good and are not there. */
function goneIds(contents: Contents): string[] {
  const there = byId(contents)
  return [...new Set(contents.deleted.map((gone) => gone.id))].filter((gone) => there[gone] === undefined).sort()
}

const RUNS = { numRuns: 200 }

describe('any two copies', () => {
  it('that are one are that one', () => {
    fc.assert(
      fc.property(copy, (a) => {
        expect(merged(a, a)).toBe(a)
        expect(merged(a, parseContents(encodeContents(a)))).toBe(a)
      }),
      RUNS,
    )
  })

  it('are merged once: either of them again changes nothing', () => {
    fc.assert(
      fc.property(worked, worked, (a, b) => {
        const whole = merged(a, b)
        expect(merged(whole, b)).toBe(whole)
        expect(merged(whole, a)).toBe(whole)
      }),
      RUNS,
    )
  })

  it('of one moment, one with the key that replaced the other, take unknown fields by their value', () => {
    const json = (changed: object): Contents => {
      const account = {
        ...{ id: '01JD7T00000000000000000005', name: 'papa', type: 'hotp', secret: 'NBSWY3DPO5XXE3DEEEQQ' },
        ...{ algorithm: 'SHA1', digits: 6, period: 30, counter: 0, issuer: 'b', account: '', tags: [], note: '' },
        ...{ deletionCode: null, created: '', modified: '2026-11-03T08:00:00.000Z', source: 'qr', trashed: null },
        ...{ history: [], extra: 0 },
        ...changed,
      }
      const vault = { name: '', created: '', prev: '', writer: '' }
      return parseContents(utf8(JSON.stringify({ schema: 1, vault, slots: {}, entries: [account], deleted: [] })))
    }
    const former = {
      type: 'hotp',
      secret: 'NBSWY3DPO5XXE3DEEEQQ',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
    }
    const old = json({})
    const replaced = json({
      ...{ type: 'totp', secret: 'JBSWY3DPEHPK3PXPJBSX', source: 'manual', extra: { b: 1 } },
      history: [{ ...former, deletionCode: null, replaced: '' }],
    })
    const whole = merged(old, replaced)
    expect(merged(whole, replaced)).toBe(whole)
    expect(merged(whole, old)).toBe(whole)
  })

  it('come to the same accounts and tombstones on both computers', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const [here, there] = [merged(a, b), merged(b, a)]
        expect(byId(here)).toEqual(byId(there))
        expect(byId(merged(here, there))).toEqual(byId(here))
        expect(goneIds(here)).toEqual(goneIds(there))
      }),
      RUNS,
    )
  })

  it('lose no key of an active account that was not deleted for good later', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const keys = keysOf(merged(a, b))
        for (const [one, other] of [
          [a, b],
          [b, a],
        ] as const) {
          const there = byId(other)
          // Written alike, these times sort as text.
          const utc = (at: string): string => (at.includes('+') ? day(3) : at)
          const alive = activeAccounts(one).filter(
            ({ id, modified }) =>
              there[id] !== undefined || !other.deleted.some((gone) => gone.id === id && utc(gone.at) >= utc(modified)),
          )
          for (const account of alive) expect(keys).toContain(keyIdentity(account))
        }
      }),
      RUNS,
    )
  })

  it('give no id twice, and no name that was not twice in one of them', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const whole = merged(a, b)
        const ids = allAccounts(whole).map((one) => one.id)
        expect(new Set(ids).size).toBe(ids.length)
        const before = new Set([...namesakes(a), ...namesakes(b)])
        for (const pair of namesakes(whole)) expect(before).toContain(pair)
      }),
      RUNS,
    )
  })

  it('keep every entry that cannot be read', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const whole = merged(a, b)
        for (const entry of [...a.entries, ...b.entries].filter((one) => 'unreadable' in one))
          expect(whole.entries).toContainEqual(entry)
        expect(unreadableCount(whole)).toBe(unreadableCount(a) + report(a, b).unreadable)
      }),
      RUNS,
    )
  })

  it('are written and read back as they are', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const whole = merged(a, b)
        expect(parseContents(encodeContents(whole))).toEqual(whole)
      }),
      RUNS,
    )
  })

  it('have every account of ours in the report or as it was', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const { contents, report: found } = mergeContents(a, b)
        const [before, after] = [byId(a), byId(contents)]
        for (const one of found.changed) expect(before[one.id]).not.toEqual(one)
        for (const { account } of found.added) expect(before[account.id]).toBeUndefined()
        for (const one of found.kept) expect(after[one.id]).toBe(before[one.id])
        for (const one of found.removed) expect(after[one.id]).toBeUndefined()
        const unchanged = Object.keys(after).filter((key) => before[key] === after[key])
        expect(Object.keys(after)).toHaveLength(unchanged.length + found.changed.length + found.added.length)
      }),
      RUNS,
    )
  })
})

describe('any three copies', () => {
  it('hold the same keys in whatever order they are merged', () => {
    const living = copies(fc.constant([]))
    fc.assert(
      fc.property(living, living, living, (a, b, c) => {
        const all = [...new Set([a, b, c].flatMap(keysOf))].sort()
        for (const [x, y, z] of [
          [a, b, c],
          [a, c, b],
          [b, a, c],
          [b, c, a],
          [c, a, b],
          [c, b, a],
        ] as const) {
          expect(keysOf(merged(merged(x, y), z))).toEqual(all)
          expect(keysOf(merged(x, merged(y, z)))).toEqual(all)
        }
      }),
      RUNS,
    )
  })
})

describe('ten thousand accounts', () => {
  const secret = (n: number): string =>
    `${'A'.repeat(12)}${n.toString(2).padStart(20, '0').replaceAll('0', 'A').replaceAll('1', 'B')}`
  const many = (part: (n: number) => Partial<StoredAccount>): Contents =>
    contentsWith(Array.from({ length: 10_000 }, (_, n) => account(n, { secret: secret(n), ...part(n) })))

  it.each<[string, (n: number) => Partial<StoredAccount>]>([
    ['alike', () => ({})],
    ['edited', (n) => ({ note: 'edited', modified: day(22 + (n % 2)) })],
    ['with new keys', (n) => ({ secret: secret(n + 10_000), modified: day(22) })],
    ['under other ids', (n) => ({ id: id(n + 10_000), name: `mama ${n}` })],
    [
      'with other keys, other ids and one name',
      (n) => ({ id: id(n + 10_000), secret: secret(n + 10_000), name: 'mama' }),
    ],
  ])('%s are merged with ten thousand in well under a second', (_, part) => {
    const [ours, theirs] = [many(() => ({})), many(part)]
    const ms = fastest(() => merged(ours, theirs))
    expect(ms).toBeLessThan(1000)
  })
})
