// Dark mode, inverted codes, little contrast, coloured grounds, and screens scaled by a fraction.
import { drawCode, isDark } from '../code.ts'
import { jpegFile, pngFile, screenshotFile } from '../files.ts'
import { LAYOUTS } from '../layouts.ts'
import { develop } from '../optics.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { blank, inverted, mix, paste, type Raster } from '../raster.ts'
import { type Method, scaled } from '../resample.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { cloud, gradient } from '../shapes.ts'
import { fitted, loginCode, newCode, picture } from './code-pictures.ts'

const FACTORS = [0.67, 0.8, 1.1, 1.25, 1.5]

/** A page zoomed as a whole, or sharp text around a code that was scaled. */
async function scaledPage(random: Random, factor: number): ReturnType<PictureClass['make']> {
  const code = newCode(random)
  // No module under 1.9 pixels after scaling.
  const module = random.int(Math.ceil(1.9 / factor), 6)
  const method = random.pick<Method>(factor < 1 ? ['area', 'cubic', 'bilinear'] : ['bilinear', 'cubic', 'nearest'])
  const whole = random.chance(0.5)
  const draw = fitted(code, { module, quiet: random.pick([2, 4]) })
  const options = { width: 1200, height: 900, around: 'nothing', dark: random.chance(0.2) } as const
  const screen = whole
    ? loginScreen(random, { ...options, code: draw })
    : loginScreen(random, {
        ...options,
        scale: factor,
        code: (room, theme) => scaled(draw(Math.floor(room / factor), theme), factor, method),
      })
  const part = random.chance(0.5) ? screen.raster : cutOut(random, screen, 200)
  return picture(await screenshotFile(whole ? scaled(part, factor, method) : part, random), [code])
}

export const DARK_AND_PALE: readonly PictureClass[] = [
  ...FACTORS.map((factor) => ({
    name: `hidpi-x${String(factor).replace('.', '')}`,
    note: `page or code scaled by ${factor}: modules of broken size`,
    make: (random: Random) => scaledPage(random, factor),
  })),
  {
    name: 'dark-inverted',
    note: 'dark mode with a light code on the dark page, or a page turned round as a whole',
    make: async (random) => {
      const code = newCode(random)
      const module = random.int(2, 7)
      const whole = random.chance(0.3)
      const size = { width: 1600, height: 900, around: random.pick(['browser', 'nothing'] as const) }
      const { raster } = whole
        ? loginScreen(random, { ...size, code: fitted(code, { module }) })
        : loginScreen(random, {
            ...size,
            dark: true,
            layout: random.pick(LAYOUTS.slice(0, 3)),
            code: fitted(code, {
              module,
              quiet: random.int(2, 4),
              look: ({ card, text }) => ({ dark: text, light: card }),
            }),
          })
      return picture(await screenshotFile(whole ? inverted(raster) : raster, random), [code])
    },
  },
  {
    name: 'dark-white-card',
    note: 'dark page, the code on a white card with a narrow margin',
    make: async (random) => {
      const code = newCode(random)
      const module = random.int(3, 7)
      // From one pixel to three modules.
      const margin = Math.max(1, Math.round(module * random.pick([0.1, 0.1, 0.3, 0.6, 1, 1.5, 3])))
      const draw = fitted(code, { module, quiet: 0 })
      const { raster } = loginScreen(random, {
        ...random.pick([
          { width: 1920, height: 1080 },
          { width: 1366, height: 768 },
        ] as const),
        dark: true,
        code: (room, theme) => {
          const inner = draw(room - 2 * margin, theme)
          const card = blank({ width: inner.width + 2 * margin, height: inner.height + 2 * margin }, 0xffffff)
          paste(card, inner, { x: margin, y: margin })
          return card
        },
      })
      return picture(await screenshotFile(raster, random), [code])
    },
  },
  {
    name: 'gradient-bg',
    note: 'coloured runs behind and in the modules',
    make: async (random) => {
      const code = loginCode(random)
      const module = random.int(4, 10)
      const side = (code.modules.side + 8) * module
      const size = { width: side, height: side }
      const shade = (list: readonly number[]): number => random.pick(list)
      const light = gradient(size, {
        colours: [shade([0xffffff, 0xfdf2c0, 0xc9f2ff]), shade([0xffd6e8, 0xb8e0ff, 0xd8f5c8])],
        angle: random.real(0, 6),
      })
      const dark = gradient(size, {
        colours: [shade([0x000000, 0x1a1a6e, 0x4a0d4a]), shade([0x7a1f3d, 0x0b5a4a, 0x1d3f8f])],
        angle: random.real(0, 6),
      })
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++)
          if (isDark(code.modules, Math.floor(x / module) - 4, Math.floor(y / module) - 4))
            light.pixels[y * side + x] = dark.pixels[y * side + x] ?? 0
      const page = random.chance(0.5) ? light : onGround(random, light)
      return picture(await screenshotFile(page, random), [code])
    },
  },
  {
    name: 'low-contrast',
    note: 'gray on gray, faded or tinted',
    make: async (random) => {
      const code = newCode(random)
      const ground = random.int(90, 235)
      const step = random.int(12, 55)
      const tint = random.int(0, 0xffffff)
      const gray = (value: number): number => mix(Math.max(0, value) * 0x010101, tint, 0.12)
      const look = { dark: gray(ground - step), light: gray(ground) }
      const raster = drawCode(code.modules, { module: random.int(3, 9), quiet: 4, ...look })
      const page = blank(
        { width: raster.width + random.int(0, 300), height: raster.height + random.int(0, 200) },
        look.light,
      )
      paste(page, raster, {
        x: random.int(0, page.width - raster.width),
        y: random.int(0, page.height - raster.height),
      })
      if (random.chance(0.5)) return picture(pngFile(page), [code])
      const noise = Math.min(6, step / 8)
      const still = {
        gain: [1, 1, 1],
        veil: 0,
        vignette: 0.05,
        slope: [random.real(-0.1, 0.1), 0],
        glares: [],
      } as const
      return picture(await jpegFile(develop(page, { random, ...still, noise }), random.int(75, 92)), [code])
    },
  },
]

/** A piece on a larger ground of clouds. */
function onGround(random: Random, piece: Raster): Raster {
  const size = { width: piece.width + random.int(60, 400), height: piece.height + random.int(60, 300) }
  const ground = cloud(size, { random, cell: 120, from: random.int(0, 0xffffff), to: random.int(0, 0xffffff) })
  paste(ground, piece, {
    x: random.int(20, size.width - piece.width - 20),
    y: random.int(20, size.height - piece.height - 20),
  })
  return ground
}
