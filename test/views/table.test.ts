// Rows of text, for eyes and for pipes.
import { describe, expect, it } from 'vitest'
import { padEnd, table } from '../../src/views/table.ts'

const TERMINAL = { isTerminal: true, color: false }
const PIPE = { isTerminal: false, color: false }

describe('table', () => {
  it('is aligned under a heading on a terminal, two blanks apart and none at the end', () => {
    const rows = [
      ['mama', 'Ügyfélkapu+', 'x'],
      ['nagymama', '', 'y'],
    ]
    expect(table(['NAME', 'ISSUER', 'T'], rows, TERMINAL)).toBe(
      'NAME      ISSUER       T\nmama      Ügyfélkapu+  x\nnagymama               y\n',
    )
  })

  it('puts the rest of a row below its name in a window that is too narrow', () => {
    const rows = [
      ['mama', 'Ügyfélkapu+', 'minta.anna'],
      ['nagymama', '', 'deletion code: missing'],
      ['papa', '', ''],
    ]
    const heading = ['NAME', 'ISSUER', 'T']
    expect(table(heading, rows, { ...TERMINAL, columns: 24 })).toBe(
      'mama\n  Ügyfélkapu+\n  minta.anna\nnagymama\n  deletion code: missing\npapa\n',
    )
    expect(table(heading, rows, { ...TERMINAL, columns: 28 })).toContain('  Ügyfélkapu+ · minta.anna\n')
    expect(table(heading, rows, { ...TERMINAL, columns: 46 })).toBe(table(heading, rows, TERMINAL))
    expect(table(heading, rows, { ...PIPE, columns: 10 })).toBe(table(heading, rows, PIPE))
  })

  it('is tab-separated without a heading in a pipe, empty cells included', () => {
    expect(
      table(
        ['A', 'B', 'C'],
        [
          ['a', '', 'c'],
          ['', 'b', ''],
        ],
        PIPE,
      ),
    ).toBe('a\t\tc\n\tb\t\n')
  })

  it('leaves a column without any text out on a terminal', () => {
    expect(table(['A', 'B', 'C'], [['a', '', 'c']], TERMINAL)).toBe('A  C\na  c\n')
  })

  it('is nothing without rows', () => {
    expect(table(['A'], [], TERMINAL)).toBe('')
    expect(table(['A'], [], PIPE)).toBe('')
  })

  it('aligns wide letters, combining marks and emoji', () => {
    const rows = [
      ['你好', '1'],
      ['E\u0301va', '2'],
      ['👩‍👩‍👧‍👦', '3'],
      ['abcd', '4'],
    ]
    expect(table(['N', 'X'], rows, TERMINAL).split('\n').slice(1)).toEqual([
      '你好  1',
      'E\u0301va   2',
      '👩‍👩‍👧‍👦    3',
      'abcd  4',
      '',
    ])
  })

  it.each([TERMINAL, PIPE])(
    'shows controls in cells: no tab, line feed or escape of a label gets through (%o)',
    (sink) => {
      const text = table(['A', 'B'], [['a\tb\nc', '\u001b[2J\u202ex\r']], sink)
      expect(text).toContain('a<U+0009>b<U+000A>c')
      expect(text).toContain('<U+001B>[2J<U+202E>x<U+000D>')
      expect(text.split('\n')).toHaveLength(sink.isTerminal ? 3 : 2)
    },
  )

  it('colours the heading only', () => {
    const text = table(['A'], [['a']], { isTerminal: true, color: true })
    expect(text).toBe('\u001b[2mA\u001b[22m\na\n')
  })
})

describe('padEnd', () => {
  it('counts columns, and never cuts', () => {
    expect(padEnd('ab', 4)).toBe('ab  ')
    expect(padEnd('你', 4)).toBe('你  ')
    expect(padEnd('e\u0301', 2)).toBe('e\u0301 ')
    expect(padEnd('abcdef', 4)).toBe('abcdef')
    expect(padEnd('', 0)).toBe('')
  })
})
