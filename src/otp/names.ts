// Names of accounts: what a name may be, the name from a QR code's label, and a free one beside a taken one.
import { UkpError } from '../errors.ts'
import { type Account, LIMITS, type NewAccount } from './account.ts'
import { isAccountId } from './account-id.ts'
import { fold } from './fold.ts'
import { looksLikeSecret } from './secret-text.ts'

/** UTF-16 units of a name. */
const NAME_MAX = 256

/** More marks on one letter than any writing has; Unicode's own bound is 30 (UAX #15 section 13, stream-safe text). */
const TOO_MANY_MARKS = /(\p{M}{64})\p{M}+/gu

/** NFC, outer blanks gone. @throws UkpError name-invalid, secret-in-argument (a key or link given as a name) */
export function cleanName(typed: string): string {
  // The length comes first. Letters that are not composed take up to four times the room.
  if (typed.length > 4 * NAME_MAX) throw new UkpError('name-invalid', {})
  if (looksLikeSecret(typed)) throw new UkpError('secret-in-argument', {})
  const name = composed(typed).trim()
  // A name that could be an account's id would make two accounts answer to one word.
  if (name === '' || name.length > NAME_MAX || /\p{Surrogate}/u.test(name) || isAccountId(name))
    throw new UkpError('name-invalid', {})
  return name
}

/** NFC text of a field. @throws UkpError text-too-long */
export function cleanText(typed: string, field: string, max: number = LIMITS.text.max): string {
  if (typed.length > 4 * max) throw new UkpError('text-too-long', { field, limit: max })
  const text = composed(typed).trim()
  if (text.length > max) throw new UkpError('text-too-long', { field, limit: max })
  return text
}

/** NFC takes quadratic time on a run of marks: 110 ms for 16,384, and a file can hold a thousand such labels. */
function composed(text: string): string {
  return text.replace(TOO_MANY_MARKS, '$1').normalize('NFC')
}

/** "Issuer:account", or the one of the two that is known, or null. */
export function nameFromLabel({ issuer, account }: Pick<NewAccount, 'issuer' | 'account'>): string | null {
  const label = [issuer, account].filter((part) => part !== '').join(':')
  return label === '' ? null : [...label].slice(0, NAME_MAX / 2).join('')
}

/** The name itself, or "name (2)" and so on when it is taken. Names that differ in case or accents only count as one. */
export function freeName(wanted: string, taken: readonly Pick<Account, 'name'>[]): string {
  return nameGiver(taken)(wanted)
}

/** Gives free names one after the other; each is taken from then on. */
export function nameGiver(taken: readonly Pick<Account, 'name'>[]): (wanted: string) => string {
  const names = new Set(taken.map(({ name }) => fold(name)))
  const tried = new Map<string, number>()
  return (wanted) => {
    let name = wanted
    const base = baseName(wanted)
    for (let n = tried.get(fold(base)) ?? 2; names.has(fold(name)); n++) {
      name = `${base} (${n})`
      tried.set(fold(base), n)
    }
    names.add(fold(name))
    return name
  }
}

function baseName(name: string): string {
  return name.replace(/ \([0-9]+\)$/, '')
}

/**
 * Accounts that may be the same login enrolled twice: same issuer and user name, or names that differ in their "(2)" only.
 * @returns ids
 */
export function sameLabelIds(accounts: readonly Pick<Account, 'id' | 'name' | 'issuer' | 'account'>[]): Set<string> {
  const groups = new Map<string, string[]>()
  for (const one of accounts) {
    const label = nameFromLabel(one)
    const keys = [`name ${fold(baseName(one.name))}`]
    if (label !== null && one.account !== '') keys.push(`label ${fold(label)}`)
    for (const key of keys) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [one.id])
      else group.push(one.id)
    }
  }
  return new Set([...groups.values()].filter((ids) => new Set(ids).size > 1).flat())
}
