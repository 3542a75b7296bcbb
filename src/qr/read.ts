// Picture -> texts of its QR codes. jimp and jsqr are loaded here, on first use: together they cost 140 ms.
import { unreadable } from './bounds.ts'
import { effortOf } from './effort.ts'
import {
  BLACK,
  border,
  double,
  flatten,
  type Gray,
  hasTransparency,
  type Rgba,
  shrink,
  stretch,
  toRgba,
  WHITE,
} from './gray.ts'
import { openPicture } from './limits.ts'
import { textOf } from './text.ts'

/** Most effort (see effort.ts) that is spent on one picture; decoding 40 megapixels takes 1 to 3 seconds before. */
const BUDGET = 3500

/** What a step starts from. */
interface Start {
  /** On white. */
  readonly light: Gray
  /** On black, when something shines through. */
  readonly dark: Gray | null
}

interface Step {
  readonly name: string
  /** The changed picture, or null when the step has nothing to change. */
  readonly change: (start: Start) => Gray | null
}

/** Above this the picture is first tried small: a photo of 12 megapixels takes a second as it is, a tenth at 1000 pixels. */
const LARGE = 3_000_000
/** Up to this a picture may be a code that was cut out too tightly or is too small; a page or a photo is not. */
const SMALL = 1_000_000

/**
 * Tried in this order until one gives a text: the cheap ones first. The numbers say which of 395 foreign pictures each
 * was the first to read; 'on black' reads what the made pictures have, light modules on nothing. A black border, blur,
 * threshold and tripling were measured too and won nothing.
 */
export const STEPS: readonly Step[] = [
  // 10
  { name: 'large to 1000', change: ({ light }) => (area(light) > LARGE ? shrink(light, 1000) : null) },
  // 292
  { name: 'as it is', change: ({ light }) => light },
  { name: 'on black', change: ({ dark }) => dark },
  // 9
  { name: 'to 700', change: ({ light }) => shrink(light, 700) },
  // 4
  { name: 'to 350', change: ({ light }) => shrink(light, 350) },
  // 4
  { name: 'half', change: ({ light }) => shrink(light, Math.max(light.width, light.height) / 2) },
  // 8
  { name: 'white border', change: ({ light }) => (area(light) <= SMALL ? border(light, WHITE) : null) },
  // 5
  { name: 'doubled', change: ({ light }) => (area(light) <= SMALL ? double(light) : null) },
  // 3
  { name: 'to 1300', change: ({ light }) => shrink(light, 1300) },
  // 1
  { name: 'contrast', change: ({ light }) => stretch(light) },
]

/**
 * Reads the QR code of a picture. A picture with several codes gives one of them.
 * @param bytes PNG, JPEG, GIF (first frame), BMP or TIFF (first page), whatever the file is called
 * @param file the name that an error tells
 * @returns the text, or nothing when there is no code or an empty one
 * @throws UkpError picture-unreadable, picture-unsupported, picture-too-large
 */
export async function readQrTexts(bytes: Uint8Array, file: string): Promise<string[]> {
  const start = await load(bytes, file)
  const read = await codeReader()
  let left = BUDGET
  for (const { change } of STEPS) {
    const changed = change(start)
    if (changed === null) continue
    const effort = effortOf(changed)
    if (effort > left) continue
    left -= effort
    const text = read(changed)
    if (text !== '') return [text]
  }
  return []
}

function area({ width, height }: Gray): number {
  return width * height
}

/** @throws UkpError as `readQrTexts` */
async function load(bytes: Uint8Array, file: string): Promise<Start> {
  const { checked } = openPicture(bytes, file)
  const rgba = await decode(checked.plain(), file)
  return { light: flatten(rgba, WHITE), dark: hasTransparency(rgba) ? flatten(rgba, BLACK) : null }
}

async function decode(plain: Uint8Array, file: string): Promise<Rgba> {
  const { Jimp } = await import('jimp')
  try {
    // fromBuffer only: read() fetches what it does not find as a file.
    const { bitmap } = await Jimp.fromBuffer(Buffer.from(plain.buffer, plain.byteOffset, plain.length))
    return bitmap
  } catch {
    // What the decoder says may quote the picture.
    throw unreadable(file)
  }
}

/** A function from picture to text, '' when there is none. */
async function codeReader(): Promise<(gray: Gray) => string> {
  const jsqr = await import('jsqr')
  // CommonJS seen from here: the default export is the module, whose own `default` is the function.
  const decodeCode = jsqr.default.default
  return (gray) => {
    try {
      const code = decodeCode(toRgba(gray), gray.width, gray.height, { inversionAttempts: 'attemptBoth' })
      return code === null ? '' : textOf(code.chunks)
    } catch {
      // jsqr throws when a wrong guess at a code runs out of bits.
      return ''
    }
  }
}
