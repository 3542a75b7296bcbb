// GIF (87a and 89a): the screen, every frame's size and number, and the pixels of the first frame. Painted here: the library's
// decoder holds eight bytes a pixel and complains about cut files on standard output.

import { type CheckedPicture, checkArea, holds, type PictureHeader, unreadable, viewOf } from './bounds.ts'
import { type Layer, luminance, WHITE } from './layer.ts'
import { expandLzw } from './lzw.ts'

/** Signature, screen size, flags, background, aspect: section 17 and 18. */
const SCREEN_END = 13
/** Animations have hundreds of frames; a megabyte can hold 100 000 empty ones. */
const FRAMES = 10_000

interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly flags: number
  readonly colours: Uint8Array
  readonly symbolBits: number
  /** The code stream, out of its sub-blocks. */
  readonly codes: Uint8Array
  /** The graphic control extension before it (transparent colour), or nothing. */
  readonly control: Uint8Array
}

export function isGif(bytes: Uint8Array): boolean {
  return holds(bytes, 0, 'GIF87a') || holds(bytes, 0, 'GIF89a')
}

/**
 * Checks a GIF. Some writers leave the screen at 0 × 0 or smaller than the frame; here it holds the frame.
 * @throws UkpError picture-unreadable, picture-too-large; RangeError when cut short before the first frame's end
 */
export function openGif(bytes: Uint8Array, file: string): CheckedPicture {
  const view = viewOf(bytes)
  const { first, frames } = readFrames(bytes, file)
  const width = Math.max(view.getUint16(6, true), first.left + first.width)
  const height = Math.max(view.getUint16(8, true), first.top + first.height)
  checkArea(width, height, file)
  checkArea(first.width, first.height, file)
  const { symbolBits, codes } = first
  if (first.colours.length === 0 || symbolBits < 1 || symbolBits > 8) throw unreadable(file)
  const header: PictureHeader = { width, height, frames }
  const layer = (): Layer => {
    const options = { symbolBits, highFirst: false, early: false, limit: first.width * first.height }
    const symbols = expandLzw(codes, options)
    if (symbols === null) throw unreadable(file)
    return paint(first, header, symbols)
  }
  return { header, layer }
}

function readFrames(bytes: Uint8Array, file: string): { first: Frame; frames: number } {
  const view = viewOf(bytes)
  const global = colourTable(bytes, SCREEN_END, view.getUint8(10))
  let control: Uint8Array = new Uint8Array(0)
  let first: Frame | null = null
  let frames = 0
  let at = SCREEN_END + global.length
  // A file that is cut after its first frame is taken as far as it goes.
  while (at < bytes.length && bytes[at] !== 0x3b) {
    if (bytes[at] === 0x21) {
      const end = endOfBlocks(bytes, at + 2)
      if (first === null && bytes[at + 1] === 0xf9 && end === at + 8) control = bytes.subarray(at, end)
      at = end
    } else if (bytes[at] === 0x2c) {
      if (first !== null && at + 10 >= bytes.length) break
      const flags = view.getUint8(at + 9)
      const local = colourTable(bytes, at + 10, flags)
      const dataAt = at + 10 + local.length
      const end = endOfBlocks(bytes, dataAt + 1)
      first ??= {
        left: view.getUint16(at + 1, true),
        top: view.getUint16(at + 3, true),
        width: view.getUint16(at + 5, true),
        height: view.getUint16(at + 7, true),
        flags,
        colours: local.length > 0 ? local : global,
        symbolBits: view.getUint8(dataAt),
        codes: joinBlocks(bytes, dataAt + 1, end),
        control,
      }
      if (++frames > FRAMES) throw unreadable(file)
      at = end
    } else {
      if (first === null) throw unreadable(file)
      break
    }
  }
  if (first === null) throw unreadable(file)
  return { first, frames }
}

/** Three bytes a colour when the flags' highest bit says that there is a table. */
function colourTable(bytes: Uint8Array, at: number, flags: number): Uint8Array {
  return flags & 0x80 ? bytes.subarray(at, at + 3 * 2 ** ((flags & 7) + 1)) : bytes.subarray(at, at)
}

/** Blocks of up to 255 bytes, each after its length, up to an empty one: section 15. */
function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += 1 + length
  return at + 1
}

/** The content of the blocks in a row. Copied one by one: a list of millions of blocks would cost a gigabyte. */
function joinBlocks(bytes: Uint8Array, from: number, end: number): Uint8Array {
  const joined = new Uint8Array(Math.max(0, Math.min(end, bytes.length) - from))
  let size = 0
  let at = from
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    const last = Math.min(bytes.length, at + 1 + length)
    for (at++; at < last; ) joined[size++] = bytes[at++] ?? 0
  }
  return joined.subarray(0, size)
}

/** The steps of an interlaced frame: first row, distance to the next one, appendix E. */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const
const WHOLE = [[0, 1]] as const

/**
 * Paints a frame on its screen, which is transparent elsewhere. Rows that are missing at the end are white; those of an
 * interlaced frame look like the row above that is there.
 */
function paint(frame: Frame, { width, height }: PictureHeader, symbols: Uint8Array): Layer {
  const light = new Uint8Array(width * height).fill(WHITE)
  const missing = transparentColour(frame.control)
  const covered = frame.width === width && frame.height === height
  const opacity = covered && missing < 0 ? null : new Uint8Array(light.length).fill(covered ? 255 : 0)
  const lights = Uint8Array.from({ length: 256 }, (_, colour) => {
    const [red = 0, green = 0, blue = 0] = frame.colours.subarray(colour * 3, colour * 3 + 3)
    return luminance(red, green, blue)
  })
  let from = 0
  for (const [first, step] of frame.flags & 0x40 ? PASSES : WHOLE) {
    for (let y = first; y < frame.height; y += step, from += frame.width) {
      const row = symbols.subarray(from, from + frame.width)
      const start = (frame.top + y) * width + frame.left
      for (let x = 0; x < row.length; x++) light[start + x] = lights[row[x] ?? 0] ?? 0
      for (let x = 0; opacity !== null && x < row.length; x++) opacity[start + x] = row[x] === missing ? 0 : 255
      if (step === 1 || row.length === 0) continue
      const below = Math.min(frame.height, y + (first === 0 ? 8 : first)) - y
      for (let i = 1; i < below; i++) {
        light.copyWithin(start + i * width, start, start + frame.width)
        opacity?.copyWithin(start + i * width, start, start + frame.width)
      }
    }
  }
  return { width, height, light, opacity }
}

/** Of the graphic control extension, section 23; -1 when all colours are opaque. */
function transparentColour(control: Uint8Array): number {
  return (control[3] ?? 0) & 1 ? (control[6] ?? -1) : -1
}
