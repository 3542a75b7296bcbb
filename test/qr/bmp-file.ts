// Writer of test BMPs: every depth, Windows and OS/2 headers, run lengths, rows from the top, a gap before the pixels.
import type { Raster } from './pictures.ts'
import { bitsOf, packRows } from './samples.ts'

export interface BmpKind {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32
  /** 12 is OS/2 1.x, 64 OS/2 2.x, 40 Windows 3, 108 and 124 Windows 4 and 5. */
  readonly header?: 12 | 40 | 64 | 108 | 124
  readonly topDown?: boolean
  readonly runs?: boolean
  /** Bytes between palette and pixels. */
  readonly gap?: number
  /** Red, green and blue of 16 or 32 bits. */
  readonly masks?: readonly [number, number, number]
}

export function bmp(raster: Raster, kind: BmpKind): Buffer {
  const { bits, header = 40, topDown = false, runs = false, gap = 0, masks } = kind
  const { width, height } = raster
  const core = header === 12
  const palette =
    bits > 8 ? Buffer.alloc(0) : Buffer.from(core ? [0, 0, 0, 255, 255, 255] : [0, 0, 0, 0, 255, 255, 255, 0])
  const table = bits > 8 ? 0 : core ? 3 * 2 ** bits : palette.length
  const masksSize = masks !== undefined && header === 40 ? 12 : 0
  const offset = 14 + header + masksSize + table + gap
  const head = Buffer.alloc(offset)
  head.write('BM', 'latin1')
  head.writeUInt32LE(offset, 10)
  head.writeUInt32LE(header, 14)
  if (core) for (const [i, value] of [width, height, 1, bits].entries()) head.writeUInt16LE(value, 18 + 2 * i)
  else {
    head.writeInt32LE(width, 18)
    head.writeInt32LE(topDown ? -height : height, 22)
    head.writeUInt16LE(1, 26)
    head.writeUInt16LE(bits, 28)
    head.writeUInt32LE(runs ? (bits === 8 ? 1 : 2) : masks !== undefined ? 3 : 0, 30)
    if (bits <= 8) head.writeUInt32LE(2, 46)
    for (const [i, mask] of (masks ?? []).entries()) head.writeUInt32LE(mask, 54 + 4 * i)
  }
  palette.copy(head, 14 + header)
  const order = Array.from({ length: height }, (_, y) => (topDown ? y : height - 1 - y))
  const samples = bitsOf(raster)
  const lines = order.map((y) => {
    const row = samples.subarray(y * width, (y + 1) * width)
    if (runs) return runsOf(row, bits === 4)
    if (bits <= 8) return packRows(row, { width, bits, align: 4 })
    return pixelRow(row, { bits, white: masks === undefined ? 2 ** bits - 1 : masks[0] + masks[1] + masks[2] })
  })
  return Buffer.concat([head, ...lines, ...(runs ? [Uint8Array.of(0, 1)] : [])])
}

function pixelRow(row: Uint8Array, { bits, white }: { bits: number; white: number }): Buffer {
  const bytes = bits / 8
  const line = Buffer.alloc(Math.ceil((row.length * bytes) / 4) * 4)
  for (const [x, bit] of row.entries()) line.writeUIntLE(bit * white, x * bytes, bytes)
  return line
}

/** Runs, and a row's end; every second row starts with literal pixels. */
function runsOf(row: Uint8Array, nibbles: boolean): Uint8Array {
  const pairs: number[] = []
  const literal = row.length > 8 ? 5 : 0
  if (literal > 0) {
    const start = row.subarray(0, literal)
    const bytes = nibbles ? [...packRows(Uint8Array.from([...start, 0]), { width: 6, bits: 4 })] : [...start]
    pairs.push(0, literal, ...bytes, ...(bytes.length % 2 === 1 ? [0] : []))
  }
  for (let x = literal; x < row.length; ) {
    let length = 1
    while (length < 255 && x + length < row.length && row[x + length] === row[x]) length++
    pairs.push(length, (row[x] ?? 0) * (nibbles ? 0x11 : 1))
    x += length
  }
  return Uint8Array.from([...pairs, 0, 0])
}
