// Hides how many accounts a vault holds: the payload is filled with zeros to a power of two, 16 KiB at least.

const SMALLEST = 16 * 1024
const STEP = 1024 * 1024

/** Size of the padded payload for so many bytes: a power of two up to 1 MiB, then whole MiB. 0 to 45 accounts look the same. */
export function paddedSize(bytes: number): number {
  if (bytes > STEP) return Math.ceil(bytes / STEP) * STEP
  let size = SMALLEST
  while (size < bytes) size *= 2
  return size
}

/** u32be length || data || zeros. */
export function pad(data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedSize(data.length + 4))
  new DataView(padded.buffer).setUint32(0, data.length)
  padded.set(data, 4)
  return padded
}

/** @returns null when the length lies, the size is not the one for that length, or the filling is not zero */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < SMALLEST) return null
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  if (length + 4 > padded.length || paddedSize(length + 4) !== padded.length) return null
  // One call: a loop over 16 KiB in cold code takes 1.5 ms.
  const filling = padded.subarray(length + 4)
  if (Buffer.compare(filling, new Uint8Array(filling.length)) !== 0) return null
  return padded.subarray(4, length + 4)
}
