// What is known of a line before it is parsed.
import { describe, expect, it } from 'vitest'
import { isGreeting, languageOf, optionValue, showsHelp } from '../../src/command-line/before-parsing.ts'

describe('the value of a global option', () => {
  it.each<[string, string | undefined]>([
    ['--vault a.ukp list', 'a.ukp'],
    ['list --vault=a.ukp', 'a.ukp'],
    ['--vault=', ''],
    ['list', undefined],
    ['list --vault', undefined],
    ['--vault a.ukp list --vault b.ukp', 'b.ukp'],
    ['--vault a.ukp list --vault=b.ukp', 'b.ukp'],
  ])('of `%s` is that of the last one, as for the parser', (line, value) => {
    expect(optionValue('--vault', line.split(' '))).toBe(value)
  })
})

describe('before a line is parsed', () => {
  it('a language that is none leaves the choice to the environment', () => {
    expect(languageOf(['--lang', 'HU'], {})).toBe('hu')
    expect(languageOf(['--lang', 'xx'], { LANG: 'hu_HU.UTF-8' })).toBe('hu')
  })

  it('help and greeting are told', () => {
    expect(['code --help', 'help', 'code -qh', 'completion bash'].map((line) => showsHelp(line.split(' ')))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['code mama', 'completion names', 'run x -- y --help'].map((line) => showsHelp(line.split(' ')))).toEqual([
      false,
      false,
      false,
    ])
    expect([[], ['--lang', 'hu'], ['--vault=a']].map(isGreeting)).toEqual([true, true, true])
    expect([['list'], ['--vault'], ['--json']].map(isGreeting)).toEqual([false, false, false])
  })
})
