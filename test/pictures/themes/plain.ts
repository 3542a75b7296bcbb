// The code alone or nearly: module sizes, missing margins, a covered corner.
import { BLACK_ON_WHITE, drawCode } from '../code.ts'
import { pngFile, screenshotFile } from '../files.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { blank, fill, frame, pad, paste, type Raster } from '../raster.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { polygon } from '../shapes.ts'
import { fitted, loginCode, type NewCode, newCode, picture, usualLook } from './code-pictures.ts'

/** The bare code, or the part of a page around it. */
function bareOrCut(random: Random, code: NewCode, module: number): Raster {
  if (random.chance(0.6)) return drawCode(code.modules, { module, quiet: 4, ...BLACK_ON_WHITE })
  const screen = loginScreen(random, { width: 900, height: 700, around: 'nothing', code: fitted(code, { module }) })
  return cutOut(random, screen, 160)
}

/** A page that has the code without a margin. */
function withoutMargin(random: Random, code: NewCode, dark: boolean): Raster {
  const module = random.int(2, 7)
  const options = {
    width: 1000,
    height: 760,
    dark,
    around: 'nothing',
    code: fitted(code, { module, quiet: 0 }),
  } as const
  return cutOut(random, loginScreen(random, options), random.pick([40, 120, 300]))
}

export const PLAIN: readonly PictureClass[] = [
  {
    name: 'big-module',
    note: 'modules of 24 to 40 pixels, as from a generator set to "large"',
    make: async (random) => {
      const code = loginCode(random)
      const look = { module: random.int(24, 40), quiet: random.int(2, 4), ...usualLook(random) }
      return picture(pngFile(drawCode(code.modules, look)), [code])
    },
  },
  {
    name: 'clean',
    note: 'the picture that a portal serves: whole modules, full margin',
    make: async (random) => {
      const code = newCode(random)
      return picture(pngFile(drawCode(code.modules, { module: random.int(3, 12), quiet: 4, ...BLACK_ON_WHITE })), [
        code,
      ])
    },
  },
  {
    name: 'corner-cut',
    note: 'the corner without a finder pattern is folded over or covered',
    make: async (random) => {
      const code = loginCode(random, random.pick(['M', 'Q', 'H']))
      const module = random.int(4, 9)
      const raster = drawCode(code.modules, { module, quiet: 4, ...usualLook(random) })
      const cut = (4 + random.real(3.5, 6)) * module
      const end = raster.width
      polygon(
        raster,
        [
          [end - cut, end],
          [end, end - cut],
          [end, end],
        ],
        random.pick([0xffffff, 0xd9d9d9, 0x808080, 0x2b6cb0]),
      )
      return picture(await screenshotFile(raster, random), [code])
    },
  },
  {
    name: 'noquiet-bare',
    note: 'cut out exactly along the edge of the code',
    make: async (random) => {
      const code = newCode(random)
      return picture(pngFile(drawCode(code.modules, { module: random.int(2, 9), quiet: 0, ...usualLook(random) })), [
        code,
      ])
    },
  },
  {
    name: 'noquiet-on-dark',
    note: 'black on white without a margin, on a dark page',
    make: async (random) => {
      const code = newCode(random)
      return picture(await screenshotFile(withoutMargin(random, code, true), random), [code])
    },
  },
  {
    name: 'noquiet-on-light',
    note: 'without a margin of its own, text and lines close to it',
    make: async (random) => {
      const code = newCode(random)
      return picture(await screenshotFile(withoutMargin(random, code, false), random), [code])
    },
  },
  {
    name: 'noquiet-touching-frame',
    note: 'a frame touches the code or nearly so',
    make: async (random) => {
      const code = newCode(random)
      const module = random.int(3, 8)
      const gap = random.pick([0, 0, 1, Math.ceil(module / 2), module])
      const thickness = random.int(1, Math.max(2, module - 1))
      const inner = drawCode(code.modules, { module, quiet: 0, ...BLACK_ON_WHITE })
      const boxed = pad(inner, gap + thickness, 0xffffff)
      frame(
        boxed,
        { x: 0, y: 0, width: boxed.width, height: boxed.height },
        { thickness, colour: random.pick([0, 0, 0x333333, 0x1a56db]) },
      )
      const page = blank(
        { width: boxed.width + random.int(30, 240), height: boxed.height + random.int(30, 160) },
        0xffffff,
      )
      fill(page, { x: 0, y: 0, width: page.width, height: 12 }, random.pick([0xffffff, 0x1a56db, 0xdddddd]))
      paste(page, boxed, {
        x: random.int(4, page.width - boxed.width - 4),
        y: random.int(14, page.height - boxed.height - 4),
      })
      return picture(pngFile(page), [code])
    },
  },
  {
    name: 'tiny-1px',
    note: 'one pixel a module',
    make: async (random) => {
      const code = newCode(random)
      return picture(pngFile(bareOrCut(random, code, 1)), [code])
    },
  },
  {
    name: 'tiny-2px',
    note: 'two pixels a module',
    make: async (random) => {
      const code = newCode(random)
      return picture(pngFile(bareOrCut(random, code, 2)), [code])
    },
  },
]
