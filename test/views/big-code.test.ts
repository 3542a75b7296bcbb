// Large digits: each told from the others, in groups, as wide as there is room.
import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { BIG_ROWS, bigCode } from '../../src/views/big-code.ts'
import { timeBar } from '../../src/views/time-bar.ts'

const widest = (lines: readonly string[] | null): number => Math.max(...(lines ?? []).map((line) => stringWidth(line)))

describe('bigCode', () => {
  it('draws five rows, square dots at 80 columns and narrow ones at 40', () => {
    const [wide, narrow] = [bigCode('123 456', 80), bigCode('123 456', 40)]
    expect([wide?.length, narrow?.length]).toEqual([BIG_ROWS, BIG_ROWS])
    expect(widest(wide)).toBe(48)
    expect(widest(narrow)).toBe(24)
    expect(narrow).toEqual([
      ' █  ███ ███  █ █ ███ ███',
      '██    █   █  █ █ █   █',
      ' █  ███ ███  ███ ███ ███',
      ' █  █     █    █   █ █ █',
      '███ ███ ███    █ ███ ███',
    ])
  })

  it('fits eight digits, as the deletion code has, at 80 and at 40 columns', () => {
    for (const columns of [80, 40]) expect(widest(bigCode('8888 8888', columns))).toBeLessThanOrEqual(columns)
  })

  it('tells every digit from every other, and from one that is to come', () => {
    const all = [...'0123456789_'].map((digit) => bigCode(digit, 10)?.join('\n'))
    expect(new Set(all).size).toBe(11)
  })

  it('leaves it to others where there is no room, and for letters', () => {
    expect(bigCode('123 456', 23)).toBeNull()
    expect(bigCode('R2D3C', 80)).toBeNull()
  })
})

describe('timeBar', () => {
  it.each([
    [30, '■■■■■■■■■■'],
    [15, '■■■■■□□□□□'],
    [1, '■□□□□□□□□□'],
  ])('shows %i of 30 seconds as %s', (remaining, bar) => {
    expect(timeBar(remaining, 30, 10)).toBe(bar)
  })
})
