// Moments for people: local time, as the language writes a day.
import { describe, expect, it } from 'vitest'
import { loadMessages } from '../../src/messages/choose.ts'
import { dayText, momentCell, momentText, timeText } from '../../src/messages/moment.ts'

const AT = '2026-11-21T23:30:15.000Z'
const zone = { zoneMinutes: () => 60 }
const [en, hu] = [(await loadMessages('en')).words, (await loadMessages('hu')).words]

describe('a moment', () => {
  it('is told in the time of the place', () => {
    expect(dayText(AT, { zone, words: en })).toBe('2026-11-22')
    expect(momentText(AT, { zone, words: en })).toBe('2026-11-22 00:30')
    expect(momentText(AT, { zone, words: hu })).toBe('2026. 11. 22. 00:30')
    expect(momentText(AT, { zone: { zoneMinutes: () => -90 }, words: en })).toBe('2026-11-21 22:00')
  })

  it('ends with one point also where the day of the language ends with one', async () => {
    const { list } = await loadMessages('hu')
    expect(list.backupOld(dayText(AT, { zone, words: hu }))).toContain('2026. 11. 22. Azóta')
  })

  it('has its day only when that is not today', () => {
    const ms = Date.parse(AT)
    expect(timeText(ms, ms, { zone, words: hu })).toBe('00:30:15')
    expect(timeText(ms, ms - 3_600_000, { zone, words: hu })).toBe('2026. 11. 22. 00:30:15')
  })

  it('stays ISO 8601 in a list that goes into a pipe, and what is no moment stays as it is', () => {
    expect(momentCell(AT, { isTerminal: false }, { zone, words: hu })).toBe(AT)
    expect(momentCell(AT, { isTerminal: true }, { zone, words: hu })).toBe('2026. 11. 22. 00:30')
    expect(momentCell('', { isTerminal: true }, { zone, words: hu })).toBe('')
  })
})
