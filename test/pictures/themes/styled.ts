// Codes that a designer had in hand: round modules, rounded finder patterns, a logo in the middle.
import { drawCode, isDark, type Modules } from '../code.ts'
import { screenshotFile } from '../files.ts'
import { write } from '../letters.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { blank, type Raster } from '../raster.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { disc, roundBox } from '../shapes.ts'
import { loginCode, picture, usualLook } from './code-pictures.ts'

/** Modules along a finder pattern. */
const FINDER = 7
const BRANDS = [0x1a56db, 0x0b7a4b, 0xb3261e, 0x24292f, 0xf59e0b, 0x7a3ff2]

/** A logo on a white patch; `share` is its part of the code's side. */
function logo(
  raster: Raster,
  random: Random,
  { module, side, share }: { module: number; side: number; share: number },
): void {
  const size = Math.round(side * share) * module
  const start = (raster.width - size) / 2
  const whole = { x: start, y: start, width: size, height: size }
  const round = random.chance(0.4)
  const edge = Math.round(size * 0.08)
  const inner = { x: start + edge, y: start + edge, width: size - 2 * edge, height: size - 2 * edge }
  const colour = random.pick(BRANDS)
  const middle = { x: start + size / 2, y: start + size / 2 }
  if (round) {
    disc(raster, middle, { radius: size / 2, colour: 0xffffff })
    disc(raster, middle, { radius: size / 2 - edge, colour })
  } else {
    roundBox(raster, whole, { radius: size * 0.15, colour: 0xffffff })
    roundBox(raster, inner, { radius: size * 0.2, colour })
  }
  const ink = size * 0.6
  write(
    raster,
    random.pick(['Ü', 'K', 'G', 'N', '@', '+']),
    { x: middle.x - ink * 0.25, y: middle.y - ink * 0.55 },
    { size: ink, colour: 0xffffff, bold: 0.4 },
  )
}

interface Dots {
  readonly module: number
  readonly share: number
  readonly dark: number
  readonly eye: number
}

/** Dots for modules; finder patterns as rounded rings, as the usual generators of styled codes draw them. */
function dotted(modules: Modules, { module, share, dark, eye }: Dots): Raster {
  const side = (modules.side + 8) * module
  const raster = blank({ width: side, height: side }, 0xffffff)
  const { side: count } = modules
  const inFinder = (column: number, row: number): boolean =>
    (row < FINDER && (column < FINDER || column >= count - FINDER)) || (row >= count - FINDER && column < FINDER)
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) {
      if (!isDark(modules, column, row) || inFinder(column, row)) continue
      disc(
        raster,
        { x: (column + 4.5) * module, y: (row + 4.5) * module },
        { radius: (module * share) / 2, colour: dark },
      )
    }
  for (const [column, row] of [
    [0, 0],
    [count - FINDER, 0],
    [0, count - FINDER],
  ] as const)
    for (const [inset, colour, round] of [
      [0, eye, 2],
      [1, 0xffffff, 1.4],
      [2, eye, 1],
    ] as const) {
      const size = (FINDER - 2 * inset) * module
      roundBox(
        raster,
        { x: (column + 4 + inset) * module, y: (row + 4 + inset) * module, width: size, height: size },
        { radius: round * module, colour },
      )
    }
  return raster
}

export const STYLED: readonly PictureClass[] = [
  {
    name: 'logo',
    note: 'a logo in the middle, error correction Q or H',
    make: async (random) => {
      const correction = random.pick(['Q', 'H', 'H'] as const)
      const code = loginCode(random, correction)
      const module = random.int(4, 9)
      const raster = drawCode(code.modules, { module, quiet: 4, ...usualLook(random) })
      // The area is its square: 4 to 6 % for Q, up to 8 % for H, a third of what they can bring back at best.
      const share = correction === 'Q' ? random.real(0.16, 0.22) : random.real(0.2, 0.28)
      logo(raster, random, { module, side: code.modules.side, share })
      if (random.chance(0.5)) return picture(await screenshotFile(raster, random), [code])
      const screen = loginScreen(random, { width: 1000, height: 1000, around: 'nothing', code: () => raster })
      return picture(await screenshotFile(cutOut(random, screen, 150), random), [code])
    },
  },
  {
    name: 'styled-dots',
    note: 'round modules with gaps between them, rounded finder patterns',
    make: async (random) => {
      const code = loginCode(random, random.pick(['M', 'Q', 'H']))
      const dark = random.pick([0x000000, 0x1a2b4c, 0x333333, 0x5b2a86, 0x0b5a4a])
      const module = random.int(6, 14)
      const raster = dotted(code.modules, {
        module,
        share: random.real(0.72, 1),
        dark,
        eye: random.chance(0.6) ? dark : random.pick(BRANDS.slice(0, 4)),
      })
      if (random.chance(0.3)) logo(raster, random, { module, side: code.modules.side, share: 0.14 })
      return picture(await screenshotFile(raster, random), [code])
    },
  },
]
