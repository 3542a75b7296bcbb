// A text -> the modules of its code (uqr) -> a picture of them: plain squares in two colours with a margin.
import { encode } from 'uqr'
import type { Random } from './random.ts'
import { blank, fill, type Raster } from './raster.ts'

export type Correction = 'L' | 'M' | 'Q' | 'H'

/** A square of modules without a margin; 1 is dark. */
export interface Modules {
  readonly side: number
  readonly dark: Uint8Array
}

/** What portals use: mostly M and L. */
export function anyCorrection(random: Random): Correction {
  return random.weighed([
    [35, 'L'],
    [45, 'M'],
    [12, 'Q'],
    [8, 'H'],
  ])
}

export function modulesOf(text: string, correction: Correction): Modules {
  const { data, size } = encode(text, { ecc: correction, border: 0 })
  return { side: size, dark: Uint8Array.from(data.flat(), Number) }
}

/** Whether the module is dark; outside the square nothing is. */
export function isDark({ side, dark }: Modules, column: number, row: number): boolean {
  return column >= 0 && row >= 0 && column < side && row < side && dark[row * side + column] === 1
}

export interface Look {
  /** Pixels of a module. */
  readonly module: number
  /** Modules of margin; ISO/IEC 18004 section 5.3.8 asks for 4. */
  readonly quiet: number
  /** `null` is nothing: transparent. */
  readonly dark: number | null
  readonly light: number | null
}

export const BLACK_ON_WHITE = { dark: 0x000000, light: 0xffffff } as const

/** The picture of a code, margin included. */
export function drawCode(modules: Modules, { module, quiet, dark, light }: Look): Raster {
  const side = Math.round((modules.side + 2 * quiet) * module)
  const raster = blank({ width: side, height: side }, light)
  const start = Math.round(quiet * module)
  for (let row = 0; row < modules.side; row++)
    for (let column = 0; column < modules.side; column++) {
      if (!isDark(modules, column, row)) continue
      const box = { x: start + column * module, y: start + row * module, width: module, height: module }
      if (dark !== null) fill(raster, box, dark)
      else clear(raster, box)
    }
  return raster
}

function clear(raster: Raster, box: { x: number; y: number; width: number; height: number }): void {
  for (let row = box.y; row < box.y + box.height; row++)
    raster.pixels.fill(0, row * raster.width + box.x, row * raster.width + box.x + box.width)
}
