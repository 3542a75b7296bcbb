// GIF (87a and 89a): the screen, every frame's size and number, and a copy with the first frame alone.
import { type CheckedPicture, checkArea, holds, type PictureHeader, unreadable, viewOf } from './bounds.ts'
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
 * Checks a GIF. Some writers leave the screen at 0 × 0 or smaller than the frame; the copy's screen holds the frame.
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
  const options = { symbolBits, highFirst: false, early: false, limit: first.width * first.height }
  const symbols = expandLzw(codes, options)
  if (symbols === null) throw unreadable(file)
  const header: PictureHeader = { width, height, frames }
  return { header, decoder: 'jimp', plain: () => plainGif(first, header, symbols) }
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

function plainGif(frame: Frame, screen: PictureHeader, symbols: Uint8Array): Uint8Array {
  const start = Buffer.alloc(SCREEN_END)
  start.write('GIF89a', 'latin1')
  start.writeUInt16LE(screen.width, 6)
  start.writeUInt16LE(screen.height, 8)
  const image = Buffer.alloc(10)
  image[0] = 0x2c
  for (const [i, value] of [frame.left, frame.top, frame.width, frame.height].entries()) {
    image.writeUInt16LE(value, 1 + 2 * i)
  }
  // Local table, interlacing as it was, and the exponent of the table's size.
  image[9] = 0x80 | (frame.flags & 0x40) | (Math.log2(frame.colours.length / 3) - 1)
  const codes = plainCodes(symbols, frame.width * frame.height)
  const parts: Uint8Array[] = [start, frame.control, image, frame.colours, Uint8Array.of(8)]
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.subarray(at, at + 255)
    parts.push(Uint8Array.of(block.length), block)
  }
  parts.push(Uint8Array.of(0, 0x3b))
  return Buffer.concat(parts)
}

/**
 * Codes of 9 bits that stand for one symbol each, with a clear code in time so that they stay at 9 bits. Exactly
 * `count` of them: the decoder writes a complaint to standard output when there are more or fewer.
 */
function plainCodes(symbols: Uint8Array, count: number): Uint8Array {
  const clearEvery = 250
  const codes = new Uint8Array(Math.ceil(((count + Math.ceil(count / clearEvery) + 1) * 9) / 8))
  let bit = 0
  const put = (code: number): void => {
    const at = bit >> 3
    codes[at] = (codes[at] ?? 0) | (code << (bit & 7))
    codes[at + 1] = code >> (8 - (bit & 7))
    bit += 9
  }
  for (let i = 0; i < count; i++) {
    if (i % clearEvery === 0) put(256)
    put(symbols[i] ?? 0)
  }
  put(257)
  return codes
}
