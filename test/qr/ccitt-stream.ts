// Writer of fax data for test TIFFs (ITU-T T.4 and T.6). It shares the tables of code words with the reader; that those are
// right is told by a file that libtiff made (tiff-samples.ts).
import { type CcittOptions, HORIZONTAL, PASS, VERTICAL } from '../../src/qr/picture/tiff/ccitt.ts'
import { BLACK_CODES, MODE_CODES, WHITE_CODES } from '../../src/qr/picture/tiff/ccitt-codes.ts'

const END_OF_LINE = '000000000001'

export interface FaxKind {
  readonly width: number
  readonly coding: CcittOptions['coding']
  /** Lines end with whole bytes. */
  readonly filled?: boolean
}

/** Pixels, 1 is black, row after row. */
export function faxStream(pixels: Uint8Array, { width, coding, filled = false }: FaxKind): Uint8Array {
  let bits = ''
  let above = [width]
  const lineEnd = (): void => {
    if (filled) bits += '0'.repeat((20 - (bits.length % 8)) % 8)
    bits += END_OF_LINE
  }
  for (let row = 0; row * width < pixels.length; row++) {
    const changes = changesOf(pixels.subarray(row * width, (row + 1) * width))
    // Every fourth row of a mixed page stands alone.
    const alone = coding !== 'page' && (coding !== 'mixed' || row % 4 === 0)
    if (coding === 'lines' || coding === 'mixed') lineEnd()
    if (coding === 'mixed') bits += alone ? '1' : '0'
    bits += alone ? rowAlone(changes) : rowBelow(changes, above, width)
    if (coding === 'rows') bits += '0'.repeat((8 - (bits.length % 8)) % 8)
    above = changes
  }
  if (coding === 'page') bits += END_OF_LINE.repeat(2)
  if (coding === 'lines' || coding === 'mixed') {
    for (let i = 0; i < 6; i++) {
      lineEnd()
      if (coding === 'mixed') bits += '1'
    }
  }
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}

/** Where the colour changes, black first, and the width at the end. */
function changesOf(row: Uint8Array): number[] {
  const changes: number[] = []
  for (const [x, pixel] of row.entries()) if (pixel !== (row[x - 1] ?? 0)) changes.push(x)
  return [...changes, row.length]
}

function run(length: number, black: boolean): string {
  const words = black ? BLACK_CODES : WHITE_CODES
  if (length > 2560 + 63) return (words[63 + 40] ?? '') + run(length - 2560, black)
  return (length < 64 ? '' : (words[63 + (length >> 6)] ?? '')) + (words[length & 63] ?? '')
}

function rowAlone(changes: readonly number[]): string {
  let bits = ''
  let from = 0
  for (const [i, to] of changes.entries()) {
    bits += run(to - from, i % 2 === 1)
    from = to
  }
  return bits
}

/** T.4, figure 7: the flow of coding a row by the one above it. */
function rowBelow(changes: readonly number[], above: readonly number[], width: number): string {
  const next = (list: readonly number[], x: number, black: boolean): number =>
    list.findIndex((at, i) => at > x && (at === width || (i % 2 === 1) === black))
  let bits = ''
  let black = false
  for (let x = -1; x < width; ) {
    const b1 = next(above, x, black)
    const a1 = next(changes, x, black)
    const [above1 = width, above2 = width] = [above[b1], above[b1 + 1]]
    const [here1 = width, here2 = width] = [changes[a1], changes[a1 + 1]]
    const distance = here1 - above1
    if (above2 < here1) {
      bits += MODE_CODES[PASS] ?? ''
      x = above2
    } else if (Math.abs(distance) <= 3) {
      bits += MODE_CODES[VERTICAL + distance] ?? ''
      x = here1
      black = !black
    } else {
      const from = Math.max(0, x)
      bits += (MODE_CODES[HORIZONTAL] ?? '') + run(here1 - from, black) + run(here2 - here1, !black)
      x = here2
    }
  }
  return bits
}
