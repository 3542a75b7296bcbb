// A file to be imported, in the ways that importers look at it: bytes, text, JSON. Each is worked out once, on first use.
import { parseJson } from './containers/bounded-json.ts'

/** Text above this is no export of accounts that a person has; JSON of it takes about ten times as much memory. */
export const SOURCE_LIMIT = 32 * 1024 * 1024

const UTF8 = new TextDecoder('utf-8', { fatal: true })
const UTF16 = { le: new TextDecoder('utf-16le', { fatal: true }), be: new TextDecoder('utf-16be', { fatal: true }) }

export class Source {
  /** The file's name without its folder; a name for what has none. */
  readonly name: string
  readonly bytes: Uint8Array
  #text: string | null | undefined
  #json: { value: unknown } | undefined

  constructor(name: string, bytes: Uint8Array) {
    this.name = name
    this.bytes = bytes
  }

  /** UTF-8, or UTF-16 with its mark, without the mark; null when it is neither, or holds a NUL. */
  get text(): string | null {
    // Not ??=, which would decode a binary file anew for every importer: null is an answer.
    if (this.#text === undefined) this.#text = decoded(this.bytes)
    return this.#text
  }

  /** undefined when the text is no JSON. Numbers above 2^53 are rounded: bounds are checked where they are used. */
  get json(): unknown {
    this.#json ??= { value: parsed(this.text) }
    return this.#json.value
  }
}

function decoded(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const decoder = first === 0xff && second === 0xfe ? UTF16.le : first === 0xfe && second === 0xff ? UTF16.be : UTF8
  try {
    const text = decoder.decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

function parsed(text: string | null): unknown {
  // Most files are told apart by their first character; nothing else is worth a parse.
  if (text === null || !/^\s*[[{]/.test(text)) return undefined
  return parseJson(text)
}
