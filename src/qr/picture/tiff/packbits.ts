// PackBits, the run lengths of TIFF (6.0, section 9).

/** Expands to at most `limit` bytes; what is missing is left out. */
export function expandPackBits(bytes: Uint8Array, limit: number): Uint8Array {
  const output = new Uint8Array(limit)
  let size = 0
  for (let at = 0; at < bytes.length && size < limit; ) {
    const head = bytes[at++] ?? 0
    if (head < 128) {
      const run = bytes.subarray(at, Math.min(at + head + 1, at + limit - size))
      output.set(run, size)
      size += run.length
      at += head + 1
    } else if (head > 128) {
      const length = Math.min(257 - head, limit - size)
      output.fill(bytes[at++] ?? 0, size, size + length)
      size += length
    }
  }
  return output.subarray(0, size)
}
