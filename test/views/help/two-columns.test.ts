// Words and what is said of them, beside each other or, in a narrow terminal, below.
import fc from 'fast-check'
import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { twoColumns } from '../../../src/views/help/two-columns.ts'

const rows = [
  ['--vault <file>', 'the vault file'],
  ['-q', 'nothing on standard error but errors'],
] as const

describe('two columns', () => {
  it('stand beside each other where the text keeps 24 columns', () => {
    expect(twoColumns(rows, { width: 42 })).toBe(
      '  --vault <file>  the vault file\n  -q              nothing on standard\n                  error but errors\n',
    )
  })

  it('stand below each other in fewer', () => {
    expect(twoColumns(rows, { width: 41 })).toBe(
      '  --vault <file>\n      the vault file\n  -q\n      nothing on standard error but\n      errors\n',
    )
  })

  it('are as wide as they are told, and one long word does not push the others', () => {
    expect(twoColumns([['-q', 'quiet']], { width: 80, column: 10 })).toBe('  -q        quiet\n')
    const long = `--${'o'.repeat(50)}`
    expect(
      twoColumns(
        [
          [long, 'long'],
          ['-q', 'quiet'],
        ],
        { width: 80 },
      ),
    ).toBe(`  ${long}\n${' '.repeat(38)}long\n  -q${' '.repeat(34)}quiet\n`)
  })

  it('lose no word, and fit', () => {
    const word = fc.stringMatching(/^[a-záéíóöőúüű-]{1,12}$/)
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
    const pairs = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(pairs, fc.integer({ min: 40, max: 100 }), (given, width) => {
        const shown = twoColumns(given, { width })
        const wordsOf = (said: string): string[] => said.split(/\s+/).filter(Boolean)
        expect(wordsOf(shown).sort()).toEqual(
          given.flatMap(([left, right]) => [...wordsOf(left), ...wordsOf(right)]).sort(),
        )
        for (const line of shown.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})
