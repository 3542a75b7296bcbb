// Pictures that went through a messenger: made smaller and packed as JPEG, some of them twice.
import { photograph } from '../camera.ts'
import { jpegFile, pngFile, throughJpeg } from '../files.ts'
import { chat } from '../layouts.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import type { Raster } from '../raster.ts'
import { type Method, scaled } from '../resample.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { fitted, loginCode, newCode, picture } from './code-pictures.ts'
import { aimedAt, screenScene } from './photos.ts'

/** The longest side that WhatsApp keeps at standard quality. */
const LONGEST = 1600

/** Smaller if need be, with the filter that the sender's program has. */
function limited(random: Random, raster: Raster, longest: number): Raster {
  const factor = longest / Math.max(raster.width, raster.height)
  return factor >= 1 ? raster : scaled(raster, factor, random.pick<Method>(['area', 'cubic', 'bilinear']))
}

export const MESSENGERS: readonly PictureClass[] = [
  {
    name: 'messenger-thumb',
    note: 'the small preview of a messenger: 320 to 640 pixels',
    make: async (random) => {
      const code = loginCode(random)
      const module = random.int(4, 6)
      const options = { width: 1000, height: 900, around: 'nothing', code: fitted(code, { module }) } as const
      const part = cutOut(random, loginScreen(random, options), 120)
      // A module keeps at least 2.1 pixels.
      const least = (Math.max(part.width, part.height) * 2.1) / module
      const small = limited(random, part, Math.max(random.int(320, 640), least))
      return picture(await jpegFile(small, random.int(45, 75)), [code])
    },
  },
  {
    name: 'whatsapp-desktop',
    note: 'a screenshot of a chat in which the picture of the code is shown smaller',
    make: async (random) => {
      const code = loginCode(random)
      const module = random.int(5, 8)
      const options = { width: 1000, height: 900, around: 'nothing', code: fitted(code, { module }) } as const
      const sent = await throughJpeg(cutOut(random, loginScreen(random, options), 60), random.int(60, 80))
      const least = (Math.max(sent.width, sent.height) * 2.1) / module
      const shown = limited(random, sent, Math.max(random.int(330, 480), least))
      const { raster } = loginScreen(random, {
        width: 1920,
        height: 1080,
        dark: random.chance(0.4),
        layout: chat,
        code: () => shown,
      })
      return picture(pngFile(raster), [code])
    },
  },
  {
    name: 'whatsapp-photo',
    note: 'a photo of a screen, sent on: 1600 pixels, packed twice',
    make: async (random) => {
      const code = loginCode(random)
      const aimed = screenScene(random, code, random.int(4, 6))
      const zoom = Math.min(1200 / aimed.keep.width, random.real(5, 9) / aimed.module)
      const shot = {
        width: 2000,
        height: 1500,
        ...aimedAt(random, aimed.keep, 0.2),
        zoom,
        tilt: 0.3,
        roll: random.real(-0.2, 0.2),
      }
      const once = await throughJpeg(photograph(random, aimed.scene, shot), random.int(80, 92))
      return picture(await jpegFile(limited(random, once, LONGEST), random.int(55, 75)), [code])
    },
  },
  {
    name: 'whatsapp-screen',
    note: 'a whole screenshot, sent on: at most 1600 pixels, JPEG',
    make: async (random) => {
      const code = newCode(random)
      const [width, height, scale] = random.pick([
        [1920, 1080, 1],
        [1920, 1080, 1],
        [2560, 1440, 1],
        [1366, 768, 1],
        [3840, 2160, 2],
      ] as const)
      // A module keeps at least 2.4 pixels.
      const least = Math.ceil((2.4 * width) / LONGEST)
      const module = Math.max(least, random.int(least, least + 3))
      const { raster } = loginScreen(random, {
        width,
        height,
        scale,
        dark: random.chance(0.2),
        code: fitted(code, { module, quiet: 2 }),
      })
      return picture(await jpegFile(limited(random, raster, LONGEST), random.int(60, 80)), [code])
    },
  },
]
