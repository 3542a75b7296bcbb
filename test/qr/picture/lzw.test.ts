// The expander against an encoder written apart from it, and what it refuses.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandLzw } from '../../../src/qr/picture/lzw.ts'
import { lzwStream } from '../lzw-stream.ts'
import { randomOf } from '../pictures.ts'

const KINDS = [
  ['GIF', { highFirst: false, early: false }],
  ['TIFF', { highFirst: true, early: true }],
] as const

describe.each(KINDS)('a stream of %s', (_, kind) => {
  it('gives back what was written, for any symbols of any size', () => {
    const input = fc.integer({ min: 2, max: 8 }).chain((symbolBits) =>
      fc.record({
        symbolBits: fc.constant(symbolBits),
        symbols: fc.uint8Array({ max: 2 ** symbolBits - 1, maxLength: 3000 }),
      }),
    )
    fc.assert(
      fc.property(input, ({ symbolBits, symbols }) => {
        const stream = lzwStream(symbols, { ...kind, symbolBits })
        const expanded = expandLzw(stream, { ...kind, symbolBits, limit: symbols.length + 10 })
        expect(expanded).toEqual(symbols)
      }),
      { numRuns: 60 },
    )
  })

  it('gives back long runs and noise, whose codes grow to 12 bits and start anew', () => {
    const random = randomOf(3)
    const noise = Uint8Array.from({ length: 40_000 }, () => random() * 256)
    const runs = Uint8Array.from({ length: 40_000 }, (_, i) => (i >> 9) & 3)
    for (const symbols of [noise, runs]) {
      const stream = lzwStream(symbols, { ...kind, symbolBits: 8 })
      expect(Buffer.compare(expandLzw(stream, { ...kind, symbolBits: 8, limit: 40_000 }) ?? Buffer.of(), symbols)).toBe(
        0,
      )
    }
  })

  it('stops at the limit and at the end of a stream that is cut short', () => {
    const symbols = new Uint8Array(5000).fill(7)
    const stream = lzwStream(symbols, { ...kind, symbolBits: 8 })
    expect(expandLzw(stream, { ...kind, symbolBits: 8, limit: 100 })).toEqual(symbols.subarray(0, 100))
    const part = expandLzw(stream.subarray(0, 30), { ...kind, symbolBits: 8, limit: 5000 })
    expect(part?.length).toBeGreaterThan(10)
    expect(part?.length).toBeLessThan(5000)
    expect(expandLzw(new Uint8Array(0), { ...kind, symbolBits: 8, limit: 5 })).toEqual(new Uint8Array(0))
  })

  it('is refused when a code stands for a string that does not exist yet', () => {
    /** Codes of 9 bits. */
    const streamOf = (...codes: readonly number[]): Uint8Array => {
      const bits = codes.flatMap((code) =>
        Array.from({ length: 9 }, (_, i) => (code >> (kind.highFirst ? 8 - i : i)) & 1),
      )
      const bytes = new Uint8Array(Math.ceil(bits.length / 8))
      for (const [i, bit] of bits.entries()) {
        bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (kind.highFirst ? 7 - (i & 7) : i & 7))
      }
      return bytes
    }
    const expand = (...codes: readonly number[]): Uint8Array | null => {
      return expandLzw(streamOf(...codes, 257), { ...kind, symbolBits: 8, limit: 1000 })
    }
    expect(expand(256, 65, 258)).toEqual(Uint8Array.of(65, 65, 65))
    expect(expand(256, 65, 259)).toBeNull()
    expect(expand(256, 258)).toBeNull()
    expect(expand(256, 65, 66, 258, 256, 258)).toBeNull()
  })
})
