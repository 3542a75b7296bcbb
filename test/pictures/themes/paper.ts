// On paper: scanned, and as a label on something round.
import { photograph, printed } from '../camera.ts'
import { BLACK_ON_WHITE, drawCode } from '../code.ts'
import { jpegFile, pngFile, tiffFile } from '../files.ts'
import { letter } from '../layouts.ts'
import { write } from '../letters.ts'
import { develop } from '../optics.ts'
import type { PictureClass } from '../picture-class.ts'
import { project } from '../projection.ts'
import type { Random } from '../random.ts'
import { blank, paste, pixelOf, type Raster } from '../raster.ts'
import { loginScreen } from '../screens.ts'
import { someTitle } from '../words.ts'
import { fitted, loginCode, type NewCode, newCode, picture } from './code-pictures.ts'

/** A label with a line of text above and below. */
function label(random: Random, code: NewCode, module: number): Raster {
  const drawn = drawCode(code.modules, { module, quiet: 4, ...BLACK_ON_WHITE })
  const raster = blank({ width: drawn.width + 40, height: drawn.height + 120 }, 0xffffff)
  paste(raster, drawn, { x: 20, y: 60 })
  write(raster, someTitle(random), { x: 30, y: 20 }, { size: 30, colour: 0x222222, bold: 0.3 })
  write(raster, '(c) minta', { x: 30, y: raster.height - 44 }, { size: 24, colour: 0x444444 })
  return raster
}

/** Dust and hairs on the glass of the scanner. */
function dusty(raster: Raster, random: Random): Raster {
  for (let speck = 0; speck < random.int(20, 120); speck++) {
    const start = random.int(0, raster.pixels.length - 1)
    const length = random.int(1, 3)
    const gray = random.int(60, 200) * 0x010101
    for (let row = 0; row < length; row++) {
      const at = start + row * raster.width
      raster.pixels.fill(pixelOf(gray), at, Math.min(at + random.int(1, 3), raster.pixels.length))
    }
  }
  return raster
}

export const PAPER: readonly PictureClass[] = [
  {
    name: 'curved',
    note: 'a label on a bottle or a bent page',
    make: async (random) => {
      const code = loginCode(random)
      const raster = printed(random, label(random, code, 8))
      const size = random.pick([
        { width: 1200, height: 1200 },
        { width: 1600, height: 1200 },
      ] as const)
      // The edge of the label lies 25 to 52 degrees away from the middle.
      const radius = raster.width / 2 / random.real(0.45, 0.9)
      const bend = { radius, upright: random.chance(0.7), arc: random.real(-0.25, 0.25) }
      const zoom = (random.real(0.5, 0.8) * 1200) / raster.height
      const aim = { x: raster.width / 2, y: raster.height / 2 }
      const keep = { x: 0, y: 0, width: raster.width, height: raster.height }
      const shot = { ...size, aim, keep, zoom, tilt: 0.2, roll: random.real(-0.3, 0.3), bend, slope: 0.4 }
      return picture(await jpegFile(photograph(random, { raster }, shot), random.int(72, 90)), [code])
    },
  },
  {
    name: 'photo-paper',
    note: 'a photo of a printed letter, shadow on one side',
    make: async (random) => {
      const code = loginCode(random)
      const page = loginScreen(random, {
        width: 1100,
        height: 1500,
        around: 'nothing',
        layout: letter,
        code: fitted(code, { module: random.int(4, 7) }),
      })
      const raster = printed(random, page.raster)
      const zoom = random.real(0.75, 1.5)
      const aim = {
        x: page.place.x + page.place.width / 2,
        y: page.place.y + page.place.height * random.real(0.3, 0.7),
      }
      const shot = {
        width: 1500,
        height: 1500,
        aim,
        keep: page.place,
        zoom,
        tilt: 0.35,
        roll: random.real(-0.5, 0.5),
        slope: 0.7,
        noise: random.real(2, 7),
      }
      return picture(await jpegFile(photograph(random, { raster }, shot), random.int(70, 90)), [code])
    },
  },
  {
    name: 'print-scan',
    note: 'printed and scanned, a little askew',
    make: async (random) => {
      const code = newCode(random)
      const page = loginScreen(random, {
        width: 1240,
        height: 1000,
        around: 'nothing',
        layout: letter,
        code: fitted(code, { module: random.int(4, 8) }),
      })
      const raster = dusty(printed(random, page.raster), random)
      const view = { width: 1240, height: 1000, aim: { x: 620, y: 500 }, zoom: 1, roll: random.real(-0.05, 0.05) }
      const scan = project(raster, { view, behind: blank(view, random.pick([0xf4f4f4, 0xffffff, 0x303030])) })
      const light = {
        gain: [1, 1, 1],
        veil: 0,
        vignette: 0,
        slope: [random.real(-0.1, 0.1), 0],
        glares: [],
        noise: random.real(1, 6),
      } as const
      const done = develop(scan, { random, ...light })
      const kind = random.pick(['jpeg', 'jpeg', 'png', 'tiff'] as const)
      const file =
        kind === 'jpeg'
          ? await jpegFile(done, random.int(60, 88))
          : kind === 'png'
            ? pngFile(done)
            : await tiffFile(done)
      return picture(file, [code])
    },
  },
]
