// A code in a large vault looks at few entries only: what is found there is what the whole would give, to the last field,
// or the same refusal. Contents are made to mislead: names in notes, in fields nobody knows, in the trash, twice.
import { describe, expect, it } from 'vitest'
import { findActive } from '../../src/commands/accounts/find.ts'
import { UkpError } from '../../src/errors.ts'
import type { Contents, Entry, StoredAccount } from '../../src/vault/contents.ts'
import { encodeContents, parseContents } from '../../src/vault/contents-json.ts'
import { entryToJson } from '../../src/vault/entry.ts'
import { contentsFor } from '../../src/vault/few-entries.ts'
import type { Json } from '../../src/vault/strict-json.ts'
import { account, contentsWith, fromUtf8, NOW, numbers, utf8 } from './kit.ts'

/** The account, or why there is none. */
function outcome(contents: Contents, query: string): unknown {
  try {
    return findActive(contents, query)
  } catch (error) {
    if (error instanceof UkpError) return { reason: error.reason, facts: error.facts }
    throw error
  }
}

/** @returns whether the few were enough */
function compare(data: Uint8Array, whole: Contents, query: string): boolean {
  const few = contentsFor(data, query)
  if (few === null) return false
  expect(outcome(few, query), `by ${JSON.stringify(query)}`).toEqual(outcome(whole, query))
  return true
}

const idOf = (n: number): string => account(n).id
/** Filling of more than 64 KiB that no query of a test finds, with ids from 1000 on. */
const FILLING = Array.from({ length: 300 }, (_, i) =>
  account(1000 + i, { name: `filling ${i}`, issuer: 'Bank', account: `user${i}@example.org`, deletionCode: null }),
)

/** The payload as `ukp` writes it: these entries between others. */
function payload(entries: readonly Entry[], part: Partial<Contents> = {}): Uint8Array {
  const half = FILLING.length / 2
  const data = encodeContents(contentsWith([...FILLING.slice(0, half), ...entries, ...FILLING.slice(half)], part))
  expect(data.length).toBeGreaterThan(64 * 1024)
  return data
}

/** The outcome of the whole, which is that of the few where the few were enough. */
function both(data: Uint8Array, query: string): { quick: boolean; whole: unknown } {
  const contents = parseContents(data)
  const whole = outcome(contents, query)
  return { quick: compare(data, contents, query), whole }
}

const plain = (n: number, name: string, part: Partial<StoredAccount> = {}): StoredAccount =>
  account(n, { name, issuer: '', account: '', deletionCode: null, ...part })

describe('a large payload', () => {
  it.each(['mama', 'MAMA', 'ama', 'mama@example', 'kiss.b', 'Steam', 'ma"ma', 'a b c', 'x\\y'])(
    'of ASCII is not parsed whole for %j where the lines can tell',
    (query) => {
      const entries = [
        plain(1, 'mama', { account: 'mama@example.org' }),
        plain(2, 'papa', { account: 'kiss.bela' }),
        plain(3, 'Steam', { issuer: 'Steam' }),
        plain(4, 'ma"ma'),
        plain(5, 'a b c'),
        plain(6, 'x\\y'),
      ]
      expect(both(payload(entries), query)).toMatchObject({ quick: true, whole: { type: 'totp' } })
    },
  )

  it.each(['Édesanya', 'mama', 'Kovács "Jóska"'])(
    'with Hungarian names is not parsed whole for the name %j',
    (query) => {
      const entries = [plain(1, 'Édesanya', { issuer: 'Ügyfélkapu+' }), plain(2, 'mama'), plain(3, 'Kovács "Jóska"')]
      expect(both(payload(entries), query)).toMatchObject({ quick: true, whole: { name: query } })
    },
  )

  it('gives every one of many accounts by its name, and by a part of it', () => {
    const data = payload([])
    const whole = parseContents(data)
    for (const { name, account: user } of FILLING) {
      expect(compare(data, whole, name), name).toBe(true)
      // A part that up to 32 lines have.
      expect(compare(data, whole, user.slice(2)), user).toBe(true)
    }
  })

  it('names all that match when the query is a part of several', () => {
    const entries = [plain(1, 'papa 1'), plain(2, 'bank', { issuer: 'Papa Bank' }), plain(3, 'x', { account: 'papa' })]
    expect(both(payload(entries), 'papa')).toMatchObject({
      quick: true,
      whole: { reason: 'ambiguous', facts: { names: ['papa 1', 'bank', 'x'] } },
    })
  })

  it('of 1,000 accounts that all match is parsed whole', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => plain(i, `mama ${i}`))
    expect(both(payload(entries), 'mama')).toMatchObject({ quick: false, whole: { reason: 'ambiguous' } })
    expect(both(payload(entries), 'mama 7')).toMatchObject({ quick: true, whole: { name: 'mama 7' } })
  })

  it('gives the contents beside the entries as they are', () => {
    const data = payload([plain(1, 'mama')], { schema: 3, deleted: [{ id: 'gone', at: NOW, extra: { x: 1 } }] })
    const few = contentsFor(data, 'mama')
    expect(few).toEqual({ ...parseContents(data), entries: [plain(1, 'mama')] })
  })

  it('is left to the whole below 64 KiB', () => {
    const entries = (count: number) => Array.from({ length: count }, (_, i) => plain(i, `mama ${i}`))
    const small = encodeContents(contentsWith(entries(190)))
    const large = encodeContents(contentsWith(entries(300)))
    expect(small.length).toBeLessThan(64 * 1024)
    expect(large.length).toBeGreaterThan(64 * 1024)
    expect([contentsFor(small, 'mama 7'), contentsFor(large, 'mama 7') === null]).toEqual([null, false])
    const exact = plain(500, 'x')
    const rest = 64 * 1024 - encodeContents(contentsWith([...entries(150), exact])).length
    const padded = (extra: number) =>
      encodeContents(contentsWith([...entries(150), { ...exact, note: 'n'.repeat(rest + extra) }]))
    expect([padded(-1).length, padded(0).length]).toEqual([65_535, 65_536])
    expect([contentsFor(padded(-1), 'x'), contentsFor(padded(0), 'mama 7') === null]).toEqual([null, false])
  })
})

describe('what misleads', () => {
  const nfd = (text: string): string => text.normalize('NFD')
  const unknown = (json: Json): Entry => ({ unreadable: json })
  const json = (n: number, name: string, part: Partial<StoredAccount> = {}): Record<string, Json> => ({
    ...entryToJson(plain(n, name, part)),
  })
  /** An entry as another writer could have it: with its id behind its name. */
  const idLast = (n: number, name: string): Json => {
    const { id, ...rest } = json(n, name)
    return { ...rest, id: id ?? '' }
  }

  it.each<[string, string, readonly Entry[], Partial<Contents>?]>([
    ['a name in a note', 'papa', [plain(1, 'mama', { note: '"name":"papa",' }), plain(2, 'papa')]],
    ['a name in a note only', 'papa', [plain(1, 'mama', { note: '"name":"papa",' })]],
    ['a name in a note, and one that comes near', 'papa', [plain(1, 'mama', { note: 'papa' }), plain(2, 'pape')]],
    ['a name in a tag', 'papa', [plain(1, 'mama', { tags: ['"name":"papa",', 'papa'] }), plain(2, 'papa ji')]],
    ['a line in a note', 'papa', [plain(1, 'x', { note: '\n{"id":"1","name":"papa",' }), plain(2, 'papa ji')]],
    ['a name in a field nobody knows', 'papa', [plain(1, 'mama', { extra: { y: { name: 'papa', x: 1 } } })]],
    [
      'a name in such a field of one whose name contains it, beside another such',
      'papa',
      [plain(1, 'mama papa', { extra: { y: { name: 'papa', x: 1 } } }), plain(2, 'papa ji')],
    ],
    [
      'a name in such a field of one whose name contains it, with other letters elsewhere',
      'papa',
      [plain(1, 'mama papa', { extra: { y: { name: 'papa', x: 1 } } }), plain(2, 'PAPA')],
    ],
    ['an issuer of that name', 'Bank X', [plain(1, 'a', { issuer: 'Bank X' }), plain(2, 'Bank X')]],
    ['another of the same name', 'papa', [plain(1, 'papa'), plain(2, 'papa', { account: 'two' })]],
    ['the same name in other letters', 'papa', [plain(1, 'PAPA'), plain(2, 'Papa')]],
    ['the same name in other letters, exact', 'PAPA', [plain(1, 'PAPA'), plain(2, 'Papa')]],
    ['the same name in other letters, found by a third', 'pApA', [plain(1, 'PAPA'), plain(2, 'papa ji')]],
    ['composed letters in two forms', nfd('Édesapa'), [plain(1, nfd('Édesapa')), plain(2, 'Édesapa')]],
    ['composed letters in two forms, the other way', 'Édesapa', [plain(1, nfd('Édesapa')), plain(2, 'Édesapa')]],
    ['composed letters in the other form only', 'Édesapa', [plain(1, nfd('Édesapa')), plain(2, 'Édesapa ji')]],
    ['decomposed letters in the query only', nfd('Édesapa'), [plain(1, 'Édesapa'), plain(2, 'Édesapa ji')]],
    ['letters that fold together', 'edesapa', [plain(1, 'Édesapa'), plain(2, 'edesapa ji')]],
    ['wide letters', 'mama', [plain(1, 'Ｍａｍａ'), plain(2, 'mama ji')]],
    ['the sign for kelvin', 'kiss', [plain(1, '\u212aiss'), plain(2, 'kiss anna')]],
    ['one in the trash', 'papa', [plain(1, 'papa', { trashed: NOW })]],
    ['one in the trash, and one beside it', 'papa', [plain(1, 'papa', { trashed: NOW }), plain(2, 'papa')]],
    ['one in the trash that matches too', 'papa', [plain(1, 'papa ji', { trashed: NOW }), plain(2, 'papa x')]],
    ['one that cannot be read', 'papa', [unknown({ ...json(1, 'papa'), type: 'new' })]],
    ['one that cannot be read beside it', 'papa', [unknown({ ...json(1, 'papa'), type: 'new' }), plain(2, 'papa x')]],
    ['an id twice, the first', 'papa', [plain(1, 'papa'), unknown(json(1, 'mama'))]],
    ['an id twice, the second', 'mama', [plain(1, 'papa'), unknown(json(1, 'mama'))]],
    ['an id twice, the second with its id behind', 'mama', [plain(1, 'papa'), unknown(idLast(1, 'mama'))]],
    ['an id twice, the first with its id behind', 'mama', [unknown(idLast(1, 'papa')), plain(1, 'mama')]],
    ['an id twice by part', 'mam', [plain(1, 'papa'), unknown(idLast(1, 'mama'))]],
    ['an id twice, both of one name', 'papa', [plain(1, 'papa'), unknown(json(1, 'papa', { account: 'two' }))]],
    ['a live id among the deleted', 'papa', [plain(1, 'papa')], { deleted: [{ id: idOf(1), at: NOW, extra: {} }] }],
    ['an id', idOf(2), [plain(1, 'mama'), plain(2, 'papa')]],
    ['an id in another name', idOf(2), [plain(1, `mama ${idOf(2)}`), plain(2, 'papa')]],
    ['an id that is another name', idOf(2), [plain(1, idOf(2)), plain(2, 'papa')]],
    ['an id in the trash', idOf(2), [plain(1, `mama ${idOf(2)}`), plain(2, 'papa', { trashed: NOW })]],
    ['an id in small letters', idOf(2).toLowerCase(), [plain(1, 'mama'), plain(2, 'papa')]],
    ['a deleted id', 'gone', [plain(1, 'gone x')], { deleted: [{ id: 'gone', at: NOW, extra: {} }] }],
    ['a part of an id', '0000000000', [plain(1, 'mama')]],
    ['a secret', 'JBSWY3DPEHPK3PXPJBSX', [plain(1, 'mama')]],
    ['a name with blanks around', ' papa ', [plain(1, 'papa'), plain(2, 'papa ji')]],
    ['a name that is blank inside', 'pa  pa', [plain(1, 'pa pa'), plain(2, 'pa pa ji')]],
    ['a name with a tab', 'pa pa', [plain(1, 'pa\tpa')]],
    ['a line feed', 'pa\npa', [plain(1, 'pa\npa'), plain(2, 'pa pa')]],
    ['a quote', '"', [plain(1, 'ma"ma'), plain(2, 'x', { note: '"' })]],
    ['a backslash', '\\', [plain(1, 'ma\\ma'), plain(2, 'x"y')]],
    ['what looks like a line', '{"id":', [plain(1, '{"id":"1","name":"papa",'), plain(2, 'papa')]],
    ['what looks like a name', '"name":"papa",', [plain(1, '"name":"papa",'), plain(2, 'papa')]],
    ['nothing', '', [plain(1, 'mama')]],
    ['a blank', ' ', [plain(1, 'mama')]],
    ['a lone surrogate', '\ud83d', [plain(1, 'mama')]],
    ['the sign for what cannot be decoded', '\ufffd', [plain(1, 'x\ufffdy')]],
    ['nobody', 'nobody', [plain(1, 'mama')]],
    ['a word of the format', 'entries', [plain(1, 'mama')]],
    ['a word of the format that is a name', 'deleted', [plain(1, 'deleted')]],
    ['the end of the entries', ']', [plain(1, 'a]b')]],
  ])('is told as in the whole: %s', (_, query, entries, part = {}) => {
    const first = both(payload(entries, part), query)
    const name = query.replace(/\p{Surrogate}/u, '')
    const named: Partial<Contents> = {
      ...part,
      vault: { name, created: NOW, prev: '', writer: 'device', extra: { more: { name, id: 1 } } },
      slots: { one: { label: name, created: NOW, extra: { name, more: 1 } } },
      extra: { ext: { name, entries: [{ id: idOf(1), name }] } },
    }
    // What stands beside the entries changes nothing of what is found in them.
    expect(both(payload(entries, named), query).whole).toEqual(first.whole)
  })
})

const WORDS = [
  'mama',
  'papa',
  'Mama',
  'anna',
  'bank',
  'GitHub',
  'kiss',
  'Ügyfélkapu+',
  'Édesanya',
  'Édes',
  'ű"q',
  'b\\s',
]
const ASCII_WORDS = WORDS.filter((word) => /^[ -~]*$/.test(word))

/** Contents with everything in them that may mislead, and what to ask them for. */
function contentsOf(seed: number): { data: Uint8Array; queries: string[] } {
  const next = numbers(seed)
  const words = seed % 2 === 0 ? WORDS : ASCII_WORDS
  const pick = <T>(list: readonly T[]): T => list[next() % list.length] as T
  const chance = (percent: number): boolean => next() % 100 < percent
  const word = (): string => (chance(80) || seed % 2 === 1 ? pick(words) : pick(words).normalize('NFD'))
  const text = (): string =>
    [word(), ...(chance(60) ? [String(next() % 500)] : []), ...(chance(20) ? [word()] : [])].join(' ')
  const traps = (): string =>
    pick([
      `"name":"${text()}",`,
      '{"id":"1",',
      `\n{"id":"${idOf(next() % 300)}","name":"${word()}",`,
      '"',
      '\\',
      text(),
      '',
    ])
  const entryOf = (n: number): StoredAccount => ({
    ...plain(n, text()),
    ...(chance(50) ? { issuer: word() } : {}),
    ...(chance(50) ? { account: `${word()}@example.org` } : {}),
    ...(chance(20) ? { note: traps() } : {}),
    ...(chance(10) ? { tags: [traps(), word()] } : {}),
    ...(chance(5) ? { trashed: NOW } : {}),
    ...(chance(5) ? { extra: { more: { name: text(), id: idOf(next() % 300), x: [traps()] } } } : {}),
  })
  const strange = (n: number): Entry => {
    const { id = '', ...rest } = entryToJson(entryOf(chance(50) ? next() % 300 : n))
    const shapes: Json[] = [
      { id, ...rest },
      { id, ...rest, type: 'new' },
    ]
    // Where one is not laid out as ukp does it, all is parsed whole.
    return { unreadable: pick(seed % 3 === 0 ? [...shapes, { ...rest, id }, word(), null, [id]] : shapes) }
  }
  const entries = Array.from({ length: 330 }, (_, i): Entry => (chance(3) ? strange(i) : entryOf(i)))
  const deleted = Array.from({ length: 9 }, (_, i) => ({
    id: idOf(chance(40) ? next() % 300 : 900 + i),
    at: NOW,
    extra: {},
  }))
  const vault = { name: text(), created: NOW, prev: '', writer: 'device', extra: {} }
  const data = encodeContents(contentsWith(entries, { deleted, vault }))
  const readable = parseContents(data).entries.flatMap((one) => ('unreadable' in one ? [] : [one]))
  const someone = (): StoredAccount => pick(readable)
  const part = (whole: string): string => whole.slice(next() % 3, 3 + (next() % 9))
  const queries = Array.from({ length: 60 }, () => [
    ...[someone().name, someone().name.toUpperCase(), someone().name.normalize('NFC'), part(someone().name)],
    ...[someone().id, part(someone().id), someone().account, part(someone().account), text(), traps()],
  ]).flat()
  return { data, queries: [...new Set([...queries, ...words, vault.name, '', ' ', '"', '\\', 'totp', 'e', ',', '{'])] }
}

describe('any contents', () => {
  it('give the same by the few as by the whole, wherever the few are enough', () => {
    const seen = { asked: 0, quick: 0, found: 0, ambiguous: 0 }
    for (let seed = 1; seed <= 40; seed++) {
      const { data, queries } = contentsOf(seed)
      expect(data.length).toBeGreaterThan(64 * 1024)
      const whole = parseContents(data)
      for (const query of queries) {
        seen.asked++
        if (!compare(data, whole, query)) continue
        seen.quick++
        seen['id' in (outcome(whole, query) as object) ? 'found' : 'ambiguous']++
      }
    }
    expect(seen.asked).toBeGreaterThan(10_000)
    expect(seen.quick).toBeGreaterThan(1500)
    expect(seen.found).toBeGreaterThan(1000)
    expect(seen.ambiguous).toBeGreaterThan(20)
  })
})

describe('payloads of other writers', () => {
  const entries = [
    ...[plain(1, 'mama'), plain(2, 'papa'), plain(3, 'papa ji'), plain(4, 'x', { issuer: 'Mama Bank' })],
    ...[plain(5, 'Anna', { trashed: NOW }), plain(6, 'anna b'), plain(7, 'bank'), plain(8, 'bank')],
    ...[plain(9, 'y', { issuer: 'Per', account: 'sze' }), plain(10, 'Per:sze 2')],
  ]
  const queries = [
    'mama',
    'papa',
    'PAPA',
    'pap',
    'anna',
    'Anna',
    'bank',
    'Mama Bank',
    'nobody',
    idOf(2),
    'a/b',
    'Per:sze',
  ]
  const asUkp = fromUtf8(payload(entries))
  const parsed = JSON.parse(asUkp) as { entries: Record<string, Json>[] }

  function expectSame(text: string): void {
    const data = utf8(text)
    const whole = parseContents(data)
    for (const query of queries) compare(data, whole, query)
  }

  it.each<[string, string]>([
    ['in one line', JSON.stringify(parsed)],
    ['with blanks', JSON.stringify(parsed, null, 1)],
    ['with more blanks', JSON.stringify(parsed, null, 2)],
    ['with tabs', JSON.stringify(parsed, null, '\t')],
    ['with CR LF', asUkp.replaceAll('\n', '\r\n')],
    ['with empty lines', asUkp.replaceAll('\n', '\n\n')],
    ['with two entries a line', asUkp.replace(/,\n(\{"id":"[^"]*0002")/, ',$1')],
    ['with an entry on two lines', asUkp.replace('"name":"papa",', '"name":"papa",\n')],
    ['with a line feed in front of a name', asUkp.replace('"name":"papa",', '\n"name":"papa",')],
    ['with a line feed inside a field', asUkp.replace('"name":"papa",', '"name":\n"papa",')],
    ['with the entries first', `{"entries":${JSON.stringify(parsed.entries)},"schema":1}`],
    ['with the entries last', asUkp.replace(/,\n"deleted":.*/s, '}')],
    ['with names in escapes', asUkp.replace('"name":"papa",', '"name":"p\\u0061pa",')],
    ['with other names in escapes', asUkp.replace('"name":"mama",', '"name":"\\u006dama",')],
    [
      'with every name in escapes',
      asUkp.replaceAll(/"name":"(\w)/g, (_, a: string) => `"name":"\\u00${a.charCodeAt(0).toString(16)}`),
    ],
    ['with ids in escapes', asUkp.replaceAll('"id":"01', '"id":"\\u00301')],
    ['with slashes in escapes', asUkp.replace('"name":"papa",', '"name":"a\\/b",').replace('"mama"', '"xa/bx"')],
    ['with an issuer in escapes', asUkp.replace('"Mama Bank"', '"M\\u0061ma Bank"')],
    ['with names at the end of entries', asUkp.replaceAll(/"name":("[^"]*"),(.*?)(\}?)(,?)$/gm, '$2,"name":$1$3$4')],
    ['with a name left out', asUkp.replace('"name":"y",', '')],
    ['with an empty name', asUkp.replace('"name":"y",', '"name":"",')],
    ['with a name behind', asUkp.replace(/"name":"y",(.*)\}/, '$1,"name":"papa"}')],
    ['with blanks around one name', asUkp.replace('"name":"papa",', '"name" : "papa" ,')],
  ])('give the same or are parsed whole: %s', (_, text) => {
    expect(text).not.toBe(asUkp)
    expectSame(text)
  })

  it('are not these where one ukp wrote it', () => {
    expect(queries.filter((query) => compare(utf8(asUkp), parseContents(utf8(asUkp)), query))).not.toEqual([])
  })
})
