// The strips or tiles of a TIFF that are JPEGs (Adobe's TIFF technical note 2): each is a picture of its own, which may leave
// its tables to the page. All are looked at before the first is decoded: the library takes a second for 10 megapixels.
import { UkpError } from '../../../errors.ts'
import { tooLarge, unreadable } from '../bounds.ts'
import { openJpeg } from '../jpeg.ts'
import { costOf, costOfBytes } from '../jpeg-cost.ts'
import type { Layer } from '../layer.ts'
import type { Expanded } from './expand.ts'
import { painterOf, RGB, YCBCR } from './paint.ts'
import type { Page, Pieces } from './pieces.ts'
import { bytesOf, type Directory } from './tags.ts'

const JPEG_TABLES = 347
const START = Buffer.of(0xff, 0xd8)
const END = Buffer.of(0xff, 0xd9)
/** Milliseconds for all pieces together, and bytes for each. */
const TIME = 900
const MEMORY = 250_000_000

/**
 * For a page of JPEGs.
 * @returns the way to its pixels
 * @throws UkpError picture-too-large, picture-unsupported, picture-unreadable
 */
export function jpegLayer(directory: Directory, page: Page, { list }: Pieces): () => Promise<Layer> {
  const { file } = directory.tiff
  const tables = tablesOf(bytesOf(directory, JPEG_TABLES))
  const pictures: (Uint8Array | null)[] = []
  let time = 0
  for (const { data } of list) {
    const whole = Buffer.concat([START, tables, data])
    const picture = plainPicture(whole, file)
    const cost = picture === null ? costOfBytes(whole) : costOf(picture)
    pictures.push(cost.memory === 0 ? null : picture)
    time += cost.time
    if (time <= TIME && cost.memory <= MEMORY) continue
    const share = Math.min((TIME / time) * (pictures.length / list.length), MEMORY / cost.memory)
    const megapixels = Math.floor((share * page.width * page.height) / 1e6)
    throw megapixels < 1 ? unreadable(file) : tooLarge(file, `${megapixels} MP`)
  }
  return async () => {
    const painter = painterOf({ ...page, ...PIXELS, photometric: photometricOf(page) })
    for (const [i, piece] of list.entries()) {
      const picture = pictures[i] ?? null
      if (picture !== null) painter.paint(await pixelsOf(picture, page.photometric === YCBCR), piece)
    }
    return painter.layer(file)
  }
}

/** As the library decodes them: red, green, blue and 255. */
const PIXELS = { samples: 4, opaqueAt: -1 } as const

/** Of the decoded pixels; grey ones are three times the same, and may still have to be inverted. */
function photometricOf({ photometric }: Page): number {
  return photometric === YCBCR ? RGB : photometric
}

/** The segments of the shared tables, which are a JPEG without a picture. */
function tablesOf(tables: Uint8Array): Uint8Array {
  const end = Buffer.from(tables).lastIndexOf(END)
  return tables.subarray(START.length, end < 0 ? tables.length : end)
}

/** @returns null for a piece that is damaged */
function plainPicture(bytes: Uint8Array, file: string): Uint8Array | null {
  try {
    return openJpeg(bytes, file).plain?.() ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    if (error instanceof UkpError && error.reason === 'picture-unreadable') return null
    throw error
  }
}

async function pixelsOf(picture: Uint8Array, colorTransform: boolean): Promise<Expanded | null> {
  const { Jimp } = await import('jimp')
  try {
    // The colours are what the page says; a JPEG alone would have to be guessed at.
    const { bitmap } = await Jimp.fromBuffer(Buffer.from(picture), { 'image/jpeg': { colorTransform } })
    return { rows: bitmap.data, columns: bitmap.width }
  } catch {
    return null
  }
}
