// Keys of a terminal, as bytes, to keys of the live screen: by node:readline itself.

import { emitKeypressEvents } from 'node:readline'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { keysOf, type Pressed } from '../../../src/system/terminal/live-keys.ts'

/** What a terminal sends, as one piece. */
async function keys(bytes: string): Promise<string[]> {
  const input = new PassThrough()
  emitKeypressEvents(input)
  const found: string[] = []
  input.on('keypress', (text: string | undefined, pressed: Pressed) => {
    for (const key of keysOf(text, pressed)) found.push(typeof key === 'string' ? key : `${key.name}${key.text}`)
  })
  input.write(bytes)
  await new Promise((resolve) => setTimeout(resolve, bytes.endsWith('\u001b') ? 600 : 20))
  return found
}

describe('keys', () => {
  it.each<[string, string, string[]]>([
    ['letters', 'aŐ9 ', ['texta', 'textŐ', 'text9', 'text ']],
    ['an emoji', '👪', ['text👪']],
    ['arrows', '\u001b[A\u001b[B\u001b[C\u001b[D', ['up', 'down', 'right', 'left']],
    ['arrows of another mode', '\u001bOA\u001bOB', ['up', 'down']],
    [
      'Home and End, Page Up and Page Down',
      '\u001b[H\u001b[F\u001b[5~\u001b[6~',
      ['home', 'end', 'page-up', 'page-down'],
    ],
    ['Enter', '\r', ['enter']],
    ['both Backspaces', '\u007f\b', ['backspace', 'backspace']],
    ['Tab and Shift-Tab', '\t\u001b[Z', ['tab', 'tab']],
    ['Escape', '\u001b', ['escape']],
    ['Escape and a letter right after it', '\u001bg', ['escape', 'textg']],
    ['Escape and Enter right after it', '\u001b\r', ['escape', 'enter']],
    ['Escape and an arrow right after it', '\u001b\u001b[A', ['escape', 'up']],
    ['Ctrl-C and Ctrl-D', '\u0003\u0004', ['ended', 'ended']],
    ['Ctrl-U and Ctrl-W', '\u0015\u0017', ['clear', 'clear']],
    ['Ctrl-L', '\f', ['redraw']],
    ['Ctrl-Z, F1, Delete and Ctrl-A, which do nothing', '\u001a\u001bOP\u001b[3~\u0001', []],
  ])('are told of %s', async (_what, bytes, told) => {
    expect(await keys(bytes)).toEqual(told)
  })
})
