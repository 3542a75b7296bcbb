// The changes that make a code readable, pixel by pixel, and the estimate of what reading costs.
import { describe, expect, it } from 'vitest'
import { WHITE } from '../../../src/qr/picture/layer.ts'
import { effortOf } from '../../../src/qr/read/effort.ts'
import { blur, border, double, type Gray, shrink, toRgba } from '../../../src/qr/read/gray.ts'
import { randomOf } from '../pictures.ts'

const gray = (width: number, ...data: readonly number[]): Gray => {
  return { width, height: data.length / width, data: Uint8Array.from(data) }
}

describe('a picture', () => {
  it('goes to the reader of codes as opaque greys', () => {
    expect(toRgba(gray(2, 7, 200))).toEqual(Uint8ClampedArray.of(7, 7, 7, 255, 200, 200, 200, 255))
  })

  it('shrinks to means, and only down', () => {
    expect(shrink(gray(4, 0, 10, 20, 30, 0, 10, 20, 30), 2)).toEqual(gray(2, 5, 25))
    expect(shrink(gray(3, 0, 30, 60), 2)).toEqual(gray(2, 0, 45))
    expect(shrink(gray(2, 1, 2, 3, 4), 2)).toBeNull()
    expect(shrink(gray(900, ...new Array(900).fill(3)), 10)).toMatchObject({ width: 10, height: 1 })
  })

  it('doubles with steps between its pixels', () => {
    expect(double(gray(2, 0, 160))).toEqual(gray(4, 0, 40, 120, 160, 0, 40, 120, 160))
    expect(double(gray(1, 80))).toEqual(gray(2, 80, 80, 80, 80))
  })

  it('gets a border of 8 pixels, or of a seventh of its side', () => {
    const small = border(gray(1, 9), WHITE)
    expect(small).toMatchObject({ width: 17, height: 17 })
    expect([...small.data].filter((light) => light !== 255)).toEqual([9])
    expect(small.data[8 * 17 + 8]).toBe(9)
    expect(border({ width: 200, height: 100, data: new Uint8Array(20_000) }, WHITE)).toMatchObject({
      width: 258,
      height: 158,
    })
  })

  it('is blurred by its size: a point becomes a square of the same sum', () => {
    const data = new Uint8Array(400 * 400)
    data[200 * 400 + 200] = 255
    const { data: blurred } = blur({ width: 400, height: 400, data })
    const lit = [...blurred.keys()].filter((at) => (blurred[at] ?? 0) > 0)
    expect([lit.length, lit[0], lit.at(-1)]).toEqual([49, 197 * 400 + 197, 203 * 400 + 203])
    const white = { width: 9, height: 5, data: new Uint8Array(45).fill(255) }
    expect(blur(white)).toEqual(white)
  })
})

describe('the effort', () => {
  const random = randomOf(2)
  const of = (side: number, light: (x: number, y: number) => number): number => {
    const data = Uint8Array.from({ length: side * side }, (_, i) => light(i % side, Math.floor(i / side)))
    return effortOf({ width: side, height: side, data })
  }

  it('grows with the pixels of a plain page, and much faster with those of noise', () => {
    expect(of(400, () => 255) / of(200, () => 255)).toBeCloseTo(4)
    expect(of(400, () => random() * 256)).toBeGreaterThan(20 * of(400, () => 255))
    expect(of(400, () => random() * 256) / of(200, () => random() * 256)).toBeGreaterThan(4.3)
  })

  it('is small for a gradient, and for what differs by less than the reader tells apart', () => {
    expect(of(400, (x) => x / 2)).toBeCloseTo(of(400, () => 0))
    expect(of(400, () => 100 + random() * 20)).toBeCloseTo(of(400, () => 0))
  })
})
