// Large exports: ten accounts in one code, 93 to 117 modules a side.

import { jpegFile, pngFile } from '../files.ts'
import { migrationLink } from '../payload.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import type { Raster } from '../raster.ts'
import { cutOut, loginScreen } from '../screens.ts'
import { codeOf, fitted, type NewCode, picture } from './code-pictures.ts'

const ACCOUNTS = 10

function page(random: Random, code: NewCode, module: number): Raster {
  const options = {
    width: 1280,
    height: 1000,
    around: 'nothing',
    code: fitted(code, { module, quiet: random.int(2, 4) }),
  } as const
  const screen = loginScreen(random, options)
  return random.chance(0.5) ? screen.raster : cutOut(random, screen, 120)
}

export const EXPORTS: readonly PictureClass[] = [
  {
    name: 'dense-migration',
    note: 'ten accounts of Google Authenticator in one code',
    make: async (random) => {
      const code = codeOf(migrationLink(random, ACCOUNTS), random.pick(['L', 'M']))
      return picture(pngFile(page(random, code, random.int(2, 7))), [code])
    },
  },
  {
    name: 'dense-migration-jpeg',
    note: 'the same as JPEG',
    make: async (random) => {
      const code = codeOf(migrationLink(random, ACCOUNTS), random.pick(['L', 'M']))
      return picture(await jpegFile(page(random, code, random.int(3, 7)), random.int(45, 85)), [code])
    },
  },
]
