// The live screen on terminals that have no other screen (the console of Linux, GNU screen as it comes): what it writes is
// played on a few lines of text.
import { PassThrough } from 'node:stream'
import type { ReadStream } from 'node:tty'
import { describe, expect, it } from 'vitest'
import { liveScreen } from '../../../src/system/terminal/live-screen.ts'
import type { Terminal } from '../../../src/system/terminal/terminal.ts'

const ROWS = 5
/** A control sequence, or plain text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Escape is one
const PIECE = /\u001b\[([0-9;?]*)([A-Za-z])|([^\u001b]+)/g

function plainTerminal(): { terminal: Terminal; lines: string[]; scrolled: string[] } {
  const lines = Array.from({ length: ROWS }, () => '')
  const scrolled: string[] = []
  let row = 0
  const control = (parameters: string, letter: string): void => {
    if (letter === 'H') row = Math.min(ROWS, Number.parseInt(parameters, 10) || 1) - 1
    if (letter === 'K') lines[row] = ''
    if (letter === 'J' && parameters === '2') scrolled.push(...lines.splice(0, ROWS, ...lines.map(() => '')))
    if (letter === 'J' && parameters === '') lines.fill('', row)
  }
  const write = (text: string): void => {
    for (const [, parameters = '', letter = '', plain = ''] of text.matchAll(PIECE)) {
      if (letter === '') lines[row] += plain
      else control(parameters, letter)
    }
  }
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined }) as unknown as ReadStream
  const size = () => ({ columns: 40, rows: ROWS })
  const terminal = { input, write, size, close: () => undefined, output: () => undefined } as unknown as Terminal
  return { terminal, lines, scrolled }
}

describe('the live screen where there is no other screen', () => {
  it('takes its picture away when it ends, and leaves nothing to scroll back to', async () => {
    const { terminal, lines, scrolled } = plainTerminal()
    lines[0] = '$ ukp watch'
    await liveScreen(terminal, false, async ({ draw }) => {
      draw(['mama 123 456', 'papa 654 321', 'keys'])
      expect(lines).toEqual(['mama 123 456', 'papa 654 321', 'keys', '', ''])
      process.emit('SIGWINCH')
      draw(['mama 123 456', 'papa 654 321', 'keys', 'four', 'five'])
      draw(['locked'])
      expect(lines).toEqual(['locked', '', '', '', ''])
      draw(['mama 123 456', 'papa 654 321', 'keys', 'four', 'five'])
    })
    expect(lines).toEqual(['', '', '', '', ''])
    expect(scrolled.join('')).toBe('$ ukp watch')
  })

  it('does so also when it is left by an exception', async () => {
    const { terminal, lines } = plainTerminal()
    const shown = liveScreen(terminal, false, async ({ draw }) => {
      draw(['1234 5678'])
      throw new Error('left')
    })
    await expect(shown).rejects.toThrow('left')
    expect(lines.join('')).toBe('')
  })
})
