// Picture -> texts of all its QR codes, in steps: the cheap one that reads most comes first, and the others are taken only
// while nothing was read. It costs time and memory, so the program runs it in a process of its own (system/pictures/pictures.ts).
import type { ReaderOptions } from 'zxing-wasm/reader'
import { unreadable } from '../picture/bounds.ts'
import { costOf } from '../picture/jpeg-cost.ts'
import { BLACK, type Layer, WHITE } from '../picture/layer.ts'
import { openPicture } from '../picture/open.ts'
import { pixelsOf } from '../picture/pixels.ts'
import { cutOut, insideFrame } from './cut-out.ts'
import { blur, double, type Gray, halfOnGround, negative, onGround, shrink } from './gray.ts'
import { jsqrReader } from './jsqr.ts'
import { brightness, lightSquares } from './squares.ts'
import { pgm, type ZxingReader, zxingReader } from './zxing.ts'

/** What a step has at hand. */
interface Picture {
  readonly zxing: ZxingReader
  /** The picture on white, as a file that zxing opens. */
  readonly file: () => Promise<Uint8Array>
  /** The picture on white; null when its pixels would take too much time or memory. */
  readonly light: () => Promise<Gray | null>
  /** On black, when something shines through. */
  readonly dark: () => Promise<Gray | null>
  /** Processor time that is left, in milliseconds. */
  readonly left: () => number
}

export interface Step {
  readonly name: string
  /** About how much time it takes, measured by the first step's reading. One that would not fit is left out. */
  readonly share: number
  readonly read: (picture: Picture) => Promise<string[]>
}

export interface ReadOptions {
  /** Processor time that was spent since the start, in milliseconds. */
  readonly spentMs?: () => number
  /** How much of it may be spent, where a step can be left out: `READING_MS` when not given. */
  readonly mostMs?: number
  /** Other steps than all: for measuring what each is worth. */
  readonly steps?: readonly Step[]
}

/** Milliseconds of processor time, from the start of the process to its end. A picture that is read takes a tenth of it. */
export const READING_MS = 1500

/** Up to this a picture may be a code that is too small; a page or a photo is not. Pixels. */
const SMALL = 1_500_000
/** Above this a picture is halved before it is read: no code needs so many, and memory and time do. Pixels. */
const LARGE = 16_000_000
/** What is cut out is a code and nothing else, and 177 modules at most: no longer side than this. Pixels. */
const CUT_OUT = 1400
/** Milliseconds that loading jimp takes, and bytes that it may take for the pixels of a JPEG. */
const JIMP_MS = 250
const JIMP_MEMORY = 200_000_000

/**
 * Tried in this order until one gives a text. What each of them wins is in docs/decisions/0009, measured by
 * `npm run bench:qr -- <folder> --steps`.
 */
export const STEPS: readonly Step[] = [
  { name: 'as it is', share: 1, read: async ({ zxing, file }) => zxing(await file()) },
  { name: 'on black', share: 1, read: withGray('dark', (gray, { zxing }) => zxing(pgm(gray))) },
  {
    name: 'doubled',
    share: 3,
    read: withGray('light', (gray, { zxing }) => (isSmall(gray) ? zxing(pgm(double(gray))) : [])),
  },
  { name: 'one threshold', share: 1, read: again({ binarizer: 'GlobalHistogram' }) },
  { name: 'without noise', share: 1.6, read: again({ tryDenoise: true, downscaleFactor: 2, downscaleThreshold: 150 }) },
  { name: 'cut out', share: 1.6, read: withGray('light', readSquares) },
  {
    name: 'cut out of the negative',
    share: 1.6,
    read: withGray('light', (gray, picture) => readSquares(negative(gray), picture)),
  },
  {
    name: 'blurred',
    share: 1.5,
    read: withGray('light', (gray, { zxing }) => zxing(pgm(blur(gray)), { binarizer: 'GlobalHistogram' })),
  },
  { name: 'jsqr', share: 0, read: withGray('light', async (gray, { left }) => (await jsqrReader())(gray, left())) },
]

type GrayReader = (gray: Gray, picture: Picture) => string[] | Promise<string[]>

function withGray(ground: 'light' | 'dark', read: GrayReader): Step['read'] {
  return async (picture) => {
    const gray = await picture[ground]()
    return gray === null ? [] : read(gray, picture)
  }
}

function isSmall({ width, height }: Gray): boolean {
  return width * height <= SMALL
}

/** The whole picture once more, in another way. */
function again(options: ReaderOptions): Step['read'] {
  return async ({ zxing, file }) => zxing(await file(), options)
}

async function readSquares(gray: Gray, { zxing }: Picture): Promise<string[]> {
  const texts: string[] = []
  const bright = brightness(gray)
  for (const square of lightSquares(gray, bright)) {
    const inside = insideFrame(gray, square, bright)
    // Light modules want a light border; what a light frame touches wants a dark one in its place.
    const cut = inside === null ? cutOut(gray, square, WHITE) : cutOut(gray, inside, BLACK)
    texts.push(...(await zxing(pgm(shrink(cut, CUT_OUT) ?? cut))))
  }
  return texts
}

/**
 * Reads the QR codes of a picture.
 * @param bytes PNG, JPEG, WebP, GIF, BMP or TIFF (the first frame or page), whatever the file is called
 * @param file the name that an error tells
 * @returns the texts, each once; nothing when there is no code
 * @throws UkpError picture-unreadable, picture-unsupported, picture-too-large
 */
export async function readQrTexts(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<string[]> {
  const { spentMs = () => 0, mostMs = READING_MS, steps = STEPS } = options
  const picture = await open(bytes, file, () => mostMs - spentMs())
  await picture.file()
  let first = 0
  for (const [i, { share, read }] of steps.entries()) {
    if (i > 0 && share * first > picture.left()) continue
    const before = spentMs()
    const texts = await read(picture)
    if (texts.length > 0) return [...new Set(texts)]
    if (i === 0) first = spentMs() - before
  }
  return []
}

async function open(bytes: Uint8Array, name: string, left: () => number): Promise<Picture> {
  const { format, checked } = openPicture(bytes, name)
  const layer = once(() => pixelsOf(checked, name))
  const light = once(async () => grayOn(await layer(), WHITE))
  const zxing = await zxingReader(() => unreadable(name))
  if (format === 'JPEG' && checked.plain !== undefined) {
    return { ...jpegPicture(checked.plain(), { zxing, left, light }), left }
  }
  const dark = once(async () => ((await layer()).opacity === null ? null : grayOn(await layer(), BLACK)))
  const file = once(async () => pgm(await light()))
  return { zxing, file, light, dark, left }
}

/** zxing reads a JPEG itself, grey from the start and in a third of the memory. For further steps jimp makes the pixels. */
function jpegPicture(
  jpeg: Uint8Array,
  { zxing, left, light }: { zxing: ZxingReader; left: () => number; light: () => Promise<Gray> },
): Omit<Picture, 'left'> {
  const affordable = once(async () => {
    const { time, memory } = costOf(jpeg)
    // Zero: what zxing takes, but jimp does not.
    return memory > 0 && memory <= JIMP_MEMORY && JIMP_MS + time <= left() ? light().catch(() => null) : null
  })
  const file = async (): Promise<Uint8Array> => jpeg
  return { zxing: forgiving(jpeg, zxing), file, light: affordable, dark: async () => null }
}

/**
 * Of a JPEG that is cut, the last bits may be half of a symbol, and one time in a hundred the decoder makes something of
 * them that it gives up on. Without the last bytes it does not.
 */
function forgiving(jpeg: Uint8Array, zxing: ZxingReader): ZxingReader {
  const ends = [0, 3, 6]
  return async (file, options) => {
    if (file !== jpeg) return zxing(file, options)
    let last: unknown = null
    for (const end of ends) {
      const shorter = end === 0 ? jpeg : Buffer.concat([jpeg.subarray(0, -2 - end), jpeg.subarray(-2)])
      try {
        return await zxing(shorter, options)
      } catch (error) {
        last = error
      }
    }
    throw last
  }
}

function grayOn(layer: Layer, ground: number): Gray {
  return layer.width * layer.height > LARGE ? halfOnGround(layer, ground) : onGround(layer, ground)
}

/** Makes it on first use and keeps it. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
