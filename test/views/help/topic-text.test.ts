// The pages of help: exit codes of the table, lines that fit, and examples that the program understands.
import { describe, expect, it } from 'vitest'
import { HELP_TOPICS, VERBS } from '../../../src/commands/index.ts'
import { EXIT } from '../../../src/errors.ts'
import { loadTopics } from '../../../src/messages/choose.ts'
import { exitCodes, topicText } from '../../../src/views/help/topic-text.ts'
import { wrapped } from '../../../src/views/wrap.ts'

describe.each(['en', 'hu'] as const)('a topic of help in %s', (language) => {
  it.each(HELP_TOPICS.map(({ name }) => name))('fits into 80 columns: %s', async (name) => {
    const text = topicText(name, await loadTopics(language), 80)
    expect(text.split('\n').length).toBeGreaterThan(20)
    // Examples are lines to copy.
    expect(text.split('\n').filter((line) => [...line].length > 80 && !line.startsWith('  ukp '))).toEqual([])
    expect(text).not.toMatch(/undefined|[ \t]$/m)
  })

  it('has the exit codes of the program in their order', async () => {
    const rows = exitCodes(await loadTopics(language))
    expect(rows.map(({ code }) => code)).toEqual([0, ...Object.values(EXIT)].sort((a, b) => a - b))
    expect(
      rows
        .slice(1)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(Object.keys(EXIT).sort())
    for (const { text } of rows) expect(text).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('names verbs that are there', async () => {
    const { scripts } = await loadTopics(language)
    const verbs = scripts.sections.flatMap(({ examples }) => examples.map((line) => /\bukp ([a-z]+)/.exec(line)?.[1]))
    expect(verbs.length).toBeGreaterThan(6)
    expect(verbs.filter((verb) => !VERBS.some(({ name }) => name === verb))).toEqual([])
  })
})

describe('lines', () => {
  it('are broken at blanks, by the columns that they take', () => {
    expect(wrapped('aa bb cc', 5)).toEqual(['aa bb', 'cc'])
    expect(wrapped('őő űű öö', 5)).toEqual(['őő űű', 'öö'])
    expect(wrapped('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
  })
})
