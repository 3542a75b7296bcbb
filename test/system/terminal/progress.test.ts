// One line about what takes long: late, seldom, plain, and gone afterwards.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressOn } from '../../../src/system/terminal/progress.ts'

let [now, screen] = [0, '']
const err = {
  write: (text: string) => {
    screen += text
  },
  writeNow: async () => undefined,
  isTerminal: true,
  columns: 30,
  rows: 24,
}
const words = (done: number, of: number): string => `Read: ${done} of ${of}`

beforeEach(() => {
  vi.useFakeTimers()
  ;[now, screen] = [0, '']
})
afterEach(() => vi.useRealTimers())

describe('progress', () => {
  it('says nothing of what is over soon', () => {
    const running = progressOn(err, () => now).start(words)
    for (now = 0; now < 400; now += 50) running.step(now, 400)
    running.end()
    vi.advanceTimersByTime(1000)
    expect(screen).toBe('')
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  it('shows the count after 400 ms, ten times a second at most, and takes the line away', () => {
    const running = progressOn(err, () => now).start(words)
    for (now = 0; now <= 1000; now += 10) running.step(now, 1000)
    const shown = screen.match(/Read: \d+ of 1000/g) ?? []
    expect(shown[0]).toBe('Read: 400 of 1000')
    expect(shown.length).toBeGreaterThan(4)
    expect(shown.length).toBeLessThan(8)
    running.end()
    expect(screen.endsWith(`\r${' '.repeat('Read: 1000 of 1000'.length)}\r`)).toBe(true)
    expect([...screen].filter((one) => one < ' ' && one !== '\r')).toEqual([])
  })

  it('shows by itself what waits for others, and at once what stops everything', () => {
    const waiting = progressOn(err, () => now).start(words)
    waiting.step(1, 2)
    vi.advanceTimersByTime(400)
    expect(screen).toContain('Read: 1 of 2')
    waiting.end()
    screen = ''
    const stopping = progressOn(err, () => now).start(words)
    stopping.tell('Deriving the key…')
    stopping.end()
    expect(screen).toBe(`\rDeriving the key…\r\r${' '.repeat(17)}\r`)
  })

  it('never fills the last column, and leaves no end of a longer line', () => {
    const running = progressOn({ ...err, columns: 10 }, () => now).start(() => 'yy')
    running.tell('x'.repeat(40))
    now = 500
    running.step(1, 2)
    expect(screen).toBe(`\r${'x'.repeat(8)}…\r\ryy${' '.repeat(7)}\r`)
    running.end()
  })

  it('counts wide letters by their columns', () => {
    const running = progressOn({ ...err, columns: 10 }, () => now).start(words)
    running.tell('帳號'.repeat(5))
    expect(screen).toBe('\r帳號帳號…\r')
    running.end()
    expect(screen.endsWith(`\r${' '.repeat(9)}\r`)).toBe(true)
  })

  it('goes away for a question, and comes back with the next step only', () => {
    const progress = progressOn(err, () => now)
    const running = progress.start(words)
    progress.hide()
    vi.advanceTimersByTime(1000)
    expect(screen).toBe('')
    now = 1000
    running.step(2, 3)
    expect(screen).toContain('Read: 2 of 3')
    progress.hide()
    expect(screen.endsWith('\r')).toBe(true)
    running.end()
  })
})
