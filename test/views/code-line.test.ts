// One code for the eye, on a terminal.
import { describe, expect, it } from 'vitest'
import type { TimedCode } from '../../src/otp/code.ts'
import { codeLine, grouped } from '../../src/views/code-line.ts'

const words = { secondsLeft: (seconds: number) => `${seconds} s left`, next: (code: string) => `next: ${code}` }
const timed = (remaining: number, code = '123456'): TimedCode => ({ code, step: 1, remaining, expiresAtMs: 0 })
const line = (remaining: number, period = 30, color = false): string =>
  codeLine(timed(remaining), '654321', period, { words, color })

describe('grouped', () => {
  it.each([
    ['12345', '12345'],
    ['NTK5M', 'NTK5M'],
    ['123456', '123 456'],
    ['1234567', '123 4567'],
    ['12345678', '1234 5678'],
    ['123456789', '123 456 789'],
    ['1234567890', '12345 67890'],
    ['000000', '000 000'],
  ])('of %s is "%s"', (code, shown) => {
    expect(grouped(code)).toBe(shown)
    expect(shown.replaceAll(' ', '')).toBe(code)
  })
})

describe('codeLine', () => {
  it('shows the code, the seconds left and a bar', () => {
    expect(line(30)).toBe('123 456   30 s left  ■■■■■■■■■■\n')
    expect(line(17)).toBe('123 456   17 s left  ■■■■■■□□□□\n')
    expect(line(15)).toBe('123 456   15 s left  ■■■■■□□□□□\n')
  })

  it('shows the next code as well below 7 seconds', () => {
    expect(line(7)).toBe('123 456   7 s left  ■■□□□□□□□□\n')
    expect(line(6)).toBe('123 456   6 s left  ■■□□□□□□□□   next: 654 321\n')
    expect(line(1)).toBe('123 456   1 s left  ■□□□□□□□□□   next: 654 321\n')
  })

  it.each([
    [1, 1],
    [1, 300],
    [300, 300],
    [31, 30],
    [60, 30],
    [59, 30],
    [600, 300],
    [2, 1],
    [86_400, 86_400],
  ])(
    'has a bar of ten with %i s of a period of %i s left: the next code has more than a period',
    (remaining, period) => {
      expect(line(remaining, period).match(/[■□]/gu)).toHaveLength(10)
      expect(line(remaining, period)).toContain('■')
    },
  )

  it('says the same with colour and without', () => {
    for (const remaining of [30, 3]) {
      const coloured = line(remaining, 30, true)
      expect(coloured).toContain('\u001b[1m')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes that carry colour
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(line(remaining))
    }
    expect(line(3)).not.toContain('\u001b')
  })
})
