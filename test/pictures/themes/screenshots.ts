// Whole screenshots in the sizes that people have, codes of usual size and of two pixels a module, and several at once.
import { screenshotFile } from '../files.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { loginScreen, type ScreenOptions } from '../screens.ts'
import { fitted, loginCode, type NewCode, newCode, picture, usualLook } from './code-pictures.ts'
import { severalCodes } from './several.ts'

interface Kind {
  readonly name: string
  readonly note: string
  readonly width: number
  readonly height: number
  readonly scales: readonly number[]
  readonly modules: readonly [least: number, most: number]
}

const FULL_HD = { width: 1920, height: 1080, scales: [1, 1, 1.25] }
const WIDE_QUAD = { width: 2560, height: 1440, scales: [1, 1.25] }
const FOUR_K = { width: 3840, height: 2160, scales: [1, 1.5, 2] }

const KINDS: readonly Kind[] = [
  { name: 'screen-1080', note: 'a screenshot of 1920 by 1080', ...FULL_HD, modules: [3, 7] },
  { name: 'screen-1080-2px', note: 'the same, two pixels a module', ...FULL_HD, modules: [2, 2] },
  { name: 'screen-1440', note: 'a screenshot of 2560 by 1440', ...WIDE_QUAD, modules: [3, 8] },
  { name: 'screen-1440-2px', note: 'the same, two pixels a module', ...WIDE_QUAD, modules: [2, 2] },
  { name: 'screen-2160', note: 'a 4K screenshot', ...FOUR_K, modules: [3, 12] },
  {
    name: 'screen-2160-2px',
    note: 'a 4K screenshot, two pixels a module',
    ...FOUR_K,
    scales: [1, 1.5],
    modules: [2, 2],
  },
]

/** Light or dark; in a dark page the code stands on white with its whole margin. */
function screenshot(random: Random, code: NewCode, kind: Kind): ScreenOptions {
  const [least, most] = kind.modules
  const look = usualLook(random)
  return {
    width: kind.width,
    height: kind.height,
    scale: random.pick(kind.scales),
    dark: random.chance(0.3),
    code: fitted(code, { module: random.int(least, most), quiet: random.pick([2, 4, 4]), look: () => look }),
  }
}

const SIZES: readonly PictureClass[] = KINDS.map((kind) => ({
  name: kind.name,
  note: kind.note,
  make: async (random) => {
    const code = newCode(random)
    const { raster } = loginScreen(random, screenshot(random, code, kind))
    return picture(await screenshotFile(raster, random), [code])
  },
}))

export const SCREENSHOTS: readonly PictureClass[] = [
  ...SIZES,
  {
    name: 'screen-phone',
    note: "a phone's screenshot, portrait",
    make: async (random) => {
      const code = loginCode(random)
      const [width, height, scale] = random.pick([
        [1080, 2340, 2.75],
        [1170, 2532, 3],
        [720, 1600, 2],
        [1290, 2796, 3],
      ] as const)
      const options = { width, height, scale, dark: random.chance(0.4), around: 'phone' } as const
      const { raster } = loginScreen(random, {
        ...options,
        code: fitted(code, { module: random.int(5, 16), quiet: 2 }),
      })
      return picture(await screenshotFile(raster, random), [code])
    },
  },
  {
    name: 'multi',
    note: 'two to six codes of different sizes on one page',
    make: async (random) => {
      const codes = Array.from({ length: random.int(2, 6) }, () => loginCode(random))
      const several = severalCodes(random, codes, { modules: [2, 5], columns: 3, gap: [24, 60] })
      const { raster } = loginScreen(random, {
        width: 1920,
        height: 1080,
        dark: random.chance(0.3),
        code: () => several,
      })
      return picture(await screenshotFile(raster, random), codes)
    },
  },
  {
    name: 'multi-grid',
    note: 'four to nine codes side by side, as on a sheet of exports',
    make: async (random) => {
      const codes = Array.from({ length: random.int(4, 9) }, () => loginCode(random, 'L'))
      const module = random.int(2, 4)
      const several = severalCodes(random, codes, { modules: [module, module], columns: 3, gap: [16, 16] })
      const { raster } = loginScreen(random, { width: 1920, height: 1200, around: 'nothing', code: () => several })
      return picture(await screenshotFile(raster, random), codes)
    },
  },
]
