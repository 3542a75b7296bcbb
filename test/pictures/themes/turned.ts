// Turned, mirrored, and with the mouse pointer on it.
import { drawCode, type Modules } from '../code.ts'
import { jpegFile, pngFile, screenshotFile } from '../files.ts'
import type { PictureClass } from '../picture-class.ts'
import { project } from '../projection.ts'
import type { Random } from '../random.ts'
import { blank, pad, type Raster } from '../raster.ts'
import { mirrored, turned } from '../resample.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { polygon } from '../shapes.ts'
import { fitted, loginCode, type NewCode, newCode, picture, usualLook } from './code-pictures.ts'

function cutPage(random: Random, code: NewCode, module: number): Raster {
  const options = { width: 1100, height: 800, around: 'nothing', code: fitted(code, { module }) } as const
  return cutOut(random, loginScreen(random, options), 140)
}

/** An arrow; `size` is its height. */
function pointer(
  raster: Raster,
  { x, y }: { x: number; y: number },
  { size, colour }: { size: number; colour: number },
): void {
  const shape = [
    [0, 0],
    [0, 0.82],
    [0.19, 0.64],
    [0.33, 0.98],
    [0.46, 0.92],
    [0.32, 0.59],
    [0.58, 0.59],
  ] as const
  const at = (grow: number): (readonly [number, number])[] =>
    shape.map(
      ([across, down]) => [x + (0.2 + (across - 0.2) * grow) * size, y + (0.45 + (down - 0.45) * grow) * size] as const,
    )
  polygon(raster, at(1.14), colour === 0 ? 0xffffff : 0x000000)
  polygon(raster, at(0.92), colour)
}

/** A point on the data part, away from the three finder patterns: the right column half-way down, the middle, the lower right. */
function onData(random: Random, { side }: Modules): { x: number; y: number } {
  return random.chance(0.5)
    ? { x: random.real(0.3, 0.6) * side, y: random.real(0.3, 0.6) * side }
    : { x: random.real(0.5, 0.85) * side, y: random.real(0.5, 0.8) * side }
}

export const TURNED: readonly PictureClass[] = [
  {
    name: 'cursor-overlay',
    note: 'the mouse pointer on the code',
    make: async (random) => {
      const code = loginCode(random, random.pick(['M', 'M', 'Q', 'L']))
      const module = random.int(3, 8)
      const raster = drawCode(code.modules, { module, quiet: 4, ...usualLook(random) })
      const spot = onData(random, code.modules)
      const place = { x: (4 + spot.x) * module, y: (4 + spot.y) * module }
      // A larger pointer than this covers more than the correction can bring back.
      pointer(raster, place, {
        size: Math.min(random.pick([18, 24, 32]), 7 * module),
        colour: random.pick([0x000000, 0xffffff]),
      })
      return picture(await screenshotFile(pad(raster, random.int(0, 60), random.pick([0xffffff, 0xf0f0f0])), random), [
        code,
      ])
    },
  },
  {
    name: 'mirror',
    note: 'left and right changed, as in the front camera',
    make: async (random) => {
      const code = newCode(random)
      const page = cutPage(random, code, random.int(3, 8))
      return picture(await screenshotFile(turned(mirrored(page), random.pick([0, 0, 0, 1, 2])), random), [code])
    },
  },
  {
    name: 'rot-any',
    note: 'turned by any angle',
    make: async (random) => {
      const code = newCode(random)
      const page = cutPage(random, code, random.int(3, 8))
      const roll = random.real(-Math.PI, Math.PI)
      const [cos, sin] = [Math.abs(Math.cos(roll)), Math.abs(Math.sin(roll))]
      const view = {
        width: Math.ceil(page.width * cos + page.height * sin),
        height: Math.ceil(page.width * sin + page.height * cos),
        aim: { x: page.width / 2, y: page.height / 2 },
        zoom: 1,
        roll,
      }
      const behind = blank(view, random.pick([0xffffff, 0xffffff, 0x000000, 0x808080, 0xdddddd]))
      const raster = project(page, { view, behind })
      return picture(random.chance(0.6) ? pngFile(raster) : await jpegFile(raster, random.int(60, 92)), [code])
    },
  },
  {
    name: 'rot90',
    note: 'turned by one, two or three quarters',
    make: async (random) => {
      const code = newCode(random)
      const page = cutPage(random, code, random.int(2, 8))
      return picture(await screenshotFile(turned(page, random.int(1, 3)), random), [code])
    },
  },
]
