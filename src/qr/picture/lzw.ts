// LZW as in GIF (89a, appendix F) and TIFF (6.0, section 13). Hostile codes make other decoders chase a ring for ever.

export interface LzwOptions {
  /** Bits of a plain symbol: 8 in TIFF, 1 to 8 in GIF. */
  readonly symbolBits: number
  /** TIFF writes the first bit of a code highest, GIF lowest. */
  readonly highFirst: boolean
  /** TIFF widens its codes one code early. */
  readonly early: boolean
  /** Most symbols to expand to; what comes after them is not read. */
  readonly limit: number
}

const CODES = 4096

/**
 * Expands a code stream. A stream that just ends is taken as far as it goes.
 * @returns the symbols, at most `limit`; null when a code is used before it exists
 */
export function expandLzw(bytes: Uint8Array, options: LzwOptions): Uint8Array | null {
  const { symbolBits, limit } = options
  const clear = 1 << symbolBits
  const nextCode = codeReader(bytes, options.highFirst)
  const output = new Uint8Array(limit)
  // A string is where it was first written: each code is the string before it and one symbol more.
  const starts = new Uint32Array(CODES)
  const lengths = new Uint32Array(CODES)
  let free = clear + 2
  let width = symbolBits + 1
  let before = -1
  let beforeStart = 0
  let beforeLength = 0
  let size = 0
  for (let code = nextCode(width); code >= 0 && code !== clear + 1 && size < limit; code = nextCode(width)) {
    if (code === clear) {
      free = clear + 2
      width = symbolBits + 1
      before = -1
      continue
    }
    if (before < 0 ? code > clear : code > free) return null
    const start = size
    let length = 1
    if (code < clear) {
      output[size++] = code
    } else {
      // The code that is just being made: the string before, and its own first symbol again.
      const source = code === free ? beforeStart : (starts[code] ?? 0)
      length = code === free ? beforeLength + 1 : (lengths[code] ?? 0)
      const end = Math.min(limit, size + length)
      for (let from = source; size < end; ) output[size++] = output[from++] ?? 0
    }
    if (before >= 0 && free < CODES) {
      starts[free] = beforeStart
      lengths[free] = beforeLength + 1
      free++
      if (free + (options.early ? 1 : 0) >= 1 << width && width < 12) width++
    }
    before = code
    beforeStart = start
    beforeLength = length
  }
  return output.subarray(0, size)
}

/** Gives the next code of `width` bits, or -1 at the end. */
function codeReader(bytes: Uint8Array, highFirst: boolean): (width: number) => number {
  let at = 0
  let held = 0
  let bits = 0
  return (width) => {
    while (bits < width) {
      const byte = bytes[at++]
      if (byte === undefined) return -1
      held = highFirst ? ((held << 8) | byte) & 0xff_ffff : held | (byte << bits)
      bits += 8
    }
    bits -= width
    const mask = (1 << width) - 1
    if (highFirst) return (held >>> bits) & mask
    const code = held & mask
    held >>>= width
    return code
  }
}
