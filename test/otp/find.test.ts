// Which account is meant. Never a guess between two, and never a near miss where something is changed.
import { describe, expect, it } from 'vitest'
import { distance, findExact, findExactly, findOne, search } from '../../src/otp/find.ts'
import { fold } from '../../src/otp/fold.ts'
import { failure } from '../kit/failure.ts'

const named = (name: string, issuer = '', account = '', id = `id of ${name}`) => ({ id, name, issuer, account })
const FAMILY = [
  named('Mama', 'Ügyfélkapu+', 'kiss.anna'),
  named('Mama (2)', 'Ügyfélkapu+', 'kiss.anna.uj'),
  named('Édesapa', 'Ügyfélkapu+', 'kiss.bela'),
  named('bank', 'Bank', 'kiss.anna@example.org'),
  named('GitHub', 'GitHub', 'bela'),
]

describe('fold', () => {
  it.each([
    ['Édesanya', 'edesanya'],
    ['ÁRVÍZTŰRŐ tükörfúrógép', 'arvizturo tukorfurogep'],
    ['e\u0301', 'e'],
    ['ﬁ', 'fi'],
    ['Ｍａｍａ', 'mama'],
    ['  a \t\n b\u00a0c ', 'a b c'],
    ['İ', 'i'],
    ['', ''],
    ['\u0301', ''],
  ])('makes %j into %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
})

describe('findExact', () => {
  it('takes a name as it is written, or an id', () => {
    expect(findExact(FAMILY, 'Mama')?.name).toBe('Mama')
    expect(findExact(FAMILY, 'id of bank')?.name).toBe('bank')
  })

  it('takes a name before an id that is spelled the same', () => {
    expect(findExact([named('a', '', '', 'b'), named('b', '', '', 'c')], 'b')?.id).toBe('c')
  })

  it.each(['mama', 'MAMA', 'Edesapa', 'Mam', 'Mama ', '', 'ID OF BANK'])('does not take %j', (name) => {
    expect(findExact(FAMILY, name)).toBeNull()
  })

  it('takes letters composed in either way, in the name and in the query', () => {
    const decomposed = [named('E\u0301desapa')]
    expect(findExact(FAMILY, 'E\u0301desapa')?.name).toBe('Édesapa')
    expect(findExact(decomposed, '\u00c9desapa')).toBe(decomposed[0])
    expect(findExact(decomposed, 'E\u0301desapa')).toBe(decomposed[0])
  })
})

describe('findOne', () => {
  it.each([
    ['Mama', 'Mama'],
    ['mama', 'Mama'],
    ['MAMA', 'Mama'],
    ['(2)', 'Mama (2)'],
    ['edesapa', 'Édesapa'],
    ['apa', 'Édesapa'],
    ['bela@', null],
    ['kiss.bela', 'Édesapa'],
    ['example', 'bank'],
    ['github', 'GitHub'],
    ['id of GitHub', 'GitHub'],
    ['  Édes  ', 'Édesapa'],
  ])('by %j finds %j', (query, name) => {
    if (name === null) expect(failure(() => findOne(FAMILY, query)).reason).toBe('account-not-found')
    else expect(findOne(FAMILY, query).name).toBe(name)
  })

  it('prefers the exact name to names that contain it', () => {
    expect(findOne([named('mama papa'), named('mama')], 'mama').name).toBe('mama')
    expect(findOne([named('MAMA'), named('mama')], 'mama').name).toBe('mama')
  })

  it('names all that match when there are several', () => {
    expect(failure(() => findOne(FAMILY, 'anna'))).toEqual({
      reason: 'ambiguous',
      facts: { query: 'anna', names: ['Mama', 'Mama (2)', 'bank'] },
    })
    expect(failure(() => findOne([named('MAMA'), named('mama')], 'Mama'))).toMatchObject({ reason: 'ambiguous' })
  })

  it.each(['', ' ', '\u0301'])('takes %j for no name and not for all', (query) => {
    expect(failure(() => findOne(FAMILY, query))).toEqual({
      reason: 'account-not-found',
      facts: { query, similar: [] },
    })
  })

  it('finds nothing in an empty vault', () => {
    expect(failure(() => findOne([], 'mama'))).toMatchObject({ reason: 'account-not-found', facts: { similar: [] } })
  })
})

describe('findExactly, for what changes an account', () => {
  it.each(['mama', 'edesapa', 'Édes', 'kiss.bela', 'Bank'])('refuses %j, which findOne would take', (query) => {
    expect(failure(() => findExactly(FAMILY, query)).reason).toBe('account-not-found')
    expect(() => findOne(FAMILY, query)).not.toThrow()
  })

  it('takes the name and the id', () => {
    expect(findExactly(FAMILY, 'Édesapa').id).toBe('id of Édesapa')
    expect(findExactly(FAMILY, 'id of Édesapa').name).toBe('Édesapa')
  })

  it('names what comes near', () => {
    const similar = (query: string): unknown => failure(() => findExactly(FAMILY, query)).facts
    expect(similar('mama')).toEqual({ query: 'mama', similar: ['Mama', 'Mama (2)'] })
    expect(similar('Mamaa')).toMatchObject({ similar: ['Mama'] })
    expect(similar('edespaa')).toMatchObject({ similar: ['Édesapa'] })
    expect(similar('githup account')).toMatchObject({ similar: [] })
    expect(similar('my GitHub')).toMatchObject({ similar: ['GitHub'] })
    expect(similar('zzzz')).toMatchObject({ similar: [] })
  })

  it('names three at most', () => {
    const many = ['mama 1', 'mama 2', 'mama 3', 'mama 4'].map((name) => named(name))
    expect(failure(() => findExactly(many, 'mama')).facts).toEqual({
      query: 'mama',
      similar: ['mama 1', 'mama 2', 'mama 3'],
    })
  })
})

describe('search', () => {
  it('looks at name, issuer and user name, and finds all with an empty query', () => {
    expect(search(FAMILY, 'ugyfelkapu').map(({ name }) => name)).toEqual(['Mama', 'Mama (2)', 'Édesapa'])
    expect(search(FAMILY, 'BELA').map(({ name }) => name)).toEqual(['Édesapa', 'GitHub'])
    expect(search(FAMILY, '')).toHaveLength(FAMILY.length)
    expect(search(FAMILY, 'x y')).toEqual([])
  })
})

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['a', '', 1],
    ['', 'abc', 3],
    ['mama', 'mama', 0],
    ['mama', 'mamma', 1],
    ['kitten', 'sitting', 3],
    ['abc', 'acb', 2],
    ['👵🏽', '👵', 1],
  ])('of %j and %j is %i', (a, b, steps) => {
    expect(distance(a, b)).toBe(steps)
    expect(distance(b, a)).toBe(steps)
  })

  it('looks at 64 characters', () => {
    expect(distance('a'.repeat(100_000), 'a'.repeat(64))).toBe(0)
  })
})
