// The run lengths of 4- and 8-bit BMP (BI_RLE4, BI_RLE8), expanded to plain rows. Work is bounded by the rows and the bytes given.

export interface RunOptions {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Bytes of an expanded row. */
  readonly stride: number
  /** Two pixels a byte, the left one in the high half. */
  readonly nibbles: boolean
}

/** @returns rows of `stride` bytes, fewer than `height` when the data is cut short; what the runs skip is colour 0 */
export function expandRuns(data: Uint8Array, options: RunOptions): Uint8Array {
  const { width, height, stride, nibbles } = options
  const rows = new Uint8Array(stride * height)
  let x = 0
  let y = 0
  const put = (colour: number): void => {
    if (x < width) {
      const at = y * stride + (nibbles ? x >> 1 : x)
      rows[at] = !nibbles ? colour : (rows[at] ?? 0) | (x & 1 ? colour : colour << 4)
    }
    x++
  }
  const colourOf = (byte: number, i: number): number => (!nibbles ? byte : i & 1 ? byte & 15 : byte >> 4)
  let at = 0
  while (at + 1 < data.length && y < height) {
    const first = data[at] ?? 0
    const second = data[at + 1] ?? 0
    at += 2
    if (first > 0) {
      for (let i = 0; i < first && x < width; i++) put(colourOf(second, i))
    } else if (second === 0) {
      x = 0
      y++
    } else if (second === 1) {
      return rows
    } else if (second === 2) {
      x += data[at] ?? 0
      y += data[at + 1] ?? 0
      at += 2
    } else {
      for (let i = 0; i < second; i++) put(colourOf(data[at + (nibbles ? i >> 1 : i)] ?? 0, i))
      // Literal pixels are padded to an even number of bytes.
      at += Math.ceil((nibbles ? Math.ceil(second / 2) : second) / 2) * 2
    }
  }
  return at + 1 < data.length ? rows : rows.subarray(0, stride * (x > 0 ? y + 1 : y))
}
