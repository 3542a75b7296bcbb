// The search while somebody types: what is found, best first. For choosing by eye only; a command that is told a name
// takes it exactly (find.ts) and never guesses.
import type { Account } from './account.ts'
import { fold } from './fold.ts'

type Searched = Pick<Account, 'name' | 'issuer' | 'account' | 'tags'>

/** From this many letters on one of them may be wrong. */
const MISTAKE_FROM = 4

/** How well something is found; lower is better. What is not found has none. */
const RANK = { wholeName: 0, nameBegins: 1, wordBegins: 2, contains: 3, lettersInOrder: 4, oneMistake: 5 } as const
const RANKS = 6

interface Text {
  readonly text: string
  readonly words: readonly string[]
}

interface Folded {
  readonly name: string
  /** Name, issuer and user name. */
  readonly texts: readonly Text[]
  readonly tags: readonly string[]
}

/** What is looked for, folded. */
interface Wanted {
  readonly text: string
  /** More than letters and digits: it may begin in one word and end in another. */
  readonly spans: boolean
}

/**
 * A search over accounts, which keep their order where they are found equally well. Case and accents do not count; of
 * several words all have to be found, in any order. Without any letters everything is found.
 * Ten thousand accounts: 1 to 8 ms a search, the very first ones up to 50 ms, and 110 ms to prepare (measured).
 */
export function searcher<T extends Searched>(accounts: readonly T[]): (query: string) => readonly T[] {
  // Before the first letter is typed, which then is as quick as the others.
  const prepared = foldedAll(accounts)
  return (query) => {
    const whole = fold(query)
    if (whole === '') return accounts
    const wanted = wantedOf(whole)
    const words = whole.split(' ').map(wantedOf)
    const found: T[][] = Array.from({ length: RANKS }, () => [])
    for (let i = 0; i < accounts.length; i++) {
      const [account, one] = [accounts[i], prepared[i]]
      const rank = one === undefined ? null : rankOf(one, wanted, words)
      if (rank !== null && account !== undefined) found[rank]?.push(account)
    }
    return found.flat()
  }
}

const NO_WORD = /[^\p{L}\p{N}]+/u

function wantedOf(text: string): Wanted {
  return { text, spans: NO_WORD.test(text) }
}

/** Issuers and tags are few, and folding is most of the work: what was folded once is not folded again. */
function foldedAll(accounts: readonly Searched[]): Folded[] {
  const known = new Map<string, Text>()
  const textOf = (written: string): Text => {
    const before = known.get(written)
    if (before !== undefined) return before
    const text = fold(written)
    const one = { text, words: text.split(NO_WORD).filter((word) => word !== '') }
    known.set(written, one)
    return one
  }
  return accounts.map(({ name, issuer, account, tags }) => {
    const texts = [name, issuer, account].map(textOf)
    return { name: texts[0]?.text ?? '', texts, tags: tags.map((tag) => textOf(tag).text) }
  })
}

/** What is typed as one piece counts more than its words one by one, which are as good as the worst of them. */
function rankOf(account: Folded, whole: Wanted, words: readonly Wanted[]): number | null {
  const rank = rankOfPiece(account, whole)
  if (rank !== null || words.length === 1) return rank
  let worst: number = RANK.wordBegins
  for (const word of words) {
    const one = rankOfPiece(account, word)
    if (one === null) return null
    worst = Math.max(worst, one)
  }
  return worst
}

function rankOfPiece({ name, texts, tags }: Folded, wanted: Wanted): number | null {
  const { text } = wanted
  if (name.startsWith(text)) return name.length === text.length ? RANK.wholeName : RANK.nameBegins
  if (some(texts, wordBegins, wanted)) return RANK.wordBegins
  for (const tag of tags) if (tag.startsWith(text)) return RANK.wordBegins
  if (some(texts, contains, wanted)) return RANK.contains
  if (some(texts, hasLettersInOrder, wanted)) return RANK.lettersInOrder
  return text.length >= MISTAKE_FROM && some(texts, hasNearWord, wanted) ? RANK.oneMistake : null
}

/** Without a new function for each of ten thousand accounts. */
function some(texts: readonly Text[], holds: (text: Text, wanted: Wanted) => boolean, wanted: Wanted): boolean {
  for (const text of texts) if (holds(text, wanted)) return true
  return false
}

function contains({ text }: Text, wanted: Wanted): boolean {
  return text.includes(wanted.text)
}

/** Whether the text has this at its start or after something that is no letter and no digit. */
function wordBegins({ text, words }: Text, { text: wanted, spans }: Wanted): boolean {
  for (const word of words) if (word.startsWith(wanted)) return true
  if (!spans) return false
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (at === 0 || NO_WORD.test(text[at - 1] ?? '')) return true
  }
  return false
}

/** "gh" in "github": the first letter begins a word, the others follow somewhere. */
function hasLettersInOrder({ text, words }: Text, { text: wanted }: Wanted): boolean {
  let from = 0
  for (const word of words) {
    from = text.indexOf(word, from)
    // From the earliest place: where the letters follow from a later one, they follow from this one as well.
    if (word[0] === wanted[0]) return follows(text, wanted, from)
    from += word.length
  }
  return false
}

function follows(text: string, wanted: string, from: number): boolean {
  let found = 0
  for (let at = from; at < text.length && found < wanted.length; at++) if (text[at] === wanted[found]) found++
  return found === wanted.length
}

function hasNearWord({ words }: Text, { text: wanted }: Wanted): boolean {
  for (const word of words) if (word.length >= wanted.length - 1 && isNear(word, wanted)) return true
  return false
}

/** Whether the word begins with what is wanted but for one letter: a wrong, a missing or an extra one, or two exchanged. */
function isNear(word: string, wanted: string): boolean {
  let same = 0
  while (same < wanted.length && word[same] === wanted[same]) same++
  return (
    goesOn(word, same + 1, wanted, same + 1) ||
    goesOn(word, same, wanted, same + 1) ||
    goesOn(word, same + 1, wanted, same) ||
    (wanted[same] === word[same + 1] && wanted[same + 1] === word[same] && goesOn(word, same + 2, wanted, same + 2))
  )
}

/** Whether the rest of what is wanted stands in the word from here on. */
function goesOn(word: string, at: number, wanted: string, from: number): boolean {
  for (let i = from; i < wanted.length; i++) if (word[at + i - from] !== wanted[i]) return false
  return true
}
