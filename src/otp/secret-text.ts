// Text that may not be shown as it came: a secret typed where a name belongs, and control characters in labels.
import { LINK_SCHEME } from './link-scheme.ts'

const LINK = new RegExp(LINK_SCHEME, 'i')

/** Controls, marks that turn the direction of text, line separators, and characters of no width or ink. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/gu

/** What most labels are: told without the tables of Unicode. */
const PRINTABLE_ASCII = /^[ -~]*$/

/** Before and after a joiner inside an emoji sequence (family, profession): there it is no danger and stays. */
const EMOJI_BEFORE = /\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?$/u
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u

/**
 * Makes every control, escape, bidirectional and invisible character visible as <U+001B>, so that a label from
 * outside can neither drive the terminal nor hide. Blanks stay.
 */
export function visible(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text
  return text.replace(INVISIBLE, (character, at: number) => {
    if (character === '\u200d' && isBetweenEmoji(text, at)) return character
    return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

function isBetweenEmoji(text: string, at: number): boolean {
  return EMOJI_BEFORE.test(text.slice(Math.max(0, at - 6), at)) && EMOJI_AFTER.test(text.slice(at + 1, at + 3))
}

/** Random base32 has 5 vowels in 32 characters; names and words have 35 to 45 in 100. */
const FEW_VOWELS = 0.3
/** Different characters among sixteen or more: "xxxxxxxxxxxxxxxx" is no key. */
const VARIED = 7

/** A recovery key of a vault, whole or in part: two groups or more (docs/vault-format.md). */
const RECOVERY_KEY = /^\s*ukpr[\s-]*(?:[0-9a-z]{6}[\s-]*){2,}/i

/**
 * Whether a text given where a name belongs is more likely a key or a link: such a text is refused and never repeated.
 * Sixteen base32 characters or more in one piece or in equal groups, with digits in between or with few vowels.
 */
export function looksLikeSecret(text: string): boolean {
  if (LINK.test(text)) return true
  if (RECOVERY_KEY.test(text)) return true
  const groups = text
    .trim()
    .replace(/=+$/, '')
    .split(/[\s-]+/)
  const key = groups.join('')
  if (!/^[A-Za-z2-7]{16,}$/.test(key)) return false
  const size = groups[0]?.length ?? 0
  if (
    groups.length > 1 &&
    !groups.every((group, i) => group.length === size || (i === groups.length - 1 && group.length < size))
  ) {
    return false
  }
  const digits = key.match(/[2-7]/g)?.length ?? 0
  const vowels = key.match(/[aeiou]/gi)?.length ?? 0
  const varied = new Set(key.toUpperCase()).size >= VARIED
  return digits >= (key === key.toUpperCase() ? 1 : 2) || (varied && vowels / key.length < FEW_VOWELS)
}

/** UTF-16 units of what is looked at before it is shown: on megabytes the patterns run out of stack. */
const LONGEST_QUOTED = 4096

/** A piece of the command line or of a file for a message: visible, short, and hidden when it may be a secret. */
export function quotable(text: string): string {
  if (text.length > LONGEST_QUOTED || looksLikeSecret(text)) return '…'
  const shown = visible(text)
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown
}
