// What ukp watch shows and which key does what: state and event in, state out. Knows no clock, no screen and no vault.
import type { Key } from '../../world/world.ts'

/** What a row has to have, to be kept in sight when the list changes. */
interface Item {
  readonly id: string
}

/** What the one who drives has to do; the state has done its own part. */
export type Wish = 'copy' | 'leave' | 'unlock'

export interface WatchState<T extends Item> {
  readonly found: readonly T[]
  /** Index in `found`; 0 when there is none. */
  readonly selected: number
  /** Index in `found` of the first row in sight. */
  readonly top: number
  readonly filter: string
  /** Typed letters are a filter, q too: there is one, or it was begun with "/". */
  readonly filtering: boolean
  /** A sentence, until a moment or the next key. */
  readonly status: { readonly text: string; readonly untilMs: number } | null
  /** Why no codes are shown. */
  readonly locked: 'idle' | 'keys' | null
  /** Unix time in milliseconds of the last event. */
  readonly nowMs: number
  /** Milliseconds without a key. */
  readonly idleMs: number
  readonly wish: Wish | null
}

/** What an event is judged by. */
export interface Rules<T extends Item> {
  readonly nowMs: number
  /** Rows that the list has room for. */
  readonly height: number
  /** Milliseconds; Infinity: never. */
  readonly lockAfterMs: number
  readonly search: (filter: string) => readonly T[]
}

/** UTF-16 units. Nobody types more, and a pasted book is not searched for. */
const LONGEST_FILTER = 200

/** @param nowMs Unix time in milliseconds */
export function beginning<T extends Item>(filter: string, search: Rules<T>['search'], nowMs: number): WatchState<T> {
  const still = { selected: 0, top: 0, status: null, locked: null, idleMs: 0, wish: null }
  return { found: search(filter), filter, filtering: filter !== '', nowMs, ...still }
}

/** The state after an event; `wish` is of this event only. */
export function afterEvent<T extends Item>(
  state: WatchState<T>,
  event: Key | 'resized' | 'tick',
  rules: Rules<T>,
): WatchState<T> {
  const now = atTime({ ...state, wish: null }, rules)
  if (typeof event === 'string') return fitted(now, rules)
  if (now.locked !== null) return { ...now, wish: wishWhileLocked(event) }
  return fitted(pressed({ ...now, idleMs: 0, status: null }, event, rules), rules)
}

/** The clock may jump ahead, when the computer slept, which counts as idle, and back, which does not count. */
function atTime<T extends Item>(state: WatchState<T>, { nowMs, lockAfterMs }: Rules<T>): WatchState<T> {
  const idleMs = state.idleMs + Math.max(0, nowMs - state.nowMs)
  const status = state.status !== null && state.status.untilMs > nowMs ? state.status : null
  const now = { ...state, nowMs, idleMs, status }
  return now.locked === null && idleMs >= lockAfterMs ? locked(now, 'idle') : now
}

/** Nothing of what was shown is kept but what was typed. */
export function locked<T extends Item>(state: WatchState<T>, why: 'idle' | 'keys'): WatchState<T> {
  return { ...state, found: [], selected: 0, top: 0, status: null, locked: why }
}

/** Other accounts, or the same ones again after a lock; the selected one stays selected. */
export function withSearch<T extends Item>(state: WatchState<T>, rules: Rules<T>): WatchState<T> {
  const found = rules.search(state.filter)
  const idleMs = state.locked === null ? state.idleMs : 0
  return fitted({ ...keeping(state, found), locked: null, idleMs, nowMs: rules.nowMs }, rules)
}

function wishWhileLocked({ name, text }: Key): Wish | null {
  if (name === 'enter') return 'unlock'
  return text === 'q' ? 'leave' : null
}

function pressed<T extends Item>(state: WatchState<T>, { name, text }: Key, rules: Rules<T>): WatchState<T> {
  switch (name) {
    case 'text':
      return typed(state, text, rules)
    case 'backspace':
      return filteredBy(state, withoutLast(state.filter) || null, rules)
    case 'clear':
    case 'escape':
      return filteredBy(state, null, rules)
    case 'enter':
      return state.found.length === 0 ? state : { ...state, wish: 'copy' }
    default:
      return { ...state, selected: state.selected + stepOf(name, state, rules) }
  }
}

/** q leaves, and "/" begins a filter, where nothing is typed yet. */
function typed<T extends Item>(state: WatchState<T>, text: string, rules: Rules<T>): WatchState<T> {
  if (!state.filtering && text === 'q') return { ...state, wish: 'leave' }
  if (!state.filtering && text === '/') return { ...state, filtering: true }
  return filteredBy(state, `${state.filter}${text}`.slice(0, LONGEST_FILTER), rules)
}

/** A new filter selects what it finds best; without one (null) the selected account stays. */
function filteredBy<T extends Item>(state: WatchState<T>, filter: string | null, rules: Rules<T>): WatchState<T> {
  if (filter === null && state.filter === '') return { ...state, filtering: false }
  const found = rules.search(filter ?? '')
  const next = { ...state, filter: filter ?? '', filtering: filter !== null }
  return filter === null ? keeping(next, found) : { ...next, found, selected: 0 }
}

function keeping<T extends Item>(state: WatchState<T>, found: readonly T[]): WatchState<T> {
  const id = state.found[state.selected]?.id
  const at = found.findIndex((one) => one.id === id)
  return { ...state, found, selected: at >= 0 ? at : state.selected }
}

/** One letter with its accents. */
function withoutLast(text: string): string {
  return text.replace(/\P{M}\p{M}*$/u, '')
}

function stepOf<T extends Item>(name: Key['name'], { found }: WatchState<T>, { height }: Rules<T>): number {
  const steps: Partial<Record<Key['name'], number>> = {
    up: -1,
    down: 1,
    'page-up': -height,
    'page-down': height,
    home: -found.length,
    end: found.length,
  }
  return steps[name] ?? 0
}

/** The selected row is there and in sight, and the list is as full as it can be. */
export function fitted<T extends Item>(state: WatchState<T>, { height }: { readonly height: number }): WatchState<T> {
  const last = Math.max(0, state.found.length - 1)
  const selected = Math.min(last, Math.max(0, state.selected))
  const nearest = Math.min(selected, Math.max(state.top, selected - height + 1))
  return { ...state, selected, top: Math.min(nearest, Math.max(0, last + 1 - height)) }
}
