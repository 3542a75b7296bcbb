// PNG (ISO/IEC 15948): header, and the rows, inflated only as far as the header says.
import { constants, createInflate, inflateSync } from 'node:zlib'
import { type CheckedPicture, checkArea, checkExpanded, holds, SMALLEST_CODE, unreadable, viewOf } from '../bounds.ts'
import type { Layer } from '../layer.ts'
import { type PngLayout, rowsSize } from './layout.ts'
import { type PngPainter, pngPainter } from './pixels.ts'

const SIGNATURE = '\x89PNG\r\n\x1a\n'
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

/** Pieces that the compressed data may come in; encoders write 8 kB or more each. */
const DATA_CHUNKS = 65_536
/** Bytes that are inflated at a time, at least and at most: of damaged data, the last of them are lost. */
const INFLATED = [1 << 14, 1 << 18] as const
/** Up to so many bytes of rows are inflated at once, which is quicker. */
const AT_ONCE = 40_000_000

interface Chunks {
  readonly ihdr: Uint8Array
  readonly palette: Uint8Array | null
  readonly transparency: Uint8Array | null
  readonly data: readonly Uint8Array[]
}

export function isPng(bytes: Uint8Array): boolean {
  return holds(bytes, 0, SIGNATURE)
}

/**
 * Checks a PNG. Of a file that is cut short, the rows that are there are read; bytes after the end, animations, text and
 * colour profiles are passed over.
 * @throws UkpError picture-unreadable, picture-too-large; RangeError when the header is cut short
 */
export function openPng(bytes: Uint8Array, file: string): CheckedPicture {
  const { ihdr, palette, transparency, data } = readChunks(bytes, file)
  const view = viewOf(ihdr)
  const [width, height, depth, colour] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)]
  checkArea(width, height, file)
  if (!DEPTHS[colour]?.includes(depth) || view.getUint16(10) !== 0 || view.getUint8(12) > 1) throw unreadable(file)
  if (colour === 3 && palette === null) throw unreadable(file)
  const layout: PngLayout = { width, height, depth, colour, interlaced: view.getUint8(12) === 1, palette, transparency }
  checkExpanded(rowsSize(layout), file)
  return {
    header: { width, height, frames: 1 },
    layer: () => pixelsOf(layout, { data, file }),
  }
}

function readChunks(bytes: Uint8Array, file: string): Chunks {
  const view = viewOf(bytes)
  let ihdr: Uint8Array | null = null
  let palette: Uint8Array | null = null
  let transparency: Uint8Array | null = null
  const data: Uint8Array[] = []
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const start = at + 8
    const end = start + view.getUint32(at)
    const cut = end > bytes.length
    if (holds(bytes, at + 4, 'IEND') || (cut && !holds(bytes, at + 4, 'IDAT'))) break
    const content = bytes.subarray(start, end)
    if (ihdr === null) {
      if (!holds(bytes, at + 4, 'IHDR') || content.length !== 13) throw unreadable(file)
      ihdr = content
    } else if (holds(bytes, at + 4, 'PLTE')) {
      // A palette of millions of entries would cost the decoder 100 bytes each.
      if (palette !== null || content.length > 768) throw unreadable(file)
      palette = content
    } else if (holds(bytes, at + 4, 'tRNS')) {
      if (content.length > 256) throw unreadable(file)
      transparency ??= content
    } else if (holds(bytes, at + 4, 'IDAT')) {
      if (data.push(content) > DATA_CHUNKS) throw unreadable(file)
    }
    at = end + 4
  }
  if (ihdr === null) throw unreadable(file)
  return { ihdr, palette, transparency, data }
}

/** As far as the data goes, and no further than the picture needs. */
async function inflateInto(painter: PngPainter, compressed: Uint8Array, promised: number): Promise<void> {
  const chunkSize = Math.min(INFLATED[1], Math.max(INFLATED[0], promised >> 6))
  const inflate = createInflate({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH })
  inflate.end(compressed)
  try {
    for await (const bytes of inflate) if (!painter.take(bytes as Uint8Array)) break
  } catch {
    // Damaged data: what came before it is taken.
  }
}

/** The rows, when they are exactly as many as the header says; else null. */
function inflatedAtOnce(data: Uint8Array, promised: number): Uint8Array | null {
  try {
    const rows = inflateSync(data, { chunkSize: promised + 1, maxOutputLength: promised })
    return rows.length === promised ? rows : null
  } catch {
    return null
  }
}

/** The pixels of the rows that are there. @throws UkpError picture-unreadable */
async function pixelsOf(
  layout: PngLayout,
  { data, file }: { data: readonly Uint8Array[]; file: string },
): Promise<Layer> {
  const painter = pngPainter(layout)
  const promised = rowsSize(layout)
  const compressed = Buffer.concat(data)
  const rows = promised <= AT_ONCE ? inflatedAtOnce(compressed, promised) : null
  if (rows !== null) painter.take(rows)
  else await inflateInto(painter, compressed, promised)
  // Of a file that is cut short there must be enough for the smallest code.
  if (painter.taken() < Math.min(promised, SMALLEST_CODE * (promised / layout.height))) throw unreadable(file)
  return painter.layer()
}
