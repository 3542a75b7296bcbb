// Tags of accounts: words of their owner by which accounts are found together. Capital letters and accents do not count.
import { UkpError } from '../errors.ts'
import { LIMITS } from './account.ts'
import { fold } from './fold.ts'

/**
 * These tags and those of `more` that are not among them yet, in this order. Two copies of an account may have more
 * together than one may have: those stay, and only nothing comes to them.
 * @throws UkpError too-many-tags
 */
export function withTags(tags: readonly string[], more: readonly string[]): string[] {
  const known = new Set(tags.map(fold))
  const fresh = more.filter((tag) => {
    const isNew = !known.has(fold(tag))
    known.add(fold(tag))
    return isNew
  })
  const all = [...tags, ...fresh]
  if (fresh.length > 0 && all.length > LIMITS.tags.max) throw new UkpError('too-many-tags', { limit: LIMITS.tags.max })
  return all
}
