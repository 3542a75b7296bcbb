// The filling that hides how much a vault holds, and every way in which it can lie.
import { describe, expect, it } from 'vitest'
import { pad, paddedSize, unpad } from '../../src/vault/padding.ts'

const KIB = 1024
const MIB = 1024 * KIB

describe('paddedSize', () => {
  it.each([
    [4, 16 * KIB],
    [16 * KIB, 16 * KIB],
    [16 * KIB + 1, 32 * KIB],
    [32 * KIB, 32 * KIB],
    [512 * KIB + 1, MIB],
    [MIB, MIB],
    [MIB + 1, 2 * MIB],
    [2 * MIB, 2 * MIB],
    [2 * MIB + 1, 3 * MIB],
    [31 * MIB + 1, 32 * MIB],
  ])('of %i bytes is %i', (bytes, size) => {
    expect(paddedSize(bytes)).toBe(size)
  })
})

describe('pad and unpad', () => {
  it.each([0, 1, 16 * KIB - 4, 16 * KIB - 3, 100_000, MIB - 4, MIB - 3])('give %i bytes back', (length) => {
    const data = Uint8Array.from({ length }, (_, i) => (i % 255) + 1)
    const padded = pad(data)
    expect(padded.length).toBe(paddedSize(length + 4))
    expect(Buffer.compare(unpad(padded) ?? new Uint8Array(1), data)).toBe(0)
  })

  it('read a part of a larger buffer', () => {
    const around = new Uint8Array(16 * KIB + 8)
    around.set(pad(Uint8Array.of(7, 8)), 5)
    expect(unpad(around.subarray(5, 5 + 16 * KIB))).toEqual(Uint8Array.of(7, 8))
  })

  const lying = (edit: (padded: Uint8Array) => void): Uint8Array => {
    const padded = pad(Uint8Array.of(1, 2, 3))
    edit(padded)
    return padded
  }
  const grown = (size: number): Uint8Array => {
    const padded = new Uint8Array(size)
    padded.set(pad(Uint8Array.of(1, 2, 3)).subarray(0, Math.min(size, 16 * KIB)))
    return padded
  }
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['three bytes', new Uint8Array(3)],
    ['a filling whose last byte is not zero', lying((padded) => padded.fill(1, -1))],
    ['a filling whose first byte is not zero', lying((padded) => padded.fill(1, 7, 8))],
    ['a length one too small', lying((padded) => padded.fill(2, 3, 4))],
    ['a length past the end', lying((padded) => padded.fill(0xff, 0, 4))],
    ['a length four bytes past the end', lying((padded) => padded.set([0, 0, 0x40, 0], 0))],
    ['half the smallest size', grown(8 * KIB)],
    ['one byte more', grown(16 * KIB + 1)],
    ['the next size', grown(32 * KIB)],
    ['2 MiB', grown(2 * MIB)],
  ])('refuse %s', (_, padded) => {
    expect(unpad(padded)).toBeNull()
  })
})
