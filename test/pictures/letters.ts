// A font of our own for "text around": blocky letters of 5 by 7 dots, accents put on top, drawn at any size with soft
// edges. Each row of a glyph is one base-32 digit (five dots, the left one first); an eighth and ninth row hang below.
import type { Raster } from './raster.ts'
import { softBox } from './shapes.ts'

const GLYPHS: Readonly<Record<string, string>> = {
  ...rows(
    'A ehhvhhh B uhhuhhu C ehggghe D uhhhhhu E vgguggv F vgguggg G ehgnhhf H hhhvhhh I e44444e J 72222ic K hikokih',
  ),
  ...rows('L ggggggv M hrllhhh N hhpljhh O ehhhhhe P uhhuggg Q ehhhlid R uhhukih S fgge11u T v444444 U hhhhhhe'),
  ...rows('V hhhhha4 W hhhllla X hha4ahh Y hhha444 Z v1248gv'),
  ...rows('a 00e1fhf b ggmphhu c 00egghe d 11djhhf e 00ehvge f 698s888 g 00fhhhf1e h ggmphhh i 40c444e j 2062222ic'),
  ...rows('k ggikoki l c44444e m 00qllhh n 00mphhh o 00ehhhe p 00uhhhugg q 00fhhhf11 r 00mpggg s 00ege1u t 88s8896'),
  ...rows('u 00hhhjd v 00hhha4 w 00hhlla x 00ha4ah y 00hhhhf1e z 00v248v'),
  ...rows('0 ehjlphe 1 4c4444e 2 eh1248v 3 v2421he 4 26aiv22 5 vgu11he 6 68guhhe 7 v124888 8 ehhehhe 9 ehhf12c'),
  ...rows('. 00000cc , 00000c48 : 0cc0cc0 ; 0cc0c48 - 000v000 _ 0000000v / 01248g0 + 044v440 ( 2488842 ) 8422248'),
  ...rows("# aavavaa @ eh1dlle ? eh12404 ! 4444404 & cik8lid % op248j3 = 00v0v00 ' 4440000 * 04lel40 $ 4fke5u4"),
  ...rows('[ e88888e ] e22222e < 248g842 > 8421248 | 4444444 ~ 008l200'),
}
/** Combining marks: acute, diaeresis, double acute. Two rows, put above the letter. */
const MARKS: Readonly<Record<string, string>> = { '\u0301': '24', '\u0308': 'a0', '\u030b': '9i' }
const LOW_LETTERS = /[a-z]/
const DOTS_ACROSS = 6
/** Dots of a line: two for a mark on a capital, seven for the letter, two below. */
const DOTS_DOWN = 11

function rows(list: string): Record<string, string> {
  const parts = list.split(' ')
  return Object.fromEntries(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? '']] : [])))
}

export interface Ink {
  /** Height of a line in pixels; a letter takes 6/11 of it in width. */
  readonly size: number
  readonly colour: number
  /** Dots that are wider than a dot, 0 to 0.6. */
  readonly bold?: number
  /** Width of a letter in pixels, when it is not that of the size. */
  readonly advance?: number
}

export function textWidth(
  text: string,
  { size, advance = (size / DOTS_DOWN) * DOTS_ACROSS }: Omit<Ink, 'colour'>,
): number {
  return [...text.normalize('NFD')].filter((letter) => MARKS[letter] === undefined).length * advance
}

/** Draws a line of text; x and y are its top left corner. Letters that the font lacks are left blank. */
export function write(raster: Raster, text: string, { x, y }: { x: number; y: number }, ink: Ink): void {
  const { size, colour, bold = 0, advance = (size / DOTS_DOWN) * DOTS_ACROSS } = ink
  const high = size / DOTS_DOWN
  const wide = advance / DOTS_ACROSS
  let left = x - advance
  let low = false
  for (const letter of text.normalize('NFD')) {
    const mark = MARKS[letter]
    if (mark === undefined) {
      left += advance
      low = LOW_LETTERS.test(letter)
    }
    const top = y + (mark === undefined || low ? 2 : 0) * high
    for (const [row, dots] of [...(mark ?? GLYPHS[letter] ?? '')].entries())
      for (const [from, to] of runs(Number.parseInt(dots, 32)))
        softBox(
          raster,
          {
            left: left + from * wide,
            top: top + row * high,
            right: left + (to + bold) * wide,
            bottom: top + (row + 1) * high,
          },
          colour,
        )
  }
}

/** Neighbouring dots of a row, as [first, one after the last]. */
function runs(dots: number): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at < 5; at++) {
    if (((dots >> (4 - at)) & 1) === 0) continue
    const last = found.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else found.push([at, at + 1])
  }
  return found
}
