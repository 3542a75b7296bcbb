// Tags joined with others: each once, whatever its capital letters and accents, and no more than an account may have.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/otp/account.ts'
import { withTags } from '../../src/otp/tags.ts'

describe('tags', () => {
  it.each<[string[], string[], string[]]>([
    [[], [], []],
    [['Kft'], ['bt'], ['Kft', 'bt']],
    [['Kft'], ['kft', 'KFT'], ['Kft']],
    [[], ['család', 'Csalad'], ['család']],
    // What is there already stays as it is.
    [['a', 'A'], ['á'], ['a', 'A']],
  ])('%j and %j are %j', (tags, more, all) => {
    expect(withTags(tags, more)).toEqual(all)
  })

  it('are so many at most', () => {
    const full = Array.from({ length: LIMITS.tags.max }, (_, i) => `t${i}`)
    expect(withTags(full, ['T0'])).toEqual(full)
    expect(() => withTags(full, ['one'])).toThrowError(expect.objectContaining({ reason: 'too-many-tags' }))
  })

  it('that are more, since two copies were joined, stay and can be taken away', () => {
    const many = Array.from({ length: LIMITS.tags.max + 6 }, (_, i) => `t${i}`)
    expect(withTags(many, [])).toEqual(many)
    expect(withTags(many, ['T0'])).toEqual(many)
    expect(() => withTags(many, ['one'])).toThrowError(expect.objectContaining({ reason: 'too-many-tags' }))
  })
})
