// Pictures that are honest files and made to be slow for the readers of codes: noise, weaves, fields of the marks that
// codes have in their corners, codes made of codes.
import { encode } from 'uqr'
import { drawCode, gray, grayPng, noise, type Texture } from './gray-files.ts'
import type { HostileFile } from './hostile-files.ts'

/** The mark in the corners of a code, section 6.3.3 of ISO/IEC 18004. */
const MARK = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
const MODULES = encode('https://example.com/some-thing?x=1', { border: 4 }).data

/** Marks side by side, `module` pixels a module and `gap` modules between them. */
const marks =
  (module: number, gap: number): Texture =>
  (x, y) => {
    const side = module * (7 + gap)
    const row = MARK[Math.floor((y % side) / module)]
    return row?.[Math.floor((x % side) / module)] === '1' ? 0 : 255
  }
const codes =
  (module: number): Texture =>
  (x, y) => {
    const side = MODULES.length
    return MODULES[Math.floor(y / module) % side]?.[Math.floor(x / module) % side] ? 0 : 255
  }
const white: Texture = (x, y) => noise()[(y * 7919 + x) % noise().length] ?? 0
const stripe = (at: number): boolean => '1011101'[(at >> 1) % 8] === '1'

const TEXTURES: readonly (readonly [string, Texture])[] = [
  ['white noise', white],
  ['noise in black and white', (x, y) => (white(x, y) < 128 ? 0 : 255)],
  ['noise with dots of three pixels', (x, y) => (white(Math.floor(x / 3), Math.floor(y / 3)) < 128 ? 0 : 255)],
  ['marks of one pixel a module', marks(1, 1)],
  ['marks of two pixels a module', marks(2, 1)],
  ['marks of three pixels a module', marks(3, 2)],
  ['marks far from each other', marks(1, 9)],
  ['a weave of two pixels', (x, y) => (((x >> 1) + (y >> 1)) & 1 ? 0 : 255)],
  ['a weave of rectangles', (x, y) => ((Math.floor(x / 3) & 1) ^ (Math.floor(y / 5) & 1) ? 0 : 255)],
  ['stripes as in marks, both ways', (x, y) => (stripe(x) !== stripe(y) ? 0 : 255)],
  ['codes without quiet zone, one pixel a module', codes(1)],
  ['codes without quiet zone, three pixels a module', codes(3)],
  [
    'codes made of codes',
    (x, y) => {
      const inner = codes(1)(x, y) === 0
      return codes(40)(x, y) === 0 ? (inner ? 0 : 90) : inner ? 170 : 255
    },
  ],
  [
    'rings in rings',
    (x, y) => {
      const ring = Math.max(Math.abs((x % 40) - 20), Math.abs((y % 40) - 20))
      return ring <= 4 || (ring > 8 && ring <= 12) ? 0 : 255
    },
  ],
  [
    'squares around squares over the whole picture',
    (x, y) => ((Math.max(Math.abs(x - 2000), Math.abs(y - 2000)) >> 3) & 1 ? 0 : 255),
  ],
]

const SIDES = [1000, 2000, 4000] as const

export const COSTLY: readonly HostileFile[] = [
  ...SIDES.flatMap((side) =>
    TEXTURES.map(
      ([name, texture]): HostileFile => [
        `PNG, ${side ** 2 / 1e6} MP: ${name}`,
        () => grayPng(gray(side, side, texture)),
      ],
    ),
  ),
]

/** Codes beside each other on a white page, each with its own text. */
export function sheetOfCodes(side: number, count: number): { bytes: Buffer; texts: readonly string[] } {
  const across = Math.ceil(Math.sqrt(count))
  const cell = Math.floor(side / across)
  const picture = gray(side, side, 255)
  const texts = Array.from({ length: count }, (_, i) => `https://example.com/a-code/${i}`)
  const modules = encode(texts[count - 1] ?? '', { ecc: 'M', border: 4 }).data.length
  for (const [i, text] of texts.entries()) {
    drawCode(picture, text, {
      x: (i % across) * cell,
      y: Math.floor(i / across) * cell,
      module: Math.floor(cell / modules),
    })
  }
  return { bytes: grayPng(picture), texts }
}
