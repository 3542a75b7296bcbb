// The same kinds of pages in other file formats, at other qualities, and in files that are not quite in order.
import { bmpFile, coarse, gifFile, jpegFile, type PictureFile, pngFile, tiffFile, webpFile } from '../files.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { crop, type Raster } from '../raster.ts'
import { cutOut, loginScreen, type Screen } from '../screens.ts'
import { fitted, type NewCode, newCode, picture, usualLook } from './code-pictures.ts'
import { endInPng } from './cut-files.ts'

/** A page of middle size with a code. */
function page(random: Random, code: NewCode, [least, most]: readonly [number, number]): Screen {
  const look = usualLook(random)
  return loginScreen(random, {
    width: random.int(800, 1400),
    height: random.int(700, 1000),
    dark: random.chance(0.25),
    around: random.pick(['nothing', 'browser']),
    code: fitted(code, { module: random.int(least, most), quiet: random.pick([2, 4]), look: () => look }),
  })
}

/** The page, or what was cut out of it. */
function part(random: Random, screen: Screen): Raster {
  return random.chance(0.5) ? screen.raster : cutOut(random, screen, 150)
}

type Pack = (raster: Raster, random: Random) => Promise<PictureFile> | PictureFile

/** `cut` is for encoders that are slow: never the whole page. */
function packedAs(
  {
    name,
    note,
    modules = [3, 7],
    cut = false,
  }: { name: string; note: string; modules?: readonly [number, number]; cut?: boolean },
  pack: Pack,
): PictureClass {
  return {
    name,
    note,
    make: async (random) => {
      const code = newCode(random)
      const screen = page(random, code, modules)
      return picture(await pack(cut ? cutOut(random, screen, 110) : part(random, screen), random), [code])
    },
  }
}

function jpegOf(quality: number, modules: readonly [number, number]): PictureClass {
  const named = { name: `jpeg-q${quality}`, note: `JPEG of quality ${quality}`, modules }
  return packedAs(named, (raster) => jpegFile(raster, quality))
}

/** What comes after the end: leftovers of an editor that shortened the picture, or another file's bytes. */
function garbage(random: Random): Uint8Array {
  const kind = random.pick(['zeros', 'noise', 'text'] as const)
  const length = random.int(1, 6000)
  if (kind === 'zeros') return new Uint8Array(length)
  return kind === 'noise'
    ? random.bytes(length)
    : new TextEncoder().encode('leftover of a longer file\r\n'.repeat(random.int(1, 80)))
}

export const PACKED: readonly PictureClass[] = [
  jpegOf(20, [4, 8]),
  jpegOf(30, [3, 8]),
  jpegOf(50, [3, 7]),
  jpegOf(70, [3, 6]),
  jpegOf(90, [2, 6]),
  packedAs({ name: 'bmp', note: 'BMP, as from an old screenshot tool' }, bmpFile),
  packedAs({ name: 'gif', note: 'GIF with 256 colours', modules: [2, 6], cut: true }, (raster) =>
    gifFile(coarse(raster)),
  ),
  packedAs({ name: 'tiff', note: 'TIFF' }, tiffFile),
  packedAs({ name: 'webp-lossy', note: 'WebP as browsers and messengers save it' }, (raster, random) =>
    webpFile(raster, random.int(25, 85)),
  ),
  packedAs({ name: 'webp-lossless', note: 'lossless WebP', modules: [2, 6] }, (raster) => webpFile(raster, null)),
  {
    name: 'trailing-bytes',
    note: 'a PNG or JPEG with garbage after its end',
    make: async (random) => {
      const code = newCode(random)
      const raster = part(random, page(random, code, [3, 7]))
      const file = random.chance(0.5) ? pngFile(raster) : await jpegFile(raster, random.int(70, 92))
      return picture({ ...file, bytes: Buffer.concat([file.bytes, garbage(random)]) }, [code])
    },
  },
  {
    name: 'cut-below',
    note: 'a PNG or JPEG whose download broke off, below the rows of the code',
    make: async (random) => {
      const code = newCode(random)
      const { raster, place } = page(random, code, [3, 6])
      const bottom = Math.min(raster.height, place.y + place.height + 24)
      const upper = crop(raster, { x: 0, y: 0, width: raster.width, height: bottom })
      const quality = random.chance(0.5) ? null : random.int(70, 92)
      const file = quality === null ? pngFile(raster) : await jpegFile(raster, quality)
      // The upper part of a JPEG alone packs into the same bits as in the whole, but for its own end.
      const least = quality === null ? endInPng(file.bytes, upper) : (await jpegFile(upper, quality)).bytes.length
      const length = Math.min(
        file.bytes.length - 1,
        Math.round(least + (file.bytes.length - least) * random.real(0.05, 0.9)),
      )
      return picture({ ...file, bytes: file.bytes.subarray(0, length) }, [code])
    },
  },
]
