// Writer of test JPEGs (ITU-T T.81): sequential and progressive, grey and coloured, from pixels or from made-up coefficients,
// with any list of scans.
import { AC, bitWriter, DC, progressive, sequential } from './jpeg-coder.ts'
import type { Raster } from './pictures.ts'

/** Fills the 64 coefficients of a block, zigzag, quantised. */
export type Blocks = (block: Int16Array, at: { component: number; x: number; y: number }) => void

export interface JpegScan {
  readonly components: readonly number[]
  /** Spectral selection and successive approximation, section B.2.3. */
  readonly band: readonly [first: number, last: number]
  readonly bits?: readonly [high: number, low: number]
}

export interface JpegKind {
  /** Sampling factors of each component; one of 1 × 1 is grey. */
  readonly sampling?: readonly (readonly [across: number, down: number])[]
  /** A progressive picture with these scans. */
  readonly scans?: readonly JpegScan[]
  /** Of every coefficient. */
  readonly quantum?: number
  /** Units between restart markers. */
  readonly restart?: number
}

export const GREY = [[1, 1]] as const
export const YCC_444 = [
  [1, 1],
  [1, 1],
  [1, 1],
] as const
export const YCC_420 = [
  [2, 2],
  [1, 1],
  [1, 1],
] as const

/** As cameras and browsers write progressive pictures: coarse first, one bit more with each scan. */
export function usualScans(components: number): readonly JpegScan[] {
  const all = Array.from({ length: components }, (_, i) => i)
  return [
    { components: all, band: [0, 0], bits: [0, 1] },
    ...all.map((i) => ({ components: [i], band: [1, 5] as const, bits: [0, 2] as const })),
    ...all.map((i) => ({ components: [i], band: [6, 63] as const, bits: [0, 2] as const })),
    ...all.map((i) => ({ components: [i], band: [1, 63] as const, bits: [2, 1] as const })),
    { components: all, band: [0, 0], bits: [1, 0] },
    ...all.map((i) => ({ components: [i], band: [1, 63] as const, bits: [1, 0] as const })),
  ]
}

export function jpeg(size: { width: number; height: number }, blocks: Blocks, kind: JpegKind = {}): Buffer {
  const { sampling = GREY, scans, quantum = 8, restart = 0 } = kind
  const across = Math.max(...sampling.map(([factor]) => factor))
  const down = Math.max(...sampling.map(([, factor]) => factor))
  const columns = Math.ceil(size.width / 8 / across)
  const rows = Math.ceil(size.height / 8 / down)
  const parts = sampling.map(([factorX, factorY]) => ({
    factorX,
    factorY,
    columns: columns * factorX,
    // A scan of one component has the blocks that hold pixels only, section A.2.2.
    ownColumns: Math.ceil((size.width * factorX) / across / 8),
    ownRows: Math.ceil((size.height * factorY) / down / 8),
    data: new Int16Array(scans === undefined ? 64 : columns * factorX * rows * factorY * 64),
  }))
  const frame = [8, size.height >> 8, size.height & 255, size.width >> 8, size.width & 255, parts.length]
  const out = [
    Buffer.of(0xff, 0xd8),
    segment(0xdb, [0, ...new Array<number>(64).fill(quantum)]),
    segment(scans === undefined ? 0xc0 : 0xc2, [
      ...frame,
      ...parts.flatMap((part, i) => [i + 1, (part.factorX << 4) | part.factorY, 0]),
    ]),
    segment(0xc4, [0, ...table(DC)]),
    segment(0xc4, [0x10, ...table(AC)]),
    ...(restart > 0 ? [segment(0xdd, [restart >> 8, restart & 255])] : []),
  ]
  if (scans !== undefined) {
    for (const [component, part] of parts.entries()) {
      for (let i = 0; i < part.data.length / 64; i++) {
        const at = { component, x: i % part.columns, y: Math.floor(i / part.columns) }
        blocks(part.data.subarray(i * 64, i * 64 + 64), at)
      }
    }
  }
  const every = parts.map((_, i) => i)
  for (const scan of scans ?? [{ components: every, band: [0, 63] as const }]) {
    const { components, band, bits = [0, 0] } = scan
    const selectors = components.flatMap((i) => [i + 1, 0])
    const writer = bitWriter()
    const coder = scans === undefined ? sequential(writer) : progressive(writer, { band, bits })
    let units = 0
    const restarted = (): void => {
      if (restart > 0 && units > 0 && units % restart === 0) {
        coder.end()
        writer.marker(0xd0 + ((units / restart - 1) & 7))
      }
      units++
    }
    const code = (component: number, x: number, y: number): void => {
      const { data, columns: wide } = parts[component] ?? { data: new Int16Array(64), columns: 1 }
      const from = scans === undefined ? 0 : (y * wide + x) * 64
      if (scans === undefined) blocks(data.fill(0), { component, x, y })
      coder.block(data.subarray(from, from + 64), component)
    }
    const [only] = components
    const part = parts[only ?? 0]
    if (components.length === 1 && part !== undefined) {
      for (let y = 0; y < part.ownRows; y++) {
        for (let x = 0; x < part.ownColumns; x++) {
          restarted()
          code(only ?? 0, x, y)
        }
      }
    } else {
      for (let unit = 0; unit < columns * rows; unit++) {
        restarted()
        for (const component of components) {
          const { factorX, factorY } = parts[component] ?? { factorX: 1, factorY: 1 }
          for (let y = 0; y < factorY; y++) {
            for (let x = 0; x < factorX; x++) {
              code(component, (unit % columns) * factorX + x, Math.floor(unit / columns) * factorY + y)
            }
          }
        }
      }
    }
    coder.end()
    const approximation = ((bits[0] ?? 0) << 4) | (bits[1] ?? 0)
    out.push(segment(0xda, [components.length, ...selectors, ...band, approximation]), writer.bytes())
  }
  return Buffer.concat([...out, Buffer.of(0xff, 0xd9)])
}

export function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content])
}

/** A table of codes that are all of one length: each symbol is its own code. */
function table({ bits, symbols }: { bits: number; symbols: number }): number[] {
  const lengths = Array.from({ length: 16 }, (_, i) => (i + 1 === bits ? symbols : 0))
  return [...lengths, ...Array.from({ length: symbols }, (_, i) => i)]
}

const ZIGZAG = zigzag()

function zigzag(): readonly (readonly [x: number, y: number])[] {
  const cells = Array.from({ length: 64 }, (_, i) => [i % 8, i >> 3] as const)
  return cells.sort(([ax, ay], [bx, by]) => {
    if (ax + ay !== bx + by) return ax + ay - bx - by
    return (ax + ay) % 2 === 0 ? by - ay : ay - by
  })
}

const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [k, n] = [i >> 3, i & 7]
  return (k === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * n + 1) * k * Math.PI) / 16)
})

/** The blocks of a picture's greys; components after the first are without colour. */
export function blocksOf(raster: Raster, quantum = 8): Blocks {
  const { width, height, data } = raster
  return (block, { component, x, y }) => {
    if (component > 0) return
    const pixels = Float64Array.from({ length: 64 }, (_, i) => {
      const column = Math.min(width - 1, x * 8 + (i & 7))
      const row = Math.min(height - 1, y * 8 + (i >> 3))
      return (data[(row * width + column) * 4] ?? 0) - 128
    })
    const half = new Float64Array(64)
    for (let row = 0; row < 8; row++) {
      for (let k = 0; k < 8; k++) {
        let sum = 0
        for (let n = 0; n < 8; n++) sum += (pixels[row * 8 + n] ?? 0) * (COSINES[k * 8 + n] ?? 0)
        half[row * 8 + k] = sum
      }
    }
    for (const [at, [u, v]] of ZIGZAG.entries()) {
      let sum = 0
      for (let n = 0; n < 8; n++) sum += (half[n * 8 + u] ?? 0) * (COSINES[v * 8 + n] ?? 0)
      block[at] = Math.round(sum / quantum)
    }
  }
}
