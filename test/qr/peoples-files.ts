// The large pictures that people have, photos of phones, screenshots and scans, each with a code that is to be read.
import type { Gray } from '../../src/qr/read/gray.ts'
import { drawCode, gray, grayPng, noise, pngOfRows, rgbaPng, type Texture } from './gray-files.ts'
import type { HostileFile } from './hostile-files.ts'
import { blocksOf, type JpegKind, jpeg, usualScans, YCC_420, YCC_444 } from './jpeg-file.ts'
import { MP_24, MP_40, photo, tiffOf } from './large-files.ts'
import { code } from './pictures.ts'

const MP_12 = { width: 4000, height: 3000 } as const
const LINK = 'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta'

/** A page of text-like strokes with the code on it. */
function page(width: number, height: number, at: { x: number; y: number; module: number }, ground = 255): Gray {
  const texture: Texture = (x, y) => {
    const line = y % 60 < 24 && y % 900 > 200 && x % 1700 > 150
    return line && (noise()[(Math.floor(y / 6) * 7919 + Math.floor(x / 7)) % noise().length] ?? 0) < 90 ? 40 : ground
  }
  const picture = gray(width, height, texture)
  drawCode(picture, LINK, at)
  return picture
}

/** A photo with a code in it: blocks of texture, and true ones where the code is. */
function photoOfCode(size: { width: number; height: number }, kind: JpegKind): Buffer {
  const drawn = code(LINK, { module: 16 })
  const texture = photo(8, 3)
  const inCode = blocksOf(drawn, kind.quantum ?? 8)
  const side = Math.floor(drawn.width / 8)
  const [left, top] = [150, 200]
  return jpeg(
    size,
    (block, at) => {
      if (at.component > 0) return
      const [x, y] = [at.x - left, at.y - top]
      if (x >= 0 && y >= 0 && x < side && y < side) inCode(block, { component: 0, x, y })
      else texture(block, at)
    },
    kind,
  )
}

/** One bit a pixel, 1 is white. */
function packed({ width, height, data }: Gray): Buffer {
  const stride = Math.ceil(width / 8)
  const rows = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + (x >> 3)
      if ((data[y * width + x] ?? 0) > 127) rows[at] = (rows[at] ?? 0) | (128 >> (x & 7))
    }
  }
  return rows
}

/** Three equal bytes a pixel. */
function tripled({ data }: Gray): Buffer {
  const bytes = Buffer.alloc(data.length * 3)
  for (let i = 0; i < data.length; i++) bytes.fill(data[i] ?? 0, i * 3, i * 3 + 3)
  return bytes
}

const A4_600 = { width: 4960, height: 7016 } as const
const A4_300 = { width: 2480, height: 3508 } as const

/** What people have, all with `LINK` in them: it is to be read. */
export const PEOPLES: readonly HostileFile[] = [
  ['JPEG: 12 MP photo of a phone', () => photoOfCode(MP_12, { sampling: YCC_420 })],
  ['JPEG: 12 MP photo of a phone, progressive', () => photoOfCode(MP_12, { sampling: YCC_420, scans: usualScans(3) })],
  ['JPEG: 24 MP photo of a phone', () => photoOfCode(MP_24, { sampling: YCC_420 })],
  [
    'JPEG: 24 MP photo, full components, progressive',
    () => photoOfCode(MP_24, { sampling: YCC_444, scans: usualScans(3) }),
  ],
  ['JPEG: 40 MP photo', () => photoOfCode(MP_40, { sampling: YCC_420 })],
  ['JPEG: A4 in 300 dpi', () => photoOfCode(A4_300, { sampling: YCC_444, quantum: 12 })],
  ['PNG: 4K screenshot with opacity', () => rgbaPng(page(3840, 2160, { x: 1800, y: 900, module: 6 }), 250)],
  ['PNG: 5K screenshot with opacity', () => rgbaPng(page(5120, 2880, { x: 2600, y: 1200, module: 8 }))],
  ['PNG: 5K screenshot, dark, with opacity', () => rgbaPng(page(5120, 2880, { x: 2600, y: 1200, module: 5 }, 30), 254)],
  ['PNG: 40 MP drawing', () => grayPng(page(8000, 5000, { x: 5000, y: 3000, module: 10 }))],
  [
    'PNG: A4 in 600 dpi, black and white',
    () => {
      const data = packed(page(A4_600.width, A4_600.height, { x: 700, y: 4000, module: 12 }))
      return pngOfRows(
        { ...A4_600, depth: 1, colour: 0 },
        { stride: 620, fill: (row, y) => row.set(data.subarray(y * 620, (y + 1) * 620)) },
      )
    },
  ],
  [
    'TIFF: A4 in 600 dpi, black and white',
    () => tiffOf({ ...A4_600, bits: 1 }, packed(page(A4_600.width, A4_600.height, { x: 700, y: 4000, module: 12 }))),
  ],
  [
    'TIFF: A4 in 300 dpi, coloured',
    () =>
      tiffOf(
        { ...A4_300, samples: 3, photometric: 2 },
        tripled(page(A4_300.width, A4_300.height, { x: 600, y: 2000, module: 6 })).subarray(0, 26_000_000),
      ),
  ],
]
export const PEOPLES_TEXT = LINK
