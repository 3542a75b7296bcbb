// Fax data (ITU-T T.4 and T.6: groups 3 and 4) -> rows of one bit a pixel. Every code takes bits of the data, so the work
// ends with the data or the rows; at the first code that does not exist it stops. The TIFF library loops over such data.
import { BLACK_CODES, MODE_CODES, runAt, WHITE_CODES, type WordTable, wordTable } from './ccitt-codes.ts'

export interface CcittOptions {
  /** Pixels. */
  readonly width: number
  /** Most rows to expand to. */
  readonly rows: number
  /**
   * `rows`: every row for itself, from a whole byte on (TIFF's own kind); `lines`: T.4, with a code between rows; `mixed`:
   * the same, and a bit after that code tells whether the row builds on the one above; `page`: T.6, all of them do.
   */
  readonly coding: 'rows' | 'lines' | 'mixed' | 'page'
}

/** Zeros of the code between rows, T.4 section 4.1.2: so many or more, then a one. */
const EOL_ZEROS = 11

/** Where the colour of a row changes, black first, in rising order; after them the width, three times. */
interface Changes {
  readonly at: Int32Array
  count: number
}

/**
 * Expands fax data as far as it goes.
 * @returns whole rows, each padded to a whole byte, the left pixel highest, black is 1; null when there is not one
 */
export function expandCcitt(data: Uint8Array, { width, rows, coding }: CcittOptions): Uint8Array | null {
  const stride = Math.ceil(width / 8)
  const output = new Uint8Array(stride * rows)
  const bits: Bits = { data, at: 0 }
  let above: Changes = { at: new Int32Array(width + 3).fill(width), count: 0 }
  let row: Changes = { at: new Int32Array(width + 3), count: 0 }
  let done = 0
  for (; done < rows; done++) {
    if (coding === 'rows') bits.at = Math.ceil(bits.at / 8) * 8
    let alone = coding !== 'page'
    if ((coding === 'lines' || coding === 'mixed') && passEndOfLine(bits)) {
      if (coding === 'mixed') {
        alone = peek(bits, 1) === 1
        bits.at++
      }
      // Two in a row end the page.
      if (peek(bits, EOL_ZEROS) === 0) break
    }
    row.count = 0
    if (!(alone ? readRow(bits, row, width) : readRowBelow(bits, { above: above.at, row, width }))) break
    row.at.fill(width, row.count, row.count + 3)
    const start = done * stride * 8
    for (let i = 0; i < row.count; i += 2) blacken(output, start + (row.at[i] ?? 0), start + (row.at[i + 1] ?? 0))
    ;[above, row] = [row, above]
  }
  return done === 0 ? null : output.subarray(0, done * stride)
}

const WHITE_RUNS = wordTable(WHITE_CODES, runAt)
const BLACK_RUNS = wordTable(BLACK_CODES, runAt)
/** By place in the list of codes; that of no distance among the vertical ones. */
export const [VERTICAL, PASS, HORIZONTAL] = [3, 7, 8] as const
const MODES = wordTable(MODE_CODES, (index) => index)

/** T.4, section 4.1: runs of white and black in turn. @returns false for a code or a run that cannot be */
function readRow(bits: Bits, row: Changes, width: number): boolean {
  for (let x = 0, black = false; x < width; black = !black) {
    const run = readRun(bits, black ? BLACK_RUNS : WHITE_RUNS, width - x)
    if (run < 0) return false
    x += run
    change(row, x, width)
  }
  return true
}

/** T.4, section 4.2: changes of colour told by those of the row above. @returns false as `readRow` */
function readRowBelow(bits: Bits, { above, row, width }: { above: Int32Array; row: Changes; width: number }): boolean {
  let black = 0
  // The next change above to the other colour is b1, the one after it b2.
  let b1 = 0
  for (let x = -1; x < width; ) {
    while ((above[b1] ?? width) <= x) b1 += 2
    const mode = readWord(bits, MODES)
    const from = x < 0 ? 0 : x
    if (mode < 0) return false
    if (mode < PASS) {
      x = (above[b1] ?? width) + mode - VERTICAL
      if (x < from || x > width) return false
      change(row, x, width)
      black ^= 1
      // The change before may lie to the right of a step to the left.
      b1 += b1 > 0 ? -1 : 1
    } else if (mode < HORIZONTAL) {
      x = above[b1 + 1] ?? width
    } else {
      const first = readRun(bits, black ? BLACK_RUNS : WHITE_RUNS, width - from)
      const second = first < 0 ? -1 : readRun(bits, black ? WHITE_RUNS : BLACK_RUNS, width - from - first)
      if (second < 0) return false
      change(row, from + first, width)
      x = from + first + second
      change(row, x, width)
    }
  }
  return true
}

/** @returns pixels, or -1 for a code that does not exist or more than `most` pixels */
function readRun(bits: Bits, table: WordTable, most: number): number {
  for (let run = 0; ; ) {
    const part = readWord(bits, table)
    run += part
    if (part < 0 || run > most) return -1
    // Multiples of 64 are followed by the rest.
    if (part < 64) return run
  }
}

/** A run without pixels joins the two beside it. */
function change(row: Changes, x: number, width: number): void {
  if (row.count > 0 && row.at[row.count - 1] === x) row.count--
  else if (x < width) row.at[row.count++] = x
}

/** Sets the bits from `from` to before `to`. */
function blacken(output: Uint8Array, from: number, to: number): void {
  const first = from >> 3
  const last = to >> 3
  const left = 0xff >> (from & 7)
  const right = 0xff & ~(0xff >> (to & 7))
  if (first === last) {
    output[first] = (output[first] ?? 0) | (left & right)
  } else {
    output[first] = (output[first] ?? 0) | left
    output.fill(0xff, first + 1, last)
    if (right > 0) output[last] = (output[last] ?? 0) | right
  }
}

/** Where the reading of the data is: zeros come after its end. */
interface Bits {
  readonly data: Uint8Array
  at: number
}

/** The next bits, 13 at most. */
function peek({ data, at }: Bits, count: number): number {
  const byte = at >> 3
  const three = ((data[byte] ?? 0) << 16) | ((data[byte + 1] ?? 0) << 8) | (data[byte + 2] ?? 0)
  return (three >> (24 - count - (at & 7))) & ((1 << count) - 1)
}

/** What the next word stands for; -1 where there is none. */
function readWord(bits: Bits, { bits: most, entries }: WordTable): number {
  const entry = entries[peek(bits, most)] ?? 0
  bits.at += entry & 15
  return entry === 0 ? -1 : entry >> 4
}

/** @returns whether there was one */
function passEndOfLine(bits: Bits): boolean {
  if (peek(bits, EOL_ZEROS) !== 0) return false
  const end = bits.data.length * 8
  while (bits.at < end && peek(bits, 8) === 0) bits.at += 8
  while (bits.at < end && peek(bits, 1) === 0) bits.at++
  bits.at++
  return true
}
