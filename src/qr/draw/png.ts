// The modules of a QR code -> a PNG (ISO/IEC 15948) of eight grey pixels each. Written here: jimp takes
// 70 ms to load, and four bytes for each pixel.
import { crc32, deflateSync } from 'node:zlib'

const PIXELS_A_MODULE = 8
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** Section 11.2.2: eight bits a sample, grey, and the only ways there are to compress, to filter, and not to interlace. */
const KIND = [8, 0, 0, 0, 0] as const

/** @param modules rows of a square, true is dark, with the quiet zone. @returns PNG */
export function pngOf(modules: readonly (readonly boolean[])[]): Uint8Array {
  const side = modules.length * PIXELS_A_MODULE
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set(KIND, 8)
  const rows = modules.flatMap((row) => Array<Buffer>(PIXELS_A_MODULE).fill(pixelRow(row)))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Section 9.2: filter type 0, none, then the pixels. */
function pixelRow(row: readonly boolean[]): Buffer {
  return Buffer.from([0, ...row.flatMap((dark) => Array<number>(PIXELS_A_MODULE).fill(dark ? 0 : 255))])
}

/** Section 5.3: length, type, content, and the CRC of the two. */
function chunk(type: 'IHDR' | 'IDAT' | 'IEND', content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length)
  bytes.writeUInt32BE(content.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(content, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), 8 + content.length)
  return bytes
}
