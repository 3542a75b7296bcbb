// Facts in sentences: made visible, and at the end of a sentence with one full stop.
import { describe, expect, it } from 'vitest'
import { say } from '../../src/messages/say.ts'

describe('say', () => {
  it('makes control characters of a fact visible', () => {
    expect(say`Stored as: ${'ma\u001b[2Jma'}.`).toBe('Stored as: ma<U+001B>[2Jma.')
  })

  it.each([
    [say`Stored as: ${'Minta Kft.'}.`, 'Stored as: Minta Kft.'],
    [say`Stored as: ${'Minta Kft.'}. Go on.`, 'Stored as: Minta Kft. Go on.'],
    [say`Stored as: ${'mama'}.`, 'Stored as: mama.'],
    [say`${'Minta Kft.'}, and ${2}.`, 'Minta Kft., and 2.'],
    [say`The file is ${'vault.'}.ukp`, 'The file is vault..ukp'],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted)
  })
})
