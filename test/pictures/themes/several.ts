// Several codes on one white piece, each with a caption.
import { BLACK_ON_WHITE, drawCode } from '../code.ts'
import { write } from '../letters.ts'
import type { Random } from '../random.ts'
import { blank, paste, type Raster } from '../raster.ts'
import { someWords } from '../words.ts'
import type { NewCode } from './code-pictures.ts'

export interface Several {
  readonly modules: readonly [least: number, most: number]
  readonly columns: number
  /** Pixels between the pictures, whose own margin is one to four modules. */
  readonly gap: readonly [least: number, most: number]
}

const CAPTION = 22

export function severalCodes(random: Random, codes: readonly NewCode[], { modules, columns, gap }: Several): Raster {
  const pictures = codes.map(({ modules: code }) =>
    drawCode(code, { module: random.int(...modules), quiet: random.int(2, 4), ...BLACK_ON_WHITE }),
  )
  const between = (): number => random.int(...gap)
  const places: { x: number; y: number }[] = []
  let [y, width] = [8, 0]
  for (let first = 0; first < pictures.length; first += columns) {
    const row = pictures.slice(first, first + columns)
    let x = 8
    for (const { width: wide } of row) {
      places.push({ x, y: y + CAPTION })
      x += wide + between()
    }
    width = Math.max(width, x)
    y += Math.max(...row.map(({ height }) => height)) + CAPTION + between()
  }
  const raster = blank({ width, height: y }, 0xffffff)
  for (const [at, code] of pictures.entries()) {
    const place = places[at] ?? { x: 0, y: 0 }
    paste(raster, code, place)
    write(
      raster,
      someWords(random, 2).slice(0, 16),
      { x: place.x + 8, y: place.y - CAPTION + 2 },
      { size: 16, colour: 0x333333 },
    )
  }
  return raster
}
