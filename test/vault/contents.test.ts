// What stands inside a vault, read and written: nothing is lost on the way, understood or not.
import { describe, expect, it } from 'vitest'
import {
  activeAccounts,
  allAccounts,
  emptyContents,
  purged,
  trashedAccounts,
  unreadableCount,
  withAccounts,
} from '../../src/vault/contents.ts'
import { encodeContents, parseContents } from '../../src/vault/contents-json.ts'
import type { Json } from '../../src/vault/strict-json.ts'
import { sealNext } from '../../src/vault/vault.ts'
import {
  account,
  byKey,
  contentsWith,
  fromUtf8,
  makeVault,
  NOW,
  opened,
  payloadText,
  RAW_KEY,
  resealed,
  seeded,
  utf8,
} from './kit.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'
const rewritten = (json: unknown): unknown =>
  JSON.parse(fromUtf8(encodeContents(parseContents(utf8(JSON.stringify(json))))))

/** Entries that no version 1 reader understands, each for another reason. */
const STRANGE: readonly Json[] = [
  { id: 's1', type: 'passkey', rp: 'example.org', keys: [{ deep: null }] },
  { id: 's2', type: 'totp', secret: KEY, algorithm: 'SHA3-256' },
  { id: 's3', type: 'totp', secret: KEY, digits: 12 },
  { id: 's4', type: 'totp', secret: KEY, deletionCode: 1234567 },
  { id: 's5', type: 'totp', secret: KEY, note: 'x'.repeat(65_537) },
  { id: 's6', type: 'totp', secret: KEY, history: [{ type: 'passkey' }] },
  { type: 'totp', secret: KEY },
  { id: 7, secret: null },
  {},
  'mama',
  8,
  null,
  true,
  [{ id: 'inside', type: 'totp', secret: KEY }],
]

describe('contents', () => {
  it('come back as they were written, byte for byte', () => {
    const contents = contentsWith([account(1), account(2, { trashed: NOW }), { unreadable: { type: 'x' } }], {
      slots: { AAAAAAAAAAA: { label: 'laptop', created: NOW, extra: {} } },
      deleted: [{ id: 'gone', at: NOW, extra: {} }],
    })
    const bytes = encodeContents(contents)
    expect(parseContents(bytes)).toEqual(contents)
    expect(encodeContents(parseContents(bytes))).toEqual(bytes)
  })

  it('of a new vault are empty', () => {
    const empty = parseContents(encodeContents(emptyContents(NOW, 'device')))
    expect(empty).toMatchObject({ schema: 1, entries: [], deleted: [], slots: {} })
    expect(empty.vault).toEqual({ name: '', created: NOW, prev: '', writer: 'device', extra: {} })
  })

  it('with schema only are empty contents', () => {
    expect(rewritten({ schema: 1 })).toEqual({
      schema: 1,
      vault: { name: '', created: '', prev: '', writer: '' },
      slots: {},
      entries: [],
      deleted: [],
      ext: {},
    })
  })

  it('have one entry a line', () => {
    const lines = fromUtf8(encodeContents(contentsWith([account(1), account(2)]))).split('\n')
    expect(lines.filter((line) => line.startsWith('{"id":'))).toHaveLength(2)
  })

  it('keep every field that nobody knows, at every level', () => {
    const json = {
      schema: 1,
      vault: { name: 'family', created: NOW, prev: 'p', writer: 'w', colour: { r: 1 } },
      slots: { AAAAAAAAAAA: { label: 'x', created: NOW, icon: [1] }, B: { label: '', created: '' } },
      entries: [
        {
          id: 'a',
          type: 'totp',
          secret: KEY,
          icon: { svg: '<x>' },
          history: [{ type: 'hotp', secret: KEY, by: 'me' }],
        },
        ...STRANGE,
      ],
      deleted: [{ id: 'gone', at: NOW, by: 'other computer', count: 2 }],
      ext: { plugin: { on: true } },
      shelves: ['a', null],
      42: 'a key that looks like a number',
    }
    expect(rewritten(json)).toMatchObject(json)
    expect(rewritten(rewritten(json))).toEqual(rewritten(json))
  })

  it('keep them through a save of the vault', async () => {
    const made = await makeVault()
    const first = { ...account(1), trashed: undefined, history: undefined, extra: undefined, icon: 'x' }
    const json = {
      schema: 1,
      vault: { name: '', created: NOW, prev: '', writer: '', colour: 'red' },
      entries: [first, ...STRANGE],
      deleted: [{ id: 'gone', at: NOW, by: 'x' }],
      shelves: { a: 1 },
    }
    const file = await resealed(made, { json: JSON.stringify(json) })
    const vault = await opened(file, byKey(RAW_KEY))
    if (vault === null) throw new Error('does not open')
    const renamed = allAccounts(vault.contents).map((one) => [one.id, { ...one, name: 'papa' }] as const)
    const contents = withAccounts(vault.contents, new Map(renamed))
    const next = await sealNext(vault, { contents }, { previous: file, random: seeded(2), writer: 'w' })
    const after = JSON.parse(await payloadText(next.vault)) as Record<string, unknown>
    expect(after).toMatchObject({
      vault: { colour: 'red' },
      entries: [{ name: 'papa', icon: 'x', deletionCode: '01234567' }, ...STRANGE],
      deleted: [{ id: 'gone', at: NOW, by: 'x' }],
      shelves: { a: 1 },
    })
  })
})

describe('entries that cannot be read', () => {
  it('are counted, and never stop the others', () => {
    const entries = [{ id: 'a', type: 'totp', secret: KEY }, ...STRANGE, { id: 'b', type: 'hotp', secret: KEY }]
    const contents = parseContents(utf8(JSON.stringify({ schema: 1, entries })))
    expect(allAccounts(contents).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(unreadableCount(contents)).toBe(STRANGE.length)
    expect(contents.entries).toHaveLength(STRANGE.length + 2)
  })

  it('are the later ones of two with one id, and both are kept', () => {
    const twin = (name: string) => ({ id: 'a', type: 'totp', name, secret: KEY })
    const json = { schema: 1, entries: [twin('first'), twin('second')] }
    const contents = parseContents(utf8(JSON.stringify(json)))
    expect(allAccounts(contents).map(({ name }) => name)).toEqual(['first'])
    expect(unreadableCount(contents)).toBe(1)
    expect(rewritten(json)).toMatchObject(json)
  })

  it('with a text of 5 million characters leave the others readable', () => {
    const json = {
      schema: 1,
      entries: [
        { id: 'a', type: 'totp', secret: KEY },
        { id: 'b', note: 'x'.repeat(5_000_000) },
      ],
    }
    const contents = parseContents(utf8(JSON.stringify(json)))
    expect(allAccounts(contents)).toHaveLength(1)
    expect(unreadableCount(contents)).toBe(1)
  })
})

describe('accounts', () => {
  const contents = contentsWith([account(1), { unreadable: { type: 'x' } }, account(2, { trashed: NOW }), account(3)])

  it('are active or in the trash, in the order of the file', () => {
    expect(activeAccounts(contents).map(({ name }) => name)).toEqual(['mama 1', 'mama 3'])
    expect(trashedAccounts(contents).map(({ name }) => name)).toEqual(['mama 2'])
    expect(allAccounts(contents)).toHaveLength(3)
  })

  it('are replaced in their place, and taken away by null', () => {
    const [first, third] = activeAccounts(contents)
    if (first === undefined || third === undefined) throw new Error('missing')
    const changed = withAccounts(
      contents,
      new Map([
        [first.id, null],
        [third.id, { ...third, name: 'papa' }],
        ['nobody', null],
      ]),
    )
    expect(changed.entries.map((entry) => ('unreadable' in entry ? '?' : entry.name))).toEqual(['?', 'mama 2', 'papa'])
    expect(contents.entries).toHaveLength(4)
  })

  it('are equal bytes whatever order their fields were set in', () => {
    const one = contentsWith([], { vault: { ...emptyContents(NOW, 'device').vault, rekeyed: NOW, past: ['a'] } })
    const other = contentsWith([], { vault: { past: ['a'], rekeyed: NOW, ...emptyContents(NOW, 'device').vault } })
    expect(encodeContents(one)).toEqual(encodeContents(other))
    expect(encodeContents(parseContents(encodeContents(one)))).toEqual(encodeContents(one))
  })

  it('leave a tombstone when they go for good', () => {
    const [first] = activeAccounts(contents)
    if (first === undefined) throw new Error('missing')
    const before = { ...contents, deleted: [{ id: 'old', at: 'then', extra: { by: 'x' } }] }
    const after = purged(before, [first], NOW)
    expect(allAccounts(after)).toHaveLength(2)
    expect(parseContents(encodeContents(after)).deleted).toEqual([
      { id: 'old', at: 'then', extra: { by: 'x' } },
      { id: first.id, at: NOW, keys: [expect.stringMatching(/^[\w-]{22}$/)], extra: {} },
    ])
  })
})
