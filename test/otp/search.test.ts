// The search while somebody types: best first, never more than the eye needs, quick with ten thousand accounts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/otp/fold.ts'
import { inNameOrder } from '../../src/otp/name-order.ts'
import { searcher } from '../../src/otp/search.ts'

const named = (name: string, issuer = '', account = '', tags: readonly string[] = []) => ({
  id: name,
  name,
  issuer,
  account,
  tags,
})
const PEOPLE = inNameOrder([
  named('mama', 'Ügyfélkapu+', 'kiss.anna', ['család']),
  named('mama (2)', 'Ügyfélkapu+', 'kiss.anna.uj'),
  named('Édesanya', 'Ügyfélkapu+', 'kiss.edit', ['család']),
  named('Őrség Kft.', 'Ügyfélkapu+', 'orseg.kft', ['ügyfelek']),
  named('GitHub', 'GitHub', 'bela'),
  named('Kiss Anna bankja', 'Bank', '12345678'),
  named('Nagymama', 'Bank', 'nagy.ilona'),
])
const find = searcher(PEOPLE)
const names = (query: string): string[] => find(query).map(({ name }) => name)

describe('the search', () => {
  it.each<[string, string[]]>([
    ['edesanya', ['Édesanya']],
    ['ÉDES', ['Édesanya']],
    ['ŐRSÉG', ['Őrség Kft.']],
    ['orseg', ['Őrség Kft.']],
    ['gh', ['GitHub']],
    ['mma', ['mama', 'mama (2)']],
    // Whole name, beginning of the name, inside a name.
    ['mama', ['mama', 'mama (2)', 'Nagymama']],
    ['anna', ['Kiss Anna bankja', 'mama', 'mama (2)']],
    ['kiss.anna', ['mama', 'mama (2)']],
    // As one piece at the beginning of the name, then word by word.
    ['kiss anna', ['Kiss Anna bankja', 'mama', 'mama (2)']],
    ['anna kiss', ['Kiss Anna bankja', 'mama', 'mama (2)']],
    ['anna bank', ['Kiss Anna bankja']],
    ['5678', ['Kiss Anna bankja']],
    ['csal', ['Édesanya', 'mama']],
    ['alád', []],
    // One mistake: wrong, missing (the letters in order are), extra, exchanged.
    ['edesamya', ['Édesanya']],
    ['githb', ['GitHub']],
    ['giithub', ['GitHub']],
    ['gtihub', ['GitHub']],
    ['ghb', ['GitHub']],
    ['hub', ['GitHub']],
    ['bxx', []],
    ['mamx', ['mama', 'mama (2)']],
    ['max', []],
    ['papa', []],
  ])('finds for %j: %j', (query, found) => {
    expect(names(query)).toEqual(found)
  })

  it.each(['', '   ', '\u0301'])('finds everything, in its order, for %j', (query) => {
    expect(find(query)).toBe(PEOPLE)
  })

  it('puts names in Hungarian order, numbers by their value', () => {
    const mixed = ['z', 'ö', 'o', 'cs', 'cz', 'á', 'a', 'ü 10', 'ü 9', 'Ő']
    expect(inNameOrder(mixed.map((name) => named(name))).map(({ name }) => name)).toEqual([
      'a',
      'á',
      'cz',
      'cs',
      'o',
      'ö',
      'Ő',
      'ü 9',
      'ü 10',
      'z',
    ])
  })

  const label = fc.string({ unit: 'grapheme', maxLength: 12 })
  const account = fc
    .tuple(label, label, label, fc.array(label, { maxLength: 2 }))
    .map(([name, issuer, user, tags]) => named(name, issuer, user, tags))
  const accounts = fc.array(account, { maxLength: 12 })

  it('finds nothing twice and nothing that is not there, and each account by its name, its beginning and its words', () => {
    fc.assert(
      fc.property(accounts, label, (all, query) => {
        const search = searcher(all)
        const found = search(query)
        expect(new Set(found).size).toBe(found.length)
        for (const one of found) expect(all).toContain(one)
        for (const one of all) {
          expect(search(one.name)).toContain(one)
          expect(search([...one.name].slice(0, 3).join(''))).toContain(one)
          for (const word of fold(one.issuer).split(' ')) expect(search(word)).toContain(one)
          expect(search(`${one.issuer} ${one.name}`)).toContain(one)
          expect(search([...one.tags, ''][0] ?? '')).toContain(one)
        }
      }),
    )
  })

  it('has the whole name before all others', () => {
    fc.assert(
      fc.property(accounts, account, (others, wanted) => {
        fc.pre(fold(wanted.name) !== '')
        const [first] = searcher([...others, wanted])(wanted.name)
        expect(fold(first?.name ?? '')).toBe(fold(wanted.name))
      }),
    )
  })

  it('finds a word with one letter wrong, missing, extra or exchanged', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdeő'), minLength: 5, maxLength: 9 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('wrong', 'missing', 'extra', 'exchanged'), (name, at, what) => {
        const i = at % (name.length - 1)
        const [before, letter, next, rest] = [name.slice(0, i), name[i] ?? '', name[i + 1] ?? '', name.slice(i + 2)]
        const typed = {
          wrong: `${before}x${next}${rest}`,
          missing: `${before}${next}${rest}`,
          extra: `${before}x${letter}${next}${rest}`,
          exchanged: `${before}${next}${letter}${rest}`,
        }[what]
        expect(searcher([named(name)])(typed)).toHaveLength(1)
      }),
    )
  })

  it('takes less than 50 ms for a letter with ten thousand accounts', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      named(`Ügyfél ${i} Kft. őrség`, 'Ügyfélkapu+', `ugyfel.${i}@example.org`, ['ügyfelek']),
    )
    const search = searcher(many)
    search('x')
    // The best of some: other programs run here as well.
    const best = (query: string): number =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const began = performance.now()
          search(query)
          return performance.now() - began
        }),
      )
    for (const query of ['u', 'gyf', 'ugfkft', 'nincsilyen', 'kft 9', 'ügyfél 99 kft'])
      expect(best(query)).toBeLessThan(50)
  })
})
