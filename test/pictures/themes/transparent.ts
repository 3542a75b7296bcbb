// Pictures with transparent parts: what a reader sees depends on the ground that it puts behind them.
import { drawCode } from '../code.ts'
import { type PictureFile, pngFile, webpFile } from '../files.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { pixelOf, type Raster } from '../raster.ts'
import { loginCode, picture } from './code-pictures.ts'

/** Gives the transparent pixels a colour that is not seen: what stands under them differs from program to program. */
function hide(raster: Raster, colour: number): Raster {
  for (const [at, pixel] of raster.pixels.entries()) if (pixel >>> 24 === 0) raster.pixels[at] = pixelOf(colour, 0)
  return raster
}

/** PNG, now and then WebP. */
function file(raster: Raster, random: Random): Promise<PictureFile> {
  return random.chance(0.85) ? Promise.resolve(pngFile(raster)) : webpFile(raster, null)
}

const DARKS = [0x000000, 0x000000, 0x111111, 0x1a2b4c, 0x0b3d2e]
const LIGHTS = [0xffffff, 0xffffff, 0xf0f6fc, 0xffe08a]

export const TRANSPARENT: readonly PictureClass[] = [
  {
    name: 'transparent-dark',
    note: 'dark modules on nothing (black under it)',
    make: async (random) => {
      const code = loginCode(random)
      const look = { module: random.int(2, 10), quiet: random.pick([0, 2, 4]), dark: random.pick(DARKS), light: null }
      return picture(await file(drawCode(code.modules, look), random), [code])
    },
  },
  {
    name: 'transparent-light',
    note: 'for dark pages: light modules on nothing, or the light parts only',
    make: async (random) => {
      const code = loginCode(random)
      const light = random.pick(LIGHTS)
      const size = { module: random.int(2, 10), quiet: random.pick([2, 4]) }
      // Either the code is drawn in light colour, or only its light modules are drawn.
      const look = random.chance(0.5) ? { dark: light, light: null } : { dark: null, light }
      const raster = drawCode(code.modules, { ...size, ...look })
      return picture(await file(random.chance(0.5) ? hide(raster, light) : raster, random), [code])
    },
  },
  {
    name: 'transparent-white0',
    note: 'dark modules on nothing, white under it',
    make: async (random) => {
      const code = loginCode(random)
      const look = { module: random.int(2, 10), quiet: random.pick([0, 2, 4]), dark: random.pick(DARKS), light: null }
      return picture(await file(hide(drawCode(code.modules, look), 0xffffff), random), [code])
    },
  },
  {
    name: 'webp-alpha',
    note: 'WebP with transparent ground, lossy or not',
    make: async (random) => {
      const code = loginCode(random)
      const look = { module: random.int(3, 10), quiet: random.pick([2, 4]), dark: random.pick(DARKS), light: null }
      const raster = drawCode(code.modules, look)
      return picture(
        await webpFile(hide(raster, random.pick([0, 0xffffff])), random.chance(0.5) ? null : random.int(50, 90)),
        [code],
      )
    },
  },
]
