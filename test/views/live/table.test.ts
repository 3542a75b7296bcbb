// The live table as text: what stands in it, and that it fits any window.

import fc from 'fast-check'
import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { watchWords } from '../../../src/commands/watch.ts'
import { loadMessages } from '../../../src/messages/choose.ts'
import { cut, cutStart } from '../../../src/views/cut.ts'
import { linesOf, naturalWidths } from '../../../src/views/live/layout.ts'
import { type LivePicture, type LiveRow, liveTable, plainPicture } from '../../../src/views/live/table.ts'

const [en, hu] = [await watchWords(await loadMessages('en')), await watchWords(await loadMessages('hu'))]
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is taken away are control sequences
const bare = (line: string): string => line.replace(/\u001b\[[0-9;]*[mG]/g, '')

const row = (name: string, more: Partial<LiveRow> = {}): LiveRow => ({
  ...{ name, issuer: 'Ügyfélkapu+', account: 'kiss.anna', code: '123456', next: null, remaining: 17, period: 30 },
  ...more,
})

function picture(rows: readonly LiveRow[], more: Partial<LivePicture> = {}, words = en): LivePicture {
  const natural = naturalWidths(
    rows.map((one) => ({ ...one, digits: one.code?.length ?? 6 })),
    words,
  )
  return { rows, selected: 0, natural, filter: null, found: rows.length, all: rows.length, status: '', ...more }
}

const shown = (given: LivePicture, columns: number, rows: number, words = en): string[] =>
  liveTable(given, { columns, rows }, { words, color: false })

const FAMILY_ROWS = [
  row('Édesanya'),
  row('mama', { next: '789012', remaining: 4 }),
  row('vpn-token', { issuer: 'VPN', code: null }),
]
const FAMILY = picture(FAMILY_ROWS)

describe('the live table', () => {
  it('has name, issuer, user name, code, seconds and a bar at 80 columns', () => {
    const lines = shown(FAMILY, 80, 10).map(bare)
    expect(lines).toEqual([
      '3 accounts',
      '  Name       Issuer       User name  Code',
      '> Édesanya   Ügyfélkapu+  kiss.anna  123 456  17 s  ■■■■■■□□□□',
      '  mama       Ügyfélkapu+  kiss.anna  123 456   4 s  → 789 012',
      '  vpn-token  VPN          kiss.anna  counted: ukp code',
      '',
      '',
      '',
      '',
      'Enter copies · q leaves · type to filter · ↑ ↓ choose · / begins a filter',
    ])
  })

  it('has name, code, seconds and the next code at 40 columns; the rest of the selected one below', () => {
    expect(shown(FAMILY, 40, 8).map(bare)).toEqual([
      '3 accounts',
      '> Édesanya  123 456 17 s ■■■■■□□□□',
      '  mama      123 456  4 s → 789 012',
      '  vpn-token counted: ukp code',
      '',
      '',
      'Ügyfélkapu+ · kiss.anna',
      'Enter copies · q leaves · type to filter',
    ])
  })

  it('says the same in Hungarian', () => {
    const lines = shown(picture(FAMILY_ROWS, {}, hu), 80, 10, hu).map(bare)
    expect(lines[0]).toBe('3 bejegyzés')
    expect(lines[1]).toBe('  Név        Kibocsátó    Felhasználónév  Kód')
    expect(lines[2]).toContain('17 mp')
    expect(lines.at(-1)).toBe('Enter: másolás · q: kilépés · gépelés: szűrés · ↑ ↓: választás')
  })

  it('says the next code of the selected one below where it has no room beside', () => {
    const lines = shown({ ...FAMILY, selected: 1 }, 30, 8).map(bare)
    expect(lines[2]).toBe('> mama      123 456  4 s')
    expect(lines[6]).toBe('next: 789 012 · Ügyfélkapu+ ·…')
  })

  it('has a list of two in five lines, and of one in one', () => {
    expect(shown(FAMILY, 80, 5).map(bare).slice(1, 3).join()).toMatch(/^> Édesanya .*, {2}mama /)
    expect(shown(FAMILY, 80, 1)).toHaveLength(1)
  })

  it('shows what is typed, and how much of all it finds', () => {
    expect(bare(shown({ ...FAMILY, filter: 'ma', found: 3, all: 12 }, 80, 10)[0] ?? '')).toBe('Filter: ma_  3 of 12')
    const nothing = shown(picture([], { filter: 'xyz', all: 12 }), 80, 10)
    expect([bare(nothing[0] ?? ''), nothing[2]]).toEqual(['Filter: xyz_  0 of 12', en.nothingFound])
    expect(shown(picture([]), 80, 10)[2]).toBe(en.empty)
  })

  it('breaks a long sentence into lines, which the list gives up, three at the most', () => {
    const said = { ...FAMILY, status: 'The code could not be copied. There is no display: neither X11 nor Wayland.' }
    const lines = shown(said, 40, 8)
    expect(lines.slice(4)).toEqual([
      '',
      'The code could not be copied. There is',
      'no display: neither X11 nor Wayland.',
      'Enter copies · q leaves · type to filter',
    ])
    expect(lines).toHaveLength(8)
    expect(
      shown({ ...said, status: 'word '.repeat(100) }, 40, 8).filter((line) => line.startsWith('word')),
    ).toHaveLength(3)
    expect(plainPicture([en.locked, en.lockedKeys], { columns: 40, rows: 15 })).toEqual([
      'Locked, because no key was pressed for a',
      'while.',
      'Enter unlocks, q leaves.',
    ])
  })

  it('says how to get the code of a counted account', () => {
    expect(shown({ ...FAMILY, selected: 2 }, 80, 10)[8]).toBe(en.countedHow('vpn-token'))
  })

  it('is bold, dim and, shortly before the end, yellow; without colours there is no sequence but for positions', () => {
    const lines = liveTable(FAMILY, { columns: 80, rows: 10 }, { words: en, color: true })
    expect(lines[2]).toContain('\u001b[1m123 456\u001b[22m')
    expect(lines[2]).toContain('\u001b[2m17 s  ■■■■■■□□□□\u001b[22m')
    expect(lines[3]).toContain('\u001b[33m 4 s  → 789 012\u001b[39m')
    expect(lines.join('')).not.toMatch(/\[(?:31|5|6)m/)
    expect(shown(FAMILY, 80, 10).join('')).not.toMatch(/\[[0-9;]*m/)
    expect(lines.map(bare)).toEqual(shown(FAMILY, 80, 10).map(bare))
  })

  it('aligns codes after names of any kind, and tells the terminal the column', () => {
    const rows = ['mama', 'őrség', 'e\u0301des', '日本語', '👨‍👩‍👧‍👦', '🇭🇺', 'a\u001bb', '\u202eügy'].map((name) =>
      row(name),
    )
    const lines = shown(picture(rows), 80, 12).slice(2, 10)
    const at = lines.map((line) => stringWidth(bare(line).split('123 456')[0] ?? ''))
    expect(new Set(at).size).toBe(1)
    expect(lines[6]).toContain('a<U+001B>b')
    expect(lines[7]).toContain('<U+202E>ügy')
    for (const line of lines) expect(line).toContain(`\u001b[${(at[0] ?? 0) + 1}G123 456`)
    expect(shown(picture([row('mama', { issuer: 'Bank' })]), 80, 12)[2]).not.toContain('\u001b')
  })
})

/** Letters that are wide, narrow, joined, invisible, turning, and everything else there is. */
const text = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      'ő',
      'ű',
      'e\u0301',
      '日本',
      '👨‍👩‍👧‍👦',
      '🇭🇺',
      '\u001b[31m',
      '\u202e',
      '\u200d',
      'ＡＢ',
      '👍🏽',
      'नि',
      '한글',
      '\u0301',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
  { maxLength: 8 },
)
const label = text.map((pieces) => pieces.join(''))
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 5, maxLength: 10 })
const anyRow = fc.record<LiveRow>({
  name: label,
  issuer: label,
  account: label,
  code: fc.option(digits),
  next: fc.option(digits),
  remaining: fc.integer({ min: 1, max: 86_400 }),
  period: fc.integer({ min: 1, max: 86_400 }),
})

it('is never wider nor higher than the window, for any labels and any size', () => {
  const size = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 1, max: 200 }) })
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 8 }),
      size,
      label,
      fc.boolean(),
      fc.nat(7),
      (rows, window, said, color, at) => {
        for (const filter of [null, said]) {
          const given = { ...picture(rows), selected: at, filter, status: filter === null ? '' : said }
          const lines = liveTable(given, window, { words: hu, color })
          expect(lines.length).toBeLessThanOrEqual(window.rows)
          for (const line of lines) {
            expect(stringWidth(bare(line))).toBeLessThanOrEqual(window.columns)
            // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
            expect(bare(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
          }
        }
        for (const line of plainPicture([said], window)) expect(stringWidth(line)).toBeLessThanOrEqual(window.columns)
      },
    ),
    { numRuns: 400 },
  )
})

it('has as many lines as the window, and a list in what they leave', () => {
  for (let rows = 1; rows <= 60; rows++) {
    expect(shown(FAMILY, 80, rows)).toHaveLength(rows)
    expect(linesOf({ columns: 80, rows }).list).toBeGreaterThanOrEqual(1)
  }
})

describe('a text that is cut', () => {
  it.each([
    ['mama', 4, 'mama'],
    ['mamas', 4, 'mam…'],
    ['mamas', 1, '…'],
    ['mamas', 0, ''],
    ['őrség', 4, 'őrs…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 3, '👨‍👩‍👧‍👦…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['🇭🇺🇭🇺', 3, '🇭🇺…'],
  ])('%j in %i columns is %j', (whole, width, short) => {
    expect(cut(whole, width)).toBe(short)
  })

  it('keeps its end where that is wanted', () => {
    expect([cutStart('mamas', 4), cutStart('mama', 4), cutStart('日本語', 4)]).toEqual(['…mas', 'mama', '…語'])
  })

  it('begins with signs of the whole text, and fits', () => {
    fc.assert(
      fc.property(label, fc.integer({ min: 1, max: 40 }), (whole, width) => {
        const short = cut(whole, width)
        expect(stringWidth(short)).toBeLessThanOrEqual(width)
        expect(short === whole || (short.endsWith('…') && whole.startsWith(short.slice(0, -1)))).toBe(true)
        expect(stringWidth(cutStart(whole, width))).toBeLessThanOrEqual(width)
      }),
      { numRuns: 500 },
    )
  })
})
