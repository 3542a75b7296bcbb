// JSON (RFC 8259) as a vault needs it: JSON.parse keeps the last of two equal keys without a word, takes any depth
// and rounds large integers. Here all three are refused (I-JSON, RFC 7493), and "__proto__" is no key.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** Something that is not JSON in this narrow sense. The message never holds a piece of the text. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError'
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 forbids exactly these inside a string
const CONTROL = /[\u0000-\u001f]/

/**
 * @param depth deepest nesting taken; 1 is an object with plain values
 * @throws StrictJsonError on anything that is not JSON, a doubled key, "__proto__", deep nesting, a number that is
 *   not an integer within ±(2^53 - 1), a lone surrogate
 */
export function parseStrictJson(text: string, depth: number): Json {
  const plain = asWritten(text, depth)
  return plain === undefined ? parseByRules(text, depth) : plain
}

/**
 * The quick way, for what ukp itself writes: a text that JSON.stringify gives back as it was has no key twice, no number
 * that was rounded, and nothing between its values but the line ends that stand between entries.
 * @returns undefined when this cannot tell: then the rules have to
 */
function asWritten(text: string, depth: number): Json | undefined {
  if (text.includes('__proto__') || text.includes('\\ud')) return undefined
  try {
    const value = JSON.parse(text) as Json
    const same = JSON.stringify(value) === text.replaceAll('\n', '')
    return same && isWithin(value, depth) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether it is nested no deeper, and its numbers are integers that a double holds. */
function isWithin(value: Json, left: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  if (left === 0) return false
  for (const key in value) if (!isWithin((value as JsonObject)[key] as Json, left - 1)) return false
  return true
}

function parseByRules(text: string, depth: number): Json {
  let at = 0

  function take(pattern: RegExp): string | null {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return null
    at = pattern.lastIndex
    return found[0]
  }

  function next(character: string): boolean {
    take(SPACE)
    if (text[at] !== character) return false
    at++
    return true
  }

  function string(): string {
    take(SPACE)
    const end = endOfString()
    const inner = text.slice(at + 1, end)
    if (CONTROL.test(inner)) throw new StrictJsonError('control character in a string')
    const value = inner.includes('\\') ? unescaped(`"${inner}"`) : inner
    if (/\p{Surrogate}/u.test(value)) throw new StrictJsonError('lone surrogate')
    at = end + 1
    return value
  }

  /** Searched, not matched: a regular expression runs out of stack at 4 million characters. */
  function endOfString(): number {
    if (text[at] !== '"') throw new StrictJsonError('string expected')
    for (let from = at + 1; ; ) {
      const quote = text.indexOf('"', from)
      if (quote < 0) throw new StrictJsonError('string not closed')
      let before = quote
      while (text[before - 1] === '\\') before--
      if ((quote - before) % 2 === 0) return quote
      from = quote + 1
    }
  }

  function unescaped(literal: string): string {
    try {
      return JSON.parse(literal) as string
    } catch {
      // Its message quotes the text.
      throw new StrictJsonError('unknown escape')
    }
  }

  function value(left: number): Json {
    take(SPACE)
    switch (text[at]) {
      case '{':
        return object(left)
      case '[':
        return array(left)
      case '"':
        return string()
      case 't':
      case 'f':
      case 'n':
        return word()
      default:
        return number()
    }
  }

  function word(): boolean | null {
    for (const [name, meaning] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(name, at)) {
        at += name.length
        return meaning
      }
    }
    throw new StrictJsonError('unknown word')
  }

  function number(): number {
    const literal = take(NUMBER)
    const result = Number(literal)
    if (literal === null || !Number.isSafeInteger(result) || Object.is(result, -0)) {
      throw new StrictJsonError('integer expected')
    }
    return result
  }

  function object(left: number): JsonObject {
    if (left === 0) throw new StrictJsonError('nested too deep')
    at++
    const result: Record<string, Json> = {}
    if (next('}')) return result
    do {
      const key = string()
      if (key === '__proto__' || Object.hasOwn(result, key)) throw new StrictJsonError('key not allowed here')
      if (!next(':')) throw new StrictJsonError('colon expected')
      result[key] = value(left - 1)
    } while (next(','))
    if (!next('}')) throw new StrictJsonError('object not closed')
    return result
  }

  function array(left: number): Json[] {
    if (left === 0) throw new StrictJsonError('nested too deep')
    at++
    const result: Json[] = []
    if (next(']')) return result
    do result.push(value(left - 1))
    while (next(','))
    if (!next(']')) throw new StrictJsonError('array not closed')
    return result
  }

  const result = value(depth)
  take(SPACE)
  if (at !== text.length) throw new StrictJsonError('text after the value')
  return result
}

/** Whether a value is an object and not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
