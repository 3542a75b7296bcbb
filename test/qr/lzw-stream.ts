// Writer of LZW streams for test GIFs and TIFFs, with codes that grow, as real encoders write them.

export interface StreamKind {
  readonly symbolBits: number
  readonly highFirst: boolean
  /** TIFF's early change of width. */
  readonly early: boolean
}

/** Symbols below 256. */
export function lzwStream(symbols: Uint8Array, { symbolBits, highFirst, early }: StreamKind): Uint8Array {
  const clear = 1 << symbolBits
  const bits: number[] = []
  let table = new Map<number, number>()
  let free = clear + 2
  let width = symbolBits + 1
  const emit = (code: number): void => {
    for (let i = 0; i < width; i++) bits.push((code >> (highFirst ? width - 1 - i : i)) & 1)
  }
  emit(clear)
  let current = -1
  for (const symbol of symbols) {
    const longer = current < 0 ? symbol : table.get(current * 256 + symbol)
    if (longer !== undefined) {
      current = longer
      continue
    }
    emit(current)
    table.set(current * 256 + symbol, free++)
    current = symbol
    // The reader is one string behind.
    if (free - (early ? 0 : 1) >= 1 << width && width < 12) width++
    if (free >= 4094) {
      emit(clear)
      table = new Map()
      free = clear + 2
      width = symbolBits + 1
    }
  }
  if (current >= 0) {
    emit(current)
    free++
    if (free - (early ? 0 : 1) >= 1 << width && width < 12) width++
  }
  emit(clear + 1)
  const bytes = new Uint8Array(Math.ceil(bits.length / 8))
  for (const [i, bit] of bits.entries()) {
    bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (highFirst ? 7 - (i & 7) : i & 7))
  }
  return bytes
}
