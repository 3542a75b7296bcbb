// JSON, bounded before it is parsed: 30 MB of brackets or of small values take seconds, and up to 2 GB of memory.

/** Values and names, and levels of nesting. The largest export that a person has is below a fifth of this. */
const MOST_VALUES = 1_000_000
const DEEPEST = 100

/** @returns undefined when it is no JSON, or larger or deeper than any export */
export function parseJson(text: string): unknown {
  if (!isBounded(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** UTF-8 JSON; undefined as `parseJson`, and for what is no UTF-8, as after a wrong key. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** Looks at what stands between the strings, whether it is JSON or not. */
function isBounded(text: string): boolean {
  let [depth, values] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
    } else if (character === '[' || character === '{') {
      depth++
      values++
    } else if (character === ']' || character === '}') {
      depth--
    } else if (character === ',') {
      values++
    }
    if (depth > DEEPEST || values > MOST_VALUES) return false
  }
  return true
}

/** Where the closing quote stands; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at)
    if (at < 0) return text.length
    let before = at
    while (text[before - 1] === '\\') before--
    if ((at - before) % 2 === 0) return at
  }
}
