// Chance that can be repeated: sfc32 (a "small fast counter" generator with 128 bits of state), started from a text.
// The same text gives the same sequence on every machine; neither the clock nor Math.random is asked.

export interface Random {
  /** 0 to below 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  real(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the choices, each with its weight. */
  weighed<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** Mean 0, variance 1 (Box and Muller). */
  gauss(): number
  bytes(length: number): Uint8Array
}

/** A generator of its own for each text, such as `seed/class/number`. */
export function seeded(text: string): Random {
  const word = words(text)

  function next(): number {
    return word() / 2 ** 32
  }
  function int(from: number, to: number): number {
    return from + Math.floor(next() * (to - from + 1))
  }
  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[int(0, list.length - 1)] as T
  }
  function weighed<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let rest = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, choice] of choices) {
      rest -= weight
      if (rest < 0) return choice
    }
    return pick(choices)[1]
  }
  function shuffled<T>(list: readonly T[]): T[] {
    const order = list.map((item) => ({ item, key: next() }))
    return order.sort((one, other) => one.key - other.key).map(({ item }) => item)
  }

  return {
    next,
    int,
    pick,
    weighed,
    shuffled,
    real: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    gauss: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    bytes: (length) => Uint8Array.from({ length }, () => word() >>> 24),
  }
}

/** sfc32: three words that mix and a counter; 12 rounds wash the seed in. */
function words(text: string): () => number {
  let [a, b, c, counter] = [hash(text, 0x811c9dc5), hash(text, 0x2545f491), hash(text, 0x9e3779b9), 1]
  function word(): number {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) word()
  return word
}

/** FNV-1a over the UTF-16 units, from a start of its own. */
function hash(text: string, start: number): number {
  let value = start
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value | 0
}

/** How many numbers `gaussTable` holds: a power of two, so that an index wraps with a mask. */
export const GAUSS_TABLE = 65_536

/** Normal numbers for pictures of millions of pixels, where asking `gauss` for each would take seconds. */
export function gaussTable(random: Random): Float32Array {
  return Float32Array.from({ length: GAUSS_TABLE }, () => random.gauss())
}
