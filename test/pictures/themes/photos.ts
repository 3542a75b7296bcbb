// Photos of screens: near with the screen's pixels seen, tilted, from across the desk, with 12 megapixels, with lamps.
import { monitor, photograph, type Scene, type Shot } from '../camera.ts'
import { jpegFile } from '../files.ts'
import type { Glare } from '../optics.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import type { Box, Size } from '../raster.ts'
import { loginScreen } from '../screens.ts'
import { fitted, loginCode, type NewCode, picture } from './code-pictures.ts'
import { severalCodes } from './several.ts'

export interface Aimed {
  readonly scene: Scene
  /** Where the code's picture is in the scene. */
  readonly keep: Box
  /** Pixels of a module on the screen, margins left out. */
  readonly module: number
}

/** A monitor or laptop that shows a page with a code. */
export function screenScene(random: Random, code: NewCode, module: number): Aimed {
  const size = random.pick([
    { width: 1920, height: 1080 },
    { width: 1600, height: 900 },
    { width: 1366, height: 768 },
  ])
  const quiet = random.pick([2, 4])
  const { raster, place } = loginScreen(random, {
    ...size,
    dark: random.chance(0.2),
    code: fitted(code, { module, quiet }),
  })
  const scene = monitor(random, raster)
  const keep = { ...place, x: scene.screen.x + place.x, y: scene.screen.y + place.y }
  return { scene, keep, module: place.width / (code.modules.side + 2 * quiet) }
}

/** Aims at a code, or at most `reach` of its side away from its middle: it is not always in the centre of a photo. */
export function aimedAt(random: Random, keep: Box, reach: number): Pick<Shot, 'aim' | 'keep'> {
  const x = keep.x + keep.width * (0.5 + random.real(-reach, reach))
  return { aim: { x, y: keep.y + keep.height * (0.5 + random.real(-reach, reach)) }, keep }
}

const UPRIGHT: Size = { width: 1200, height: 1600 }
const ACROSS: Size = { width: 1600, height: 1200 }

export const PHOTOS: readonly PictureClass[] = [
  {
    name: 'glare',
    note: 'a lamp or window on the glass burns out a spot of the code',
    make: async (random) => {
      const code = loginCode(random, random.pick(['M', 'Q', 'H']))
      const aimed = screenScene(random, code, random.int(4, 6))
      const size = random.pick([UPRIGHT, ACROSS])
      const zoom = (Math.min(size.width, size.height) * random.real(0.5, 0.8)) / aimed.keep.width
      const across = (aimed.keep.width * zoom) / size.width
      const down = (aimed.keep.width * zoom) / size.height
      const spots = Array.from({ length: random.int(1, 2) }, (): Glare => {
        const radius = random.real(0.12, 0.27)
        const place = { x: 0.5 + random.real(-0.45, 0.45) * across, y: 0.5 + random.real(-0.45, 0.45) * down }
        return {
          ...place,
          radiusX: radius * across * random.real(0.7, 1.6),
          radiusY: radius * down,
          strength: random.real(130, 250),
        }
      })
      const shot = {
        ...size,
        ...aimedAt(random, aimed.keep, 0),
        zoom,
        tilt: 0.25,
        roll: random.real(-0.15, 0.15),
        glares: spots,
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(75, 90)), [code])
    },
  },
  {
    name: 'multi-photo',
    note: 'a photo of a screen with two to four codes',
    make: async (random) => {
      const codes = Array.from({ length: random.int(2, 4) }, () => loginCode(random))
      const several = severalCodes(random, codes, { modules: [4, 6], columns: 2, gap: [20, 50] })
      const { raster, place } = loginScreen(random, {
        width: 1920,
        height: 1200,
        around: 'nothing',
        code: () => several,
      })
      const scene = monitor(random, raster)
      const keep = { ...place, x: scene.screen.x + place.x, y: scene.screen.y + place.y }
      const size = { width: 2000, height: 1500 }
      const zoom = Math.min((size.width * 0.88) / place.width, (size.height * 0.88) / place.height, 2)
      const shot = {
        ...size,
        ...aimedAt(random, keep, 0),
        zoom,
        tilt: 0.12,
        roll: random.real(-0.12, 0.12),
        blur: random.real(0.4, 0.8),
      }
      return picture(await jpegFile(photograph(random, scene, shot), random.int(78, 90)), codes)
    },
  },
  {
    name: 'photo-12mp',
    note: "a phone's photo of a screen as it is, 4000 by 3000",
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(3, 6))
      // The screen fills 60 to 140 % of the picture's width; a module keeps at least 6 pixels.
      const zoom = Math.max(6 / aimed.module, (4000 * random.real(0.6, 1.4)) / aimed.scene.raster.width)
      const shot = {
        width: 4000,
        height: 3000,
        ...aimedAt(random, aimed.keep, 0.3),
        zoom,
        tilt: 0.3,
        roll: random.real(-0.2, 0.2),
        blur: random.real(0.8, 1.8),
        noise: random.real(1.5, 4),
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(72, 85)), [code])
    },
  },
  {
    name: 'photo-blurred',
    note: 'out of focus or shaken: blurred over a good part of a module',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(4, 6))
      const zoom = random.real(6, 12) / aimed.module
      const module = zoom * aimed.module
      const shaken = random.chance(0.4)
      const shot = {
        ...random.pick([UPRIGHT, ACROSS]),
        ...aimedAt(random, aimed.keep, 0.1),
        zoom,
        tilt: 0.2,
        roll: random.real(-0.2, 0.2),
        blur: module * (shaken ? random.real(0.1, 0.2) : random.real(0.28, 0.46)),
        shake: shaken ? module * 0.7 : 0,
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(70, 90)), [code])
    },
  },
  {
    name: 'photo-dim',
    note: 'too dark, with much noise',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(4, 6))
      const shot = {
        ...random.pick([UPRIGHT, ACROSS]),
        ...aimedAt(random, aimed.keep, 0.2),
        zoom: random.real(5, 10) / aimed.module,
        tilt: 0.2,
        roll: random.real(-0.2, 0.2),
        light: random.real(0.18, 0.45),
        noise: random.real(5, 11),
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(70, 90)), [code])
    },
  },
  {
    name: 'photo-screen-far',
    note: 'the whole monitor and the desk; a module is 2 to 3.5 pixels',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(4, 6))
      const zoom = random.real(2.3, 3.5) / aimed.module
      const shot = {
        ...ACROSS,
        ...aimedAt(random, aimed.keep, 0.5),
        zoom,
        tilt: 0.18,
        roll: random.real(-0.1, 0.1),
        blur: random.real(0.3, 0.7),
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(78, 92)), [code])
    },
  },
  {
    name: 'photo-screen-near',
    note: 'close to the screen: its stripes are seen, moiré, a module is 8 to 20 pixels',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(3, 6))
      const size = random.pick([UPRIGHT, ACROSS])
      const most = (Math.min(size.width, size.height) * 0.92) / aimed.keep.width
      const zoom = Math.min(most, random.real(8, 20) / aimed.module)
      const shot = {
        ...size,
        ...aimedAt(random, aimed.keep, 0.05),
        zoom,
        tilt: 0.15,
        blur: random.real(0.5, 2.2),
        roll: random.real(-0.2, 0.2),
        shake: random.pick([0, 0, 2, 4]),
      }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(70, 90)), [code])
    },
  },
  {
    name: 'photo-screen-tilted',
    note: 'from the side: up to 40 degrees, any roll',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(3, 6))
      const size = random.pick([UPRIGHT, ACROSS])
      const most = (Math.min(size.width, size.height) * 0.8) / aimed.keep.width
      const zoom = Math.min(most, random.real(4, 9) / aimed.module)
      const roll = random.chance(0.4) ? random.real(-Math.PI, Math.PI) : random.real(-0.4, 0.4)
      const shot = { ...size, ...aimedAt(random, aimed.keep, 0.1), zoom, tilt: 0.7, roll }
      return picture(await jpegFile(photograph(random, aimed.scene, shot), random.int(70, 90)), [code])
    },
  },
]
