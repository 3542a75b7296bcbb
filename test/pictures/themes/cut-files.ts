// How many bytes of a PNG are needed for its upper rows.
import { constants, inflateSync } from 'node:zlib'
import type { Size } from '../raster.ts'

/** Bytes of a chunk's length, name and checksum. */
const CHUNK_FRAME = 12
const PNG_SIGNATURE = 8

/** The length to which an opaque PNG may be cut so that it still gives the rows of `upper`, its upper part: found by halving. */
export function endInPng(bytes: Uint8Array, upper: Size): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts: { start: number; content: Uint8Array }[] = []
  for (let at = PNG_SIGNATURE; at + CHUNK_FRAME <= bytes.length; at += view.getUint32(at) + CHUNK_FRAME) {
    if (Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1') !== 'IDAT') continue
    parts.push({ start: at + 8, content: bytes.subarray(at + 8, at + 8 + view.getUint32(at)) })
  }
  const packed = Buffer.concat(parts.map(({ content }) => content))
  const wanted = (upper.width * 3 + 1) * upper.height
  const given = (length: number): number =>
    inflateSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }).length
  let [few, enough] = [0, packed.length]
  while (enough - few > 16) {
    const middle = (few + enough) >> 1
    if (given(middle) >= wanted) enough = middle
    else few = middle
  }
  for (const { start, content } of parts) {
    if (enough <= content.length) return start + enough
    enough -= content.length
  }
  return bytes.length
}
