// Keys as node:readline tells them -> keys as the live screen knows them.
import type { Key } from '../../world/world.ts'

/** What node:readline tells of a key. */
export interface Pressed {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
  readonly meta?: boolean
}

/** By the names that node:readline gives them. */
const NAMES: Readonly<Record<string, Exclude<Key['name'], 'text'>>> = {
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  pageup: 'page-up',
  pagedown: 'page-down',
  home: 'home',
  end: 'end',
  return: 'enter',
  enter: 'enter',
  backspace: 'backspace',
  escape: 'escape',
  tab: 'tab',
}

/** Escape and something else right after it: readline waits half a second before it takes Escape for a key of its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Escape is one
const AFTER_ESCAPE = /^\u001b[^[O]/u

/** Ctrl-C and Ctrl-D leave; Ctrl-L draws anew, as in a shell; Ctrl-U and Ctrl-W delete, as in a line that is typed. */
export function keysOf(text: string | undefined, pressed: Pressed): readonly (Key | 'ended' | 'redraw')[] {
  if (pressed.ctrl === true) return CONTROL[pressed.name ?? ''] ?? []
  const keys = plainKeys(text, pressed)
  const escaped = pressed.name !== 'escape' && AFTER_ESCAPE.test(pressed.sequence ?? '')
  return escaped ? [{ name: 'escape', text: '' }, ...keys] : keys
}

const CONTROL: Readonly<Record<string, readonly (Key | 'ended' | 'redraw')[]>> = {
  c: ['ended'],
  d: ['ended'],
  l: ['redraw'],
  u: [{ name: 'clear', text: '' }],
  w: [{ name: 'clear', text: '' }],
}

function plainKeys(text: string | undefined, { name, sequence, meta }: Pressed): Key[] {
  const known = name === undefined ? undefined : NAMES[name]
  if (known !== undefined) return [{ name: known, text: '' }]
  const typed = meta === true ? sequence?.slice(1) : text
  return typed === undefined || typed === '' || /[\p{Cc}\p{Cs}]/u.test(typed) ? [] : [{ name: 'text', text: typed }]
}
