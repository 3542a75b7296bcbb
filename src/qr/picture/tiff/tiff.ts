// TIFF (6.0): the first page. Its strips or tiles are expanded one by one and painted; the library's decoder follows rings
// of directories, allocates what a count says and loops over broken data, so it gets nothing but the pieces that are JPEGs.

import { type CheckedPicture, checkArea, checkExpanded, holds, LIMITS, unreadable, unsupported } from '../bounds.ts'
import type { Layer } from '../layer.ts'
import { expander, isFax } from './expand.ts'
import { jpegLayer } from './jpeg.ts'
import { PALETTE, painterOf, RGB, YCBCR } from './paint.ts'
import { type Page, piecesOf } from './pieces.ts'
import { COMPRESSION, type Directory, numberOf, numbersOf, readDirectory, tiffOf } from './tags.ts'

/** Names as in section 8. */
const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  samplesPerPixel: 277,
  planar: 284,
  t4Options: 292,
  colorMap: 320,
  extraSamples: 338,
} as const

const DEPTHS: readonly number[] = [1, 2, 4, 8, 16]

export function isTiff(bytes: Uint8Array): boolean {
  return holds(bytes, 0, 'II*\0') || holds(bytes, 0, 'MM\0*')
}

/** @throws UkpError picture-unreadable, picture-too-large, picture-unsupported; RangeError when cut short */
export function openTiff(bytes: Uint8Array, file: string): CheckedPicture {
  const directory = readDirectory(tiffOf(bytes, file))
  const page = readPage(directory)
  const pieces = piecesOf(bytes, directory, page)
  const header = { width: page.width, height: page.height, frames: directory.pages }
  if (page.compression === COMPRESSION.jpeg) return { header, layer: jpegLayer(directory, page, pieces) }
  const expand = expander(page, pieces)
  const layer = (): Layer => {
    const painter = painterOf(page)
    for (const piece of pieces.list) painter.paint(expand(piece), piece)
    return painter.layer(file)
  }
  return { header, layer }
}

function readPage(directory: Directory): Page {
  const { file, littleEndian } = directory.tiff
  const width = numberOf(directory, TAG.width, 0)
  const height = numberOf(directory, TAG.height, 0)
  checkArea(width, height, file)
  const compression = numberOf(directory, TAG.compression, COMPRESSION.none)
  // Some fax programs leave it out.
  const photometric = numberOf(directory, TAG.photometric, isFax(compression) ? 0 : -1)
  const samples = numberOf(directory, TAG.samplesPerPixel, 1)
  if (compression === COMPRESSION.oldJpeg) throw unsupported(file, 'TIFF (JPEG)')
  if (!Object.values<number>(COMPRESSION).includes(compression)) {
    throw unsupported(file, `TIFF (compression ${compression})`)
  }
  if (photometric > PALETTE && !(photometric === YCBCR && compression === COMPRESSION.jpeg)) {
    throw unsupported(file, `TIFF (photometric ${photometric})`)
  }
  if (samples > 1 && numberOf(directory, TAG.planar, 1) !== 1) throw unsupported(file, 'TIFF (planes)')
  const depths = numbersOf(directory, TAG.bitsPerSample, [1])
  const bits = depths[0] ?? 1
  if (photometric < 0 || samples < 1 || samples > 5) throw unreadable(file)
  if (!DEPTHS.includes(bits) || depths.some((depth) => depth !== bits)) throw unreadable(file)
  if (isFax(compression) && bits * samples !== 1) throw unreadable(file)
  if (compression === COMPRESSION.jpeg && bits !== 8) throw unreadable(file)
  const colorMap = photometric === PALETTE ? numbersOf(directory, TAG.colorMap, []) : []
  if (photometric === PALETTE && (bits > 8 || colorMap.length !== 3 * 2 ** bits)) throw unreadable(file)
  const stride = Math.ceil((width * samples * bits) / 8)
  checkExpanded(stride * height, file, LIMITS.tiff)
  return {
    width,
    height,
    bits,
    samples,
    stride,
    compression,
    photometric,
    colorMap,
    opaqueAt: opaqueSample(directory, { photometric, samples }),
    littleEndian,
    lowFirst: numberOf(directory, TAG.fillOrder, 1) === 2,
    mixedRows: (numberOf(directory, TAG.t4Options, 0) & 1) === 1,
  }
}

/**
 * Which sample of a pixel says how much of it is there; -1 for none. A fourth one beside red, green and blue is taken for it
 * whatever the tag says, as other readers do. Whether the colours were multiplied with it is no matter for a code.
 */
function opaqueSample(
  directory: Directory,
  { photometric, samples }: { photometric: number; samples: number },
): number {
  const colours = photometric === RGB ? 3 : 1
  if (samples <= colours) return -1
  const kind = numberOf(directory, TAG.extraSamples, 0)
  return photometric === RGB || kind === 1 || kind === 2 ? colours : -1
}
