// No page with an example is left out; and what compares pages with the program can tell them apart.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../kit/ukp.ts'
import { examplesOn, pattern, UKP } from './page.ts'
import { PAGES as adding } from './pages/adding.ts'
import { PAGES as keeping } from './pages/keeping.ts'
import { PAGES as readme } from './pages/readme.ts'
import { PAGES as showing } from './pages/showing.ts'
import { PAGES as unlocking } from './pages/unlocking.ts'
import { sameLines } from './run.ts'
import { linesOnScreen } from './screen.ts'

/** docs/json.md is run by test/docs.test.ts, docs/scripts.md by test/scripts.test.ts. */
const ELSEWHERE = ['docs/json.md', 'docs/scripts.md']

describe('the pages with examples', () => {
  it('are all run: here, or by a test of their own', () => {
    const inDocs = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).map((name) => `docs/${name}`)
    const texts = [...readdirSync(ROOT), ...inDocs].filter((name) => name.endsWith('.md'))
    const wanted = texts.filter((file) => examplesOn(file).some(({ line }) => UKP.test(line)))
    const run = [adding, keeping, readme, showing, unlocking].flat().map(({ file }) => file)
    expect([...run, ...ELSEWHERE].sort()).toEqual(wanted.sort())
  })
})

describe('a line of a page', () => {
  it('stands for the same line with other figures', () => {
    for (const [page, said] of [
      ['588 479   21 s left  ■■■■■■■□□□', '005 123   4 s left  ■□□□□□□□□□   next: 070 152'],
      ['703 541   még 26 mp  ■■■■■■■■■□', '703 542   még 9 mp  ■■■□□□□□□□'],
      ['8ta54bERc-A  passphrase  2026-11-22 07:41', '_CfxEO2U2fU  passphrase  2027-01-02 05:44'],
      ['Backup: /home/anna/vault-2026-11-22-101500.ukp (2)', 'Backup: /home/anna/vault-2027-01-01-000000.ukp (2)'],
    ] as const) {
      expect(said).toMatch(pattern(page))
    }
  })

  it('stands for no line with another word, another number, or something more', () => {
    for (const [page, said] of [
      ['588 479   21 s left  ■■■■■■■□□□', '588 479   21 s gone  ■■■■■■■□□□'],
      ['588 479   21 s left  ■■■■■■■□□□', '588 479    4 s left  ■■■■■■■□□□'],
      ['Written: ukp-aegis.json (7 accounts)', 'Written: ukp-aegis.json (8 accounts)'],
      ['Written: ukp-aegis.json (7 accounts)', 'Written: ukp-aegis.json (7 accounts).'],
      ['Is it (y/N)', 'Is it yN'],
    ] as const) {
      expect(said).not.toMatch(pattern(page))
    }
  })

  it('may be … for lines that are left out, at least one', () => {
    expect(sameLines(['a', '…', 'c'], ['a', 'b', 'b', 'c'])).toBe(true)
    expect(sameLines(['a', '…', 'c'], ['a', 'c'])).toBe(false)
    expect(sameLines(['a', '…', 'c'], ['a', 'b', 'd'])).toBe(false)
    expect(sameLines(['a', '…', 'c'], ['b', 'c'])).toBe(false)
    expect(sameLines(['a', '…', 'a'], ['a'])).toBe(false)
    expect(sameLines(['a', 'c'], ['a', 'b', 'c'])).toBe(false)
  })
})

describe('the screen', () => {
  it('shows what is left when a question was answered and drawn over', () => {
    expect(linesOnScreen('one\r\n? Two: •••\x1b[2K\x1b[G\x1b[31mthree\x1b[39m\r\n')).toEqual(['one', 'three'])
    expect(linesOnScreen('one\r\n? Two\r\nbelow\x1b[1A\r\x1b[Jthree')).toEqual(['one', 'three'])
    expect(linesOnScreen('abcdef\r\x1b[3Cxy\x1b[K')).toEqual(['abcxy'])
    expect(linesOnScreen('\x1b]0;title\x07a\n\r\n\r')).toEqual(['a'])
  })

  it('forgets the second screen', () => {
    expect(linesOnScreen('before\r\n\x1b[?1049hcodes\x1b[?1049lafter')).toEqual(['before', 'after'])
  })
})
