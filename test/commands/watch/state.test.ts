// Which key does what in ukp watch: state and event in, state out.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterEvent,
  beginning,
  fitted,
  locked,
  type Rules,
  type WatchState,
  withSearch,
} from '../../../src/commands/watch/state.ts'
import type { Key } from '../../../src/world/world.ts'

interface Item {
  readonly id: string
}

const items = (count: number): Item[] => Array.from({ length: count }, (_, i) => ({ id: `account ${i}` }))
const ALL = items(30)
const search = (filter: string): Item[] => ALL.filter(({ id }) => id.includes(filter))
const RULES: Rules<Item> = { nowMs: 1_000_000, height: 10, lockAfterMs: 60_000, search }
const START = beginning('', search, RULES.nowMs)
const key = (name: Key['name'], text = ''): Key => ({ name, text })
const typing = (text: string): Key[] => [...text].map((letter) => key('text', letter))

function play(keys: readonly Key[], from: WatchState<Item> = START, rules = RULES): WatchState<Item> {
  return keys.reduce((state, one) => afterEvent(state, one, rules), from)
}

const selectedId = ({ found, selected }: WatchState<Item>): string | undefined => found[selected]?.id

describe('keys', () => {
  it('filter when they are letters, and select what is found best', () => {
    const state = play([key('down'), ...typing('29')])
    expect([state.filter, state.found.length, selectedId(state)]).toEqual(['29', 1, 'account 29'])
  })

  it('take a letter back, with its accent', () => {
    expect(play([...typing('ab'), key('backspace')]).filter).toBe('a')
    expect(play([...typing('ae\u0301'), key('backspace')]).filter).toBe('a')
    expect(play([...typing('a👪'), key('backspace')]).filter).toBe('a')
    expect(play([key('backspace')])).toMatchObject({ filter: '', filtering: false })
  })

  it.each(['clear', 'escape'] as const)('clear the filter by %s and keep the selected account in sight', (name) => {
    const state = play([...typing('29'), key(name)])
    expect([state.filter, state.filtering, selectedId(state), state.top]).toEqual(['', false, 'account 29', 20])
  })

  it('leave by q where nothing is typed, and filter by it after a letter or "/"', () => {
    expect(play(typing('q')).wish).toBe('leave')
    expect(play(typing('aq'))).toMatchObject({ filter: 'aq', wish: null })
    expect(play(typing('/q'))).toMatchObject({ filter: 'q', wish: null })
    expect(play(typing('a/'))).toMatchObject({ filter: 'a/' })
    expect(play([...typing('/'), key('escape'), ...typing('q')]).wish).toBe('leave')
    expect(play([...typing('a'), key('backspace'), ...typing('q')]).wish).toBe('leave')
    // Without a text it is not that letter.
    expect(play([key('tab'), key('left'), key('right')])).toEqual({ ...START })
  })

  it('move the selected line, and no further than the list', () => {
    expect(play([key('up')]).selected).toBe(0)
    expect(play([key('down'), key('down'), key('up')]).selected).toBe(1)
    expect(play([key('page-down')])).toMatchObject({ selected: 10, top: 1 })
    expect(play([key('end')])).toMatchObject({ selected: 29, top: 20 })
    expect(play([key('end'), key('page-up')])).toMatchObject({ selected: 19, top: 19 })
    expect(play([key('end'), key('home')])).toMatchObject({ selected: 0, top: 0 })
  })

  it('wish for a copy by Enter, where there is something to copy', () => {
    expect(play([key('enter')]).wish).toBe('copy')
    expect(play([...typing('nobody'), key('enter')]).wish).toBeNull()
    expect(afterEvent(play([key('enter')]), 'tick', RULES).wish).toBeNull()
  })

  it('take away what the status line said', () => {
    const said = { ...START, status: { text: 'copied', untilMs: RULES.nowMs + 5000 } }
    expect(afterEvent(said, 'tick', RULES).status?.text).toBe('copied')
    expect(afterEvent(said, key('down'), RULES).status).toBeNull()
    expect(afterEvent(said, 'tick', { ...RULES, nowMs: RULES.nowMs + 5000 }).status).toBeNull()
  })

  it('are no longer than a filter may be', () => {
    expect(play(typing('a'.repeat(500))).filter).toHaveLength(200)
  })
})

describe('locking', () => {
  const later = (ms: number): Rules<Item> => ({ ...RULES, nowMs: RULES.nowMs + ms })

  it('comes after the time without a key, and lets go of what was shown', () => {
    expect(afterEvent(START, 'tick', later(59_999)).locked).toBeNull()
    expect(afterEvent(START, 'tick', later(60_000))).toMatchObject({
      locked: 'idle',
      found: [],
      selected: 0,
      status: null,
    })
    expect(afterEvent(START, 'tick', { ...later(1e12), lockAfterMs: Number.POSITIVE_INFINITY }).locked).toBeNull()
  })

  it('begins anew with every key, and not with another size of the window', () => {
    const pressed = afterEvent(START, key('down'), later(50_000))
    expect(afterEvent(pressed, 'tick', later(100_000)).locked).toBeNull()
    const resized = afterEvent(START, 'resized', later(50_000))
    expect(afterEvent(resized, 'tick', later(60_000)).locked).toBe('idle')
  })

  it('comes before the key that wakes a computer which slept', () => {
    expect(afterEvent(START, key('text', 'a'), later(3_600_000))).toMatchObject({
      locked: 'idle',
      filter: '',
      wish: null,
    })
    expect(afterEvent(START, key('enter'), later(3_600_000))).toMatchObject({ locked: 'idle', wish: 'unlock' })
  })

  it('comes no later when the clock is set back', () => {
    const before = afterEvent(START, 'tick', later(-3_600_000))
    expect(afterEvent(before, 'tick', later(-3_600_000 + 60_000)).locked).toBe('idle')
  })

  it('leaves Enter and q, and nothing else', () => {
    const shut = locked(START, 'keys')
    expect(afterEvent(shut, key('enter'), RULES).wish).toBe('unlock')
    expect(afterEvent(shut, key('text', 'q'), RULES).wish).toBe('leave')
    for (const one of [key('text', 'a'), key('down'), key('escape')]) expect(afterEvent(shut, one, RULES)).toEqual(shut)
  })

  it('ends with what was typed still there, and the time begun anew', () => {
    const shut = afterEvent(play(typing('29')), 'tick', later(60_000))
    const open = withSearch(shut, later(90_000))
    expect([open.locked, open.filter, selectedId(open), open.idleMs]).toEqual([null, '29', 'account 29', 0])
  })
})

describe('other accounts', () => {
  it('leave the selected one selected', () => {
    const state = play([key('end')])
    const fewer = withSearch(state, { ...RULES, search: () => [...ALL].reverse() })
    expect(selectedId(fewer)).toBe('account 29')
    expect(withSearch(state, { ...RULES, search: () => ALL.slice(0, 3) }).selected).toBe(2)
    expect(withSearch(state, { ...RULES, search: () => [] })).toMatchObject({ selected: 0, top: 0 })
  })
})

it('has the selected row in sight and the list full, whatever is pressed in windows of any height', () => {
  const press = fc.constantFrom<Key>(
    ...(['up', 'down', 'page-up', 'page-down', 'home', 'end', 'escape', 'backspace', 'enter', 'tab'] as const).map(
      (name) => key(name),
    ),
    ...typing('a12/'),
  )
  fc.assert(
    fc.property(fc.nat(40), fc.array(fc.tuple(press, fc.integer({ min: 1, max: 50 }))), (count, events) => {
      const all = items(count)
      const find = (filter: string): Item[] => all.filter(({ id }) => id.includes(filter))
      let state = beginning('', find, 0)
      for (const [event, height] of events) {
        state = fitted(afterEvent(state, event, { nowMs: 0, height, lockAfterMs: 1, search: find }), { height })
        const { found, selected, top } = state
        expect(found).toEqual(find(state.filter))
        expect(selected >= 0 && selected < Math.max(1, found.length)).toBe(true)
        expect(top <= selected && selected < top + height).toBe(true)
        expect(top + height <= Math.max(found.length, height)).toBe(true)
      }
    }),
  )
})
