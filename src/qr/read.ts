// Picture -> texts of all its QR codes, in steps: the cheap one that reads most comes first, and the others are taken only
// while nothing was read. It costs time and memory, so the program runs it in a process of its own (system/pictures.ts).
import type { ReaderOptions } from 'zxing-wasm/reader'
import { BLACK, double, type Gray, shrink, stretch, WHITE } from './gray.ts'
import { jsqrReader } from './jsqr.ts'
import { onGround } from './layer.ts'
import { openPicture } from './limits.ts'
import { pixelsOf } from './pixels.ts'
import { cutOut, lightSquares, negative } from './squares.ts'
import { pgm, type ZxingReader, zxingReader } from './zxing.ts'

/** What a step has at hand. */
interface Picture {
  readonly zxing: ZxingReader
  /** The picture on white, as a file that zxing opens. */
  readonly file: () => Promise<Uint8Array>
  /** The picture on white; null when its pixels would take too much memory. */
  readonly light: () => Promise<Gray | null>
  /** On black, when something shines through. */
  readonly dark: () => Promise<Gray | null>
}

export interface Step {
  readonly name: string
  readonly read: (picture: Picture) => Promise<string[]>
}

export interface ReadOptions {
  /** Processor time that was spent since the start, in milliseconds; after `BUDGET` of it no further step is begun. */
  readonly spentMs?: () => number
  /** Other steps than all: for measuring what each is worth. */
  readonly steps?: readonly Step[]
}

const BUDGET = 1200

/** Up to this a picture may be a code that is too small; a page or a photo is not. Pixels. */
const SMALL = 1_500_000
/** Above this a picture is halved before it is read: no code needs so many, and memory and time do. Pixels. */
const LARGE = 16_000_000
/** Above this the pixels of a JPEG are not made for further steps: jimp needs 30 bytes for each. */
const JPEG_PIXELS = 9_000_000

/**
 * Tried in this order until one gives a text. What each of them wins is in docs/decisions/0009, measured by
 * `npm run bench:qr -- <folder> --steps`.
 */
export const STEPS: readonly Step[] = [
  { name: 'as it is', read: async ({ zxing, file }) => zxing(await file()) },
  { name: 'on black', read: withGray('dark', (gray, { zxing }) => zxing(pgm(gray))) },
  { name: 'doubled', read: withGray('light', (gray, { zxing }) => (isSmall(gray) ? zxing(pgm(double(gray))) : [])) },
  { name: 'one threshold', read: again({ binarizer: 'GlobalHistogram' }) },
  { name: 'without noise', read: again({ tryDenoise: true, downscaleFactor: 2, downscaleThreshold: 150 }) },
  { name: 'cut out', read: withGray('light', readSquares) },
  { name: 'cut out of the negative', read: withGray('light', (gray, picture) => readSquares(negative(gray), picture)) },
  {
    name: 'contrast',
    read: withGray('light', (gray, { zxing }) => onChanged(stretch(gray), (one) => zxing(pgm(one)))),
  },
  { name: 'jsqr', read: withGray('light', async (gray) => (await jsqrReader())(gray)) },
  {
    name: 'jsqr, doubled',
    read: withGray('light', async (gray) => (isSmall(gray) ? (await jsqrReader())(double(gray)) : [])),
  },
]

type GrayReader = (gray: Gray, picture: Picture) => string[] | Promise<string[]>

function withGray(ground: 'light' | 'dark', read: GrayReader): Step['read'] {
  return async (picture) => onChanged(await picture[ground](), (gray) => read(gray, picture))
}

async function onChanged(gray: Gray | null, read: (gray: Gray) => string[] | Promise<string[]>): Promise<string[]> {
  return gray === null ? [] : read(gray)
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
  for (const square of lightSquares(gray)) texts.push(...(await zxing(pgm(cutOut(gray, square)))))
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
  const picture = await open(bytes, file)
  for (const { read } of options.steps ?? STEPS) {
    if ((options.spentMs?.() ?? 0) > BUDGET) break
    const texts = await read(picture)
    if (texts.length > 0) return [...new Set(texts)]
  }
  return []
}

async function open(bytes: Uint8Array, file: string): Promise<Picture> {
  const { format, checked } = openPicture(bytes, file)
  const { width, height } = checked.header
  const jpeg = format === 'JPEG' && checked.plain !== undefined ? checked.plain() : null
  const layer = once(() => pixelsOf(checked, file))
  const light = once(async () => halved(onGround(await layer(), WHITE)))
  const dark = once(async () => ((await layer()).opacity === null ? null : halved(onGround(await layer(), BLACK))))
  const zxing = await zxingReader()
  if (jpeg === null) return { zxing, light, dark, file: once(async () => pgm(await light())) }
  // zxing reads a JPEG itself, grey from the start and in a third of the memory.
  const nothing = async (): Promise<null> => null
  return { zxing, file: async () => jpeg, light: width * height > JPEG_PIXELS ? nothing : light, dark: nothing }
}

function halved(gray: Gray): Gray {
  if (gray.width * gray.height <= LARGE) return gray
  return shrink(gray, Math.max(gray.width, gray.height) / 2) ?? gray
}

/** Makes it on first use and keeps it. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
